"""Schema 3: which board this is and of which thesis, what brought it here, and indexes that spare a page every row.

A copy, a backup and a restore bear the identity of the board that they come from. An older board is of the package's
own thesis: there was no other then.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING

from ....core.model.catalogue import thesis
from . import schema_v1, schema_v2
from .schema_v1 import guard

if TYPE_CHECKING:
    from sqlite_utils import Database

NUMBER = 3

TABLES = {
    "identity": "id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL, thesis TEXT NOT NULL",
    # which version of the program brought the board to which schema, for an older one that meets it
    "program": "id INTEGER PRIMARY KEY, schema INTEGER NOT NULL, version TEXT NOT NULL, brought_at TEXT NOT NULL",
}

# every table whose rows say when they were written: the newest of all is asked for with each act of writing
_TIMED = (*schema_v1.TABLES, *schema_v2.TABLES)
_INDEXES = (
    *(
        f'CREATE INDEX {table}_time ON "{table}"({"undone_at" if table == "undo" else "recorded_at"})'
        for table in _TIMED
    ),
    # finds what took a row back without reading every batch
    "CREATE INDEX batch_retracts ON batch(retracts) WHERE retracts IS NOT NULL",
    # Record by pages, in the order in which it lists the numbers; on a past day it passes over what came later
    "CREATE INDEX observation_period ON observation(period_end, id, known_on)",
    # the same of one series, and the series that are on file
    "CREATE INDEX observation_series ON observation(series, period_end, id, known_on)",
    # What changed: the numbers that became known between two days
    "CREATE INDEX observation_known ON observation(known_on, id)",
)


def extend(db: Database) -> None:
    """Add the identity and the versions of the program, append-only, and the indexes."""
    for name, columns in TABLES.items():
        db.execute(f'CREATE TABLE "{name}" ({columns}) STRICT')
        guard(db, name)
    db.execute("INSERT INTO identity (id, uuid, thesis) VALUES (1, ?, ?)", [identity(db), thesis().id])
    for index in _INDEXES:
        db.execute(index)


def identity(db: Database) -> str:
    """A new board's is drawn; an older one's follows from its first batch, so that its copies migrate to the same."""
    first = db.execute("SELECT * FROM batch ORDER BY id LIMIT 1").fetchone()
    if first is None:
        return uuid.uuid4().hex
    return hashlib.sha256(json.dumps(first, ensure_ascii=False).encode()).hexdigest()[:32]


def thesis_of(db: Database) -> str:
    """The id of the thesis that the board is of."""
    return str(db.execute("SELECT thesis FROM identity").fetchone()[0])


def brought(db: Database, schema: int, version: str, at: str) -> None:
    """Note that this version of the program brought the board to a schema."""
    db.execute("INSERT INTO program (schema, version, brought_at) VALUES (?, ?, ?)", [schema, version, at])


def brought_by(db: Database) -> str:
    """The version of the program that brought the board to its schema; "" where it does not say."""
    if not db.table("program").exists():
        return ""
    found = db.execute("SELECT version FROM program ORDER BY id DESC LIMIT 1").fetchone()
    return str(found[0]) if found else ""
