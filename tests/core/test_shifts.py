"""Claims and exit triggers that stand otherwise once a number has come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from indicators import registry
from indicators.core.claim import Claim, Decided, Outcome
from indicators.core.condition import condition
from indicators.core.shifts import Shift, claims_moved, lines_moved
from tests.boards import evaluated, row

BEFORE = (row("mau", "2026-09", 8.0e6),)
AFTER = (*BEFORE, row("mau", "2026-10", 7.0e6))


@dataclass(frozen=True)
class Line:
    """An exit trigger as the store gives it."""

    name: str
    metric: str
    test: str


def readings(rows):
    return {name: evaluated(name, *rows, as_of="2026-11-22") for name in registry()}


def decided(outcome):
    reading = evaluated("kling", *BEFORE).reading("mau")
    day = date(2026, 4, 2)
    claim = Claim(
        id="c",
        claim="Users pass ten million",
        kind="forecast",
        source="a test",
        made_on=day,
        set_on=day,
        period_end=date(2026, 9, 30),
        resolve_by=date(2026, 11, 30),
        metric="kling.mau",
        test=condition(">= 10000000"),
    )
    return Decided(claim, outcome, "", reading, outcome, reading)


def test_a_claim_that_is_decided_otherwise_is_named_with_both_outcomes():
    moved = claims_moved([decided(Outcome.ON_TRACK)], [decided(Outcome.MISSED)])
    assert moved == [Shift("Claim: Users pass ten million", "On track", "Missed")]
    assert claims_moved([decided(Outcome.MET)], [decided(Outcome.MET)]) == []


def test_a_claim_that_is_new_has_not_moved():
    other = decided(Outcome.MET)
    assert claims_moved([], [replace(other, outcome=Outcome.MISSED)]) == []


def test_an_exit_trigger_that_breaks_is_named():
    lines = [Line("no growth, no thesis", "kling.mau_growth_1m", ">= 0"), Line("far away", "kling.mau", ">= 1000000")]
    moved = lines_moved(lines, readings(BEFORE), readings(AFTER))
    assert moved == [Shift("Exit trigger: no growth, no thesis", "Can't tell", "Broken")]
