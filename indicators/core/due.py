"""Which numbers are due: the last period's end, the rhythm and the lag of its series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .comparable import newest
from .evidence import Evidence
from .indicator import Indicator
from .observation import Observation
from .series import SERIES


@dataclass(frozen=True, slots=True)
class Due:
    """The next number of a series and entity: when it was or is due, how many are missing, and the last one."""

    last: Observation
    on: date
    missing: int

    @property
    def title(self) -> str:
        """What is due, as it stands in a sentence."""
        return SERIES[self.last.series].title.lower().replace("openai", "OpenAI")

    def late(self, as_of: date) -> bool:
        """Whether its day has passed."""
        return self.on < as_of


def due_numbers(indicators: list[Indicator], evidence: Evidence) -> list[Due]:
    """What the indicators' entities have on file and expect again, the longest overdue first."""
    wanted = {(series, i.entity) for i in indicators for series in i.series}
    found = []
    for series, entity in sorted(wanted):
        rhythm = SERIES[series].rhythm
        last = newest(evidence.lead(series, entity))
        if rhythm is None or last is None:
            continue
        on = last.period_end + timedelta(days=rhythm.every + rhythm.lag)
        missing = max(0, (evidence.as_of - timedelta(days=rhythm.lag) - last.period_end).days // rhythm.every)
        found.append(Due(last, on, missing))
    return sorted(found, key=lambda due: (due.on, due.last.series))
