"""The rows that a journal alone holds, read from the pages that it has of a file that is gone.

A leaf of a table holds whole rows. Each leaf that the journal lays over the file is shown to SQLite as the root of a
table of its own, so that SQLite itself reads the rows, with the overflow pages that the journal holds as well.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ..core.observation import COLUMNS
from . import clock
from .content import RECORDED, SHEETS
from .identity import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[Any, ...]

_LEAF = 0x0D  # the first byte of a table's leaf
_COUNT = slice(28, 32)  # where the first page says how many pages the file has
_TYPES = {"INTEGER": int, "TEXT": str, "REAL": float, "BLOB": bytes}
_PARTS = {"observation": "observations", "event": "events", "claim": "claims", "series": "series"}
_STAMPS = ("recorded_at", "undone_at")


def only_in(together: Path, path: Path) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """What the journal of `together` (a copy of the file `path` with the journal beside it) holds that `path` lacks.

    The rows by part, in the columns of an import, and the number of other rows, which an import does not take.
    """
    found: dict[str, list[dict[str, Any]]] = {part: [] for part in _PARTS.values()}
    others = 0
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with TemporaryDirectory() as folder, closing(sqlite3.connect(uri, uri=True)) as alone:
        laid = Path(folder) / "laid.db"
        pages = _leaves(together, path, laid, alone.execute("PRAGMA page_size").fetchone()[0])
        for name in tables_of(alone, "main"):
            table = _Table.of(alone, name)
            rows = _rows(alone, table, pages, laid)
            if name in _PARTS:
                found[_PARTS[name]] = [table.entered(row) for row in rows]
            else:
                others += len(rows)
    return found, others


def _leaves(together: Path, path: Path, laid: Path, size: int) -> list[int]:
    """Lay the journal's pages over the file's in `laid`; the leaves among those that differ, by number."""
    try:
        with closing(sqlite3.connect(together)) as source, closing(sqlite3.connect(laid)) as copy:
            source.backup(copy)  # of pages, which it does not look into
    except sqlite3.DatabaseError:  # the first page itself makes no sense
        return []
    over, under = laid.read_bytes(), path.read_bytes()
    starts = range(size, len(over), size)
    return [at // size + 1 for at in starts if over[at] == _LEAF and over[at : at + size] != under[at : at + size]]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table by its SQL, its stored columns with the type of each, and those that are never empty."""

    name: str
    sql: str
    columns: dict[str, type]
    required: frozenset[str]

    @classmethod
    def of(cls, conn: sqlite3.Connection, name: str) -> _Table:
        sql = conn.execute("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", [name]).fetchone()[0]
        info = conn.execute(f'PRAGMA table_info("{name}")').fetchall()
        columns = {column: _TYPES[kind] for (_, column, kind, *_) in info}
        return cls(name, sql, columns, frozenset(c for (_, c, _, required, _, key) in info if required or key))

    @property
    def select(self) -> str:
        names = ", ".join(f'"{column}"' for column in self.columns)
        return f'SELECT {names} FROM "{self.name}" NOT INDEXED'  # noqa: S608 - names of the file's schema

    def fits(self, row: Row) -> bool:
        """Whether these can be the fields of a row: a leaf does not say which table it is of."""
        for (column, kind), value in zip(self.columns.items(), row, strict=True):
            if not (column not in self.required if value is None else isinstance(value, kind)):
                return False
            if column in _STAMPS and not clock.is_stamp(value):
                return False
        return True

    def likeness(self, row: Row) -> Row:
        """The row without what another machine may have numbered differently."""
        first = next(iter(self.columns))
        return tuple(v for c, v in zip(self.columns, row, strict=True) if c not in (first, "batch"))

    def entered(self, row: Row) -> dict[str, Any]:
        """The row in the columns of an import."""
        part = _PARTS[self.name]
        wanted = COLUMNS if part == "observations" else [c for c in SHEETS[part] if c not in RECORDED]
        cells = dict(zip(self.columns, row, strict=True))
        return {column: cells[column] for column in wanted}


def _rows(alone: sqlite3.Connection, table: _Table, pages: list[int], laid: Path) -> list[Row]:
    """The rows of a table on these pages that the file lacks, in the order of their numbers."""
    known = {table.likeness(row) for row in alone.execute(table.select)} if pages else set()
    found: dict[Row, Row] = {}
    for page in pages:
        for row in _shown(table, page, laid):
            if table.fits(row) and table.likeness(row) not in known:
                found[table.likeness(row)] = row
    return sorted(found.values())


def _shown(table: _Table, page: int, laid: Path) -> Iterator[Row]:
    """What SQLite reads with a page as the root of the table, as far as it makes sense."""
    plan = laid.with_name("plan.db")
    plan.unlink(missing_ok=True)
    data = laid.stat().st_size
    try:
        with laid.open("rb+") as file:
            size = int.from_bytes(file.read(18)[16:], "big")
            size = 1 << 16 if size == 1 else size
            with closing(sqlite3.connect(plan, isolation_level=None)) as conn:
                conn.execute(f"PRAGMA page_size = {size}")
                conn.execute(table.sql)
                conn.execute("PRAGMA writable_schema = ON")
                conn.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", [page, table.name])
            first = bytearray(plan.read_bytes()[:size])
            first[_COUNT] = (data // size).to_bytes(4, "big")
            file.seek(0)
            file.write(first)
        with closing(sqlite3.connect(laid)) as conn:
            yield from conn.execute(table.select)
    except sqlite3.DatabaseError:
        return
