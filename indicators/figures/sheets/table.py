"""A table as a picture: columns set by share of the width, cells wrapped, a rule over each row."""

from __future__ import annotations

from dataclasses import dataclass

from ..canvas.blank import blank, put
from ..canvas.drawing import LABEL, LINE, TICK, Drawing, Rule, Size
from ..canvas.measure import wrap

_GAP, _PAD = 12.0, 4.0  # between columns; over and under a row's words


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its share of the width, and whether its cells are set bold."""

    head: str
    share: float
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells, one for each column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    mark: str = "dots"

    def height(self, room: float) -> float:
        """The head, and each row as high as its highest cell."""
        return LINE + 2 * _PAD + sum(_high(cells) for cells in self._cells(room))

    def draw(self, size: Size) -> Drawing:
        """The table from the top of the plot; room that is left over stays under it."""
        drawing = blank(size)
        wide, high = drawing.plot.width, drawing.plot.height
        places = self._places(wide)
        for column, (at, _) in zip(self.columns, places, strict=True):
            put(drawing, column.head, at, LINE / 2 + 1, size=TICK)
        top = LINE + 2 * _PAD
        for cells in self._cells(wide):
            drawing.rules.append(Rule(x=0, y=high - top, x2=wide, y2=high - top, ink="grid"))
            for column, (at, _), lines in zip(self.columns, places, cells, strict=True):
                for i, line in enumerate(lines):
                    put(drawing, line, at, top + _PAD + (i + 0.5) * LINE, ink="text", bold=column.bold)
            top += _high(cells)
        return drawing

    def _places(self, room: float) -> list[tuple[float, float]]:
        """Where each column begins, and how wide it is."""
        free = room - _GAP * (len(self.columns) - 1)
        every = sum(column.share for column in self.columns)
        places, at = [], 0.0
        for column in self.columns:
            wide = free * column.share / every
            places.append((at, wide))
            at += wide + _GAP
        return places

    def _cells(self, room: float) -> list[list[list[str]]]:
        """Each row's cells as lines."""
        rooms = [wide for _, wide in self._places(room)]
        return [
            [wrap(text, LABEL, wide, bold=c.bold) for text, wide, c in zip(row, rooms, self.columns, strict=True)]
            for row in self.rows
        ]


def _high(cells: list[list[str]]) -> float:
    return max(1, *(len(lines) for lines in cells)) * LINE + 2 * _PAD
