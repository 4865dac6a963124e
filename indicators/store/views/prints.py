"""Before the print, kept: the levels that stood before a number came, for whatever writes numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...core.review.ahead.came import came, levels
from ...core.review.ahead.flips import Print
from ..desk import Desk

if TYPE_CHECKING:
    from ..board import Board


def keep(board: Board, expected: Iterable[Print], rows: Iterable[Mapping[str, object]], by: str) -> int:
    """Keep the levels of each row that had been expected; how many there were."""
    desk, found = Desk(board.path), came(expected, rows)
    for stood, row in found:
        desk.keep_print(
            series=row["series"],
            entity=row["entity"],
            basis=row["basis"],
            period_end=stood.period.end,
            levels=levels(stood),
            observation=row["id"],
            by=by,
        )
    return len(found)
