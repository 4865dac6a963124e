"""Damage planted in a board, and what `check` says of each: every kind is found, and it says what to do."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from indicators.core.model.errors import BoardError
from indicators.store import Board, Workspace
from tests.store.samples import claim, event, row

from .promise import Tell, that

PAGE = 4096
TO_DO = re.compile(r"`restore`|`show`|`retract|[Nn]ame another file|anew|update Telltale")
EDITS = (  # a statement by force, and what is said of it
    ("UPDATE observation SET value = -1 WHERE id = 2", "Observation 2: value -1 is too small"),
    ("UPDATE observation SET grade = 'sure' WHERE id = 2", 'Observation 2: grade "sure"'),
    ("UPDATE observation SET entity = 'Vidu' WHERE id = 2", "Observation 2 has a key that does not fit"),
    ("UPDATE observation SET note = ' x' WHERE id = 2", "Observation 2 is not in the form"),
    ("UPDATE observation SET recorded_at = 'today' WHERE id = 2", "Row 2 of observation has no valid recorded_at"),
    ("UPDATE observation SET batch = 9 WHERE id = 2", "points to a batch that is not there"),
    ("DELETE FROM observation WHERE id = 2", "Batch 1 says 2 rows and has 1"),
    ("UPDATE batch SET recorded_at = '2026-02-30T09:00:00Z' WHERE id = 1", "Row 1 of batch has no valid recorded_at"),
    ("UPDATE event SET date = 'soon'", "Event 1: date"),
    ("UPDATE claim SET test = '?'", 'Claim "kling-doubles": "?" is not a test'),
    ("UPDATE band SET supports = 'much'", 'Row 1 of band: "much" is not a test'),
    ("UPDATE line SET test = 'never'", 'Row 1 of line: "never" is not a test'),
    ("UPDATE staged SET content = '[{'", "Row 1 of staged holds content that cannot be read"),
    ("UPDATE figure SET shown = ''", "Row 1 of figure holds shown that cannot be read"),
    ("DROP VIEW latest", "The view latest is missing"),
    ("DROP TABLE undo", "The table undo is missing"),
    ("DROP TRIGGER observation_no_delete", "The guard observation_no_delete is missing"),
    ("CREATE TABLE extra (x INTEGER) STRICT", "rows of extra can be overwritten"),
    ("CREATE TABLE loose (x)", "The table loose is not STRICT"),
    ("PRAGMA user_version = 99", "A newer version wrote this board (schema 99"),
    ("PRAGMA user_version = 0", "The schema is 0, not"),
    ("PRAGMA application_id = 7", "is not a Telltale board"),
)
SPOILS = {  # what happens to the bytes of the file
    "a page overwritten": lambda data: data[: PAGE * 12] + b"\xff" * PAGE + data[PAGE * 13 :],
    "every tenth page zeroed": lambda data: b"".join(
        bytes(PAGE) if n % 10 == 9 else data[n * PAGE : (n + 1) * PAGE] for n in range(len(data) // PAGE)
    ),
    "cut in half": lambda data: data[: len(data) // 2],
    "header overwritten": lambda data: b"\0" * 100 + data[100:],
    "emptied": lambda _: b"",
    "text in its place": lambda _: b"no board at all",
}


def filled(path: Path, rows: int = 0) -> Board:
    """A board with something in each of its parts, and `rows` more."""
    board = Board.open(path, create=True)
    board.add_rows([row(), row(entity="Sora")], what="a", by="me")
    board.add_events([event()], what="b", by="me")
    board.add_claims([claim()], what="c", by="me")
    workspace = Workspace(path)
    workspace.set_band("kling.mau_growth", supports=">= 0.05", against="< 0.01", because="x", by="me")
    workspace.set_line("out", metric="runway.months", test=">= 6", because="x", by="me")
    workspace.stage("paste", [{"text": "x"}], "me")
    workspace.keep_figure("f", panel="kling.users", as_of=date(2026, 11, 22), title="t", shown={"a": 1}, by="me")
    if rows:
        board.add_rows([row(label=str(n), note="x" * 300) for n in range(rows)], what="d", by="me")
    return board


def force(board: Board, *statements: str) -> None:
    """Edit the file with its guards taken away and put back, but for what a statement itself takes away."""
    with closing(sqlite3.connect(board.path, isolation_level=None)) as conn:
        guards = conn.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        dropped = " ".join(statements)
        for name, _, _ in guards:
            if f"DROP TRIGGER {name}" not in dropped:
                conn.execute(f'DROP TRIGGER "{name}"')
        for statement in statements:
            conn.execute(statement)
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for name, table, sql in guards:
            if table in tables and f"DROP TRIGGER {name}" not in dropped:
                conn.execute(sql)


def said(board: Board) -> list[str]:
    """What `check` says of a board, as its command does."""
    try:
        return board.check()
    except BoardError as error:
        return [str(error)]


def planted(folder: Path, size: int, tell: Tell) -> str:
    """Plant `size` kinds of damage, each in a sound board: each is found, in a sentence that says what to do."""
    kinds = [*EDITS, *((name, "") for name in SPOILS)]
    kinds = kinds[:: max(1, len(kinds) // size)]
    small, large = filled(folder / "small.db"), filled(folder / "large.db", rows=300)
    that(small.check() + large.check() == [], "a sound board has problems")
    for number, (kind, words) in enumerate(kinds, 1):
        board = Board(folder / f"{number}.db")
        (small if words else large).backup(board.path)
        if words:
            force(board, kind)
        else:
            board.path.write_bytes(SPOILS[kind](board.path.read_bytes()))
        problems = said(board)
        that(any(words in problem for problem in problems), f"{kind}: not found in {problems[:2]}")
        for problem in problems:
            that(
                TO_DO.search(problem) and problem.endswith(".") and "\n" not in problem,
                f"{kind}: what to do? {problem}",
            )
        tell(number, len(kinds))
    return f"{len(kinds)} kinds of planted damage: each found, each with a sentence that says what to do"
