"""Shares and their intervals: counted ones (Wilson) and those of two uncertain quantities (log-normal)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from scipy.special import ndtri

from ._inputs import confidence, exp_or_none, finite
from .estimate import WIDTH_90, Estimate, Range, bracket, central, check_range, spread


def wilson(k: float, n: float, level: float = 0.95) -> Estimate | None:
    """Return k / n with the Wilson score interval.

    (p + z^2/2n +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n). `k` may be fractional, as a published share times a
    cohort's size is. None when n = 0; k outside 0 to n, a level outside 0 to 1 and NaN raise ValueError. Source: E. B.
    Wilson, JASA 22 (1927) 209-212; R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, method 3.
    """
    hits, total = finite(k, "k"), finite(n, "n")
    z = float(ndtri((1 + confidence(level)) / 2))
    if not 0 <= hits <= total:
        raise ValueError(f"k is {hits} of n = {total}; give 0 <= k <= n")
    if total == 0:
        return None
    p = hits / total
    centre = p + z * z / (2 * total)
    half = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    # At the ends the formula gives exactly 0 and 1; rounding must not leave a hair beside them.
    low = 0.0 if hits == 0 else max((centre - half) / scale, 0.0)
    high = 1.0 if hits == total else min((centre + half) / scale, 1.0)
    return bracket(p, low, high)


def dispersion(hits: Sequence[float], totals: Sequence[float]) -> float | None:
    """Return how much shares of one kind vary against chance: Pearson's phi over the groups less one.

    phi = sum of (k - n p)^2 / (n p (1 - p)) / (groups - 1), p = all hits over all totals; binomial shares give about 1.
    None below two groups and where p is 0 or 1; unequal lengths, a k outside 0 to n and NaN raise ValueError. Source:
    D. A. Williams, Applied Statistics 31 (1982) 144-148; P. McCullagh and J. A. Nelder, Generalized Linear Models,
    2nd ed. 1989, section 4.5.
    """
    pairs = [(finite(k, "hits"), finite(n, "totals")) for k, n in zip(hits, totals, strict=True)]
    for k, n in pairs:
        if not 0 <= k <= n:
            raise ValueError(f"hits is {k} of {n}; give 0 <= k <= n")
    every = sum(n for _, n in pairs)
    p = sum(k for k, _ in pairs) / every if every else 0.0
    if len(pairs) <= 1 or not 0 < p < 1:
        return None
    return sum((k - n * p) ** 2 / (n * p * (1 - p)) for k, n in pairs if n) / (len(pairs) - 1)


def share_interval(a: tuple[float, float], b: tuple[float, float]) -> Estimate | None:
    """Return the share a / (a + b) of two independent log-normal quantities with its 90 % interval.

    `a` and `b` are (low, high) 90 % pairs in one unit. ln(a/b) is normal with mean ln sqrt(a_low a_high / b_low b_high)
    and variance s_a^2 + s_b^2; its quantiles go through the logistic function. None where an end is at or below zero;
    low above high and NaN raise ValueError. Source: the ratio of two log-normal quantities is log-normal, J. Aitchison
    and J. A. C. Brown, The Lognormal Distribution, 1957, chapter 2.
    """
    for (low, high), name in ((a, "a"), (b, "b")):
        check_range(None, low, high, name)
    if min(*a, *b) <= 0:
        return None
    centre = math.log(central(*a)) - math.log(central(*b))
    # The half width of a 90 % range on the log scale is 1.645 sigma, so the quantile cancels.
    half = math.hypot(math.log(a[1]) - math.log(a[0]), math.log(b[1]) - math.log(b[0])) / 2
    return bracket(_logistic(centre), _logistic(centre - half), _logistic(centre + half))


def ratio_interval(a: Range, b: Range) -> Estimate | None:
    """Return the ratio a / b of two independent log-normal quantities with its 90 % interval.

    `a` and `b` are numbers or (value, low, high) with a 90 % range; ln(a/b) is normal around the ratio of the values
    with variance s_a^2 + s_b^2. Without any range low and high are None. None where a number is at or below zero;
    low above high and NaN raise ValueError.
    """
    top, bottom = spread(a, "a"), spread(b, "b")
    for part in (top, bottom):
        if part.median <= 0 or (part.sigma > 0 and not part.logarithmic):
            return None
    value = exp_or_none(math.log(top.median) - math.log(bottom.median))
    half = WIDTH_90 / 2 * math.hypot(top.sigma, bottom.sigma)
    if value is None:
        return None
    if half == 0:
        return Estimate(value, None, None)
    centre = math.log(value)
    return bracket(value, exp_or_none(centre - half), exp_or_none(centre + half))


def openings_rate(openings: float, headcount: float) -> float | None:
    """Return openings / (headcount + openings), the job openings rate; None when both are zero. NaN raises ValueError.

    Source: U.S. Bureau of Labor Statistics, JOLTS technical note.
    """
    open_roles, people = finite(openings, "openings"), finite(headcount, "headcount")
    if min(open_roles, people) < 0:
        raise ValueError(f"openings {open_roles} and headcount {people}: give numbers of 0 or more")
    return open_roles / (people + open_roles) if people + open_roles > 0 else None


def _logistic(x: float) -> float:
    # The form that does not overflow on either side.
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))
