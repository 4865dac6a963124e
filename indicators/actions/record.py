"""The act of recording, for the app, the command line and files: judged once, written as one batch, told with it.

Rights, what was expected and what gives pause have one policy here, whichever way a number comes in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.entry.validate import Cell, Rejection
from ..core.evidence.evidence import Evidence
from ..core.evidence.reads import Pair
from ..core.evidence.rows import FrameRows
from ..core.model.errors import TelltaleError
from ..core.model.step import Step, quiet
from ..core.review.ahead.flips import NextNumber
from ..core.review.record.remarks import Remarks, remarks
from ..core.review.record.surprise import as_observation
from ..core.review.record.warn import reads, warnings
from ..core.review.snapshot import Snapshot
from ..store import Board, BoardSnapshot, Outcome, held, import_file
from ..store.rows.rights import chosen, remember, rights_of
from ..store.rows.write import Verdict
from ..store.views.kept_levels import keep

Row = Mapping[str, Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What came of an act of recording.

    `aside` is what history would have led one to expect and what gives pause; `before` is what was known until then,
    with the claims that the numbers could move. `asked` are the warnings that nobody has accepted: then nothing was
    written.
    """

    outcome: Outcome
    remarks: Remarks
    before: Snapshot
    asked: tuple[Rejection, ...] = ()


def record(  # noqa: PLR0913 - the switches of every writer
    before: BoardSnapshot,
    rows: Sequence[Row],
    *,
    what: str,
    by: str,
    strict: bool = False,
    accepted: Collection[Rejection] | None = None,
) -> Recorded:
    """Write rows in the contract's columns as one batch on the board of `before`, which is as known today.

    Any rejected row refuses all; `strict` rejects what is warned about, and where `accepted` is given, nothing is
    written while a warning is not among it. Kept beside the numbers are the levels that stood before each that was
    expected, and the rights of their sources. BoardError and InputError as the board raises them; then nothing was
    written.
    """
    board, pairs = before.board, pairs_of(rows)
    with held(board.path):
        verdict = board.judge(rows)
        said = _remarks(before, verdict)
        asked = tuple(w for w in said.warnings if accepted is not None and w not in accepted)
        if asked and verdict.valid:
            return Recorded(outcome=Outcome(None, warnings=said.warnings), remarks=said, before=before, asked=asked)
        verdict = replace(verdict, warnings=said.warnings)
        stood = before.about(pairs)  # now: after the write the board would answer otherwise
        expected = before.expected(pairs, stood.claims) if verdict.valid else ()
        outcome = board.add_rows(rows, what=what, by=by, verdict=verdict, strict=strict)
        if outcome.batch is not None:
            outcome = _beside(board, rows, expected, outcome, by)
    return Recorded(outcome=outcome, remarks=said, before=stood)


def _beside(board: Board, rows: Sequence[Row], expected: Sequence[NextNumber], outcome: Outcome, by: str) -> Outcome:
    """Keep what goes beside numbers that are written. What hinders it is a warning: the numbers are on the board."""
    try:
        _keep(board, expected, outcome, by)
        remember(board, rows, by)
    except TelltaleError as error:
        failed = Rejection(0, "", f"The numbers are kept; what is remembered beside them is not: {error}")
        return replace(outcome, warnings=(*outcome.warnings, failed))
    return outcome


def imported(  # noqa: PLR0913 - the switches of every writer
    before: BoardSnapshot,
    file: Path | str | bytes,
    name: str,
    *,
    by: str,
    strict: bool = False,
    accept_valid: bool = False,
    dry_run: bool = False,
    step: Step = quiet,
) -> Outcome:
    """Import a file as one batch on the board of `before`, with the levels that stood before each number in it.

    Its warnings are in the outcome; with `strict` they reject.

    InputError where the file as a whole cannot be read.
    """
    board = before.board
    claims = () if dry_run else tuple(before.claims)  # decided now: after the write the board would answer otherwise
    outcome = import_file(
        board,
        file,
        name,
        by=by,
        heed=lambda verdict: replace(verdict, warnings=_warned(before, verdict)),
        strict=strict,
        accept_valid=accept_valid,
        dry_run=dry_run,
        metrics=before.metrics,
        step=step,
    )
    if outcome.batch is not None:
        known = {(d.last.series, d.last.entity) for d in before.due}
        written = {(row["series"], row["entity"]) for row in board.rows(outcome.ids)}
        _keep(board, before.expected(known & written, claims), outcome, by)
    return outcome


def preview(before: BoardSnapshot, rows: Sequence[Row]) -> Remarks:
    """What would be said beside rows that are being typed; of those that cannot be kept nothing."""
    with held(before.board.path):
        return _remarks(before, before.board.judge(rows))


def pairs_of(rows: Iterable[Row]) -> frozenset[Pair]:
    """The series and entities of rows, as they are written."""
    return frozenset((str(row.get("series", "")), str(row.get("entity", ""))) for row in rows)


def _remarks(before: BoardSnapshot, verdict: Verdict) -> Remarks:
    """Surprise lines, guards and warnings of the valid rows against what is known today."""
    drafts = verdict.drafts
    if not drafts:
        return Remarks()
    on_file, today = _on_file(before, verdict), before.as_of
    settings, stands = chosen(before.board), before.stands
    numbers = [as_observation(draft, today) for _, draft in drafts]
    evidence = Evidence.over(on_file, today)
    said = remarks(numbers, evidence, today, lambda source: rights_of(source, settings, stands))
    return replace(said, warnings=warnings(drafts, on_file, today, verdict.known.series))


def _warned(before: BoardSnapshot, verdict: Verdict) -> tuple[Rejection, ...]:
    """The warnings of the valid rows alone."""
    if not verdict.checked.observations:
        return ()
    return warnings(verdict.drafts, _on_file(before, verdict), before.as_of, verdict.known.series)


def _on_file(before: BoardSnapshot, verdict: Verdict) -> FrameRows:
    """What is known of the same series and entities, of series that no reading uses too."""
    asked = reads((draft for _, draft in verdict.drafts), verdict.known.series)
    return FrameRows(before.numbers.observations(before.as_of, asked), asked)


def _keep(board: Board, expected: Sequence[NextNumber], outcome: Outcome, by: str) -> None:
    if expected:
        keep(board, expected, board.rows(outcome.ids), by)
