"""What is written: a number, a file, and what is taken back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from typing import Any

from .. import registry
from ..actions import imported, record
from ..core.entry.arguments import fields
from ..core.entry.entry import read_entry
from ..core.model.errors import InputError, UsageError
from ..core.text.vocabulary import Vocabulary, named
from ..store import Board, Workspace, held, take, who
from .common import Result, open_for, today, with_warnings
from .options import counted
from .program import complain as say


def add(options: Namespace) -> Result:
    """One number."""
    board = open_for(options)
    with held(board.path):
        return _added(board, options)


def _added(board: Board, options: Namespace) -> Result:
    vocabulary, own = board.series(), named(registry().values())
    typed = fields(vars(options), lambda: Vocabulary(vocabulary, board.measures(today()).uses, own), today())
    if typed["series"] not in vocabulary:
        raise InputError(f'series "{typed["series"]}" is not known: `list` shows the series.')
    entry = read_entry(typed, today(), vocabulary)
    for field, why in entry.problems.items():
        error = UsageError if field in ("period", "published_on") else InputError  # a form of date is usage
        raise error(f"{field}: {why.rstrip('.')}. Nothing was written.")
    done = record(take(board, today(), registry()), [entry.cells], what="add", by=who(), strict=options.strict)
    outcome, said = done.outcome, done.remarks.lines
    answer, text, code = refused_or(outcome, dry_run=False)
    return with_errata(board, outcome.ids, (answer, "\n".join((text, *(said if outcome.ids else ()))), code))


def import_(options: Namespace) -> Result:
    """A file's rows."""
    board = open_for(options)
    outcome = imported(
        take(board, today(), registry()),
        options.file,
        options.file.name,
        by=who(),
        strict=options.strict,
        accept_valid=options.accept_valid,
        dry_run=options.dry_run,
        step=counted,
    )
    answer = refused_or(outcome, dry_run=options.dry_run, accept_valid=options.accept_valid)
    return with_errata(board, outcome.ids, answer)


def undo(options: Namespace) -> Result:
    """Take a batch back."""
    board = open_for(options)
    outcome = board.undo(options.batch, who())
    return with_errata(
        board, outcome.ids, (outcome.as_json(), with_warnings(f"batch {outcome.batch} is undone", outcome), 0)
    )


def retract(options: Namespace) -> Result:
    """Take one number back."""
    board = open_for(options)
    outcome = board.retract(options.id, options.why, who())
    said = with_warnings(f"number {options.id} is retracted, batch {outcome.batch}", outcome)
    return with_errata(board, [options.id], (outcome.as_json(), said, 0))


def refused_or(outcome: Any, *, dry_run: bool, accept_valid: bool = False) -> Result:  # noqa: ANN401 - an Outcome
    """The answer to an act of writing: rejected rows are listed, and refuse all unless the valid were asked for."""
    refused = bool(outcome.rejected) and (dry_run or not accept_valid)
    lines = [f"row {r.row}, {r.column}: {r.reason}" for r in outcome.rejected]
    if refused:
        say_refused(lines)
    if not refused or dry_run:
        lines.append(with_warnings(outcome.said, outcome))
    return outcome.as_json(), "\n".join(lines), 3 if refused else 0


def say_refused(lines: Sequence[str]) -> None:
    """One line on stderr for rejected rows; the answer lists them all."""
    more = f" {len(lines) - 1} more rejected; --accept-valid takes the valid rows." if len(lines) > 1 else ""
    say(f"{lines[0]} Nothing was written.{more}")


def with_errata(board: Any, numbers: Sequence[int], result: Result) -> Result:  # noqa: ANN401 - a Board
    """A result whose text goes on with the memos that quoted these numbers and no longer hold."""
    answer, text, code = result
    if not numbers or not Workspace(board.path).kept("memo"):
        return result
    from .figures_and_memos import errata_lines  # noqa: PLC0415 - a board without memos need not wait for what draws them

    return answer, "\n".join(part for part in (text, errata_lines(board, numbers, today())) if part), code
