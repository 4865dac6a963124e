"""Before a number is kept: what history would have led one to expect, and what about it should give pause.

Nothing here keeps a number out; that is the validator's work. These are the sentences that a person sees.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from statistics import median

from ....methods.capture import counterfactual
from ...evidence.comparable import comparable, newest, newness, overlap, same_length
from ...model.catalogue import all_series
from ...model.observation import GRADES, Draft, Observation
from ...model.units import canonical, key_unit
from ...text import say
from ...text.periods import say_period

MOST = 12  # numbers of history that are looked at, the newest
LEAST = 3  # numbers that make a range
STEP = 3.0  # times the usual step
ROUNDING = 1e-9  # a history without any spread expects its own number
LONG_BEFORE = 270  # days
VAST = 1000.0  # times its lower end: a range that wide expects nothing, and "inside" would be empty praise
LEVEL = 0.95  # of the range that is expected


@dataclass(frozen=True, slots=True)
class Surprise:
    """`expected` is the 95 % range for the number's time.

    None with fewer than three comparable numbers before it, and where it is more than a thousandfold wide.
    """

    last: Observation | None
    expected: tuple[float, float] | None
    inside: bool | None
    said: str


def as_observation(draft: Draft, today: date) -> Observation:
    """The number as metrics would see it once it is kept."""

    def number(x: float | None) -> float | None:
        return None if x is None else canonical(x, draft.unit)

    return Observation(
        id=0,
        series=draft.series,
        entity=draft.entity,
        basis=draft.basis,
        period_start=draft.period_start,
        period_end=draft.period_end,
        age_days=draft.age_days,
        value=number(draft.value),
        low=number(draft.low),
        high=number(draft.high),
        unit=key_unit(draft.unit),
        grade=draft.grade,
        known_on=draft.published_on or today,
        source=draft.source,
        url=draft.url,
        rights=draft.rights,
        label=draft.label,
        note=draft.note,
    )


def before(rows: Sequence[Observation], o: Observation) -> list[Observation]:
    """The newest comparable numbers before `o`, oldest first, none overlapping another."""
    taken: list[Observation] = []
    for row in sorted(rows, key=newness, reverse=True):
        fits = row.time < o.time and comparable(row, o) and row.label == o.label
        if fits and not any(overlap(row, other) for other in taken):
            taken.append(row)
    return taken[:MOST][::-1]


def surprise(rows: Sequence[Observation], o: Observation) -> Surprise:
    """`o` against what the numbers before it would have led one to expect.

    The range is the 95 % prediction interval of their random walk with drift (methods.capture.counterfactual); where a
    number is not positive there is none.
    """
    found, was = _against(before(rows, o), o), _until_now(rows, o)
    if was is None:
        return found
    if o.known_on < was.known_on:
        said = found.said if found.last else f"{_whose(o)}: {_is(o)}."
        stands = f"Published before {say.observed(was)} of {say.day(was.known_on)}, which stands."
        return replace(found, said=f"{said} {stands}")
    if found.last is None:
        return replace(found, said=f"{_whose(o)}: until now {say.observed(was)}; {_is(o)}.")
    return replace(found, said=f"{found.said} Until now it was {say.observed(was)}.")


def _until_now(rows: Sequence[Observation], o: Observation) -> Observation | None:
    """What stood for the same time, which `o` revises."""
    return newest(row for row in rows if row.key == o.key)


def _against(history: Sequence[Observation], o: Observation) -> Surprise:
    if not history:
        said = f"{_whose(o)}: {_is(o)}. The first number of its kind: nothing to hold it against."
        return Surprise(None, None, None, said)
    last = history[-1]
    was = f"{_whose(o)}: last {say.observed(last)} {say.during(last)}"
    if len(history) < LEAST:
        few = "one number before it gives" if len(history) == 1 else f"{len(history)} numbers before it give"
        return Surprise(last, None, None, f"{was}; {_is(o)}. {few.capitalize()} no range to expect.")
    trend = counterfactual([p.time for p in history], [p.number for p in history], o.time, LEVEL)
    if trend is None or trend.low is None or trend.high is None:
        return Surprise(
            last, None, None, f"{was}; {_is(o)}. Not all of it is above zero, so there is no range to expect."
        )
    if trend.high > VAST * trend.low:
        return Surprise(
            last, None, None, f"{was}; {_is(o)}. The {len(history)} before it scatter too widely to expect any."
        )
    inside = trend.low * (1 - ROUNDING) <= o.number <= trend.high * (1 + ROUNDING)
    span = say.interval(trend.low, trend.high, o.unit)
    word = "inside" if inside else "OUTSIDE"
    said = f"{was}; expected {span} from {len(history)} numbers; {_is(o)}: {word}."
    return Surprise(last, (trend.low, trend.high), inside, said)


def _is(o: Observation) -> str:
    text = say.observed(o)
    return f"now {text} {say.during(o)}"


def _whose(o: Observation) -> str:
    title = all_series()[o.series].title if o.series in all_series() else o.series
    age = f", day {o.age_days}" if o.age_days is not None else ""
    return f"{o.entity}, {title}{age}"


def guards(rows: Sequence[Observation], o: Observation, today: date) -> list[str]:
    """What should give pause, one sentence each: `rows` are all numbers of the series and entity, on every basis."""
    each = (_step, _unit, _basis, _filled, _length, _old)
    found = [guard(rows, o) for guard in each]
    if o.period_end > today:
        found.append(f"The period ends on {say.day(o.period_end)}, after today: a plan, or the wrong year?")
    if o.known_on > today:
        found.append(f"Published on {say.day(o.known_on)}, after today: it will not show before that day.")
    if o.known_on < o.period_start:
        found.append(f"Published on {say.day(o.known_on)}, before its period begins: a plan, or the wrong year?")
    return [sentence for sentence in found if sentence]


def _step(rows: Sequence[Observation], o: Observation) -> str:
    """A step of more than three times the usual one."""
    history = before(rows, o)
    steps = [abs(_distance(a, b)) for a, b in pairwise(history)]
    if len(steps) >= LEAST - 1 and (usual := median(steps)) > 0:
        step = abs(_distance(history[-1], o))
        return f"The step is {say.digits(step / usual, 2)} times the usual one." if step > STEP * usual else ""
    return ""


def _old(rows: Sequence[Observation], o: Observation) -> str:
    """Long before anything on file: a backfill, or last year's date."""
    oldest = min(rows, key=lambda r: r.period_end, default=None)
    if oldest is None or (oldest.period_end - o.period_end).days < LONG_BEFORE:
        return ""
    when = say_period(o.period_start, o.period_end)
    return f"{when} is long before the oldest on file ({say.when(oldest)}): is the year right?"


