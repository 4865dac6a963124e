"""What decides about new rows: the names and rows that stand, and the series declared on the board."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ...core.entry.rates import Rates
from ...core.entry.validate import RATE, Names
from ...core.model.catalogue import all_series
from ...core.model.observation import COLUMNS, PUBLIC, RIGHTS, number_of
from ...core.model.series import Series
from ..views.pairs import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlite_utils import Database

    from ...core.model.observation import Draft
    from ..file.moment import Moment

Stored = tuple[str | int | float | None, ...]  # an observation's 17 columns as the table holds them
_PUBLISHED = COLUMNS.index("published_on")
_VALUE = COLUMNS.index("value")


def stored(draft: Draft) -> Stored:
    """The contract's columns as the table holds them."""
    published = draft.published_on
    return (
        draft.series,
        draft.entity,
        draft.basis,
        draft.period_start.isoformat(),
        draft.period_end.isoformat(),
        draft.age_days,
        draft.value,
        draft.low,
        draft.high,
        draft.unit,
        draft.grade,
        None if published is None else published.isoformat(),
        draft.source,
        draft.url,
        draft.rights,
        draft.label,
        draft.note,
    )


def key_text(draft: Draft) -> str:
    """The key as the table holds it."""
    return json.dumps(draft.key, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What the checks of a row depend on. Where it is equal before and inside a transaction, so are the verdicts."""

    names: Names
    series: dict[str, Series]
    today: date
    ahead: date | None = None  # the day that new rows bear where it has not come yet
    rights: Mapping[str, str] = field(default_factory=dict)  # by source, the strictest of its standing rows

    @classmethod
    def on(cls, db: Database, moment: Moment) -> Known:
        """As it stands in this transaction."""
        return cls(names(db), series(db), moment.today, moment.ahead, rights(db))

    def fresh_names(self) -> Names:
        """A copy to learn into."""
        return self.names.copy()


def names(db: Database) -> Names:
    """The entities, bases and exchange rates of standing rows, and the entities of events."""
    of_events = (name for (name,) in db.execute("SELECT DISTINCT entity FROM events ORDER BY entity"))
    return Names.of([*distinct(db, "entity"), *of_events], distinct(db, "basis"), rates(db))


def rates(db: Database) -> Rates:
    """The exchange rates of standing rows."""
    sql = "SELECT DISTINCT entity, value, low, high FROM standing WHERE key >= ? AND key < ?"
    return Rates((pair, number_of(*ends)) for pair, *ends in db.execute(sql, bounds((RATE, None))))


def distinct(db: Database, column: str, most: int = -1) -> list[str]:
    """The names in a column of standing rows, in order, at most so many (-1: all).

    Steps through the index from one name to the next instead of reading every row.
    """
    sql = f"""
        WITH RECURSIVE step(name) AS (
            SELECT min({column}) FROM observation
            UNION ALL
            SELECT (SELECT min({column}) FROM observation WHERE {column} > name) FROM step WHERE name IS NOT NULL)
        SELECT name FROM step
        WHERE name IS NOT NULL AND EXISTS (SELECT 1 FROM standing WHERE {column} = name)
        LIMIT ?"""  # noqa: S608 - a name of our own
    return [name for (name,) in db.execute(sql, [most])]


def rights(db: Database) -> dict[str, str]:
    """The strictest rights of each source among the standing rows; a few steps in an index for each source."""
    held = "EXISTS (SELECT 1 FROM standing WHERE source = ? AND rights = ?)"
    return {
        source: next(
            (right for right in reversed(RIGHTS) if db.execute(f"SELECT {held}", [source, right]).fetchone()[0]), PUBLIC
        )
        for source in distinct(db, "source")
    }


def series(db: Database) -> dict[str, Series]:
    """The contract's series and those that were declared on this board."""
    found = {
        id_: Series(
            id=id_,
            title=title,
            units=tuple(units.split(", ")),
            group="context",
            flow=bool(flow),
            low=None,
            declared=True,
        )
        for id_, title, units, flow in db.execute("SELECT id, title, units, flow FROM series ORDER BY entry")
    }
    return all_series() | found


# Of a number many versions may stand: what decides is the one that is known today, else the one known next, and the
# last that was written as published on the same day. Each is the last of a stretch of the index of keys.
_LAST = "ORDER BY known_on DESC, recorded_at DESC, id DESC LIMIT 1"
_TWINS = f"""
    WITH asked(name, day) AS (SELECT value->>0, value->>1 FROM json_each(:asked))
    SELECT key, known_on, recorded_at, id, {", ".join(COLUMNS)} FROM observation WHERE id IN (
        SELECT (SELECT id FROM standing WHERE key = name AND known_on <= :today {_LAST}) FROM asked
        UNION ALL SELECT (SELECT id FROM standing WHERE key = name {_LAST}) FROM asked
        UNION ALL SELECT (SELECT id FROM standing WHERE key = name AND known_on = day AND published_on = day {_LAST})
        FROM asked WHERE day IS NOT NULL
        UNION ALL SELECT (
            SELECT id FROM standing WHERE key = name AND published_on IS NULL
            ORDER BY recorded_at DESC, id DESC LIMIT 1) FROM asked WHERE day IS NULL)"""  # noqa: S608 - names of our own


class Twins:
    """The standing rows of some keys: tells new from revised from unchanged, and learns what is being written."""

    def __init__(self, db: Database, asked: Iterable[tuple[str, str | None]], today: date) -> None:
        """Read at once what decides about rows with these keys and days of publication (None: not given)."""
        self._newest: dict[tuple[str, Any], tuple[tuple[str, int], Stored]] = {}
        self._known_now: dict[str, tuple[tuple[bool, str, str, int], float | None]] = {}
        pairs = sorted(set(asked), key=str)
        for key, known_on, recorded_at, id_, *row in db.execute(
            _TWINS, {"asked": json.dumps(pairs), "today": today.isoformat()}
        ):
            self._learn(key, (known_on, recorded_at, id_), tuple(row), today.isoformat())

    def _learn(self, key: str, order: tuple[str, str, int], row: Stored, today: str) -> None:
        place = (key, row[_PUBLISHED])
        if place not in self._newest or self._newest[place][0] < order[1:]:
            self._newest[place] = (order[1:], row)
        rank = (order[0] <= today, *order)  # a row known only later does not hide the one known today
        if key not in self._known_now or self._known_now[key][0] < rank:
            self._known_now[key] = (rank, row[_VALUE])  # type: ignore[assignment]  # the value column is REAL

    def classify(self, key: str, row: Stored, order: tuple[str, str, int], today: str) -> tuple[str, float | None]:
        """The row's state and, of a revised one, the value known until now; what is not unchanged is learned."""
        newest = self._newest.get((key, row[_PUBLISHED]))
        if newest is not None and newest[1] == row:
            return "unchanged", None
        before = self._known_now.get(key)
        self._learn(key, order, row, today)
        return ("new", None) if before is None else ("revised", before[1])
