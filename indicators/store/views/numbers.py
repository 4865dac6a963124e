"""What was read of a board, kept by pair and day: after a save only the pairs that it touched are read again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from ...core.evidence.reads import Pair, Reads
from ..file.connection import reading
from . import habits, measures, pairs, read
from .measures import Measure, Measures

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from sqlite_utils import Database

    from ...core.review.record.vintages import Habit

DAYS = 4  # kept at once; the one that was asked for longest ago is given up


@dataclass(slots=True)
class _Day:
    """What is kept of one day."""

    rows: dict[pairs.Range, list[pairs.Row]] = field(default_factory=dict)
    measures: dict[Pair, list[Measure]] | None = None
    stands: Measures | None = None  # the same, in order
    habits: habits.ByBasis = field(default_factory=dict)


class Numbers:
    """A board's numbers as they are read: of the version before a save nothing is kept. Threads may share it."""

    def __init__(self, path: Path, until: str = "") -> None:
        """Nothing is read yet; with `until` it is the board as it was recorded by then."""
        self._path, self._until = path, until
        self._lock = threading.Lock()
        self._days: OrderedDict[date, _Day] = OrderedDict()
        self._seen: tuple[int, pairs.Marks] | None = None

    def observations(self, as_of: date, reads: Reads) -> pd.DataFrame:
        """As `Board.observations`, of what these reads cover."""
        with self._lock, self._on(as_of) as (db, day):
            missing = [one for one in reads.ranges if one not in day.rows]
            day.rows |= pairs.as_of(db, as_of, missing)
            rows = [row for one in reads.ranges for row in day.rows[one]]
        return read.frame(sorted(rows, key=read.by_id))

    def measures(self, as_of: date) -> Measures:
        """What stands on the board in all."""
        with self._lock, self._on(as_of) as (db, day):
            if day.measures is None:
                day.measures = measures.measures(db, as_of)
            if day.stands is None:
                day.stands = measures.newest_first(day.measures.values())
            return day.stands

    def habits(self, as_of: date, bases: Collection[str], *, confidential: bool = False) -> list[Habit]:
        """How these bases have revised what they published; without `confidential` numbers as anybody may cite it."""
        with self._lock, self._on(as_of) as (db, day):
            day.habits |= habits.by_basis(db, as_of, [b for b in bases if b not in day.habits])
            return habits.habits_of({b: day.habits[b] for b in bases}, confidential=confidential)

    @contextmanager
    def _on(self, as_of: date) -> Iterator[tuple[Database, _Day]]:
        """A snapshot of the board, and what is kept of the day that still holds in it."""
        with reading(self._path, self._until) as db:
            self._catch_up(db)
            day = self._days.setdefault(as_of, _Day())
            self._days.move_to_end(as_of)
            while len(self._days) > DAYS:
                self._days.popitem(last=False)
            yield db, day

    def _catch_up(self, db: Database) -> None:
        """Give up what was written to, taken back or brought back since; all of it where the file is another."""
        now = (self._path.stat().st_ino, pairs.marks(db))
        if self._seen == now:
            return
        seen, self._seen = self._seen, now
        if seen is None or seen[0] != now[0] or any(a > b for a, b in zip(seen[1], now[1], strict=True)):
            self._days.clear()
            return
        gone = pairs.touched(db, seen[1])
        bases = habits.touched(db, seen[1]) if any(day.habits for day in self._days.values()) else set()
        for as_of, day in self._days.items():
            day.rows = {of: rows for of, rows in day.rows.items() if of not in gone and not _whole(of, gone)}
            if day.measures is not None and gone:
                day.measures |= measures.measures_of(db, as_of, gone)
                day.stands = None
            day.habits = {basis: both for basis, both in day.habits.items() if basis not in bases}


def _whole(of: pairs.Range, gone: set[Pair]) -> bool:
    """Whether a series of every entity was touched."""
    return of[1] is None and any(series == of[0] for series, _ in gone)
