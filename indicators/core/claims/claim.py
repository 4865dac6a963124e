"""A claim, the test on a metric that decides it, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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
    OPEN = "open"
    CANT_TELL = "cant_tell"
    VOID = "void"


OUTCOME_WORDS = {
    Outcome.MET: "Met",
    Outcome.MISSED: "Missed",
    Outcome.OPEN: "Open",
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
class Needs:
    """What an open claim still needs: growth a month of a level, or how much more of a count or sum."""

    value: float
    unit: str

    @property
    def said(self) -> str:
        """`+4.1% a month`, `2 more`, `CNY 580M more`."""
        if " per " in self.unit:
            return say.number(self.value, self.unit, "change")
        return f"{say.number(self.value, self.unit)} more"


@dataclass(frozen=True, slots=True)
class Decided:
    """A claim's outcome as known then, with the reading that decided it, and as known now.

    `reading` is the one that fixed the outcome, by the numbers about the claim's days on its basis; of one that is not
    fixed, the same reading as known on the as-of day, or on the last day for evidence once that is over. `fixed_on` is
    the day on which the outcome was fixed; None while it is open. `bases` are those on which it is judged, of each
    series and entity that was asked for.
    """

    claim: Claim
    outcome: Outcome
    because: str
    reading: Reading
    outcome_now: Outcome
    reading_now: Reading
    fixed_on: date | None = None
    needs: Needs | None = None
    bases: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def basis(self, series: str, entity: str) -> str:
        """The basis on which a series and entity is read for it; "" where any may be."""
        return self.bases.get((series, entity), self.claim.basis)

    @property
    def open(self) -> bool:
        """Whether a number can still decide it."""
        return self.outcome is Outcome.OPEN

    @property
    def rights(self) -> str:
        """The strictest rights of what it rests on, then and now."""
        return strictest(r.rights for r in (self.reading, self.reading_now))

    @property
    def scored(self) -> bool:
        """Whether it counts: met or missed, and its test not chosen in hindsight."""
        return self.claim.scored and self.outcome in (Outcome.MET, Outcome.MISSED)

    @property
    def said(self) -> str:
        """The outcome in words; of an open one with the pace that it needs, of a decided one what it is now if another.

        `Met`, `Open, needs +4.1% a month`, `Met (now missed)`.
        """
        if self.open:
            return f"Open, needs {self.needs.said}" if self.needs else "Open"
        text = OUTCOME_WORDS[self.outcome]
        return text if self.outcome_now is self.outcome else f"{text} (now {OUTCOME_WORDS[self.outcome_now].lower()})"


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
