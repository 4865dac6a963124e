"""The check finds what is wrong with a board that somebody edited by force."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from .rows import claim, event, row


@pytest.fixture
def filled(board):
    board.add_rows([row(), row(entity="Sora")], what="a", by="me")
    board.add_events([event()], what="b", by="me")
    board.add_claims([claim()], what="c", by="me")
    assert board.check() == []
    return board


def force(board, *statements):
    """Edit the file with its guards taken away and put back."""
    with closing(sqlite3.connect(board.path, isolation_level=None)) as conn:
        guards = conn.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _, _ in guards:
            conn.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            conn.execute(statement)
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for _, table, sql in guards:
            if table in tables:
                conn.execute(sql)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE observation SET value = -1 WHERE id = 2", "Observation 2: value -1 is too small"),
        ("UPDATE observation SET grade = 'sure' WHERE id = 2", 'Observation 2: grade "sure"'),
        ("UPDATE observation SET entity = 'Vidu' WHERE id = 2", "Observation 2 has a key that does not fit"),
        ("UPDATE observation SET note = ' x' WHERE id = 2", "Observation 2 is not in the form"),
        ("UPDATE observation SET recorded_at = 'today' WHERE id = 2", "Observation 2 has no valid recorded_at"),
        ("UPDATE observation SET batch = 9 WHERE id = 2", "points to a batch that is not there"),
        ("DELETE FROM observation WHERE id = 2", "Batch 1 says 2 rows and has 1"),
        ("UPDATE event SET date = 'soon'", "Event 1: date"),
        ("UPDATE claim SET test = '?'", 'Claim "kling-doubles": "?" is not a test'),
        ("DROP VIEW latest", "The view latest is missing"),
        ("DROP TABLE undo", "The table undo is missing"),
        ("CREATE TABLE extra (x INTEGER) STRICT", "rows of extra can be overwritten"),
        ("PRAGMA user_version = 0", "The schema is 0, not"),
    ],
)
def test_an_edit_by_force_is_found(filled, statement, words):
    force(filled, statement)
    assert any(words in problem for problem in filled.check())


def test_a_missing_guard_is_found(filled):
    with closing(sqlite3.connect(filled.path)) as conn:
        conn.execute("DROP TRIGGER observation_no_delete")
    assert filled.check() == ["The guard observation_no_delete is missing: rows of observation can be overwritten."]


def test_many_problems_of_a_sort_are_counted(board):
    board.add_rows([row(label=str(n)) for n in range(50)], what="a", by="me")
    force(board, "UPDATE observation SET unit = 'heads'")
    problems = board.check()
    assert len(problems) == 21
    assert problems[-1] == "There are 30 more problems of this sort."
