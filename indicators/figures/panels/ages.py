"""Retention by age: a curve a cohort, over a square root of days so that 1, 7, 30 and 60 can be told apart."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise, zip_longest

from ...core.model.observation import OTHER_BASIS
from ...core.text import say
from ..canvas.amount import ticks
from ..canvas.drawing import LABEL, SMALL, TICK, Dot, Drawing, Plot, Rule, Size, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.measure import cut, width
from .levels import other_dashes
from .shown import Group, Shown

_AGES = (1, 7, 14, 30, 60, 90, 180, 365, 730)
_BELOW, _LEFT, _LINE, _APART = 33.0, 7.0, 14.0, 6.0
_WIDE, _LESS = 0.9, 0.7  # of the width laid out for: narrower, curves are named in short; their numbers stay away


def draw(shown: Shown, size: Size) -> Drawing:
    """A drawing of curves in `size`."""
    rows = shown.rows
    high = max((o.stated_high for o in rows), default=0.0) or 1.0
    oldest = max((o.age_days or 0 for o in rows), default=60) or 1
    ends = {id(g): _ends(shown, g) for g in shown.groups}
    beside = [end if g.last.age_days == oldest else moved for g in shown.groups for end, moved in (ends[id(g)],)]
    drawing = _frame(shown, size, high, oldest, max((width(n, LABEL) for n in beside), default=0.0))
    dashes = other_dashes(shown)
    for group in shown.groups:
        _curve(drawing, group, dashes[group.entity])
    _name_ends(drawing, shown, ends, (oldest, size.width - drawing.plot.left - drawing.plot.width))
    for group in shown.groups:
        for o in group.rows[:-1]:
            label = shown.amount.label(o)
            text = Text(x=o.age_days or 0, y=o.number, text=label, size=SMALL, need=drawing.plot.width * _LESS)
            drawing.try_write(
                *(
                    replace(text, dx=dx, dy=dy, align=align)
                    for dx, dy, align in ((8, -9, "left"), (0, -13, "center"), (-8, 9, "right"), (0, 13, "center"))
                )
            )
    if not rows:
        p = drawing.plot
        drawing.write(Text(x=p.x1 / 4, y=high / 2, text="No number on file", size=LABEL + 1))
    drawing.legend = legend(rows, shown.entities[0] if len(shown.entities) == 1 else "", bars=False)
    return drawing


def _ends(shown: Shown, group: Group) -> tuple[str, str]:
    """What names a curve beside its end; and beside the plot, where other curves are in the way."""
    last = group.last
    several = sum(g.entity == group.entity for g in shown.groups) > 1
    words = f"{cut(group.entity, 20)} {shown.amount.label(last)}"
    kind = next((ending for ending in OTHER_BASIS if group.basis.endswith(ending)), "")
    basis = f", {cut(group.basis.removesuffix(kind), 20)}{kind}"
    end = words + basis if several or len(shown.groups) <= 4 else words + kind  # noqa: PLR2004 - four names have room
    return end, f"{words} on day {last.age_days}{kind or basis * several}"


def _name_ends(drawing: Drawing, shown: Shown, ends: dict[int, tuple[str, str]], right: tuple[int, float]) -> None:
    """The name and last number of each curve: beside its end, or beside the plot where other curves are in the way."""
    oldest, beyond = right
    crowded = []
    for group in sorted(shown.groups, key=lambda g: g.last.number):
        age = group.last.age_days or 0
        end, moved = ends[id(group)]
        ink = f"word:{group.entity}"
        name = Text(x=age, y=group.last.number, text=end, ink=ink, dx=9, align="left", size=LABEL)
        if age == oldest:
            crowded.append(name)
        elif not drawing.try_write(name, replace(name, dy=-9), beyond=beyond):
            crowded.append(replace(name, x=oldest, text=moved))
    for name in crowded:  # where they lie close, the upper names move up
        while any(
            drawing.box(name).meets(taken, 0.0) for taken in drawing.taken if taken.right > drawing.plot.width + 6
        ):
            name = replace(name, dy=name.dy - 1)  # noqa: PLW2901 - until its place is free
        drawing.write(name)
    for name in [text for text in drawing.texts if text.ink.startswith("word:")]:
        at, short = drawing.texts.index(name), name.text.partition(", ")[0]
        drawing.texts[at] = replace(name, need=drawing.plot.width * _WIDE)
        drawing.texts.append(replace(name, text=short, most=drawing.plot.width * _WIDE))


def _frame(shown: Shown, size: Size, high: float, oldest: int, right: float) -> Drawing:
    marks = ticks(0.0, high)
    written = [shown.amount.axis(v) for v in marks] if shown.groups else []
    left = max((width(text, TICK) for text in written), default=0.0) + _LEFT
    wide, tall = size.width - left - right - 16, size.height - _BELOW
    per_pixel = high / (tall - 18)
    plot = Plot(
        width=wide,
        height=tall,
        left=left,
        x="age",
        x0=0.0,
        x1=float(oldest),
        y0=-3 * per_pixel,
        y1=high + 15 * per_pixel,
    )
    drawing = Drawing(plot=plot)
    rules, texts = drawing.rules, drawing.texts
    rules.append(Rule(x=0.0, y=plot.y0, x2=0.0, y2=plot.y1, ink="ground", thick=0))
    for value, text in zip(marks, written, strict=False):
        rules.append(Rule(x=0.0, y=value, x2=plot.x1, y2=value, ink="grid"))
        texts.append(Text(x=0.0, y=value, text=text, dx=-_LEFT + 1, align="right"))
    rules.append(Rule(x=0.0, y=0.0, x2=plot.x1, y2=0.0, ink="axis"))
    ages = [age for age in _AGES if age <= oldest]
    for age, following in zip_longest(ages, ages[1:]):
        rules.append(Rule(x=age, y=plot.y0, x2=age, y2=0.0, ink="axis"))
        need = _room(age, following, oldest) if following else 0.0
        texts.append(Text(x=age, y=plot.y0, text=str(age), dy=10, need=max(need, 380.0 if age == 14 else 0.0)))  # noqa: PLR2004
    texts.append(Text(x=0.0, y=plot.y0, text="days since a user's first day", dy=25, align="left", size=SMALL))
    return drawing


def _room(age: int, following: int, oldest: int) -> float:
    """How wide the plot must be for an age to be written beside the next: days stand by their square roots."""
    apart = (width(str(age), TICK) + width(str(following), TICK)) / 2 + _APART
    return apart * math.sqrt(oldest) / (math.sqrt(following) - math.sqrt(age))


def _curve(drawing: Drawing, group: Group, dash: int) -> None:
    ink = f"ink:{group.entity}"
    for a, b in pairwise(group.rows):
        drawing.rules.append(
            Rule(
                x=a.age_days or 0,
                y=a.number,
                x2=b.age_days or 0,
                y2=b.number,
                ink=ink,
                thick=2.0,
                dash=dash,
                line=f"{a.series} | {group.entity} | {group.basis} | {say.when(a)}",
            )
        )
        drawing.keep_line_free(a.age_days or 0, a.number, b.age_days or 0, b.number)
    for o in group.rows:
        look = LOOKS[o.grade]
        if o.stated:
            drawing.rules.append(
                Rule(
                    x=o.age_days or 0,
                    y=o.stated_low,
                    x2=o.age_days or 0,
                    y2=o.stated_high,
                    ink=ink,
                    thick=1.5,
                    front=True,
                )
            )
            drawing.keep_range_free(o.age_days or 0, o.stated_low, o.stated_high)
        drawing.dots.append(
            Dot(
                x=o.age_days or 0,
                y=o.number,
                shape=look.shape,
                fill=fill(look.point, o.entity),
                ink=ink,
                size=56.0,
                dashed=look.dashed,
                of=o,
            )
        )
        drawing.keep_free(o.age_days or 0, o.number, 5)