def _distance(a: Observation, b: Observation) -> float:
    """How far it is from one number to the next, a day: in logarithms where both are positive."""
    if a.number > 0 and b.number > 0:
        return math.log(b.number / a.number) / (b.time - a.time)
    return (b.number - a.number) / (b.time - a.time)


def _unit(rows: Sequence[Observation], o: Observation) -> str:
    last = newest(row for row in rows if row.basis == o.basis)
    if last is None or last.unit == o.unit:
        return ""
    return f"Until now in {last.unit}, this one in {o.unit}: the two are not compared."


def _basis(rows: Sequence[Observation], o: Observation) -> str:
    others = list(dict.fromkeys(row.basis for row in sorted(rows, key=newness, reverse=True)))
    if not others or o.basis in others:
        return ""
    return f'The first number on the basis "{o.basis}"; on file: {say.listed(others[:3])}. The two are not compared.'


def _filled(rows: Sequence[Observation], o: Observation) -> str:
    """The period is filled on another basis by a number of a harder grade."""
    same = [r for r in rows if (r.period_start, r.period_end, r.age_days) == (o.period_start, o.period_end, o.age_days)]
    better = [r for r in same if GRADES.index(r.grade) > GRADES.index(o.grade)]
    if not better:
        return ""
    r = better[-1]
    grade = "" if r.grade in ("floor", "ceiling") else f", {say.GRADE_WORDS[r.grade]}"
    when = say_period(r.period_start, r.period_end)
    return f"{when} is filled by a better source: {say.observed(r)}{grade} ({r.basis})."


def _length(rows: Sequence[Observation], o: Observation) -> str:
    series = all_series().get(o.series)
    last = newest(row for row in rows if row.basis == o.basis)
    if last is None or same_length(last, o) or (series is not None and series.stock):
        return ""
    return f"Until now periods of {_days(last)}, this one of {_days(o)}: the two are not compared."


def _days(o: Observation) -> str:
    return "1 day" if o.days == 1 else f"{o.days} days"
