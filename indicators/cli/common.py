"""What the commands share: the board that was named, the day, and the form of an answer."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from .options import day
from .program import complain

if TYPE_CHECKING:
    from ..core.entry.validate import Rejection
    from ..store import Board, Outcome

Result = tuple[dict[str, Any], str, int]  # what --json prints, what a person reads, and the exit code


def moment(text: str) -> str:
    """A day, or a UTC time like 2026-11-22T09:30:00Z."""
    from ..store import is_stamp  # noqa: PLC0415 - see open_for

    return text if is_stamp(text) else day(text).isoformat()


def today() -> date:
    """The UTC day."""
    return datetime.now(UTC).date()


def open_for(options: Namespace) -> Board:
    """The board that was named, or the default one, made where it is missing."""
    from ..store import Board, open_board  # noqa: PLC0415 - a wrong call, and `list`, need no store

    board = open_board(tell=complain) if options.board is None else Board.open(options.board)
    until = options.recorded_by or ""
    return board.recorded_by(f"{until}T23:59:59Z" if until and "T" not in until else until)


def with_warnings(text: str, outcome: Outcome) -> str:
    """What was done, and what gives pause; a warning about a row names it."""
    return "\n".join((text, *map(warned, outcome.warnings)))


def warned(warning: Rejection) -> str:
    """A warning as a line."""
    return f"warning, row {warning.row}, {warning.column}: {warning.reason}" if warning.row else warning.reason
