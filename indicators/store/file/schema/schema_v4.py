"""Schema 4: a claim names the basis on which it is judged, left open in one that was kept before; rights by source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import schema_v1

if TYPE_CHECKING:
    from sqlite_utils import Database

VIEWS = {"claims": schema_v1.VIEWS["claims"].replace("metric, test,", "metric, basis, test,")}


def extend(db: Database) -> None:
    """Add the column, empty in every row that is there, and show it in the public view; index rights by source."""
    db.execute("CREATE INDEX observation_source ON observation(source, rights)")
    db.execute("ALTER TABLE claim ADD COLUMN basis TEXT NOT NULL DEFAULT ''")
    for name, sql in VIEWS.items():
        db.execute(f"DROP VIEW {name}")
        db.create_view(name, sql)
