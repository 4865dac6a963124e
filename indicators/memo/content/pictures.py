"""Everything that can leave as a picture, by its name: the panels, the board's cards, the claims, first prints."""

from __future__ import annotations

from ...store import BoardSnapshot
from .card import card_picture
from .claims_table import PANEL, claims_picture
from .compose import panels
from .first_prints import PANEL as FIRST_PRINTS
from .first_prints import first_prints_picture
from .picture import Picture, panel_picture
from .rights import NO_RELEASE, Release

CLAIMS = "claims"  # a short name for the table of claims


def pictures(snapshot: BoardSnapshot) -> list[str]:
    """The names of all: `acme.users`, `board.acme`, `board.revisions`, `claims`."""
    return [*panels(snapshot), *(f"board.{name}" for name in snapshot.evaluated), FIRST_PRINTS, CLAIMS]


def picture_of(
    snapshot: BoardSnapshot, name: str, *, title: str = "", conflict: str = "", release: Release = NO_RELEASE
) -> Picture | None:
    """A picture by its name, as `picture`; None where there is none of that name."""
    if name in (CLAIMS, PANEL):
        return claims_picture(snapshot, title=title, conflict=conflict, release=release)
    if name == FIRST_PRINTS:
        return first_prints_picture(snapshot, title=title, conflict=conflict, release=release)
    evaluated = snapshot.evaluated.get(name.removeprefix("board.")) if name.startswith("board.") else None
    if evaluated is not None:
        return card_picture(snapshot, evaluated, title=title, conflict=conflict, release=release)
    return panel_picture(snapshot, name, title=title, conflict=conflict, release=release)
