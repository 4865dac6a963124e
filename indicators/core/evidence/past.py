"""What was known on earlier days, for whoever decides about claims; here from frames that are all there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

import pandas as pd

from ..model.event import Event
from .traced import Asked, Traced, dates_alone

Frames = Callable[[date], pd.DataFrame]


class Past(Protocol):
    """A board on the days up to one, its as-of day."""

    def then(self, day: date) -> Traced:
        """What was known on a day."""

    def changes(self, asked: Asked, ends: date) -> Sequence[date]:
        """The days up to the as-of day on which what was asked for about days up to `ends` may have changed, in order.

        Others may be among them.
        """


class FramesPast:
    """A past of frames: `frame_on` gives the board's frame as known on a day; each day is read once.

    `known` are the series, entity and day of every standing number as it became known, revised ones too: the frame of
    the as-of day alone holds the newest version of each.
    """

    def __init__(
        self, frame_on: Frames, events: Sequence[Event], as_of: date, known: Iterable[tuple[str, str, date]] = ()
    ) -> None:
        """Nothing is read yet."""
        self._frame_on, self._events, self._as_of = frame_on, events, as_of
        self._known = frozenset(known)
        self._frames: dict[date, pd.DataFrame] = {}
        self._then: dict[date, Traced] = {}

    def _frame(self, day: date) -> pd.DataFrame:
        if day not in self._frames:
            self._frames[day] = self._frame_on(day)
        return self._frames[day]

    def then(self, day: date) -> Traced:
        """What was known on a day."""
        if day not in self._then:
            self._then[day] = Traced(self._frame(day), day, self._events)
        return self._then[day]

    def changes(self, asked: Asked, ends: date) -> Sequence[date]:  # noqa: ARG002 - whatever it is about
        """The days on which what was asked for became known or happened, or on which a date alone may change it."""
        found = {day for series, entity, day in self._days if _asks(asked, series, entity)}
        if asked.events:
            found |= {event.date for event in self._events}
        periods = {period for series, entity, period in self._periods if _asks(asked, series, entity)}
        return sorted({day for day in found if day <= self._as_of} | dates_alone(periods, asked, self._as_of))

    @cached_property
    def _days(self) -> frozenset[tuple[str, str, date]]:
        frame = self._frame(self._as_of)
        rows = zip(*(frame[name] for name in ("series", "entity", "known_on")), strict=True)
        return self._known | {(series, entity, date.fromisoformat(day)) for series, entity, day in rows}

    @cached_property
    def _periods(self) -> set[tuple[str, str, tuple[date, date]]]:
        frame = self._frame(self._as_of)
        rows = zip(*(frame[name] for name in ("series", "entity", "period_start", "period_end")), strict=True)
        return {(s, e, (date.fromisoformat(start), date.fromisoformat(end))) for s, e, start, end in rows}


def _asks(asked: Asked, series: str, entity: str) -> bool:
    return (series, entity) in asked.ranges or (series, None) in asked.ranges
