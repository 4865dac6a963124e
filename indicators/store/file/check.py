"""Is the board sound? The file, its guards, and every rule that rows passed when they were written."""

from __future__ import annotations

import json
import sqlite3
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from ...core.entry.validate import Fault, fault_of, read_url, validate
from ...core.model.condition import condition
from ...core.model.errors import BoardError, DeclarationError
from ...core.model.observation import COLUMNS
from ..rows import entries
from ..rows.state import key_text, series, stored
from . import clock, journal
from .connection import code_of, reading
from .moment import at_most, timed
from .schema import schema_v1
from .schema.migrations import MIGRATIONS, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database

_SHOWN = 20  # problems of one sort that are listed before the rest is only counted
_RESTORE = "bring back a backup with `restore`"
_REBUILD = f"{_RESTORE}, or export the board to JSON and import that into a new one"
_JSON = (("staged", "content"), ("figure", "shown"), ("memo", "shown"), ("print", "levels"))
_TESTS = (("band", "supports"), ("band", "against"), ("line", "test"))


def check(path: Path) -> list[str]:
    """Problems, one sentence each; empty when all is well. BoardError where the file cannot be opened at all."""
    try:
        with reading(path) as db:
            return [*_problems(db, path), *journal.left(path)]
    except BoardError as error:
        if code_of(error.__cause__) == sqlite3.SQLITE_CORRUPT:
            return [str(error)]
        raise


def _problems(db: Database, path: Path) -> list[str]:
    damage = [row[0] for row in db.execute(f"PRAGMA integrity_check({_SHOWN})") if row[0] != "ok"]
    if damage:
        return [f"The file is damaged ({' '.join(line.split())}): {_RESTORE}." for line in damage]
    problems = list(_schema(db, path))
    return problems or [
        *_references(db),
        *_first(_rows(db)),
        *_first(_entries(db)),
        *_first(_hidden(db)),
        *_first(_stamps(db)),
        *_first(_workspace(db)),
    ]


def _schema(db: Database, path: Path) -> Iterator[str]:
    version = version_of(db, path)
    if version > len(MIGRATIONS):
        yield f"A newer version wrote this board (schema {version}, this one knows {len(MIGRATIONS)}): update Telltale."
        return
    if version < len(MIGRATIONS):
        yield f"The schema is {version}, not {len(MIGRATIONS)}: `show` brings an older one up to date, else {_RESTORE}."
    views = set(db.view_names())
    guards = {trigger.name for trigger in db.triggers}
    found = {name for name in db.table_names() if not name.startswith("sqlite_")}
    for table in sorted({*schema_v1.TABLES, *found}):
        if table not in found:
            yield f"The table {table} is missing: {_RESTORE}."
        elif not db.table(table).strict:
            yield f"The table {table} is not STRICT, so it takes text for a number: {_REBUILD}."
        for act in ("update", "delete", "replace"):
            if f"{table}_no_{act}" not in guards:
                yield f"The guard {table}_no_{act} is missing, so rows of {table} can be overwritten: {_REBUILD}."
    for view in schema_v1.VIEWS:
        if view not in views:
            yield f"The view {view} is missing: {_REBUILD}."


def _references(db: Database) -> Iterator[str]:
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} points to a {parent} that is not there: {_RESTORE}."
    sql = """
        SELECT b.id, b.row_count, (b.kind IN ('retract', 'void'))
            + (SELECT count(*) FROM observation WHERE batch = b.id)
            + (SELECT count(*) FROM event WHERE batch = b.id) + (SELECT count(*) FROM claim WHERE batch = b.id) AS found
        FROM batch b WHERE found <> b.row_count"""
    for batch, said, found in db.execute(sql):
        yield f"Batch {batch} says {said} rows and has {found}, so some were added or removed by hand: {_RESTORE}."


def _rows(db: Database) -> Iterator[str]:
    """Every observation passes the rules of the day on which it was recorded, and its key is its own."""
    known = series(db)
    for row in db.query("SELECT * FROM observation ORDER BY id"):
        if not clock.is_stamp(row["recorded_at"]):
            continue  # said by _stamps
        cells = {column: row[column] for column in COLUMNS}
        try:
            draft = validate(cells, None, clock.day_of(row["recorded_at"]), known)
        except Fault as fault:
            yield f"Observation {row['id']}: {fault} {_by_hand(row['id'])}"
            continue
        if stored(draft) != tuple(cells.values()):
            yield f"Observation {row['id']} is not in the form in which rows are written. {_by_hand(row['id'])}"
        if row["key"] != key_text(draft):
            yield f"Observation {row['id']} has a key that does not fit its columns. {_by_hand(row['id'])}"


