"""The command line: `python -m indicators [--board FILE] COMMAND`. Every command takes --json.

Expected trouble is one line on stderr, and the exit code says its kind: 2 wrong usage, 3 bad input, 4 the board.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Sequence

from .cli import program
from .cli.commands import parser
from .cli.program import complain
from .core.model.catalogue import VARIABLE
from .core.model.errors import TelltaleError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    try:
        options = parser().parse_args(argv)
        if options.thesis is not None:
            os.environ[VARIABLE] = options.thesis
        file, _, function = options.run.partition(":")
        answer, text, code = getattr(importlib.import_module(f".cli.{file}", __package__), function)(options)
    except TelltaleError as error:
        complain(str(error))
        return error.exit_code
    print(json.dumps(answer, ensure_ascii=False, indent=2) if options.json else text)  # noqa: T201 - a command line prints
    if options.command != "list":
        from .cli.board_file import wait_for_copy  # noqa: PLC0415 - `list` needs no store

        sys.stdout.flush()  # the answer need not wait for a large board's copy
        wait_for_copy(options)
    return int(code)


def run() -> int:
    """Run as a program."""
    return program.run(main)


if __name__ == "__main__":
    sys.exit(run())
