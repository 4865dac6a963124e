"""Rights of a source: asked once and remembered; a source that is on file has those of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell
from ..desk import Desk

if TYPE_CHECKING:
    from ..views.measures import Measures

SETTING = "rights: "


def rights_of(source: str, desk: Desk, stands: Measures) -> str:
    """The remembered rights of a source, else the strictest of its numbers among what stands on the board, else ""."""
    return desk.settings().get(SETTING + source) or stands.rights_of(source)


def remember(desk: Desk, rows: Iterable[Mapping[str, Cell]], by: str) -> None:
    """Keep the rights of each row's source."""
    desk.remember({f"{SETTING}{row['source']}": str(row["rights"]) for row in rows if row.get("rights")}, by)
