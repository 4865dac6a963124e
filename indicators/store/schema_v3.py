"""Schema 3: which board this is, wherever its file lies, and the indexes that keep a page from reading every row.

A copy, a backup and a restore bear the identity of the board that they come from.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING

from . import schema_v1, schema_v2
from .schema_v1 import guard

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = {
    "identity": "id INTEGER PRIMARY KEY CHECK (id = 1), uuid TEXT NOT NULL",
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
    # Record by pages, in the order in which it lists the numbers
    "CREATE INDEX observation_period ON observation(period_end, id)",
    # What changed: the numbers that became known between two days
    "CREATE INDEX observation_known ON observation(known_on, id)",
)


def extend(db: Database) -> None:
    """Add the identity, append-only, and the indexes."""
    for name, columns in TABLES.items():
        db.execute(f'CREATE TABLE "{name}" ({columns}) STRICT')
        guard(db, name)
    db.execute("INSERT INTO identity (id, uuid) VALUES (1, ?)", [_identity(db)])
    for index in _INDEXES:
        db.execute(index)


def _identity(db: Database) -> str:
    """A new board's is drawn; an older one's follows from its first batch, so that its copies migrate to the same."""
    first = db.execute("SELECT * FROM batch ORDER BY id LIMIT 1").fetchone()
    if first is None:
        return uuid.uuid4().hex
    return hashlib.sha256(json.dumps(first, ensure_ascii=False).encode()).hexdigest()[:32]
