"""The command line: `python -m indicators [--board FILE] COMMAND`. Every command takes --json.

Expected trouble is one line on stderr, and the exit code says its kind: 2 wrong usage, 3 bad input, 4 the board.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from . import registry
from .cli import program
from .cli.options import Parser, counted, day
from .cli.program import complain as say
from .core.model.errors import InputError, TelltaleError, UsageError

Answer = tuple[dict[str, Any], str]  # what --json prints, and what a person reads


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    try:
        options = parser().parse_args(argv)
        answer, text, code = options.run(options)
    except TelltaleError as error:
        say(str(error))
        return error.exit_code
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else text)  # noqa: T201 - see above
    if options.command != "list":
        from .cli.board_file import wait_for_copy  # noqa: PLC0415 - see open_for

        sys.stdout.flush()  # the answer need not wait for a large board's copy
        wait_for_copy(options, say)
    return int(code)


def parser() -> Parser:
    """Every command with its options."""
    root = Parser(prog="python -m indicators", description="The leading indicators of one thesis.")
    shared = Parser(add_help=False)
    for target in (root, shared):
        default = None if target is root else argparse.SUPPRESS
        target.add_argument("--board", type=Path, default=default, metavar="FILE", help="the board; else the default")
        target.add_argument("--json", action="store_true", default=False if target is root else argparse.SUPPRESS)
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: Callable[[argparse.Namespace], tuple[dict[str, Any], str, int]], does: str) -> Parser:
        made: Parser = commands.add_parser(name, help=does, description=does, parents=[shared])
        made.set_defaults(run=run, recorded_by=None)
        return made

    made = command("init", init, "make a board")
    made.add_argument("--with", dest="with_", choices=("public", "example", "empty"), default="public")
    command("list", list_, "indicators, metrics, panels and series")
    made = command("show", show, "readings")
    made.add_argument("indicator", nargs="?")
    _clocks(made)
    made = command("add", add, "add one number, by its fields or as one line")
    made.add_argument("series", help="a series; or alone a whole line, as people write it")
    made.add_argument("entity", nargs="?")
    made.add_argument("value", nargs="?")
    for name in ("period", "basis", "source"):
        made.add_argument(f"--{name}")
    for name in ("unit", "grade", "published", "url", "label", "note", "age", "low", "high", "rights"):
        made.add_argument(f"--{name}", default="")
    made = command("import", import_, "import a CSV, XLSX or JSON file")
    made.add_argument("file", type=Path)
    made.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    made.add_argument("--accept-valid", action="store_true", help="write the valid rows though others are rejected")
    made = command("export", export, "export to a CSV, XLSX or JSON file")
    made.add_argument("file", type=Path)
    _clocks(made)
    _looking_back(command)
    made = command("undo", undo, "take a batch back, by default the newest that stands")
    made.add_argument("batch", nargs="?", type=int)
    made = command("retract", retract, "take one number back")
    made.add_argument("id", type=int)
    made.add_argument("--why", required=True)
    made = command("claims", claims, "claims with their outcomes")
    _clocks(made)
    made.add_argument("--void", metavar="ID")
    made.add_argument("--why", default="")
    _leaving(command)
    made = command("backup", backup, "copy the board while others write")
    made.add_argument("file", type=Path)
    made = command("restore", of_the_file, "put a backup in the board's place")
    made.add_argument("file", type=Path, nargs="?", help="without it the automatic copies are named")
    command("where", of_the_file, "where the board is, and its automatic copies")
    command("check", of_the_file, "integrity and rules")
    return root


def _looking_back(command: Callable[..., Parser]) -> None:
    """The commands for what was known and written when."""
    made = command("history", history, "every row of a series and entity")
    made.add_argument("series")
    made.add_argument("entity")
    made.add_argument("--basis")
    made.add_argument("--period")
    command("log", log, "who wrote what when")
    made = command("diff", diff, "numbers, readings and calls that changed between two as-of days")
    made.add_argument("first", type=moment, metavar="FROM")
    made.add_argument("last", type=moment, metavar="TO")
    made.add_argument("--recorded", action="store_true")
    for name, run, does in (
        ("revisions", revisions, "who revises what they published, by how much, and which numbers"),
        ("coverage", coverage, "which months of which series are on file, late or missing, and what can be decided"),
    ):
        _clocks(command(name, run, does))


def _clocks(made: Parser) -> None:
    """The day on which the world knew, and the moment by which it was recorded here."""
    made.add_argument("--as-of", type=day)
    made.add_argument("--recorded-by", type=moment, metavar="TIME")


def _leaving(command: Callable[..., Parser]) -> None:
    """The commands for what leaves the app."""
    made = command(
        "figure", handed_out, "a panel, a card (board.INDICATOR), board.revisions or the claims as PNG or SVG"
    )
    made.add_argument("panel")
    made.add_argument("--preset", default="memo")
    made_memo = command("memo", handed_out, "a memo as DOCX, PPTX, HTML or MD, or the numbers behind it as CSV")
    made_memo.add_argument("--panel", action="append", default=[], help="a figure in it, in this order; else all")
    made_memo.add_argument("--licensed-data", action="store_true", help="licensed numbers may stand as data")
    for one in (made, made_memo):
        one.add_argument("--out", type=Path, required=True)
        one.add_argument("--as-of", type=day)
        for name in ("title", "to", "why"):
            one.add_argument(f"--{name}", default="")
    command("verify", handed_out, "is what a figure or memo quoted still true?").add_argument("what")


def moment(text: str) -> str:
    """A day, or a UTC time like 2026-11-22T09:30:00Z."""
    from .store.file.clock import is_stamp  # noqa: PLC0415 - see open_for

    return text if is_stamp(text) else day(text).isoformat()


def today() -> date:
    """The UTC day."""
    return datetime.now(UTC).date()


# The commands. Each returns what --json prints, what a person reads, and the exit code.

Result = tuple[dict[str, Any], str, int]


def open_for(options: argparse.Namespace) -> Any:  # noqa: ANN401 - a Board; the store is imported when needed
    """The board that was named, or the default one, made where it is missing."""
    from .store import Board, open_board  # noqa: PLC0415 - `list` and wrong calls need no store

    board = open_board(tell=say) if options.board is None else Board.open(options.board)
    until = options.recorded_by or ""
    return board.recorded_by(f"{until}T23:59:59Z" if until and "T" not in until else until)


def init(options: argparse.Namespace) -> Result:
    """Make a board, or add what is missing of the public record."""
    from .cli.board_file import file_of  # noqa: PLC0415 - see open_for
    from .store import init as make  # noqa: PLC0415 - see open_for

    board = file_of(options, say)
    outcome = make(board, options.with_)
    return outcome.as_json(), f"{board}: {outcome.said}", 0


def list_(_options: argparse.Namespace) -> Result:
    """What there is to enter and to read."""
    from .core.model.catalogue import all_series  # noqa: PLC0415 - see open_for
    from .core.model.series import MONEY  # noqa: PLC0415 - see open_for

    found = [
        {
            "id": i.id,
            "title": i.title,
            "question": i.question,
            "metrics": [i.full(m.id) for m in i.metrics],
            "panels": [i.full(p.id) for p in i.panels],
        }
        for i in registry().values()
    ]
    series = [
        {"id": s.id, "units": ["ISO 4217"] if s.units == (MONEY,) else list(s.units)} for s in all_series().values()
    ]
    lines = [f"{i['id']}: {i['title']}. {i['question']}\n  " + "\n  ".join(i["metrics"]) for i in found]
    lines += ["series:", *(f"  {s['id']} [{', '.join(s['units'])}]" for s in series)]
    return {"indicators": found, "series": series}, "\n".join(lines), 0


def show(options: argparse.Namespace) -> Result:
    """The readings as of a day."""
    from .cli.listing import as_json, as_text  # noqa: PLC0415 - see open_for
    from .core.evidence.evaluate import evaluate_on  # noqa: PLC0415 - see open_for
    from .core.evidence.evidence import Evidence  # noqa: PLC0415 - see open_for
    from .core.evidence.reads import reads_of  # noqa: PLC0415 - see open_for
    from .store import Desk  # noqa: PLC0415 - see open_for

    indicators = registry()
    if options.indicator is not None and options.indicator not in indicators:
        raise UsageError(f'There is no indicator "{options.indicator}": use {", ".join(indicators)}.')
    board, as_of = open_for(options), options.as_of or today()
    chosen = [i for i in indicators.values() if options.indicator in (None, i.id)]
    reads = reads_of(chosen)
    evidence = Evidence(board.observations(as_of, reads=reads), as_of, board.events(as_of), reads)
    bands = Desk(board.path, board.until).bands(as_of)
    evaluated = [evaluate_on(i, evidence, bands) for i in chosen]
    about = {"path": str(board.path), "kind": board.kind, "title": board.title}
    return as_json(about, as_of, evaluated), as_text(board.title, as_of, evaluated), 0


def add(options: argparse.Namespace) -> Result:
    """One number."""
    from .core.entry.arguments import fields  # noqa: PLC0415 - see open_for
    from .core.entry.entry import read_entry  # noqa: PLC0415 - see open_for
    from .core.text.vocabulary import Vocabulary, named  # noqa: PLC0415 - see open_for
    from .store import who  # noqa: PLC0415 - see open_for
    from .store.views import prints  # noqa: PLC0415 - see open_for
    from .store.views.beside import beside  # noqa: PLC0415 - see open_for

    board = open_for(options)
    vocabulary, own = board.series(), named(registry().values())
    typed = fields(vars(options), lambda: Vocabulary(vocabulary, board.measures(today()).uses, own), today())
    if typed["series"] not in vocabulary:
        raise InputError(f'series "{typed["series"]}" is not known: `list` shows the series.')
    entry = read_entry(typed, today(), vocabulary)
    for field, why in entry.problems.items():
        error = UsageError if field in ("period", "published_on") else InputError  # a form of date is usage
        raise error(f"{field}: {why.rstrip('.')}. Nothing was written.")
    stood = prints.before(board, today(), registry())
    said = beside(board, [entry.cells], today()).lines
    outcome = board.add_rows([entry.cells], what="add", by=who())
    prints.keep_came(board, stood, registry(), outcome.ids, who())
    answer, text, code = refused_or(outcome, dry_run=False)
    return with_errata(board, outcome.ids, (answer, "\n".join((text, *(said if outcome.ids else ()))), code))


def import_(options: argparse.Namespace) -> Result:
    """A file's rows."""
    from .store import import_file, who  # noqa: PLC0415 - see open_for
    from .store.views import prints  # noqa: PLC0415 - see open_for

    board = open_for(options)
    stood = prints.before(board, today(), registry())
    metrics = frozenset(i.full(m.id) for i in registry().values() for m in i.metrics)
    outcome = import_file(
        board,
        options.file,
        options.file.name,
        by=who(),
        accept_valid=options.accept_valid,
        dry_run=options.dry_run,
        metrics=metrics,
        step=counted,
    )
    prints.keep_came(board, stood, registry(), outcome.ids, who())
    answer = refused_or(outcome, dry_run=options.dry_run, accept_valid=options.accept_valid)
    return with_errata(board, outcome.ids, answer)


