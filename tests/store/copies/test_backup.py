"""Copies: made while others write, checked before they replace anything, and the same afterwards."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partialmethod
from pathlib import Path

import pytest

from indicators.core.model.errors import BoardError, InputError
from indicators.core.model.step import quiet
from indicators.store import Board, Watcher, Workspace, restore
from indicators.store.file import connection, users
from indicators.store.file.schema import migrations

from ..samples import row, values


def test_a_backup_is_one_file_that_opens_alone_and_answers_the_same(board, tmp_path):
    board.add_rows([row(), row(entity="Sora")], what="a", by="me")
    board.retract(2, "typo", "me")
    board.backup(tmp_path / "kept" / "copy.db")
    assert [p.name for p in (tmp_path / "kept").iterdir()] == ["copy.db"]
    copy = Board.open(tmp_path / "kept" / "copy.db")
    assert copy.export_rows() == board.export_rows()
    assert copy.log() == board.log()
    assert copy.check() == []


def test_a_restore_brings_back_what_was_and_keeps_what_was_there(board, tmp_path):
    board.add_rows([row(value=1)], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    before, stamp = board.export_rows(), board.stamp()
    board.add_rows([row(value=2)], what="b", by="me")
    later = board.export_rows()
    done = restore(tmp_path / "copy.db", board.path)
    assert board.export_rows() == before
    assert board.stamp() == stamp
    assert done.kept == tmp_path / "board.db.before-restore.bak"
    assert Board.open(done.kept).export_rows() == later
    board.add_rows([row(value=3)], what="c", by="me")
    assert values(board.observations()) == [3.0]
    assert board.check() == []
    assert restore(tmp_path / "copy.db", board.path).kept == tmp_path / "board.db.2.before-restore.bak"
    assert values(Board.open(done.kept).observations()) == [2.0]


def test_what_is_kept_holds_what_lay_in_the_journal_alone(board, tmp_path):
    board.backup(tmp_path / "copy.db")
    wal = unmerged(board, row(label="in the journal"))
    assert wal.stat().st_size
    done = restore(tmp_path / "copy.db", board.path)
    assert [r["label"] for r in Board.open(done.kept).export_rows()] == ["in the journal"]
    assert board.export_rows() == []


def unmerged(board, *rows):
    """Write rows that stay in the journal, as after a kill; answers the journal."""
    wal = Path(f"{board.path}-wal")
    with closing(sqlite3.connect(board.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM observation").fetchone()
        board.add_rows(rows, what="unmerged", by="me")
        file, journal = board.path.read_bytes(), wal.read_bytes()
    board.path.write_bytes(file)
    wal.write_bytes(journal)
    return wal


def test_a_restore_onto_another_board_says_so_and_keeps_it(board, tmp_path):
    board.backup(tmp_path / "copy.db")
    other = Board.open(tmp_path / "other.db", create=True)
    other.add_rows([row()], what="a", by="me")
    done = restore(tmp_path / "copy.db", other.path)
    assert done.another
    assert "another board" in done.said
    assert len(Board.open(done.kept).export_rows()) == 1
    assert not restore(tmp_path / "copy.db", other.path).another


def test_a_restore_onto_a_link_replaces_the_board_and_the_link_stays(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    board.add_rows([row(value=2)], what="b", by="me")
    link = tmp_path / "linked" / "board.db"
    link.parent.mkdir()
    link.symlink_to(board.path)
    restore(tmp_path / "copy.db", link)
    assert link.is_symlink()
    assert values(board.observations()) == [7_800_000.0]
    assert [p.name for p in link.parent.iterdir()] == ["board.db"]


def test_a_restore_is_refused_while_the_board_is_in_use_and_says_by_what(board, tmp_path, monkeypatch):
    monkeypatch.setattr(users, "PATIENCE", 0.05)
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    board.add_rows([row(value=2)], what="b", by="me")
    watcher = Watcher(board.path)
    watcher.stamp()
    who = f"in use by .*process {os.getpid()}"
    with pytest.raises(BoardError, match=who):
        restore(tmp_path / "copy.db", board.path)
    watcher.close()
    with connection.reading(board.path), pytest.raises(BoardError, match=who):
        restore(tmp_path / "copy.db", board.path)
    with connection.writing(board.path), pytest.raises(BoardError, match=who):
        restore(tmp_path / "copy.db", board.path)
    assert values(board.observations()) == [2.0]
    assert not list(tmp_path.glob("*.bak"))
    restore(tmp_path / "copy.db", board.path)
    assert values(board.observations()) == [7_800_000.0]


FOREIGN = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
conn.execute("SELECT 1 FROM batch").fetchall()
print("in", flush=True)
input()
"""


