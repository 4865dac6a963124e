"""Before the print: the values of the next number at which calls and claims would flip, solved from the metrics."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from ...claims.claim import OUTCOME_WORDS, Decided, Outcome
from ...claims.judge import Seen, decide, read
from ...evidence.evaluate import evaluate_one
from ...evidence.evidence import Evidence
from ...evidence.expected import newest_due, next_period, supposed
from ...model.calendars import Period
from ...model.catalogue import all_series
from ...model.indicator import Bands, Indicator, Metric
from ...model.observation import Observation
from ...model.reading import CALL_WORDS, Reading
from ...text import say
from ...text.periods import say_period
from .due import Due

if TYPE_CHECKING:
    from ..snapshot import Snapshot

SAID_DIGITS = 4  # of a level that no rounder number holds
Holds = Callable[[float], bool | None]  # of the next number; None where the reading by it tells neither
LAST_BITS = {"rel_tol": 1e-8, "abs_tol": 2e-9}  # a line is met within 1e-9 of it: a level lies a little beside it
# How many times the last number the next one may be. Between two of these a call turns once at most.
REACH = (1e-4, 1e-2, 0.13, 0.3, 0.5, 0.7, 0.85, 1.0, 1.18, 1.43, 2.0, 3.3, 7.7, 1e2, 1e4)
STEPS = 200  # halvings: enough for the last bit of a float


@dataclass(frozen=True, slots=True)
class Flip:
    """From `level` on (or up to it, where not `rising`) the metric's call or the claim's outcome is `becomes`.

    `inclusive`: the level as it is said, `round`, is on that side itself. `until`: where that ends, if it does: what
    falls far from all numbers before it tells little, and makes no call.
    """

    metric: str
    title: str
    level: float
    unit: str
    rising: bool
    becomes: str
    inclusive: bool = True
    until: float | None = None

    @property
    def round(self) -> float:
        """The level as it is said: to four digits on its side, or to as many as it has where that is up to six."""
        return rounded(self.level, rising=self.rising)

    @property
    def sign(self) -> str:
        """How a number must stand to the level: ≥ > ≤ or <."""
        return {(True, True): "\u2265", (True, False): ">", (False, True): "\u2264", (False, False): "<"}[
            self.rising, self.inclusive
        ]

    @property
    def said(self) -> str:
        """The level in words: `from CNY 1.1135bn`, `under CNY 960.5M`, `from 7.909M to 8.596M`."""
        if self.until is not None:
            return f"from {self._ends(self.until)}"
        word = ("from" if self.inclusive else "above") if self.rising else ("up to" if self.inclusive else "under")
        return f"{word} {say.edge(self.round, self.unit)}"

    @property
    def signed(self) -> str:
        """The level with its sign: `≥ CNY 1.1135bn`; `7.909M to 8.596M` where it ends."""
        if self.until is not None:
            return self._ends(self.until)
        return f"{self.sign} {say.edge(self.round, self.unit)}"

    def _ends(self, until: float) -> str:
        ends = sorted((self.round, rounded(until, rising=not self.rising)))
        return " to ".join(say.edge(end, self.unit) for end in ends)

    def reached(self, value: float) -> bool:
        """Whether a number that came is on the level's side."""
        if self.rising:
            return self.level <= value <= (math.inf if self.until is None else self.until)
        return (-math.inf if self.until is None else self.until) <= value <= self.level


@dataclass(frozen=True, slots=True)
class NextNumber:
    """The next number: whose, for when, in which unit and basis, and what it would flip."""

    due: Due
    period: Period
    unit: str
    flips: tuple[Flip, ...]

    @property
    def title(self) -> str:
        """Which number it is, as it stands in a sentence; of retention at which age."""
        age = self.due.last.age_days
        return self.due.title if age is None else f"day-{age} {self.due.title}"


def rounded(level: float, *, rising: bool) -> float:
    """A level to the digits that hold it, but for the last bits, if six do; else to four, away from the other side.

    So what is said of a number from (or up to) the rounded level is true.
    """
    short = [float(f"{level:.{digits}g}") for digits in range(SAID_DIGITS, say.EDGE_DIGITS + 1)]
    for value in short:
        if math.isclose(value, level, **LAST_BITS):
            return value
    step = 10.0 ** (math.floor(math.log10(abs(level))) + 1 - SAID_DIGITS)
    return float(f"{(math.ceil(level / step) if rising else math.floor(level / step)) * step:.{SAID_DIGITS}g}")


def next_numbers(snapshot: Snapshot, due: Iterable[Due], claims: Sequence[Decided] | None = None) -> list[NextNumber]:
    """What each due number would flip, for those that would flip something; of the open claims unless others are given.

    Where several are missing, the next one may be stale before it is entered and flip nothing: then the newest counts.
    """
    found, evidence = [], snapshot.evidence
    open_ = [d for d in snapshot.claims if d.open] if claims is None else claims
    for expected in (variant for number in due for variant in _by_age(number, evidence)):
        for period in dict.fromkeys((next_period(expected.last), newest_due(expected.last, evidence.as_of))):
            flips = tuple(_flips(snapshot, open_, expected, period))
            if flips:
                found.append(NextNumber(expected, period, expected.last.unit, flips))
                break
    return found


def _by_age(expected: Due, evidence: Evidence) -> list[Due]:
    """The due number itself; of a series by age one for each age on file, since each is a number of its own."""
    last = expected.last
    if last.age_days is None:
        return [expected]
    newest_of = {o.age_days: o for o in evidence.lead(last.series, last.entity)}
    return [replace(expected, last=newest_of[age]) for age in sorted(newest_of, key=lambda age: age or 0)]


