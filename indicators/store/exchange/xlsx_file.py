"""Spreadsheets in and out: sheet `observations` or the first on the way in, one sheet a part on the way out."""

from __future__ import annotations

import re
import warnings
import zipfile
from contextlib import closing
from datetime import date, datetime
from errno import EIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from lxml.etree import SerialisationError  # type: ignore[import-untyped]  # lxml has no types
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException

from ...core.entry.validate import Cell, Fault
from ...core.model.errors import InputError
from ..rows.content import NUMBERS, SHEETS, Content, Row, tabular, unstorable
from .csv_file import check_header, number, part_of
from .packed import BROKEN, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from ..rows.content import Parts, Source

_WIDEST = 64  # columns that are read; the longest header has fewer
_TALLEST = 2**20  # rows of a sheet
_CHUNK, _OVERLAP = 2**20, 64  # bytes that are looked through at once, and again with the next
_LONGEST = 32_767  # characters that a cell holds
_EXACT = 2.0**53
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\r\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)"
)  # what XML cannot hold or changes
_SHOWN = re.compile("_x(00[01][0-9A-Fa-f]|005[Ff]|[Ff]{3}[EeFf])_")
_AUXILIARY = 4 * 1024**2  # bytes of a part that is neither a sheet nor its strings; styles are the largest
_FIRST = 256 * 1024  # bytes of a sheet in which its rows must have begun


def content(source: Source, name: str, limit: int) -> Content:
    """The rows of a spreadsheet; what is wrong with one row is a Fault in its place."""
    try:
        formulas = _inspect(source, name, limit)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and of dates that it then marks as errors
            return _content(source, name, formulas=formulas)
    except (*BROKEN, InvalidFileException) as error:
        raise InputError(
            f"{name} is not a spreadsheet that can be read ({type(error).__name__}): save it as .xlsx again."
        ) from error


def _inspect(source: Source, name: str, limit: int) -> bool:
    """Refuse what unpacks to more than `limit` bytes; answer whether any sheet holds a formula."""
    with source() as file, unpacked(file, name, limit) as archive:
        formulas = False
        for part in archive.infolist():
            member = part.filename
            if member.startswith("xl/worksheets/sheet"):
                with archive.open(member) as stream:
                    if b"sheetData" not in stream.read(_FIRST):
                        raise InputError(
                            f"{name} is not a spreadsheet that can be read ({member}): save it as .xlsx again."
                        )
            elif part.file_size > _AUXILIARY and member.endswith((".xml", ".rels")) and "haredStrings" not in member:
                raise InputError(
                    f"{name} holds {member} of {part.file_size // 1024**2} MiB: copy its rows into a new file."
                )
            if member.endswith("sharedStrings.xml") and _holds(archive, member, rb"x005F_"):
                raise InputError(f"{name} holds text with _x005F_, which spreadsheets alter: save it as CSV UTF-8.")
            if member.startswith("xl/worksheets/") and not formulas:
                formulas = _holds(archive, member, rb"<(?:\w+:)?f[\s>/]")
    return formulas


def _holds(archive: zipfile.ZipFile, member: str, what: bytes) -> bool:
    """Whether a part of the file holds a short pattern; it is read piece by piece, each with the end of the last."""
    wanted, end = re.compile(what), b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            if wanted.search(end + chunk):
                return True
            end = chunk[-_OVERLAP:]
    return False


def _content(source: Source, name: str, *, formulas: bool) -> Content:
    result = Content()
    with source() as file, closing(load_workbook(file, read_only=True, data_only=True, keep_links=False)) as book:
        sheets = [sheet.title for sheet in book.worksheets]
        if not sheets:
            raise InputError(f"{name} holds no sheet: add one with the observations.")
        first = "observations" if "observations" in sheets else sheets[0]
        wanted = [first]
        if first == "observations":  # the other parts of a board where the workbook is an export of one
            wanted += [part for part in SHEETS if part in sheets and part != first and _exported(book[part], part)]
        for title in wanted:
            rows = _sheet(source, book, title, formulas=formulas)
            header = [str(cell.value or "").strip() for cell in next(rows, [])]
            while header and not header[-1]:
                header.pop()
            part = title if title in wanted[1:] else part_of(header)
            check_header(header, part, name)
            result.columns[part] = tuple(header)
            result.rows(part).extend(tabular(_rows(rows, header, part), name))
    return result


def _exported(sheet: Any, part: str) -> bool:  # noqa: ANN401 - openpyxl's sheets have no common type
    sheet.reset_dimensions()
    header = next(sheet.iter_rows(max_row=1, max_col=_WIDEST, values_only=True), ())
    return tuple(cell for cell in header if cell is not None) == SHEETS[part]


