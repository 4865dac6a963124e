"""A card of the board as a picture: its level, its small picture, its proxies, why, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..canvas.blank import blank, put
from ..canvas.drawing import LABEL, LINE, SMALL, Drawing, Size
from ..canvas.measure import width, wrap
from ..panels.sparkline import HEIGHT, WIDTH, Sparkline

_BIG, _LEFT, _GAP = 26.0, 0.42, 18.0  # type of the level; its share of the width; room to the small picture
_HEAD = 2 * LINE + HEIGHT + 14.0  # the level beside the small picture and its label
_HIGHER = 70.0  # the small picture grows by at most so much where there is room
_LEGEND = 26.0  # room under the texts
_NAME = 46.0  # where the sentences begin, beside `Why` and `Next`


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`level` and what it is; `lines`: a short name and a text each; an empty name goes on under the one before."""

    level: str
    what: str
    spark: Sparkline
    lines: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        """As the small picture's."""
        return self.spark.mark

    def height(self, room: float) -> float:
        """The level and the small picture, and each text wrapped."""
        return _HEAD + sum(len(lines) for _, lines in self._wrapped(room)) * LINE + self._under

    @property
    def _under(self) -> float:
        """Room for the legend, which is set some way below the plot."""
        return _LEGEND if self.spark.drawing().legend else 4.0

    def draw(self, size: Size) -> Drawing:
        """The level left, the small picture right of it, the texts below."""
        drawing = blank(size, self._under)
        wide = drawing.plot.width
        higher = min(max(size.height - self.height(wide), 0.0), _HIGHER)
        self._level(drawing, higher)
        self._small(drawing, higher)
        down = _HEAD + higher
        for name, lines in self._wrapped(wide):
            put(drawing, name, 0, down + LINE / 2)
            for line in lines:
                put(drawing, line, _NAME, down + LINE / 2, ink="text")
                down += LINE
        return drawing

    def _level(self, drawing: Drawing, higher: float) -> None:
        room = drawing.plot.width * _LEFT
        size = min(_BIG, _BIG * room / max(width(self.level, _BIG, bold=True), 1.0))
        for i, line in enumerate(wrap(self.what, SMALL, room)[:2]):
            put(drawing, line, 0, (i + 0.5) * LINE, size=SMALL)
        put(drawing, self.level, 0, 2 * LINE + (HEIGHT + higher) / 2 + 4, size=size, ink="text", bold=True)

    def _small(self, drawing: Drawing, higher: float) -> None:
        """The small picture in its place: every place that it has in its own plot is moved to this one."""
        left = drawing.plot.width * _LEFT + _GAP
        small, high = self.spark.drawing(), drawing.plot.height
        by = (drawing.plot.width - left) / WIDTH
        for i, line in enumerate(wrap(self.spark.label, SMALL, drawing.plot.width - left)[:2]):
            put(drawing, line, left, (i + 0.5) * LINE, size=SMALL)

        def x(at: float) -> float:
            return left + small.plot.px(at) * by

        def y(at: float) -> float:
            return high - (2 * LINE + 6 + small.plot.py(at) * (HEIGHT + higher) / HEIGHT)

        drawing.rules += [replace(r, x=x(r.x), x2=x(r.x2), y=y(r.y), y2=y(r.y2)) for r in small.rules]
        drawing.bars += [replace(b, x=x(b.x), x2=x(b.x2), y=y(b.y), y2=y(b.y2)) for b in small.bars]
        drawing.dots += [replace(d, x=x(d.x), y=y(d.y)) for d in small.dots]
        drawing.texts += [replace(t, x=x(t.x), y=y(t.y)) for t in small.texts]
        drawing.legend += small.legend

    def _wrapped(self, room: float) -> list[tuple[str, list[str]]]:
        return [(name, wrap(text, LABEL, room - _NAME)) for name, text in self.lines if text]
