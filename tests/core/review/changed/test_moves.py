"""What changed, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from indicators.core.review.changed import moves
from indicators.core.review.changed.changes import Kind, NumberChange, TakenBack, Turn, changes
from tests.boards import observations, reading, row, side

PANEL = {"basis": "panel", "grade": "estimate"}


def mau(period, value, **more):
    return row("mau", period, value, **(PANEL | more))


def found(before, after, as_of="2026-05-10"):
    was, now = (side(*(r | {"id": i} for i, r in rows), as_of=as_of) for rows in (before, after))
    return {change.metric: change for change in changes(was, now).readings}


MARCH, APRIL = (1, mau("2026-03", 8e6)), (2, mau("2026-04", 9e6))


def test_a_reading_that_became_known_is_told_with_the_reason_before():
    change = found([MARCH], [MARCH, APRIL])["kling.mau_growth"]
    was, now = moves.pair(change)
    assert was == "not known (one number)"
    assert now.startswith("+")
    assert now.endswith("no call (one pair)")
    assert moves.reading(change) == f"Kling: {change.now.title}: {was} \u2192 {now}"
    assert moves.why(change) == "by Kling AI monthly active users, Apr 2026"


def test_the_same_value_for_another_month_is_told_by_its_day():
    change = found([MARCH], [MARCH, (2, mau("2026-04", 8e6))])["kling.mau"]
    assert moves.pair(change) == (
        "8M, for 31 Mar 2026, third-party estimate",
        "8M, for 30 Apr 2026, third-party estimate",
    )


def test_another_source_is_told_as_that_and_no_arrow_is_drawn():
    own = (2, mau("2026-04", 12e6, basis="company", grade="floor"))
    change = found([MARCH], [MARCH, own])["kling.mau"]
    assert change.turn is Turn.SOURCE
    said = moves.reading(change)
    assert said == (
        "Kling: Monthly active users: now at least 12M (company), before 8M (panel): "
        "another source, not comparable: no rise or fall"
    )
    assert "\u2192" not in said


@pytest.mark.parametrize(
    ("period", "word"),
    [
        ("2026-03", "month"),
        ("2026-Q1", "quarter"),
        ("2026-H1", "half-year"),
        ("2025", "year"),
        ("2026-03-31", "day"),
        ("2026-03-01..2026-03-12", "period"),
    ],
)
def test_a_period_has_the_name_that_people_give_it(period, word):
    (o,) = observations(mau(period, 8e6))
    assert moves.span(o) == word


def numbers(before, after, taken=()):
    was, now = (side(*(r | {"id": i} for i, r in rows), as_of="2026-05-10") for rows in (before, after))
    return changes(was, now, taken).numbers


def test_an_earlier_month_that_comes_later_is_told_as_that():
    (change,) = numbers([APRIL], [MARCH, APRIL])
    assert moves.number(change) == (
        "Kling AI monthly active users, Mar 2026: 8M (panel, published 31 Mar 2026); "
        "an earlier month was published, Apr 2026 was known already"
    )
    assert moves.cause(change) == "Kling AI monthly active users, Mar 2026 (an earlier month)"


def test_an_earlier_month_on_another_basis_is_simply_new():
    (change,) = numbers([APRIL], [(1, mau("2026-03", 8e6, basis="company")), APRIL])
    assert change.newer is None


@pytest.mark.parametrize(
    ("revised", "said"),
    [
        ({"value": 8.4e6}, "8.4M, was 8M"),
        ({"value": 8.001e6}, "8,001,000 users, was 8,000,000 users"),
        ({"low": 7e6, "high": 9e6}, "8M (7M to 9M), was 8M (no range)"),
        ({"grade": "reported"}, "8M (as reported), was 8M (third-party estimate)"),
        ({"grade": "floor"}, "more than 8M, was 8M"),
    ],
)
def test_a_revision_says_both_numbers_so_that_they_can_be_told_apart(revised, said):
    (change,) = numbers([MARCH], [(3, MARCH[1] | revised)])
    assert change.kind is Kind.REVISED
    assert f"Mar 2026: {said} (panel" in moves.number(change)


def test_a_number_that_another_source_repeats_is_said_again():
    (change,) = numbers([MARCH], [(3, MARCH[1] | {"source": "another"})])
    assert change.kind is Kind.CONFIRMED


def test_a_number_that_was_taken_back_says_when_why_and_what_holds_instead():
    first, second = (o for o in observations(MARCH[1] | {"id": 1}, MARCH[1] | {"id": 3, "value": 80e6}))
    mark = TakenBack(number=second, on="2026-05-02T09:00:00Z", why="a zero too many")
    (change,) = numbers([(3, MARCH[1] | {"value": 80e6})], [MARCH], [mark])
    assert (change.kind, change.now) == (Kind.TAKEN_BACK, first)
    assert moves.number(change) == (
        "Kling AI monthly active users, Mar 2026: 80M (panel), taken back on 2 May 2026: a zero too many; "
        "8M holds instead"
    )


def test_many_new_numbers_of_one_series_and_day_are_one_line():
    day = {"published_on": "2026-05-01"}
    many = [(i, mau(f"2026-0{i}", 1e6 * i, **day)) for i in range(1, 5)]
    (run,) = moves.runs(numbers([], many))
    assert moves.run_name(run) == "Kling AI monthly active users: 4 numbers, Jan 2026 to Apr 2026"
    assert [len(run) for run in moves.runs(numbers([], many[:3]))] == [1, 1, 1]


def test_only_the_first_causes_are_named():
    rows = observations(*(mau(f"2026-0{i}", 1e6 * i) for i in range(1, 6)))
    by = [NumberChange(kind=Kind.NEW, was=None, now=o) for o in rows]
    assert moves.names(by)[-1] == "2 more numbers"
    assert moves.names(by[:4])[-1] == "1 more number"


def test_a_one_sided_value_is_told_as_such():
    floor = row("revenue", "2026-Q2", 850e6, unit="CNY", grade="floor")
    assert moves.in_words(reading("kling.revenue", floor, as_of="2026-08-30")) == "at least CNY 850M"
    two = (row("revenue", "2026-Q1", 650e6, unit="CNY", grade="floor"), floor)
    assert (
        moves.in_words(reading("kling.revenue_growth_1q", *two, as_of="2026-08-30"))
        == "+30.8% (+18.9% to +43.8%), Mixed"
    )


def test_an_exchange_rate_is_said_in_its_currency_and_not_as_a_percentage():
    (o,) = observations(row("fx", "2026-07-02", 6.82, entity="USD/CNY", basis="press"))
    change = NumberChange(kind=Kind.NEW, was=None, now=replace(o, known_on=date(2026, 7, 2)))
    assert moves.number(change) == "USD/CNY exchange rate, 2 Jul 2026: 6.82 CNY (press, published 2 Jul 2026)"
