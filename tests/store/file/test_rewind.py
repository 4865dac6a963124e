"""A board as it was recorded by a moment: what came later is out of sight, undos and retractions too."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import registry
from indicators.core.model.errors import InputError
from indicators.core.review.changed.changes import Kind
from indicators.store import Board, Workspace, between, days_of_change, snapshot_at
from indicators.store.file import clock
from tests.store.samples import row

DAY = date(2026, 11, 22)
TIMES = [f"2026-11-22T09:00:{second:02d}Z" for second in range(30)]


class Ticking:
    """A clock that goes on by a second with each act of writing."""

    def __init__(self, monkeypatch):
        """Begin with the first of the times."""
        self.acts = 0
        monkeypatch.setattr(clock, "now", lambda: TIMES[self.acts])

    def act(self, do):
        """Do it, then let a second pass."""
        result = do()
        self.acts += 1
        return result


@pytest.fixture
def ticking(monkeypatch):
    return Ticking(monkeypatch)


def add(board, value, month="2026-03"):
    start, end = f"{month}-01", f"{month}-28"
    cells = row(value=value, period_start=start, period_end=end, published_on=end)
    return board.add_rows([cells], what="a test", by="tester")


def values(board):
    return [row["value"] for row in board.observations(DAY).to_dict("records")]


def test_a_revision_a_retraction_and_an_undo_are_taken_back_one_by_one(board, ticking):
    ticking.act(lambda: add(board, 7.8e6))
    ticking.act(lambda: add(board, 7.6e6))
    ticking.act(lambda: board.retract(2, "a typing error", "tester"))
    batch = ticking.act(lambda: add(board, 9e6, "2026-04")).batch
    ticking.act(lambda: board.undo(batch, "tester"))
    assert [values(board.recorded_by(at)) for at in TIMES[:5]] == [[7.8e6], [7.6e6], [7.8e6], [7.8e6, 9e6], [7.8e6]]
    assert values(board.recorded_by("2026-11-22T08:59:59Z")) == []
    assert values(board) == [7.8e6]
    assert board.moments() == TIMES[:5]
    assert board.recorded_by(TIMES[2]).moments() == TIMES[:3]
    assert [len(board.recorded_by(at).log()) for at in TIMES[:5]] == [1, 2, 3, 4, 4]
    assert [r["retracted"] for r in board.recorded_by(TIMES[1]).export_rows()] == [None, None]


def test_bands_and_triggers_are_as_they_were_set(board, ticking):
    workspace = Workspace(board.path)
    ticking.act(lambda: add(board, 7.8e6))
    ticking.act(lambda: workspace.set_line("a", metric="kling.mau", test=">= 1", because="", by="tester"))
    ticking.act(lambda: workspace.set_line("a", metric="kling.mau", test="", because="", by="tester"))
    lines = [len(snapshot_at(board, at, registry(), recorded=True).lines) for at in TIMES[:3]]
    assert lines == [0, 1, 0]
    assert days_of_change(board, DAY)[-1] == DAY


def test_the_difference_by_the_clock_of_recording_tells_what_was_taken_back_and_why(board, ticking):
    ticking.act(lambda: add(board, 7.8e6))
    ticking.act(lambda: board.retract(1, "the wrong column", "tester"))
    before, after = (snapshot_at(board, at, registry(), recorded=True) for at in TIMES[:2])
    (change,) = between(board, before, after).numbers
    assert (change.kind, change.why, change.held) == (Kind.TAKEN_BACK, "the wrong column", True)


def test_nothing_is_written_through_it_and_no_other_text_is_taken_for_a_time(board):
    add(board, 7.8e6)
    for odd in ("2026-11-22", "now", "2026-11-22T09:00:00Z' OR '1'='1"):
        with pytest.raises(InputError, match="is not a UTC time"):
            board.recorded_by(odd).observations(DAY)
    assert values(board) == [7.8e6]


acts = st.lists(st.tuples(st.sampled_from(["add", "retract", "undo"]), st.integers(1, 4)), min_size=1, max_size=8)


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts)
def test_each_moment_is_what_the_board_showed_then_and_the_steps_add_up(tmp_path_factory, acts):
    """What the board answered after each act is what it answers later of that moment; steps lead where a leap leads."""
    with pytest.MonkeyPatch.context() as patch:
        ticking = Ticking(patch)
        board = Board.open(tmp_path_factory.mktemp("law") / "board.db", create=True)
        shown = []
        for what, number in acts:
            ticking.act(lambda what=what, number=number: do(board, what, number, ticking.acts))
            shown.append(board.observations(DAY)["id"].tolist())
        last = len(acts)
    assert [board.recorded_by(at).observations(DAY)["id"].tolist() for at in TIMES[:last]] == shown
    sides = [snapshot_at(board, at, registry(), recorded=True) for at in TIMES[:last]]
    ids = set(sides[0].ids)
    for before, after in pairwise(sides):
        ids = applied(ids, between(board, before, after).numbers)
    assert ids == applied(set(sides[0].ids), between(board, sides[0], sides[-1]).numbers) == set(sides[-1].ids)


def do(board, what, number, turn):
    standing = board.observations(DAY)["id"].tolist()
    batches = [b.batch for b in board.log() if b.undone is None]
    if what == "retract" and standing:
        board.retract(standing[number % len(standing)], "a test", "tester")
    elif what == "undo" and batches:
        board.undo(batches[number % len(batches)], "tester")
    else:
        add(board, 1e6 + turn, f"2026-0{number}")


def applied(ids, numbers):
    held = [n for n in numbers if n.held]
    return (ids - {n.was.id for n in held if n.was}) | {n.now.id for n in held if n.now}