class _Uncomputed:
    """Stands for a formula cell without a stored result."""

    value = None
    data_type = "f"


def _sheet(source: Source, book: Workbook, title: str, *, formulas: bool) -> Iterator[Sequence[Any]]:
    """The cells of a sheet, row by row; a formula without a stored result looks empty, so formulas are read beside."""
    book[title].reset_dimensions()  # what a file says of its size need not be so
    values = book[title].iter_rows(max_col=_WIDEST)
    if not formulas:
        yield from values
        return
    with source() as file, closing(load_workbook(file, read_only=True)) as other:
        other[title].reset_dimensions()
        for row, written in zip_longest(values, other[title].iter_rows(max_col=_WIDEST), fillvalue=()):
            yield [
                _Uncomputed() if cell.value is None and text.data_type == "f" else cell
                for cell, text in zip(row, written, strict=True)
            ]


def _rows(rows: Iterator[Sequence[Any]], header: Sequence[str], part: str) -> Iterator[Row]:
    for number_, cells in enumerate(rows, start=1):
        if number_ > _TALLEST:  # a row may be numbered at will, and every one before it is given out
            raise InputError(f"The sheet has a row beyond the {_TALLEST}th: empty the rows below the data.")
        if any(cell.value is not None or cell.data_type == "f" for cell in cells):
            yield number_, _row(cells, header, part)


def _row(cells: Sequence[Any], header: Sequence[str], part: str) -> Mapping[str, Cell] | Fault:
    if any(cell.value is not None for cell in cells[len(header) :]):
        return Fault(
            header[-1], f"the row has more cells than the header's {len(header)}: name the column or empty it."
        )
    found: dict[str, Cell] = dict.fromkeys(header)
    for column, cell in zip(header, cells, strict=False):
        value = _value(column, cell)
        if isinstance(value, str) and (fault := unstorable(column, value)):
            return fault
        if isinstance(value, Fault):
            return value
        text = column not in NUMBERS[part] and not isinstance(value, date | None)
        found[column] = (value if isinstance(value, str) else number(value)) if text else value  # type: ignore[arg-type]  # a number
    return found


def _value(column: str, cell: Any) -> Cell | Fault:  # noqa: ANN401 - nor have its cells
    value = cell.value
    if cell.data_type == "f":
        return Fault(
            column, f"{column} is a formula without a result: open the file in a spreadsheet program and save it."
        )
    if cell.data_type == "e":
        return Fault(column, f"{column} holds the error {value}: correct its formula.")
    if isinstance(value, bool):
        return Fault(column, f"{column} is a truth value: a number or text is wanted.")
    if isinstance(value, datetime) and (value.hour or value.minute or value.second or value.microsecond) == 0:
        return value.date()
    if isinstance(value, str):
        return _SHOWN.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, int) and abs(value) > _EXACT:
        return str(value)  # its digits: as a number they would be rounded, or too many
    if value is None or isinstance(value, int | float):
        return value
    return Fault(column, f"{column} holds a time of day: a day is wanted.")


def write(parts: Parts, path: Path) -> int:
    """Write one sheet a part; answers the number of observations.

    InputError where a text is longer than a cell holds, or the rows more than a sheet; OSError where the disk refuses.
    """
    book = Workbook(write_only=True)
    counts = dict.fromkeys(SHEETS, 0)
    try:
        for part, rows in parts:
            sheet = book.create_sheet(part)
            sheet.append(SHEETS[part])
            for counts[part], row in enumerate(rows, start=1):
                if counts[part] >= _TALLEST:
                    raise InputError(f"A sheet holds no more than {_TALLEST:,} rows: export CSV or JSON.")
                sheet.append([_cell(sheet, column, row) for column in SHEETS[part]])
        book.save(path)
    except SerialisationError as error:  # what lxml, with which openpyxl writes its drafts, says of a full disk
        raise OSError(EIO, f"the disk refuses it ({error}), make room") from error
    return counts["observations"]


def _cell(sheet: Any, column: str, row: Mapping[str, Any]) -> Any:  # noqa: ANN401 - as above
    """Text as a text cell whatever it begins with; a number as one, unless the 16 digits of a cell would change it."""
    value = row[column]
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        if float(f"{value:.16g}") == value:
            return value
        value = repr(value)
    text = _HIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", value)
    if len(text) > _LONGEST:
        raise InputError(
            f"{column} is longer than the {_LONGEST} characters of a spreadsheet cell: export CSV or JSON."
        )
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell
