"""What stands on a board in all: each measure with how many numbers it has, for fields, words and rights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ...core.evidence.reads import Pair
from ...core.model.observation import strictest
from ...core.text.vocabulary import Use
from . import pairs, read

if TYPE_CHECKING:
    from sqlite_utils import Database


class Measure(NamedTuple):
    """Numbers that share all of this: how many are known, and the id of the last and the newest day of publication."""

    series: str
    entity: str
    basis: str
    source: str
    unit: str
    rights: str
    numbers: int
    last: int
    published_on: str | None


@dataclass(frozen=True)
class Measures:
    """Every measure as known on a day, the newest first."""

    every: tuple[Measure, ...]

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Who is measured how, the newest first."""
        return tuple(dict.fromkeys(Use(m.series, m.entity, m.basis, m.source) for m in self.every))

    def values(self, column: str) -> list[str]:
        """What stands in a column, each once, by the alphabet."""
        return sorted({getattr(m, column) for m in self.every})

    def by_count(self, column: str, series: str) -> list[str]:
        """What stands in a column for a series, most numbers first."""
        found: Counter[str] = Counter()
        for m in self.every:
            if m.series == series:
                found[getattr(m, column)] += m.numbers
        return [name for name, _ in found.most_common()]

    def rights_of(self, source: str) -> str:
        """The strictest rights of a source's numbers, "" where it has none."""
        own = [m.rights for m in self.every if m.source == source]
        return strictest(own) if own else ""

    @property
    def numbers(self) -> int:
        """How many numbers are known."""
        return sum(m.numbers for m in self.every)

    @property
    def published_on(self) -> str | None:
        """The newest day on which a number was published, as ISO text."""
        return max((m.published_on for m in self.every if m.published_on), default=None)


_GROUP = ", ".join(Measure._fields[:6])
_WHOLE = f"""SELECT {_GROUP}, count(*), max(id), max(published_on) FROM observation
    WHERE id IN ({{newest}}) GROUP BY {_GROUP}"""  # noqa: S608 - names of our own


def measures(db: Database, day: date) -> dict[Pair, list[Measure]]:
    """All of a board's, by pair: one reading of the index from end to end."""
    found: dict[Pair, list[Measure]] = {}
    for row in db.execute(_WHOLE.format(newest=read.NEWEST), [day.isoformat()]):
        found.setdefault((row[0], row[1]), []).append(Measure(*row))
    return found


def measures_of(db: Database, day: date, wanted: Iterable[Pair]) -> dict[Pair, list[Measure]]:
    """Those of some pairs."""
    names = [read.KNOWN.index(name) for name in Measure._fields[:6]]
    id_, published = read.KNOWN.index("id"), read.KNOWN.index("published_on")
    found: dict[Pair, list[Measure]] = {}
    for pair, rows in pairs.as_of(db, day, wanted).items():
        groups: dict[tuple[str, ...], list[tuple[int, str | None]]] = {}
        for row in rows:
            groups.setdefault(tuple(row[i] for i in names), []).append((row[id_], row[published]))
        found[pair[0], str(pair[1])] = [
            Measure._make((*of, len(own), max(n for n, _ in own), max((p for _, p in own if p), default=None)))
            for of, own in groups.items()
        ]
    return found


def newest_first(by_pair: Iterable[Iterable[Measure]]) -> Measures:
    """In the order in which they were last written to."""
    return Measures(tuple(sorted((m for own in by_pair for m in own), key=lambda m: -m.last)))
