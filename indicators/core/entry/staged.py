"""What would become of rows that wait: new, revised, the same as on file, or not to be taken and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

import pandas as pd

from ..model.observation import Draft, Key, key_of
from ..model.series import Series
from ..model.units import canonical
from .validate import Cell, Fault, Names, validate

Fate = Literal["new", "revised", "same", "rejected"]
Numbers = tuple[float | None, float | None, float | None, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A row before it is taken: its verdict; the number on file that it would revise; why it cannot be taken."""

    fate: Fate
    draft: Draft | None = None
    was: Mapping[str, Any] | None = None
    field: str = ""
    why: str = ""


Read = Mapping[str, Cell] | tuple[str, str]  # cells for the validator, or (field, reason) of what was not understood


def waiting(
    rows: Sequence[Read], frame: pd.DataFrame, names: Names, today: date, series: Mapping[str, Series]
) -> list[Waiting]:
    """The verdict on each row, by the rules of every writer and by what is known today.

    A row whose number, range, unit and grade stand on file is the same, whenever it was seen. Two rows that give
    different numbers for one key contradict each other, and neither is taken.
    """
    records = cast("list[dict[str, Any]]", frame.to_dict("records"))
    on_file: dict[Key, Mapping[str, Any]] = {key_of(row): row for row in records}
    found = [_judge(row, names, today, series) for row in rows]
    given: dict[Key, set[Numbers]] = {}
    for one in found:
        if one.draft is not None:
            given.setdefault(one.draft.key, set()).add(_numbers(_columns(one.draft)))
    seen: set[Key] = set()
    return [_compare(one, on_file, given, seen) for one in found]


def _judge(row: Read, names: Names, today: date, series: Mapping[str, Series]) -> Waiting:
    if isinstance(row, tuple):
        return Waiting("rejected", field=row[0], why=row[1])
    try:
        draft = validate(row, names, today, series)
    except Fault as fault:
        return Waiting("rejected", field=fault.column, why=fault.reason)
    names.learn(draft)
    return Waiting("new", draft)


def _compare(
    one: Waiting, on_file: Mapping[Key, Mapping[str, Any]], given: Mapping[Key, set[Numbers]], seen: set[Key]
) -> Waiting:
    draft = one.draft
    if draft is None:
        return one
    if len(given[draft.key]) > 1:
        why = "The table gives different numbers for this period and basis: keep one of them."
        return Waiting("rejected", draft, field="value", why=why)
    if draft.key in seen:
        return Waiting("same", draft, on_file.get(draft.key))
    seen.add(draft.key)
    was = on_file.get(draft.key)
    if was is None:
        return one
    return Waiting("same" if _numbers(was) == _numbers(_columns(draft)) else "revised", draft, was)


def _columns(draft: Draft) -> dict[str, Any]:
    return {name: getattr(draft, name) for name in ("value", "low", "high", "unit", "grade")}


def _numbers(row: Mapping[str, Any]) -> Numbers:
    """Value and ends in the canonical unit, and the grade."""
    value, low, high = (
        None if row[c] is None else canonical(float(row[c]), row["unit"]) for c in ("value", "low", "high")
    )
    return value, low, high, row["grade"]


def counted(found: Iterable[Waiting]) -> dict[Fate, int]:
    """How many rows have each verdict."""
    counts: dict[Fate, int] = {"new": 0, "revised": 0, "same": 0, "rejected": 0}
    for one in found:
        counts[one.fate] += 1
    return counts
