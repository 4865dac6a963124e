"""The colours of every figure, light and dark, in one place.

The entities that a thesis declares keep their colour in every figure. A colour is named by its role until the rows are
handed over: `text`, `ink:Name` (an entity's own), `tint:Name` (the same, mixed into the ground), `word:Name` (the same,
mixed with that of texts, which must stand out more than a mark).
"""

from __future__ import annotations

from functools import cache

from ...core.model.catalogue import thesis

OTHERS = ("#000000", "#FFFFFF")
ROLES = {
    "text": ("#1A2230", "#E6EAF0"),
    "muted": ("#4B5565", "#A9B2C0"),
    "axis": ("#8A93A3", "#6B7686"),
    "grid": ("#E5E8EC", "#2A313C"),
    "ground": ("#FFFFFF", "#14181F"),
    "water": ("#D9DDE3", "#39424F"),
}
_TINT, _WORD = 0.2, 0.7  # so much of the ink in a tint and in a word
DASHES = ([1, 0], [4, 3], [1.5, 2.5], [8, 3, 2, 3])  # solid; then what tells other entities apart without colour


@cache
def colour(role: str, *, dark: bool = False) -> str:
    """The colour of a role as `#rrggbb`."""
    kind, _, name = role.partition(":")
    if kind == "ink":
        own = thesis().entity(name)
        return ((own.colour if own else None) or OTHERS)[dark]
    if kind == "tint":
        return _mix(colour(f"ink:{name}", dark=dark), ROLES["ground"][dark], _TINT)
    if kind == "word":
        return _mix(colour(f"ink:{name}", dark=dark), ROLES["text"][dark], _WORD)
    return ROLES[role][dark]


def own_colour(entity: str) -> bool:
    """Whether an entity has a colour of its own; the others are black, or white on dark, with dashes."""
    own = thesis().entity(entity)
    return own is not None and own.colour is not None


def _mix(ink: str, ground: str, share: float) -> str:
    pairs = ((int(ink[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02X}" for a, b in pairs)
