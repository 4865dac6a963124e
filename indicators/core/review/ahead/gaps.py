"""What it costs to know: for each missing number who has it, how often, and which readings it would unlock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations_with_replacement

from ...evidence.comparable import newest
from ...evidence.evaluate import evaluate_one
from ...evidence.evidence import Evidence
from ...evidence.expected import next_period, supposed
from ...evidence.reads import Reads, reads_of
from ...model.calendars import Period, months_period
from ...model.catalogue import all_series, thesis
from ...model.indicator import Indicator
from ...model.observation import Observation

WEEK = 7
RHYTHMS = {WEEK: "weekly", 31: "monthly", 92: "quarterly"}
AGES = (1, 7, 30, 60, 90)  # a cohort's retention comes as a ladder
SHARES = (0.3, 0.15, 0.05, 0.03, 0.02)
COHORT_AGE = 6  # months: old enough that all of AGES can be known


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number that is missing: the next of a series and entity, or the first.

    `unlocks` are metrics that would be known with it, by full id; `needs` the series of which another number has to
    come with it, its own among them, where one alone unlocks nothing; `headline`: whether the call waits for it.
    """

    series: str
    entity: str
    where: str
    often: str
    unlocks: tuple[str, ...]
    needs: tuple[str, ...]
    headline: bool

    @property
    def title(self) -> str:
        """The series' name."""
        return all_series()[self.series].title


def reads_for(indicators: Iterable[Indicator]) -> Reads:
    """What `gaps` asks for: what the readings declare, and any money of an indicator's own entity for its currency."""
    every = list(indicators)
    money = frozenset((s.id, i.entity) for s in all_series().values() if s.money for i in every)
    return reads_of(every) | Reads(money)


def gaps(indicator: Indicator, indicators: Iterable[Indicator], evidence: Evidence) -> list[Gap]:
    """The missing numbers of an indicator's own entity, those that its headline waits for first."""
    unknown = {
        i.full(m.id): (i, m.id) for i in indicators for m in i.metrics if not evaluate_one(i, m.id, evidence, {}).known
    }
    wanted = [s for s in indicator.series if not all_series()[s].assumption and s != "fx" and not all_series()[s].item]
    alone = {s: _unlocked(unknown, _with(evidence, indicator.entity, (s,))) for s in wanted}
    found: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {s: (m, ()) for s, m in alone.items() if m}
    headline = indicator.full(indicator.headline.id)
    for_headline = {s for s, metrics in alone.items() if headline in metrics}
    if headline in unknown and not for_headline:
        for pair in combinations_with_replacement(wanted, 2):
            metrics = _unlocked(unknown, _with(evidence, indicator.entity, pair))
            if headline in metrics:
                for_headline = set(pair)
                found |= {s: (metrics, tuple(pair[1 - place : 2 - place])) for place, s in enumerate(pair)}
                break
    listed = [
        Gap(
            series=s,
            entity=indicator.entity,
            where=indicator.where.get(s, ""),
            often=_often(s),
            unlocks=tuple(sorted(metrics, key=lambda name: name != headline)),
            needs=needs,
            headline=s in for_headline,
        )
        for s, (metrics, needs) in found.items()
    ]
    return sorted(listed, key=lambda gap: (not gap.headline, -len(gap.unlocks)))


def _unlocked(unknown: Mapping[str, tuple[Indicator, str]], evidence: Evidence) -> tuple[str, ...]:
    return tuple(name for name, (i, metric) in unknown.items() if evaluate_one(i, metric, evidence, {}).known)


def _often(series: str) -> str:
    rhythm = all_series()[series].rhythm
    return RHYTHMS.get(rhythm.every, f"every {rhythm.every} days") if rhythm else "when it comes"


def _with(evidence: Evidence, entity: str, series: Sequence[str]) -> Evidence:
    """The evidence if these numbers came: the next after the newest, or a first one of any size."""
    for name in series:
        last = newest(evidence.lead(name, entity))
        numbers = _first(evidence, name, entity) if last is None else [_next(last)]
        for o in numbers:
            evidence = evidence.suppose(o, max(evidence.as_of, o.known_on))
    return evidence


def _next(last: Observation) -> Observation:
    more = last.number + 1 if all_series()[last.series].whole else last.number * 1.1
    return supposed(last, next_period(last), more if all_series()[last.series].high is None else last.number)


def _first(evidence: Evidence, name: str, entity: str) -> list[Observation]:
    series = all_series()[name]
    period = _period(name, evidence.as_of)
    whole_or_money = 10.0 if series.whole else 1e6
    o = Observation(
        id=0,
        series=name,
        entity=entity,
        basis="supposed",
        period_start=period.start,
        period_end=period.end,
        age_days=None,
        value=0.05 if series.high == 1 else whole_or_money,
        low=None,
        high=None,
        unit=_currency(evidence, entity) if series.money else series.units[0],
        grade="reported",
        known_on=period.end,
        source="supposed",
        url="",
        rights="public",
        label="",
        note="",
    )
    if not series.aged:
        return [o]
    return [replace(o, age_days=age, value=share) for age, share in zip(AGES, SHARES, strict=True)]


def _period(series: str, as_of: date) -> Period:
    """The last whole month or four weeks; a stock's day itself; for retention a cohort whose ages can all be known."""
    rhythm = all_series()[series].rhythm
    if all_series()[series].stock:
        return Period(as_of, as_of)
    if rhythm is not None and rhythm.every == WEEK:
        return Period(as_of - timedelta(days=4 * WEEK - 1), as_of)
    back = COHORT_AGE if all_series()[series].aged else 1
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - back, 12)
    if all_series()[series].search:
        first = thesis().made_on + timedelta(days=1)
        return Period(first, max(as_of, first + timedelta(days=1)))
    return months_period(year, month + 1)


def _currency(evidence: Evidence, entity: str) -> str:
    """The currency in which an entity's money stands, dollars where none does."""
    for name, series in all_series().items():
        last = newest(evidence.lead(name, entity)) if series.money else None
        if last is not None:
            return last.unit
    return "USD"
