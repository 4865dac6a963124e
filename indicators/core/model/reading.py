"""What a metric says: a value with all that it rests on, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from .observation import Observation


class Reason(StrEnum):
    """Why a reading is unknown, in the order in which they are tried; `stale` stands beside a value."""

    NO_DATA = "no_data"
    ONE_POINT = "one_point"
    NOT_COMPARABLE = "not_comparable"
    TOO_FEW = "too_few"
    FROM_ZERO = "from_zero"
    NOT_BURNING = "not_burning"
    NOT_IDENTIFIED = "not_identified"
    STALE = "stale"


REASON_WORDS = {
    Reason.NO_DATA: "no data",
    Reason.ONE_POINT: "one number",
    Reason.NOT_COMPARABLE: "not comparable",
    Reason.TOO_FEW: "too few numbers",
    Reason.FROM_ZERO: "from zero",
    Reason.NOT_BURNING: "not burning",
    Reason.NOT_IDENTIFIED: "not identified",
    Reason.STALE: "stale",
}
FIELDS = (
    "metric",
    "value",
    "low",
    "high",
    "unit",
    "status",
    "reason",
    "because",
    "at",
    "days_old",
    "grade",
    "rights",
    "call",
)
ONE_SIDED = ("floor", "ceiling")  # grades of a number that is only a bound
CALL_WORDS = {"supports": "Supports", "mixed": "Mixed", "against": "Against"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A computed value, before it is dated, graded and judged.

    `about` completes the sentence that begins with the value. `up` are inputs that raise the value, `down` those that
    lower it: with a floor or ceiling among them the value is one-sided. `newest` are the inputs whose age counts
    (all of them unless given). `unit` where the metric leaves it open (money). `at` where the definition sets it.
    """

    value: float | date
    about: str
    up: tuple[Observation, ...] = ()
    down: tuple[Observation, ...] = ()
    either: tuple[Observation, ...] = ()
    newest: tuple[Observation, ...] = ()
    unit: str = ""
    low: float | date | None = None
    high: float | date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    at: date | None = None
    quoted: tuple[Observation, ...] = ()  # rows that the sentence or the details name beside the inputs
    at_most_mixed: bool = False
    open_ended: bool = False  # an end of the range is not known, so the range straddles every line beyond it
    no_call: bool = False

    @property
    def used(self) -> tuple[Observation, ...]:
        """Every input once, oldest id first."""
        return tuple(sorted({o.id: o for o in (*self.up, *self.down, *self.either)}.values(), key=lambda o: o.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No value: the reason, the sentence that says what would close the gap, and the inputs that were found."""

    reason: Reason
    because: str
    used: tuple[Observation, ...] = ()
    quoted: tuple[Observation, ...] = ()  # rows that the sentence or the details name beside the inputs
    details: Mapping[str, Any] = field(default_factory=dict)


Result = Found | Unknown
Shown = Literal["level", "change", "points", "times", "yes_no"]
"""How a value is said: as it is, with its sign, in percentage points, as a multiple, or as yes (1) or no (0)."""


def one_sided(result: Found) -> str:
    """How floors and ceilings among the inputs bind the value: "", "at least", "at most" or "approximate"."""
    up = {o.grade for o in result.up} & set(ONE_SIDED)
    down = {o.grade for o in result.down} & set(ONE_SIDED)
    if any(o.grade in ONE_SIDED for o in result.either):
        return "approximate"
    pushes = {("least" if g == "floor" else "most") for g in up} | {("most" if g == "floor" else "least") for g in down}
    if not pushes:
        return ""
    return f"at {pushes.pop()}" if len(pushes) == 1 else "approximate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A metric as of a day: "A reading" of the contract, field by field."""

    metric: str
    title: str
    value: float | date | None
    low: float | date | None
    high: float | date | None
    unit: str
    status: str
    reason: str | None
    because: str
    at: date | None
    days_old: int | None
    grade: str | None
    rights: str
    call: str | None
    inputs: tuple[int, ...]
    details: Mapping[str, Any]
    bound: str = ""  # "", "at least", "at most" or "approximate"
    shown: Shown = "level"
    every: int | None = None  # days from one number to the next of its newest input's series; None: it has no rhythm

    @property
    def known(self) -> bool:
        """Whether there is a value."""
        return self.status == "ok"

    @property
    def current(self) -> bool:
        """Whether there is a value that is not stale."""
        return self.known and self.reason is None

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, days as ISO text."""

        def plain(value: object) -> object:
            return value.isoformat() if isinstance(value, date) else value

        return {name: plain(getattr(self, name)) for name in FIELDS} | {
            "unit": self.unit or None,
            "inputs": list(self.inputs),
            "details": {key: plain(value) for key, value in self.details.items()},
        }
