"""A random walk with drift through the logarithms of a series: one estimate for growth and for what would have been.

R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and Practice, 3rd ed. 2021, sections 5.2 and 5.5, with the
time that passed from number to number in place of one step for each.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from ._inputs import Moment, days, floats, same_length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike

_MIN_POINTS = 2


@dataclass(frozen=True, slots=True)
class Walk:
    """`drift` of ln x per day over `span` days in `steps` steps, to `last` (ln x) on day `end`.

    `scatter` is the standard deviation of ln x over one day; None with one step, which leaves no degree of freedom.
    """

    steps: int
    drift: float
    span: float
    last: float
    end: float
    scatter: float | None

    def quantile(self, level: float) -> float:
        """Return the two-sided t quantile with steps - 1 degrees of freedom."""
        return float(stdtrit(self.steps - 1, (1 + level) / 2))

    def ahead(self, day: float) -> tuple[float, float | None]:
        """Return ln x on a day and the standard error of foretelling it: s sqrt(h + h^2 / T), h days from the end."""
        h = day - self.end
        if self.scatter is None:
            return self.last + self.drift * h, None
        return self.last + self.drift * h, self.scatter * math.sqrt(abs(h) + h * h / self.span)


def walk(dates: Iterable[Moment], values: ArrayLike) -> Walk | None:
    """Estimate the drift (ln x_n - ln x_0) / T and the scatter of the steps around it.

    s^2 = sum (step - drift x days)^2 / days / (n - 1) over the n steps. `dates` (n + 1,) from old to new, `values`
    (n + 1,). None below two dates, where two dates are equal and with a value at or below zero. Backward dates, unequal
    lengths and NaN raise ValueError.
    """
    at, x = days(dates), floats(values, "values")
    same_length(at, x, "dates and values")
    passed = np.diff(at)
    if len(x) < _MIN_POINTS or (passed == 0).any() or (x <= 0).any():
        return None
    logs = np.log(x)
    steps, span = len(passed), float(at[-1] - at[0])
    drift = float(logs[-1] - logs[0]) / span
    off = np.diff(logs) - drift * passed
    scatter = math.sqrt(float((off * off / passed).sum()) / (steps - 1)) if steps > 1 else None
    return Walk(steps, drift, span, float(logs[-1]), float(at[-1]), scatter)
