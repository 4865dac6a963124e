"""What a formula with a range returns, and how a published range is read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ._inputs import finite

# Width of the central 90 % of a normal distribution in standard deviations, 2 x 1.64485.
WIDTH_90 = 3.2897

# Room for rounding when a value is compared with the ends of its own range.
_TOLERANCE = 1e-9

Range = float | tuple[float | None, float | None, float | None]
"""A plain number, or (value, low, high) where low to high is a 90 % interval and what is missing is None."""


class Estimate(NamedTuple):
    """A value and its interval; an end that is not known is None."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """A published range as a distribution: its median, its standard deviation, and on which scale."""

    median: float
    sigma: float
    logarithmic: bool


def bracket(value: float, low: float | None, high: float | None) -> Estimate:
    """Put a value between its ends, so that rounding never leaves it a hair outside of them."""
    return Estimate(value, None if low is None else min(low, value), None if high is None else max(high, value))


def central(low: float, high: float) -> float:
    """Give the one number that stands for a range: sqrt(low x high) where both are positive, else the mean."""
    if low > 0 and high > 0:
        return math.sqrt(low) * math.sqrt(high)
    return (low + high) / 2


def check_range(value: float | None, low: float | None, high: float | None, name: str) -> None:
    """Raise ValueError unless low <= value <= high holds among the numbers that are there."""
    known = [finite(number, name) for number in (low, value, high) if number is not None]
    for left, right in pairwise(known):
        if left > right + _TOLERANCE * abs(right):
            raise ValueError(f"{name}: {left} is above {right}; give low <= value <= high")


def spread(given: Range, name: str) -> Spread:
    """Read a number or a range as a distribution.

    Both ends positive: log-normal, median = the value (else sqrt(low x high)), sigma = ln(high / low) / 3.2897. An end
    at or below zero: normal, sigma = (high - low) / 3.2897. With one end or none there is no spread (sigma 0).
    """
    value, low, high = given if isinstance(given, tuple) else (given, None, None)
    check_range(value, low, high, name)
    if low is None or high is None:
        known = next((number for number in (value, low, high) if number is not None), None)
        if known is None:
            raise ValueError(f"{name}: no number is given; give a value or a range")
        return Spread(float(known), 0.0, logarithmic=False)
    median = central(low, high) if value is None else float(value)
    if low > 0:
        return Spread(median, (math.log(high) - math.log(low)) / WIDTH_90, logarithmic=True)
    return Spread(median, (high - low) / WIDTH_90, logarithmic=False)