def with_errata(board: Any, numbers: Sequence[int], result: Result) -> Result:  # noqa: ANN401 - a Board
    """A result whose text goes on with the memos that quoted these numbers and no longer hold."""
    from .store import Desk  # noqa: PLC0415 - see open_for

    answer, text, code = result
    if not numbers or not Desk(board.path).kept("memo"):
        return result
    from .cli.figures_and_memos import errata_lines  # noqa: PLC0415 - a board without memos need not wait for what draws them

    return answer, "\n".join(part for part in (text, errata_lines(board, numbers, today())) if part), code


def refused_or(outcome: Any, *, dry_run: bool, accept_valid: bool = False) -> Result:  # noqa: ANN401 - an Outcome
    """The answer to an act of writing: rejected rows are listed, and refuse all unless the valid were asked for."""
    refused = bool(outcome.rejected) and (dry_run or not accept_valid)
    lines = [f"row {r.row}, {r.column}: {r.reason}" for r in outcome.rejected]
    if refused:
        say_refused(lines)
    if not refused or dry_run:
        lines.append(_with_warnings(outcome.said, outcome))
    return outcome.as_json(), "\n".join(lines), 3 if refused else 0


def _with_warnings(text: str, outcome: Any) -> str:  # noqa: ANN401 - an Outcome
    """What was done, and what gives pause."""
    return "\n".join((text, *(warning.reason for warning in outcome.warnings)))


