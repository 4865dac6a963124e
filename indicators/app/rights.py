"""Rights: asked once for each source and remembered; a source that is on file has those of its numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.observation import RIGHTS
from ..core.validate import Cell
from ..store import Desk
from . import state

SETTING = "rights: "


def rights_of(source: str, chosen: str, known: state.Known) -> str:
    """The chosen rights, else the remembered ones, else the strictest of the source's numbers, else "": to be asked."""
    source = source.strip()
    if chosen or not source:
        return chosen
    if remembered := state.desk().settings().get(SETTING + source):
        return remembered
    own = set(known.frame.loc[known.frame["source"] == source, "rights"])
    return max(own, key=RIGHTS.index, default="")


def weakened(source: str, chosen: str, known: state.Known) -> str:
    """What gives pause where a source's numbers were held more strictly until now."""
    until_now = rights_of(source, "", known)
    if not chosen or not until_now or RIGHTS.index(chosen) >= RIGHTS.index(until_now):
        return ""
    return f"{source.strip()} was {until_now} until now; this number is {chosen}."


def remember(desk: Desk, rows: Iterable[Mapping[str, Cell]], by: str) -> None:
    """Keep the rights of each row's source."""
    desk.remember({f"{SETTING}{row['source']}": str(row["rights"]) for row in rows if row.get("rights")}, by)
