"""The numbers of some pairs of series and entity, by seeks in the index of keys: a board's other rows are not touched.

A key begins with its series and entity, so a pair is a range of keys, and a series of every entity another.
"""

# ruff: noqa: S608 - every name in these texts is our own; values are bound
from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from ...core.evidence.reads import Pair
from .read import KNOWN

if TYPE_CHECKING:
    from sqlite_utils import Database

Range = tuple[str, str | None]  # a series and an entity, or None for all
Row = tuple[Any, ...]  # in the columns of KNOWN

# Steps from one key of a range to the next instead of reading every vintage of each.
_KEYS = """
    WITH RECURSIVE ranges(place, first, past) AS (
        SELECT key, value->>0, value->>1 FROM json_each(:ranges)),
    step(place, name, past) AS (
        SELECT place, (SELECT key FROM observation WHERE key >= first AND key < past ORDER BY key LIMIT 1), past
        FROM ranges
        UNION ALL
        SELECT place, (SELECT key FROM observation WHERE key > name AND key < past ORDER BY key LIMIT 1), past
        FROM step WHERE name IS NOT NULL)"""
_NEWEST = """
    SELECT id FROM standing WHERE key = name AND known_on <= :day
    ORDER BY known_on DESC, recorded_at DESC, id DESC LIMIT 1"""
_AS_OF = f"""{_KEYS}
    SELECT place, {", ".join(f"o.{name}" for name in KNOWN)} FROM step JOIN observation o ON o.id = ({_NEWEST})
    WHERE name IS NOT NULL ORDER BY o.id"""

_VERSIONS = f"""
    SELECT {", ".join(KNOWN)}, key FROM standing WHERE known_on <= :day AND key IN (
        SELECT key FROM observation WHERE key >= :first AND key < :past
        GROUP BY key HAVING min(known_on) < max(known_on))
    ORDER BY key, known_on, recorded_at, id"""

_RETRACTED = "id IN (SELECT retracts FROM batch WHERE retracts IS NOT NULL AND"
_UNDONE = "(SELECT batch FROM undo WHERE id > :undo)"
_TOUCHED = f"""
    SELECT {{0}} FROM observation WHERE id > :observation
    UNION SELECT {{0}} FROM observation WHERE {_RETRACTED} id > :batch)
    UNION SELECT {{0}} FROM observation WHERE batch IN {_UNDONE}
    UNION SELECT {{0}} FROM observation WHERE {_RETRACTED} id IN {_UNDONE})"""
_LAST_OF = "(SELECT coalesce(max(id), 0) FROM {})"
_LAST = "SELECT {}".format(", ".join(_LAST_OF.format(table) for table in ("observation", "batch", "undo")))


def bounds(of: Range) -> tuple[str, str]:
    """The first key that a range may hold, and the first that lies past it."""
    series, entity = of
    begins = json.dumps([series] if entity is None else [series, entity], ensure_ascii=False)[:-1] + ", "
    return f'{begins}"', f"{begins}#"  # what follows is a text, and # is the character after its quotation mark


def as_of(db: Database, day: date, ranges: Iterable[Range]) -> dict[Range, list[Row]]:
    """Of each range its rows as known on a day, one a key, in writing order."""
    asked = list(dict.fromkeys(ranges))
    found: dict[Range, list[Row]] = {one: [] for one in asked}
    if asked:
        named = {"ranges": json.dumps([bounds(one) for one in asked]), "day": day.isoformat()}
        for place, *row in db.execute(_AS_OF, named):
            found[asked[place]].append(tuple(row))
    return found


def known_days(db: Database, of: Range, last: date, ends: date = date.max) -> list[str]:
    """The days up to one on which a standing number of a range became known, revised ones too, as ISO text.

    Of numbers whose periods end by `ends` alone.
    """
    # The plus sign keeps SQLite to the index by key.
    sql = "SELECT DISTINCT known_on FROM standing WHERE key >= ? AND key < ? AND known_on <= ? AND +period_end <= ?"
    return [day for (day,) in db.execute(sql, [*bounds(of), last.isoformat(), ends.isoformat()])]


Marks = tuple[int, int, int]  # the last ids of observations, batches and undos


def marks(db: Database) -> Marks:
    """How far the board is written."""
    found: Marks = db.execute(_LAST).fetchone()
    return found


def touched(db: Database, since: Marks) -> set[Pair]:
    """The pairs whose numbers were written, taken back or brought back since the board was written so far."""
    return set(touched_columns(db, since, "series, entity"))


def touched_columns(db: Database, since: Marks, columns: str) -> list[Any]:
    """What stands in some columns of those numbers, each once."""
    names = dict(zip(("observation", "batch", "undo"), since, strict=True))
    found: list[Any] = db.execute(_TOUCHED.format(columns), names).fetchall()
    return found


def versions(db: Database, day: date, ranges: Iterable[Range]) -> list[dict[str, Any]]:
    """Every version of the numbers of some ranges that became known on more than one day, in the columns of KNOWN.

    Key by key, with the `key`; a key's versions in the order in which they were known.
    """
    found: list[dict[str, Any]] = []
    for one in ranges:
        named = dict(zip(("first", "past", "day"), (*bounds(one), day.isoformat()), strict=True))
        found += db.query(_VERSIONS, named)
    return found
