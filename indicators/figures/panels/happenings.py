"""The events beside the numbers: which a panel shows, and labels that meet neither each other nor another's rule."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ...core.model.catalogue import thesis
from ...core.model.event import Event
from ...core.text.period_text import MONTHS
from ..canvas.drawing import SMALL
from ..canvas.measure import cut, width
from .shown import Shown

MOST, ROWS = 4, 3
_GAP = 6.0
Place = tuple[int, float, float, float, str]  # row, left, right, rule, align


@dataclass(frozen=True, slots=True)
class Label:
    """An event's label: on row 0 nearest to the data, to the left or the right of its rule."""

    text: str
    row: int
    align: str


def relevant(shown: Shown) -> tuple[Event, ...]:
    """The panel's kinds of event for the entities shown, the indicator's own or the closed one; one a day."""
    who = (*shown.panel.entities, *shown.entities, shown.entity, thesis().closed)
    found: dict[object, Event] = {}
    for event in sorted(shown.events, key=lambda e: (e.date, who.index(e.entity) if e.entity in who else 0)):
        if event.kind in shown.kinds and event.entity in who:
            found.setdefault(event.date, event)
    return tuple(found.values())


def words(event: Event, *, year: bool) -> str:
    """`24 Mar: app shut down`, from the first part of the title."""
    day = f"{event.date.day} {MONTHS[event.date.month - 1]}{f' {event.date.year}' if year else ''}"
    return f"{day}: {cut(event.title.split(';')[0])}"


@lru_cache(maxsize=256)
def placed(at: tuple[float, ...], texts: tuple[str, ...], room: float) -> tuple[Label | None, ...]:
    """A label for each event at these pixels, left to right, in as few rows as hold them; None where there is no place.

    All ways are tried, at most four events in three rows; where one label must go, it is a later one.
    """
    wides = [width(text, SMALL) + 4 for text in texts]
    count = min(len(at), MOST)
    best: tuple[int, tuple[Label | None, ...]] = (10**6, (None,) * len(at))

    def options(i: int) -> list[Place]:
        both = [(row, align) for row in range(ROWS) for align in ("left", "right")]
        spans = [(row, at[i] - (wides[i] if align == "right" else 0), align) for row, align in both]
        return [
            (row, left, left + wides[i], at[i], align) for row, left, align in spans if 0 <= left <= room - wides[i]
        ]

    def search(i: int, chosen: tuple[Place | None, ...]) -> None:
        nonlocal best
        taken = [place for place in chosen if place]
        cost = sum(100 + count - k for k, place in enumerate(chosen) if place is None)
        cost += 10 * max((place[0] for place in taken), default=0)
        cost += sum(place[0] + (place[4] == "right") for place in taken)
        if cost >= best[0]:
            return
        if i == count:
            labels = (Label(texts[k], place[0], place[4]) if place else None for k, place in enumerate(chosen))
            best = (cost, (*labels, *(None,) * (len(at) - count)))
            return
        for place in options(i):
            if not any(_clash(place, other) for other in taken):
                search(i + 1, (*chosen, place))
        search(i + 1, (*chosen, None))

    search(0, ())
    return best[1]


def _clash(a: Place, b: Place) -> bool:
    """Whether two labels of a row meet, or the rule of the upper one runs through the lower."""
    if a[0] == b[0]:
        return a[1] < b[2] + _GAP and b[1] < a[2] + _GAP
    upper, lower = (a, b) if a[0] > b[0] else (b, a)
    return lower[1] - _GAP < upper[3] < lower[2] + _GAP
