"""Every vintage of a board's numbers, read once: the frame as known on any day up to the as-of day."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from . import read
from .connection import reading

if TYPE_CHECKING:
    from .board import Board


class AsKnown:
    """What `board.observations(day)` answers for days up to `as_of`, for those who ask for many days.

    The board is read when the first of them is asked for.
    """

    def __init__(self, board: Board, as_of: date) -> None:
        """Nothing is read yet."""
        self._board, self._as_of = board, as_of

    @cached_property
    def _every(self) -> tuple[pd.DataFrame, np.ndarray[tuple[int], np.dtype[np.intp]]]:
        """All standing rows that were known by the as-of day, and a number for each one's key.

        The newest version of a key stands last of it.
        """
        with reading(self._board.path, self._board.until) as db:
            rows = read.standing(db, self._as_of)
        frame = pd.DataFrame([row[:-1] for row in rows], columns=list(read.KNOWN), dtype=object)
        return frame, pd.factorize(np.array([row[-1] for row in rows], dtype=object))[0]

    @cached_property
    def _known_on(self) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
        return self._every[0]["known_on"].to_numpy()

    @cached_property
    def _ids(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return self._every[0]["id"].to_numpy(np.int64)

    def on(self, day: date) -> pd.DataFrame:
        """One row per key as known on a day, in writing order, in the store's columns."""
        every, numbers = self._every
        known = np.flatnonzero(self._known_on <= day.isoformat())
        keys = numbers[known]
        last = known[np.append(keys[1:] != keys[:-1], True)] if len(keys) else known
        return every.take(last[np.argsort(self._ids[last])]).reset_index(drop=True)
