"""What is read: readings, claims, coverage, revisions, and what changed."""

from __future__ import annotations

from argparse import Namespace

from .. import registry
from ..core.evidence.evaluate import evaluate_on
from ..core.evidence.evidence import Evidence
from ..core.evidence.reads import reads_of
from ..core.model.errors import UsageError
from ..core.review.changed import diff as difference
from ..core.review.record import coverage as months
from ..core.review.record import vintages as releases
from ..store import Workspace, between, claims_of, snapshot_at, who
from .common import Result, open_for, today, with_warnings
from .listing import as_json, as_text, claims_as_json, claims_as_text


def show(options: Namespace) -> Result:
    """The readings as of a day."""
    indicators = registry()
    if options.indicator is not None and options.indicator not in indicators:
        raise UsageError(f'There is no indicator "{options.indicator}": use {", ".join(indicators)}.')
    board, as_of = open_for(options), options.as_of or today()
    chosen = [i for i in indicators.values() if options.indicator in (None, i.id)]
    reads = reads_of(chosen)
    evidence = Evidence(board.observations(as_of, reads=reads), as_of, board.events(as_of), reads)
    bands = Workspace(board.path, board.until).bands(as_of)
    evaluated = [evaluate_on(i, evidence, bands) for i in chosen]
    about = {"path": str(board.path), "kind": board.kind, "title": board.title}
    return as_json(about, as_of, evaluated), as_text(board.title, as_of, evaluated), 0


def claims(options: Namespace) -> Result:
    """Claims with their outcomes, as known then and as known now."""
    board, as_of = open_for(options), options.as_of or today()
    if options.void is not None:
        outcome = board.void_claim(options.void, options.why, who())
        said = with_warnings(f"claim {options.void} is void, batch {outcome.batch}", outcome)
        return outcome.as_json(), said, 0
    decided = claims_of(board, as_of, registry())
    return claims_as_json(as_of, decided.rows, decided), claims_as_text(decided), 0


def diff(options: Namespace) -> Result:
    """What changed between two as-of days, or two moments of recording."""
    first, last = options.first, options.last
    if "T" in first + last and not options.recorded:
        raise UsageError("A time is a moment of recording: add --recorded, or give days.")
    if first > last:
        raise UsageError(f"{first} is after {last}: give the earlier one first.")
    board, indicators = open_for(options), registry()
    before, after = (snapshot_at(board, at, indicators, recorded=options.recorded) for at in (first, last))
    found = between(board, before, after)
    return difference.as_json(before, after, found), difference.as_text(before, after, found), 0


def revisions(options: Namespace) -> Result:
    """Who revises, and the numbers that were published more than once."""
    as_of = options.as_of or today()
    return *releases.answer(releases.vintages(open_for(options).vintages(as_of)), as_of), 0


def coverage(options: Namespace) -> Result:
    """The months on file, and what can be decided."""
    board, as_of = open_for(options), options.as_of or today()
    reads, bands = months.reads_for(registry().values()), Workspace(board.path, board.until).bands(as_of)
    evidence = Evidence(board.observations(as_of, reads=reads), as_of, board.events(as_of), reads)
    revised = releases.revised(releases.vintages(board.versions(as_of, reads)))
    return *months.answer(registry().values(), evidence, bands, revised), 0
