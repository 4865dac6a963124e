"""What a promise is: a sentence, a function that keeps it or fails, and how much of it is done in full and in short."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Tell = Callable[[int, int], None]  # how many are done, of how many


@dataclass(frozen=True, slots=True)
class Promise:
    """`run(folder, size, tell)` works in a folder of its own and answers the figure; AssertionError where it is broken.

    `size` is a count of kills, rows, cuts, … whose meaning the figure says; `short` of 0 means that only the full run
    has it, because it needs a browser that `make test` does without.
    """

    title: str
    run: Callable[[Path, int, Tell], str]
    full: int
    short: int


def quiet(done: int, of: int) -> None:
    """Tell nobody."""


def that(holds: object, words: object) -> None:
    """AssertionError with `words` where `holds` is not true; unlike `assert` it holds under -O too."""
    if not holds:
        raise AssertionError(str(words))
