"""The rows that a journal alone holds, read from the pages that it has of a file that is gone.

A leaf of a table holds whole rows. Each leaf that the journal lays over the file is shown to SQLite as the root of a
table of its own, so that SQLite itself reads the rows, with the overflow pages that the journal holds as well.
"""

from __future__ import annotations

import shutil
import sqlite3
import struct
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from ...core.model.observation import COLUMNS
from ..rows.content import RECORDED, SHEETS
from . import clock
from .identity import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[Any, ...]

_LEAF = 0x0D  # the first byte of a table's leaf
_WAL, _FRAME = 32, 24  # bytes before the first frame of a journal, and before the page in each
_COUNT = slice(28, 32)  # where the first page says how many pages the file has
_TYPES = {"INTEGER": int, "TEXT": str, "REAL": float, "BLOB": bytes}
_PARTS = {"observation": "observations", "event": "events", "claim": "claims", "series": "series"}
_MORE = "past_the_end"
_STAMPS = ("recorded_at", "undone_at")


def only_in(wal: Path, path: Path) -> tuple[dict[str, list[dict[str, Any]]], int]:
    """What the journal `wal` of some file holds that the file `path` lacks.

    The rows by part, in the columns of an import, those of an undone batch left out, and the number of other acts.
    """
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with TemporaryDirectory() as folder, closing(sqlite3.connect(uri, uri=True)) as alone:
        laid = Path(folder) / "laid.db"
        pages = _leaves(wal, path, laid)
        tables = {name: _Table.of(alone, name) for name in tables_of(alone, "main")}
        rows = {name: _rows(alone, table, pages, laid) for name, table in tables.items()}
    undone = {tables["undo"].cells(row)["batch"] for row in rows.get("undo", ())}
    found = {
        part: [tables[name].entered(row) for row in rows[name] if tables[name].cells(row).get("batch") not in undone]
        for name, part in _PARTS.items()
    }
    others = (tables[name].is_act(row) for name, listed in rows.items() if name not in _PARTS for row in listed)
    return found, sum(others)


def _leaves(wal: Path, path: Path, laid: Path) -> list[int]:
    """Lay the journal's pages over the file's in `laid`; the leaves among them, by number."""
    pages = _pages(wal.read_bytes())
    if not pages:
        return []
    shutil.copyfile(path, laid)
    with laid.open("rb+") as file:
        for number, page in pages.items():
            file.seek(len(page) * (number - 1))
            file.write(page)
    return sorted(number for number, page in pages.items() if number > 1 and page[0] == _LEAF)


def _pages(data: bytes) -> dict[int, bytes]:
    """The pages of a journal as its last commit left them, by number."""
    size, _, *salts = struct.unpack_from(">4I", data, 8)
    found: dict[int, bytes] = {}
    open_: dict[int, bytes] = {}
    for at in range(_WAL, len(data) - size - _FRAME + 1, size + _FRAME):
        number, commit, *salted = struct.unpack_from(">4I", data, at)
        if salted != salts:  # left from before the journal was begun anew
            break
        open_[number] = data[at + _FRAME : at + _FRAME + size]
        if commit:
            found |= open_
            open_ = {}
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    """A table by its stored columns with the type of each, and those that are never empty."""

    name: str
    columns: dict[str, str]
    required: frozenset[str]

    @classmethod
    def of(cls, conn: sqlite3.Connection, name: str) -> _Table:
        """As the file has it."""
        info = conn.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
        columns = {column: kind for (_, column, kind, *_) in info}
        return cls(name, columns, frozenset(c for (_, c, _, required, _, key, _) in info if required or key))

    @property
    def plain(self) -> str:
        """SQL that makes it without its rules, and with one column more, which no row of it has."""
        first, *rest = self.columns.items()
        columns = [f'"{first[0]}" INTEGER PRIMARY KEY', *(f'"{name}" {kind}' for name, kind in rest), f"{_MORE} ANY"]
        return f'CREATE TABLE "{self.name}" ({", ".join(columns)}) STRICT'

    def select(self, *more: str) -> str:
        """SQL for its rows."""
        names = ", ".join([*(f'"{column}"' for column in self.columns), *more])
        return f'SELECT {names} FROM "{self.name}" NOT INDEXED'  # noqa: S608 - names of the file's schema

    def fits(self, row: Row) -> bool:
        """Whether these can be the fields of a row: a leaf does not say which table it is of."""
        for (column, kind), value in zip(self.columns.items(), row, strict=True):
            if not (column not in self.required if value is None else isinstance(value, _TYPES[kind])):
                return False
            if column in _STAMPS and not clock.is_stamp(value):
                return False
        return True

    def likeness(self, row: Row) -> Row:
        """The row without what another machine may have numbered differently."""
        first = next(iter(self.columns))
        return tuple(v for c, v in zip(self.columns, row, strict=True) if c not in (first, "batch"))

    def is_act(self, row: Row) -> bool:
        """Whether a row is more than the batch of rows that are told apart anyway."""
        return self.name != "batch" or self.cells(row)["kind"] in ("retract", "void")

    def cells(self, row: Row) -> dict[str, Any]:
        """The row by column."""
        return dict(zip(self.columns, row, strict=True))

    def entered(self, row: Row) -> dict[str, Any]:
        """The row in the columns of an import."""
        part = _PARTS[self.name]
        wanted = COLUMNS if part == "observations" else [c for c in SHEETS[part] if c not in RECORDED]
        cells = self.cells(row)
        return {column: cells[column] for column in wanted}


def _rows(alone: sqlite3.Connection, table: _Table, pages: list[int], laid: Path) -> list[Row]:
    """The rows of a table on these pages that the file lacks, in the order of their numbers."""
    known = {table.likeness(row) for row in alone.execute(table.select())} if pages else set()
    found: dict[Row, Row] = {}
    for page in pages:
        for row in _shown(table, page, laid):
            if table.likeness(row) not in known:
                found[table.likeness(row)] = row
    return sorted(found.values())


def _shown(table: _Table, page: int, laid: Path) -> Iterator[Row]:
    """The rows that SQLite reads with a page as the root of the table, as far as they can be the table's."""
    plan = laid.with_name("plan.db")
    plan.unlink(missing_ok=True)
    data = laid.stat().st_size
    try:
        with laid.open("rb+") as file:
            size = int.from_bytes(file.read(18)[16:], "big")
            size = 1 << 16 if size == 1 else size
            with closing(sqlite3.connect(plan, isolation_level=None)) as conn:
                conn.execute(f"PRAGMA page_size = {size}")
                conn.execute(table.plain)
                conn.execute("PRAGMA writable_schema = ON")
                conn.execute("UPDATE sqlite_schema SET rootpage = ? WHERE name = ?", [page, table.name])
            first = bytearray(plan.read_bytes()[:size])
            first[_COUNT] = (data // size).to_bytes(4, "big")
            file.seek(0)
            file.write(first)
        with closing(sqlite3.connect(laid)) as conn:
            for *row, more in conn.execute(table.select(_MORE)):
                if more is None and table.fits(tuple(row)):
                    yield tuple(row)
    except sqlite3.DatabaseError:
        return
