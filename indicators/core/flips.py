"""Before the print: the values of the next number at which calls and claims would flip, solved from the metrics."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from . import say
from .calendars import Period, months_period
from .claim import OUTCOME_WORDS, Claim, Outcome, judge
from .due import Due
from .evaluate import evaluate_one
from .evidence import Evidence
from .indicator import Bands, Indicator
from .observation import Observation
from .periods import calendar_month, calendar_quarter, calendar_year, say_period
from .reading import CALL_WORDS, Reading
from .series import SERIES

STEPS = 200  # halvings: enough for the last bit of a float


@dataclass(frozen=True, slots=True)
class Flip:
    """From `level` on (or up to it, where not `rising`) the metric's call or the claim's outcome is `becomes`.

    `inclusive`: the level as it is said, to six digits, is on that side itself.
    """

    metric: str
    title: str
    level: float
    unit: str
    rising: bool
    becomes: str
    inclusive: bool = True

    @property
    def sign(self) -> str:
        """How a number must stand to the level: ≥ > ≤ or <."""
        return {(True, True): "\u2265", (True, False): ">", (False, True): "\u2264", (False, False): "<"}[
            self.rising, self.inclusive
        ]

    @property
    def said(self) -> str:
        """The level in words: `from CNY 1.1135bn`, `under CNY 960.5M`."""
        word = ("from" if self.inclusive else "above") if self.rising else ("up to" if self.inclusive else "under")
        return f"{word} {say.edge(self.level, self.unit)}"

    def reached(self, value: float) -> bool:
        """Whether a number that came is on the level's side."""
        return value >= self.level if self.rising else value <= self.level


@dataclass(frozen=True, slots=True)
class Print:
    """The next number: whose, for when, in which unit and basis, and what it would flip."""

    due: Due
    period: Period
    unit: str
    flips: tuple[Flip, ...]


def next_period(o: Observation) -> Period:
    """The period after a number's own: the next month, quarter or year, else as many days again."""
    own = Period(o.period_start, o.period_end)
    start = o.period_end + timedelta(1)
    if calendar_month(own):
        return months_period(start.year, start.month)
    if calendar_quarter(own):
        return months_period(start.year, start.month, 3)
    if calendar_year(own):
        return months_period(start.year, 1, 12)
    rhythm = SERIES[o.series].rhythm
    if own.days == 1:
        day = o.period_end + timedelta(days=rhythm.every if rhythm else 1)
        return Period(day, day)
    days = min(own.days, rhythm.every) if rhythm else own.days  # a search over years is not repeated over years
    return Period(start, start + timedelta(days=days - 1))


def newest_due(o: Observation, as_of: date) -> Period:
    """The newest period after a number's own whose number would be out by a day; the next one where none would."""
    rhythm = SERIES[o.series].rhythm
    lag = timedelta(days=rhythm.lag if rhythm else 0)
    period = next_period(o)
    following = next_period(replace(o, period_start=period.start, period_end=period.end))
    while following.end + lag <= as_of:
        period = following
        following = next_period(replace(o, period_start=period.start, period_end=period.end))
    return period