def test_a_program_that_only_sqlite_knows_of_keeps_a_restore_off(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", FOREIGN, board.path], stdin=pipe, stdout=pipe, text=True) as other:  # noqa: S603 - our own
        assert other.stdout.readline() == "in\n"
        with pytest.raises(BoardError, match="in use by another program"):
            restore(tmp_path / "copy.db", board.path, quiet)
        other.stdin.close()
    restore(tmp_path / "copy.db", board.path)


def test_where_a_damaged_file_cannot_be_swapped_its_journal_stays_beside_it(board, tmp_path, monkeypatch):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    wreck = tmp_path / "wreck.db"
    wreck.write_bytes(b"no board at all")
    Path(f"{wreck}-wal").write_bytes(b"its journal")

    plain = Path.replace

    def refuse(self, target, error=errno.EACCES):
        if Path(target) == wreck:
            raise OSError(error, os.strerror(error), str(self))
        return plain(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BoardError):
        restore(tmp_path / "copy.db", wreck)
    assert (wreck.read_bytes(), Path(f"{wreck}-wal").read_bytes()) == (b"no board at all", b"its journal")
    monkeypatch.setattr(Path, "replace", partialmethod(refuse, error=errno.EBUSY))  # a file that is mounted by itself
    done = restore(tmp_path / "copy.db", wreck)
    assert Board.open(wreck).export_rows() == board.export_rows()
    assert Path(f"{done.kept}-wal").read_bytes() == b"its journal"


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
    assert (tmp_path / "wreck.db.before-restore.bak").read_bytes() == b"no board at all"


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


def test_a_backup_replaces_an_older_copy_of_the_same_board(board, tmp_path):
    copy = tmp_path / "copy.db"
    board.add_rows([row()], what="a", by="me")
    for value in (1, 2):
        board.backup(copy)
        board.add_rows([row(value=value)], what="b", by="me")
    board.undo(None, "me")
    board.backup(copy)
    board.backup(copy)
    assert Board.open(copy).export_rows() == board.export_rows()
    assert Board.open(copy).log() == board.log()


def test_a_backup_replaces_a_copy_that_an_older_version_made(tmp_path):
    old = tmp_path / "copy.db"
    migrations.create(old, migrations=migrations.MIGRATIONS[:2])
    with closing(sqlite3.connect(old)) as conn:
        conn.execute("INSERT INTO batch VALUES (1, '2026-04-03T09:00:00Z', 'me', 'void', 'x', '', NULL, 'x', '', 1)")
        conn.commit()
    shutil.copy(old, tmp_path / "board.db")
    board = Board.open(tmp_path / "board.db")
    board.add_rows([row()], what="a", by="me")
    board.backup(old)
    assert len(Board.open(old).export_rows()) == 1


def test_a_backup_replaces_nothing_but_an_older_copy(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    names = (
        "text.db",
        "other.db",
        "newer.db",
        "undone.db",
        "workspace.db",
        "cut.db",
        "folder.db",
        "pipe.db",
        "link.db",
    )
    text, other, newer, undone, workspace, cut, folder, pipe, link = (tmp_path / name for name in names)
    text.write_text("my notes")
    Board.open(other, create=True).add_rows([row()], what="a", by="me")
    for copy in (newer, undone, workspace, cut):
        board.backup(copy)
    Board.open(newer).add_rows([row(value=2)], what="b", by="me")
    Board.open(undone).undo(None, "me")
    Workspace(workspace).remember({"memo_by": "me"}, "me")
    os.truncate(cut, 20_000)
    folder.mkdir()
    os.mkfifo(pipe)
    link.symlink_to(text)
    kept = {path: path.read_bytes() for path in (text, other, newer, undone, workspace, cut)}
    for path, words in (
        (text, "no copy of a board"),
        (other, "another board"),
        (newer, "holds what this board lacks"),
        (undone, "holds what this board lacks"),
        (workspace, "holds what this board lacks"),
        (cut, "no copy of a board"),
        (folder, "not a file"),
        (pipe, "not a file"),
        (link, "no copy of a board"),
        (Path(os.devnull), "not a file"),
        (Path(f"{board.path}-wal"), "SQLite uses"),
    ):
        with pytest.raises(InputError, match=words) as caught:
            board.backup(path)
        assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in kept} == kept
    assert board.check() == []


def test_a_backup_with_its_arguments_swapped_leaves_the_board(board, tmp_path):
    board.add_rows([row()], what="a", by="me")
    board.backup(tmp_path / "copy.db")
    board.add_rows([row(value=2)], what="b", by="me")
    with pytest.raises(InputError, match="holds what this board lacks"):
        Board.open(tmp_path / "copy.db").backup(board.path)
    assert len(board.log()) == 2
