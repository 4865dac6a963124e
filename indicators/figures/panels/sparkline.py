"""The small picture on a card: bars or a line without axes, with its first and last number written on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Panel
from ...core.model.observation import Observation
from ...core.text import say
from ..canvas.amount import measured
from ..canvas.drawing import SMALL, Bar, Dot, Drawing, Plot, Rule, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.over_time import time
from ..canvas.rows import datasets, frames
from ..canvas.spec import config, layers
from ..wording import words
from .shown import Group, Shown, narrowed, shown

WIDTH, HEIGHT = 300.0, 56.0
_ABOVE, _BAR = 15.0, 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sparkline:
    """`label` says what it shows."""

    label: str
    alt: str
    shown: Shown = field(repr=False)

    @property
    def mark(self) -> str:
        """The data set of its marks: `bars` or `dots`."""
        return "bars" if self.drawing().bars else "dots"

    def drawing(self) -> Drawing:
        """The marks and texts, for a larger picture around it, with the legend that it has no room for itself."""
        drawing, group = _draw(self.shown), _group(self.shown)
        if group is not None:
            drawing.legend = legend(group.rows, group.entity, bars=bool(drawing.bars))
        return drawing

    @property
    def rows(self) -> tuple[Observation, ...]:
        """The numbers that it shows, oldest first."""
        group = _group(self.shown)
        return tuple(group.rows) if group is not None else ()

    def on_screen(self, dark: bool) -> dict[str, Any]:  # noqa: FBT001 - a page passes what its theme says
        """A specification with its data sets for `st.vega_lite_chart(..., theme=None)`."""
        drawing = _draw(self.shown)
        water = words.INVENTED if self.shown.example else ""
        sets = datasets(drawing, dark=dark, water=water)
        mark = "bars" if drawing.bars else "dots"
        spec = layers(drawing.plot.x, mark, caps=False, water=bool(water))
        names = ["rules", mark, "texts", "swatches", *(["water"] if water else [])]
        return {
            **spec,
            "width": WIDTH,
            "height": HEIGHT,
            "autosize": {"type": "fit", "contains": "padding"},
            "padding": {"left": 1, "right": 1, "top": 1, "bottom": 1},
            "config": config(dark=dark),
            "datasets": frames(sets, names, timed=drawing.plot.x == "time"),
        }


def sparkline(panel: Panel, evaluated: Evaluated, frame: pd.DataFrame, *, example: bool = False) -> Sparkline:
    """The leading numbers of a panel's first entity, for a card."""
    what = shown(panel, evaluated, narrowed(panel, evaluated, frame), example=example)
    measure = measured(panel.measure, what.amount.unit)
    group = _group(what)
    if group is None:
        return Sparkline(label=f"{measure}: no number on file", alt=f"No number on file: {measure}.", shown=what)
    first, last = group.rows[0], group.last
    span = say.when(last) if len(group.rows) == 1 else f"{say.when(first)} to {say.when(last)}"
    alt = f"{measure}, {span}: from {say.observed(first)} to {say.observed(last)}."
    return Sparkline(label=f"{measure}, {span}", alt=alt, shown=what)


def _group(what: Shown) -> Group | None:
    return next((g for g in what.groups if g.leads), None)


def _draw(what: Shown) -> Drawing:
    group = _group(what)
    if group is None:
        plot = Plot(width=WIDTH, height=HEIGHT, left=0, x="number", x0=0, x1=1, y0=0, y1=1)
        drawing = Drawing(plot=plot)
        drawing.rules.append(Rule(x=0, y=0, x2=1, y2=0, ink="axis"))
        drawing.texts.append(Text(x=0.5, y=0.5, text="no number on file"))
        return drawing
    rows = group.rows
    low, high = min(0.0, *(o.number for o in rows)), max(o.number for o in rows) or 1.0
    x0, x1 = float(rows[0].period_start.toordinal()), float(max(o.period_end for o in rows).toordinal() + 1)
    if x1 - x0 < 30:  # noqa: PLR2004 - days; a lonely number needs some room around it
        x0, x1 = x0 - 30, x1 + 30
    per_pixel = (high - low) / (HEIGHT - _ABOVE - 3)
    plot = Plot(width=WIDTH, height=HEIGHT, left=0, x="time", x0=x0, x1=x1, y0=low, y1=high + _ABOVE * per_pixel)
    drawing = Drawing(plot=plot)
    drawing.rules += [
        Rule(x=x0, y=plot.y0, x2=x0, y2=plot.y1, ink="ground", thick=0),
        Rule(x=x0, y=max(low, 0.0), x2=x1, y2=max(low, 0.0), ink="grid"),
    ]
    (_bars if what.panel.mark == "sum" else _line)(drawing, group)
    _ends(drawing, what, group)
    return drawing


def _bars(drawing: Drawing, group: Group) -> None:
    p = drawing.plot
    half = min(_BAR, p.width / len(group.rows) * 0.6) * (p.x1 - p.x0) / p.width / 2
    for o in group.rows:
        look = LOOKS[o.grade]
        middle = min(max(time(o), p.x0 + half), p.x1 - half)
        drawing.bars.append(
            Bar(
                x=middle - half,
                x2=middle + half,
                y=0.0,
                y2=o.number,
                fill=fill(look.bar, o.entity),
                ink=f"ink:{o.entity}",
                dashed=look.dashed,
                of=o,
            )
        )


def _line(drawing: Drawing, group: Group) -> None:
    for a, b in group.pairs():
        drawing.rules.append(
            Rule(
                x=time(a),
                y=a.number,
                x2=time(b),
                y2=b.number,
                ink=f"ink:{group.entity}",
                thick=1.6,
                line=f"{group.entity} | {group.basis}",
            )
        )
    for o in group.rows:
        look = LOOKS[o.grade]
        drawing.dots.append(
            Dot(
                x=time(o),
                y=o.number,
                shape=look.shape,
                fill=fill(look.point, o.entity),
                ink=f"ink:{o.entity}",
                size=30.0,
                dashed=look.dashed,
                of=o,
            )
        )


def _ends(drawing: Drawing, what: Shown, group: Group) -> None:
    """The first and the last number, each over its mark."""
    p = drawing.plot
    ends = [group.rows[0], group.last] if len(group.rows) > 1 else [group.last]
    for o in ends:
        align = "center" if len(ends) == 1 else "left" if o is ends[0] else "right"
        x = {"left": p.x0, "right": p.x1, "center": time(o)}[align]
        drawing.texts.append(
            Text(x=x, y=o.number, text=what.amount.label(o), dy=-9, align=align, ink="text", size=SMALL, bold=True)
        )
