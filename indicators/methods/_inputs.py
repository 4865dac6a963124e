"""Reading the arguments of a formula: NaN, infinity and backward dates stop here."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, SupportsFloat

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable

Moment = date | float | str | np.datetime64
"""A point in time: a date or datetime, a day number (`date.toordinal()`, fractions kept) or ISO text."""

Floats = NDArray[np.float64]

_SECONDS_PER_DAY = 86_400


def finite(value: SupportsFloat, name: str) -> float:
    """Return the number as a float; NaN and infinity raise ValueError."""
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"{name} is {number}; give a finite number")
    return number


def floats(values: ArrayLike, name: str) -> Floats:
    """Return the numbers as an array of shape (n,); NaN, infinity and any other shape raise ValueError."""
    numbers = np.asarray(values, dtype=np.float64)
    if numbers.ndim != 1:
        raise ValueError(f"{name} has {numbers.ndim} dimensions; give one flat list of numbers")
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name} holds NaN or infinity; give finite numbers")
    return numbers


def same_length(left: Floats, right: Floats, names: str) -> None:
    """Raise ValueError unless both hold equally many numbers."""
    if len(left) != len(right):
        raise ValueError(f"{names} differ in length ({len(left)} and {len(right)}); give one of each per point")


def day(moment: Moment, name: str = "date") -> float:
    """Return a point in time as a day number, `date.toordinal()` with the fraction of the day (UTC)."""
    if isinstance(moment, np.datetime64):
        moment = moment.astype("datetime64[us]").item()
    if isinstance(moment, str):
        moment = date.fromisoformat(moment)
    if moment is None or moment != moment:  # noqa: PLR0124 - true of every NaN and NaT, whatever library it is from
        raise ValueError(f"{name} is missing; give a date")
    if isinstance(moment, datetime):
        if moment.tzinfo is not None:
            moment = moment.astimezone(UTC).replace(tzinfo=None)
        since_midnight = moment - datetime.combine(moment, datetime.min.time())
        return moment.toordinal() + since_midnight.total_seconds() / _SECONDS_PER_DAY
    if isinstance(moment, date):
        return float(moment.toordinal())
    return finite(moment, name)


def days(dates: Iterable[Moment], name: str = "dates") -> Floats:
    """Return points in time as day numbers, shape (n,); dates that run backward raise ValueError."""
    numbers = np.array([day(moment, name) for moment in dates], dtype=np.float64)
    if (np.diff(numbers) < 0).any():
        raise ValueError(f"{name} run backward; sort them, and their values with them, from old to new")
    return numbers


def elapsed(start: Moment, end: Moment) -> float:
    """Return the days from start to end; an end before the start raises ValueError."""
    passed = day(end) - day(start)
    if passed < 0:
        raise ValueError(f"{end} lies before {start}; give the earlier date first")
    return passed


def confidence(level: float) -> float:
    """Return the level if it lies between 0 and 1; anything else raises ValueError."""
    if not 0 < level < 1:
        raise ValueError(f"level is {level}; give a share between 0 and 1, such as 0.95")
    return float(level)


def known(number: float) -> float | None:
    """Return the number, or None where a division went beyond what a float can hold."""
    return number if math.isfinite(number) else None


def exp_or_none(power: float) -> float | None:
    """Return e to the power, or None where that is more than a float can hold: never infinity for a number."""
    try:
        return math.exp(power)
    except OverflowError:
        return None


def growth_or_none(power: float) -> float | None:
    """Return e to the power, minus 1, exact for small powers; None where a float cannot hold it."""
    try:
        return math.expm1(power)
    except OverflowError:
        return None
