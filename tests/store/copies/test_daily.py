"""One copy a day, so that a lost file is a day lost at most; it never hinders a write."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import date, timedelta

import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board, offer, restore
from indicators.store.copies import daily as copies
from indicators.store.copies import drafts, kept
from indicators.store.file import clock

from ..samples import row, values


@pytest.fixture
def days(monkeypatch):
    """Sets the day on which the board is written."""

    def on(day):
        monkeypatch.setattr(clock, "now", lambda: f"{day}T07:15:00Z")

    return on


def write(board, n):
    board.add_rows([row(label=str(n))], what="a", by="me")


def test_the_first_write_of_a_day_is_followed_by_a_copy_and_the_others_are_not(board, days):
    days("2026-11-29")
    write(board, 1)
    write(board, 2)
    days("2026-11-30")
    write(board, 3)
    write(board, 4)
    newer, older = board.copies()
    assert (newer.at, newer.rows) == ("2026-11-30T07:15:00Z", 3)
    assert (older.at, older.rows) == ("2026-11-29T07:15:00Z", 1)
    assert newer.path.parent == board.path.with_name("board.db.copies")
    assert Board.open(newer.path).check() == []
    assert sorted(file.name for file in newer.path.parent.iterdir()) == [older.path.name, newer.path.name]


def test_a_deleted_board_comes_back_but_for_a_day(board, days):
    days("2026-11-29")
    write(board, 1)
    days("2026-11-30")
    write(board, 2)
    write(board, 3)
    board.path.unlink()
    with pytest.raises(BoardError, match=f"no board at .*{board.copies()[0].path.name}.*2 numbers"):
        Board.open(board.path)
    restore(board.copies()[0].path, board.path)
    assert [r["label"] for r in Board.open(board.path).export_rows()] == ["1", "2"]


def test_a_week_of_days_and_four_weeks_before_are_kept(board, days):
    first = date(2026, 6, 1)
    for n in range(90):
        days(first + timedelta(n))
        write(board, n)
    found = [date.fromisoformat(c.at[:10]) for c in board.copies()]
    last = first + timedelta(89)
    assert found[:7] == [last - timedelta(n) for n in range(7)]
    # by hand: 23 to 29 Aug 2026 are the days; before them the newest of their week: Sat 22, and Sundays 16, 9, 2
    assert found[7:] == [date(2026, 8, 22), date(2026, 8, 16), date(2026, 8, 9), date(2026, 8, 2)]


def test_what_is_not_a_copy_of_this_board_is_not_dropped(board, days, tmp_path):
    place = kept.folder(board.path)
    other = Board.open(tmp_path / "other.db", create=True)
    place.mkdir()
    other.backup(place / kept.name(board.path, "2025-01-01T00:00:00Z"))
    (place / "notes.txt").write_text("mine")
    for n in range(60):  # more weeks than are kept
        days(date(2026, 6, 1) + timedelta(n))
        write(board, n)
    names = {file.name for file in place.iterdir()}
    assert {"notes.txt", "board-20250101T000000Z.db"} < names
    assert len(names) == 2 + len({copy.at for copy in board.copies()} - {"2025-01-01T00:00:00Z"})


def test_an_act_that_writes_nothing_makes_no_copy(board):
    board.add_rows([row(value=None)], what="a", by="me")  # rejected
    board.add_rows([row()], what="a", by="me", dry_run=True)
    assert board.copies() == []


def test_a_copy_that_cannot_be_made_hinders_no_write_and_is_told(board, monkeypatch):
    kept.folder(board.path).write_text("a file where the folder would be")
    write(board, 1)
    assert values(board.observations()) == [7_800_000.0]
    assert "Today's copy" in copies.trouble(board.path)
    kept.folder(board.path).unlink()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1000, 999, 1))  # noqa: SLF001 - its own type
    write(board, 2)
    assert "disk is nearly full" in copies.trouble(board.path)
    assert len(board.observations()) == 2
    monkeypatch.undo()
    write(board, 3)
    assert copies.trouble(board.path) == ""
    assert [copy.rows for copy in board.copies()] == [3]


def test_a_large_board_is_copied_meanwhile(board, monkeypatch):
    monkeypatch.setattr(copies, "AT_ONCE", 0)
    write(board, 1)
    copies.finish()
    assert [copy.rows for copy in board.copies()] == [1]


def test_a_damaged_copy_is_listed_and_not_offered(board, days):
    days("2026-11-29")
    write(board, 1)
    days("2026-11-30")
    write(board, 2)
    newer, older = board.copies()
    newer.path.write_bytes(b"spoiled")
    assert [copy.rows for copy in board.copies()] == [None, 1]
    assert older.path.name in offer(board.path)
    assert newer.path.name not in offer(board.path)


def test_drafts_of_the_dead_are_cleared_and_those_of_the_living_are_not(board, tmp_path):
    host = drafts._host()  # noqa: SLF001 - what a draft's name says of this machine
    nobody, somewhere = 2**22 + 1, "0" * 6  # beyond Linux' highest process id; another machine
    dead = [f".board.db.{host}-{nobody}-0123abcd.new", f".board.db.{host}-{nobody}-0123abcd.draft-wal"]
    living = [f".board.db.{somewhere}-{nobody}-0123abcd.new", ".other.txt", "board.db.before-v9.bak"]
    for name in (*dead, *living):
        (tmp_path / name).touch()
    board.backup(tmp_path / "board.db.copy")
    board.backup(tmp_path / "x.db")
    restore(tmp_path / "x.db", board.path)
    names = {file.name for file in tmp_path.iterdir()}
    assert not set(dead) & names
    assert set(living) <= names


def test_a_board_of_a_newer_version_says_which_and_where_the_copy_from_before_is(board, monkeypatch):
    write(board, 1)
    with closing(sqlite3.connect(board.path)) as conn:
        monkeypatch.setattr(clock, "now", lambda: "2027-01-05T10:00:00Z")
        before = board.path.with_name("board.db.before-v9-20270105T100000Z.bak")
        board.backup(before)
        conn.execute("INSERT INTO program (schema, version, brought_at) VALUES (9, '3.1.0', '2027-01-05T10:00:00Z')")
        conn.execute("PRAGMA user_version = 9")
        conn.commit()
    with pytest.raises(BoardError, match=r"newer version, Telltale 3\.1\.0 \(schema 9; this is 0\.1\.0") as caught:
        Board.open(board.path)
    assert f"the newest copy from before is {before}." in str(caught.value)
    assert caught.value.exit_code == 4
