"""What is said beside rows that are about to be kept, for every way in that writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from ..core.aside import Aside, aside
from ..core.evidence import Evidence
from ..core.observation import Observation
from ..core.series import Series
from ..core.surprise import as_observation
from ..core.validate import Cell, Fault, Names, validate
from .desk import Desk
from .rights import rights_of

if TYPE_CHECKING:
    import pandas as pd

    from .board import Board


def beside(board: Board, rows: Iterable[Mapping[str, Cell]], frame: pd.DataFrame, evidence: Evidence) -> Aside:
    """Surprise lines and guards of rows against what is known today; of rows that cannot be kept nothing."""
    today = evidence.as_of
    series, names, desk = board.series(), board.names(), Desk(board.path)
    every = [o for row in rows if (o := _supposed(row, names, series, today)) is not None]
    return aside(every, evidence, today, lambda source: rights_of(source, desk, frame))


def _supposed(row: Mapping[str, Cell], names: Names, series: Mapping[str, Series], today: date) -> Observation | None:
    try:
        return as_observation(validate(row, names, today, series), today)
    except Fault:  # the save itself says why
        return None
