"""The columns that an export adds, read back: who wrote a row, when, in which batch, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell, Fault, read_number, read_text
from ..file import clock
from .content import unstorable

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST = 2**53  # whole numbers up to here are exact in every form of file
KINDS = ("init", "add", "import", "retract", "void")


@dataclass(frozen=True, slots=True)
class Recorded:
    """When, by whom and in which batch a row was recorded; `batch` is None where the file does not say."""

    at: str
    by: str
    batch: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRow:
    """A batch as an export holds it."""

    batch: int
    at: str
    by: str
    kind: str
    what: str
    board: str = ""
    retracts: int | None = None
    voids: str | None = None
    why: str = ""
    undone: str = ""
    undone_by: str = ""


def recorded(cells: Mapping[str, Cell], at: str, by: str) -> Recorded:
    """The added columns of a row, with `at` and `by` where it has none."""
    return Recorded(stamp(cells, "recorded_at") or at, text(cells, "recorded_by") or by, whole(cells, "batch"))


def batch_row(cells: Mapping[str, Cell]) -> BatchRow:
    """The row of a batch; a Fault names its first fault."""
    batch, at, kind = whole(cells, "batch"), stamp(cells, "at"), text(cells, "kind")
    if batch is None:
        raise Fault("batch", "batch is missing.")
    if not at:
        raise Fault("at", "at is missing.")
    if kind not in KINDS:
        raise Fault("kind", f'kind "{kind}" is not one of {", ".join(KINDS)}.')
    board = text(cells, "board")
    if board not in ("", "public", "example"):
        raise Fault("board", f'board "{board}" is neither public nor example.')
    retracts, voids = whole(cells, "retracts"), text(cells, "voids") or None
    if (kind == "retract") != (retracts is not None):
        raise Fault("retracts", "retracts is the id that a batch of kind retract takes back, else empty.")
    if (kind == "void") != (voids is not None):
        raise Fault("voids", "voids is the claim that a batch of kind void marks, else empty.")
    return BatchRow(
        batch=batch,
        at=at,
        by=text(cells, "by"),
        kind=kind,
        what=text(cells, "what"),
        board=board,
        retracts=retracts,
        voids=voids,
        why=text(cells, "why"),
        undone=stamp(cells, "undone"),
        undone_by=text(cells, "undone_by"),
    )


def whole(cells: Mapping[str, Cell], column: str) -> int | None:
    """A whole number from 1, or None where the cell is empty."""
    found = read_number(cells.get(column), column)
    if found is not None and (found != int(found) or not 1 <= found <= _LARGEST):
        raise Fault(column, f"{column} {found:.15g} is not a whole number from 1.")
    return None if found is None else int(found)


def stamp(cells: Mapping[str, Cell], column: str) -> str:
    """A UTC time as the board writes it, or empty."""
    found = text(cells, column)
    if found and not clock.is_stamp(found):
        raise Fault(column, f'{column} "{found}" is not a UTC time like 2026-04-02T09:30:00Z.')
    return found


def text(cells: Mapping[str, Cell], column: str) -> str:
    """A text, trimmed."""
    found = read_text(cells.get(column))
    if fault := unstorable(column, found):
        raise fault
    return found
