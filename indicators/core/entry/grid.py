"""A table as cells, from what the clipboard of a spreadsheet gives, a CSV, a Markdown table, or aligned text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass

MOST_CELLS = 200_000
_GAP = re.compile(r"\s{2,}|\t")
_RULE = re.compile(r"[\s|:+=-]*")  # a line that only rules off
_WIDE = 2  # cells that make a line a row and not a title


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of equal width with their numbers in the text (1 is the first line), and the title lines above them."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    titles: tuple[str, ...] = ()


def cells(text: str) -> Grid | str:
    """The table in `text`, or the sentence that says why there is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not lines.strip():
        return "There is nothing here: copy the cells of a table and paste them."
    try:
        found = _splitter(lines)(lines)
    except csv.Error as error:  # a NUL, or a cell beyond any size
        return f"This is no table of text ({error}): copy the cells again."
    rows = [(n, tuple(cell.strip() for cell in row)) for n, row in found]
    rows = [(n, row) for n, row in rows if any(row)]
    if sum(len(row) for _, row in rows) > MOST_CELLS:
        return f"This table has more than {MOST_CELLS:,} cells: save it as CSV and import the file."
    titles = []
    widest = max(len([c for c in row if c]) for _, row in rows)
    while rows and widest >= _WIDE and len([c for c in rows[0][1] if c]) == 1 and not rows[0][1][-1]:
        titles.append("".join(rows.pop(0)[1]))
    width = max((len(row) for _, row in rows), default=0)
    return Grid(tuple((n, row + ("",) * (width - len(row))) for n, row in rows), tuple(titles))


Rows = list[tuple[int, list[str]]]


def _splitter(text: str) -> Callable[[str], Rows]:
    """How this text sets off its cells."""
    lines = [line for line in text.split("\n") if line.strip()]
    if "\t" in text:
        return lambda t: _separated(t, "\t")
    if all("|" in line for line in lines):
        return _piped
    for mark in (";", ","):
        counts = {len(row) for _, row in _separated(text, mark)}
        if counts == {max(counts)} and max(counts) >= _WIDE:
            return lambda t, mark=mark: _separated(t, mark)  # type: ignore[misc]  # the mark is bound at once
    return _aligned


def _separated(text: str, mark: str) -> Rows:
    """Cells between marks; one in double quotes may hold the mark and line ends, as spreadsheets write it."""
    reader = csv.reader(io.StringIO(text), delimiter=mark)
    rows, line = [], 1
    for row in reader:
        rows.append((line, row))
        line = reader.line_num + 1
    return rows


def _piped(text: str) -> Rows:
    lines = enumerate(text.split("\n"), start=1)
    return [(n, line.strip().strip("|").split("|")) for n, line in lines if line.strip() and not _RULE.fullmatch(line)]


def _aligned(text: str) -> Rows:
    lines = enumerate(text.split("\n"), start=1)
    return [(n, _GAP.split(line.strip())) for n, line in lines if line.strip() and not _RULE.fullmatch(line)]
