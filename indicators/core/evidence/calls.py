"""The gate: whether a reading that is known may speak. The one place where that is decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from ..model.catalogue import all_series
from ..model.indicator import Bands, Metric, Quiet
from ..model.observation import OTHER_BASIS, Observation
from ..model.reading import Found, NoCall, Result
from ..model.series import Rhythm
from ..text import say
from .comparable import newest, partial_cohort

EIGHTFOLD = 8.0  # two neighbouring numbers that differ so many times are a slip until somebody says otherwise
ROUNDING = 1e-9
SOFT = ("estimate", "derived")  # grades of which one pair without a range is no evidence of a change

End = float | date | None


@dataclass(frozen=True, slots=True)
class Decision:
    """A call, or why there is none with the sentence that says so; all empty for a metric without bands."""

    call: str | None = None
    no_call: NoCall | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided about: a result with its ends, the metric, its bands and the day."""

    metric: Metric
    own: Bands
    result: Found
    ends: tuple[End, End]
    as_of: date
    stale: bool


def verdict(  # noqa: PLR0913 - what is decided about, and the day
    metric: Metric, own: Bands | None, result: Found, ends: tuple[End, End], as_of: date, *, stale: bool = False
) -> Decision:
    """What a known result says of the thesis by the bands in force, or the first reason why it makes no call.

    `stale`: whether the reading itself is.
    """
    if own is None or isinstance(result.value, date) or not bands_hold(result):
        return Decision()
    case = Case(metric, own, result, ends, as_of, stale)
    for reason, check in _CHECKS.items():
        because = next((said for found in _built_on(result) if (said := check(case, found))), "")
        if because:
            return Decision(no_call=reason, because=because)
    return Decision(call=judged(own, result.value, *ends))


def judged(own: Bands, value: float, low: End = None, high: End = None) -> str | None:
    """The call by the bands: what lies wholly beyond a line, else mixed; none where nothing could speak against."""
    low, high = (end if isinstance(end, int | float) else None for end in (low, high))
    if own.supports.settled(value, low, high):
        return "supports"
    if own.against is None:
        return None
    return "against" if own.against.settled(value, low, high) else "mixed"


def bands_hold(result: Found) -> bool:
    """Whether bands are about such numbers: a rolling or bracket share is another one than those active on a day."""
    return not any(o.age_days is not None and o.basis.casefold().endswith(OTHER_BASIS) for o in result.used)


def _built_on(result: Found) -> Iterator[Found]:
    """A result and those that it is computed from, whose reasons it takes over."""
    yield result
    for part in result.rests_on:
        yield from _built_on(part)


# The checks. Each answers with the sentence of its reason, empty where that does not hold.


def _assumption(_: Case, found: Found) -> str:
    return "No call: it rests on an assumption." if any(o.grade == "assumption" for o in found.used) else ""


def _stale(case: Case, found: Found) -> str:
    if case.stale and found is case.result:
        return "No call: it is stale."
    for last, rhythm in _newest_of_each(found):
        day = _known_until(last, case.as_of)
        if (case.as_of - day).days > rhythm.stale_after:
            series = say.series_title(last.series)
            return (
                f"No call: the newest {series} used is of {say.day(day)}, {(case.as_of - day).days} days ago; "
                f"expected every {rhythm.every} days."
            )
    return ""


def fresh_until(result: Found, as_of: date) -> date | None:
    """The last day on which no series that a result rests on is stale; None where none ever is."""
    ends = [
        _known_until(last, as_of) + timedelta(rhythm.stale_after)
        for found in _built_on(result)
        for last, rhythm in _newest_of_each(found)
    ]
    return min(ends, default=None)


def _known_until(o: Observation, as_of: date) -> date:
    return min(o.period_end, o.known_on, as_of)


def _newest_of_each(found: Found) -> Iterator[tuple[Observation, Rhythm]]:
    """The newest row used of each series that has a rhythm."""
    for series, rows in _by_series(found.used).items():
        declared, last = all_series().get(series), newest(rows)
        if last is not None and declared is not None and declared.rhythm is not None:
            yield last, declared.rhythm


