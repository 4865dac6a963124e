"""The board's file: reading it as of a day with all readings, and importing into it, beside plain sqlite3."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import islice
from pathlib import Path

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.evidence.evidence import Evidence
from indicators.core.model.observation import COLUMNS
from indicators.store import Board, import_file
from indicators.store.views.read import KNOWN
from tests.bench import many
from tests.bench.measure import Progress, Result, in_turn, timed

SIZES = {1_000: "1k", 10_000: "10k", 100_000: "100k", 1_000_000: "1M"}
DAY = date(2026, 11, 22)
IMPORTED = 100_000


def as_of(progress: Progress, folder: Path, size: int, rounds: int) -> Iterator[Result]:
    """The as-of frame and every reading, against reading the same rows from a plain table."""
    name = SIZES[size]
    progress.say(f"making a board of {name}")
    board = many.fill(folder / f"{name}.db", size)
    plain = _plain(board, folder / f"{name}-plain.db")
    count = 2 if size == max(SIZES) else max(min(rounds, 2_000_000 // size), 5)
    both = (timed(lambda: _read(board)), timed(lambda: _fetch(plain)))
    ours, floor = in_turn(progress, f"as-of frame and readings, {name}", both, rounds=count)
    yield Result(
        row=f"as_of_{name}",
        what=f"as-of frame and all readings at {size:,} observations",
        against="the same rows, plain sqlite3",
        unit="ms",
        ours=ours,
        floor=floor,
        goal=2.0 if size == max(SIZES) else None,
    )


def _read(board: Board) -> None:
    evidence = Evidence(board.observations(DAY), DAY, board.events(DAY))
    for indicator in registry().values():
        evaluate_on(indicator, evidence)


def _plain(board: Board, path: Path) -> Path:
    """The rows that the frame holds, in a table without anything."""
    rows = board.observations(DAY).itertuples(index=False, name=None)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"CREATE TABLE plain ({', '.join(KNOWN)})")
        conn.executemany(f"INSERT INTO plain VALUES ({', '.join('?' * len(KNOWN))})", rows)  # noqa: S608 - names of our own
        conn.commit()
    return path


def _fetch(path: Path) -> None:
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("SELECT * FROM plain").fetchall()


def importing(progress: Progress, folder: Path, rounds: int) -> Iterator[Result]:
    """A file of valid rows into an empty board, against executemany into the same table."""
    file = folder / "import.csv"
    rows = list(islice(many.rows(), IMPORTED))
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    tuples = list(many.stored(iter(rows)))
    numbers = iter(range(10_000))

    def ours() -> None:
        board = Board.open(folder / f"import-{next(numbers)}.db", create=True)
        outcome = import_file(board, file, by="bench")
        assert outcome.new == IMPORTED, outcome.rejected[:3]

    def floor() -> None:
        board = Board.open(folder / f"import-{next(numbers)}.db", create=True)
        with closing(sqlite3.connect(board.path, isolation_level=None)) as conn:
            conn.execute("PRAGMA synchronous = FULL")
            conn.execute("BEGIN IMMEDIATE")
            conn.execute(
                "INSERT INTO batch (id, recorded_at, recorded_by, kind, what, row_count) "
                "VALUES (1, ?, 'x', 'add', 'x', 1)",
                [many.RECORDED],
            )
            conn.executemany(many.INSERT, tuples)
            conn.execute("COMMIT")

    a, b = in_turn(
        progress, "import of 100,000 rows", (timed(ours), timed(floor)), rounds=min(max(rounds // 5, 3), 5), warm=0
    )
    yield Result(
        row="import",
        what=f"import of {IMPORTED:,} valid rows (CSV)",
        against="executemany, same table, indexes and triggers",
        unit="ms",
        ours=a,
        floor=b,
        goal=4.0,
    )
