"""Exit triggers: holding, at risk, broken or can't tell, with distance, age and the next number."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.model.condition import condition
from indicators.core.review.ahead.due import Due, awaited
from indicators.core.review.ahead.triggers import Standing, trigger
from tests.boards import evidence, observations, reading, row

LINE = ">= 10"


def stand(test=LINE, as_of="2026-10-31", due=None, **number):
    value = number.pop("value")
    r = reading("kling.mau", row("mau", "2026-09", value, **number), as_of=as_of)
    return trigger(condition(test), r, due, date.fromisoformat(as_of))


@pytest.mark.parametrize(
    ("value", "standing"),
    [
        (20, "Holding"),
        (11.01, "Holding"),
        (11, "At risk"),  # a tenth of the line above it
        (10, "At risk"),
        (9.99, "Broken"),
        (1, "Broken"),
    ],
)
def test_where_a_line_stands(value, standing):
    assert stand(value=value).standing == standing


def test_a_line_from_above():
    assert stand("< 10", value=5).standing is Standing.HOLDING
    assert stand("< 10", value=9.5).standing is Standing.AT_RISK
    assert stand("< 10", value=10).standing is Standing.BROKEN


@pytest.mark.parametrize(
    ("number", "standing"),
    [
        ({"value": 12, "low": 9, "high": 14}, "At risk"),  # a range over the line
        ({"value": 12, "grade": "floor"}, "Holding"),
        ({"value": 9, "grade": "floor"}, "Broken"),  # more than 9 is at most 9.9: the hidden tenth
        ({"value": 9.5, "grade": "floor"}, "At risk"),  # 9.5 to 10.45
        ({"value": 9, "grade": "ceiling"}, "Broken"),
        ({"value": 12, "grade": "ceiling"}, "Holding"),  # 10.8 at least
        ({"value": 11, "grade": "ceiling"}, "At risk"),  # 9.9 to 11
    ],
)
def test_ranges_and_bounds(number, standing):
    assert stand(**number).standing == standing


def test_stale_or_missing_evidence_can_never_break_or_hold_a_line():
    old = stand(value=1, as_of="2027-03-31")
    assert old.standing is Standing.CANT_TELL
    assert "Stale: last 30 Sep 2026" in old.because
    missing = trigger(condition(">= 12"), reading("runway.months", as_of="2026-11-22"))
    assert missing.standing is Standing.CANT_TELL
    assert "No cash of Runway on file" in missing.because


def test_the_sentence_has_line_distance_and_age():
    text = stand(">= 10000000", value=9.4e6).because
    assert text.startswith("Monthly active users \u2265 10M: 600k below it, 31 days old. 9.4M in Sep 2026")


def test_the_sentence_has_the_next_number():
    (last,) = observations(row("mau", "2026-09", 20))
    coming = Due(last, date(2026, 11, 7), 1)
    assert stand(value=20, due=coming).because.endswith(
        "The next number (Kling AI monthly active users) is expected 7 Nov 2026."
    )
    late = Due(last, date(2026, 10, 30), 1)
    assert stand(value=20, due=late).because.endswith("was expected 30 Oct 2026.")


def test_it_waits_for_the_first_due_of_the_numbers_that_the_reading_rests_on():
    rows = (row("mau", "2026-09", 20), row("revenue", "2026-Q3", 1, unit="CNY"), row("wau_change", "2026-10-01", 0.1))
    e = evidence(*rows, as_of="2026-10-31")
    users, money, week = observations(*rows)
    due = [Due(week, date(2026, 10, 11), 1), Due(money, date(2027, 2, 20), 0), Due(users, date(2026, 11, 7), 0)]
    assert awaited([users.id, money.id], due, e).last.series == "mau"
    assert awaited([], due, e) is None
