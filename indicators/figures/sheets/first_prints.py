"""First prints against the latest: a line each from the first print to what the number is now, as a share of it."""

from __future__ import annotations

from dataclasses import dataclass

from ...core.model.observation import Observation
from ...core.text import say
from ..canvas.amount import ticks
from ..canvas.drawing import LABEL, SMALL, TICK, Dot, Drawing, Plot, Rule, Size, Text
from ..canvas.grades import LOOKS, fill, legend
from ..canvas.measure import cut, width, wrap

_ROW, _BELOW, _NAME, _GAP = 54.0, 20.0, 216.0, 14.0  # CSS pixels; room for the names, and from the end of a line
_LEAST = 0.01  # of a first print: a span of the axis that does not make noise look like news
_LINE, _IN_INK = 14.0, 2  # from line to line of a name; the basis under it is muted
_LATEST, _BETWEEN = 64.0, 18.0  # areas of the points
_NONE = "No number on file was published more than once"


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedNumber:
    """One number: what it is in lines of words, each later print against the first (none without a share), its size."""

    words: tuple[str, ...]
    size: str
    changes: tuple[float, ...]
    latest: Observation


@dataclass(frozen=True, slots=True)
class FirstPrints:
    """The numbers, the first on top."""

    rows: tuple[RevisedNumber, ...]

    @property
    def mark(self) -> str:
        """A point for each later print."""
        return "dots"

    def height(self, room: float) -> float:
        """A row each, whatever the `room`, and the axis."""
        del room
        return max(len(self.rows), 1) * _ROW + _BELOW

    def draw(self, size: Size) -> Drawing:
        """The axis is the first print; names stand left of it, the change right of the last point."""
        plot = self._plot(size)
        drawing = Drawing(plot=plot)
        drawing.rules.append(Rule(x=plot.x0, y=plot.y0, x2=plot.x1, y2=plot.y1, ink="ground", thick=0))
        for value in ticks(plot.x0, plot.x1):
            first = value == 0
            drawing.rules.append(
                Rule(x=value, y=plot.y0, x2=value, y2=plot.y1, ink="axis" if first else "grid", thick=2 if first else 1)
            )
            words = "first print" if first else say.ratio(value, "change")
            need = 0.0 if first else 260.0
            drawing.texts.append(Text(x=value, y=plot.y0, text=words, dy=10, size=TICK, need=need))
        for i, row in enumerate(self.rows):
            self._row(drawing, row, len(self.rows) - i - 0.5)
        if not self.rows:
            drawing.write(Text(x=0, y=1, text=_NONE, size=LABEL + 1))
        entities = {row.latest.entity for row in self.rows}
        drawing.legend = legend(
            [row.latest for row in self.rows], entities.pop() if len(entities) == 1 else "", bars=False
        )
        return drawing

    def _plot(self, size: Size) -> Plot:
        every = [0.0, *(change for row in self.rows for change in row.changes)]
        span = max(max(every) - min(every), _LEAST)
        left = max((wide for row in self.rows for *_, wide in _words(row)), default=0.0) + _GAP
        right = max((width(row.size, LABEL, bold=True) for row in self.rows), default=0.0) + _GAP
        tall, many = size.height - _BELOW, max(len(self.rows), 1)
        free = max(tall / _ROW, many) - many
        return Plot(
            width=size.width - left - right,
            height=tall,
            left=left,
            x="number",
            x0=min(every) - span * 0.06,
            x1=min(every) + span * 1.06,
            y0=-free / 2,
            y1=many + free / 2,
        )

    def _row(self, drawing: Drawing, row: RevisedNumber, middle: float) -> None:
        p, o, ink = drawing.plot, row.latest, f"ink:{row.latest.entity}"
        top = -_LINE * (len(row.words) - 1) / 2
        for i, (text, size, bold, _) in enumerate(_words(row)):
            drawing.texts.append(
                Text(
                    x=p.x0,
                    y=middle,
                    text=text,
                    dx=-_GAP / 2,
                    dy=top + i * _LINE,
                    align="right",
                    ink="text" if i < _IN_INK else "muted",
                    size=size,
                    bold=bold,
                )
            )
        for before, after in zip((0.0, *row.changes), row.changes, strict=False):
            drawing.rules.append(Rule(x=before, y=middle, x2=after, y2=middle, ink=ink, thick=2, front=True))
        look = LOOKS[o.grade]
        for i, change in enumerate(row.changes, start=1):
            drawing.dots.append(
                Dot(
                    x=change,
                    y=middle,
                    shape=look.shape,
                    fill=fill(look.point, o.entity),
                    ink=ink,
                    size=_LATEST if i == len(row.changes) else _BETWEEN,
                    dashed=look.dashed,
                    of=o,
                )
            )
        end = max((0.0, *row.changes))
        drawing.texts.append(
            Text(x=end, y=middle, text=row.size, dx=9, align="left", ink="text", size=LABEL, bold=True, halo=True)
        )


def _words(row: RevisedNumber) -> list[tuple[str, float, bool, float]]:
    """The lines left of a row, each cut to the room: its text, its size, whether it is bold, how wide it is."""
    found = []
    for i, text in enumerate(row.words):
        size, bold = (SMALL, False) if i else (LABEL, True)
        short = wrap(text, size, _NAME, bold=bold)
        line = short[0] if len(short) == 1 else cut(text, len(short[0]))
        found.append((line, size, bold, width(line, size, bold=bold)))
    return found
