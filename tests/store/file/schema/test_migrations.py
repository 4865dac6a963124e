"""From any earlier schema to this one, with a copy kept, and never half way."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board
from indicators.store.file.connection import reading
from indicators.store.file.schema import migrations

from ...samples import row, values


def add_reminders(db):
    """A migration as a later version may bring it."""
    db.execute("CREATE TABLE reminder (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
    migrations.schema_v1.guard(db, "reminder")


def fail_half_way(db):
    add_reminders(db)
    raise sqlite3.OperationalError("no more room")


LATER = (*migrations.MIGRATIONS, add_reminders)


def version(path):
    with reading(path) as db:
        return migrations.version_of(db, path)


@pytest.mark.parametrize("seen", range(1, len(migrations.MIGRATIONS) + 1))
def test_every_earlier_schema_opens_as_this_one(tmp_path, seen):
    path = tmp_path / "board.db"
    migrations.create(path, migrations=migrations.MIGRATIONS[:seen])
    assert Board.open(path).version == len(migrations.MIGRATIONS)
    assert Board.open(path).check() == []


def test_an_older_board_is_migrated_after_a_copy_was_kept(board):
    board.add_rows([row()], what="a", by="me")
    migrations.ready(board.path, LATER)
    assert version(board.path) == len(LATER)
    (kept,) = board.path.parent.glob(f"board.db.before-v{len(LATER)}-*.bak")
    assert values(Board.open(kept).observations()) == values(Board(board.path).observations()) == [7_800_000.0]
    assert version(kept) == len(LATER) - 1
    migrations.ready(board.path, LATER)
    assert len(list(board.path.parent.glob("*.bak"))) == 1


def test_a_migration_that_fails_leaves_the_board_as_it_was(board):
    board.add_rows([row()], what="a", by="me")
    with pytest.raises(BoardError, match="no more room"):
        migrations.ready(board.path, (*migrations.MIGRATIONS, fail_half_way))
    assert board.version == len(migrations.MIGRATIONS)
    assert board.check() == []
    with closing(sqlite3.connect(board.path)) as conn:
        assert conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'reminder'").fetchone() == (0,)


def test_a_board_of_a_newer_version_is_refused_and_left_untouched(board):
    migrations.ready(board.path, LATER)
    before = board.path.read_bytes()
    with pytest.raises(BoardError, match="newer version") as caught:
        Board.open(board.path)
    assert caught.value.exit_code == 4
    assert board.path.read_bytes() == before


def test_two_that_open_an_older_board_at_once_migrate_it_once(board):
    board.add_rows([row()], what="a", by="me")
    barrier = threading.Barrier(4)

    def open_it(_):
        barrier.wait()
        migrations.ready(board.path, LATER)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_it, range(4)))
    assert version(board.path) == len(LATER)
    assert values(Board(board.path).observations()) == [7_800_000.0]
