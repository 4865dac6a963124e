"""The difference of two sides as `diff` answers it: plain values for --json, lines for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...model.observation import Observation
from ...text import say
from ..snapshot import Snapshot
from . import moves
from .changes import Changes, NumberChange, ReadingChange
from .sections import counts, sections


def title(before: Snapshot, after: Snapshot) -> str:
    """`From 2 Apr 2026 to 1 Jun 2026`; by the clock of recording with the times."""
    first, last = (say.time(side.until) if side.until else say.day(side.as_of) for side in (before, after))
    return f"From {first} to {last}{', as recorded' if after.until else ''}"


def as_text(before: Snapshot, after: Snapshot, found: Changes) -> str:
    """The difference for a person."""
    lines = [f"{title(before, after)}: {counts(found)}."]
    for section in sections(found):
        lines += ["", section.heading, *(f"  {told.sentence}" for told in section.rows)]
    return "\n".join(lines)


# Plain values


def as_json(before: Snapshot, after: Snapshot, found: Changes) -> dict[str, Any]:
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
