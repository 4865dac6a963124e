"""Growth between dated numbers: compound rates by exact days, log-linear trends, growth accounting.

A rate is a ratio per period (0.05 is 5 %). From x0 <= 0, to x1 < 0 and over no time at all it is not known: `None`.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ._inputs import Moment, confidence, elapsed, finite, growth_or_none, known
from ._logline import fit_log_line
from ._walk import walk
from .estimate import Estimate, bracket

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

DAYS_PER_MONTH = 30.436875  # a twelfth of the mean Gregorian year
DAYS_PER_YEAR = 365.2425


def months_between(start: Moment, end: Moment) -> float:
    """Return the months of 30.436875 days from start to end; backward dates raise ValueError."""
    return elapsed(start, end) / DAYS_PER_MONTH


def per_month(x0: float, t0: Moment, x1: float, t1: Moment) -> float | None:
    """Return the compound growth a month, (x1 / x0)^(30.436875 / days) - 1.

    The ratio per month; None for x0 <= 0, x1 < 0 or t0 = t1. Backward dates and NaN raise ValueError. Source: FRED,
    "What formulas are used to calculate growth rates?" (compounded rate of change), with days for the exponent.
    """
    return _compound(x0, x1, elapsed(t0, t1) / DAYS_PER_MONTH)


def per_year(x0: float, t0: Moment, x1: float, t1: Moment) -> float | None:
    """Return the compound growth a year, (x1 / x0)^(365.2425 / days) - 1; otherwise as `per_month`."""
    return _compound(x0, x1, elapsed(t0, t1) / DAYS_PER_YEAR)


def cmgr(x0: float, xk: float, intervals: float) -> float | None:
    """Return the compound monthly growth rate (xk / x0)^(1 / intervals) - 1.

    `intervals` counts the steps, not the months named: January to December are 11. The ratio per interval; None for
    x0 <= 0, xk < 0 or no interval; negative intervals and NaN raise ValueError.
    """
    steps = finite(intervals, "intervals")
    if steps < 0:
        raise ValueError(f"intervals is {steps}; give the number of steps from the first number to the last")
    return _compound(x0, xk, steps)


def change(x0: float, x1: float) -> float | None:
    """Return x1 / x0 - 1, the plain change; None for x0 <= 0 or x1 < 0. NaN raises ValueError."""
    return _compound(x0, x1, 1.0)


def log_change(x0: float, x1: float) -> float | None:
    """Return ln(x1 / x0); None where either is at or below zero. NaN raises ValueError."""
    before, after = finite(x0, "x0"), finite(x1, "x1")
    return _log_ratio(before, after) if before > 0 and after > 0 else None


def trend_per_month(dates: Iterable[Moment], values: ArrayLike) -> Estimate | None:
    """Return the log-linear trend as growth a month: OLS of ln x on the date, slope x 30.436875, exponentiated, - 1.

    `dates` (n,) from old to new and `values` (n,). The interval is the 95 % t-interval of the slope with n - 2 degrees
    of freedom, taken through the same steps; two points leave none. None below two points, on equal dates and with a
    value at or below zero. Backward dates, unequal lengths and NaN raise ValueError.
    """
    line = fit_log_line(dates, values)
    value = None if line is None else growth_or_none(line.slope * DAYS_PER_MONTH)
    if line is None or value is None:
        return None
    if line.residual is None:
        return Estimate(value, None, None)
    half = line.quantile(0.95) * line.residual / math.sqrt(line.spread)
    low, high = (growth_or_none((line.slope + side * half) * DAYS_PER_MONTH) for side in (-1, 1))
    return bracket(value, low, high)


def drift_per_month(dates: Iterable[Moment], values: ArrayLike, level: float = 0.9) -> Estimate | None:
    """Return the drift of a random walk through ln x as growth a month, exponentiated, - 1.

    mu = ln(x_n / x_0) / T with its interval mu +- t(n - 1) s / sqrt(T), s^2 = sum (step - mu days)^2 / days / (n - 1)
    over the n steps between neighbours, T the time from the first number to the last. `dates` (n + 1,) from old to new
    and `values` (n + 1,); two points leave no interval. None below two points, where two dates are equal and with a
    value at or below zero. Backward dates, unequal lengths, a level outside 0 to 1 and NaN raise ValueError. Source:
    R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. 2021, the drift method.
    """
    sure, found = confidence(level), walk(dates, values)
    value = None if found is None else growth_or_none(found.drift * DAYS_PER_MONTH)
    if found is None or value is None:
        return None
    if found.scatter is None:
        return Estimate(value, None, None)
    half = found.quantile(sure) * found.scatter / math.sqrt(found.span)
    low, high = (growth_or_none((found.drift + side * half) * DAYS_PER_MONTH) for side in (-1, 1))
    return bracket(value, low, high)


def quick_ratio(new: float, resurrected: float, churned: float) -> float | None:
    """Return (new + resurrected) / churned; None without churn or with a negative flow. NaN raises ValueError.

    Source: J. Hsu, "Diligence at Social Capital, part 1: Accounting for user growth", 2015.
    """
    came = finite(new, "new"), finite(resurrected, "resurrected")
    left = finite(churned, "churned")
    if left <= 0 or min(came) < 0:
        return None
    return known(sum(came) / left)


def net_churn(x0: float, new: float, x1: float) -> float:
    """Return x0 + new - x1: churned less resurrected users, all that totals and installs can tell. NaN raises.

    Source: the identity of growth accounting (Hsu 2015), users = new + retained + resurrected.
    """
    return finite(x0, "x0") + finite(new, "new") - finite(x1, "x1")


def _compound(x0: float, x1: float, periods: float) -> float | None:
    before, after = finite(x0, "x0"), finite(x1, "x1")
    if before <= 0 or after < 0 or periods == 0:
        return None
    if after == 0:
        return -1.0
    return growth_or_none(_log_ratio(before, after) / periods)


def _log_ratio(before: float, after: float) -> float:
    ratio = after / before
    # A quotient that over- or underflows still has a logarithm.
    return math.log(ratio) if 0 < ratio < math.inf else math.log(after) - math.log(before)
