"""Entities side by side: a bar each, for one period, with the number at its end."""

from __future__ import annotations

from ..canvas.amount import ticks
from ..canvas.drawing import LABEL, SMALL, TICK, Bar, Drawing, Plot, Rule, Size, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.measure import cut, width, wrap
from .shown import Shown

_BELOW, _ROW, _THICK = 20.0, 46.0, 0.52
_BASIS, _BASIS_LINE, _ROOM = 150.0, 12.0, 40.0  # a basis takes a second line where a row is so high


def draw(shown: Shown, size: Size) -> Drawing:
    """A drawing of horizontal bars in `size`."""
    rows = [g.last for g in shown.groups]
    low, high = min([0.0, *(o.stated_low for o in rows)]), max([0.0, *(o.stated_high for o in rows)]) or 1.0
    mixed = len({o.basis for o in rows}) > 1
    names = [cut(o.entity, 24) for o in rows]
    most = 2 if (size.height - _BELOW) / max(len(rows), 1) >= _ROOM else 1
    below = [_basis(o.basis, most) if mixed else [] for o in rows]
    left = max([width(n, LABEL, bold=True) for n in names] + [width(t, SMALL) for b in below for t in b], default=40.0)
    labels = [shown.amount.label(o) for o in rows]
    right = max((width(text, LABEL, bold=True) for text in labels), default=0.0) + 16
    left += 10
    wide, tall = size.width - left - right, size.height - _BELOW
    free = max(tall / _ROW, len(rows)) - len(rows)
    plot = Plot(
        width=wide, height=tall, left=left, x="number", x0=low, x1=high, y0=-free / 2, y1=max(len(rows), 1) + free / 2
    )
    drawing = Drawing(plot=plot)
    drawing.rules.append(Rule(x=low, y=plot.y0, x2=low, y2=plot.y1, ink="ground", thick=0))
    marks = ticks(low, high) if rows else ()
    for i, value in enumerate(marks):
        drawing.rules.append(Rule(x=value, y=plot.y0, x2=value, y2=plot.y1, ink="axis" if value == 0 else "grid"))
        need = 0 if i in (0, len(marks) - 1) else 260
        drawing.texts.append(Text(x=value, y=plot.y0, text=shown.amount.axis(value), dy=10, size=TICK, need=need))
    for i, (o, name, basis, label) in enumerate(zip(rows, names, below, labels, strict=True)):
        middle = len(rows) - i - 0.5
        look = LOOKS[o.grade]
        drawing.bars.append(
            Bar(
                x=0.0,
                x2=o.number,
                y=middle - _THICK / 2,
                y2=middle + _THICK / 2,
                fill=fill(look.bar, o.entity),
                ink=f"ink:{o.entity}",
                dashed=look.dashed,
                of=o,
            )
        )
        if o.stated:
            drawing.rules.append(
                Rule(x=o.stated_low, y=middle, x2=o.stated_high, y2=middle, ink="text", thick=1.5, front=True)
            )
        lift = -_BASIS_LINE / 2 * len(basis) - (1 if basis else 0)
        drawing.write(
            Text(x=low, y=middle, text=name, dx=-8, dy=lift, align="right", ink="text", size=LABEL, bold=True)
        )
        for n, text in enumerate(basis, start=1):
            dy = lift + n * _BASIS_LINE + 2
            drawing.write(Text(x=low, y=middle, text=text, dx=-8, dy=dy, align="right", size=SMALL))
        drawing.write(
            Text(x=max(o.stated_high, 0.0), y=middle, text=label, dx=6, align="left", ink="text", size=LABEL, bold=True)
        )
    if not rows:
        drawing.rules.append(Rule(x=0.0, y=plot.y0, x2=0.0, y2=plot.y1, ink="axis"))
        drawing.write(Text(x=0.5, y=0.5, text="No number on file", size=LABEL + 1))
    drawing.legend = legend(rows, shown.entities[0] if len(shown.entities) == 1 else "", bars=True)
    return drawing


def _basis(text: str, most: int) -> list[str]:
    """What a bar stands on, under its name, in at most so many lines."""
    lines = wrap(text, SMALL, _BASIS)
    return lines if len(lines) <= most else [*lines[: most - 1], cut(" ".join(lines[most - 1 :]), 30)]
