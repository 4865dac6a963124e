"""Kept: the levels that stood before a number came, for whatever writes numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...core.review.ahead.flips import NextNumber
from ...core.review.ahead.outturns import arrived, levels
from ..workspace import Workspace

if TYPE_CHECKING:
    from ..board import Board


def keep(board: Board, expected: Iterable[NextNumber], rows: Iterable[Mapping[str, object]], by: str) -> int:
    """Keep the levels of each row that had been expected; how many there were."""
    workspace, found = Workspace(board.path), arrived(expected, rows)
    for stood, row in found:
        workspace.keep_levels(
            series=row["series"],
            entity=row["entity"],
            basis=row["basis"],
            period_end=stood.period.end,
            levels=levels(stood),
            observation=row["id"],
            by=by,
        )
    return len(found)
