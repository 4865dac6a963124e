"""Makes readings of results: dates, age, grade, rights, staleness and the sentence; the call is the gate's."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ..model.catalogue import all_series
from ..model.event import Event
from ..model.indicator import Bands, Indicator, Metric
from ..model.observation import GRADES, Observation, strictest
from ..model.reading import CALL_WORDS, NO_CALL_WORDS, REASON_WORDS, Found, NoCall, Reading, Reason, Unknown
from ..text import say
from .calls import verdict
from .evidence import Evidence
from .ranges import assumed, bound, hidden_share

End = float | date | None
ROUNDING = 1e-12  # how far apart two ways of computing one number may come out


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """An indicator as of a day: its readings in the declared order, and the headline's call as its state."""

    indicator: Indicator
    as_of: date
    readings: tuple[Reading, ...]

    def reading(self, metric: str) -> Reading:
        """One reading by its short or full id."""
        name = metric if "." in metric else self.indicator.full(metric)
        return next(r for r in self.readings if r.metric == name)

    @property
    def headline(self) -> Reading:
        """The reading that decides the state."""
        return self.reading(self.indicator.headline.id)

    @property
    def state(self) -> str:
        """`supports`, `mixed`, `against` or `no_call`."""
        return self.headline.call or "no_call"

    @property
    def because(self) -> str:
        """The sentence for the state."""
        return self.headline.because

    @property
    def state_words(self) -> str:
        """The state as a person reads it: `Supports`, or `No call · one pair`."""
        return called(self.headline)


def called(reading: Reading) -> str:
    """A reading's call as a person reads it, or why there is none: the gate's reason, else what is not known."""
    if reading.call:
        return CALL_WORDS[reading.call]
    return f"No call · {why}" if (why := silent(reading)) else "No call"


def silent(reading: Reading) -> str:
    """Why a reading makes no call, in a word or two; empty where it makes one, or has no bands to make it by."""
    if reading.no_call:
        return NO_CALL_WORDS[reading.no_call]
    return REASON_WORDS[Reason(reading.reason)] if reading.reason and not reading.call else ""


def evaluate(
    indicator: Indicator,
    frame: pd.DataFrame,
    as_of: date,
    events: Iterable[Event] = (),
    bands: Mapping[str, Bands] | None = None,
) -> Evaluated:
    """The indicator's readings as of a day.

    `frame` is what `store.observations(as_of)` gives and is not changed; `bands` are a user's own, by full metric id.
    """
    return evaluate_on(indicator, Evidence(frame, as_of, events), bands)


def evaluate_on(indicator: Indicator, evidence: Evidence, bands: Mapping[str, Bands] | None = None) -> Evaluated:
    """As `evaluate`, on evidence that several indicators share."""
    evidence.add_metrics({indicator.full(m.id): m.compute for m in indicator.metrics}, indicator.where)
    evidence.hiding(hidden_share(bands or {}))
    readings = tuple(_reading(indicator, metric, evidence, bands or {}) for metric in indicator.metrics)
    return Evaluated(indicator=indicator, as_of=evidence.as_of, readings=readings)


def evaluate_one(
    indicator: Indicator,
    metric: str,
    evidence: Evidence,
    bands: Mapping[str, Bands] | None = None,
    *,
    judge: bool = True,
) -> Reading:
    """One metric's reading by its short id, with no work for the others; without call where it is not to `judge`."""
    evidence.add_metrics({indicator.full(m.id): m.compute for m in indicator.metrics}, indicator.where)
    evidence.hiding(hidden_share(bands or {}))
    found = next(m for m in indicator.metrics if m.id == metric)
    return _reading(indicator, found, evidence, bands or {}, judge=judge)


def _reading(
    indicator: Indicator, metric: Metric, evidence: Evidence, bands: Mapping[str, Bands], *, judge: bool = True
) -> Reading:
    name = indicator.full(metric.id)
    result = evidence.result(name)
    if isinstance(result, Found):
        return _known(name, metric, bands.get(name, metric.bands) if judge else None, result, evidence.as_of)
    return _unknown(name, metric, result)


def _unknown(name: str, metric: Metric, result: Unknown) -> Reading:
    return Reading(
        metric=name,
        title=metric.title,
        value=None,
        low=None,
        high=None,
        unit=metric.unit if not metric.unit.startswith("money") else "",
        status="unknown",
        reason=result.reason.value,
        because=result.because,
        at=None,
        days_old=None,
        grade=None,
        rights=strictest(o.rights for o in (*result.used, *result.quoted)),
        call=None,
        no_call=None,
        inputs=tuple(sorted({o.id for o in result.used})),
        details=result.details,
        shown=metric.shown,
    )


