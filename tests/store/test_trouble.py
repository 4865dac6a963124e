"""Trouble with the file: each a BoardError, one sentence, exit code 4."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

import platformdirs
import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board, Watcher, Workspace, default_path, init, open_board, who
from indicators.store.file import connection, places
from tests.privileges import without_privileges

from .samples import row, values


@pytest.fixture
def open_folder():
    """A folder that anybody may enter, for tests about permissions."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


def refused(call, words):
    with pytest.raises(BoardError, match=words) as caught:
        call()
    assert caught.value.exit_code == 4
    assert "\n" not in str(caught.value)


def test_missing(tmp_path):
    refused(lambda: Board.open(tmp_path / "none.db"), "no board at .*none.db")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + b"\0" * 200, b"x" * 8192])
def test_no_database(tmp_path, content):
    path = tmp_path / "file.db"
    path.write_bytes(content)
    refused(lambda: Board.open(path), "not a Telltale board")
    assert path.read_bytes() == content


def test_a_folder_and_a_place_below_a_file(tmp_path):
    refused(lambda: Board.open(tmp_path), "cannot be opened")
    (tmp_path / "file").write_text("x")
    refused(lambda: Board.open(tmp_path / "file" / "board.db", create=True), "cannot be used")
    refused(lambda: Board.open(tmp_path / "file" / "board.db"), "no board")


def test_another_programs_database(tmp_path):
    with closing(sqlite3.connect(tmp_path / "other.db")) as conn:
        conn.execute("CREATE TABLE observation (id)")
    refused(lambda: Board.open(tmp_path / "other.db"), "not a Telltale board")


