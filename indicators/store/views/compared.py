"""Two snapshots of a board against each other, what was taken back in between included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ...core.claims.claim import claim_of
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import Reads
from ...core.model.observation import from_row
from ...core.review.changed.changes import Changes, Part, TakenBack, changes
from ...core.review.snapshot import Snapshot
from ..file import clock
from ..file.connection import reading
from ..workspace import Workspace
from .claims import Claims
from .moved import moved
from .snapshot import BoardSnapshot, take

if TYPE_CHECKING:
    from ...core.evidence.reads import Pair
    from ...core.model.indicator import Indicator
    from ..board import Board

_AT_ONCE = 500  # series and entities whose numbers are compared at once


def claims_of(board: Board, as_of: date, indicators: Mapping[str, Indicator]) -> Claims:
    """The claims made by a day, each decided when they are first looked at."""
    return Claims(board, as_of, indicators, Workspace(board.path, board.until).bands(as_of))


def snapshot_at(board: Board, at: str, indicators: Mapping[str, Indicator], *, recorded: bool) -> BoardSnapshot:
    """The snapshot of a day; with `recorded` what the board had answered at a UTC time, or at the end of a day.

    It holds what had been recorded by then, as known on its day.
    """
    if not recorded:
        return take(board, date.fromisoformat(at), indicators)
    until = at if clock.is_stamp(at) else f"{at}T23:59:59Z"
    return take(board.recorded_by(until), clock.day_of(until), indicators)


def days_of_change(board: Board, last: date) -> list[date]:
    """The days up to `last` on which anything changed: a number, an event, a claim, a band or an exit trigger."""
    workspace = Workspace(board.path, board.until)
    found = set(board.known_days(last)) | {event.date for event in board.events(last)}
    found |= {claim_of(row).made_on for row in board.claims(last)} | workspace.days()
    return sorted(day for day in found if day <= last)


def between(board: Board, before: Snapshot, after: Snapshot, most: int | None = None) -> Changes:
    """What changed from one snapshot of a board to a later one, what was taken back in between included.

    The snapshots hold what readings use. Numbers are looked at by series and entity, only where any changed; with
    `most` no further once there are so many, those that readings use first, and `Changes.more` says how many were left.
    """
    taken: dict[Pair, list[TakenBack]] = {}
    for t in taken_back(board, before, after):
        taken.setdefault((t.number.series, t.number.entity), []).append(t)
    with reading(board.path, after.until) as db:
        counts = moved(db, before, after)
    counts |= {pair: len(found) for pair, found in taken.items() if pair not in counts}
    looked = list(counts) if most is None else _first(counts, before, after, most)
    left = sum(counts.values()) - sum(counts[pair] for pair in looked)
    return changes(before, after, apart=_parts(board, before, after, looked, taken), more=left)


def _first(counts: Mapping[Pair, int], before: Snapshot, after: Snapshot, most: int) -> list[Pair]:
    """The series and entities that readings use, and as many more as there is room for `most` numbers."""
    used = {pair for one in (before, after) for pair in zip(one.frame["series"], one.frame["entity"], strict=True)}
    looked, room = [pair for pair in counts if pair in used], most
    room -= sum(counts[pair] for pair in looked)
    for pair, count in counts.items():
        if pair not in used and count <= room:
            looked.append(pair)
            room -= count
    return looked


def _parts(
    board: Board, before: Snapshot, after: Snapshot, pairs: Iterable[Pair], taken: Mapping[Pair, Sequence[TakenBack]]
) -> Iterator[Part]:
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        own = sorted((t for pair in some for t in taken.get(pair, ())), key=lambda t: t.number.id)
        yield Part(_part(board, before, frozenset(some)), _part(board, after, frozenset(some)), own)


def _part(board: Board, snapshot: Snapshot, pairs: frozenset[Pair]) -> Snapshot:
    reads = Reads(pairs)
    frame = board.recorded_by(snapshot.until).observations(snapshot.as_of, reads=reads)
    evidence = Evidence(frame, snapshot.as_of, reads=reads)
    return Snapshot(frame=frame, evidence=evidence, evaluated={}, until=snapshot.until)


def taken_back(board: Board, before: Snapshot, after: Snapshot) -> list[TakenBack]:
    """The numbers known in the second that were taken back between the two, in the order of their ids."""
    by_recording = before.until != after.until
    first, last = (one.until if by_recording else one.as_of.isoformat() for one in (before, after))
    rows = board.recorded_by(after.until).taken_back(first, last)
    return [
        TakenBack(
            number=from_row({**row, "known_on": row["published_on"] or row["recorded_at"][:10]}),
            on=row["retracted"],
            why=row["retracted_why"],
        )
        for row in rows
    ]