def _entries(db: Database) -> Iterator[str]:
    """Every event and claim passes its rules; whether a metric is known is not the file's affair."""
    for row in db.query("SELECT * FROM event ORDER BY id"):
        try:
            entries.event(row, None)
        except Fault as fault:
            yield f"Event {row['id']}: {fault} Undo batch {row['batch']} and enter it anew, or {_RESTORE}."
    for row in db.query("SELECT * FROM claim ORDER BY entry"):
        try:
            entries.claim(row, ())
        except Fault as fault:
            yield f'Claim "{row["id"]}": {fault} Undo batch {row["batch"]} and enter it anew, or {_RESTORE}.'


def _hidden(db: Database) -> Iterator[str]:
    """What stands from before names and addresses were judged by what is seen of them."""
    for sql, columns in (
        ("SELECT 'Observation ' || id, url, entity, basis FROM standing ORDER BY id", ("entity", "basis")),
        ("SELECT 'The event \"' || title || '\"', url, entity FROM events ORDER BY date, entity, title", ("entity",)),
    ):
        for what, url, *names in db.execute(sql):
            if why := next(
                (why for c, name in zip(columns, names, strict=True) if (why := fault_of(c, name))), _of_url(url)
            ):
                yield f"{what}: {why} It is from an older version: take it back (`retract`, `undo`) and enter it anew."


@lru_cache(maxsize=1000)
def _of_url(url: str) -> str:
    try:
        read_url(url)
    except Fault as fault:
        return fault.reason
    return ""


def _by_hand(number: int) -> str:
    return f"It was changed by hand: `retract {number}` and enter it anew, or {_RESTORE}."


def _stamps(db: Database) -> Iterator[str]:
    """Whatever was recorded has a time at which it was, in order and not in the future.

    A retraction that a CSV file mentions is numbered after all batches, so it may be older than the last of them.
    """
    latest = at_most()
    for table, column in timed(db):
        within = " WHERE kind <> 'retract'" if table == "batch" else ""
        before, stamped = 0, ""
        for number, stamp in db.execute(f'SELECT rowid, {column} FROM "{table}"{within} ORDER BY rowid'):  # noqa: S608 - names that the file holds
            if not clock.is_stamp(stamp):
                yield f"Row {number} of {table} has no valid {column}: {_RESTORE}."
                continue
            if stamp < stamped:
                yield (
                    f"Row {number} of {table} is of {stamp}, before row {before} ({stamped}): a clock was set back; "
                    "what it corrects may still count; enter it anew where it should."
                )
            if stamp > max(latest, stamped):
                yield (
                    f"Row {number} of {table} is of {stamp}, in the future, so a clock was wrong: export the board to "
                    "JSON, correct the time in there, and import that anew into an empty board."
                )
            before, stamped = (number, stamp) if stamp >= stamped else (before, stamped)


def _workspace(db: Database) -> Iterator[str]:
    """What users set and what was handed out can be read again."""
    for table, column in _JSON:
        for number, text in db.execute(f'SELECT id, {column} FROM "{table}" ORDER BY id'):  # noqa: S608 - names of our own
            try:
                json.loads(text)
            except ValueError:
                yield f"Row {number} of {table} holds {column} that cannot be read: {_RESTORE}."
    for table, column in _TESTS:
        for number, text in db.execute(f'SELECT id, {column} FROM "{table}" ORDER BY id'):  # noqa: S608 - names of our own
            try:
                condition(text or "> 0")
            except DeclarationError as error:
                yield f"Row {number} of {table}: {error} Set it anew in the app, or {_RESTORE}."


def _first(problems: Iterator[str]) -> Iterator[str]:
    """The first problems of one sort, and how many there are beside."""
    yield from islice(problems, _SHOWN)
    if rest := sum(1 for _ in problems):
        yield f"There are {rest} more problems of this sort."
