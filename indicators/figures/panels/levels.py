"""Levels over time: a point a number, and a line only between numbers that core calls comparable."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from ...core.model.observation import Observation
from ...core.model.reading import ONE_SIDED
from ...core.text import say
from ..canvas.drawing import LABEL, SMALL, Dot, Drawing, Rule, Size, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.measure import cut
from ..canvas.over_time import Span, frame, time
from ..canvas.palette import own_colour
from .shown import Group, Shown, period_kind

_POINT, _TRIANGLE = 62.0, 74.0  # area in square pixels
_WIDE = 0.85  # of the width laid out for: narrower, a name is said in short
_LEAST = 180  # days of calendar around a lonely number
_TREND = "trend before the announcement"
_FLAT = 0.6  # three numbers or more that all lie above this share of the highest need not start from zero


def draw(shown: Shown, size: Size) -> Drawing:
    """A drawing of levels in `size`."""
    rows = shown.rows
    if not rows:
        return nothing(shown, size)
    drawing = frame(shown, size, _span(shown, rows), shown.amount.axis)
    dashes = other_dashes(shown)
    for group in shown.groups:
        for o in group.rows:
            _point(drawing, o)
        _lines(drawing, group, dashes[group.entity])
    for group in shown.groups:
        if shown.stale(group):
            _stale(drawing, shown, group)
    for group in sorted(shown.groups, key=lambda g: -g.last.number):
        _name(drawing, shown, group)
    _overlay(drawing, shown)
    _breaks(drawing, shown)
    for group in shown.groups:
        _values(drawing, shown, group)
    drawing.legend = legend(rows, shown.entities[0] if len(shown.entities) == 1 else "", bars=False)
    return drawing


def nothing(shown: Shown, size: Size) -> Drawing:
    """The axis and the events of a year, and no line."""
    start = shown.as_of - timedelta(365)
    drawing = frame(shown, size, Span(start=start, end=shown.as_of, low=0, high=1))
    p = drawing.plot
    drawing.write(Text(x=(p.x0 + p.x1) / 2, y=0.45, text="No number on file", size=LABEL + 1))
    return drawing


def other_dashes(shown: Shown) -> dict[str, int]:
    """A dash pattern for each entity without a colour of its own; 0, a solid line, for the rest."""
    others = [e for e in shown.entities if not own_colour(e)]
    return {e: 1 + others.index(e) % 3 if e in others else 0 for e in shown.entities}


def _span(shown: Shown, rows: tuple[Observation, ...]) -> Span:
    end = max(min(o.period_end, shown.as_of) for o in rows)
    if any(shown.stale(g) for g in shown.groups):
        end = shown.as_of
    start = min([end - timedelta(_LEAST), *(o.period_start for o in rows)])
    low, high = min(o.stated_low for o in rows), max(o.stated_high for o in rows)
    flat = len(rows) > 2 and low > _FLAT * high  # noqa: PLR2004 - two numbers show no course
    below = low - (high - low) / 2 if flat else min(0.0, low)
    yearly = all(period_kind(o) == "year" for o in rows)
    whole = all(o.number == int(o.number) for o in rows) and high < 20  # noqa: PLR2004 - few enough to count
    kind = "year" if yearly else ""
    return Span(start=start, end=end, low=below, high=high or 1.0, kind=kind, above=20, whole=whole)


def _point(drawing: Drawing, o: Observation) -> None:
    look = LOOKS[o.grade]
    x = time(o)
    if o.stated:
        drawing.rules.append(
            Rule(x=x, y=o.stated_low, x2=x, y2=o.stated_high, ink=f"ink:{o.entity}", thick=1.5, front=True)
        )
        drawing.keep_range_free(x, o.stated_low, o.stated_high)
    drawing.dots.append(
        Dot(
            x=x,
            y=o.number,
            shape=look.shape,
            fill=fill(look.point, o.entity),
            ink=f"ink:{o.entity}",
            size=_TRIANGLE if look.shape.startswith("triangle") else _POINT,
            dashed=look.dashed,
            of=o,
        )
    )
    drawing.keep_free(x, o.number, 5)


def _lines(drawing: Drawing, group: Group, dash: int) -> None:
    """A segment that ends on a bound is thin: its slope is not measured."""
    for a, b in group.pairs():
        bound = a.grade in ONE_SIDED or b.grade in ONE_SIDED
        drawing.rules.append(
            Rule(
                x=time(a),
                y=a.number,
                x2=time(b),
                y2=b.number,
                ink=f"ink:{group.entity}",
                thick=1.0 if bound else 2.0,
                dash=dash,
                line=f"{a.series} | {group.entity} | {group.basis} | {a.unit}",
            )
        )
        drawing.keep_line_free(time(a), a.number, time(b), b.number)


def _overlay(drawing: Drawing, shown: Shown) -> None:
    """A trend that might have been, dashed, with its interval at the end: relative, and said to be so."""
    reading = shown.overlay
    course = reading.details.get("course", []) if reading is not None and reading.known else []
    for (x, y), (x2, y2) in pairwise(course):
        drawing.rules.append(Rule(x=x, y=y, x2=x2, y2=y2, ink="axis", thick=1.5, dash=2, tip=_TREND))
        drawing.keep_line_free(x, y, x2, y2)
    if reading is None or not course:
        return
    x, y = course[-1]
    low, high = reading.details.get("trend_low"), reading.details.get("trend_high")
    if low is not None and high is not None and high <= drawing.plot.y1:
        drawing.rules.append(Rule(x=x, y=low, x2=x, y2=high, ink="axis", thick=1.5, front=True))
        drawing.keep_range_free(x, low, high)
    name = Text(x=x, y=y, text=_TREND, dx=-6, align="right", size=SMALL, need=drawing.plot.width * 0.6)
    drawing.try_write(*(replace(name, dy=dy) for dy in (12, 20, 28, -12, 36)), must=True)


def _stale(drawing: Drawing, shown: Shown, group: Group) -> None:
    """Dashes from the last number to the as-of day, which say that there is no newer one."""
    x, y, end = time(group.last), group.last.number, shown.as_of.toordinal() + 0.5
    tip = f"No newer number by {say.day(shown.as_of)}"
    drawing.rules.append(Rule(x=x, y=y, x2=end, y2=y, ink="axis", thick=1.2, dash=1, tip=tip))
    drawing.keep_line_free(x, y, end, y)
    text = Text(x=end, y=y, text="no newer number", dy=-8, align="right", size=SMALL, need=drawing.plot.width * 0.6)
    drawing.try_write(text, _moved(text, dy=9))


def _breaks(drawing: Drawing, shown: Shown) -> None:
    """Two strokes between two bases of one entity: what stands on either side is not one series."""
    for a in shown.groups:
        for b in shown.groups:
            if (a.entity, a.series) == (b.entity, b.series) and time(a.last) < time(b.rows[0]):
                _break(drawing, a.last, b.rows[0])


def _break(drawing: Drawing, before: Observation, after: Observation) -> None:
    x0, y0, wide, high = time(before), before.number, time(after) - time(before), after.number - before.number
    shares = (0.5, 0.4, 0.6, 0.3, 0.7)
    strokes = [Text(x=x0 + s * wide, y=y0 + s * high, text="//", ink="text", size=LABEL + 2, bold=True) for s in shares]
    if drawing.try_write(*strokes):
        at = drawing.texts[-1]
        words = Text(x=at.x, y=at.y, text="not comparable", dx=10, align="left", size=SMALL)
        drawing.try_write(words, replace(words, dx=-10, align="right"), _moved(words, dy=12), _moved(words, dy=-12))


def _name(drawing: Drawing, shown: Shown, group: Group) -> None:
    """The newest number with its day, and with whose it is where there are several."""
    o = group.last
    who = shown.named(o) if len(shown.entities) > 1 or shown.several_series else ""
    several = sum((g.entity, g.series) == (group.entity, group.series) for g in shown.groups) > 1
    basis = f" ({cut(group.basis, 28)})" if several else ""
    text = Text(
        x=time(o),
        y=o.number,
        text=f"{cut(who, 32)}{' ' if who else ''}{shown.amount.label(o)}, {say.when(o)}{basis}",
        ink="text",
        size=LABEL,
        bold=True,
    )
    wide = drawing.plot.width * _WIDE
    placed = drawing.try_write(
        *(
            _moved(text, dx=dx, dy=dy, align=align)
            for dy in (-12.5, 12.5, -25)
            for dx, align in ((-5, "left"), (0, "center"), (5, "right"), (9, "left"), (-9, "right"))
        ),
        *(_moved(text, dx=dx, align=align) for dx, align in ((10, "left"), (-10, "right"))),
        must=True,
    )
    if placed and (who or basis):
        long = drawing.texts[-1]
        drawing.texts[-1] = replace(long, need=wide)
        drawing.texts.append(replace(long, text=f"{cut(who, 16)} {shown.amount.label(o)}".strip(), most=wide))


def _values(drawing: Drawing, shown: Shown, group: Group) -> None:
    for o in group.rows[:-1]:
        text = Text(x=time(o), y=o.number, text=shown.amount.label(o), size=SMALL, need=drawing.plot.width * 0.7)
        drawing.try_write(
            _moved(text, dy=-13),
            _moved(text, dy=13),
            _moved(text, dy=22),
            *(_moved(text, dx=9, dy=dy, align="left") for dy in (9, -9, 0.01)),
            *(_moved(text, dx=-9, dy=dy, align="right") for dy in (-9, 9, 0.01)),
        )


def _moved(text: Text, *, dx: float = 0.0, dy: float = 0.0, align: str = "") -> Text:
    return replace(text, dx=dx or text.dx, dy=dy or text.dy, align=align or text.align)
