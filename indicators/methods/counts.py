"""Counts of rare events: exact Poisson intervals, the exact comparison of two rates, and what varies more."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from scipy.special import betaincinv, gammainccinv, gammaincinv

from ._inputs import confidence, exp_or_none, finite, floats
from .estimate import Estimate, bracket, check_range


class RateRatio(NamedTuple):
    """The ratio of two rates and its interval; value and high are None where the baseline count is zero."""

    value: float | None
    low: float | None
    high: float | None


def poisson_interval(k: float, exposure: float = 1.0, level: float = 0.95) -> Estimate | None:
    """Return the rate k / exposure with its exact (Garwood) interval.

    low = chi2(alpha/2; 2k) / 2 (0 when k = 0), high = chi2(1 - alpha/2; 2k + 2) / 2, both per unit of exposure. None
    when the exposure is 0; a count that is negative or not whole, a negative exposure, a level outside 0 to 1 and NaN
    raise ValueError. Source: F. Garwood, Biometrika 28 (1936) 437-442; K. Ulm, Am J Epidemiol 131 (1990) 373-375.
    """
    events = _count(k, "k")
    time = _exposure(exposure, "exposure")
    tail = (1 - confidence(level)) / 2
    if time == 0:
        return None
    # chi2(p; 2k) / 2 is the quantile of a gamma distribution with shape k.
    low = float(gammaincinv(events, tail)) if events else 0.0
    high = float(gammainccinv(events + 1, tail))
    return bracket(events / time, low / time, high / time)


def rate_ratio(k1: float, t1: float, k0: float, t0: float, level: float = 0.95) -> RateRatio | None:
    """Return (k1 / t1) / (k0 / t0) with its exact conditional interval.

    Given k1 + k0, k1 is binomial with odds ratio x t1 / t0, so the Clopper-Pearson ends of its share give odds, and
    odds x t0 / t1 the ends of the ratio. k0 = 0 leaves only a lower end, (None, low, None), which is 0 when k1 = 0
    too. None when an exposure is 0; counts that are negative or not whole, negative exposures, a level outside 0 to 1
    and NaN raise ValueError. Source: J. Przyborowski and H. Wilenski, Biometrika 31 (1940) 313-323; E. L. Lehmann and
    J. P. Romano, Testing Statistical Hypotheses, 3rd ed. 2005, section 4.5.
    """
    later, base = _count(k1, "k1"), _count(k0, "k0")
    time1, time0 = _exposure(t1, "t1"), _exposure(t0, "t0")
    tail = (1 - confidence(level)) / 2
    if time1 == 0 or time0 == 0:
        return None
    scale = time0 / time1
    low = _odds(float(betaincinv(later, base + 1, tail))) * scale if later else 0.0
    if base == 0:
        return RateRatio(None, low, None)
    # The upper end from the other side: 1 - p is the lower end of k0's share, and keeps its digits near p = 1.
    below = _odds(float(betaincinv(base, later + 1, tail)))
    return RateRatio(*bracket(later / base * scale, low, scale / below if below > 0 else None))


def dispersion(*groups: Sequence[float]) -> float | None:
    """Return how much counts vary against chance: Pearson's phi = sum of (x - m)^2 / m over n - groups.

    Each group is counts over equal times with m its mean; Poisson counts give about 1. A group without any count adds
    nothing. None without a degree of freedom; negative counts and NaN raise ValueError. Source: R. W. M. Wedderburn,
    Biometrika 61 (1974) 439-447; P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed. 1989, section 6.2.
    """
    numbers = [floats(group, "groups") for group in groups]
    if any((x < 0).any() for x in numbers):
        raise ValueError("groups holds a count below 0; give counts of 0 or more")
    free = sum(len(x) for x in numbers) - len(numbers)
    if free < 1:
        return None
    return float(sum(((x - x.mean()) ** 2).sum() / x.mean() for x in numbers if len(x) and x.mean() > 0) / free)


def widened(value: float, low: float | None, high: float | None, phi: float) -> Estimate:
    """Return a ratio's interval for counts that vary phi times as much as chance: sqrt(phi) as wide in logarithms.

    A phi of 1 or less changes nothing, and neither does it move an end or a value at 0 or one that is not known.
    A value outside its interval and NaN raise ValueError. Source: quasi-likelihood, as `dispersion`.
    """
    check_range(value, low, high, "value")
    times = math.sqrt(max(finite(phi, "phi"), 1.0))
    if value <= 0:
        return Estimate(value, low, high)
    middle = math.log(value)
    first, last = (exp_or_none(middle + times * (math.log(end) - middle)) if end else end for end in (low, high))
    return bracket(value, first, last)


def _odds(p: float) -> float:
    return p / (1 - p) if p < 1 else math.inf


def _count(value: float, name: str) -> int:
    number = finite(value, name)
    if number < 0 or number != int(number):
        raise ValueError(f"{name} is {number}; give a whole count of 0 or more")
    return int(number)


def _exposure(value: float, name: str) -> float:
    number = finite(value, name)
    if number < 0:
        raise ValueError(f"{name} is {number}; give an exposure above 0")
    return number
