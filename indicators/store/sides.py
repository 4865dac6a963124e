"""A board as known on a day with all that is made of it, and what was taken back between two days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..core.changes import TakenBack
from ..core.claim import claim_of
from ..core.evaluate import evaluate_on
from ..core.evidence import Evidence
from ..core.observation import from_row
from ..core.scoreboard import Scoreboard
from ..core.side import Side
from .desk import Desk

if TYPE_CHECKING:
    from ..core.indicator import Indicator
    from .board import Board


def scoreboard_of(board: Board, as_of: date, indicators: Mapping[str, Indicator]) -> Scoreboard:
    """What decides the claims of a board as of a day."""
    events = tuple(board.events(as_of))
    return Scoreboard(indicators, board.observations, events, as_of, board.known_days(as_of))


def side_of(
    board: Board, as_of: date, indicators: Mapping[str, Indicator], scoreboard: Scoreboard | None = None
) -> Side:
    """Read a board and evaluate every indicator and claim as known on a day."""
    frame, desk = board.observations(as_of), Desk(board.path)
    evidence, bands = Evidence(frame, as_of, board.events(as_of)), desk.bands(as_of)
    scores = scoreboard or scoreboard_of(board, as_of, indicators)
    return Side(
        frame=frame,
        evidence=evidence,
        evaluated={i.id: evaluate_on(i, evidence, bands) for i in indicators.values()},
        claims=tuple(scores.decide([claim_of(row) for row in board.claims(as_of)], bands)),
        lines=tuple(desk.lines(as_of)),
        bands=bands,
    )


def taken_back(board: Board, first: date, last: date) -> list[TakenBack]:
    """The numbers known by `last` that were taken back after `first` and by `last`, in the order of their ids."""
    found = []
    for row in board.export_rows():
        known_on = row["published_on"] or row["recorded_at"][:10]
        if row["retracted"] and first.isoformat() < row["retracted"][:10] <= last.isoformat() >= known_on:
            number = from_row({**row, "known_on": known_on})
            found.append(TakenBack(number=number, on=row["retracted"], why=row["retracted_why"]))
    return found
