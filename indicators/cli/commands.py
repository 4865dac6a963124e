"""Every command of the command line with its arguments, and the function that carries it out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from .common import moment
from .options import Parser, day

FILES = "figures_and_memos:handed_out"


def parser() -> Parser:
    """Every command with its options; `run` is the file and the function that carry it out."""
    root = Parser(prog="python -m indicators", description="The leading indicators of one thesis.")
    shared = Parser(add_help=False)
    for target in (root, shared):
        default = None if target is root else argparse.SUPPRESS
        target.add_argument("--board", type=Path, default=default, metavar="FILE", help="the board; else the default")
        target.add_argument("--thesis", default=default, metavar="FOLDER", help="a folder with another thesis")
        target.add_argument("--json", action="store_true", default=False if target is root else argparse.SUPPRESS)
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)

    def command(name: str, run: str, does: str) -> Parser:
        made: Parser = commands.add_parser(name, help=does, description=does, parents=[shared])
        made.set_defaults(run=run, recorded_by=None)
        return made

    made = command("init", "board_file:init", "make a board")
    made.add_argument("--with", dest="with_", choices=("public", "example", "empty"), default="public")
    command("list", "record:list_", "indicators, metrics, panels and series")
    made = command("show", "reading:show", "readings")
    made.add_argument("indicator", nargs="?")
    _clocks(made)
    made = command("add", "writing:add", "add one number, by its fields or as one line")
    made.add_argument("series", help="a series; or alone a whole line, as people write it")
    made.add_argument("entity", nargs="?")
    made.add_argument("value", nargs="?")
    for name in ("period", "basis", "source"):
        made.add_argument(f"--{name}")
    for name in ("unit", "grade", "published", "url", "label", "note", "age", "low", "high", "rights"):
        made.add_argument(f"--{name}", default="")
    _strict(made)
    made = command("import", "writing:import_", "import a CSV, XLSX or JSON file")
    made.add_argument("file", type=Path)
    made.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
    made.add_argument("--accept-valid", action="store_true", help="write the valid rows though others are rejected")
    _strict(made)
    made = command("export", "record:export", "export to a CSV, XLSX or JSON file")
    made.add_argument("file", type=Path)
    _clocks(made)
    _looking_back(command)
    made = command("undo", "writing:undo", "take a batch back, by default the newest that stands")
    made.add_argument("batch", nargs="?", type=int)
    made = command("retract", "writing:retract", "take one number back")
    made.add_argument("id", type=int)
    made.add_argument("--why", required=True)
    made = command("claims", "reading:claims", "claims with their outcomes")
    _clocks(made)
    made.add_argument("--void", metavar="ID")
    made.add_argument("--why", default="")
    _leaving(command)
    made = command("backup", "board_file:backup", "copy the board while others write")
    made.add_argument("file", type=Path)
    made = command("restore", "board_file:restore", "put a backup in the board's place")
    made.add_argument("file", type=Path, nargs="?", help="without it the automatic copies are named")
    command("where", "board_file:where", "where the board is, and its automatic copies")
    command("check", "board_file:check", "integrity and rules")
    return root


def _looking_back(command: Callable[..., Parser]) -> None:
    """The commands for what was known and written when."""
    made = command("history", "record:history", "every row of a series and entity")
    made.add_argument("series")
    made.add_argument("entity")
    made.add_argument("--basis")
    made.add_argument("--period")
    command("log", "record:log", "who wrote what when")
    made = command("diff", "reading:diff", "numbers, readings and calls that changed between two as-of days")
    made.add_argument("first", type=moment, metavar="FROM")
    made.add_argument("last", type=moment, metavar="TO")
    made.add_argument("--recorded", action="store_true")
    for name, run, does in (
        ("revisions", "reading:revisions", "who revises what they published, by how much, and which numbers"),
        (
            "coverage",
            "reading:coverage",
            "which months are on file, late or missing, and what can be decided",
        ),
    ):
        _clocks(command(name, run, does))


def _strict(made: Parser) -> None:
    """What a warning does."""
    made.add_argument("--strict", action="store_true", help="reject what is warned about")


def _clocks(made: Parser) -> None:
    """The day on which the world knew, and the moment by which it was recorded here."""
    made.add_argument("--as-of", type=day)
    made.add_argument("--recorded-by", type=moment, metavar="TIME")


def _leaving(command: Callable[..., Parser]) -> None:
    """The commands for what leaves the app."""
    made = command("figure", FILES, "a panel, a card (board.INDICATOR), board.revisions or the claims as PNG or SVG")
    made.add_argument("panel")
    made.add_argument("--preset", default="memo")
    made_memo = command("memo", FILES, "a memo as DOCX, PPTX, HTML or MD, or the numbers behind it as CSV")
    made_memo.add_argument("--panel", action="append", default=[], help="a figure in it, in this order; else all")
    made_memo.add_argument("--licensed-data", action="store_true", help="licensed numbers may stand as data")
    for one in (made, made_memo):
        one.add_argument("--out", type=Path, required=True)
        one.add_argument("--as-of", type=day)
        for name in ("title", "to", "why"):
            one.add_argument(f"--{name}", default="")
    command("verify", FILES, "is what a figure or memo quoted still true?").add_argument("what")
