"""JSON in and out: a whole board, one row a line."""

from __future__ import annotations

import io
import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from ...core.entry.validate import Cell, Fault
from ...core.model.errors import InputError
from ..rows.content import NUMBERS, SHEETS, Content, Row, shown, tabular, unstorable
from .json_values import NoJson, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from ..rows.content import Parts, Source

_LONGEST = 18  # digits of a whole number that surely fits


def content(source: Source, name: str, limit: int) -> Content:
    """The rows of an exported JSON file, read one by one; no row may be longer than `limit` characters."""
    result = Content()
    try:
        with source() as file, io.TextIOWrapper(file, "utf-8-sig") as text:
            values = Values(text, _decoder(name), limit)
            if values.peek() != "{":
                values.value()
                raise InputError(f"{name} is not an exported board: its outermost value must be an object.")
            for part in values.names():
                _part(values, part, name, result)
            values.end()
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8: save it as UTF-8.") from error
    except (NoJson, RecursionError) as error:
        raise InputError(f"{name} is not JSON ({error}): export it again.") from error
    return result


def _part(values: Values, part: str, name: str, result: Content) -> None:
    """The rows of one part."""
    if part not in SHEETS:
        raise InputError(f'{name} has an unknown part "{shown(part)}": the parts are {", ".join(SHEETS)}.')
    if part in result.columns:
        raise InputError(f"{name} has a name twice in one object: keep one.")
    no_rows = f"{name} is not an exported board: {part} must be a list of objects."
    if values.peek() != "[":
        values.value()
        raise InputError(no_rows)
    columns: dict[str, None] = {}

    def rows() -> Iterator[Row]:
        for number, row in enumerate(values.items(), start=1):
            if not isinstance(row, dict):
                raise InputError(no_rows)
            for column in row.keys() - columns.keys():
                if column not in SHEETS[part]:
                    raise InputError(
                        f'{name} has an unknown column "{shown(column)}" in {part}: see the columns of an export.'
                    )
            columns.update(dict.fromkeys(row))
            yield _row(number, row, part)

    result.rows(part).extend(tabular(rows(), name))
    result.columns[part] = tuple(columns)


def _decoder(name: str) -> json.JSONDecoder:
    """JSON with nothing guessed: no name twice, no NaN, and numbers that do not fit kept as their digits."""

    def refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise InputError(f"{name} has a name twice in one object: keep one.")
        return found

    def refuse_constant(word: str) -> NoReturn:
        raise InputError(f"{name} holds {word}, which is not a number: remove it.")

    return json.JSONDecoder(
        object_pairs_hook=refuse_twice,
        parse_float=lambda digits: float(digits) if math.isfinite(float(digits)) else digits,
        parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST else digits,
        parse_constant=refuse_constant,
    )


def _row(number: int, row: Mapping[str, Any], part: str) -> Row:
    cells: dict[str, Cell] = {}
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            return number, Fault(column, f"{column} is neither text nor a number.")
        if isinstance(value, str) and (fault := unstorable(column, value)):
            return number, fault
        cells[column] = value if column in NUMBERS[part] or value is None else str(value)
    return number, cells


def write(parts: Parts, path: Path) -> int:
    """Write all parts, a row a line, so that two exports compare well; answers the number of observations."""
    counts = dict.fromkeys(SHEETS, 0)
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        before = "{"
        for part, rows in parts:
            stream.write(f"{before}{json.dumps(part)}: [")
            for counts[part], row in enumerate(rows, start=1):
                stream.write(",\n" if counts[part] > 1 else "\n")
                stream.write(json.dumps(row, ensure_ascii=False, allow_nan=False))
            stream.write("\n]" if counts[part] else "]")
            before = ",\n"
        stream.write("}\n")
    return counts["observations"]
