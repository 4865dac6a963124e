"""The parser of the command line and what its arguments mean; `--help` loads nothing else."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from typing import Any, NoReturn

from ..core.model.errors import UsageError

# An argument means the same in every command, so it is said once; `--help` and the manual read it here.
HELP = {
    "json": "print the answer as JSON",
    "with": "the public record, an invented and watermarked example, or nothing",
    "indicator": "one of those that `list` shows; else all",
    "recorded-by": "by what was recorded here by this UTC time, like 2026-11-22T09:30:00Z, or day; else all of it",
    "as-of": "as it was known on this day, like 2026-11-22; else today",
    "series": "what is counted, such as mau; `list` shows them all",
    "entity": "whose number it is, as the board names it",
    "value": "as people write it: 7.8M, 340m yuan, 7.5-8.1m, <0.1%%, ~8m",
    "period": "2026-03-31, 2026-03, 2026-Q1, 2026-H1, 2026, or a range such as 2026-03-20..2026-04-02",
    "basis": "who measures it and how; `add` needs one, `history` shows all without",
    "source": "who said so",
    "unit": "a unit that the series takes; else the one in VALUE, or the canonical one",
    "grade": "reported, estimate, floor, ceiling, derived or assumption; else by the sign before the number",
    "published": "the day on which the world could know it; else today",
    "url": "where, http or https",
    "label": "tells apart two numbers of one key: a round's name",
    "note": "free text",
    "age": "retention: days since a user's first day",
    "low": "low end of the range that the source gives",
    "high": "high end of it",
    "rights": "public, licensed or confidential; else the strictest that this source has on the board, else public",
    "file": "the file to read or to write; where there are several forms its ending says which",
    "batch": "its number, as `log` shows it; else the newest that stands",
    "id": "the number's id, as `history` shows it",
    "why": "the reason, which is kept",
    "void": "a claim that is not testable any more; needs --why",
    "panel": "as `list --json` names it",
    "preset": "memo, slide or web",
    "out": "the file that is written; its ending says its form",
    "title": "in place of the proposed one",
    "to": "to whom confidential numbers go; needs --why",
    "first": "the earlier day, like 2026-04-02",
    "last": "the later day",
    "recorded": "by when it was recorded here, not published; UTC times like 2026-04-02T09:30:00Z may be given",
    "what": "the id of a figure or memo, or a file that holds one",
}


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Parser(argparse.ArgumentParser):
    """Says a wrong call in one line, and takes a negative amount such as -2.3m for a value, not an option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to argparse
        """As argparse's."""
        super().__init__(*args, **kwargs)
        self._negative_number_matcher = re.compile(r"-[\d.$€£¥].*")

    def add_argument(self, *names: Any, **more: Any) -> argparse.Action:  # noqa: ANN401 - handed through to argparse
        """As argparse's; an argument without words of its own has those that its name has everywhere."""
        if words := HELP.get(names[0].lstrip("-")):
            more.setdefault("help", words)
        return super().add_argument(*names, **more)

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of printing the usage."""
        raise UsageError(f"{message}. See `python -m indicators --help`.")


def day(text: str) -> date:
    """A day like 2026-11-22."""
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # not a day of the calendar
        pass
    raise argparse.ArgumentTypeError(f'"{text}" is not a day like 2026-11-22')


def counted(done: int, of: int, what: str) -> None:
    """A step of long work: one line that counts, where a person looks on; Ctrl-C stops it."""
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,}/{of:,} {what[:60]:60}" + ("\r" + " " * 76 + "\r" if done == of else ""))
        sys.stderr.flush()