def say_refused(lines: Sequence[str]) -> None:
    """One line on stderr for rejected rows; the answer lists them all."""
    more = f" {len(lines) - 1} more rejected; --accept-valid takes the valid rows." if len(lines) > 1 else ""
    say(f"{lines[0]} Nothing was written.{more}")


def export(options: argparse.Namespace) -> Result:
    """The board as a file."""
    from .store import export_file  # noqa: PLC0415 - see open_for

    rows = export_file(open_for(options), options.file, options.as_of)
    return {"file": str(options.file), "rows": rows}, f"{options.file}: {rows} observations", 0


def history(options: argparse.Namespace) -> Result:
    """Every row of a series and entity, retracted ones too."""
    from .core.text.misread import Misread  # noqa: PLC0415 - see open_for
    from .core.text.periods import read_period  # noqa: PLC0415 - see open_for

    period = None
    if options.period:
        found = read_period(options.period)
        if isinstance(found, Misread):
            raise UsageError(f"--period: {found.why}")
        period = (found.start, found.end)
    rows = open_for(options).history(options.series, options.entity, options.basis, period)
    names = ("id", "period_start", "period_end", "value", "unit", "grade", "published_on", "basis", "retracted")
    lines = ["  ".join("" if row[name] is None else str(row[name]) for name in names) for row in rows]
    return {"observations": rows}, "\n".join(lines) or "no rows", 0


