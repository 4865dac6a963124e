"""Rows that are wrong, or made to look wrong, each in a way of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from indicators.store import Board, import_file
from tests.store.samples import row

from .promise import Tell, that

SPOIL: tuple[Callable[[int], dict[str, object]], ...] = (
    lambda n: {"value": f"{n},5"},
    lambda n: {"value": f" {n} "},
    lambda n: {"value": f"{n}e2"},
    lambda n: {"value": f"+{n}"},
    lambda n: {"value": f"{n}\0"},
    lambda n: {"period_start": f"2026-13-{n % 28 + 1:02}"},
    lambda n: {"unit": f"user{n}"},
    lambda n: {"note": f"=cmd|{n}"},
    lambda n: {"url": f"javascript:{n}"},
    lambda n: {"series": f"mau{n}"},
)
READ: dict[int, Callable[[int], float]] = {1: float, 2: lambda n: n * 100.0, 7: lambda _: 7_800_000.0}


def rejected_or_exact(folder: Path, size: int, tell: Tell) -> str:
    """A file of `size` malformed rows: each is rejected with row, column and reason, or read as what was written."""
    board = Board.open(folder / "board.db", create=True)
    columns = [*row(), "label", "note", "url"]
    rows = [row(label=str(n), note="", url="") | SPOIL[n % len(SPOIL)](n) for n in range(1, size + 1)]
    text = "\n".join([",".join(columns), *(",".join(str(r[c]) for c in columns) for r in rows)])
    tell(0, size)
    outcome = import_file(board, text.encode(), "rows.csv", by="me", accept_valid=True)
    wanted = [n for n in range(1, size + 1) if n % len(SPOIL) in READ]
    that(len(outcome.states) == size, f"{len(outcome.states)} of {size} rows were judged")
    that([r.row for r in outcome.rejected] == sorted(set(range(1, size + 1)) - set(wanted)), "other rows were rejected")
    that(all(r.column and r.reason for r in outcome.rejected), "a rejection without column or reason")
    read = {int(r["label"]): r for r in board.export_rows()}
    that(sorted(read) == wanted, "other rows were taken")
    that(all(read[n]["value"] == READ[n % len(SPOIL)](n) for n in read), "a value was altered")
    that(all(read[n]["note"] == f"=cmd|{n}" for n in read if n % len(SPOIL) == 7), "a note was altered")
    tell(size, size)
    rejected = f"{len(outcome.rejected):,} rejected with row, column and reason"
    return f"{size:,} malformed rows: {rejected}, {len(read):,} read exactly"
