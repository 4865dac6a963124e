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
    def _every(self) -> pd.DataFrame:
        """All standing rows that were known by the as-of day; the newest version of a key stands last of it."""
        with reading(self._board.path, self._board.until) as db:
            rows = read.standing(db, self._as_of)
        return pd.DataFrame(rows, columns=[*read.KNOWN, "key"], dtype=object)

    @cached_property
    def _keys(self) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
        return pd.factorize(self._every["key"])[0]

    def on(self, day: date) -> pd.DataFrame:
        """One row per key as known on a day, in writing order, in the store's columns."""
        known = np.flatnonzero((self._every["known_on"] <= day.isoformat()).to_numpy(bool))
        keys = self._keys[known]
        last = known[np.append(keys[1:] != keys[:-1], True)] if len(keys) else known
        found = self._every.take(last[np.argsort(self._every["id"].to_numpy(np.int64)[last])])
        return found.drop(columns="key").reset_index(drop=True)
