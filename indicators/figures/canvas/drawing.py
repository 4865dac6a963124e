"""What a picture is made of before it is a specification: marks in the units of the data, texts, and the plot's frame.

Coordinates are data: days since 0001-01-01 or numbers along x, numbers along y; offsets are CSS pixels, y downwards.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ...core.model.observation import Observation
from .measure import width

TICK, LABEL, SMALL = 11.0, 11.5, 10.5  # font sizes in CSS pixels
_HALF = 0.52  # of its size, from the middle of a text to its upper or lower edge
LINE = 13.5  # from one line of small text to the next


@dataclass(frozen=True, slots=True)
class Size:
    """Room for a plot with its axes, in CSS pixels."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """The plot's rectangle in pixels and the data it spans. `x` is `time`, `age` (square root) or `number`."""

    width: float
    height: float
    left: float
    x: str
    x0: float
    x1: float
    y0: float
    y1: float

    def px(self, x: float) -> float:
        """Pixels from the left edge."""
        low, high, at = (math.sqrt(v) if self.x == "age" else v for v in (self.x0, self.x1, x))
        return self.width * (at - low) / (high - low)

    def py(self, y: float) -> float:
        """Pixels from the top edge."""
        return self.height * (self.y1 - y) / (self.y1 - self.y0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A rectangle for a number."""

    x: float
    x2: float
    y: float
    y2: float
    fill: str
    ink: str
    dashed: bool
    of: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A symbol for a number; a `cap` sits on a bar and is not clicked."""

    x: float
    y: float
    shape: str
    fill: str
    ink: str
    size: float
    dashed: bool
    of: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A straight line. `line` names the group of numbers that it joins; `tip` is said on hovering."""

    x: float
    y: float
    x2: float
    y2: float
    ink: str
    thick: float = 1.0
    dash: int = 0
    front: bool = False
    line: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text at a point of the data, there from `need` to below `most` pixels of plot; a halo keeps rules off it."""

    x: float
    y: float
    text: str
    dx: float = 0.0
    dy: float = 0.0
    align: str = "center"
    ink: str = "muted"
    size: float = TICK
    bold: bool = False
    need: float = 0.0
    most: float = 1e6
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels that something fills."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 1.0) -> bool:
        """Whether two rectangles come nearer than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )


def _meets(box: Box, others: Iterable[Box]) -> bool:
    return any(box.meets(other) for other in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the legend: a mark and what it means."""

    words: str
    shape: str
    fill: str
    ink: str
    dashed: bool = False


@dataclass(slots=True, kw_only=True)
class Drawing:
    """A picture under construction; places are `taken` by texts and symbols, `lines` of data, events to `avoid`."""

    plot: Plot
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    caps: list[Dot] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    legend: list[Entry] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    lines: list[Box] = field(default_factory=list)
    avoid: list[Box] = field(default_factory=list)

    def box(self, text: Text) -> Box:
        """The rectangle of a text; `dy` is its middle."""
        wide = width(text.text, text.size, bold=text.bold)
        left = self.plot.px(text.x) + text.dx - {"left": 0.0, "center": wide / 2, "right": wide}[text.align]
        middle = self.plot.py(text.y) + text.dy
        return Box(left, middle - text.size * _HALF, left + wide, middle + text.size * _HALF)

    def write(self, text: Text) -> None:
        """Set a text and keep its place."""
        self.texts.append(replace(text, halo=True))
        self.taken.append(self.box(text))

    def try_write(self, *candidates: Text, must: bool = False, beyond: float = 0.0) -> bool:
        """Set the first candidate that stays in the plot and meets nothing, at best no event either; say if one did.

        One that `must` stand may cross a line of data: its halo keeps it readable. Some may reach `beyond` the right.
        """
        inside = [(text, box) for text in candidates if self._inside(box := self.box(text), beyond)]
        free = [(text, box) for text, box in inside if not _meets(box, self.taken)]
        clear = [(text, box) for text, box in free if not _meets(box, self.lines)]
        best = [(text, box) for text, box in clear if not _meets(box, self.avoid)]
        chosen = best or clear or (free if must else [])
        if chosen:
            self.write(chosen[0][0])
        return bool(chosen)

    def _inside(self, box: Box, beyond: float) -> bool:
        base = self.plot.py(max(self.plot.y0, 0.0) if self.plot.y0 < 0 < self.plot.y1 else self.plot.y0)
        return box.left >= -1 and box.right <= self.plot.width + beyond + 1 and box.top >= -1 and box.bottom <= base + 1

    def keep_line_free(self, x: float, y: float, x2: float, y2: float) -> None:
        """Keep the place of a straight line, step by step."""
        p = self.plot
        steps = max(2, int(math.hypot(p.px(x2) - p.px(x), p.py(y2) - p.py(y)) / 6))
        for i in range(1, steps):
            at, middle = p.px(x + (x2 - x) * i / steps), p.py(y + (y2 - y) * i / steps)
            self.lines.append(Box(at - 1.5, middle - 1.5, at + 1.5, middle + 1.5))

    def keep_free(self, x: float, y: float, radius: float) -> None:
        """Keep the place of a symbol."""
        left, middle = self.plot.px(x), self.plot.py(y)
        self.taken.append(Box(left - radius, middle - radius, left + radius, middle + radius))

    def keep_range_free(self, x: float, low: float, high: float) -> None:
        """Keep the place of an upright range: a text over its end would make it look shorter."""
        at = self.plot.px(x)
        self.taken.append(Box(at - 1.5, self.plot.py(high), at + 1.5, self.plot.py(low)))
