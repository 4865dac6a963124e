"""A board as known on a day with all that is made of it, and what was taken back between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from ...core.claims.claim import claim_of
from ...core.evidence.evaluate import evaluate_on
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import Reads, reads_of
from ...core.model.observation import from_row
from ...core.readings import peers
from ...core.review.ahead.withdrawn import Withdrawn, withdrawn
from ...core.review.changed.changes import Changes, Part, TakenBack, changes
from ...core.review.changed.side import Side
from ..desk import Desk
from ..file import clock
from ..file.connection import reading
from .claims import Claims
from .moved import moved
from .past import PairsPast

if TYPE_CHECKING:
    import pandas as pd

    from ...core.evidence.reads import Pair
    from ...core.model.indicator import Indicator
    from ..board import Board

_AT_ONCE = 500  # series and entities whose numbers are compared at once


def claims_of(board: Board, as_of: date, indicators: Mapping[str, Indicator]) -> Claims:
    """The claims made by a day, each decided when they are first looked at."""
    return Claims(board, as_of, indicators, Desk(board.path, board.until).bands(as_of))


def side_of(
    board: Board,
    as_of: date,
    indicators: Mapping[str, Indicator],
    reads: Reads | None = None,
    frame: pd.DataFrame | None = None,
) -> Side:
    """Evaluate every indicator, and the claims when they are looked at, as known on a day.

    With `reads` the side holds what these cover, and nothing else is read; `frame` is that where it is read already.
    """
    desk = Desk(board.path, board.until)
    if frame is None:
        frame = board.observations(as_of, reads=reads)
    evidence, bands = Evidence(frame, as_of, board.events(as_of), reads), desk.bands(as_of)
    return Side(
        frame=frame,
        evidence=evidence,
        evaluated={i.id: evaluate_on(i, evidence, bands) for i in indicators.values()},
        claims=Claims(board, as_of, indicators, bands),
        lines=tuple(desk.lines(as_of)),
        bands=bands,
        until=board.until,
    )


def withdrawn_of(board: Board, side: Side) -> dict[str, Withdrawn]:
    """The calls of a side that were withdrawn because their evidence grew stale, by metric."""
    with reading(board.path, board.until) as db:
        past = PairsPast(db, side.as_of, side.events)
        parts = [withdrawn(e, side.evidence, past.then, side.bands) for e in side.evaluated.values()]
    return {name: found for part in parts for name, found in part.items()}


def side_at(board: Board, at: str, indicators: Mapping[str, Indicator], *, recorded: bool) -> Side:
    """The side of a day; with `recorded` what the board had answered at a UTC time, or at the end of a day.

    That is what had been recorded by then, as known on its day.
    """
    reads = reads_of(indicators.values()) | peers.READS
    if not recorded:
        return side_of(board, date.fromisoformat(at), indicators, reads)
    until = at if clock.is_stamp(at) else f"{at}T23:59:59Z"
    return side_of(board.recorded_by(until), clock.day_of(until), indicators, reads)


def days_of_change(board: Board, last: date) -> list[date]:
    """The days up to `last` on which anything changed: a number, an event, a claim, a band or an exit trigger."""
    desk = Desk(board.path, board.until)
    found = set(board.known_days(last)) | {event.date for event in board.events(last)}
    found |= {claim_of(row).made_on for row in board.claims(last)} | desk.days()
    return sorted(day for day in found if day <= last)


def between(board: Board, before: Side, after: Side, most: int | None = None) -> Changes:
    """What changed from one side of a board to a later one, what was taken back in between included.

    The sides hold what readings use. Numbers are looked at by series and entity, only where any changed; with `most`
    no further once there are so many, those that readings use first, and `Changes.more` says how many were left.
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


def _first(counts: Mapping[Pair, int], before: Side, after: Side, most: int) -> list[Pair]:
    """The series and entities that readings use, and as many more as there is room for `most` numbers."""
    used = {pair for side in (before, after) for pair in zip(side.frame["series"], side.frame["entity"], strict=True)}
    looked, room = [pair for pair in counts if pair in used], most
    room -= sum(counts[pair] for pair in looked)
    for pair, count in counts.items():
        if pair not in used and count <= room:
            looked.append(pair)
            room -= count
    return looked


def _parts(
    board: Board, before: Side, after: Side, pairs: Iterable[Pair], taken: Mapping[Pair, Sequence[TakenBack]]
) -> Iterator[Part]:
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        own = sorted((t for pair in some for t in taken.get(pair, ())), key=lambda t: t.number.id)
        yield Part(_part(board, before, frozenset(some)), _part(board, after, frozenset(some)), own)


def _part(board: Board, side: Side, pairs: frozenset[Pair]) -> Side:
    reads = Reads(pairs)
    frame = board.recorded_by(side.until).observations(side.as_of, reads=reads)
    return Side(frame=frame, evidence=Evidence(frame, side.as_of, reads=reads), evaluated={}, until=side.until)


def taken_back(board: Board, before: Side, after: Side) -> list[TakenBack]:
    """The numbers known on the second side that were taken back between the two, in the order of their ids."""
    by_recording = before.until != after.until
    first, last = (side.until if by_recording else side.as_of.isoformat() for side in (before, after))
    rows = board.recorded_by(after.until).taken_back(first, last)
    return [
        TakenBack(
            number=from_row({**row, "known_on": row["published_on"] or row["recorded_at"][:10]}),
            on=row["retracted"],
            why=row["retracted_why"],
        )
        for row in rows
    ]
