"""JSON in and out: a whole board, one row a line."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NoReturn

from ..core.errors import InputError
from ..core.validate import Cell, Fault
from .content import NUMBERS, SHEETS, Content, Row, shown, tabular, unstorable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_LONGEST = 18  # digits of a whole number that surely fits


def content(data: bytes, name: str, limit: int) -> Content:  # noqa: ARG001 - every reader is called alike
    """The rows of an exported JSON file."""
    whole = _load(data, name)
    if not isinstance(whole, dict):
        raise InputError(f"{name} is not an exported board: its outermost value must be an object.")
    result = Content()
    for part, rows in whole.items():
        if part not in SHEETS:
            raise InputError(f'{name} has an unknown part "{shown(part)}": the parts are {", ".join(SHEETS)}.')
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(f"{name} is not an exported board: {part} must be a list of objects.")
        columns = dict.fromkeys(column for row in rows for column in row)
        for column in columns:
            if column not in SHEETS[part]:
                raise InputError(
                    f'{name} has an unknown column "{shown(column)}" in {part}: see the columns of an export.'
                )
        result.columns[part] = tuple(columns)
        result.rows(part).extend(tabular((_row(number, row, part) for number, row in enumerate(rows, start=1)), name))
    return result


def _load(data: bytes, name: str) -> Any:  # noqa: ANN401 - JSON is anything
    def refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            raise InputError(f"{name} has a name twice in one object: keep one.")
        return found

    def refuse_constant(word: str) -> NoReturn:
        raise InputError(f"{name} holds {word}, which is not a number: remove it.")

    try:
        return json.loads(
            data.decode("utf-8-sig"),
            object_pairs_hook=refuse_twice,
            parse_float=lambda digits: float(digits) if math.isfinite(float(digits)) else digits,
            parse_int=lambda digits: int(digits) if len(digits) <= _LONGEST else digits,
            parse_constant=refuse_constant,
        )
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8: save it as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{name} is not JSON ({error}): export it again.") from error


def _row(number: int, row: Mapping[str, Any], part: str) -> Row:
    cells: dict[str, Cell] = {}
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float | None):
            return number, Fault(column, f"{column} is neither text nor a number.")
        if isinstance(value, str) and (fault := unstorable(column, value)):
            return number, fault
        cells[column] = value if column in NUMBERS[part] or value is None else str(value)
    return number, cells


def write(whole: Mapping[str, Sequence[Mapping[str, Any]]], path: Path) -> None:
    """Write all parts, a row a line, so that two exports compare well."""
    parts = [f"{json.dumps(part)}: [{_lines(rows)}]" for part, rows in whole.items()]
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8", newline="\n")


def _lines(rows: Sequence[Mapping[str, Any]]) -> str:
    if not rows:
        return ""
    return "\n" + ",\n".join(json.dumps(row, ensure_ascii=False, allow_nan=False) for row in rows) + "\n"
