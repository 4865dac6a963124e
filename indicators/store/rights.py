"""Rights of a source: asked once and remembered; a source that is on file has those of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ..core.observation import strictest
from ..core.validate import Cell
from .desk import Desk

if TYPE_CHECKING:
    import pandas as pd

SETTING = "rights: "


def rights_of(source: str, desk: Desk, frame: pd.DataFrame) -> str:
    """The remembered rights of a source, else the strictest of its numbers in the observations, else ""."""
    if remembered := desk.settings().get(SETTING + source):
        return remembered
    own = frame.loc[frame["source"] == source, "rights"]
    return strictest(own) if len(own) else ""


def remember(desk: Desk, rows: Iterable[Mapping[str, Cell]], by: str) -> None:
    """Keep the rights of each row's source."""
    desk.remember({f"{SETTING}{row['source']}": str(row["rights"]) for row in rows if row.get("rights")}, by)
