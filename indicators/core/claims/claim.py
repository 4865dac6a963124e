"""A claim and its outcome: a test on a metric that decides itself when the number is in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from ..model.condition import Condition, condition
from ..model.observation import strictest
from ..model.reading import Reading
from ..text import say

CLAIM_COLUMNS = (
    "id",
    "claim",
    "kind",
    "source",
    "made_on",
    "set_on",
    "period_end",
    "resolve_by",
    "metric",
    "basis",
    "test",
    "note",
)
CLAIM_OPTIONAL = ("basis", "note")
CLAIM_KINDS = ("forecast", "guidance", "watch")


class Outcome(StrEnum):
    """What became of a claim."""

    MET = "met"
    MISSED = "missed"
    ON_TRACK = "on_track"
    OFF_TRACK = "off_track"
    CANT_TELL = "cant_tell"
    VOID = "void"


OUTCOME_WORDS = {
    Outcome.MET: "Met",
    Outcome.MISSED: "Missed",
    Outcome.ON_TRACK: "On track",
    Outcome.OFF_TRACK: "Off track",
    Outcome.CANT_TELL: "Can't tell",
    Outcome.VOID: "Not testable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who said what, and the test that decides it. `set_on`: when the test was chosen.

    `basis`: whose numbers judge it; empty where the claim leaves that open.
    """

    id: str
    claim: str
    kind: str
    source: str
    made_on: date
    set_on: date
    period_end: date
    resolve_by: date
    metric: str
    test: Condition
    basis: str = ""
    note: str = ""
    void_why: str | None = None

    @property
    def scored(self) -> bool:
        """Whether it counts for its source: not where the test was chosen after its period had ended."""
        return self.set_on <= self.period_end


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim's outcome as known then, with the reading that decided it, and as known now.

    `decided_on` is the day on which the deciding reading became known; None while nothing has decided it.
    """

    claim: Claim
    outcome: Outcome
    because: str
    reading: Reading | None
    outcome_now: Outcome
    reading_now: Reading
    decided_on: date | None = None

    @property
    def open(self) -> bool:
        """Whether a number can still decide it; one that reached the period and left it open has had its say."""
        return self.decided_on is None and self.outcome is not Outcome.VOID

    @property
    def rights(self) -> str:
        """The strictest rights of what it rests on, then and now."""
        return strictest(r.rights for r in (self.reading, self.reading_now) if r is not None)

    @property
    def scored(self) -> bool:
        """Whether it counts: decided, not void, and its test not chosen in hindsight."""
        return self.claim.scored and self.outcome in (Outcome.MET, Outcome.MISSED)


def claim_of(row: Mapping[str, Any]) -> Claim:
    """A Claim from a row of the store."""
    return Claim(
        id=row["id"],
        claim=row["claim"],
        kind=row["kind"],
        source=row["source"],
        made_on=date.fromisoformat(row["made_on"]),
        set_on=date.fromisoformat(row["set_on"]),
        period_end=date.fromisoformat(row["period_end"]),
        resolve_by=date.fromisoformat(row["resolve_by"]),
        metric=row["metric"],
        test=condition(row["test"]),
        basis=row["basis"],
        note=row["note"],
        void_why=(row.get("void_why") or "") if row.get("voided") else None,
    )


ReadingOn = Callable[[date], Reading]
DayAfter = Callable[[date], date | None]


def decide(claim: Claim, then: ReadingOn, revised: ReadingOn, after: DayAfter, as_of: date) -> Decided:
    """The outcome as of a day.

    `then` gives the metric's reading as known on a day; `revised` the same reading with its numbers as known at
    `as_of`; `after` the next day on which the reading may be another. The first reading whose day reaches the period's
    end decides, as it was known then; the revised one says what that decision would be now.
    """
    now = then(as_of)
    if claim.void_why is not None:
        because = f"Not testable: {claim.void_why}"
        return Decided(claim, Outcome.VOID, because, None, Outcome.VOID, now)
    day: date | None = claim.period_end
    while day is not None and day <= as_of:
        reading = then(day)
        if reaches(claim, reading):
            outcome, later = judge(claim, reading, day), revised(day)
            because = _because(claim, outcome, reading, as_of)
            return Decided(claim, outcome, because, reading, judge(claim, later, day), later, day)
        day = after(day)
    outcome = judge(claim, now, as_of)
    return Decided(claim, outcome, _because(claim, outcome, now, as_of), now, outcome, now)


def reaches(claim: Claim, reading: Reading) -> bool:
    """Whether a reading is about the claim's period or later."""
    return reading.known and reading.at is not None and reading.at >= claim.period_end


def judge(claim: Claim, reading: Reading, day: date) -> Outcome:
    """What one reading, as known on `day`, says of the claim."""
    settled = settles(claim.test, reading)
    if settled is None:
        return Outcome.CANT_TELL
    if reaches(claim, reading):
        return Outcome.MET if settled else Outcome.MISSED
    if day < claim.period_end and reading.current:
        return Outcome.ON_TRACK if settled else Outcome.OFF_TRACK
    return Outcome.CANT_TELL


def settles(test: Condition, reading: Reading) -> bool | None:
    """Whether a reading meets a test; None where it is unknown, or its range or one-sidedness leaves it open."""
    if not reading.known or not isinstance(reading.value, int | float):
        return None
    low, high = (end if isinstance(end, int | float) else None for end in (reading.low, reading.high))
    return test.settled(reading.value, low, high)


def _because(claim: Claim, outcome: Outcome, reading: Reading, as_of: date) -> str:
    test = f"{reading.title} {say.condition(claim.test, reading.unit, reading.shown)} by {say.day(claim.period_end)}"
    if outcome is not Outcome.CANT_TELL:
        return f"{OUTCOME_WORDS[outcome]}: {test}. {reading.because}"
    if reading.known and reading.at is not None and not reaches(claim, reading) and as_of >= claim.period_end:
        gap = f"the newest reading is for {say.day(reading.at)}, before {say.day(claim.period_end)}"
    elif reading.known and reading.reason:
        gap = "the reading is stale"
    elif reading.known:
        gap = "the reading's range or bound does not settle it"
    else:
        gap = "the reading is not known"
    return f"Can't tell: {test}; {gap}. {reading.because}"
