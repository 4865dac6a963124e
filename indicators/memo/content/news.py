"""What is new, revised, taken back, crossed, resolved or gone stale since the last memo, as a paragraph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ... import registry
from ...core.claims.claim import OUTCOME_WORDS, Outcome
from ...core.evidence.evaluate import evaluate_on
from ...core.evidence.evidence import Evidence
from ...core.model.reading import CALL_WORDS
from ...core.review.changed import moves
from ...core.review.changed.changes import Changes, Kind, NumberChange, ReadingChange, TakenBack, Turn, changes
from ...core.review.snapshot import Snapshot
from ...core.text import say
from ...store import BoardSnapshot
from ...store.workspace import Kept
from .ledger import frame_of, known_on, newest_of_each_key, observation, stands
from .rights import CONFIDENTIAL, Release, may_leave

MOST = 6  # items named; the others are counted
_WORDS = {Kind.NEW: "New", Kind.REVISED: "Revised", Kind.TAKEN_BACK: "Taken back"}
_DECIDED = (Outcome.MET, Outcome.MISSED, Outcome.VOID)


def news(snapshot: BoardSnapshot, last: Kept | None, release: Release) -> str:
    """The paragraph; `last` is the memo before this one, None where there is none."""
    if last is None:
        return (
            f"This is the first memo from this board. {snapshot.stands.numbers} numbers are on file as known "
            f"{say.day(snapshot.as_of)}."
        )
    rows = snapshot.board.export_rows()
    held = _held(rows, last)
    every = snapshot.board.observations(snapshot.as_of)  # whatever is new is told, read by a reading or not
    now = Snapshot(
        frame=every,
        evidence=Evidence(every, snapshot.as_of, snapshot.events),
        evaluated=snapshot.evaluated,
        claims=snapshot.claims,
        lines=snapshot.lines,
        bands=snapshot.bands,
    )
    before = _seen(snapshot, held.values(), last.as_of)
    found = changes(before, now, [_taken_back(row) for row in held.values() if not stands(row)])
    parts = [
        *(
            _numbers(word, [n for n in found.numbers if n.kind is kind and n.dated], release)
            for kind, word in _WORDS.items()
        ),
        _sources(found, release),
        _crossed(found, release),
        _resolved(snapshot, last, release),
        _gone_stale(found, release),
    ]
    since = f'Since "{last.title}" (as known {say.day(last.as_of)}, {last.name}): '
    return since + (" ".join(part for part in parts if part) or "nothing is new, revised, crossed, resolved or stale.")


def _held(rows: Iterable[Mapping[str, Any]], last: Kept) -> dict[tuple[object, ...], Mapping[str, Any]]:
    """What held for each number when the last memo was made."""
    day, until = last.as_of.isoformat(), int(last.shown["until"])
    return newest_of_each_key(r for r in rows if r["id"] <= until and known_on(r) <= day and stands(r, last.at))


def _seen(snapshot: BoardSnapshot, rows: Iterable[Mapping[str, Any]], day: date) -> Snapshot:
    """The board as the last memo saw it, by the bands of today: a band that moved is not news of the world."""
    frame = frame_of(rows)
    evidence = Evidence(frame, day, snapshot.board.events(day))
    evaluated = {i.id: evaluate_on(i, evidence, snapshot.bands) for i in registry().values()}
    return Snapshot(frame=frame, evidence=evidence, evaluated=evaluated, bands=snapshot.bands)


def _taken_back(row: Mapping[str, Any]) -> TakenBack:
    return TakenBack(number=observation(row), on=row["retracted"], why=row["retracted_why"])


def _numbers(word: str, rows: Sequence[NumberChange], release: Release) -> str:
    """`New: Acme revenue, Q3 2026: CNY 1.1bn; ...`; confidential numbers are counted unless they are released."""
    named = [n for n in rows if n.number.rights != CONFIDENTIAL or release.named]
    hidden = len(rows) - len(named)
    named.sort(key=lambda n: (n.number.known_on, n.number.id), reverse=True)
    said = [_number(n) for n in named[:MOST]]
    if len(named) > MOST:
        said.append(f"{len(named) - MOST} more")
    if hidden:
        said.append(f"{hidden} confidential")
    return f"{word}: {'; '.join(said)}." if said else ""


def _number(n: NumberChange) -> str:
    late = f" (an earlier {moves.span(n.number)})" if n.newer else ""
    if n.kind is Kind.REVISED and n.was is not None:
        was, now = moves.differently(n.was, n.number)
        return f"{say.name(n.number)}: {now}, was {was}"
    return f"{say.name(n.number)}: {say.observed(n.number)}{late}"


def _sources(found: Changes, release: Release) -> str:
    said = [moves.source(s) for s in found.sources if release.named or CONFIDENTIAL not in (s.was.rights, s.now.rights)]
    return f"Another source leads: {'; '.join(said)}." if said else ""


def _may(r: ReadingChange, release: Release) -> bool:
    return all(may_leave(one.rights, release) for one in (r.was, r.now))


def _crossed(found: Changes, release: Release) -> str:
    said = [
        f"{r.title}, from {CALL_WORDS[r.was.call]} to {CALL_WORDS[r.now.call]}"
        + (" on another source" if r.turn is Turn.SOURCE else "")
        for r in found.calls
        if r.was.call and r.now.call and _may(r, release)
    ]
    return f"Crossed a line: {'; '.join(said)}." if said else ""


def _resolved(snapshot: BoardSnapshot, last: Kept, release: Release) -> str:
    kept: Mapping[str, str] = last.shown.get("claims", {})
    found = [
        f"{d.claim.claim} ({OUTCOME_WORDS[d.outcome]})"
        for d in snapshot.claims
        if d.outcome in _DECIDED and kept.get(d.claim.id, "") != d.outcome.value and may_leave(d.rights, release)
    ]
    return f"Resolved: {'; '.join(found)}." if found else ""


def _gone_stale(found: Changes, release: Release) -> str:
    said = [
        f"{r.title} (last {say.day(r.now.at)})"
        for r in found.readings
        if r.now.reason == "stale" and r.now.at and r.was.current and _may(r, release)
    ]
    more = f"; {len(said) - MOST} more" if len(said) > MOST else ""
    return f"Gone stale: {'; '.join(said[:MOST])}{more}." if said else ""
