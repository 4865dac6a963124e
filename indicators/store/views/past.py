"""What was known on earlier days, read as it is asked for: of each day only the pairs that a metric reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import TYPE_CHECKING

from ...core.evidence.traced import Asked, Traced, dates_alone
from ...core.model.catalogue import all_series
from ...core.model.event import Event
from ...core.model.observation import Observation, from_row
from . import pairs
from .read import KNOWN

if TYPE_CHECKING:
    from sqlite_utils import Database

    from .pairs import Range


class DayRows:
    """The rows of one day, of which a pair or a series is read when it is first asked for."""

    def __init__(self, db: Database, day: date) -> None:
        """Nothing is read yet."""
        self._db, self._day = db, day
        self._pairs: dict[tuple[str, str], tuple[Observation, ...]] = {}
        self._named: dict[str, tuple[str, ...]] = {}

    def pair(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity, plans too, in writing order."""
        if (series, entity) not in self._pairs:
            read = () if series in self._named else self._read((series, entity))
            self._pairs[series, entity] = tuple(read)
        return self._pairs[series, entity]

    def entities(self, series: str) -> Iterable[str]:
        """Who has numbers of a series."""
        if series not in self._named:
            found: dict[str, list[Observation]] = {}
            for o in self._read((series, None)):
                found.setdefault(o.entity, []).append(o)
            self._pairs |= {(series, entity): tuple(rows) for entity, rows in found.items()}
            self._named[series] = tuple(found)
        return self._named[series]

    def of(self, ids: AbstractSet[int]) -> set[tuple[str, str]]:
        """The (series, entity) pairs of these observations, among what was asked for."""
        return {pair for pair, rows in self._pairs.items() if any(o.id in ids for o in rows)}

    def _read(self, of: Range) -> list[Observation]:
        rows = pairs.as_of(self._db, self._day, [of])[of]
        return [from_row(dict(zip(KNOWN, row, strict=True))) for row in rows]


class PairsPast:
    """The past of a board up to a day, for as long as a snapshot of it is open."""

    def __init__(self, db: Database, as_of: date, events: Sequence[Event]) -> None:
        """Nothing is read yet."""
        self._db, self._as_of, self._events = db, as_of, events
        self._rows: dict[date, DayRows] = {}
        self._then: dict[date, Traced] = {}
        self._days: dict[tuple[Range, date], frozenset[date]] = {}

    def _on(self, day: date) -> DayRows:
        if day not in self._rows:
            self._rows[day] = DayRows(self._db, day)
        return self._rows[day]

    def then(self, day: date) -> Traced:
        """What was known on a day."""
        if day not in self._then:
            self._then[day] = Traced.over(self._on(day), day, self._events)
        return self._then[day]

    def changes(self, asked: Asked, ends: date) -> Sequence[date]:
        """The days up to the as-of day on which what was asked for, about days up to `ends`, may have changed."""
        found = set[date]().union(*(self._known_days(of, ends) for of in asked.ranges))
        if asked.events:
            found |= {event.date for event in self._events if event.date <= self._as_of}
        return sorted(found | dates_alone(self._periods(asked.ranges), asked, self._as_of))

    def _known_days(self, of: Range, ends: date) -> frozenset[date]:
        if (of, ends) not in self._days:
            series = all_series().get(of[0])
            last = date.max if series is not None and series.item else ends  # an item counts from when it was published
            read = pairs.known_days(self._db, of, self._as_of, last)
            self._days[of, ends] = frozenset(date.fromisoformat(day) for day in read)
        return self._days[of, ends]

    def _periods(self, ranges: Iterable[Range]) -> set[tuple[date, date]]:
        now, found = self._on(self._as_of), set[tuple[date, date]]()
        for series, entity in ranges:
            for whose in now.entities(series) if entity is None else (entity,):
                found |= {(o.period_start, o.period_end) for o in now.pair(series, whose)}
        return found
