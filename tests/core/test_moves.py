"""What moved between two days, in words."""

from __future__ import annotations

from indicators.core.moves import moves, told
from tests.boards import evaluated, reading, row


def found(before, after, as_of="2026-05-10"):
    was, now = ({"kling": evaluated("kling", *rows, as_of=as_of)} for rows in (before, after))
    return {move.metric: move for move in moves(was, now)}


def mau(period, value, **more):
    return row("mau", period, value, **more)


def test_nothing_moved():
    rows = (mau("2026-03", 8e6), mau("2026-04", 9e6))
    assert found(rows, rows) == {}
    assert found((), ()) == {}


def test_a_number_that_appeared_moved_from_not_known():
    move = found((mau("2026-03", 8e6),), (mau("2026-03", 8e6), mau("2026-04", 9e6)))["kling.mau_growth_1m"]
    assert move.was == "not known (one number)"
    assert move.now.startswith("+")
    assert move.now.endswith("Supports")
    assert move.title.startswith("Kling: ")


def test_a_call_a_range_and_staleness_are_moves():
    exact = (mau("2026-03", 8e6), mau("2026-04", 9e6))
    ranged = (mau("2026-03", 8e6), mau("2026-04", 9e6, low=7e6, high=11e6))
    assert "kling.mau_growth_1m" in found(exact, ranged)
    was, now = (evaluated("kling", *exact, as_of=day) for day in ("2026-05-10", "2026-11-22"))
    moved = {m.metric: m for m in moves({"kling": was}, {"kling": now})}
    assert moved["kling.mau"].now.endswith(", stale")
    assert "Supports" in moved["kling.mau_growth_1m"].was
    assert "Supports" not in moved["kling.mau_growth_1m"].now


def test_another_source_with_the_same_number_is_no_move():
    assert found((mau("2026-03", 8e6),), (mau("2026-03", 8e6, source="another"),)) == {}


def test_moves_come_in_the_declared_order():
    names = list(found((), (mau("2026-03", 8e6), mau("2026-04", 9e6))))
    declared = [r.metric for r in evaluated("kling").readings]
    assert names == [name for name in declared if name in names]


def test_a_one_sided_value_is_told_as_such():
    floor = row("revenue", "2026-Q2", 850e6, unit="CNY", grade="floor")
    assert told(reading("kling.revenue", floor, as_of="2026-08-30")) == "at least CNY 850M"
    two = (row("revenue", "2026-Q1", 650e6, unit="CNY", grade="floor"), floor)
    assert told(reading("kling.revenue_growth_1q", *two, as_of="2026-08-30")) == "about +30.8%, Mixed"
