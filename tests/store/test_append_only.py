"""Nothing that was written can be changed or removed, by whatever tool opens the file."""

# ruff: noqa: S608 - the names of tables are those of this file
from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from .samples import claim, event, row

TABLES = ["batch", "undo", "observation", "event", "claim", "series"]


@pytest.fixture
def filled(board):
    board.add_rows([row()], what="a", by="me")
    board.add_events([event()], what="b", by="me")
    board.add_claims([claim()], what="c", by="me")
    board.add_series([{"id": "videos", "title": "Videos", "units": "videos"}], by="me")
    board.retract(1, "typo", "me")
    board.undo(None, "me")
    return board


@pytest.mark.parametrize("recursive", ["ON", "OFF"])  # with OFF, REPLACE would not fire the guard against DELETE
@pytest.mark.parametrize("table", TABLES)
def test_update_delete_and_replace_are_refused(filled, table, recursive):
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA recursive_triggers = {recursive}")
        columns = [c[1] for c in conn.execute(f"PRAGMA table_info({table})")]
        before = conn.execute(f"SELECT * FROM {table}").fetchall()
        assert before
        copy = f"INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns)} FROM {table}"
        for statement in (
            f"UPDATE {table} SET {columns[1]} = {columns[1]}",
            f"DELETE FROM {table}",
            f"INSERT OR REPLACE {copy}",
            f"REPLACE {copy}",
            f"INSERT OR IGNORE {copy}",
            f"UPDATE OR REPLACE {table} SET {columns[0]} = 1",
            f"INSERT {copy} WHERE true ON CONFLICT DO UPDATE SET {columns[1]} = {columns[1]}",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                conn.execute(statement)
        assert conn.execute(f"SELECT * FROM {table}").fetchall() == before


def test_every_table_is_strict_and_guarded(filled):
    with closing(sqlite3.connect(filled.path)) as conn:
        strict = {name: flag for _, name, kind, _, _, flag in conn.execute("PRAGMA table_list") if kind == "table"}
        guards = [name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")]
    tables = {name for name in strict if not name.startswith("sqlite_")}
    assert tables >= set(TABLES)
    assert all(strict[name] for name in tables)
    assert sorted(guards) == sorted(f"{t}_no_{act}" for t in tables for act in ("update", "delete", "replace"))


def test_a_text_is_refused_where_a_number_belongs(filled):
    with closing(sqlite3.connect(filled.path)) as conn, pytest.raises(sqlite3.IntegrityError, match="REAL"):
        conn.execute(
            "INSERT INTO observation (series, entity, basis, period_start, period_end, value, unit, grade, source, url,"
            " rights, label, note, recorded_at, recorded_by, batch, key)"
            " VALUES ('mau', '', '', '', '', 'many', '', '', '', '', '', '', '', '', '', 1, '')"
        )
