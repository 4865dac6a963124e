"""What a board answers: numbers as known on a day, histories, events, claims, the log."""

# ruff: noqa: S608 - every name in these texts is our own; values are bound
from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...core.claims.claim import CLAIM_COLUMNS
from ...core.model.event import EVENT_COLUMNS, Event
from ...core.model.observation import ADDED, COLUMNS
from ..file.clock import today
from ..rows.outcome import Batch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

KNOWN = (*COLUMNS, "id", "known_on", "recorded_at", "recorded_by", "batch")  # columns of an as-of view

_ID = KNOWN.index("id")
_RECORDED = ("recorded_at", "recorded_by", "batch")

# The row known on a day is the last of its key among those that stand and were known by then: the last of the index,
# read once from end to end.
NEWEST = """
    SELECT id FROM (
        SELECT id, key, lead(key) OVER (ORDER BY key, known_on, recorded_at, id) AS next_key
        FROM standing WHERE known_on <= ?)
    WHERE next_key IS NOT key"""
_AS_OF = f"SELECT {', '.join(KNOWN)} FROM observation WHERE id IN ({NEWEST}) ORDER BY id"
_AS_OF_SERIES = f"""
    SELECT {", ".join(KNOWN)} FROM observation WHERE id IN (
        SELECT id FROM (
            SELECT id, key, lead(key) OVER (ORDER BY key, known_on, recorded_at, id) AS next_key
            FROM standing WHERE known_on <= ? AND series IN (SELECT value FROM json_each(?)))
        WHERE next_key IS NOT key)
    ORDER BY id"""
_ALL = f"""SELECT {", ".join((*COLUMNS, *ADDED))} FROM observations"""


def by_id(row: tuple[Any, ...]) -> int:
    """The id of a row in the columns of KNOWN."""
    id_: int = row[_ID]
    return id_


