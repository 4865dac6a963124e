"""Sums over periods: a bar a period with its number above, or a bar an item where items have names."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ...core.evidence.comparable import comparable
from ...core.model.observation import Observation
from ...core.text import say
from ..canvas.days import MONTHS_OF
from ..canvas.drawing import LABEL, SMALL, Bar, Dot, Drawing, Rule, Size, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.measure import cut, width
from ..canvas.over_time import Span, frame
from .levels import nothing
from .shown import Group, Shown

_GAP = 0.18  # of a period's length, free on either side of its bar
_EACH = 26.0  # pixels, the width of an item's bar
_CAP = 34.0


def draw(shown: Shown, size: Size) -> Drawing:
    """A drawing of bars in `size`."""
    rows = shown.rows
    if not rows:
        return nothing(shown, size)
    drawing = frame(shown, size, _span(shown, rows), shown.amount.axis)
    places = _item_places(drawing, rows) if shown.each else _period_places(shown)
    for o in rows:
        _bar(drawing, o, *places[o.id])
    if shown.each:
        _item_names(drawing, shown, {o.id: sum(places[o.id]) / 2 for o in rows})
    else:
        for group in shown.groups:
            _values(drawing, shown, group, places)
        _stale(drawing, shown, max(places[o.id][1] for o in rows))
    drawing.legend = legend(rows, shown.entities[0] if len(shown.entities) == 1 else "", bars=True)
    return drawing


def growth(before: Observation, after: Observation) -> str:
    """`+31%` from one number to the next of its length, with what bounds make of it: `about +31%`, `at least +91%`."""
    if before.number <= 0 or not comparable(before, after):
        return ""
    grown = after.number / before.number - 1
    text = f"{'+' if grown > 0 else ''}{say.digits(grown * 100, 2)}%"
    ups = {"floor": "least", "ceiling": "most"}
    downs = {"floor": "most", "ceiling": "least"}
    ends = [ups[after.grade]] if after.grade in ups else []
    ends += [downs[before.grade]] if before.grade in downs else []
    if not ends:
        return text
    return f"at {ends[0]} {text}" if len(set(ends)) == 1 else f"about {text}"


def directly_before(rows: tuple[Observation, ...], o: Observation) -> Observation | None:
    """The number of the period that ends the day before `o`'s begins."""
    return next((b for b in rows if b.period_end + timedelta(1) == o.period_start), None)


def _span(shown: Shown, rows: tuple[Observation, ...]) -> Span:
    start, end = min(o.period_start for o in rows), max(o.period_end for o in rows)
    if shown.each or any(shown.stale(g) for g in shown.groups):
        end = max(end, shown.as_of)
    lines = 3 if shown.each else 2 if shown.kind == "quarter" else 1
    low, high = min(0.0, *(o.stated_low for o in rows)), max(o.stated_high for o in rows)
    kind = shown.kind if shown.kind in MONTHS_OF else ""
    return Span(start=start, end=end, low=low, high=high or 1.0, kind=kind, above=lines * 13 + 4)


def _period_places(shown: Shown) -> dict[int, tuple[float, float]]:
    """From where to where each bar goes; entities stand side by side in a period."""
    places = {}
    for i, group in enumerate(shown.groups):
        for o in group.rows:
            start, length = o.period_start.toordinal(), o.days
            slot = length * (1 - 2 * _GAP) / len(shown.groups)
            left = start + length * _GAP + i * slot
            places[o.id] = (left, left + slot)
    return places


def _item_places(drawing: Drawing, rows: tuple[Observation, ...]) -> dict[int, tuple[float, float]]:
    """Bars of one width at their day; one that would cover another stands beside it."""
    p = drawing.plot
    wide = _EACH * (p.x1 - p.x0) / p.width
    places: dict[int, tuple[float, float]] = {}
    free = p.x0
    for o in sorted(rows, key=lambda o: o.time):
        left = min(max(o.time + 0.5 - wide / 2, free), p.x1 - wide)
        places[o.id] = (left, left + wide)
        free = left + wide * 1.08
    return places


