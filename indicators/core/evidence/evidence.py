"""What is known on a day, as metrics ask for it: the observations, the events, and the results made so far."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Self

import pandas as pd

from ..model.catalogue import all_series
from ..model.event import Event
from ..model.observation import HIDDEN, Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from .comparable import leading, newest, newness, pair, unfinished
from .fx import Rate, rate
from .reads import Reads
from .rows import FrameRows, Rows, SomeRows


class Evidence:
    """The evidence as known on `as_of`.

    `frame` has a row per key, with the contract's columns and `id`, `known_on`: what `store.observations(as_of)` gives;
    with `reads` it holds what these declare and nothing else. Rows become objects only when a metric asks for their
    series; what was published before its period ended is left out unless it is asked for.
    """

    def __init__(
        self, frame: pd.DataFrame, as_of: date, events: Iterable[Event] = (), reads: Reads | None = None
    ) -> None:
        """Group the frame by series and entity; `events` after the day are not known."""
        self._begin(FrameRows(frame, reads), as_of, events)

    @classmethod
    def over(cls, rows: Rows, as_of: date, events: Iterable[Event] = ()) -> Self:
        """The evidence over rows that are no frame."""
        made = cls.__new__(cls)
        made._begin(rows, as_of, events)  # noqa: SLF001 - one of our own
        return made

    def _begin(self, rows: Rows, as_of: date, events: Iterable[Event]) -> None:
        self._day = as_of
        self._all_events = tuple(events)
        self._happened = tuple(e for e in self._all_events if e.date <= as_of)
        self._held = rows  # shared with twins
        self._supposed: tuple[Observation, ...] = ()
        self._hides = HIDDEN
        self._rows: dict[tuple[str, str], tuple[Observation, ...]] = {}
        self._finished: dict[tuple[str, str], tuple[Observation, ...]] = {}
        self._results: dict[str, Result] = {}
        self._computes: dict[str, Callable[[Evidence], Result]] = {}
        self.where: Mapping[str, str] = {}

    @property
    def as_of(self) -> date:
        """The day."""
        return self._day

    @property
    def events(self) -> tuple[Event, ...]:
        """What had happened by then."""
        return self._happened

    def hiding(self, share: float) -> None:
        """Read one-sided numbers as hiding so much of themselves; what was computed otherwise is forgotten."""
        if share != self._hides:
            self._hides = share
            self._rows, self._finished, self._results = {}, {}, {}

    def on(self, as_of: date, events: Iterable[Event]) -> Evidence:
        """The same numbers on another day, or with other events."""
        found = Evidence.over(self._held, as_of, events)
        found.hiding(self._hides)
        return found

    def narrowed(self, keep: Callable[[Observation], bool], as_of: date) -> Self:
        """The same on an earlier day, or on this one, of the numbers that `keep` holds of alone."""
        found = type(self).over(SomeRows(self._held, keep, self._supposed), as_of, self._all_events)
        found.hiding(self._hides)
        return found

    def suppose(self, o: Observation, as_of: date) -> Evidence:
        """The evidence on a later day if this number came: what else is known, or was supposed, stays as it is.

        A supposed number has an id of its own, below 0.
        """
        twin = copy(self)
        twin._day = as_of  # noqa: SLF001 - a twin of our own
        twin._happened = tuple(e for e in self._all_events if e.date <= as_of)  # noqa: SLF001 - the same
        twin._supposed = (*self._supposed, replace(o, id=-1 - len(self._supposed)))  # noqa: SLF001 - the same
        twin._rows, twin._finished, twin._results = {}, {}, {}  # noqa: SLF001 - the same
        return twin

    def rows(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity, all bases, newest last; what was unfinished when published left out."""
        key, every = (series, entity), self.every(series, entity)
        if key not in self._finished:
            self._finished[key] = tuple(o for o in every if not unfinished(o))
        return self._finished[key]

    def every(self, series: str, entity: str) -> tuple[Observation, ...]:
        """As `rows`, with plans and numbers to date."""
        key = (series, entity)
        if key not in self._rows:
            known = (*self._held.pair(series, entity), *(o for o in self._supposed if (o.series, o.entity) == key))
            if self._hides != HIDDEN:
                known = tuple(replace(o, hides=self._hides) for o in known)
            self._rows[key] = tuple(sorted(known, key=newness))
        return self._rows[key]

    def entities(self, series: str) -> tuple[str, ...]:
        """Who has numbers of a series, alphabetically."""
        named = {*self._held.entities(series), *(o.entity for o in self._supposed if o.series == series)}
        return tuple(sorted(entity for entity in named if self.rows(series, entity)))

    def of(self, ids: AbstractSet[int]) -> set[tuple[str, str]]:
        """The (series, entity) pairs of these observations."""
        return self._held.of(ids)

    def lead(self, series: str, entity: str) -> tuple[Observation, ...]:
        """The numbers on the leading basis, newest last."""
        return leading(self.rows(series, entity))

    def newest(self, series: str, entity: str) -> Observation | None:
        """The newest number on the leading basis."""
        return newest(self.lead(series, entity))

    def rate(self, have: str, want: str, time: float) -> Rate | Unknown:
        """The exchange rate from one currency to another nearest to `time`."""
        return rate((o for pair_of in self.entities("fx") for o in self.rows("fx", pair_of)), have, want, time)

    def add_metrics(self, computes: Mapping[str, Callable[[Evidence], Result]], where: Mapping[str, str]) -> None:
        """Take over an indicator's metrics by full id, and where its missing numbers are found."""
        self._computes |= computes
        self.where = where

    def result(self, metric: str) -> Result:
        """The result of a metric by its full id, computed once."""
        if metric not in self._results:
            self._results[metric] = finite(self._computes[metric](self))
        return self._results[metric]

    def reads(self, metric: str, series: str, entity: str) -> bool:
        """Whether a metric, whose result was made, may have read a pair: where nothing is noted, each may."""
        del metric, series, entity
        return True

    # The sentences for what is not known. Each says what would close the gap.

    def nothing(self, series: str, entity: str, what: str = "", used: tuple[Observation, ...] = ()) -> Unknown:
        """No such number on file."""
        title = what or all_series()[series].title[0].lower() + all_series()[series].title[1:]
        title = all_series()[series].title if all_series()[series].title.split()[0].isupper() and not what else title
        where = self.where.get(series, "")
        return Unknown(
            reason=Reason.NO_DATA, because=f"No {title} of {entity} on file.{' ' + where if where else ''}", used=used
        )

    def pair(self, series: str, entity: str, need: str = "A growth rate") -> tuple[Observation, Observation] | Unknown:
        """The newest comparable pair on the leading basis, older first, or why there is none."""
        rows = self.lead(series, entity)
        if not rows:
            return self.nothing(series, entity)
        found = pair(rows)
        if found is not None:
            return found
        return self.one_point(rows[-1], need) if len(rows) == 1 else self.no_partner(rows, need)

    def one_point(self, o: Observation, need: str = "A growth rate") -> Unknown:
        """One number where two or more are needed; what stands on other bases is named, and not compared."""
        others = [r for r in self.rows(o.series, o.entity) if r.basis != o.basis]
        aside = ""
        if others:
            text = say.listed([f"{say.observed(r)} {say.during(r)} ({r.basis})" for r in others[-2:]])
            aside = f" Not comparable: {text}; another basis, so no trend is drawn and this is no rise or fall."
        stands = f"{_capital(say.observed(o))} {say.during(o)} ({o.basis})."
        because = f"{stands} {need} needs another number on that basis.{aside}"
        return Unknown(reason=Reason.ONE_POINT, because=because, used=(o,), quoted=tuple(others[-2:]))

    def no_partner(self, rows: tuple[Observation, ...], need: str = "A growth rate") -> Unknown:
        """Several numbers, none comparable with the newest."""
        o = rows[-1]
        because = (
            f"{_capital(say.observed(o))} {say.during(o)} ({o.basis}); the others on that basis differ from it in "
            f"length of period or unit, overlap it or lie too near. {need} needs one that is comparable."
        )
        return Unknown(reason=Reason.NOT_COMPARABLE, because=because, used=rows)

    def absent(self, rows: tuple[Observation, ...], sentence: str, need: str = "This reading") -> Unknown:
        """The partner that a definition names is missing; with one number in all, that goes first."""
        if len(rows) == 1:
            return self.one_point(rows[0], need)
        return Unknown(reason=Reason.NO_DATA, because=sentence, used=rows)


def not_comparable(because: str, *used: Observation) -> Unknown:
    """Parts that may not meet, with the sentence that says why."""
    return Unknown(reason=Reason.NOT_COMPARABLE, because=because, used=used)


def finite(result: Result) -> Result:
    """The result as it is, or not identified where the numbers outran what a computer can hold; such an end is none."""
    if isinstance(result, Unknown):
        return result
    low, high = (end if end is None or _holds(end) else None for end in (result.low, result.high))
    if not _holds(result.value):
        because = f"The numbers are too large to compute with ({result.used[0].basis if result.used else 'none'})."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=result.used)
    return result if (low, high) == (result.low, result.high) else replace(result, low=low, high=high)


def _holds(value: float | date) -> bool:
    return isinstance(value, date) or math.isfinite(value)


def carried(result: Found | Unknown, because: str = "") -> Unknown:
    """A metric built on an unknown one takes over its reason."""
    if isinstance(result, Found):
        msg = "only an unknown result is carried over"
        raise TypeError(msg)
    return Unknown(reason=result.reason, because=because or result.because, used=result.used, quoted=result.quoted)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
