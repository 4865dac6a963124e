"""Items one by one, stacked by month: what counts is filled, what is context is hollow."""

from __future__ import annotations

from collections import defaultdict

from ...core.model.observation import Observation
from ..canvas.drawing import Dot, Drawing, Entry, Size
from ..canvas.over_time import Span, frame
from .levels import nothing
from .shown import Shown, counted

_LARGEST, _GAP = 9.0, 1.5  # pixels across an item's mark, and between two


def draw(shown: Shown, size: Size) -> Drawing:
    """A drawing of items in `size`."""
    rows = shown.rows
    if not rows:
        return nothing(shown, size)
    stacks: dict[int, list[Observation]] = defaultdict(list)
    for o in sorted(rows, key=lambda o: (not counted(o), o.entity != shown.entity, o.known_on, o.id)):
        stacks[o.period_end.year * 12 + o.period_end.month].append(o)
    tallest = max(map(len, stacks.values()))
    start, end = min(o.period_start for o in rows), max([shown.as_of, *(o.period_end for o in rows)])
    span = Span(start=start, end=end, low=0, high=max(tallest, 7), above=4, whole=True)
    drawing = frame(shown, size, span, lambda v: f"{v:.0f}")
    across = _across(drawing)
    for stack in stacks.values():
        for i, o in enumerate(stack):
            drawing.dots.append(_dot(o, i + 0.5, across))
    drawing.legend = _legend(shown)
    return drawing


def _across(drawing: Drawing) -> float:
    p = drawing.plot
    a_month = p.width * 30 / (p.x1 - p.x0)
    an_item = p.py(0) - p.py(1)
    return max(min(_LARGEST, a_month - _GAP, an_item - _GAP), 3.0)


def _dot(o: Observation, y: float, across: float) -> Dot:
    middle = o.period_end.toordinal() - 14.5  # one column a month, however exact the day is known
    ink = f"ink:{o.entity}" if counted(o) else "axis"
    return Dot(
        x=middle,
        y=y,
        shape="circle",
        fill=ink if counted(o) else "ground",
        ink=ink,
        size=0.785 * across**2,
        dashed=False,
        of=o,
    )


def _legend(shown: Shown) -> list[Entry]:
    entries = []
    for group in shown.groups:
        one = group.last
        if counted(one):
            entries.append(
                Entry(
                    words=f"{group.entity}: {group.basis}",
                    shape="circle",
                    fill=f"ink:{group.entity}",
                    ink=f"ink:{group.entity}",
                )
            )
    if any(not counted(g.last) for g in shown.groups):
        entries.append(Entry(words="context, not counted", shape="circle", fill="ground", ink="axis"))
    return entries
