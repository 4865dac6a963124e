"""Seeded draws: what ranges and intervals of several numbers come to together. The same at every call."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy.special import expit, logit, ndtri

from ._inputs import Floats, confidence, finite
from .estimate import WIDTH_90, Estimate, check_range

DRAWS = 100_000
_SEED = 20_260_402

# A share of 0 or 1 has no logit; an end so near to one is as good as the end.
_NEAR = 1e-9


@lru_cache(maxsize=32)
def normals(column: int) -> Floats:
    """Return standard normal draws, shape (100000,), read-only: another column is independent of this one.

    One from the middle of each of 100,000 equally likely strata, in an order by chance, so that the draws of one number
    have exactly its percentiles. Source: M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979) 239-245.
    """
    strata: Floats = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
    drawn = np.random.default_rng([_SEED, 0, column]).permutation(strata)
    drawn.flags.writeable = False
    return drawn


@lru_cache(maxsize=32)
def student(freedom: int, column: int) -> Floats:
    """Return draws of Student's t, shape (100000,), read-only; fewer than one degree of freedom raises ValueError."""
    if freedom < 1:
        raise ValueError(f"freedom is {freedom}; give one degree of freedom or more")
    drawn = np.random.default_rng([_SEED, freedom, column]).standard_t(freedom, DRAWS)
    drawn.flags.writeable = False
    return drawn


def ranged(low: float, high: float, column: int) -> Floats:
    """Return draws of a number that is known as a 90 % range, shape (100000,).

    Log-normal with the ends as its 5th and 95th percentile, normal where an end is at or below zero, the number itself
    where both ends are one. Low above high and NaN raise ValueError. Source: Epoch AI's squigglepy, `sq.to`, whose
    ranges are read alike.
    """
    check_range(None, low, high, "range")
    if low == high:
        return np.full(DRAWS, float(low))
    z = normals(column)
    if low > 0:
        middle, sigma = (math.log(low) + math.log(high)) / 2, (math.log(high) - math.log(low)) / WIDTH_90
        return np.exp(middle + sigma * z)
    return (low + high) / 2 + (high - low) / WIDTH_90 * z


def share(value: float, low: float, high: float, column: int) -> Floats:
    """Return draws of a share from 0 to 1, shape (100000,): logit-normal with the value as its median.

    The spread is that of a 90 % range from low to high. Shares outside 0 to 1, low above high and NaN raise ValueError.
    """
    check_range(value, low, high, "share")
    for end in (low, value, high):
        if not 0 <= finite(end, "share") <= 1:
            raise ValueError(f"share is {end}; give shares from 0 to 1")
    centre, least, most = (float(logit(min(max(end, _NEAR), 1 - _NEAR))) for end in (value, low, high))
    drawn: Floats = expit(centre + (most - least) / WIDTH_90 * normals(column))
    return drawn


def interval(value: float, drawn: Floats, level: float = 0.9) -> Estimate:
    """Return the value with the ends of the draws' central part; the value in place of an end that it lies beyond.

    An infinite end is not known: None. A level outside 0 to 1 and NaN among the draws raise ValueError.
    """
    sure = confidence(level)
    if np.isnan(drawn).any():
        raise ValueError("drawn holds NaN; give draws that are numbers")
    # Whole ranks, since between a number and infinity there is none.
    low, high = np.quantile(drawn, ((1 - sure) / 2, (1 + sure) / 2), method="nearest").tolist()
    return Estimate(
        value,
        min(low, value) if math.isfinite(low) else None,
        max(high, value) if math.isfinite(high) else None,
    )
