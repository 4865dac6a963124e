# ruff: noqa: INP001 - scripts in a folder, not a package
"""Write docs/command-line.md from the parser of the command line: `python docs/generate/command_line.py FILE`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the project is run from its folder and not installed

from indicators.cli.commands import parser
from indicators.cli.options import day

SHARED = ("--board", "--thesis", "--json", "--help")  # every command has them; said once
CODES = {
    0: "done",
    1: "the answer could not be written (a full disk); what was asked for is done",
    2: "wrong usage: an unknown command, option, indicator or form of date",
    3: "bad input: nothing was written, or what was asked for is not known",
    4: "the board cannot be used (missing, locked, damaged, written by a newer version), or `check` found something",
    5: "`verify`: what was quoted is superseded",
}
# Run as it stands by the tests, line by line.
SESSION = """\
python -m indicators init
python -m indicators list
python -m indicators show kling
python -m indicators add "kling mau 8.1m apr26 @sensortower published:2026-05-12"
python -m indicators add robotics_open_roles OpenAI 14 --period 2026-11-20 --basis "careers page" --source openai.com
python -m indicators history mau "Kling AI"
python -m indicators revisions
python -m indicators coverage --as-of 2026-11-22
python -m indicators claims
python -m indicators diff 2026-04-02 2026-06-01
python -m indicators figure kling.revenue --out revenue.png
python -m indicators memo --out memo.docx --panel kling.revenue --panel runway.arr
python -m indicators verify memo.docx
python -m indicators export numbers.csv
python -m indicators import numbers.csv --dry-run
python -m indicators log
python -m indicators undo
python -m indicators where
python -m indicators backup copy.db
python -m indicators restore copy.db
python -m indicators check
"""
HEAD = """\
# Command line

Made by `make docs` from the program's own parser; not edited by hand.

`python -m indicators [--board FILE] COMMAND`, with the Python of the environment (`.venv/bin/python`). The board is one
SQLite file, by default `board.db` in the user's data folder (`where` says where); `--board FILE` or the variable
`INDICATORS_BOARD` names another. A missing default board is made as by `init`; no folder is made but the user's own.
`--thesis FOLDER` or `INDICATORS_THESIS` names another thesis. With `--json` a command prints its answer as JSON. These
options may stand before the command or after it. An expected error is one line on stderr that says what, where and what
to do. What of all this is kept from version to version stands in [the contract](contract.md#the-command-line).
"""


def page() -> str:
    """Return the page in Markdown: exit codes, a session, and each command with its arguments."""
    parts = [
        HEAD,
        "## Exit codes\n",
        *_table(("code", "means"), [(str(code), means) for code, means in CODES.items()]),
        f"\n## A month in commands\n\n```sh\n{SESSION}```\n",
        "## Commands\n",
        *_table(("command", "does"), [(f"[`{name}`](#{name})", does) for name, does, _ in commands()]),
        *(part(name, does, command) for name, does, command in commands()),
    ]
    return "\n".join(parts)


def commands() -> list[tuple[str, str, argparse.ArgumentParser]]:
    """Return each command: its name, what it does, its own parser."""
    (found,) = [a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001 - no public way
    helps = {choice.dest: choice.help or "" for choice in found._choices_actions}  # noqa: SLF001 - see above
    return [(name, helps[name], command) for name, command in found.choices.items()]


def part(name: str, does: str, command: argparse.ArgumentParser) -> str:
    """Return the part on one command: how it is called, and what its arguments mean."""
    own = [a for a in command._actions if not set(a.option_strings) & set(SHARED)]  # noqa: SLF001 - no public way
    needed = [a for a in own if a.required]
    free = [a for a in own if not a.required]
    call = " ".join([f"python -m indicators {name}", *map(shown, needed), *(f"[{shown(a)}]" for a in free)])
    rows = [
        (f"`{shown(a)}`", "required" if a.required else _default(a), (a.help or "").replace("%%", "%")) for a in own
    ]
    lines = [f"\n### {name}\n", f"{does[:1].upper()}{does[1:].rstrip('.?')}{'?' if does.endswith('?') else '.'}\n"]
    lines += [f"`{call}`"]
    return "\n".join([*lines, *(["", *_table(("argument", "", "meaning"), rows)] if rows else [])])


def shown(action: argparse.Action) -> str:
    """Return an argument as it is typed."""
    word = "|".join(action.choices) if action.choices else str(action.metavar or action.dest).upper()
    word = "DATE" if action.type is day else word
    if not action.option_strings:
        return word
    flag = action.option_strings[-1]
    return flag if action.nargs == 0 else f"{flag} {word}"


def _default(action: argparse.Action) -> str:
    return f"else `{action.default}`" if action.default and action.nargs != 0 else ""


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *rows]
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in lines]


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page() + "\n", encoding="utf-8", newline="\n")
