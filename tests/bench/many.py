"""Boards of any size: many companies with every series, what a team fills, and one of many vintages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import count as counting
from itertools import islice
from pathlib import Path
from typing import Any

from indicators import registry
from indicators.core.evidence.reads import reads_of
from indicators.core.model.calendars import months_period
from indicators.core.model.catalogue import all_series
from indicators.core.model.observation import COLUMNS, key_of
from indicators.core.model.series import Series
from indicators.core.readings import peers
from indicators.store import Board, init

MONTHS = 24
OWN = tuple(dict.fromkeys(i.entity for i in registry().values()))
EVERY = 5  # one in so many is revised a month later
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """Valid observations without end, one for each key: the catalogue's own companies first, then ever more others."""
    names = (*OWN, *(f"Company {n:05}" for n in range(10**6)))
    for name in names:
        for kind in all_series().values():
            if kind.id != "fx" and kind.entity in ("", None, name):
                yield from _monthly(kind, name)


def team() -> Iterator[Row]:
    """A board that a team and its sources fill: what the readings use, and beside it what none of them asks for."""
    yield from revised(own())
    yield from revised(others())


def vintages() -> Iterator[Row]:
    """A board of many vintages: the numbers that the readings use, published again and again, a little higher."""
    numbers = list(own())
    for again in counting():
        for row in numbers:
            published = min(date.fromisoformat(row["published_on"]) + timedelta(again), LAST)
            size = 1 + again / 10_000
            more = {n: row[n] and row[n] * size for n in ("value", "low", "high")} if row["unit"] == "USD" else {}
            yield row | more | {"published_on": published.isoformat(), "note": f"vintage {again}"}


def own() -> Iterator[Row]:
    """The numbers of the catalogue's own companies."""
    for name in OWN:
        for kind in all_series().values():
            if kind.id != "fx" and kind.entity in ("", None, name):
                yield from _monthly(kind, name)


def others() -> Iterator[Row]:
    """Numbers without end of series that no reading asks for of every entity; four bases each."""
    asked = (reads_of(registry().values()) | peers.READS).series
    for n in counting():
        for kind in all_series().values():
            if kind.id not in asked and not kind.entity and not kind.assumption:
                for panel in range(4):
                    for row in _monthly(kind, f"Company {n:05}"):
                        yield row | {"basis": f"panel {panel}", "source": f"Source {(n + panel) % 40}"}


def _monthly(kind: Series, name: str) -> Iterator[Row]:
    for n in range(MONTHS):
        period = months_period(2024 + (10 + n) // 12, (10 + n) % 12 + 1)
        yield {
            "series": kind.id,
            "entity": name,
            "basis": "generated panel",
            "period_start": period.start.isoformat(),
            "period_end": period.end.isoformat(),
            "age_days": 30 if kind.aged else None,
            "unit": "USD" if kind.money else kind.units[0],
            "published_on": (period.end + timedelta(45)).isoformat(),
            "source": "The benchmark",
            "url": "",
            "rights": "public",
            "label": "",
            "note": "",
            **_number(kind, n),
        }


def _number(kind: Series, n: int) -> Row:
    if kind.low is not None and kind.low == kind.high:
        return {"value": kind.low, "low": None, "high": None, "grade": "reported"}
    small = kind.high is not None
    value = round(0.2 + 0.01 * n, 4) if small else float(1_000 + 10 * n)
    if kind.assumption:
        return {"value": None, "low": value, "high": value * 1.5, "grade": "assumption"}
    return {"value": value, "low": None, "high": None, "grade": "estimate"}


def fill(path: Path, count: int, found: Iterator[Row] | None = None) -> Board:
    """A board with `count` observations, written straight into its table as one batch.

    With `found` its rows are these, beside the public record and its claims.
    """
    if found is not None:
        init(path)
    board = Board.open(path, create=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        held, batch = (
            conn.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]  # noqa: S608 - names of our own
            for table in ("observation", "batch")
        )
        conn.execute(
            "INSERT INTO batch (id, recorded_at, recorded_by, kind, what, row_count) "
            "VALUES (?, ?, 'bench', 'add', 'x', ?)",
            [batch + 1, RECORDED, count],
        )
        rows_ = islice(revised(rows()) if found is None else found, count - held)
        conn.executemany(INSERT, stored(rows_, held + 1, batch + 1))
        conn.execute("COMMIT")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return board


RECORDED = "2026-11-20T00:00:00Z"
LAST = date(2026, 11, 20)
_INTO = ("id", *COLUMNS, "key", "recorded_at", "recorded_by", "batch")
INSERT = f"INSERT INTO observation ({', '.join(_INTO)}) VALUES ({', '.join('?' * len(_INTO))})"  # noqa: S608 - names of our own


def revised(found: Iterator[Row]) -> Iterator[Row]:
    """The rows, every fifth followed by its revision."""
    for n, row in enumerate(found):
        yield row
        if n % EVERY == 0:
            later = date.fromisoformat(row["published_on"]) + timedelta(30)
            yield row | {"published_on": later.isoformat(), "note": "revised"}


def stored(found: Iterator[Row], first: int = 1, batch: int = 1) -> Iterator[tuple[Any, ...]]:
    """Rows as the table holds them."""
    for id_, row in enumerate(found, start=first):
        key = json.dumps(key_of(row), ensure_ascii=False)
        yield (id_, *(row[name] for name in COLUMNS), key, RECORDED, "bench", batch)
