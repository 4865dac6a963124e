"""Claims: what a row of the store holds, what counts for a source, and the words of an outcome."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.claims.claim import Claim, Decided, Needs, Outcome, claim_of
from indicators.core.model.condition import condition
from tests.boards import reading, row

BY = date(2026, 9, 30)


def claim(test=">= 10", period_end=BY, metric="kling.mau", **more):
    cells = {
        "id": "c",
        "claim": "Users pass ten",
        "kind": "forecast",
        "source": "a test",
        "made_on": date(2026, 4, 2),
        "set_on": date(2026, 4, 2),
        "resolve_by": date(2026, 12, 31),
    }
    return Claim(**(cells | more), period_end=period_end, metric=metric, test=condition(test))


def users(*rows, as_of):
    return reading("kling.mau", *rows, as_of=as_of)


def decided(outcome, now=None, needs=None, **more):
    r = users(row("mau", "2026-09", 12), as_of="2026-10-31")
    return Decided(claim(**more), outcome, "because.", r, now or outcome, r, date(2026, 10, 8), needs)


def test_a_test_chosen_after_its_period_is_shown_and_not_scored():
    assert decided(Outcome.MISSED).scored
    assert decided(Outcome.MET, set_on=BY).scored
    assert not decided(Outcome.MISSED, set_on=date(2026, 11, 22)).scored


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.CANT_TELL, Outcome.VOID])
def test_what_is_neither_met_nor_missed_is_not_scored(outcome):
    assert not decided(outcome).scored


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (decided(Outcome.MET), "Met"),
        (decided(Outcome.MET, Outcome.MISSED), "Met (now missed)"),
        (decided(Outcome.CANT_TELL), "Can't tell"),
        (decided(Outcome.VOID), "Not testable"),
        (decided(Outcome.OPEN), "Open"),
        (decided(Outcome.OPEN, needs=Needs(0.0413, "ratio per month")), "Open, needs +4.13% a month"),
        (decided(Outcome.OPEN, needs=Needs(2, "1")), "Open, needs 2 more"),
        (decided(Outcome.OPEN, needs=Needs(1, "papers")), "Open, needs 1 paper more"),
        (decided(Outcome.OPEN, needs=Needs(580e6, "CNY")), "Open, needs CNY 580M more"),
    ],
)
def test_the_words_of_an_outcome(found, said):
    assert found.said == said


def test_a_row_of_the_store_becomes_a_claim():
    cells = {
        "id": "c",
        "claim": "Users pass ten",
        "kind": "watch",
        "source": "a test",
        "made_on": "2026-04-02",
        "set_on": "2026-04-03",
        "period_end": "2026-09-30",
        "resolve_by": "2026-12-31",
        "metric": "kling.mau",
        "basis": "",
        "test": ">= 10",
        "note": "",
        "voided": None,
        "void_why": None,
    }
    found = claim_of(cells)
    assert (found.set_on, found.test, found.void_why) == (date(2026, 4, 3), condition(">= 10"), None)
    assert claim_of(cells | {"voided": "2026-11-22T00:00:00Z", "void_why": "no one counts"}).void_why == "no one counts"
