"""CSV in and out: UTF-8, commas, one part of a board in one file, known by its header."""

from __future__ import annotations

import codecs
import csv
import io
import re
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell, Fault
from ...core.model.errors import InputError
from ...core.model.observation import REQUIRED
from ..rows.content import NUMBERS, SHEETS, Content, shown, tabular

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ..rows.content import Parts, Source

# What a spreadsheet may run, and the mark that keeps it from doing so: at the start of a cell, and at the start of what
# is a cell to a program that separates by semicolons, tabs or lines, which finds our quotes in the middle of its own.
_FORMULA = r"""[=+\-@'\t\r]"""
_RUN = re.compile(rf"""^(?={_FORMULA})|(?<=[;\t\r\n])(?=[ "]*{_FORMULA})""")
_MARKED = re.compile(rf"""^'(?={_FORMULA})|(?<=[;\t\r\n])'(?=[ "]*{_FORMULA})""")
_CHUNK = 2**20  # bytes that are read at once
_EXACT = 2.0**53  # whole numbers below it are written without a fraction


def content(source: Source, name: str, limit: int) -> Content:
    """The rows of a CSV file; what is wrong with one row is a Fault in its place."""
    _check_text(source, name)
    csv.field_size_limit(limit)  # the module's own limit is for the whole process and below a long note
    with source() as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        reader = csv.reader(text, strict=True)
        try:
            header = [cell.strip() for cell in next(reader, [])]
        except csv.Error as error:
            raise InputError(f"{name} has a header that cannot be read ({error}): check its quotes.") from error
        part = part_of(header)
        check_header(header, part, name)
        result = Content(columns={part: tuple(header)})
        rows = (
            (number, cells) for number, cells in enumerate(_rows(reader, header, part), start=1) if cells is not None
        )
        result.rows(part).extend(tabular(rows, name))
    return result


def part_of(header: Sequence[str]) -> str:
    """Which part of a board the columns belong to."""
    if "claim" in header or ("metric" in header and "test" in header):
        return "claims"
    return "events" if "date" in header and "series" not in header else "observations"


def check_header(header: Sequence[str], part: str, name: str) -> None:
    """InputError where a column is unknown, doubled or missing."""
    if not any(header):
        raise InputError(f"{name} holds no rows: the first line must name the columns.")
    for place, column in enumerate(header, start=1):
        if "\0" in column:
            raise InputError(f"{name} is not UTF-8 text: save it as CSV UTF-8.")
        if column not in SHEETS[part]:
            said = f'an unknown column "{shown(column)}"' if column else f"no name for column {place}"
            hint = " (separate columns by commas)" if ";" in column or "\t" in column else ""
            raise InputError(f"{name} has {said}{hint}: the columns are {', '.join(SHEETS[part])}.")
    if len(set(header)) < len(header):
        twice = next(column for column in header if list(header).count(column) > 1)
        raise InputError(f'{name} has the column "{twice}" twice: keep one.')
    needed = {"observations": REQUIRED, "events": ("date", "entity", "kind", "title", "source"), "claims": ("id",)}
    missing = [column for column in needed.get(part, ()) if column not in header]
    if missing:
        raise InputError(f"{name} has no column {missing[0]}: its first line must name the columns.")


def _check_text(source: Source, name: str) -> None:
    """InputError where the file is not UTF-8, with the line."""
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with source() as file:
        if file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            raise InputError(f"{name} is UTF-16, not UTF-8: save it as CSV UTF-8.")
        file.seek(0)
        more = True
        while more:
            chunk = file.read(_CHUNK)
            more = bool(chunk)
            try:
                decoder.decode(chunk, final=not more)
            except UnicodeDecodeError as error:
                line += error.object.count(b"\n", 0, error.start)  # a cut character of the chunk before has no line end
                raise InputError(f"{name} is not UTF-8 (line {line}): save it as CSV UTF-8.") from error
            line += chunk.count(b"\n")


def _rows(reader: Iterator[list[str]], header: Sequence[str], part: str) -> Iterator[Mapping[str, Cell] | Fault | None]:
    """Each row as cells, as a Fault, or None where the line is empty."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Fault(
                header[0], f"the quotes of this row are broken ({error}): double each quote inside a quoted text."
            )
            continue
        yield None if not row else _row(row, header, part)


def _row(row: list[str], header: Sequence[str], part: str) -> Mapping[str, Cell] | Fault:
    for place, cell in enumerate(row):
        if "\0" in cell:
            return Fault(header[min(place, len(header) - 1)], "the row holds a NUL byte: remove it.")
    if len(row) != len(header):
        more = "more" if len(row) > len(header) else "fewer"
        return Fault(
            header[-1], f"the row has {len(row)} cells, {more} than the header's {len(header)}: check its commas."
        )
    numbers = NUMBERS[part]
    return {c: cell if c in numbers else unescape(cell) for c, cell in zip(header, row, strict=True)}


def escape(text: str) -> str:
    """The text with a mark wherever a spreadsheet would find a formula, whatever it separates cells by."""
    return _RUN.sub("'", text)


def unescape(cell: str) -> str:
    """Take away the marks that an export put before text that a spreadsheet might run."""
    return _MARKED.sub("", cell)


def write(parts: Parts, path: Path) -> int:
    """Write the observations, one by one; lines end in CR LF, so that a lone CR in a text is quoted.

    Answers how many they are.
    """
    columns = SHEETS["observations"]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(columns)
        for part, rows in parts:
            if part == "observations":
                for count, row in enumerate(rows, start=1):  # noqa: B007 - the last number is the count
                    writer.writerow([_cell(row[column]) for column in columns])
    return count


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    return escape(value) if isinstance(value, str) else number(value)


def number(value: float) -> str:
    """A number in the shortest form that reads back as the same."""
    return str(int(value)) if float(value).is_integer() and abs(value) < _EXACT else repr(float(value))