def _flips(snapshot: Snapshot, claims: Sequence[Decided], expected: Due, period: Period) -> Iterator[Flip]:
    o = expected.last
    # The day on which the number would be known; nothing else is known by then that is not known now.
    day = max(expected.on, period.end, snapshot.as_of)
    for indicator in snapshot.indicators:
        for metric in indicator.metrics:
            name = indicator.full(metric.id)
            if not snapshot.evidence.reads(name, o.series, o.entity):
                continue
            own = snapshot.bands.get(name, metric.bands)
            if own is not None:
                at = cache(partial(_reading_at, snapshot, indicator, metric.id, o, period, day))
                yield from _of_bands((name, metric.title), at, o, own)
            for d in claims:
                if d.claim.metric == name and period.end <= d.claim.period_end and day <= d.claim.resolve_by:
                    yield from _of_claim(
                        d, cache(partial(_seen_at, snapshot, d, indicator, metric, o, period, day)), o, day
                    )


def _reading_at(  # noqa: PLR0913, PLR0917 - all but the value are bound once by a partial
    snapshot: Snapshot, indicator: Indicator, metric: str, o: Observation, period: Period, day: date, value: float
) -> Reading:
    """A metric's reading on `day`, with the next number after `o` supposed to be `value`."""
    return evaluate_one(indicator, metric, snapshot.evidence.suppose(supposed(o, period, value), day), snapshot.bands)


def _seen_at(  # noqa: PLR0913, PLR0917 - all but the value are bound once by a partial
    snapshot: Snapshot,
    d: Decided,
    indicator: Indicator,
    metric: Metric,
    o: Observation,
    period: Period,
    day: date,
    value: float,
) -> Seen:
    """The same as a claim sees it: on its basis, by numbers about its days alone."""
    evidence = snapshot.evidence.suppose(supposed(o, period, value), day)
    return read(d.claim, indicator, metric, evidence, d.basis, snapshot.bands)


def _depends(at: Callable[[float], Reading], o: Observation) -> bool:
    """Whether the metric would use the number: it is known with it, and another value gives another reading."""
    one, other = at(_start(o)), at(_start(o) / 2)
    return one.known and other.known and one.value != other.value


def _start(o: Observation) -> float:
    return o.number if o.number > 0 else _limit(o.series) or 1.0


def _limit(series: str) -> float | None:
    """The most that a number of a series can be."""
    return all_series()[series].high


def _of_bands(name: tuple[str, str], at: Callable[[float], Reading], o: Observation, own: Bands) -> Iterator[Flip]:
    if not _depends(at, o):
        return
    for call in ("supports", "against") if own.against else ("supports",):
        yield from _turn(name, o, partial(_has_call, at, call), CALL_WORDS[call])


def _has_call(at: Callable[[float], Reading], call: str, value: float) -> bool | None:
    """Whether a reading makes this call; None where it makes none."""
    found = at(value).call
    return None if found is None else found == call


def _of_claim(d: Decided, seen_at: Callable[[float], Seen], o: Observation, day: date) -> Iterator[Flip]:
    def at(value: float) -> Reading:
        return seen_at(value).reading

    def met(value: float) -> bool | None:
        one = seen_at(value)
        return decide(one, day) is Outcome.MET if one.reading.known else None

    if _depends(at, o):
        yield from _turn((d.claim.metric, d.claim.claim), o, met, OUTCOME_WORDS[Outcome.MET])


def _turn(
    name: tuple[str, str],
    o: Observation,
    holds: Holds,
    becomes: str,
) -> Iterator[Flip]:
    """The flip at the value where `holds` turns, if it does."""
    counted = all_series()[o.series].whole
    levels = _levels(o, cache(lambda value: holds(float(round(value)))) if counted else holds)
    if not levels:
        return
    level, rising = min(levels, key=lambda turn: abs(math.log(turn[0] / _start(o))))
    ends = [end for end, rises in levels if rises != rising and (end > level) == rising]
    until = min(ends, key=lambda end: abs(end - level), default=None)
    until = float(round(until)) if counted and until is not None else until
    exact = float(round(level)) if counted else level
    inclusive = holds(rounded(exact, rising=rising)) is True
    yield Flip(*name, exact, o.unit, rising=rising, becomes=becomes, inclusive=inclusive, until=until)


def _levels(o: Observation, holds: Holds) -> list[tuple[float, bool]]:
    """Where `holds` turns: each time the least value from which it is true (rising), or the greatest up to which."""
    start, limit = _start(o), _limit(o.series) or math.inf
    tried = [(x, holds(x)) for x in dict.fromkeys(min(start * times, limit) for times in REACH)]
    told = [(x, held) for x, held in tried if held is not None]
    return [_halved(a[0], b[0], holds, b[1]) for a, b in pairwise(told) if a[1] != b[1]]


def _halved(low: float, high: float, holds: Holds, at_high: bool) -> tuple[float, bool]:  # noqa: FBT001 - as it holds
    for _ in range(STEPS):
        middle = math.sqrt(low * high)
        if not low < middle < high:
            break
        if (holds(middle) is True) is at_high:  # what tells neither lies on the other side
            high = middle
        else:
            low = middle
    return (high, True) if at_high else (low, False)


def said(found: NextNumber) -> str:
    """`Acme revenue, Q3 2026: Supports from CNY 1.1135bn, Against under CNY 960.5M`, each with its metric."""
    parts = [f"{flip.becomes} {flip.said} ({flip.title})" for flip in found.flips]
    period = say_period(found.period.start, found.period.end)
    return f"{found.due.last.entity} {found.title}, {period}: {', '.join(parts)}"
