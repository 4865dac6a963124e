"""What is said beside rows that are about to be kept, for every way in that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell, Fault, Names, validate
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import Reads
from ...core.model.observation import Observation
from ...core.model.series import Series
from ...core.review.record.aside import Aside, aside
from ...core.review.record.surprise import as_observation
from ..desk import Desk
from ..rows.rights import rights_of

if TYPE_CHECKING:
    from ..board import Board
    from .measures import Measures


def beside(board: Board, rows: Iterable[Mapping[str, Cell]], today: date, stands: Measures | None = None) -> Aside:
    """Surprise lines and guards of rows against what is known today; of rows that cannot be kept nothing.

    `stands` is what stands on the board in all, where it is known already.
    """
    series, names, desk = board.series(), board.names(), Desk(board.path)
    every = [o for row in rows if (o := _supposed(row, names, series, today)) is not None]
    if not every:
        return Aside()
    reads = Reads(frozenset((o.series, o.entity) for o in every))
    evidence = Evidence(board.observations(today, reads=reads), today, (), reads)
    measures = stands or board.measures(today)
    return aside(every, evidence, today, lambda source: rights_of(source, desk, measures))


def _supposed(row: Mapping[str, Cell], names: Names, series: Mapping[str, Series], today: date) -> Observation | None:
    try:
        return as_observation(validate(row, names, today, series), today)
    except Fault:  # the save itself says why
        return None
