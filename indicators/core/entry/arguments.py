"""The arguments of the command `add` as the fields of an entry: three of them and options, or one line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from ..model.errors import InputError, UsageError
from ..text.vocabulary import Vocabulary
from .oneline import read_line, write_line

POSITIONAL = ("series", "entity", "value")
NEEDED = ("period", "basis", "source")
OPTIONS = ("unit", "grade", "url", "label", "note", "low", "high", "rights")


def fields(given: Mapping[str, str | None], words: Callable[[], Vocabulary], today: date) -> dict[str, str]:
    """What was typed, by field.

    UsageError where an argument is missing. A first argument of several words that stands alone is a line; options fill
    what it leaves open. InputError with the question where it is not understood.
    """
    typed = {name: given.get(name) or "" for name in (*NEEDED, *OPTIONS)}
    typed |= {"published_on": given.get("published") or "", "age_days": given.get("age") or ""}
    line = given["series"] or ""
    if given.get("entity") is None and len(line.split()) > 1:
        return {**typed, **_line(line, {n: text for n, text in typed.items() if text}, words(), today)}
    missing = [n for n in POSITIONAL if given.get(n) is None] + [f"--{n}" for n in NEEDED if given.get(n) is None]
    if missing:
        raise UsageError(f"the following arguments are required: {', '.join(missing)}. See `add --help`.")
    return typed | {name: given[name] or "" for name in POSITIONAL}


def _line(text: str, given: Mapping[str, str], words: Vocabulary, today: date) -> dict[str, str]:
    line = read_line(f"{text} {write_line(given, words)}", words, today)
    if line.problems:
        raise InputError(f"{line.problems[0].rstrip('.')}. Nothing was written.")
    return line.typed