def _by_series(rows: tuple[Observation, ...]) -> dict[str, list[Observation]]:
    found: dict[str, list[Observation]] = {}
    for o in rows:
        found.setdefault(o.series, []).append(o)
    return found


def _partial(_: Case, found: Found) -> str:
    for o in found.used:
        if partial_cohort(o):
            when = say.day(o.known_on)
            return f"No call: by {when} not all of the cohort of {say.when(o)} had reached day {o.age_days}."
    return ""


def _unlikely(_: Case, found: Found) -> str:
    for change in found.changes:
        for first, last in pairwise(change):
            if _leaps(first.number, last.number):
                return (
                    f"No call: {say.observed(first)} {say.during(first)} and {say.observed(last)} {say.during(last)} "
                    f"are hardly in one unit: are both in {first.unit}, and no power of ten lost?"
                )
    return ""


def _leaps(first: float, last: float) -> bool:
    if first <= 0 or last < 0:
        return False
    return last == 0 or max(first, last) >= EIGHTFOLD * min(first, last) * (1 - ROUNDING)


def _maybe_counted(case: Case, found: Found) -> str:
    if found is not case.result or isinstance(found.value, date):
        return ""
    call = judged(case.own, found.value, *case.ends)
    if all(_called(case.own, other) == call for other in found.without):
        return ""
    return "No call: it would be another without a round that the balance may already hold. Is it in it?"


def _called(own: Bands, result: Result) -> str | None:
    if not isinstance(result, Found) or isinstance(result.value, date):
        return None
    return judged(own, result.value, result.low, result.high)


def _one_pair(_: Case, found: Found) -> str:
    if len(found.changes) != 1 or len(found.changes[0]) != 2:  # noqa: PLR2004 - two numbers
        return ""
    pair = found.changes[0]
    soft = any(o.grade in SOFT for o in pair) and not any(o.stated for o in pair)
    if found.pair_is_few:
        return "No call: two numbers are one pair, and cannot tell a change from an error."
    return "No call: one pair of numbers, not all of them reported and none with a range." if soft else ""


def _no_range(_: Case, found: Found) -> str:
    lacks = found.needs_range and found.low is None and found.high is None
    return "No call: none of its numbers has a range, and without one it tells too little." if lacks else ""


def _none_found(_: Case, found: Found) -> str:
    return "No call: that none was found is no evidence against." if found.none_found else ""


def _too_noisy(case: Case, found: Found) -> str:
    if found is not case.result:
        return ""
    quiet, surer = case.metric.quiet, found.surer
    if quiet is not None and (_too_short(found, quiet) or (quiet.ranges and _guessed(found))):
        return f"No call: too noisy {quiet.because}."
    if surer is None or isinstance(found.value, date):
        return ""
    call = judged(case.own, found.value, *case.ends)
    # An end that is not known tells of no noise: it stays as it is.
    ends = [own if wide is None else wide for own, wide in zip(case.ends, (surer.low, surer.high), strict=True)]
    if call == "mixed" or judged(case.own, found.value, *ends) == call:
        return ""
    return f"No call: too noisy {surer.because}."


def _too_short(found: Found, quiet: Quiet) -> bool:
    return found.points is not None and found.points < quiet.points


def _guessed(found: Found) -> bool:
    """Whether a result rests on an estimate without a range, whose error nothing tells."""
    return any(o.grade == "estimate" and not o.ranged for part in _built_on(found) for o in part.used)


_CHECKS: dict[NoCall, Callable[[Case, Found], str]] = {
    NoCall.ASSUMPTION: _assumption,
    NoCall.STALE: _stale,
    NoCall.PARTIAL: _partial,
    NoCall.UNLIKELY: _unlikely,
    NoCall.MAYBE_COUNTED: _maybe_counted,
    NoCall.ONE_PAIR: _one_pair,
    NoCall.NO_RANGE: _no_range,
    NoCall.NONE_FOUND: _none_found,
    NoCall.TOO_NOISY: _too_noisy,
}