def revisions(options: argparse.Namespace) -> Result:
    """Who revises, and the numbers that were published more than once."""
    from .core.review.record.vintages import answer, vintages  # noqa: PLC0415 - see open_for

    as_of = options.as_of or today()
    return *answer(vintages(open_for(options).vintages(as_of)), as_of), 0


def coverage(options: argparse.Namespace) -> Result:
    """The months on file, and what can be decided."""
    from .core.evidence.evidence import Evidence  # noqa: PLC0415 - see open_for
    from .core.review.record.coverage import answer, reads_for  # noqa: PLC0415 - see open_for
    from .core.review.record.vintages import revised, vintages  # noqa: PLC0415 - see open_for
    from .store import Desk  # noqa: PLC0415 - see open_for

    board, as_of = open_for(options), options.as_of or today()
    reads, bands = reads_for(registry().values()), Desk(board.path, board.until).bands(as_of)
    evidence = Evidence(board.observations(as_of, reads=reads), as_of, board.events(as_of), reads)
    return *answer(registry().values(), evidence, bands, revised(vintages(board.versions(as_of, reads)))), 0


def log(options: argparse.Namespace) -> Result:
    """Who wrote what when."""
    names = ("batch", "at", "by", "what", "rows", "undone")
    batches = [{name: asdict(b)[name] for name in names} for b in open_for(options).log()]
    lines = [
        f"{b['batch']:>5}  {b['at']}  {b['by']}  {b['what']}  {b['rows']} rows" + _undone(b["undone"]) for b in batches
    ]
    return {"batches": batches}, "\n".join(lines) or "no batches", 0


def _undone(at: str | None) -> str:
    return f"  undone {at}" if at else ""


def undo(options: argparse.Namespace) -> Result:
    """Take a batch back."""
    from .store import who  # noqa: PLC0415 - see open_for

    board = open_for(options)
    outcome = board.undo(options.batch, who())
    return with_errata(
        board, outcome.ids, (outcome.as_json(), _with_warnings(f"batch {outcome.batch} is undone", outcome), 0)
    )


def retract(options: argparse.Namespace) -> Result:
    """Take one number back."""
    from .store import who  # noqa: PLC0415 - see open_for

    board = open_for(options)
    outcome = board.retract(options.id, options.why, who())
    said = _with_warnings(f"number {options.id} is retracted, batch {outcome.batch}", outcome)
    return with_errata(board, [options.id], (outcome.as_json(), said, 0))


def claims(options: argparse.Namespace) -> Result:
    """Claims with their outcomes, as known then and as known now."""
    from .cli.listing import claims_as_json, claims_as_text  # noqa: PLC0415 - see open_for
    from .store import claims_of, who  # noqa: PLC0415 - see open_for

    board, as_of = open_for(options), options.as_of or today()
    if options.void is not None:
        outcome = board.void_claim(options.void, options.why, who())
        said = _with_warnings(f"claim {options.void} is void, batch {outcome.batch}", outcome)
        return outcome.as_json(), said, 0
    decided = claims_of(board, as_of, registry())
    return claims_as_json(as_of, decided.rows, decided), claims_as_text(decided), 0


def diff(options: argparse.Namespace) -> Result:
    """What changed between two as-of days, or two moments of recording."""
    from .core.review.changed.diff import as_json, as_text  # noqa: PLC0415 - see open_for
    from .store import between, side_at  # noqa: PLC0415 - see open_for

    first, last = options.first, options.last
    if "T" in first + last and not options.recorded:
        raise UsageError("A time is a moment of recording: add --recorded, or give days.")
    if first > last:
        raise UsageError(f"{first} is after {last}: give the earlier one first.")
    board, indicators = open_for(options), registry()
    before, after = (side_at(board, at, indicators, recorded=options.recorded) for at in (first, last))
    found = between(board, before, after)
    return as_json(before, after, found), as_text(before, after, found), 0


def handed_out(options: argparse.Namespace) -> Result:
    """`figure`, `memo` and `verify`: what leaves the app, and whether it is still true."""
    from .cli.figures_and_memos import COMMANDS  # noqa: PLC0415 - see open_for

    return COMMANDS[options.command](open_for(options), options, today())


def backup(options: argparse.Namespace) -> Result:
    """A checked copy."""
    open_for(options).backup(options.file, counted)
    return {"file": str(options.file)}, f"{options.file} holds the board", 0


def of_the_file(options: argparse.Namespace) -> Result:
    """`restore`, `where` and `check`."""
    from .cli.board_file import COMMANDS  # noqa: PLC0415 - see open_for

    return COMMANDS[options.command](options, say)


def run() -> int:
    """Run as a program."""
    return program.run(main)


if __name__ == "__main__":
    sys.exit(run())
