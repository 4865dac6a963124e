"""All claims with their outcomes, as known then and as known now."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd

from .claim import Claim, Decided, decide
from .evaluate import evaluate_one
from .event import Event
from .evidence import Evidence
from .indicator import Bands, Indicator
from .reading import Reading
from .series import key_unit

KEY = ("series", "entity", "basis", "period_start", "period_end", "age_days", "label")

Frames = Callable[[date], pd.DataFrame]


class Scoreboard:
    """Decides claims as of a day. `frame_on` gives the board's frame as known on a day; each day is read once."""

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        frame_on: Frames,
        events: Sequence[Event],
        as_of: date,
        known_days: Iterable[date] = (),
    ) -> None:
        """Take over what the decisions rest on.

        `known_days` are the days on which any standing number became known, revised ones too: the frame of the as-of
        day alone holds the newest version of each.
        """
        self._days = frozenset(known_days)
        self._indicators, self._frame_on, self._events, self._as_of = indicators, frame_on, events, as_of
        self._frames: dict[date, pd.DataFrame] = {}
        self._then: dict[date, Evidence] = {}
        self._revised: dict[date, Evidence] = {}

    def decide(self, claims: Sequence[Claim], bands: Mapping[str, Bands] | None = None) -> list[Decided]:
        """Each claim's outcome, in the order given."""
        known = {date.fromisoformat(day) for day in self._frame(self._as_of)["known_on"]}
        days = sorted(day for day in known | self._days | {event.date for event in self._events} if day <= self._as_of)
        return [
            decide(
                c,
                partial(self._read, self.then, c, bands),
                partial(self._read, self.revised, c, bands),
                days,
                self._as_of,
            )
            for c in claims
        ]

    def _read(
        self, evidence_on: Callable[[date], Evidence], claim: Claim, bands: Mapping[str, Bands] | None, day: date
    ) -> Reading:
        indicator, _, metric = claim.metric.partition(".")
        return evaluate_one(self._indicators[indicator], metric, evidence_on(day), bands)

    def _frame(self, day: date) -> pd.DataFrame:
        if day not in self._frames:
            self._frames[day] = self._frame_on(day)
        return self._frames[day]

    def then(self, day: date) -> Evidence:
        """What was known on a day."""
        if day not in self._then:
            self._then[day] = Evidence(self._frame(day), day, self._events)
        return self._then[day]

    def revised(self, day: date) -> Evidence:
        """The numbers that were known on a day, each as it is known now."""
        if day not in self._revised:
            then, now = self._frame(day), self._frame(self._as_of)
            known = set(_keys(then))
            self._revised[day] = Evidence(now[[key in known for key in _keys(now)]], day, self._events)
        return self._revised[day]


def _keys(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    units = [key_unit(unit) for unit in frame["unit"]]
    return list(zip(*(frame[name] for name in KEY), units, strict=True))
