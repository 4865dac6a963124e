"""What a program says and leaves with, wherever its outputs go: a pipe that closes, a full disk, nothing at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper

UNSAID = 1  # the exit code where the command is done and its answer could not be written


def complain(text: str) -> None:
    """One line on stderr, where there is one that takes it."""
    with suppress(OSError):
        if sys.stderr is None:  # it is closed, and print would turn to stdout
            return
        print(f"telltale: {' '.join(text.split())}", file=sys.stderr)  # noqa: T201 - a command line prints


def run(main: Callable[[], int]) -> int:
    """The exit code of a command: UTF-8 wherever the output goes, and quiet when its reader stops reading."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = main()
        if sys.stdout is not None:  # it is closed
            sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return 0
    except OSError as error:  # every other file has words of its own
        _drop_output()
        complain(f"the answer cannot be written: {error.strerror or error}. What was asked for is done.")
        return UNSAID
    except KeyboardInterrupt:
        complain("stopped.")
        return 130
    return code


def _drop_output() -> None:
    """What is left to flush on leaving goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