def frame(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Rows in the columns of KNOWN as the frame that readings take."""
    return pd.DataFrame(rows, columns=list(KNOWN), dtype=object)


def as_of(db: Database, day: date | None, series: Iterable[str] | None = None) -> list[tuple[Any, ...]]:
    """One row per key, in the columns of KNOWN."""
    known_by = (day or today()).isoformat()
    if series is None:
        return db.execute(_AS_OF, [known_by]).fetchall()
    return db.execute(_AS_OF_SERIES, [known_by, json.dumps(sorted(series))]).fetchall()


def written_to(db: Database) -> bool:
    """Whether a number stands that no first load wrote."""
    sql = """SELECT EXISTS (SELECT 1 FROM batch b WHERE b.kind <> 'init' AND EXISTS (
        SELECT 1 FROM standing WHERE standing.batch = b.id))"""
    return bool(db.execute(sql).fetchone()[0])


def newest_id(db: Database, day: date) -> int:
    """The id of the last number written that stands and was known on a day, 0 where there is none."""
    sql = (
        "SELECT id FROM standing WHERE +known_on <= ? ORDER BY id DESC LIMIT 1"  # from the last row on: no index helps
    )
    return int((db.execute(sql, [day.isoformat()]).fetchone() or (0,))[0])


def later(db: Database, day: date, last: date) -> int:
    """How many numbers became known after one day and up to another, found by the index on the day known."""
    sql = "SELECT count(*) FROM (SELECT DISTINCT key FROM standing WHERE known_on > ? AND known_on <= ?)"
    return int(db.execute(sql, [day.isoformat(), last.isoformat()]).fetchone()[0])


def standing(db: Database, day: date | None) -> list[tuple[Any, ...]]:
    """Every version of every number known by a day, in the columns of KNOWN and `key`; of each key the newest last."""
    sql = f"""SELECT {", ".join(KNOWN)}, key FROM observation
        WHERE id IN (SELECT id FROM standing WHERE known_on <= ?) ORDER BY key, known_on, recorded_at, id"""
    return db.execute(sql, [(day or today()).isoformat()]).fetchall()


def moments(db: Database) -> list[str]:
    """The times of all batches, undos, bands and exit triggers, in order."""
    tables = ("batch", "band", "line")
    parts = [*(f"SELECT recorded_at AS at FROM {table}" for table in tables), "SELECT undone_at FROM undo"]
    return [at for (at,) in db.execute(f"{' UNION '.join(parts)} ORDER BY at")]


def every_row(db: Database) -> Iterator[dict[str, Any]]:
    """Every row with the added columns, in writing order, each read when it is taken."""
    return db.query(f"{_ALL} ORDER BY id")


def known_rows(db: Database, day: date) -> Iterator[dict[str, Any]]:
    """The rows known on a day, one a key, with the added columns, in writing order."""
    return db.query(f"{_ALL} WHERE id IN ({NEWEST}) ORDER BY id", [day.isoformat()])


_TAKEN_BACK = f"""{_ALL} WHERE retracted IS NOT NULL AND id IN (
        SELECT id FROM observation WHERE batch IN (SELECT batch FROM undo)
        UNION SELECT retracts FROM batch WHERE retracts IS NOT NULL)"""


def taken_back(db: Database, first: str = "", last: str = "9999") -> list[dict[str, Any]]:
    """The retracted and undone rows with the added columns, in writing order.

    With `first` and `last`, days or UTC times, those taken back after the one and by the other, and known by then.
    """
    sql = f"""{_TAKEN_BACK} AND substr(retracted, 1, :length) > :first AND substr(retracted, 1, :length) <= :last
        AND coalesce(published_on, substr(recorded_at, 1, 10)) <= :day ORDER BY id"""
    length = len(first) or len("2026-04-02T09:30:00Z")
    return list(db.query(sql, {"length": length, "first": first, "last": last, "day": last[:10]}))


def rows(db: Database, ids: Iterable[int]) -> list[dict[str, Any]]:
    """The rows with these ids, in their order."""
    return list(db.query(f"{_ALL} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id", [json.dumps(list(ids))]))


def versions_of(db: Database, id_: int) -> list[dict[str, Any]]:
    """Every row with the key of this one, taken-back ones too, oldest first."""
    same = "SELECT id FROM observation WHERE key = (SELECT key FROM observation WHERE id = ?)"
    return list(db.query(f"{_ALL} WHERE id IN ({same}) ORDER BY recorded_at, id", [id_]))


def history(
    db: Database, series: str, entity: str, basis: str | None, period: tuple[date, date] | None
) -> list[dict[str, Any]]:
    """Every row of a series and entity, taken-back ones too, oldest first."""
    start, end = (None, None) if period is None else (period[0].isoformat(), period[1].isoformat())
    return list(
        db.query(
            f"""{_ALL} WHERE entity = :entity AND series = :series AND (:basis IS NULL OR basis = :basis)
            AND (:start IS NULL OR (period_start = :start AND period_end = :end)) ORDER BY recorded_at, id""",
            {"entity": entity, "series": series, "basis": basis, "start": start, "end": end},
        )
    )


def events(db: Database, day: date | None) -> list[Event]:
    """The events that have happened by `day` (None: all), in the order of their dates."""
    found = db.execute(
        f"""SELECT {", ".join(EVENT_COLUMNS)} FROM events
        WHERE :day IS NULL OR date <= :day ORDER BY date, entity, title""",
        {"day": None if day is None else day.isoformat()},
    )
    return [
        Event(date=date.fromisoformat(day_), entity=entity, kind=kind, title=title, source=source, url=url)
        for day_, entity, kind, title, source, url in found
    ]


def claims(db: Database, day: date | None) -> list[dict[str, Any]]:
    """The claims made by `day` (None: all), in the order in which they were first entered, and whether each is void."""
    return list(
        db.query(
            f"""SELECT {", ".join(CLAIM_COLUMNS)}, voided, void_why FROM claims WHERE :day IS NULL OR made_on <= :day
            ORDER BY (SELECT min(entry) FROM claim WHERE claim.id = claims.id)""",
            {"day": None if day is None else day.isoformat()},
        )
    )


_BATCHES = 'SELECT batch, at, "by", what, "rows", undone, kind, undone_by, why FROM batches'


def log(db: Database) -> list[Batch]:
    """The batches, oldest first."""
    return _batches(db.execute(f"{_BATCHES} ORDER BY batch"))


def last_saves(db: Database, most: int) -> list[Batch]:
    """The newest batches that stand and are not the first load's, the oldest of them first."""
    sql = f"{_BATCHES} WHERE undone IS NULL AND kind <> 'init' AND board = '' ORDER BY batch DESC LIMIT ?"
    return _batches(db.execute(sql, [most]))[::-1]


def log_page(db: Database, before: int | None, most: int) -> list[Batch]:
    """The newest batches, or those before one, newest first."""
    where, values = ("", [most]) if before is None else ("WHERE batch < ?", [before, most])
    return _batches(db.execute(f"{_BATCHES} {where} ORDER BY batch DESC LIMIT ?", values))


def _batches(found: Iterable[tuple[Any, ...]]) -> list[Batch]:
    return [
        Batch(batch, at, by, f"{what}: {why}" if why else what, count, undone, kind, undone_by)
        for batch, at, by, what, count, undone, kind, undone_by, why in found
    ]


def kind(db: Database) -> str:
    """Which board it is by the first loads that stand: invented numbers outweigh the public record."""
    boards = {board for (board,) in db.execute("SELECT board FROM batches WHERE undone IS NULL AND kind = 'init'")}
    return next((name for name in ("example", "public") if name in boards), "empty")


def is_empty(db: Database) -> bool:
    """Whether the board holds no observation, event or claim at all, taken-back ones counted."""
    sql = "SELECT EXISTS (SELECT 1 FROM observation UNION ALL SELECT 1 FROM event UNION ALL SELECT 1 FROM claim)"
    return not db.execute(sql).fetchone()[0]


def stamp(db: Database) -> str:
    """Differs after every act of writing: tables only ever grow, so their highest row numbers say it all."""
    tables = sorted(name for name in db.table_names() if not name.startswith("sqlite_"))
    return ".".join(str(db.execute(f'SELECT coalesce(max(rowid), 0) FROM "{name}"').fetchone()[0]) for name in tables)


def parts(db: Database, day: date | None) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """The parts of an export, each row read when it is taken, in the order of an export.

    With a day: one row a key, events and claims as they stand, and, of what was taken from these, the batches.
    """
    series = _each(db, "series", ("id", "title", "units", "flow", *_RECORDED[:2]), "entry")
    batches = db.query("SELECT * FROM batches ORDER BY batch")
    if day is None:
        yield "observations", every_row(db)
        yield "events", _each(db, "event", (*EVENT_COLUMNS, *_RECORDED), "id")
        yield "claims", _each(db, "claim", (*CLAIM_COLUMNS, *_RECORDED), "entry")
        yield "series", series
        yield "batches", batches
        return
    by, held = {"day": day.isoformat()}, set[int]()

    def holding(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for row in rows:
            held.add(row["batch"])
            yield row

    yield "observations", holding(known_rows(db, day))
    yield "events", holding(db.query("SELECT * FROM events WHERE date <= :day ORDER BY date, entity, title", by))
    names = ", ".join((*CLAIM_COLUMNS, *_RECORDED))
    claims = db.query(f"SELECT {names} FROM claims WHERE made_on <= :day ORDER BY made_on, id", by)
    yield "claims", holding(claims)
    yield "series", series
    yield "batches", (batch for batch in batches if batch["batch"] in held)


def _each(db: Database, table: str, columns: tuple[str, ...], order: str) -> Iterator[dict[str, Any]]:
    return db.query(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}")
