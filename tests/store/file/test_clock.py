"""A clock that was set back, or was ahead once: nothing written later counts as earlier, and it is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from indicators.store import Workspace
from indicators.store.file import clock

from ..samples import claim, event, row, values

DAY = date(2026, 6, 5)
NOON = "2026-06-05T12:00:00Z"
FUTURE = "2036-06-05T12:00:00Z"


@pytest.fixture
def at(monkeypatch):
    """Set the clock."""

    def set_(stamp):
        monkeypatch.setattr(clock, "now", lambda: stamp)

    set_(NOON)
    return set_


def times(board):
    """Per table the times of its rows, in the order of their ids."""
    with closing(sqlite3.connect(board.path)) as conn:
        found = {}
        for (table,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            columns = {c for (_, c, *_) in conn.execute(f'PRAGMA table_info("{table}")')}
            column = next(iter(columns & {"recorded_at", "undone_at"}), None)
            if column:
                found[table] = [t for (t,) in conn.execute(f'SELECT {column} FROM "{table}" ORDER BY rowid')]  # noqa: S608 - the file's own
    return found


def write_everywhere(board):
    """A row in every table that a person can write to."""
    n = sum(len(found) for found in times(board).values())
    workspace = Workspace(board.path)
    batch = board.add_rows([row(label=str(n))], what="a", by="me").batch
    board.add_events([event(title=str(n))], what="b", by="me")
    board.add_claims([claim(id=f"c{n}")], what="c", by="me")
    board.add_series([{"id": f"s{n}", "title": "S", "units": "users"}], by="me")
    board.retract(board.add_rows([row(label=f"{n} wrong")], what="d", by="me").ids[0], "wrong", "me")
    board.void_claim(f"c{n}", "void", "me")
    board.undo(batch, "me")
    workspace.set_band("kling.mau_growth", supports=">= 5", against="< 2", because="", by="me")
    workspace.set_line("trigger", metric="kling.mau_growth", test="< 1", because="", by="me")
    workspace.mark("mau", "Kling AI", "skipped", "me")
    workspace.remember({"x": str(n)}, "me")
    workspace.stage("s", [], "me")
    workspace.keep_figure(f"f{n}", panel="p", as_of=DAY, title="t", shown={}, by="me")
    workspace.keep_memo("m", form="md", as_of=DAY, title="t", shown={}, content=b"", by="me")
    workspace.keep_levels(series="mau", entity="Kling AI", basis="b", period_end=DAY, levels={}, observation=1, by="me")


def test_no_table_goes_back_when_the_clock_does(board, at):
    write_everywhere(board)
    at("2026-06-05T09:30:00Z")
    write_everywhere(board)
    at("2026-06-05T12:00:01Z")
    write_everywhere(board)
    found = times(board)
    assert len(found) == 14
    for table, stamps in found.items():
        assert stamps == sorted(stamps), table
        assert set(stamps) == {NOON, "2026-06-05T12:00:01Z"}, table
    assert board.check() == []


@pytest.mark.parametrize(
    "back", ["2026-06-05T11:59:59Z", "2026-06-05T02:00:00Z", "2026-06-04T23:00:00Z", "2019-01-01T00:00:00Z"]
)
def test_a_correction_counts_after_the_clock_stepped_back(board, at, back):
    board.add_rows([row(value=1)], what="a", by="me")
    at(back)
    assert board.add_rows([row(value=2)], what="b", by="me").revised == 1
    assert values(board.observations(DAY)) == [2]
    at(NOON)
    assert values(board.observations()) == [2]


def test_an_undated_correction_counts_too_on_the_same_day(board, at):
    board.add_rows([row(value=1, published_on=None)], what="a", by="me")
    at("2026-06-05T02:00:00Z")
    assert board.add_rows([row(value=2, published_on=None)], what="b", by="me").revised == 1
    assert values(board.observations()) == [2]


def test_what_anything_else_on_the_board_bears_counts_as_well(board, at):
    Workspace(board.path).remember({"x": "1"}, "me")
    at("2026-06-05T02:00:00Z")
    board.add_rows([row()], what="b", by="me")
    assert times(board)["observation"] == [NOON]


def test_a_step_of_over_an_hour_is_told_with_the_save_and_a_shorter_one_is_not(board, at):
    assert board.add_rows([row(value=1)], what="a", by="me").warnings == ()
    at("2026-06-05T11:00:00Z")
    assert board.add_rows([row(value=2)], what="b", by="me").warnings == ()
    at("2026-06-05T10:59:59Z")
    (told,) = board.add_rows([row(value=3)], what="c", by="me").warnings
    assert (told.row, told.column) == (0, "recorded_at")
    assert "says 2026-06-05 10:59 UTC, and the newest row of the board is of 2026-06-05 12:00 UTC" in told.reason
    assert "the clock was set back, so what is saved bears the later time." in told.reason
    assert board.add_rows([row(value=3)], what="d", by="me").warnings == ()  # unchanged: nothing was saved
    assert board.undo(None, "me").warnings == (told,)
    assert board.retract(1, "why", "me").warnings == (told,)


def test_a_clock_that_was_ahead_once_is_told_and_leaves_no_number_out_of_sight(board, at):
    at(FUTURE)
    board.add_rows([row(value=1)], what="a", by="me")
    at(NOON)
    outcome = board.add_rows([row(value=2)], what="b", by="me")
    (told,) = outcome.warnings
    assert "lies in the future, 2036-06-05 12:00 UTC (this machine's clock says 2026-06-05 12:00 UTC)" in told.reason
    assert times(board)["observation"] == [FUTURE, FUTURE]
    assert values(board.observations()) == [2]
    (rejected,) = board.add_rows([row(value=3, published_on=None)], what="c", by="me").rejected
    assert rejected.column == "published_on"
    assert "2036-06-05, not 2026-06-05" in rejected.reason
    assert board.add_rows([row(value=3, published_on="2026-06-05")], what="d", by="me").revised == 1
    assert values(board.observations()) == [3]


def test_what_users_set_holds_at_once_though_the_board_is_ahead(board, at):
    at(FUTURE)
    board.add_rows([row()], what="a", by="me")
    at(NOON)
    workspace = Workspace(board.path)
    workspace.set_line("trigger", metric="kling.mau_growth", test="< 1", because="", by="me")
    assert [line.name for line in workspace.lines(DAY)] == ["trigger"]
    assert workspace.lines(date(2026, 6, 4)) == []


def left_by_an_older_version(board, *stamps):
    """Rows that bear these times, as each clock of old had them."""
    board.add_rows([row(label=str(n)) for n, _ in enumerate(stamps)], what="a", by="me")
    with closing(sqlite3.connect(board.path, isolation_level=None)) as conn:
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'observation_no_update'").fetchone()
        conn.execute("DROP TRIGGER observation_no_update")
        conn.executemany("UPDATE observation SET recorded_at = ? WHERE id = ?", zip(stamps, range(1, 9), strict=False))
        conn.execute(sql)


@pytest.mark.usefixtures("at")
def test_check_finds_times_that_go_backwards(board):
    left_by_an_older_version(board, NOON, "2026-06-05T09:00:00Z", NOON)
    (problem,) = board.check()
    assert problem.startswith(
        f"Row 2 of observation is of 2026-06-05T09:00:00Z, before row 1 ({NOON}): a clock was set"
    )


@pytest.mark.usefixtures("at")
def test_check_finds_times_in_the_future(board):
    left_by_an_older_version(board, NOON, "2026-06-05T13:00:00Z", FUTURE)
    (problem,) = board.check()
    assert problem.startswith(f"Row 3 of observation is of {FUTURE}, in the future, so a clock was wrong")


def test_an_edit_by_force_does_not_become_the_time_of_what_follows(board, at):
    left_by_an_older_version(board, "today")
    at("2026-06-05T02:00:00Z")
    board.add_rows([row(value=2)], what="b", by="me")
    assert times(board)["observation"][-1] == NOON


def test_the_newest_time_is_found_without_reading_every_row(board):
    with closing(sqlite3.connect(board.path)) as conn:
        for table in times(board):
            column = "undone_at" if table == "undo" else "recorded_at"
            plan = conn.execute(f"EXPLAIN QUERY PLAN SELECT max({column}) FROM \"{table}\" WHERE {column} < ':'")  # noqa: S608 - as above
            assert f"{table}_time" in plan.fetchone()[3]
