"""Schema 2: what users set beside the numbers. Every change is a row; the newest row of a name holds.

Bands and exit triggers, what is not to be had, remembered fields, staged imports, and the figures and memos that were
handed out, bytes included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .schema_v1 import guard

if TYPE_CHECKING:
    from sqlite_utils import Database

_WHO = "recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL"

TABLES = {
    # an empty `supports` gives the metric its own bands back
    "band": f"""
        id INTEGER PRIMARY KEY, metric TEXT NOT NULL, supports TEXT NOT NULL, against TEXT NOT NULL,
        because TEXT NOT NULL, {_WHO}""",
    # an empty `test` takes the exit trigger away
    "line": f"""
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, metric TEXT NOT NULL, test TEXT NOT NULL, because TEXT NOT NULL,
        {_WHO}""",
    # about the next number of a series and entity: not obtainable, not published yet, or asked for again
    "mark": f"""
        id INTEGER PRIMARY KEY, series TEXT NOT NULL, entity TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('not obtainable', 'not published', 'skipped', 'asked again')),
        period_end TEXT NOT NULL, because TEXT NOT NULL, {_WHO}""",
    "setting": f"id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, {_WHO}",
    "staged": f"""
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, content TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('waiting', 'taken', 'dropped')), {_WHO}""",
    "figure": f"""
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, panel TEXT NOT NULL, as_of TEXT NOT NULL, title TEXT NOT NULL,
        shown TEXT NOT NULL, {_WHO}""",
    "memo": f"""
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, format TEXT NOT NULL, as_of TEXT NOT NULL, title TEXT NOT NULL,
        shown TEXT NOT NULL, bytes BLOB NOT NULL, {_WHO}""",
    # the levels at which a call would flip, as they stood before the number came
    "print": f"""
        id INTEGER PRIMARY KEY, series TEXT NOT NULL, entity TEXT NOT NULL, basis TEXT NOT NULL,
        period_end TEXT NOT NULL, levels TEXT NOT NULL, observation INTEGER NOT NULL, {_WHO}""",
}


def extend(db: Database) -> None:
    """Add the tables, each append-only."""
    for name, columns in TABLES.items():
        db.execute(f'CREATE TABLE "{name}" ({columns}\n) STRICT')
        guard(db, name)
