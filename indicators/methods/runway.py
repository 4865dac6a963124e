"""The runway by draws: what the ranges of balance, rounds and burn come to together."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from . import draws
from ._inputs import Floats, finite
from .estimate import Estimate, check_range

Ends = tuple[float, float]
"""A 90 % range, low and high in one currency; a number without a range stands for both."""


def months_left(value: float, held: tuple[Ends, ...], burn: Ends, elapsed: float) -> Estimate:
    """Return the months of cash with their 90 % range.

    `value` is the central one, `held` the balance and each round, `burn` is per month. The ends are the 5th and 95th
    percentile of `runway_draws`, which the 5th and 95th of all its parts at once bound: draws are exact to some
    thousandths only. An end that is never reached is None. As `runway_draws` raises ValueError.
    """
    found = draws.interval(finite(value, "value"), runway_draws(held, burn, elapsed))
    (burnt_least, burnt_most), least, most = burn, sum(low for low, _ in held), sum(high for _, high in held)
    shortest = least / burnt_most - elapsed if burnt_most > 0 else -math.inf
    longest = most / burnt_least - elapsed if burnt_least > 0 else math.inf
    low = None if found.low is None else max(found.low, min(shortest, value))
    high = None if found.high is None else min(found.high, max(longest, value))
    return Estimate(value, low, high)


@lru_cache(maxsize=16)
def runway_draws(held: tuple[Ends, ...], burn: Ends, elapsed: float) -> Floats:
    """Return draws of (balance + rounds) / burn - months since the balance, shape (100000,), read-only.

    Each part is log-normal by its ends, normal where one is at or below zero, and independent of the others; what was
    spent before today is spent at the burn drawn. 0 where nothing is left, infinity where nothing is burnt. Negative
    `elapsed`, low above high and NaN raise ValueError.
    """
    since = finite(elapsed, "elapsed")
    if since < 0:
        raise ValueError(f"elapsed is {since}; a balance is carried forward, not back")
    rate = _drawn(burn, 0)
    cash = sum((_drawn(part, i) for i, part in enumerate(held, 1)), start=np.zeros(draws.DRAWS))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        months = np.where(rate > 0, cash / rate - since, np.inf)
    left: Floats = np.maximum(np.where(cash > 0, months, 0.0), 0.0)
    left.flags.writeable = False
    return left


def p_shorter(months: float, drawn: Floats) -> float:
    """Return the share of the draws that are shorter than `months`; a negative time and NaN raise ValueError."""
    limit = finite(months, "months")
    if limit < 0:
        raise ValueError(f"months is {limit}; give a time of 0 or more")
    return float(np.mean(drawn < limit))


def _drawn(part: Ends, column: int) -> Floats:
    low, high = part
    check_range(None, low, high, "range")
    return np.full(draws.DRAWS, low) if low == high else draws.ranged(low, high, column)
