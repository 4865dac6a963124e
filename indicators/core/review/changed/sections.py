"""The difference of two sides for a person: what changed, in the order of a person's questions, and what did it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...model.event import Event
from ...text import say
from . import moves
from .changes import Cause, Changes, ClaimChange, Kind, LineChange, NumberChange, ReadingChange, SourceChange, Turn

NOT_SEEN = "it is on neither side"
DID, FROM = "What did it", "Where from"


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A change in parts, for a table, and as a sentence; `note` is what did it, or of a number where it is from."""

    what: str
    was: str
    now: str
    note: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, the changes under it, and what their notes say."""

    heading: str
    rows: Sequence[StatedChange]
    notes: str = DID


def sections(found: Changes) -> list[Section]:
    """What changed, in the order in which a person asks: calls, lines, claims, sources, numbers, readings, the rest."""
    quiet = (Turn.STALE, Turn.REASON)
    others = [r for r in found.readings if not r.flipped]
    told = [r for r in others if r.turn not in quiet and r.causes != (Cause.TIME,)]
    time = [r for r in others if r.turn not in quiet and r.causes == (Cause.TIME,)]
    every = [
        Section("Calls", _readings(found.calls)),
        Section("Exit triggers", [_line(line) for line in found.lines]),
        Section("Claims", [_claim(c) for c in found.claims]),
        Section("Another source leads", [_source(s) for s in found.sources], ""),
        *(Section(title, _numbers(found.numbers, kind), FROM) for kind, title in _NUMBERS.items()),
        Section("Readings", _readings(told)),
        Section("Gone stale", _readings(r for r in others if r.turn is Turn.STALE)),
        Section("Moved by time alone", _readings(time)),
        Section("Still not known, for another reason", _readings(r for r in others if r.turn is Turn.REASON)),
        Section("What happened", [_event(e) for e in found.events], ""),
    ]
    return [section for section in every if section.rows]


def counts(found: Changes) -> str:
    """All of it in a line: `1 call changed, 1 claim changed, 11 new numbers, 4 gone stale`."""
    kinds = {kind: sum(n.kind is kind for n in found.numbers) for kind in Kind}
    made = sum(c.was is None for c in found.claims)
    counted = (
        (len(found.calls), "call changed", "calls changed"),
        (len(found.lines), "exit trigger changed", "exit triggers changed"),
        (len(found.claims) - made, "claim changed", "claims changed"),
        (made, "claim made", "claims made"),
        (kinds[Kind.NEW], "new number", "new numbers"),
        (kinds[Kind.ENTERED], "entered without a date", "entered without a date"),
        (kinds[Kind.REVISED], "revised", "revised"),
        (kinds[Kind.TAKEN_BACK], "taken back", "taken back"),
        (found.more, "more number changed", "more numbers changed"),
        (sum(r.turn is Turn.STALE for r in found.readings), "gone stale", "gone stale"),
    )
    said = [f"{n} {one if n == 1 else many}" for n, one, many in counted if n]
    return ", ".join(said) or ("no call, claim, exit trigger or number changed" if found else "nothing changed")


_NUMBERS = {
    Kind.NEW: "New numbers",
    Kind.ENTERED: "Entered without a day of publication",
    Kind.REVISED: "Revised numbers",
    Kind.TAKEN_BACK: "Taken back",
    Kind.CONFIRMED: "Said again, unchanged",
}


def _numbers(numbers: Iterable[NumberChange], kind: Kind) -> list[StatedChange]:
    return [_run(run) if len(run) > 1 else _number(run[0]) for run in moves.runs(n for n in numbers if n.kind is kind)]


def _run(run: Sequence[NumberChange]) -> StatedChange:
    what, since = moves.run_name(run), moves.since(run[0])
    return StatedChange(what, "", "", since, f"{what} ({since})")


def _number(n: NumberChange) -> StatedChange:
    o = n.number
    was, now = "", say.observed(o)
    if n.kind is Kind.REVISED and n.was is not None:
        was, now = moves.differently(n.was, o)
    elif n.kind is Kind.TAKEN_BACK:
        was, now = now, say.observed(n.now) if n.now else "none"
    note = f"{moves.since(n)}{moves.late(n)}{moves.taken(n)}{'' if n.held else f'; {NOT_SEEN}'}"
    return StatedChange(say.name(o), was, now, note, moves.number(n) + ("" if n.held else f"; {NOT_SEEN}"))


def _readings(readings: Iterable[ReadingChange]) -> list[StatedChange]:
    return [_reading(r) for r in readings]


def _reading(r: ReadingChange) -> StatedChange:
    was, now = moves.pair(r)
    time_alone = r.turn is Turn.STALE and r.causes == (Cause.TIME,)
    why = "" if time_alone else moves.why(r)
    sentence = f"{moves.reading(r)}{f'; {why}' if why else ''}"
    if r.turn is Turn.SOURCE:
        (before, after), why = r.bases, f"{moves.NO_MOVE}; {why}"
        was, now = f"{was} ({before})", f"{now} ({after})"
    return StatedChange(r.title, was, now, why, sentence)


def _line(line: LineChange) -> StatedChange:
    why = moves.because(line.by)
    was, now = (str(s) if s else "not set" for s in (line.stood, line.stands))
    return StatedChange(moves.line_name(line), was, now, why, f"{moves.line(line)}; {why}")


def _claim(c: ClaimChange) -> StatedChange:
    if c.was is None:
        return StatedChange(c.now.claim.claim, f"made {say.day(c.now.claim.made_on)}", c.now.said, "", moves.claim(c))
    why = moves.because(c.by)
    return StatedChange(c.now.claim.claim, c.was.said, c.now.said, why, f"{moves.claim(c)}; {why}")


def _source(s: SourceChange) -> StatedChange:
    was, now = (moves.led_by(o) for o in (s.was, s.now))
    return StatedChange(moves.series_name(s), was, now, moves.NO_MOVE, moves.source(s))


def _event(e: Event) -> StatedChange:
    what = f"{say.day(e.date)}, {e.entity}: {e.title}"
    return StatedChange(what, "", "", "", what)
