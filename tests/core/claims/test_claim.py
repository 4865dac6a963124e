"""Claims: what decides them, when, and what leaves them open."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.claims.claim import Claim, Outcome, claim_of, decide, judge
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


@pytest.mark.parametrize(
    ("period", "value", "as_of", "outcome"),
    [
        ("2026-09", 10, "2026-10-31", "met"),  # on the line of >=
        ("2026-09", 9.99, "2026-10-31", "missed"),
        ("2026-10", 12, "2026-11-10", "met"),  # a later period decides too
        ("2026-08", 12, "2026-09-10", "on_track"),
        ("2026-08", 9, "2026-09-10", "off_track"),
        ("2026-08", 12, "2026-10-10", "cant_tell"),  # the period is over, and its number is not in
        ("2026-03", 12, "2026-09-10", "cant_tell"),  # stale
    ],
)
def test_one_reading_says(period, value, as_of, outcome):
    r = users(row("mau", period, value), as_of=as_of)
    assert judge(claim(), r, date.fromisoformat(as_of)) == outcome


def test_a_reading_whose_period_ends_on_the_last_day_reaches_it_and_one_a_day_short_does_not():
    for end, outcome in (("2026-09-30", Outcome.MET), ("2026-09-29", Outcome.CANT_TELL)):
        r = users(row("mau", f"2026-09-01..{end}", 12), as_of="2026-10-10")
        assert judge(claim(), r, date(2026, 10, 10)) is outcome


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ({"value": 11, "low": 10, "high": 13}, "met"),
        ({"value": 11, "low": 9, "high": 13}, "cant_tell"),  # straddles the line
        ({"value": 8, "low": 7, "high": 9.9}, "missed"),
        ({"value": 11, "grade": "floor"}, "met"),
        ({"value": 9, "grade": "floor"}, "cant_tell"),  # more than 9 may be 10
        ({"value": 9, "grade": "ceiling"}, "missed"),
        ({"value": 11, "grade": "ceiling"}, "cant_tell"),
    ],
)
def test_a_range_or_a_bound_decides_only_what_it_settles(number, outcome):
    value = number.pop("value")
    r = users(row("mau", "2026-09", value, **number), as_of="2026-10-31")
    assert judge(claim(), r, date(2026, 10, 31)) == outcome


def decided(rows, as_of, chosen=None):
    """A claim on users decided on a day, over rows that are known from their `published_on` on."""

    def on(day):
        known = [r for r in rows if str(r["published_on"]) <= day.isoformat()]
        newest = {r["period"]: r for r in known}  # a later row of a period revises the earlier
        return users(*newest.values(), as_of=day.isoformat())

    def revised(day):
        known = {r["period"] for r in rows if str(r["published_on"]) <= day.isoformat()}
        now = {r["period"]: r for r in rows if str(r["published_on"]) <= as_of.isoformat()}
        return users(*(r for period, r in now.items() if period in known), as_of=day.isoformat())

    days = sorted({date.fromisoformat(str(r["published_on"])) for r in rows})

    def after(day):
        return next((later for later in days if later > day), None)

    return decide(chosen or claim(), on, revised, after, as_of)


FIRST = row("mau", "2026-09", 9, published_on="2026-10-08")
REVISION = row("mau", "2026-09", 11, published_on="2026-10-25")


def test_the_first_number_that_reaches_the_period_decides_as_it_was_known_then():
    d = decided([FIRST, REVISION], date(2026, 11, 22))
    assert (d.outcome, d.reading.value, d.decided_on) == (Outcome.MISSED, 9, date(2026, 10, 8))
    assert (d.outcome_now, d.reading_now.value) == (Outcome.MET, 11)
    assert d.scored


def test_before_the_revision_nothing_is_known_of_it():
    d = decided([FIRST, REVISION], date(2026, 10, 24))
    assert (d.outcome, d.outcome_now) == (Outcome.MISSED, Outcome.MISSED)
    assert d.reading_now.value == 9


def test_a_later_period_does_not_decide_again():
    later = row("mau", "2026-10", 20, published_on="2026-11-08")
    d = decided([FIRST, later], date(2026, 11, 22))
    assert (d.outcome, d.outcome_now, d.reading.value) == (Outcome.MISSED, Outcome.MISSED, 9)


def test_a_number_published_before_its_period_ended_says_how_it_stands_and_does_not_decide():
    """It speaks of no later day than its own, so the period's end waits for a number that reaches it."""
    early = row("mau", "2026-09", 12, published_on="2026-09-20")
    assert decided([early], date(2026, 9, 25)).outcome is Outcome.ON_TRACK
    assert decided([early], date(2026, 10, 8)).outcome is Outcome.CANT_TELL
    assert decided([early, FIRST], date(2026, 10, 8)).outcome is Outcome.MISSED


def test_what_its_first_number_leaves_open_stays_open_and_no_longer_waits():
    wide = row("mau", "2026-09", 10, low=8, high=13, published_on="2026-10-08")
    later = row("mau", "2026-10", 20, published_on="2026-11-08")
    d = decided([wide, later], date(2026, 11, 22))
    assert (d.outcome, d.open, d.scored) == (Outcome.CANT_TELL, False, False)
    assert "range or bound does not settle it" in d.because


def test_a_test_chosen_after_its_period_is_shown_and_not_scored():
    hindsight = claim(set_on=date(2026, 11, 22))
    d = decided([FIRST], date(2026, 11, 22), hindsight)
    assert (d.outcome, d.scored) == (Outcome.MISSED, False)
    same_day = claim(set_on=BY)
    assert decided([FIRST], date(2026, 11, 22), same_day).scored


def test_a_void_claim_is_not_testable_whatever_the_numbers_say():
    d = decided([FIRST], date(2026, 11, 22), claim(void_why="nobody counts it any more"))
    assert (d.outcome, d.outcome_now, d.open, d.scored) == (Outcome.VOID, Outcome.VOID, False, False)
    assert d.because == "Not testable: nobody counts it any more"


def test_the_sentence_says_why_it_cannot_tell():
    assert "the reading is not known" in decided([], date(2026, 11, 22)).because
    old = row("mau", "2026-03", 12, published_on="2026-04-02")
    assert "the reading is stale" in decided([old], date(2026, 9, 1)).because
    assert "the newest reading is for 31 Mar 2026, before 30 Sep 2026" in decided([old], date(2026, 11, 22)).because


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