def supposed(o: Observation, period: Period, value: float) -> Observation:
    """A number that has not come yet: the next one after `o`, published as that one was ("more than", an estimate)."""
    return replace(
        o,
        id=0,
        period_start=period.start,
        period_end=period.end,
        value=value,
        low=None,
        high=None,
        known_on=period.end,
        source="supposed",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a supposed number is set into: the catalogue, what is known, the claims, and a user's own bands."""

    indicators: Sequence[Indicator]
    evidence: Evidence
    claims: Sequence[Claim] = ()
    bands: Mapping[str, Bands] = field(default_factory=dict)


def prints(scene: Scene, due: Iterable[Due]) -> list[Print]:
    """What each due number would flip, for those that would flip something.

    Where several are missing, the next one may be stale before it is entered and flip nothing: then the newest counts.
    """
    found = []
    for expected in due:
        for period in dict.fromkeys((next_period(expected.last), newest_due(expected.last, scene.evidence.as_of))):
            flips = tuple(_flips(scene, expected, period))
            if flips:
                found.append(Print(expected, period, expected.last.unit, flips))
                break
    return found


def _flips(scene: Scene, expected: Due, period: Period) -> Iterator[Flip]:
    o = expected.last
    # The day on which the number would be known; nothing else is known by then that is not known now.
    day = max(expected.on, period.end, scene.evidence.as_of)
    for indicator in scene.indicators:
        for metric in indicator.metrics:
            name = indicator.full(metric.id)
            own = scene.bands.get(name, metric.bands)
            yield from _of_progress(scene, indicator, metric.id, o)
            about = [c for c in scene.claims if c.metric == name and c.period_end <= period.end and c.void_why is None]
            at = partial(_reading_at, scene, indicator, metric.id, o, period, day)
            if (own is None and not about) or not _depends(at, o):
                continue
            if own is not None:
                yield from _of_bands(name, metric.title, at, o, own)
            for claim in about:
                yield from _of_claim(claim, at, o, day)


def _of_progress(scene: Scene, indicator: Indicator, metric: str, o: Observation) -> Iterator[Flip]:
    """What a running year still lacks for a claim on it: a number that alone settles the claim, whatever follows."""
    about = [c for c in scene.claims if c.metric == indicator.full(metric) and c.test.op in (">", ">=")]
    if not about:
        return
    reading = evaluate_one(indicator, metric, scene.evidence, scene.bands)
    progress = reading.details.get("progress")
    rests_on = scene.evidence.of(set(reading.inputs))
    if progress is None or progress["unit"] != o.unit or (o.series, o.entity) not in rests_on:
        return
    for claim in about:
        level, from_it = claim.test.edge * progress["before"] - progress["so_far"], claim.test.op == ">="
        if level > 0:
            exact = level if from_it else math.nextafter(level, math.inf)
            yield Flip(claim.metric, claim.claim, exact, o.unit, rising=True, becomes="Settled", inclusive=from_it)


def _reading_at(  # noqa: PLR0913, PLR0917 - all but the value are bound once by a partial
    scene: Scene, indicator: Indicator, metric: str, o: Observation, period: Period, day: date, value: float
) -> Reading:
    """A metric's reading on `day`, with the next number after `o` supposed to be `value`."""
    return evaluate_one(indicator, metric, scene.evidence.suppose(supposed(o, period, value), day), scene.bands)


def _depends(at: Callable[[float], Reading], o: Observation) -> bool:
    """Whether the metric would use the number: it is known with it, and another value gives another reading."""
    low, high = at(_start(o)), at(2 * _start(o))
    return low.known and high.known and low.value != high.value


def _start(o: Observation) -> float:
    return o.number if o.number > 0 else 1.0


def _of_bands(name: str, title: str, at: Callable[[float], Reading], o: Observation, own: Bands) -> Iterator[Flip]:
    for call in ("supports", "against") if own.against else ("supports",):
        yield from _turn((name, title), at, o, partial(_has_call, call), CALL_WORDS[call])


def _has_call(call: str, reading: Reading) -> bool:
    return reading.call == call


def _of_claim(claim: Claim, at: Callable[[float], Reading], o: Observation, day: date) -> Iterator[Flip]:
    def met(reading: Reading) -> bool:
        return judge(claim, reading, day) is Outcome.MET

    yield from _turn((claim.metric, claim.claim), at, o, met, OUTCOME_WORDS[Outcome.MET])


def _turn(
    name: tuple[str, str],
    at: Callable[[float], Reading],
    o: Observation,
    holds: Callable[[Reading], bool],
    becomes: str,
) -> Iterator[Flip]:
    """The flip at the value where `holds` turns, if it does."""
    level = _level(at, o, holds)
    if level is None:
        return
    exact, rising = whole(o, *level), level[1]
    inclusive = holds(at(float(f"{exact:.{say.EDGE_DIGITS}g}")))
    yield Flip(*name, exact, o.unit, rising=rising, becomes=becomes, inclusive=inclusive)


def whole(o: Observation, level: float, rising: bool) -> float:  # noqa: FBT001 - a pair of _level's
    """The first whole number on the level's side, for what is counted."""
    if not SERIES[o.series].whole:
        return level
    return float(math.ceil(level) if rising else math.floor(level))


def _level(
    at: Callable[[float], Reading], o: Observation, holds: Callable[[Reading], bool]
) -> tuple[float, bool] | None:
    """The least value from which `holds` is true (rising), or the greatest up to which; None where it never turns.

    A reading is monotone in one number, so halving between a value where it holds and one where it does not is exact.
    """
    low, high = _start(o) / 1e4, _start(o) * 1e4
    at_low, at_high = holds(at(low)), holds(at(high))
    if at_low == at_high:
        return None
    for _ in range(STEPS):
        middle = math.sqrt(low * high)
        if not low < middle < high:
            break
        if holds(at(middle)) == at_low:
            low = middle
        else:
            high = middle
    return (high, True) if at_high else (low, False)


def said(found: Print) -> str:
    """`Kling AI revenue, Q3 2026: Supports from CNY 1.1135bn, Against under CNY 960.5M`, each with its metric."""
    parts = [f"{flip.becomes} {flip.said} ({flip.title})" for flip in found.flips]
    period = say_period(found.period.start, found.period.end)
    return f"{found.due.last.entity} {found.due.title}, {period}: {', '.join(parts)}"
