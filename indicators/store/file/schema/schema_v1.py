"""Schema 1 of the board. It is history: a change is a new migration, never an edit here.

A batch is one act of writing. A retraction and a voided claim are batches too, so that they can be undone like any
other; an undo is a row of its own and takes its batch out of every view. What stands is what no undo and no retraction
names.
"""

# ruff: noqa: S608 - every name in these texts is our own
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = {
    "batch": """
        id INTEGER PRIMARY KEY,
        recorded_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('init', 'add', 'import', 'retract', 'void')),
        what TEXT NOT NULL,
        board TEXT NOT NULL DEFAULT '' CHECK (board IN ('', 'public', 'example')),
        retracts INTEGER REFERENCES observation(id) DEFERRABLE INITIALLY DEFERRED,
        voids TEXT,
        why TEXT NOT NULL DEFAULT '',
        row_count INTEGER NOT NULL CHECK (row_count > 0),
        CHECK ((kind = 'retract') = (retracts IS NOT NULL)),
        CHECK ((kind = 'void') = (voids IS NOT NULL))""",
    "undo": """
        id INTEGER PRIMARY KEY,
        batch INTEGER NOT NULL UNIQUE REFERENCES batch(id),
        undone_at TEXT NOT NULL,
        undone_by TEXT NOT NULL""",
    "observation": """
        id INTEGER PRIMARY KEY,
        series TEXT NOT NULL, entity TEXT NOT NULL, basis TEXT NOT NULL,
        period_start TEXT NOT NULL, period_end TEXT NOT NULL, age_days INTEGER,
        value REAL, low REAL, high REAL, unit TEXT NOT NULL, grade TEXT NOT NULL,
        published_on TEXT, source TEXT NOT NULL, url TEXT NOT NULL, rights TEXT NOT NULL,
        label TEXT NOT NULL, note TEXT NOT NULL,
        recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
        batch INTEGER NOT NULL REFERENCES batch(id),
        key TEXT NOT NULL,
        known_on TEXT NOT NULL GENERATED ALWAYS AS (coalesce(published_on, substr(recorded_at, 1, 10))) STORED""",
    "event": """
        id INTEGER PRIMARY KEY,
        date TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
        source TEXT NOT NULL, url TEXT NOT NULL,
        recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
        batch INTEGER NOT NULL REFERENCES batch(id)""",
    "claim": """
        entry INTEGER PRIMARY KEY,
        id TEXT NOT NULL, claim TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL,
        made_on TEXT NOT NULL, set_on TEXT NOT NULL, period_end TEXT NOT NULL, resolve_by TEXT NOT NULL,
        metric TEXT NOT NULL, test TEXT NOT NULL, note TEXT NOT NULL,
        recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL,
        batch INTEGER NOT NULL REFERENCES batch(id)""",
    "series": """
        entry INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, units TEXT NOT NULL, flow INTEGER NOT NULL,
        recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL""",
}

_INDEXES = (
    # holds all that picks what is known on a day, so that the pick never touches the rows it leaves out
    "CREATE INDEX observation_vintage ON observation(key, known_on, recorded_at, id, batch)",
    "CREATE INDEX observation_entity ON observation(entity, series)",
    "CREATE INDEX observation_basis ON observation(basis)",
    "CREATE INDEX observation_batch ON observation(batch)",
    "CREATE INDEX event_key ON event(date, entity, title)",
    "CREATE INDEX claim_id ON claim(id)",
)

_LIFTED = "batch NOT IN (SELECT batch FROM undo)"
_RETRACTED = "SELECT retracts FROM batch WHERE kind = 'retract' AND id NOT IN (SELECT batch FROM undo)"
_COLUMNS = """
    o.series, o.entity, o.basis, o.period_start, o.period_end, o.age_days, o.value, o.low, o.high, o.unit, o.grade,
    o.published_on, o.source, o.url, o.rights, o.label, o.note, o.id, o.recorded_at, o.recorded_by, o.batch"""

VIEWS = {
    "standing": f"SELECT * FROM observation WHERE {_LIFTED} AND id NOT IN ({_RETRACTED})",
    "observations": f"""
        SELECT {_COLUMNS}, coalesce(u.undone_at, r.recorded_at) AS retracted,
            CASE WHEN u.id IS NOT NULL THEN 'batch ' || o.batch || ' undone' ELSE coalesce(r.why, '') END
                AS retracted_why
        FROM observation o
        LEFT JOIN undo u ON u.batch = o.batch
        LEFT JOIN batch r ON r.retracts = o.id AND r.id NOT IN (SELECT batch FROM undo)""",
    # the row known today is the last of its key
    "latest": f"""
        SELECT {_COLUMNS}, o.known_on FROM observation o WHERE o.id IN (
            SELECT id FROM (
                SELECT id, key, lead(key) OVER (ORDER BY key, known_on, recorded_at, id) AS next_key
                FROM standing WHERE known_on <= date('now'))
            WHERE next_key IS NOT key)""",
    "events": f"""
        SELECT date, entity, kind, title, source, url, recorded_at, recorded_by, batch FROM event WHERE id IN (
            SELECT max(id) FROM event WHERE {_LIFTED} GROUP BY date, entity, title)""",
    "claims": f"""
        SELECT c.id, claim, c.kind, source, made_on, set_on, period_end, resolve_by, metric, test, note,
            c.recorded_at, c.recorded_by, c.batch, v.recorded_at AS voided, coalesce(v.why, '') AS void_why
        FROM claim c LEFT JOIN batch v ON v.voids = c.id AND v.id NOT IN (SELECT batch FROM undo)
        WHERE entry IN (SELECT max(entry) FROM claim WHERE {_LIFTED} GROUP BY id)""",
    "batches": """
        SELECT b.id AS batch, b.recorded_at AS at, b.recorded_by AS "by", b.kind, b.what, b.board, b.retracts, b.voids,
            b.why, b.row_count AS "rows", u.undone_at AS undone, coalesce(u.undone_by, '') AS undone_by
        FROM batch b LEFT JOIN undo u ON u.batch = b.id""",
}


def create(db: Database) -> None:
    """Make the tables, their guards, the indexes and the public views."""
    for name, columns in TABLES.items():
        db.execute(f"CREATE TABLE {name} ({columns}\n) STRICT")
    for name in TABLES:
        guard(db, name)
    for index in _INDEXES:
        db.execute(index)
    for name, sql in VIEWS.items():
        db.create_view(name, sql)


def guard(db: Database, table: str) -> None:
    """Make a table append-only. REPLACE is an insert to SQLite, so a known primary key is refused as well."""
    primary = db.table(table).pks[0]
    refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    db.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refusal}")
    db.execute(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}")
    known = f"EXISTS (SELECT 1 FROM {table} WHERE {primary} = NEW.{primary})"
    db.execute(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {known} {refusal}")