def _known(name: str, metric: Metric, own: Bands | None, result: Found, as_of: date) -> Reading:
    ends = _end(result.low, result.value, min), _end(result.high, result.value, max)
    at, stale_after = dated(result, as_of)
    days_old = (as_of - at).days
    stale = stale_after is not None and days_old > stale_after
    unit = result.unit or metric.unit
    said, found = _bound(result, ends), verdict(metric, own, result, ends, as_of, stale=stale)
    parts = (
        _sentence(metric, result, unit, said, ends),
        _stale_sentence(result, at, days_old) if stale else "",
        found.because if not (stale and found.no_call is NoCall.STALE) else "",
    )
    return Reading(
        metric=name,
        title=metric.title,
        value=result.value,
        low=ends[0],
        high=ends[1],
        unit=unit,
        status="ok",
        reason=Reason.STALE.value if stale else None,
        because=" ".join(part for part in parts if part),
        at=at,
        days_old=days_old,
        grade=softest(result.used),
        rights=strictest(o.rights for o in (*result.used, *result.quoted)),
        call=found.call,
        no_call=found.no_call,
        inputs=tuple(o.id for o in result.used),
        details=result.details,
        bound=said,
        computed=_computed(result),
        shown=metric.shown,
        every=_every(result, as_of),
    )


def _every(result: Found, as_of: date) -> int | None:
    """Days from one number to the next of the newest input's series; None where nothing has a rhythm."""
    pool = result.newest or result.used
    if not pool:
        return None
    last = max(pool, key=lambda o: (min(o.period_end, o.known_on, as_of), o.id))
    series = all_series().get(last.series)
    return series.rhythm.every if series and series.rhythm else None


def _computed(result: Found) -> bool:
    """Whether no input states the value as it is."""
    return not isinstance(result.value, date) and all(o.number != result.value for o in result.used)


def _bound(result: Found, ends: tuple[End, End]) -> str:
    """What `bound` says, where no other interval goes beyond the value."""
    said = bound(result)
    near = ends[0] if said == "at least" else ends[1]
    return said if near in (None, result.value) else ""


def _end(end: End, value: float | date, outer: Callable[[Iterable[Any]], Any]) -> End:
    """An end of the range; the value in its place where it lies beyond, or where only rounding tells the two apart."""
    if end is None:
        return None
    numbers = isinstance(end, int | float) and isinstance(value, int | float)
    near = numbers and math.isclose(end, value, rel_tol=ROUNDING, abs_tol=ROUNDING)  # type: ignore[arg-type]  # so
    furthest: End = value if near else outer((end, value))
    return furthest


def dated(result: Found, as_of: date) -> tuple[date, int | None]:
    """The reading's day and the days after which it is stale, both by its newest inputs."""
    pool = result.newest or result.used
    if not pool:
        return (result.at or as_of), None
    day = {o.id: min(o.period_end, o.known_on, as_of) for o in pool}
    last = max(pool, key=lambda o: (day[o.id], o.id))
    series = all_series().get(last.series)
    return (result.at or day[last.id]), (series.stale_after if series else None)


def softest(used: tuple[Observation, ...]) -> str | None:
    """The softest grade among the inputs."""
    return min((o.grade for o in used), key=GRADES.index, default=None)


def _sentence(metric: Metric, result: Found, unit: str, said: str, ends: tuple[End, End]) -> str:
    """The value with its range and what it is; where it is "at least", the high end is what the rest may come to."""
    text = say.number(result.value, unit, shown=metric.shown)
    low, high = ends
    condition = assumed(result)
    if said:
        far = high if said == "at least" else low
        until = "up to" if said == "at least" else "down to"
        upto = f"; {until} {say.number(far, unit, shown=metric.shown)} {condition}" if far is not None else ""
        sentence = f"{said} {text} {result.about}{upto}."
    else:
        span = say.interval(low, high, unit, shown=metric.shown) if {low, high} != {result.value} else ""
        inside = ", ".join(part for part in (span, condition if span else "") if part)
        sentence = f"{text}{f' ({inside})' if inside else ''} {result.about}."
    return sentence[:1].upper() + sentence[1:]


def _stale_sentence(result: Found, at: date, days_old: int) -> str:
    pool = result.newest or result.used
    series = all_series().get(max(pool, key=lambda o: (min(o.period_end, o.known_on), o.id)).series)
    rhythm = f"; expected every {series.rhythm.every} days" if series and series.rhythm else ""
    return f"Stale: last {say.day(at)}, {days_old} days ago{rhythm}."
