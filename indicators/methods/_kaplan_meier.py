"""The Kaplan-Meier estimator with Greenwood's variance."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from ._inputs import Floats, confidence, finite, floats, same_length
from .estimate import Estimate, bracket

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class KaplanMeier:
    """A survival curve that falls at `times` (m,) to `shares` (m,); `hazards` (m,) sums Greenwood's d / (n (n - d)).

    After the last duration the curve stays where it is, the usual convention for what nobody watched.
    """

    times: tuple[float, ...]
    shares: tuple[float, ...]
    hazards: tuple[float, ...]

    def survival(self, t: float) -> float:
        """Return the share that lasts longer than t. A negative t and NaN raise ValueError."""
        return self._at(t)[0]

    def interval(self, t: float, level: float = 0.95) -> Estimate:
        """Return S(t) and its log(-log) interval, S^exp(+- z sqrt(sum d / (n (n - d))) / ln S).

        Where S is 0 or 1 there is none: low and high are None. A negative t, a level outside 0 to 1 and NaN raise
        ValueError. Source: J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd ed.
        2002, section 1.4.
        """
        share, hazard = self._at(t)
        z = float(ndtri((1 + confidence(level)) / 2))
        if not 0 < share < 1:
            return Estimate(share, None, None)
        log = math.log(share)
        # ln S is below 0, so the larger power gives the lower end.
        power = math.exp(z * math.sqrt(hazard) / -log)
        return bracket(share, math.exp(log * power), math.exp(log / power))

    def _at(self, t: float) -> tuple[float, float]:
        time = finite(t, "t")
        if time < 0:
            raise ValueError(f"t is {time}; give a time of 0 or more")
        step = int(np.searchsorted(self.times, time, side="right"))
        return (self.shares[step - 1], self.hazards[step - 1]) if step else (1.0, 0.0)


def kaplan_meier(durations: ArrayLike, observed: ArrayLike) -> KaplanMeier | None:
    """Return the Kaplan-Meier curve, S(t) = product of (1 - d / n) over the event times up to t.

    `durations` (n,) are how long each was watched, `observed` (n,) is true where the end was seen and false where
    watching stopped first; at a tie the ends come before what stopped. None without any duration. Negative durations,
    `observed` other than 0 and 1, unequal lengths and NaN raise ValueError. Source: E. L. Kaplan and P. Meier, JASA 53
    (1958) 457-481; M. Greenwood, 1926, for the variance.
    """
    lasted, seen = floats(durations, "durations"), floats(observed, "observed")
    same_length(lasted, seen, "durations and observed")
    if (lasted < 0).any():
        raise ValueError("durations holds a number below 0; give times of 0 or more")
    if not ((seen == 0) | (seen == 1)).all():
        raise ValueError("observed is not all true or false; give 1 where the end was seen and 0 where it was not")
    return _curve(lasted, seen) if len(lasted) else None


def _curve(lasted: Floats, seen: Floats) -> KaplanMeier:
    times, ended = np.unique(lasted[seen == 1], return_counts=True)
    at_risk = len(lasted) - np.searchsorted(np.sort(lasted), times, side="left")
    shares = np.cumprod(1 - ended / at_risk)
    left = at_risk - ended
    # Where nobody is left S is 0 and has no interval, so its term is not needed.
    hazards = np.cumsum(np.divide(ended, at_risk * left, out=np.zeros(len(times)), where=left > 0))
    return KaplanMeier(tuple(times.tolist()), tuple(shares.tolist()), tuple(hazards.tolist()))
