"""What Record shows of a board of any size: a page of numbers or of batches by keyset, and the names to choose from."""

# ruff: noqa: S608 - every name in these texts is our own; values are bound
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..file.clock import today
from ..rows.state import distinct
from .read import KNOWN, log_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from sqlite_utils import Database

    from ..rows.outcome import Batch

ROWS = 100  # of a page
COUNTED = 1_000  # numbers that are counted one by one; beyond them there are "more than"
NAMES = 1_000  # that are offered to choose from

Place = tuple[str, int]  # where a row stands among the numbers: the end of its period, then its id

# Known on a day: it stands, and no version of its key that was known by then comes after it.
_KNOWN = """o.known_on <= :day AND NOT EXISTS (
    SELECT 1 FROM standing s WHERE s.key = o.key AND s.known_on <= :day
        AND (s.known_on, s.recorded_at, s.id) > (o.known_on, o.recorded_at, o.id))"""
_SEARCHED = ("entity", "series", "basis", "source", "label", "note")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which numbers are listed: of a series, of an entity, and with a text in their words; "" for any."""

    series: str = ""
    entity: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and whether there are others before and after them."""

    rows: Sequence[dict[str, Any]]
    before: bool
    after: bool


def numbers(db: Database, day: date | None, wanted: Wanted, after: Place | None) -> Page:
    """The numbers known on a day (None: today) that stand `after` a place, the newest period first."""
    found = _listed(db, day, wanted, after, older=True)
    return Page(found[:ROWS], before=after is not None, after=len(found) > ROWS)


def place_before(db: Database, day: date | None, wanted: Wanted, first: Place) -> Place | None:
    """After which place the page begins that ends just before the row at `first`; None where it is the first page."""
    found = _listed(db, day, wanted, first, older=False)
    return (found[ROWS]["period_end"], found[ROWS]["id"]) if len(found) > ROWS else None


def count(db: Database, day: date | None, wanted: Wanted) -> int:
    """How many numbers known on a day there are; one more than COUNTED where there are more."""
    where, values = _where(day, wanted)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM standing o WHERE {where} LIMIT {COUNTED + 1})"
    return int(db.execute(sql, values).fetchone()[0])


def _listed(
    db: Database, day: date | None, wanted: Wanted, place: Place | None, *, older: bool
) -> list[dict[str, Any]]:
    """The rows of a page and one more, which says that there are others.

    Those of the place's own period are asked for apart: SQLite seeks in an index by its id only within one period.
    """
    where, values = _where(day, wanted)
    beyond, order = ("<", "DESC") if older else (">", "ASC")
    first = "+o.period_end" if wanted.entity else "o.period_end"  # one entity's few rows are sorted, not searched for

    def some(which: str, most: int) -> list[dict[str, Any]]:
        sql = f"""SELECT {", ".join(f"o.{name}" for name in KNOWN)} FROM standing o WHERE {which} {where}
            ORDER BY {first} {order}, o.id {order} LIMIT {most}"""
        return list(db.query(sql, values))

    if place is None:
        return some("", ROWS + 1)
    values |= {"end": place[0], "id": place[1]}
    found = some(f"o.period_end = :end AND o.id {beyond} :id AND", ROWS + 1)
    return found + some(f"o.period_end {beyond} :end AND", ROWS + 1 - len(found))


def _where(day: date | None, wanted: Wanted) -> tuple[str, dict[str, Any]]:
    parts, values = [_KNOWN], {"day": (day or today()).isoformat()}
    for name in ("series", "entity"):
        if getattr(wanted, name):
            parts.append(f"o.{name} = :{name}")
            values[name] = getattr(wanted, name)
    if wanted.text:
        parts.append("(" + " OR ".join(f"o.{name} LIKE :text ESCAPE '!'" for name in _SEARCHED) + ")")
        plain = "".join(f"!{c}" if c in "!%_" else c for c in wanted.text)
        values["text"] = f"%{plain}%"
    return " AND ".join(parts), values


def names(db: Database) -> tuple[list[str], list[str]]:
    """The series and the entities of standing rows, each in the order of the alphabet and no more than NAMES."""
    return distinct(db, "series", NAMES), distinct(db, "entity", NAMES)


def whose(db: Database) -> dict[str, list[str]]:
    """By series who has numbers of it, among the entities that `names` gives."""
    series, entities = names(db)
    sql = """SELECT s.value, e.value FROM json_each(?) s, json_each(?) e
        WHERE EXISTS (SELECT 1 FROM standing WHERE entity = e.value AND series = s.value) ORDER BY e.value"""
    found: dict[str, list[str]] = {}
    for name, entity in db.execute(sql, [json.dumps(series), json.dumps(entities)]):
        found.setdefault(name, []).append(entity)
    return found


def log(db: Database, before: int | None) -> tuple[list[Batch], bool]:
    """A page of batches, the newest first, those `before` a number where it is given; and whether there are more."""
    found = log_page(db, before, ROWS + 1)
    return found[:ROWS], len(found) > ROWS
