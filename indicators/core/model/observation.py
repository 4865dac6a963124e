"""One number that somebody published or assumed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

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


HIDDEN = 0.1  # share of itself that "more than" or "less than" may hide: an assumption, which users move like a band
NO_ROUND = (", debt", ", secondary")  # endings of a basis whose rounds bring a company no equity
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


class Key(NamedTuple):
    """What makes two rows versions of one number: the key in "An observation" of the contract.

    Days are ISO text; the unit is the one that the given unit converts to exactly, so that two currencies are two
    numbers.
    """

    series: str
    entity: str
    basis: str
    period_start: str
    period_end: str
    age_days: int | None
    label: str
    unit: str

    @property
    def on_any_basis(self) -> Key:
        """The same number whoever counts it: what two bases may be compared by."""
        return self._replace(basis="")

    @property
    def of_any_period(self) -> Key:
        """The same kind of number whatever its period."""
        return self._replace(period_start="", period_end="")


KEY_COLUMNS = Key._fields


class Columns(Protocol):
    """A table by its columns, as a frame is."""

    def __getitem__(self, name: str, /) -> Iterable[Any]:
        """The cells of a column, in the order of the rows."""


def key_of(row: Mapping[str, Any]) -> Key:
    """The key of a row of the store: a frame's, an export's."""
    return _key(*(row[name] for name in KEY_COLUMNS))


def keys_of(frame: Columns) -> list[Key]:
    """The key of each row of a frame, in their order."""
    return [_key(*cells) for cells in zip(*(frame[name] for name in KEY_COLUMNS), strict=True)]


def _key(*cells: Any) -> Key:  # noqa: ANN401 - cells of a table
    key = Key._make(cells)
    age = None if key.age_days is None else int(key.age_days)
    return key._replace(age_days=age, unit=key_unit(key.unit))


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
    def key(self) -> Key:
        """What makes a second row a version of this one."""
        return _key_of_dated(self)


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
    hides: float = HIDDEN  # what it may hide where it is one-sided, as a share of itself

    @property
    def key(self) -> Key:
        """What makes a second row a version of this one."""
        return _key_of_dated(self)

    @property
    def number(self) -> float:
        """The number itself; where only a range is given, its middle: geometric where both ends are positive."""
        return number_of(self.value, self.low, self.high)

    @property
    def stated(self) -> bool:
        """Whether the source gives a range."""
        return self.low is not None and self.high is not None

    @property
    def one_sided(self) -> bool:
        """Whether it is only a bound: "more than" without a high end, or "less than" without a low one."""
        return (self.grade == "floor" and self.high is None) or (self.grade == "ceiling" and self.low is None)

    @property
    def ranged(self) -> bool:
        """Whether it stands for a range: the source's, with one end or both, or what a one-sided number may hide."""
        return self.low is not None or self.high is not None or self.one_sided

    @property
    def stated_low(self) -> float:
        """The low end that the source gives; the number itself where it gives no range."""
        return self.low if self.low is not None and self.stated else self.number

    @property
    def stated_high(self) -> float:
        """The high end that the source gives; the number itself where it gives no range."""
        return self.high if self.high is not None and self.stated else self.number

    @property
    def bottom(self) -> float:
        """The low end of what it stands for; a number without one stands for it itself."""
        if self.low is not None:
            return self.low
        return self.number - (self.hides * abs(self.number) if self.grade == "ceiling" else 0.0)

    @property
    def top(self) -> float:
        """The high end of what it stands for; a number without one stands for it itself."""
        if self.high is not None:
            return self.high
        return self.number + (self.hides * abs(self.number) if self.grade == "floor" else 0.0)

    @property
    def days(self) -> int:
        """Length of the period, both ends counted."""
        return (self.period_end - self.period_start).days + 1

    @property
    def time(self) -> float:
        """Middle of the period as an ordinal day, fractions kept."""
        return self.period_start.toordinal() + (self.days - 1) / 2


def _key_of_dated(o: Draft | Observation) -> Key:
    days = (o.period_start.isoformat(), o.period_end.isoformat())
    return Key(o.series, o.entity, o.basis, *days, o.age_days, o.label, key_unit(o.unit))


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
