"""Numbers of a table: one decimal mark throughout, known from the table itself or asked once; and its power of ten."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ..model.currencies import currencies
from ..text.misread import Misread
from ..text.numbers import ReadNumber, read_number
from .entry import Mark

Doubt = Literal["", "decimal"]
NOTHING = frozenset(
    {"", "-", "\u2013", "\u2014", "\u2212", "n/a", "na", "n.a.", "nan", "null", "none", ".", "..", "\u2026", "#n/a"}
)
PROOFS = 2  # cells that must prove the comma, or any mark where another cell could be read either way
_WORD_POWERS = {
    "thousand": "k", "thousands": "k", "000s": "k", "000": "k", "'000": "k", "k": "k", "million": "M", "millions": "M",
    "m": "M", "mn": "M", "mm": "M", "mln": "M", "billion": "bn", "billions": "bn", "bn": "bn", "b": "bn",
}  # fmt: skip
_SCOPE = re.compile(r"\(([^()]*)\)|\bin\s+([^,()]+)|,\s*([^,()]+)$", re.IGNORECASE)  # where a heading says its unit


def nothing(text: str) -> bool:
    """Whether a cell says that there is no number."""
    return text.strip().casefold() in NOTHING


def mark_of(texts: Iterable[str]) -> tuple[Mark, Doubt]:
    """The decimal mark that the cells prove, and whether it must be asked instead.

    A cell proves a mark where it can be read with that one only. One proof may be a slip of the hand: for the comma,
    and where other cells could be read either way and differ by it, there must be two, and no fewer than those cells.
    """
    points = commas = either = 0
    for text in texts:
        point, comma = read_number(text, decimal="."), read_number(text, decimal=",")
        readable = [not isinstance(found, Misread) for found in (point, comma)]
        points += readable == [True, False]
        commas += readable == [False, True]
        if isinstance(point, ReadNumber) and isinstance(comma, ReadNumber):
            either += (point.value, point.low, point.high) != (comma.value, comma.low, comma.high)
    if points and commas:
        return ".", "decimal"
    if (either or commas) and max(points, commas) < max(PROOFS, either):
        return ".", "decimal"
    return ("," if commas else "."), ""


def stated(heading: str) -> tuple[str, str]:
    """The power of ten and the currency that a heading states, as in `Revenue (USD m)` or `MAU, in thousands`."""
    scopes = [" ".join(part for part in found.groups() if part) for found in _SCOPE.finditer(heading)]
    powers = [
        _WORD_POWERS[word.casefold()] for scope in scopes for word in scope.split() if word.casefold() in _WORD_POWERS
    ]
    units = [codes[0] for word in re.findall(r"[^\s(),]+", heading) if len(codes := currencies(word)) == 1]
    return next(iter(powers), ""), next(iter(units), "")
