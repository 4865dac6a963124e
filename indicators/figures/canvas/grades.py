"""How a grade looks. Filled is reported, hollow an estimate, a triangle a bound, dashes our own arithmetic or guess."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...core.model.observation import GRADES, Observation
from ...core.text.say import GRADE_WORDS
from .drawing import Entry


@dataclass(frozen=True, slots=True)
class Look:
    """Shape of a point, and the role that fills a mark: `ink`, `tint` or `ground`."""

    shape: str
    point: str
    bar: str
    dashed: bool = False


LOOKS = {
    "reported": Look("circle", "ink", "ink"),
    "estimate": Look("circle", "ground", "ground"),
    "floor": Look("triangle-up", "ink", "tint"),
    "ceiling": Look("triangle-down", "ink", "tint"),
    "derived": Look("circle", "ground", "ground", dashed=True),
    "assumption": Look("square", "tint", "tint", dashed=True),
}
WORDS = {
    **GRADE_WORDS,
    "floor": "more than (a floor)",
    "ceiling": "less than (a ceiling)",
    "assumption": "our assumption (light, dashed)",
}


def fill(kind: str, entity: str) -> str:
    """The colour role of a fill."""
    return "ground" if kind == "ground" else f"{kind}:{entity}"


def legend(rows: Iterable[Observation], entity: str, *, bars: bool) -> list[Entry]:
    """An entry for each grade that occurs, and one for ranges; the ink is that of `entity`, or grey for several."""
    rows = list(rows)
    ink = f"ink:{entity}" if entity else "muted"
    found = []
    for grade in reversed(GRADES):
        if not any(o.grade == grade for o in rows):
            continue
        look = LOOKS[grade]
        kind = look.bar if bars else look.point
        inside = {"ink": ink, "tint": f"tint:{entity}" if entity else "water", "ground": "ground"}[kind]
        found.append(
            Entry(words=WORDS[grade], shape="square" if bars else look.shape, fill=inside, ink=ink, dashed=look.dashed)
        )
    if any(o.stated for o in rows):
        found.append(Entry(words="range, low to high", shape="range", fill=ink, ink=ink))
    return found
