"""A board as it was recorded by a moment: the later rows of every table are out of sight, undos and retractions too.

Names in a query find the temporary views made here before the tables and views of the file, so that every question the
board answers is answered of that moment without knowing it.
"""

# ruff: noqa: S608 - names from the file's own schema, and a time in the one form that the board writes
from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.model.errors import InputError
from .clock import is_stamp
from .moment import TIMES

if TYPE_CHECKING:
    import sqlite3

_NAMES = "SELECT name, sql FROM main.sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY rowid"


def rewind(conn: sqlite3.Connection, until: str) -> None:
    """Hide what was recorded after the second `until` (UTC, ending in Z). InputError where it is no such time."""
    if not is_stamp(until):
        raise InputError(f'"{until}" is not a UTC time like 2026-04-02T09:30:00Z.')
    for name, _ in conn.execute(_NAMES, ["table"]).fetchall():
        columns = {row[1] for row in conn.execute("SELECT * FROM pragma_table_xinfo(?)", [name])}
        time = next((column for column in TIMES if column in columns), None)
        if time is not None:
            conn.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM main."{name}" WHERE {time} <= \'{until}\'')
    for _, sql in conn.execute(_NAMES, ["view"]).fetchall():
        conn.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
