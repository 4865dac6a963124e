"""How a source's calls came out: a count before ten decided ones, a Brier score from then on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indicators.core.claims.claim import Decided, Outcome
from indicators.core.claims.track import tracks
from tests.core.claims.test_claim import claim, users


def made(outcome, source="the brief", **more):
    now = users(as_of="2026-11-22")
    on = date(2026, 10, 8) if outcome in (Outcome.MET, Outcome.MISSED) else None
    return Decided(replace(claim(), source=source, **more), outcome, "because.", now, outcome, now, on)


def of(met, missed, waiting=0):
    return [made(Outcome.MET)] * met + [made(Outcome.MISSED)] * missed + [made(Outcome.OPEN)] * waiting


def test_before_ten_decided_there_is_a_count_and_no_score():
    (found,) = tracks(of(4, 5, waiting=3))
    assert found.score is None
    assert found.said == "9 decided of 12: 4 met, 5 missed"


@pytest.mark.parametrize(("met", "missed", "score"), [(10, 0, 0.0), (7, 3, 0.3), (0, 10, 1.0)])
def test_from_ten_on_the_score_is_the_share_that_was_missed(met, missed, score):
    """A claim asserts its outcome: (1 - 0)^2 for each that was missed, 0 for each that was met."""
    (found,) = tracks(of(met, missed, waiting=2))
    assert found.score == pytest.approx(score)
    assert found.said.endswith(f"Brier {score:.2f} (0 is best, 1 worst)")


def test_what_asserts_nothing_or_was_set_in_hindsight_does_not_count():
    rest = [
        made(Outcome.MET, kind="watch"),
        made(Outcome.VOID),
        made(Outcome.MISSED, set_on=date(2026, 11, 22)),  # its period ended on 30 September
    ]
    assert tracks(rest) == []
    (found,) = tracks([*rest, made(Outcome.MET, kind="guidance")])
    assert (found.made, found.decided, found.met) == (1, 1, 1)


def test_sources_are_scored_apart():
    found = tracks([made(Outcome.MET, "b"), made(Outcome.MISSED, "a"), made(Outcome.MISSED, "b")])
    assert [(t.source, t.decided, t.met) for t in found] == [("a", 1, 0), ("b", 2, 1)]
    assert tracks([]) == []
