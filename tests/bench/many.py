"""Boards of any size: many companies with monthly numbers of every series, every fifth revised."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from indicators import registry
from indicators.core.calendars import months_period
from indicators.core.observation import COLUMNS
from indicators.core.series import SERIES, Series, key_unit
from indicators.store import Board

MONTHS = 24
OWN = tuple(dict.fromkeys(i.entity for i in registry().values()))
EVERY = 5  # one in so many is revised a month later
Row = dict[str, Any]


def rows() -> Iterator[Row]:
    """Valid observations without end, one for each key: the catalogue's own companies first, then ever more others."""
    names = (*OWN, *(f"Company {n:05}" for n in range(10**6)))
    for name in names:
        for kind in SERIES.values():
            if kind.id != "fx" and kind.entity in ("", None, name):
                yield from _monthly(kind, name)


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


def fill(path: Path, count: int) -> Board:
    """A board with `count` observations, written straight into its table as one batch."""
    board = Board.open(path, create=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(
            "INSERT INTO batch (id, recorded_at, recorded_by, kind, what, row_count) "
            "VALUES (1, ?, 'bench', 'add', 'x', ?)",
            [RECORDED, count],
        )
        conn.executemany(INSERT, stored(islice(revised(rows()), count)))
        conn.execute("COMMIT")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return board


RECORDED = "2026-11-20T00:00:00Z"
_INTO = ("id", *COLUMNS, "key", "recorded_at", "recorded_by", "batch")
INSERT = f"INSERT INTO observation ({', '.join(_INTO)}) VALUES ({', '.join('?' * len(_INTO))})"  # noqa: S608 - names of our own


def revised(found: Iterator[Row]) -> Iterator[Row]:
    """The rows, every fifth followed by its revision."""
    for n, row in enumerate(found):
        yield row
        if n % EVERY == 0:
            later = date.fromisoformat(row["published_on"]) + timedelta(30)
            yield row | {"published_on": later.isoformat(), "note": "revised"}


def stored(found: Iterator[Row]) -> Iterator[tuple[Any, ...]]:
    """Rows as the table holds them."""
    for id_, row in enumerate(found, start=1):
        names = ("series", "entity", "basis", "period_start", "period_end", "age_days", "label")
        key = json.dumps([*(row[name] for name in names), key_unit(row["unit"])], ensure_ascii=False)
        yield (id_, *(row[name] for name in COLUMNS), key, RECORDED, "bench", 1)