def _bar(drawing: Drawing, o: Observation, left: float, right: float) -> None:
    look = LOOKS[o.grade]
    ink = f"ink:{o.entity}"
    drawing.bars.append(
        Bar(x=left, x2=right, y=0.0, y2=o.number, fill=fill(look.bar, o.entity), ink=ink, dashed=look.dashed, of=o)
    )
    middle = (left + right) / 2
    if o.stated:
        drawing.rules.append(
            Rule(x=middle, y=o.stated_low, x2=middle, y2=o.stated_high, ink="text", thick=1.5, front=True)
        )
    if look.shape.startswith("triangle"):
        drawing.caps.append(
            Dot(x=middle, y=o.number, shape=look.shape, fill=ink, ink=ink, size=_CAP, dashed=False, of=o)
        )


def _values(drawing: Drawing, shown: Shown, group: Group, places: dict[int, tuple[float, float]]) -> None:
    """The number above each bar, and above that its growth in quarters; of many bars only the highest and the last."""
    p = drawing.plot
    highest = max(group.rows, key=lambda o: o.number)
    widest = max(width(shown.amount.label(o), LABEL) for o in group.rows) + 6
    first = sorted(group.rows, key=lambda o: o not in (group.last, highest))
    for o in first:
        text, x = shown.amount.label(o), sum(places[o.id]) / 2
        before = directly_before(group.rows, o) if shown.kind == "quarter" and not shown.running(o) else None
        grown = growth(before, o) if before else ""
        room = p.width * (places[o.id][1] - places[o.id][0]) / (p.x1 - p.x0) / (1 - 2 * _GAP)
        keep = o in (group.last, highest)
        need = 0.0 if keep else p.width * widest / room
        if need > p.width:
            continue
        lift = -7.0 if o.grade in ("floor", "ceiling") else -4.0
        if grown:
            least = p.width * (width(grown, SMALL) + 6) / room
            drawing.try_write(Text(x=x, y=o.stated_high, text=grown, dy=lift - 6, size=SMALL, need=least))
        lift -= 22 if grown else 7
        drawing.try_write(Text(x=x, y=o.stated_high, text=text, dy=lift, ink="text", size=LABEL, need=need))


def _item_names(drawing: Drawing, shown: Shown, at: dict[int, float]) -> None:
    """Each item's amount over its bar, the newest first; then its name over that, where there is room."""
    rows = list(reversed(shown.rows))
    for o in rows:
        amount = shown.amount.label(o)
        drawing.try_write(
            *(
                Text(x=at[o.id], y=o.stated_high, text=amount, dy=dy, ink="text", size=LABEL, bold=True)
                for dy in (-12, -26)
            )
        )
    for o in rows:
        name = Text(x=at[o.id], y=o.stated_high, text=cut(o.label, 28), size=SMALL)
        sides = ((0.0, "center"), (_EACH / 2, "right"), (-_EACH / 2, "left"))
        if o.label:
            drawing.try_write(*(replace(name, dx=dx, dy=dy, align=align) for dy in (-27, -41) for dx, align in sides))


def _stale(drawing: Drawing, shown: Shown, last: float) -> None:
    old = [g for g in shown.groups if shown.stale(g)]
    if len(old) < len(shown.groups):
        return
    p, end = drawing.plot, float(shown.as_of.toordinal())
    y = p.y0 + (p.y1 - p.y0) * 10 / p.height
    tip = f"No newer number by {say.day(shown.as_of)}"
    drawing.rules.append(Rule(x=last, y=y, x2=end, y2=y, ink="axis", thick=1.2, dash=1, tip=tip))
    middle = Text(x=(last + end) / 2, y=y, text="no newer number", dy=-9, size=SMALL, need=p.width * 0.6)
    drawing.try_write(middle)
