"""Rights of a source: asked once and remembered; a source that is on file has at least those of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell
from ...core.model.observation import strictest
from ..workspace import Workspace

if TYPE_CHECKING:
    from ..board import Board
    from ..views.measures import Measures

SETTING = "rights: "


def chosen(board: Board) -> Mapping[str, str]:
    """The rights that were chosen, by source."""
    kept = Workspace(board.path, board.until).settings()
    return {name.removeprefix(SETTING): right for name, right in kept.items() if name.startswith(SETTING)}


def rights_of(source: str, chosen: Mapping[str, str], stands: Measures) -> str:
    """The strictest of a source's numbers that stand on the board and of what was chosen for it, "" where neither is.

    A number that is entered without rights gets at least those of the first: the one writer sees to it.
    """
    found = [right for right in (chosen.get(source, ""), stands.rights_of(source)) if right]
    return strictest(found) if found else ""


def remember(board: Board, rows: Iterable[Mapping[str, Cell]], by: str) -> None:
    """Keep the rights that were given for each row's source, where they are not kept already."""
    known = chosen(board)
    given = {str(row["source"]): str(row["rights"]) for row in rows if row.get("rights")}
    if new := {f"{SETTING}{source}": right for source, right in given.items() if known.get(source) != right}:
        Workspace(board.path).remember(new, by)
