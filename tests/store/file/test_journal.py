"""The journal: merged after each act, and told from one that belongs to another file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board, Watcher, Workspace, import_file, restore
from indicators.store.file import connection

from ..samples import event, row, values


def copied_alone(board):
    """The board's file without its journal, as a sync client or a person copies it."""
    copy = board.path.with_name("alone.db")
    copy.write_bytes(board.path.read_bytes())
    return Board.open(copy)


def wal(board):
    return Path(f"{board.path}-wal")


def unmerged(board, act):
    """Do `act` so that it stays in the journal, as after a kill."""
    with closing(sqlite3.connect(board.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM observation").fetchone()
        act()
        file, journal = board.path.read_bytes(), wal(board).read_bytes()
    board.path.write_bytes(file)
    wal(board).write_bytes(journal)


def labels(board):
    return [r["label"] for r in board.export_rows()]


# Merged


def test_after_each_save_the_file_alone_holds_it_though_the_app_watches(board):
    watcher = Watcher(board.path)
    watcher.stamp()
    board.add_rows([row()], what="a", by="me")
    assert copied_alone(board).export_rows() == board.export_rows()
    Workspace(board.path).remember({"memo_by": "me"}, "me")
    assert Workspace(copied_alone(board).path).settings() == {"memo_by": "me"}
    watcher.close()


def test_what_a_reader_kept_from_being_merged_is_merged_when_it_leaves(board):
    watcher = Watcher(board.path)
    watcher.stamp()
    with connection.reading(board.path) as db:
        before = db.execute("SELECT count(*) FROM observation").fetchone()
        board.add_rows([row()], what="a", by="me")
        assert db.execute("SELECT count(*) FROM observation").fetchone() == before
    assert len(copied_alone(board).export_rows()) == 1
    watcher.close()


def test_the_watcher_merges_what_a_foreign_reader_held_up(board):
    watcher = Watcher(board.path)
    watcher.stamp()
    with closing(sqlite3.connect(board.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM observation").fetchone()
        board.add_rows([row()], what="a", by="me")
        reader.execute("COMMIT")
        assert copied_alone(board).export_rows() == []
        watcher.stamp()
        assert len(copied_alone(board).export_rows()) == 1
    watcher.close()


# Told apart


@pytest.mark.parametrize("before", [0, 5, 400])
def test_a_file_that_a_sync_client_replaced_and_this_machines_journal_are_both_kept(board, tmp_path, before):
    board.add_rows([row(label=f"both {n}") for n in range(before)], what="both", by="me")
    other = tmp_path / "other.db"
    shutil.copy(board.path, other)
    Board.open(other).add_rows([row(label=f"other {n}", note="x" * 50) for n in range(400)], what="o", by="you")

    def acts():
        board.add_rows([row(label="mine", note="n" * 9000)], what="mine", by="me")
        board.add_events([event()], what="an event", by="me")
        board.add_rows([row(label="undone")], what="undone", by="me")
        board.undo(None, "me")

    unmerged(board, acts)
    journal = wal(board).read_bytes()
    other.replace(board.path)
    with pytest.raises(BoardError, match=r"do not belong together.*import ") as caught:
        board.log()
    words = str(caught.value)
    assert "\n" not in words
    assert f"{before + 400} numbers" in words
    assert "(1 number, 1 event)" in words
    (kept,) = tmp_path.glob("board.db.journal-*.kept")
    (rows,) = tmp_path.glob("board.db.journal-*.json")
    assert str(kept) in words
    assert str(rows) in words
    assert kept.read_bytes() == journal
    found = labels(board)
    assert len(found) == before + 400
    assert "mine" not in found
    assert str(rows) in board.check()[-1]
    import_file(board, rows, by="me")
    assert labels(board) == [*found, "mine"]
    assert [e.title for e in board.events()] == [event()["title"]]
    rows.unlink()
    assert board.check() == []


def test_an_older_file_that_came_back_is_told_from_the_journal_too(board, tmp_path):
    old = board.path.read_bytes()
    board.add_rows([row(label=f"{n}", note="x" * 300) for n in range(200)], what="a", by="me")
    unmerged(board, lambda: board.add_rows([row(label="mine")], what="mine", by="me"))
    board.path.write_bytes(old)
    with pytest.raises(BoardError, match="do not belong together"):
        board.log()
    (rows,) = tmp_path.glob("board.db.journal-*.json")
    import_file(board, rows, by="me")
    assert "mine" in labels(board)
    assert Board.open(board.path).log()


def test_a_journal_that_a_kill_left_is_the_boards_own(board, tmp_path):
    board.add_rows([row(label="merged")], what="a", by="me")
    unmerged(board, lambda: board.add_rows([row(label="unmerged")], what="b", by="me"))
    assert labels(board) == ["merged", "unmerged"]
    assert not list(tmp_path.glob("*.kept"))
    assert board.check() == []


def test_file_and_journal_that_were_copied_together_belong_together(board, tmp_path):
    unmerged(board, lambda: board.add_rows([row(label="unmerged")], what="b", by="me"))
    shutil.copy(wal(board), tmp_path / "copy.db-wal")
    shutil.copy(board.path, tmp_path / "copy.db")
    assert labels(Board.open(tmp_path / "copy.db")) == ["unmerged"]


def test_an_empty_file_beside_a_journal_is_waited_for(board):
    unmerged(board, lambda: board.add_rows([row(label="unmerged")], what="b", by="me"))
    file, journal = board.path.read_bytes(), wal(board).read_bytes()
    board.path.write_bytes(b"")
    with pytest.raises(BoardError, match="empty file.*nothing was touched"):
        board.log()
    assert wal(board).read_bytes() == journal
    board.path.write_bytes(file)
    assert labels(board) == ["unmerged"]


def test_where_neither_can_be_read_both_are_left_and_a_restore_keeps_them(board, tmp_path):
    board.add_rows([row(label=str(n), note="x" * 500) for n in range(300)], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    unmerged(board, lambda: board.add_rows([row(label="mine")], what="b", by="me"))
    spoiled = bytearray(board.path.read_bytes())
    spoiled[4096 * 20 : 4096 * 40] = b"\x55" * 4096 * 20
    board.path.write_bytes(spoiled)
    journal = wal(board).read_bytes()
    for _ in range(2):
        with pytest.raises(BoardError, match="damaged, with its journal and without"):
            board.log()
    done = restore(tmp_path / "copy.db", board.path)
    assert (done.kept.read_bytes(), Path(f"{done.kept}-wal").read_bytes()) == (bytes(spoiled), journal)
    assert len(values(board.observations())) == 300
