"""How bases have revised what they published, read basis by basis without making an object of each version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ...core.model.observation import CONFIDENTIAL, number_of
from ...core.model.units import canonical
from ...core.review.record.vintages import Habit, habit_of, in_order, moved
from . import pairs

if TYPE_CHECKING:
    from sqlite_utils import Database

# Every version of the basis' numbers, each number's together and in the order in which they became known
_VERSIONS = """
    SELECT key, known_on, value, low, high, unit, grade, rights FROM standing
    WHERE basis = ? AND known_on <= ? AND grade <> 'assumption' ORDER BY key, known_on, recorded_at, id"""


class _Vintage(NamedTuple):
    """What a release says: its number in the canonical unit, and its grade."""

    number: float
    grade: str


@dataclass(frozen=True, slots=True)
class Both:
    """A basis' habit by all its numbers and by those that are not confidential; None without any."""

    every: Habit | None
    citable: Habit | None


ByBasis = dict[str, Both]


def by_basis(db: Database, day: date, bases: Iterable[str]) -> ByBasis:
    """The habits of some bases as known on a day."""
    return {basis: _both(db, day, basis) for basis in bases}


def _both(db: Database, day: date, basis: str) -> Both:
    every, open_ = [], []
    for _, versions in groupby(db.execute(_VERSIONS, [basis, day.isoformat()]), key=itemgetter(0)):
        by_day = {known_on: row for _, known_on, *row in versions}
        prints = [vintage_of(row) for row in by_day.values()]
        found = moved(prints) if len(prints) > 1 else None
        every.append(found)
        if all(row[-1] != CONFIDENTIAL for row in by_day.values()):
            open_.append(found)
    return Both(*(habit_of(basis, numbers) if numbers else None for numbers in (every, open_)))


def vintage_of(row: Sequence[object]) -> _Vintage:
    """What value, low, high, unit, grade and rights of a row say."""
    *cells, unit, grade, _ = row
    value, low, high = (None if c is None else canonical(float(c), str(unit)) for c in cells)  # type: ignore[arg-type]  # the columns are REAL
    return _Vintage(number_of(value, low, high), str(grade))


def habits_of(found: Mapping[str, Both], *, confidential: bool = False) -> list[Habit]:
    """The habits in their order; with confidential numbers only where they are asked for."""
    return in_order(h for both in found.values() if (h := both.every if confidential else both.citable) is not None)


def touched(db: Database, since: pairs.Marks) -> set[str]:
    """The bases whose numbers were written, taken back or brought back since the board was written so far."""
    return {basis for (basis,) in pairs.touched_columns(db, since, "basis")}
