"""Which board a file is, and whether one holds all that another does."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from .schema import schema_v3

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

# hold of a copy what nothing else in it hangs on: the numbers, events and claims hang on their batch
ACTS = ("batch", "undo", "series", "band", "line", "mark", "setting", "staged", "figure", "memo", "print")


def identity_of(db: Database) -> str:
    """The board's identity, that which an older schema would be given; "" of an older board without a batch."""
    tables = db.table_names()
    if "identity" in tables:
        found = db.execute("SELECT uuid FROM identity").fetchone()
        return str(found[0]) if found else ""
    if "batch" in tables and db.execute("SELECT 1 FROM batch").fetchone():
        return schema_v3.identity(db)
    return ""


def tables_of(conn: sqlite3.Connection, schema: str) -> list[str]:
    """The tables of an attached file, SQLite's own left out."""
    sql = f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"  # noqa: S608 - our own name
    return [name for (name,) in conn.execute(sql)]


def lacks(conn: sqlite3.Connection, part: str, whole: str, tables: Iterable[str]) -> bool:
    """Whether the attached file `whole` lacks a row that `part` has in one of `tables`.

    Rows only ever come, so of two states of one board the later lacks nothing. A missing table or column is a lack.
    """
    there = set(tables_of(conn, whole))
    for table in tables:
        columns, known = (_columns(conn, schema, table) for schema in (part, whole))
        if table not in there or not set(columns) <= set(known):
            return True
        names = ", ".join(f'"{column}"' for column in columns)
        sql = f'SELECT {names} FROM {part}."{table}" EXCEPT SELECT {names} FROM {whole}."{table}" LIMIT 1'  # noqa: S608 - names of the file's schema
        if conn.execute(sql).fetchone():
            return True
    return False


def _columns(conn: sqlite3.Connection, schema: str, table: str) -> list[str]:
    """The columns of a table that are stored as they came."""
    return [name for (_, name, *_) in conn.execute(f'PRAGMA {schema}.table_info("{table}")')]
