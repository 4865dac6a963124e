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

    `known_days` are the days on which any standing number became known, revised ones too: the frame of the as-of day
    alone holds the newest version of each.
    """

    def __init__(self, frame_on: Frames, events: Sequence[Event], as_of: date, known_days: Iterable[date] = ()) -> None:
        """Nothing is read yet."""
        self._frame_on, self._events, self._as_of = frame_on, events, as_of
        self._known_days = frozenset(known_days)
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
        """Every day on which anything became known or happened, or on which a date alone may change what is read."""
        return sorted(self._days | dates_alone(self._periods, asked, self._as_of))

    @cached_property
    def _days(self) -> set[date]:
        known = {date.fromisoformat(day) for day in self._frame(self._as_of)["known_on"]}
        every = known | self._known_days | {event.date for event in self._events}
        return {day for day in every if day <= self._as_of}

    @cached_property
    def _periods(self) -> set[tuple[date, date]]:
        frame = self._frame(self._as_of)
        ends = set(zip(frame["period_start"], frame["period_end"], strict=True))
        return {(date.fromisoformat(start), date.fromisoformat(end)) for start, end in ends}
