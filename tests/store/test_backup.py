"""Copies: made while others write, checked before they replace anything, and the same afterwards."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from indicators.core.errors import BoardError
from indicators.store import Board, Watcher, migrations, restore

from .rows import row, values


def test_a_backup_is_one_file_that_opens_alone_and_answers_the_same(board, tmp_path):
    board.add_rows([row(), row(entity="Sora")], what="a", by="me")
    board.retract(2, "typo", "me")
    board.backup(tmp_path / "kept" / "copy.db")
    assert [p.name for p in (tmp_path / "kept").iterdir()] == ["copy.db"]
    copy = Board.open(tmp_path / "kept" / "copy.db")
    assert copy.export_rows() == board.export_rows()
    assert copy.log() == board.log()
    assert copy.check() == []


def test_a_restore_brings_back_what_was_and_nothing_else(board, tmp_path):
    board.add_rows([row(value=1)], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    before = board.export_rows()
    stamp, watcher = board.stamp(), Watcher(board.path)
    seen = watcher.stamp()
    board.add_rows([row(value=2)], what="b", by="me")
    restore(tmp_path / "copy.db", board.path)
    assert board.export_rows() == before
    assert board.stamp() != stamp
    assert watcher.stamp() != seen
    watcher.close()
    board.add_rows([row(value=3)], what="c", by="me")
    assert values(board.observations()) == [3.0]
    assert board.check() == []


def test_a_restore_makes_a_board_where_none_was(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    restore(tmp_path / "copy.db", tmp_path / "new" / "board.db")
    assert Board.open(tmp_path / "new" / "board.db").export_rows() == board.export_rows()


def test_a_restore_replaces_a_board_that_is_damaged_beyond_opening(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    wreck = tmp_path / "wreck.db"
    wreck.write_bytes(b"no board at all")
    wreck.with_name("wreck.db-wal").write_bytes(b"stale")
    restore(tmp_path / "copy.db", wreck)
    assert Board.open(wreck).export_rows() == board.export_rows()
    assert not wreck.with_name("wreck.db-wal").exists()


def test_what_is_no_sound_board_is_not_restored(board, tmp_path):
    board.add_rows([row(label=str(n), note="x" * 500) for n in range(300)], what="a", by="me")
    before = board.export_rows()
    damaged, text, other, newer = (tmp_path / f"{name}.db" for name in ("damaged", "text", "other", "newer"))
    board.backup(damaged)
    with damaged.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\x55" * 4096 * 10)
    text.write_text("hello")
    with closing(sqlite3.connect(other)) as conn:
        conn.execute("CREATE TABLE t (x)")
    board.backup(newer)
    migrations.ready(newer, (*migrations.MIGRATIONS, lambda db: db.execute("CREATE TABLE later (x INTEGER) STRICT")))
    for source, words in (
        (damaged, "damaged"),
        (text, "not a Telltale board"),
        (other, "not a Telltale board"),
        (newer, "newer version"),
        (tmp_path / "none.db", "no backup"),
        (board.path, "the board itself"),
    ):
        with pytest.raises(BoardError, match=words):
            restore(source, board.path)
    assert board.export_rows() == before
    assert not list(tmp_path.glob(".*"))


def test_a_backup_onto_the_board_itself_or_into_a_file_is_refused(board, tmp_path):
    with pytest.raises(BoardError, match="the board itself"):
        board.backup(board.path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(BoardError):
        board.backup(tmp_path / "file" / "copy.db")
