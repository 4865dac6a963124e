"""What was published more than once, read in one pass: what is to be said of all, and the first of them whole."""

# ruff: noqa: S608 - every name in these texts is our own; values are bound
from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ...core.model.observation import CONFIDENTIAL, PUBLIC, from_row, strictest
from ...core.review.record.vintages import Again, Habit, Moved, Vintages, habit_of, in_order, moved, rank
from .habits import vintage_of
from .read import KNOWN

if TYPE_CHECKING:
    from datetime import date

    from sqlite_utils import Database

# Every version of the numbers that became known on more than one day, each number's together, oldest first
_VERSIONS = """
    SELECT key, known_on, value, low, high, unit, grade, rights, id, basis FROM standing
    WHERE known_on <= :day AND grade <> 'assumption' AND key IN (
        SELECT key FROM observation WHERE known_on <= :day GROUP BY key HAVING min(known_on) < max(known_on))
    ORDER BY key, known_on, recorded_at, id"""
_NUMBERS = """
    SELECT basis, count(DISTINCT key) FROM standing WHERE known_on <= :day AND grade <> 'assumption' GROUP BY basis"""
_WHOLE = f"SELECT {', '.join(KNOWN)} FROM observation WHERE id IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Revisions:
    """How many numbers there are, which were published again, confidential ones too and without, and who revises."""

    numbers: int
    every: Again
    citable: Again
    habits: list[Habit]


@dataclass(slots=True)
class _Tally:
    """What is counted of the numbers published again, and the releases of the first `most` of them."""

    most: int
    first: list[tuple[tuple[bool, int, int], list[int]]] = field(default_factory=list)
    count: int = 0
    revised: int = 0
    changes: list[float] = field(default_factory=list)
    rights: str = PUBLIC

    def add(self, found: Moved, place: tuple[bool, int, int], ids: list[int], rights: str) -> None:
        self.count += 1
        self.revised += found.revised
        self.changes += [abs(found.changes[-1])] if found.changes else []
        self.rights = strictest((self.rights, rights))
        self.first.append((place, ids))
        if len(self.first) > 2 * self.most:
            self.first = sorted(self.first)[: self.most]

    def again(self, db: Database) -> Again:
        first = [ids for _, ids in sorted(self.first)[: self.most]]
        wanted = json.dumps([id_ for ids in first for id_ in ids])
        rows = {row["id"]: from_row(row) for row in db.query(_WHOLE, [wanted])}
        return Again(
            shown=tuple(Vintages(tuple(rows[id_] for id_ in ids)) for ids in first),
            count=self.count,
            revised=self.revised,
            moves=len(self.changes),
            size=sum(self.changes),
            rights=self.rights,
        )


def revisions(db: Database, day: date, most: int) -> Revisions:
    """What was revised of what is known on a day; the first `most` numbers come with their releases."""
    every, citable, by_basis = _Tally(most), _Tally(most), dict[str, list[Moved | None]]()
    named = {"day": day.isoformat()}
    for _, versions in groupby(db.execute(_VERSIONS, named), key=itemgetter(0)):
        releases = list({known_on: (known_on, *row) for _, known_on, *row in versions}.values())
        if len(releases) == 1:  # two versions of one day's entry
            continue
        known_on, *_, last, basis = releases[-1]
        found = moved([vintage_of(row[1:7]) for row in releases])
        by_basis.setdefault(basis, []).append(found)
        rights, ids = strictest(row[6] for row in releases), [row[7] for row in releases]
        place = rank(known_on, last, revised=found.revised)
        every.add(found, place, ids, rights)
        if rights != CONFIDENTIAL:
            citable.add(found, place, ids, rights)
    numbers = dict(db.execute(_NUMBERS, named).fetchall())
    habits = (habit_of(b, [*(again := by_basis.get(b, [])), *[None] * (n - len(again))]) for b, n in numbers.items())
    return Revisions(sum(numbers.values()), every.again(db), citable.again(db), in_order(habits))
