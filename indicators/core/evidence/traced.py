"""Evidence that notes what each metric asked for, so that a reading need not be made again where none of it changed."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from ..model.event import Event
from ..model.observation import Observation
from ..model.reading import Result
from .evidence import Evidence
from .rows import Rows

_DAY, _EVENTS = ("day", None), ("events", None)  # no series has such an id
_Noted = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """The ranges that a metric read: a series and an entity, or None for all; whether it asked for day and events."""

    ranges: frozenset[tuple[str, str | None]]
    day: bool
    events: bool


class Traced(Evidence):
    """As Evidence, for one thread: what a metric asks for, itself or through another metric, is noted."""

    def _begin(self, rows: Rows, as_of: date, events: Iterable[Event]) -> None:
        super()._begin(rows, as_of, events)
        self._noted: dict[str, frozenset[_Noted]] = {}
        self._open: list[set[_Noted]] = []

    def _note(self, *asked: _Noted) -> None:
        if self._open:
            self._open[-1].update(asked)

    @property
    def as_of(self) -> date:
        """The day."""
        self._note(_DAY)
        return self._day

    @property
    def events(self) -> tuple[Event, ...]:
        """What had happened by then."""
        self._note(_EVENTS)
        return self._happened

    def hiding(self, share: float) -> None:
        """Read one-sided numbers as hiding so much of themselves."""
        super().hiding(share)
        self._noted = {name: noted for name, noted in self._noted.items() if name in self._results}

    def every(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity, all bases, newest last; plans and numbers to date too."""
        self._note((series, entity))
        return super().every(series, entity)

    def entities(self, series: str) -> tuple[str, ...]:
        """Who has numbers of a series, alphabetically."""
        self._note((series, None))
        return super().entities(series)

    def result(self, metric: str) -> Result:
        """The result of a metric by its full id, computed once."""
        if metric not in self._noted:
            self._open.append(set())
            try:
                super().result(metric)
            finally:
                noted = self._open.pop()
            self._noted[metric] = frozenset(noted)
        self._note(*self._noted[metric])
        return super().result(metric)

    def take_over(self, other: Traced, changed: AbstractSet[tuple[str, str]]) -> None:
        """Take over the results of other evidence, of the metrics that read none of the `changed` pairs.

        None where it is of another day, of other events, or reads one-sided numbers otherwise.
        """
        if (other._day, other._all_events, other._hides) != (self._day, self._all_events, self._hides):
            return
        touched = changed | {(series, None) for series, _ in changed}
        for metric, noted in other._noted.items():
            if noted.isdisjoint(touched) and metric in other._results:
                self._noted[metric], self._results[metric] = noted, other._results[metric]

    def reads(self, metric: str, series: str, entity: str) -> bool:
        """Whether a metric, whose result was made, read a pair."""
        return not self._noted[metric].isdisjoint({(series, entity), (series, None)})

    def asked(self, metric: str) -> Asked:
        """What a metric, whose result was made, asked for."""
        noted = self._noted[metric] - {_DAY, _EVENTS}
        whole = {series for series, entity in noted if entity is None}
        ranges = frozenset(one for one in noted if one[1] is None or one[0] not in whole)
        return Asked(ranges, _DAY in self._noted[metric], _EVENTS in self._noted[metric])


def dates_alone(periods: Iterable[tuple[date, date]], asked: Asked, as_of: date) -> set[date]:
    """The days on which the calendar alone may change what is read of numbers with these periods.

    What asks for the day itself may turn where a period begins or ends, and with the calendar's months.
    """
    if not asked.day:
        return set()
    every = list(periods)
    ends = {end for _, end in every}
    found = {start for start, _ in every} | ends | {end + timedelta(1) for end in ends if end < date.max}
    first = min(found, default=as_of)
    months = range(first.year * 12 + first.month, as_of.year * 12 + as_of.month)
    firsts = {date(m // 12, m % 12 + 1, 1) for m in months}
    found |= firsts | {day - timedelta(1) for day in firsts}
    return {day for day in found if day <= as_of}
