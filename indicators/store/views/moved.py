"""Whose numbers changed between two sides of a board: by the index on the day known, and by what was recorded since."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

    from ...core.evidence.reads import Pair
    from ...core.review.snapshot import Snapshot

_PUBLISHED = "SELECT series, entity, key FROM standing WHERE known_on > :day AND known_on <= :last"
# What the second side may hold and the first not, where they are of two moments of recording: written since, brought
# back since, or published. What was taken back since is named apart, with its reason.
_RECORDED = f"""
    SELECT series, entity, key FROM observation WHERE recorded_at > :until
    UNION SELECT series, entity, key FROM observation WHERE id IN (
        SELECT retracts FROM batch
        WHERE retracts IS NOT NULL AND id IN (SELECT batch FROM undo WHERE undone_at > :until))
    UNION {_PUBLISHED}"""  # noqa: S608 - texts of our own
_COUNTED = "SELECT series, entity, count(DISTINCT key) FROM ({}) GROUP BY series, entity ORDER BY series, entity"


def moved(db: Database, before: Snapshot, after: Snapshot) -> dict[Pair, int]:
    """Each series and entity of which a number may have come, or another basis lead, and how many numbers of it.

    `db` is the board as the second side was recorded.
    """
    days = {"day": before.as_of.isoformat(), "last": after.as_of.isoformat()}
    if before.until != after.until:
        found = db.execute(_COUNTED.format(_RECORDED), days | {"until": before.until})
    else:
        found = db.execute(_COUNTED.format(_PUBLISHED), days)
    return {(series, entity): int(count) for series, entity, count in found}
