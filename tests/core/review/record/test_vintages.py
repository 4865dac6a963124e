"""Revisions: what counts as one, by how much, and who makes them."""

from __future__ import annotations

import math
from datetime import date

import pytest

from indicators.core.review.record.vintages import habits, revised, vintages
from indicators.store import Board
from tests.store.samples import row

Q = {"basis": "results", "unit": "CNY", "series": "revenue", "grade": "reported"}


@pytest.fixture
def board(tmp_path):
    return Board.open(tmp_path / "board.db", create=True)


def put(board, value, published, **more):
    return board.add_rows([row(**Q | {"value": value, "published_on": published} | more)], what="t", by="me").ids[0]


def test_the_first_print_stands_against_the_latest_with_every_release_between(board):
    ids = [put(board, value, day) for value, day in ((100, "2026-04-10"), (110, "2026-05-10"), (105, "2026-06-10"))]
    (number,) = vintages(board.vintages())
    assert [(r.id, r.number) for r in number.releases] == [(ids[0], 100), (ids[1], 110), (ids[2], 105)]
    assert number.change == pytest.approx(0.05)
    assert revised([number]) == {ids[2]}


def test_as_known_on_a_day_later_releases_are_not_there(board):
    put(board, 100, "2026-04-10")
    put(board, 110, "2026-05-10")
    assert not vintages(board.vintages(date(2026, 5, 9)))[0].again
    assert vintages(board.vintages(date(2026, 5, 10)))[0].again


def test_a_correction_of_our_own_entry_is_no_revision(board):
    put(board, 1000, "2026-04-10")
    put(board, 100, "2026-04-10")
    (number,) = vintages(board.vintages())
    assert (number.again, number.revised, number.first.number) == (False, False, 100)


def test_what_was_taken_back_never_was_a_release(board):
    put(board, 100, "2026-04-10")
    board.retract(put(board, 999, "2026-05-10"), "wrong column", "me")
    assert not vintages(board.vintages())[0].again


def test_a_unit_that_converts_exactly_is_no_revision(board):
    more = {"series": "wau_change", "basis": "panel"}
    put(board, 4, "2026-04-10", unit="percent", **more)
    put(board, 0.04, "2026-05-10", unit="ratio", **more)
    (number,) = vintages(board.vintages())
    assert (number.again, number.revised) == (True, False)


def test_a_basis_revises_by_the_mean_size_over_what_it_published_again(board):
    for month, prints in enumerate(([100, 110], [200, 190], [300, 300], [400]), start=1):
        period = {"period_start": f"2026-0{month}-01", "period_end": f"2026-0{month}-28"}
        for number, value in enumerate(prints):
            put(board, value, f"2026-0{5 + number}-01", **period)
    put(board, 7, "2026-05-01", basis="press")
    put(board, 1, "2026-05-01", basis="us", grade="assumption", low=0.5, high=2)
    results, press = habits(vintages(board.vintages()))
    assert (results.basis, results.numbers, results.again, results.revised) == ("results", 4, 3, 2)
    assert math.isclose(results.mean_absolute, (0.10 + 0.05 + 0) / 3)
    assert math.isclose(results.mean, (0.10 - 0.05 + 0) / 3)
    assert results.said == "results: 3 of 4 numbers published again, 2 revised, by 5% on average, up by 1.67%."
    assert (press.again, press.mean_absolute, press.said) == (
        0,
        None,
        "press: its only number was not published again.",
    )


def test_from_zero_there_is_no_share_and_below_zero_up_is_up(board):
    burn = {"series": "net_burn", "entity": "Runway", "unit": "USD"}
    put(board, 0, "2026-04-10", **burn)
    put(board, 5, "2026-05-10", **burn)
    other = burn | {"period_start": "2026-02-01", "period_end": "2026-02-28"}
    put(board, -10, "2026-04-10", **other)
    put(board, -8, "2026-05-10", **other)
    changes = {number.first.number: number.change for number in vintages(board.vintages())}
    assert changes == {0: None, -10: pytest.approx(0.2)}


@pytest.mark.parametrize(
    ("first", "later", "contradicts", "size"),
    [
        (("floor", 650), ("reported", 655), False, "within the bound"),  # made exact: both were true
        (("floor", 650), ("floor", 700), False, "within the bound"),
        (("floor", 650), ("reported", 640), True, "changed"),
        (("ceiling", 650), ("reported", 640), False, "within the bound"),
        (("ceiling", 650), ("reported", 660), True, "changed"),
        (("reported", 655), ("floor", 650), False, "within the bound"),
        (("reported", 640), ("floor", 650), True, "changed"),
        (("floor", 650), ("reported", 650), False, "unchanged"),
        (("reported", 650), ("estimate", 715), True, "+10%"),
    ],
)
def test_a_bound_that_is_made_exact_is_no_revision(board, first, later, contradicts, size):
    for (grade, value), day in ((first, "2026-04-10"), (later, "2026-05-10")):
        put(board, value, day, grade=grade)
    (number,) = vintages(board.vintages())
    assert (number.again, number.revised, number.size) == (True, contradicts, size)
    bounds = {first[0], later[0]} & {"floor", "ceiling"}
    assert (number.change is None) == bool(bounds)
    assert (habits([number])[0].mean_absolute is None) == bool(bounds)
