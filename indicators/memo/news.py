"""What is new, revised, taken back, crossed, resolved or gone stale since the last memo, as a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from .. import registry
from ..core import say
from ..core.claim import OUTCOME_WORDS, Outcome
from ..core.evaluate import evaluate_on
from ..core.evidence import Evidence
from ..core.observation import Observation
from ..core.reading import CALL_WORDS, Reading
from ..store.desk import Kept
from . import quoted
from .now import observation
from .rights import CONFIDENTIAL, Release
from .view import View, frame_of, known_on, newest_of_each_key, stands

MOST = 6  # items named; the others are counted
_DECIDED = (Outcome.MET, Outcome.MISSED, Outcome.VOID)


def news(view: View, last: Kept | None, release: Release) -> str:
    """The paragraph; `last` is the memo before this one, None where there is none."""
    if last is None:
        return (
            f"This is the first memo from this board. {len(view.frame)} numbers are on file as known "
            f"{say.day(view.as_of)}."
        )
    rows = view.board.export_rows()
    then = _held(rows, last)
    now = newest_of_each_key(r for r in rows if stands(r) and known_on(r) <= view.as_of.isoformat())
    before = _readings(view, then.values(), last.as_of)
    parts = [
        _numbers("New", [observation(now[key]) for key in now if key not in then], release),
        _numbers("Revised", _revised(then, now), release),
        _numbers("Taken back", [observation(then[key]) for key in then if key not in now], release),
        _crossed(view, before),
        _resolved(view, last),
        _gone_stale(view, before),
    ]
    since = f'Since "{last.title}" (as known {say.day(last.as_of)}, {last.name}): '
    return since + (" ".join(part for part in parts if part) or "nothing is new, revised, crossed, resolved or stale.")


def _held(rows: Iterable[Mapping[str, Any]], last: Kept) -> dict[tuple[object, ...], Mapping[str, Any]]:
    """What held for each number when the last memo was made."""
    day, until = last.as_of.isoformat(), int(last.shown["until"])
    return newest_of_each_key(r for r in rows if r["id"] <= until and known_on(r) <= day and stands(r, last.at))


def _readings(view: View, rows: Iterable[Mapping[str, Any]], day: date) -> dict[str, Reading]:
    evidence = Evidence(frame_of(rows), day, view.board.events(day))
    return {r.metric: r for i in registry().values() for r in evaluate_on(i, evidence, view.bands).readings}


def _revised(
    then: Mapping[tuple[object, ...], Mapping[str, Any]], now: Mapping[tuple[object, ...], Mapping[str, Any]]
) -> list[Observation]:
    names = ("value", "low", "high", "grade")
    both = [key for key in now if key in then]
    return [observation(now[key]) for key in both if any(now[key][name] != then[key][name] for name in names)]


def _numbers(word: str, rows: Sequence[Observation], release: Release) -> str:
    """`New: Kling AI revenue, Q3 2026: CNY 1.1bn; ...`; confidential numbers are counted unless they are released."""
    named = [o for o in rows if o.rights != CONFIDENTIAL or release.named]
    hidden = len(rows) - len(named)
    named.sort(key=lambda o: (o.known_on, o.id), reverse=True)
    said = [f"{quoted.name(o)}: {say.observed(o)}" for o in named[:MOST]]
    if len(named) > MOST:
        said.append(f"{len(named) - MOST} more")
    if hidden:
        said.append(f"{hidden} confidential")
    return f"{word}: {'; '.join(said)}." if said else ""


def _now(view: View) -> dict[str, tuple[str, Reading]]:
    return {r.metric: (e.indicator.short, r) for e in view.evaluated.values() for r in e.readings}


def _crossed(view: View, before: Mapping[str, Reading]) -> str:
    found = [
        f"{short}: {r.title}, from {CALL_WORDS[was.call]} to {CALL_WORDS[r.call]}"
        for name, (short, r) in _now(view).items()
        if (was := before.get(name)) and was.call and r.call and was.call != r.call
    ]
    return f"Crossed a line: {'; '.join(found)}." if found else ""


def _resolved(view: View, last: Kept) -> str:
    kept: Mapping[str, str] = last.shown.get("claims", {})
    found = [
        f"{d.claim.claim} ({OUTCOME_WORDS[d.outcome]})"
        for d in view.claims
        if d.outcome in _DECIDED and kept.get(d.claim.id, "") != d.outcome.value
    ]
    return f"Resolved: {'; '.join(found)}." if found else ""


def _gone_stale(view: View, before: Mapping[str, Reading]) -> str:
    found = [
        f"{short}: {r.title} (last {say.day(r.at)})"
        for name, (short, r) in _now(view).items()
        if r.reason == "stale" and r.at and (was := before.get(name)) and was.current
    ]
    return f"Gone stale: {'; '.join(found[:MOST])}{f'; {len(found) - MOST} more' if len(found) > MOST else ''}." * bool(
        found
    )
