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


class NoCall(StrEnum):
    """Why a known reading with bands makes no call, in the order in which they are tried."""

    ASSUMPTION = "assumption"
    STALE = "stale"
    PARTIAL = "partial"
    UNLIKELY = "unlikely"
    MAYBE_COUNTED = "maybe_counted"
    ONE_PAIR = "one_pair"
    NO_RANGE = "no_range"
    NONE_FOUND = "none_found"
    TOO_NOISY = "too_noisy"


NO_CALL_WORDS = {reason: reason.value.replace("_", " ") for reason in NoCall}
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
    "no_call",
)
ONE_SIDED = ("floor", "ceiling")  # grades of a number that is only a bound
CALL_WORDS = {"supports": "Supports", "mixed": "Mixed", "against": "Against"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Surer:
    """Ends of a value that allow for more than its interval does; `because` completes "too noisy", as in `Quiet`."""

    low: float | None
    high: float | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A computed value and the facts about it, before it is dated, graded and judged.

    `about` completes the sentence that begins with the value. Inputs stand by what they do to the value: `up` raise it,
    `down` lower it, `either` move it one way or the other; the ranges of all three are in `low` and `high`, those of
    what is in `also` are not. `newest` are the inputs whose age counts (all of them unless given). `unit` where the
    metric leaves it open (money). `at` where the definition sets it.

    Whether it may speak is not decided here. The facts that decide it: `changes` are the numbers, each change in order
    of time, whose change the value is; `pair_is_few` says that two of them never make a call. `needs_range`: without a
    range the value says nothing. `none_found`: it is a 0 that tells of silence. `points` is the length of the record.
    `surer` are wider ends, which a call must hold against too, and why: None where the record tells of none.
    `without` is what it would be without each round that may be counted twice; `rests_on` the results that it is
    computed from.
    """

    value: float | date
    about: str
    increasing: tuple[Observation, ...] = ()
    decreasing: tuple[Observation, ...] = ()
    either: tuple[Observation, ...] = ()
    also: tuple[Observation, ...] = ()
    newest: tuple[Observation, ...] = ()
    unit: str = ""
    low: float | date | None = None
    high: float | date | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    at: date | None = None
    quoted: tuple[Observation, ...] = ()  # rows that the sentence or the details name beside the inputs
    changes: tuple[tuple[Observation, ...], ...] = ()
    pair_is_few: bool = False
    needs_range: bool = False
    none_found: bool = False
    points: int | None = None
    surer: Surer | None = None
    without: tuple[Result, ...] = ()
    rests_on: tuple[Found, ...] = ()

    @property
    def used(self) -> tuple[Observation, ...]:
        """Every input once, oldest id first."""
        every = (*self.increasing, *self.decreasing, *self.either, *self.also)
        return tuple(sorted({o.id: o for o in every}.values(), key=lambda o: o.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """No value: the reason, the sentence that says what would close the gap, and the inputs that were found."""

    reason: Reason
    because: str
    used: tuple[Observation, ...] = ()
    quoted: tuple[Observation, ...] = ()  # rows that the sentence or the details name beside the inputs
    details: Mapping[str, Any] = field(default_factory=dict)


Result = Found | Unknown
Written = Literal["level", "change", "points", "times", "yes_no"]
"""How a value is said: as it is, with its sign, in percentage points, as a multiple, or as yes (1) or no (0)."""


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
    no_call: NoCall | None
    inputs: tuple[int, ...]
    details: Mapping[str, Any]
    bound: str = ""  # "", "at least" or "at most"
    computed: bool = False  # our arithmetic, no number as it was given
    shown: Written = "level"
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
