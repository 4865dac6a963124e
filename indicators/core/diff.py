"""The difference of two sides as `diff` answers it: plain values for --json, lines for a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from . import moves, say
from .changes import Cause, Changes, Kind, NumberChange, ReadingChange, Turn
from .observation import Observation
from .side import Side

Section = tuple[str, Sequence[tuple[str, str]]]
"""A heading, and under it what changed and what did it (or nothing)."""


def sections(found: Changes) -> list[Section]:
    """What changed, in the order in which a person asks: calls, sources, numbers, readings, lines, claims, the rest."""
    quiet = (Turn.STALE, Turn.REASON)
    told = [r for r in found.readings if r.turn not in quiet and r.causes != (Cause.TIME,)]
    stale = [r for r in found.readings if r.turn is Turn.STALE]
    reasons = [r for r in found.readings if r.turn is Turn.REASON]
    time = [r for r in found.readings if r.causes == (Cause.TIME,) and r.turn not in quiet]
    every: list[Section] = [
        ("Calls", _readings(found.calls)),
        ("Exit triggers", [(moves.line(line), moves.because(line.by)) for line in found.lines]),
        ("Claims", [(moves.claim(c), moves.because(c.by)) for c in found.claims]),
        ("Another source leads", [(moves.source(s), "") for s in found.sources]),
        *[(title, _numbers(found.numbers, kind)) for kind, title in _NUMBERS.items()],
        ("Readings", _readings(r for r in told if not r.flipped)),
        ("Gone stale", _readings(r for r in stale if not r.flipped)),
        ("Moved by time alone", _readings(r for r in time if not r.flipped)),
        ("Still not known, for another reason", _readings(reasons)),
        ("What happened", [(f"{say.day(e.date)}, {e.entity}: {e.title}", "") for e in found.events]),
    ]
    return [(title, lines) for title, lines in every if lines]


def counts(found: Changes) -> str:
    """All of it in a line: `1 call is another, 1 claim stands otherwise; 11 numbers are new; 4 readings went stale`."""
    kinds = {kind: sum(n.kind is kind for n in found.numbers) for kind in Kind}
    stale = sum(r.turn is Turn.STALE for r in found.readings)
    counted = (
        (len(found.calls), "call is another", "calls are others"),
        (len(found.lines), "exit trigger stands otherwise", "exit triggers stand otherwise"),
        (len(found.claims), "claim is new or stands otherwise", "claims are new or stand otherwise"),
        (kinds[Kind.NEW], "number is new", "numbers are new"),
        (kinds[Kind.REVISED], "is revised", "are revised"),
        (kinds[Kind.TAKEN_BACK], "is taken back", "are taken back"),
        (stale, "reading went stale", "readings went stale"),
    )
    said = [f"{n} {one if n == 1 else many}" for n, one, many in counted if n]
    if said:
        return ", ".join(said)
    return "no call, claim, exit trigger or number changed" if found else "nothing changed"


_NUMBERS = {
    Kind.NEW: "New numbers",
    Kind.REVISED: "Revised numbers",
    Kind.TAKEN_BACK: "Taken back",
    Kind.CONFIRMED: "Said again, unchanged",
}
NOT_SEEN = "it is on neither side"


def _numbers(numbers: Iterable[NumberChange], kind: Kind) -> list[tuple[str, str]]:
    seen = [n for n in numbers if n.kind is kind and n.held]
    unseen = [n for n in numbers if n.kind is kind and not n.held]
    return [(text, "") for text in moves.grouped(seen)] + [(moves.number(n), NOT_SEEN) for n in unseen]


def _readings(readings: Iterable[ReadingChange]) -> list[tuple[str, str]]:
    return [
        (moves.reading(r), "" if r.turn is Turn.STALE and r.causes == (Cause.TIME,) else moves.why(r)) for r in readings
    ]


def title(before: Side, after: Side) -> str:
    """`From 2 Apr 2026 to 1 Jun 2026`; by the clock of recording with the times."""
    first, last = (say.time(side.until) if side.until else say.day(side.as_of) for side in (before, after))
    return f"From {first} to {last}{', as recorded' if after.until else ''}"


def as_text(before: Side, after: Side, found: Changes) -> str:
    """The difference for a person."""
    lines = [f"{title(before, after)}: {counts(found)}."]
    for heading, told in sections(found):
        lines += ["", heading, *(f"  {what}{f'; {why}' if why else ''}" for what, why in told)]
    return "\n".join(lines)


# Plain values


def as_json(before: Side, after: Side, found: Changes) -> dict[str, Any]:
    """The difference as plain values; `by` are ids of numbers, a reading is as `show` gives it."""
    return {
        "from": before.until or before.as_of.isoformat(),
        "to": after.until or after.as_of.isoformat(),
        "clock": "recorded" if after.until else "published",
        "numbers": [_number(n) for n in found.numbers],
        "sources": [
            {
                "series": s.now.series,
                "entity": s.now.entity,
                "was": s.was.basis,
                "now": s.now.basis,
                "because": moves.source(s),
            }
            for s in found.sources
        ],
        "events": [
            {"date": e.date.isoformat(), "entity": e.entity, "kind": e.kind, "title": e.title} for e in found.events
        ],
        "readings": [_reading(r) for r in found.readings],
        "calls": [{"metric": r.metric, "was": r.was.call, "now": r.now.call, "by": _ids(r.by)} for r in found.calls],
        "lines": [
            {
                "name": (line.now or line.was).name,  # type: ignore[union-attr]  # one of the two is there
                "was": line.stood and line.stood.value,
                "now": line.stands and line.stands.value,
                "by": _ids(line.by),
                "because": moves.line(line),
            }
            for line in found.lines
        ],
        "claims": [
            {
                "id": c.now.claim.id,
                "was": c.was and c.was.outcome.value,
                "now": c.now.outcome.value,
                "was_now": c.was and c.was.outcome_now.value,
                "now_now": c.now.outcome_now.value,
                "by": _ids(c.by),
                "because": moves.claim(c),
            }
            for c in found.claims
        ],
    }


def _number(n: NumberChange) -> dict[str, Any]:
    o = n.number
    return {
        "change": n.kind.value,
        "series": o.series,
        "entity": o.entity,
        "basis": o.basis,
        "period_start": o.period_start.isoformat(),
        "period_end": o.period_end.isoformat(),
        "age_days": o.age_days,
        "label": o.label,
        "unit": o.unit,
        "was": _held(n.was),
        "now": _held(n.now),
        "earlier_period": n.newer is not None,
        "retracted": n.on or None,
        "retracted_why": n.why,
        "because": moves.number(n),
    }


def _held(o: Observation | None) -> dict[str, Any] | None:
    if o is None:
        return None
    names = ("id", "value", "low", "high", "grade", "source")
    return {name: getattr(o, name) for name in names} | {"known_on": o.known_on.isoformat()}


def _reading(r: ReadingChange) -> dict[str, Any]:
    return {
        "metric": r.metric,
        "change": r.turn.value,
        "causes": [cause.value for cause in r.causes],
        "was": r.was.as_json(),
        "now": r.now.as_json(),
        "by": _ids(r.by),
        "because": f"{moves.reading(r)}; {moves.why(r)}",
    }


def _ids(by: Iterable[NumberChange]) -> list[int]:
    return sorted(n.number.id for n in by)
