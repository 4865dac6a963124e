"""Rights of a source: asked once and remembered; a source that is on file has those of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell
from ...core.model.observation import strictest
from ..desk import Desk

if TYPE_CHECKING:
    from ..views.measures import Measures

SETTING = "rights: "


def rights_of(source: str, desk: Desk, stands: Measures) -> str:
    """The strictest of a source's numbers that stand on the board and of what was chosen for it, "" where neither is.

    A number that is entered without rights gets at least those of the first: the one writer sees to it.
    """
    found = [right for right in (desk.settings().get(SETTING + source), stands.rights_of(source)) if right]
    return strictest(found) if found else ""


def remember(desk: Desk, rows: Iterable[Mapping[str, Cell]], by: str) -> None:
    """Keep the rights of each row's source."""
    desk.remember({f"{SETTING}{row['source']}": str(row["rights"]) for row in rows if row.get("rights")}, by)
