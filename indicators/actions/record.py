"""The act of recording, for the app, the command line and files: judged once, written as one batch, told with it.

Rights, what was expected and what gives pause have one policy here, whichever way a number comes in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..core.entry.validate import Cell
from ..core.evidence.evidence import Evidence
from ..core.evidence.reads import Pair, Reads
from ..core.model.observation import Observation
from ..core.model.step import Step, quiet
from ..core.review.ahead.flips import Print
from ..core.review.record.aside import Aside, aside
from ..core.review.record.surprise import as_observation
from ..core.review.snapshot import Snapshot
from ..store import Board, BoardSnapshot, Outcome, held, import_file
from ..store.rows.rights import chosen, remember, rights_of
from ..store.rows.write import Verdict
from ..store.views.prints import keep

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of an act of recording.

    `aside` is what history would have led one to expect and what gives pause; `before` is what was known until then,
    with the claims that the numbers could move.
    """

    outcome: Outcome
    aside: Aside
    before: Snapshot


def record(before: BoardSnapshot, rows: Sequence[Row], *, what: str, by: str) -> Recorded:
    """Write rows in the contract's columns as one batch on the board of `before`, which is as known today.

    Any rejected row refuses all. Kept beside the numbers are the levels that stood before each that was expected, and
    the rights of their sources. BoardError and InputError as the board raises them; then nothing was written.
    """
    board, pairs = before.board, pairs_of(rows)
    with held(board.path):
        verdict = board.judge(rows)
        said = _aside(before, verdict)
        stood = before.about(pairs)  # now: after the write the board would answer otherwise
        expected = before.expected(pairs, stood.claims) if verdict.valid else ()
        outcome = board.add_rows(rows, what=what, by=by, verdict=verdict)
        if outcome.batch is not None:
            _keep(board, expected, outcome, by)
            remember(board, rows, by)
    return Recorded(outcome=outcome, aside=said, before=stood)


def imported(  # noqa: PLR0913 - the switches of every writer
    before: BoardSnapshot,
    file: Path | str | bytes,
    name: str,
    *,
    by: str,
    accept_valid: bool = False,
    dry_run: bool = False,
    step: Step = quiet,
) -> Outcome:
    """Import a file as one batch on the board of `before`, with the levels that stood before each number in it.

    InputError where the file as a whole cannot be read.
    """
    board = before.board
    claims = () if dry_run else tuple(before.claims)  # decided now: after the write the board would answer otherwise
    outcome = import_file(
        board, file, name, by=by, accept_valid=accept_valid, dry_run=dry_run, metrics=before.metrics, step=step
    )
    if outcome.batch is not None:
        known = {(d.last.series, d.last.entity) for d in before.due}
        written = {(row["series"], row["entity"]) for row in board.rows(outcome.ids)}
        _keep(board, before.expected(known & written, claims), outcome, by)
    return outcome


def preview(before: BoardSnapshot, rows: Sequence[Row]) -> Aside:
    """What would be said beside rows that are being typed; of those that cannot be kept nothing."""
    with held(before.board.path):
        return _aside(before, before.board.judge(rows))


def pairs_of(rows: Iterable[Row]) -> frozenset[Pair]:
    """The series and entities of rows, as they are written."""
    return frozenset((str(row.get("series", "")), str(row.get("entity", ""))) for row in rows)


def _aside(before: BoardSnapshot, verdict: Verdict) -> Aside:
    """Surprise lines and guards of the valid rows against what is known today."""
    numbers = [as_observation(draft, before.as_of) for draft in verdict.drafts]
    if not numbers:
        return Aside()
    settings, stands = chosen(before.board), before.stands
    return aside(numbers, _on_file(before, numbers), before.as_of, lambda source: rights_of(source, settings, stands))


def _on_file(before: BoardSnapshot, numbers: Iterable[Observation]) -> Evidence:
    """What is known of the same series and entities, of series that no reading uses too."""
    reads = Reads(frozenset((o.series, o.entity) for o in numbers))
    return Evidence(before.numbers.observations(before.as_of, reads), before.as_of, (), reads)


def _keep(board: Board, expected: Sequence[Print], outcome: Outcome, by: str) -> None:
    if expected:
        keep(board, expected, board.rows(outcome.ids), by)
