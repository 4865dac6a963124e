"""Makes readings of results: dates, age, grade, rights, one-sidedness, staleness, the call and the sentence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from ..model.catalogue import all_series
from ..model.event import Event
from ..model.indicator import Bands, Indicator, Metric
from ..model.observation import GRADES, Observation, strictest
from ..model.reading import CALL_WORDS, ONE_SIDED, REASON_WORDS, Found, Reading, Reason, Unknown, one_sided
from ..text import say
from .evidence import Evidence

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
        """The state as a person reads it: `Supports`, or `No call · one number`."""
        if self.headline.call:
            return CALL_WORDS[self.headline.call]
        reason = Reason(self.headline.reason) if self.headline.reason else None
        return f"No call · {REASON_WORDS[reason]}" if reason else "No call"


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
    evidence.asks({indicator.full(m.id): m.compute for m in indicator.metrics}, indicator.where)
    readings = tuple(_reading(indicator, metric, evidence, bands or {}) for metric in indicator.metrics)
    return Evaluated(indicator=indicator, as_of=evidence.as_of, readings=readings)


def evaluate_one(
    indicator: Indicator, metric: str, evidence: Evidence, bands: Mapping[str, Bands] | None = None
) -> Reading:
    """One metric's reading by its short id, with no work for the others."""
    evidence.asks({indicator.full(m.id): m.compute for m in indicator.metrics}, indicator.where)
    return _reading(indicator, next(m for m in indicator.metrics if m.id == metric), evidence, bands or {})


def _reading(indicator: Indicator, metric: Metric, evidence: Evidence, bands: Mapping[str, Bands]) -> Reading:
    name = indicator.full(metric.id)
    result = evidence.result(name)
    if isinstance(result, Found):
        return _known(name, metric, bands.get(name, metric.bands), result, evidence.as_of)
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
        inputs=tuple(sorted({o.id for o in result.used})),
        details=result.details,
        shown=metric.shown,
    )


def _known(name: str, metric: Metric, own: Bands | None, result: Found, as_of: date) -> Reading:
    bound = one_sided(result)
    low, high = (None, None) if bound else (_end(result.low, result.value), _end(result.high, result.value))
    at, stale_after = dated(result, as_of)
    days_old = (as_of - at).days
    stale = stale_after is not None and days_old > stale_after
    unit = result.unit or metric.unit
    return Reading(
        metric=name,
        title=metric.title,
        value=result.value,
        low=low,
        high=high,
        unit=unit,
        status="ok",
        reason=Reason.STALE.value if stale else None,
        because=_sentence(metric, result, unit, bound, (low, high))
        + (_stale_sentence(result, at, days_old) if stale else ""),
        at=at,
        days_old=days_old,
        grade=softest(result.used),
        rights=strictest(o.rights for o in (*result.used, *result.quoted)),
        call=None if stale or result.no_call else judged(own, result, (low, high), bound),
        inputs=tuple(o.id for o in result.used),
        details={k: v for k, v in result.details.items() if k != "level"} if bound else result.details,
        bound=bound,
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


def _end(end: float | date | None, value: float | date) -> float | date | None:
    """An end of the range, moved onto the value where only rounding tells the two apart."""
    near = (
        isinstance(end, int | float)
        and isinstance(value, int | float)
        and math.isclose(end, value, rel_tol=ROUNDING, abs_tol=ROUNDING)
    )
    return value if near else end


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


def judged(
    own: Bands | None, result: Found, ends: tuple[float | date | None, float | date | None], bound: str
) -> str | None:
    """The call by the bands: an interval that straddles a line, or a one-sided value that leaves it open, is mixed."""
    if own is None or isinstance(result.value, date):
        return None
    if result.open_ended:
        return "mixed"
    low, high = (end if isinstance(end, int | float) else None for end in ends)
    if own.supports.settled(result.value, low, high, bound):
        return "mixed" if result.at_most_mixed else "supports"
    if own.against is None:
        return None
    if own.against.settled(result.value, low, high, bound):
        return "against"
    return "mixed"


def _sentence(
    metric: Metric, result: Found, unit: str, bound: str, ends: tuple[float | date | None, float | date | None]
) -> str:
    text = say.number(result.value, unit, shown=metric.shown)
    span = say.interval(*ends, unit, shown=metric.shown)
    text += f" ({span})" if span else ""
    before = f"{bound} " if bound in ("at least", "at most") else ""
    kinds = sorted({o.grade for o in result.used if o.grade in ONE_SIDED}, reverse=True)
    after = f"; approximate: rests on a {' and a '.join(kinds)}" if bound == "approximate" else ""
    sentence = f"{before}{text} {result.about}{after}."
    return sentence[:1].upper() + sentence[1:]


def _stale_sentence(result: Found, at: date, days_old: int) -> str:
    pool = result.newest or result.used
    series = all_series().get(max(pool, key=lambda o: (min(o.period_end, o.known_on), o.id)).series)
    rhythm = f"; expected every {series.rhythm.every} days" if series and series.rhythm else ""
    return f" Stale: last {say.day(at)}, {days_old} days ago{rhythm}."
