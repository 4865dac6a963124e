"""The straight line through the logarithms of a series: one regression for trends and counterfactuals."""

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
class LogLine:
    """Ordinary least squares of ln x on the date.

    `slope` is per day, `level` the fitted ln x on `mean_day`, `spread` the sum of squared distances of the dates from
    it. `residual` is the standard error of the regression, None with two points, where no degree of freedom is left.
    """

    points: int
    mean_day: float
    level: float
    slope: float
    spread: float
    residual: float | None

    def quantile(self, level: float) -> float:
        """Return the two-sided t quantile with n - 2 degrees of freedom."""
        return float(stdtrit(self.points - 2, (1 + level) / 2))


def fit_log_line(dates: Iterable[Moment], values: ArrayLike) -> LogLine | None:
    """Fit ln x = level + slope x (day - mean day); None below two dates or with a value at or below zero.

    Source: any textbook of regression, such as Draper and Smith, Applied Regression Analysis, 3rd ed. 1998, chapter 1.
    """
    at = days(dates)
    x = floats(values, "values")
    same_length(at, x, "dates and values")
    if len(x) < _MIN_POINTS or at[0] == at[-1] or (x <= 0).any():
        return None
    logs = np.log(x)
    mean_day = float(at.mean())
    level = float(logs.mean())
    distance = at - mean_day
    spread = float(distance @ distance)
    slope = float(distance @ (logs - level)) / spread
    off = logs - level - slope * distance
    residual = math.sqrt(float(off @ off) / (len(x) - 2)) if len(x) > _MIN_POINTS else None
    return LogLine(len(x), mean_day, level, slope, spread, residual)
