"""One number that somebody published or assumed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from .units import canonical, key_unit

COLUMNS = (
    "series",
    "entity",
    "basis",
    "period_start",
    "period_end",
    "age_days",
    "value",
    "low",
    "high",
    "unit",
    "grade",
    "published_on",
    "source",
    "url",
    "rights",
    "label",
    "note",
)
ADDED = ("id", "recorded_at", "recorded_by", "batch", "retracted", "retracted_why")
REQUIRED = ("series", "entity", "basis", "period_start", "period_end", "unit", "grade", "source")
GRADES = ("assumption", "derived", "estimate", "floor", "ceiling", "reported")  # softest first
RIGHTS = ("public", "licensed", "confidential")  # strictest last
PUBLIC, LICENSED, CONFIDENTIAL = RIGHTS
RIGHTS_SAID = {LICENSED: "Licensed data, internal use.", CONFIDENTIAL: "Confidential: not for distribution."}


def strictest(rights: Iterable[str]) -> str:
    """The strictest of some rights; public where there are none."""
    return max(rights, key=RIGHTS.index, default=PUBLIC)


OTHER_BASIS = (", rolling", ", bracket")  # endings of a basis whose retention is not a share active on that day


def number_of(value: float | None, low: float | None, high: float | None) -> float:
    """The number itself; where only a range is given, its middle: geometric where both ends are positive."""
    if value is not None:
        return value
    if low is not None and high is not None:
        if low > 0 and high > 0:
            return min(max(math.sqrt(low) * math.sqrt(high), low), high)
        return (low + high) / 2
    return low if low is not None else high  # type: ignore[return-value]  # validated: one is there


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A validated observation that is not yet on a board: the contract's columns, in its units as given."""

    series: str
    entity: str
    basis: str
    period_start: date
    period_end: date
    age_days: int | None = None
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str
    grade: str
    published_on: date | None = None
    source: str
    url: str = ""
    rights: str = "public"
    label: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str | int | None, ...]:
        """What makes a second row a revision of a first."""
        return (
            self.series,
            self.entity,
            self.basis,
            self.period_start.isoformat(),
            self.period_end.isoformat(),
            self.age_days,
            self.label,
            key_unit(self.unit),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """A number on a board, as metrics use it: values in the canonical unit, days as dates."""

    id: int
    series: str
    entity: str
    basis: str
    period_start: date
    period_end: date
    age_days: int | None
    value: float | None
    low: float | None
    high: float | None
    unit: str
    grade: str
    known_on: date
    source: str
    url: str
    rights: str
    label: str
    note: str

    @property
    def number(self) -> float:
        """The number itself; where only a range is given, its middle: geometric where both ends are positive."""
        return number_of(self.value, self.low, self.high)

    @property
    def ranged(self) -> bool:
        """Whether the source gives a range."""
        return self.low is not None and self.high is not None

    @property
    def bottom(self) -> float:
        """The low end; a number without a range stands for both its ends."""
        return self.low if self.low is not None and self.ranged else self.number

    @property
    def top(self) -> float:
        """The high end; a number without a range stands for both its ends."""
        return self.high if self.high is not None and self.ranged else self.number

    @property
    def days(self) -> int:
        """Length of the period, both ends counted."""
        return (self.period_end - self.period_start).days + 1

    @property
    def time(self) -> float:
        """Middle of the period as an ordinal day, fractions kept."""
        return self.period_start.toordinal() + (self.days - 1) / 2


# The columns that make an Observation: the day since when a number is known in place of the one that may be empty.
ROW = ("id", *("known_on" if name == "published_on" else name for name in COLUMNS))


def from_row(row: Mapping[str, Any]) -> Observation:
    """An Observation from one row of the store's frame (ISO text for days, None for what is absent)."""
    unit = row["unit"]

    def number(name: str) -> float | None:
        return None if row[name] is None else canonical(float(row[name]), unit)

    return Observation(
        id=int(row["id"]),
        series=row["series"],
        entity=row["entity"],
        basis=row["basis"],
        period_start=date.fromisoformat(row["period_start"]),
        period_end=date.fromisoformat(row["period_end"]),
        age_days=None if row["age_days"] is None else int(row["age_days"]),
        value=number("value"),
        low=number("low"),
        high=number("high"),
        unit=key_unit(unit),
        grade=row["grade"],
        known_on=date.fromisoformat(row["known_on"]),
        source=row["source"],
        url=row["url"],
        rights=row["rights"],
        label=row["label"],
        note=row["note"],
    )