def test_damaged(board):
    board.add_rows([row(label=str(n), note="x" * 500) for n in range(500)], what="a", by="me")
    with closing(sqlite3.connect(board.path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with board.path.open("r+b") as file:
        file.seek(4096 * 8)
        file.write(b"\xff" * 4096 * 40)
    refused(board.observations, "damaged.*restore")
    problems = board.check()
    assert problems
    assert all("damaged" in problem for problem in problems)


def test_cut_short(board):
    board.add_rows([row(label=str(n), note="x" * 500) for n in range(500)], what="a", by="me")
    with closing(sqlite3.connect(board.path)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(board.path, 40_000)
    refused(lambda: Board.open(board.path).observations(), "damaged")


def test_locked(board, monkeypatch):
    monkeypatch.setattr(connection, "TIMEOUT", 0.1)
    with closing(sqlite3.connect(board.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        refused(lambda: board.add_rows([row()], what="a", by="me"), "locked")
        assert values(board.observations()) == []  # readers are not kept out
    with closing(sqlite3.connect(board.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        refused(board.observations, "locked")


def test_a_board_in_a_folder_that_cannot_be_written_can_be_read(open_folder):
    board = Board.open(open_folder / "board.db", create=True)
    board.add_rows([row()], what="a", by="me")
    board.path.chmod(0o444)
    open_folder.chmod(0o555)
    with without_privileges():
        assert values(Board.open(board.path).observations()) == [7_800_000.0]
        refused(lambda: board.add_rows([row(value=1)], what="b", by="me"), "cannot be (written|opened)")
        refused(lambda: board.undo(None, "me"), "cannot be (written|opened)")
        refused(lambda: Board.open(open_folder / "new.db", create=True), "cannot be (used|opened|written)")
    open_folder.chmod(0o755)
    assert len(board.log()) == 1


def test_a_board_file_that_cannot_be_written_can_be_read(open_folder):
    board = Board.open(open_folder / "board.db", create=True)
    board.add_rows([row()], what="a", by="me")
    board.path.chmod(0o444)
    open_folder.chmod(0o777)
    with without_privileges():
        assert values(Board.open(board.path).observations()) == [7_800_000.0]
        refused(lambda: board.retract(1, "why", "me"), "cannot be written")


def test_a_full_disk_writes_nothing(board, monkeypatch):
    board.add_rows([row()], what="a", by="me")
    plain = connection.connect

    def small(path, **more):
        conn = plain(path, **more)
        conn.execute(f"PRAGMA max_page_count = {conn.execute('PRAGMA page_count').fetchone()[0] + 2}")
        return conn

    monkeypatch.setattr(connection, "connect", small)  # SQLite then reports a full disk, as it would itself
    rows = [row(label=str(n), note="x" * 1000) for n in range(100)]
    refused(lambda: board.add_rows(rows, what="b", by="me"), "disk is full")
    monkeypatch.undo()
    assert [b.rows for b in board.log()] == [1]
    assert board.check() == []


def test_an_old_sqlite_is_refused(board, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 36, 0))
    refused(lambda: Board.open(board.path), "too old.*3.37")


def test_the_journal_of_a_deleted_board_is_not_taken_for_the_new_ones(tmp_path):
    path = tmp_path / "board.db"
    board = Board.open(path, create=True)
    holder = sqlite3.connect(path)  # keeps the journal from being folded in
    holder.execute("SELECT count(*) FROM observation").fetchone()
    board.add_rows([row()], what="a", by="me")
    wal = Path(f"{path}-wal").read_bytes()
    holder.close()
    path.unlink()
    Path(f"{path}-wal").write_bytes(wal)
    fresh = Board.open(path, create=True)
    assert values(fresh.observations()) == []
    assert fresh.check() == []


def test_odd_names_of_files_are_names_of_files(tmp_path):
    for name in ("a b.db", "a?b#c%20.db", "日本.db", "it's.db"):
        board = Board.open(tmp_path / name, create=True)
        board.add_rows([row()], what="a", by="me")
        assert values(Board.open(tmp_path / name).observations()) == [7_800_000.0]
        assert (tmp_path / name).exists()


def test_the_default_board_is_made_with_the_public_record_and_others_are_not(tmp_path, monkeypatch):
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "mine.db"))
    assert default_path() == tmp_path / "mine.db"
    board = open_board()
    assert (board.path, board.kind) == (default_path(), "public")
    assert open_board(default_path()).observations().equals(board.observations())
    refused(lambda: open_board(tmp_path / "other.db"), "no board")


def test_the_default_board_lies_in_the_users_data_folder_which_is_made(tmp_path, monkeypatch):
    monkeypatch.delenv("INDICATORS_BOARD")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(places, "PROGRAM", tmp_path / "program")
    assert default_path() == platformdirs.user_data_path("telltale") / "board.db"
    assert open_board().path == default_path()
    assert default_path().exists()


def test_a_folder_that_is_not_there_is_not_made(tmp_path, monkeypatch):
    away = tmp_path / "drive" / "board.db"
    monkeypatch.setenv("INDICATORS_BOARD", str(away))
    for act in (open_board, lambda: init(away), lambda: Board.open(away, create=True)):
        refused(act, "no folder .*drive.*connect its drive")
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_not_opened_so_that_the_journal_beside_it_stays(board):
    watcher = Watcher(board.path)
    first = watcher.knowledge()  # an idle connection keeps the journal from being folded in
    board.add_rows([row()], what="a", by="me")
    away = board.path.with_name("away.db")
    board.path.rename(away)  # as a sync program does with what it fetches anew
    board.path.touch()
    for ask in (board.observations, watcher.knowledge, watcher.stamp, lambda: Board.open(board.path)):
        refused(ask, "while its file is empty")
    refused(lambda: board.add_rows([row(value=1)], what="b", by="me"), "while its file is empty")
    away.replace(board.path)
    assert values(board.observations()) == [7_800_000.0]
    assert watcher.knowledge() != first
    watcher.close()


def test_who_has_a_name_even_where_the_system_knows_none(monkeypatch):
    monkeypatch.setenv("LOGNAME", "ann")
    assert who() == "ann"
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    if hasattr(os, "getuid"):
        monkeypatch.setattr(os, "getuid", lambda: 987_654)
    assert who()


def test_a_watcher_sees_every_write_and_nothing_else(board):
    watcher = Watcher(board.path)
    first = watcher.stamp()
    board.observations()
    assert watcher.stamp() == first
    board.add_rows([row()], what="a", by="me")
    second = watcher.stamp()
    board.undo(None, "me")
    third = watcher.stamp()
    assert len({first, second, third}) == 3
    watcher.close()
    with pytest.raises(BoardError):
        Watcher(board.path.with_name("none.db")).stamp()


def test_what_is_handed_out_changes_no_knowledge_and_every_other_write_does(board):
    watcher, workspace = Watcher(board.path), Workspace(board.path)
    seen, stamp = watcher.knowledge(), watcher.stamp()
    workspace.keep_figure("f", panel="p", as_of=date(2026, 1, 1), title="t", shown={}, by="me")
    workspace.remember({"memo_by": "me"}, "me")
    assert watcher.knowledge() == seen
    assert watcher.stamp() != stamp
    board.add_rows([row()], what="a", by="me")
    added = watcher.knowledge()
    board.undo(None, "me")
    assert len({seen, added, watcher.knowledge()}) == 3
    watcher.close()


def test_nothing_can_be_written_through_a_reader(board):
    def write():
        with connection.reading(board.path) as db:
            db.execute("INSERT INTO undo (batch, undone_at, undone_by) VALUES (1, '', '')")

    refused(write, "cannot be written")
