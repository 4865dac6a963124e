"""Which numbers are due: the last period's end, the rhythm and the lag of its series."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ...evidence.comparable import newest
from ...evidence.evaluate import Evaluated
from ...evidence.evidence import Evidence
from ...model.catalogue import all_series
from ...model.observation import Observation
from ...text import say


@dataclass(frozen=True, slots=True)
class Due:
    """The next number of a series and entity: when it was or is due, how many are missing, and the last one."""

    last: Observation
    on: date
    missing: int

    @property
    def title(self) -> str:
        """What is due, as it stands in a sentence."""
        return say.series_title(self.last.series)

    def late(self, as_of: date) -> bool:
        """Whether its day has passed."""
        return self.on < as_of


def awaited(reading_inputs: Iterable[int], due: Iterable[Due], evidence: Evidence) -> Due | None:
    """The number due first among those of the series and entities that a reading rests on."""
    pairs = evidence.of(set(reading_inputs))
    waiting = [d for d in due if (d.last.series, d.last.entity) in pairs]
    return min(waiting, key=lambda d: d.on, default=None)


def due_numbers(evaluated: Iterable[Evaluated], evidence: Evidence) -> list[Due]:
    """The numbers that readings rest on and that are expected again, the longest overdue first.

    Of an entity that was shut down nothing more is expected.
    """
    closed = {event.entity for event in evidence.events if event.kind == "shutdown"}
    used = {id_ for e in evaluated for r in e.readings for id_ in r.inputs}
    found = []
    for series, entity in sorted(evidence.of(used)):
        rhythm, last = all_series()[series].rhythm, newest(evidence.lead(series, entity))
        if rhythm is None or last is None or entity in closed:
            continue
        on = last.period_end + timedelta(days=rhythm.every + rhythm.lag)
        missing = max(0, (evidence.as_of - timedelta(days=rhythm.lag) - last.period_end).days // rhythm.every)
        found.append(Due(last, on, missing))
    return sorted(found, key=lambda due: (due.on, due.last.series, due.last.entity))
