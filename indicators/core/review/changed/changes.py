"""What changed between two sides of a board: numbers, sources, readings, claims, exit triggers, and what did it.

A change of leading basis is a change of source and never a move; an older period that arrives later is marked `late`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ...claims.claim import Decided
from ...evidence.evaluate import Evaluated, evaluate_on
from ...model.condition import condition
from ...model.event import Event
from ...model.observation import Observation
from ...model.reading import Reading
from ..ahead.triggers import Line, Standing, trigger
from ..snapshot import Snapshot
from .number_changes import RATES, Kind, NumberChange, SourceChange, TakenBack, number_changes, source_changes

__all__ = [
    "Cause",
    "Changes",
    "ClaimChange",
    "Kind",
    "LineChange",
    "NumberChange",
    "Part",
    "ReadingChange",
    "SourceChange",
    "TakenBack",
    "Turn",
    "changes",
    "differ",
]


class Turn(StrEnum):
    """What became of a reading."""

    KNOWN = "known"  # it was not before
    LOST = "lost"
    REASON = "reason"  # not known before and after, for another reason
    SOURCE = "source"  # known before and after, and not comparable
    STALE = "stale"
    MOVED = "moved"


class Cause(StrEnum):
    """What did it."""

    NUMBERS = "numbers"
    EVENT = "event"
    BAND = "band"
    TIME = "time"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingChange:
    """A reading before and after, how it turned, and what did it; `by` are the numbers among the causes."""

    title: str
    was: Reading
    now: Reading
    turn: Turn
    causes: tuple[Cause, ...]
    by: tuple[NumberChange, ...]
    bases: tuple[str, str] = ("", "")  # of another source: what it rested on, and rests on

    @property
    def metric(self) -> str:
        """The metric's full id."""
        return self.now.metric

    @property
    def flipped(self) -> bool:
        """Whether the call is another."""
        return self.was.call != self.now.call


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimChange:
    """A claim that stands otherwise; `was` is None of one that was made between."""

    was: Decided | None
    now: Decided
    by: tuple[NumberChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChange:
    """An exit trigger that stands otherwise, or was set, moved or taken away between."""

    was: Line | None
    now: Line | None
    stood: Standing | None
    stands: Standing | None
    by: tuple[NumberChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Everything that is another on the second side; all empty where nothing is."""

    numbers: tuple[NumberChange, ...]
    sources: tuple[SourceChange, ...]
    events: tuple[Event, ...]
    readings: tuple[ReadingChange, ...]
    claims: tuple[ClaimChange, ...]
    lines: tuple[LineChange, ...]
    more: int = 0  # numbers that changed too and were not looked at

    @property
    def calls(self) -> tuple[ReadingChange, ...]:
        """The readings whose call is another."""
        return tuple(r for r in self.readings if r.flipped)

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return any((self.numbers, self.sources, self.events, self.readings, self.claims, self.lines, self.more))


class Part(NamedTuple):
    """Both sides with the numbers of some series and entities, and what was taken back of these between."""

    before: Snapshot
    after: Snapshot
    taken_back: Sequence[TakenBack] = ()


def changes(
    before: Snapshot,
    after: Snapshot,
    taken_back: Iterable[TakenBack] = (),
    *,
    apart: Iterable[Part] | None = None,
    more: int = 0,
) -> Changes:
    """What changed from `before` to `after`; `taken_back` are the numbers that were taken back between.

    `apart`: where the two hold only what readings use, the numbers that changed, part by part, which may be many.
    `more`: how many others changed.
    """
    numbers: list[NumberChange] = []
    sources: list[SourceChange] = []
    for part in (Part(before, after, list(taken_back)),) if apart is None else apart:
        numbers += number_changes(*part)
        sources += source_changes(part.before, part.after)
    numbers.sort(key=lambda n: (n.kind is Kind.TAKEN_BACK, not n.held, n.number.id))
    sources.sort(key=lambda s: (s.now.series, s.now.entity))
    readings = tuple(_readings(before, after, [n for n in numbers if n.held]))
    return Changes(
        numbers=tuple(numbers),
        sources=tuple(sources),
        events=tuple(e for e in after.events if e not in set(before.events)),
        readings=readings,
        claims=tuple(_claims(before, after, numbers)),
        lines=tuple(_lines(before, after, {r.metric: r.by for r in readings})),
        more=more,
    )


# Readings


def _readings(before: Snapshot, after: Snapshot, numbers: Sequence[NumberChange]) -> Iterator[ReadingChange]:
    causes = _causes(before, after)
    changed = {id_: n for n in numbers for id_ in n.ids}
    used = {r.metric: (r, now) for e, f in _pairs(before, after) for r, now in zip(e.readings, f.readings, strict=True)}
    ids = frozenset(id_ for pair in used.values() for r in pair for id_ in r.inputs)
    rows = {o.id: o for side in (before, after) for o in side.observations(ids)}
    other = {name: bases for name, (was, now) in used.items() if (bases := _other_source(was, now, rows)) is not None}
    for e in after.evaluated.values():
        for was, now in (used[r.metric] for r in e.readings if differ(*used[r.metric])):
            built_on = (name for name in other if _built_on(used[now.metric], used[name]))
            bases = other.get(now.metric) or next((other[name] for name in built_on), None)
            did = causes[now.metric]
            yield ReadingChange(
                title=f"{e.indicator.short}: {now.title}",
                was=was,
                now=now,
                turn=_turn(was, now, another_source=bases is not None),
                causes=did,
                by=_by(was, now, changed, rows) if Cause.NUMBERS in did else (),
                bases=bases or ("", ""),
            )


def _pairs(before: Snapshot, after: Snapshot) -> Iterator[tuple[Evaluated, Evaluated]]:
    return ((before.evaluated[name], now) for name, now in after.evaluated.items())


def differ(was: Reading, now: Reading) -> bool:
    """Whether a person would read another thing; another number with the same value for another day is one."""
    return _shape(was) != _shape(now) or (was.inputs != now.inputs and was.at != now.at)


def _shape(r: Reading) -> tuple[object, ...]:
    return (r.value, r.low, r.high, r.unit, r.status, r.reason, r.call, r.no_call, r.bound, r.grade, r.rights)


def _causes(before: Snapshot, after: Snapshot) -> Mapping[str, tuple[Cause, ...]]:
    """What moved each reading: one thing at a time is taken from the first side to the second.

    The calendar comes first and counts only where nothing else did it.
    """
    found: dict[str, list[Cause]] = {r.metric: [] for e in after.evaluated.values() for r in e.readings}
    last = {r.metric: r for e in before.evaluated.values() for r in e.readings}
    later = before.evidence.on(after.as_of, before.events)
    happened = before.evidence.on(after.as_of, after.events)
    steps = (
        (Cause.TIME, before.as_of != after.as_of, later, before.bands),
        (Cause.EVENT, before.events != after.events, happened, before.bands),
        (Cause.BAND, before.bands != after.bands, happened, after.bands),
    )
    for cause, differs, evidence, bands in steps:
        if differs:
            readings = [r for e in after.evaluated.values() for r in evaluate_on(e.indicator, evidence, bands).readings]
            _note(found, cause, last, readings)
    _note(found, Cause.NUMBERS, last, [r for e in after.evaluated.values() for r in e.readings])
    return {name: tuple(c for c in did if c is not Cause.TIME or did == [Cause.TIME]) for name, did in found.items()}


def _note(found: dict[str, list[Cause]], cause: Cause, last: dict[str, Reading], stepped: Iterable[Reading]) -> None:
    for r in stepped:
        if differ(last[r.metric], r):
            found[r.metric].append(cause)
        last[r.metric] = r


def _turn(was: Reading, now: Reading, *, another_source: bool) -> Turn:
    if was.known != now.known:
        return Turn.KNOWN if now.known else Turn.LOST
    if not now.known:
        return Turn.REASON
    if another_source:
        return Turn.SOURCE
    same = (was.value, was.low, was.high) == (now.value, now.low, now.high)
    return Turn.STALE if same and now.reason and not was.reason else Turn.MOVED


_Both = tuple[Reading, Reading]


def _built_on(this: _Both, other: _Both) -> bool:
    """Whether on both sides the one rests on all that the other rests on."""
    return all(set(base.inputs) and set(base.inputs) <= set(r.inputs) for r, base in zip(this, other, strict=True))


def _other_source(was: Reading, now: Reading, rows: Mapping[int, Observation]) -> tuple[str, str] | None:
    """What each rests on, where two known readings cannot be set against each other; None where they can."""
    if not was.known or not now.known:
        return None
    first, last = (_bases(r, rows) for r in (was, now))
    for pair in sorted(first.keys() & last.keys()):
        if first[pair] != last[pair]:
            return ", ".join(sorted(first[pair])), ", ".join(sorted(last[pair]))
    ways = tuple(str(r.details.get("from", "")) for r in (was, now))
    if ways[0] != ways[1]:
        return ways[0], ways[1]
    return (was.unit, now.unit) if was.unit != now.unit else None


def _bases(r: Reading, rows: Mapping[int, Observation]) -> dict[tuple[str, str], frozenset[str]]:
    used = [rows[id_] for id_ in r.inputs if rows[id_].series != RATES]
    pairs = {(o.series, o.entity) for o in used}
    return {pair: frozenset(o.basis for o in used if (o.series, o.entity) == pair) for pair in pairs}


def _by(
    was: Reading, now: Reading, changed: Mapping[int, NumberChange], rows: Mapping[int, Observation]
) -> tuple[NumberChange, ...]:
    """The changed numbers that either reading rests on; else those of the same series and entities; else all."""
    ids = [id_ for id_ in (*was.inputs, *now.inputs) if id_ in changed]
    if not ids:
        pairs = {(rows[id_].series, rows[id_].entity) for id_ in (*was.inputs, *now.inputs)}
        ids = [id_ for id_, n in changed.items() if (n.number.series, n.number.entity) in pairs] or list(changed)
    return tuple({id(changed[id_]): changed[id_] for id_ in ids}.values())


# Claims and exit triggers


def _claims(before: Snapshot, after: Snapshot, numbers: Sequence[NumberChange]) -> Iterator[ClaimChange]:
    stood = {d.claim.id: d for d in before.claims}
    changed = {id_: n for n in numbers for id_ in n.ids}
    for d in after.claims:
        was = stood.get(d.claim.id)
        if was is not None and (was.outcome, was.outcome_now) == (d.outcome, d.outcome_now):
            continue
        used = [r for one in (was, d) if one is not None for r in (one.reading, one.reading_now)]
        by = {id(changed[id_]): changed[id_] for r in used for id_ in r.inputs if id_ in changed}
        yield ClaimChange(was=was, now=d, by=tuple(by.values()))


def _lines(before: Snapshot, after: Snapshot, by: Mapping[str, tuple[NumberChange, ...]]) -> Iterator[LineChange]:
    set_, sets = ({line.name: line for line in side.lines} for side in (before, after))
    for name in dict.fromkeys((*set_, *sets)):
        was, now = set_.get(name), sets.get(name)
        stood, stands = _standing(was, before), _standing(now, after)
        same_test = was and now and (was.metric, was.test) == (now.metric, now.test)
        if not same_test or stood is not stands:
            metric = (now or was).metric  # type: ignore[union-attr]  # one of the two is there
            yield LineChange(was=was, now=now, stood=stood, stands=stands, by=by.get(metric, ()))


def _standing(line: Line | None, side: Snapshot) -> Standing | None:
    if line is None:
        return None
    reading = side.evaluated[line.metric.partition(".")[0]].reading(line.metric)
    return trigger(condition(line.test), reading).standing
