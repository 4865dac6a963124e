"""The frame that all pictures over time share: room for labels, the axis of amounts, the calendar, the events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...core.model.event import Event
from ...core.model.observation import Observation
from ...core.text.say import day as say_day
from ..panels.happenings import Label, placed, relevant, words
from ..panels.shown import Shown
from .amount import ticks
from .days import TimeCell, cells, fitting, stride
from .drawing import LINE, SMALL, TICK, Box, Drawing, Plot, Rule, Size, Text
from .measure import cut, width

BELOW, RIGHT, LEFT = 19.0, 8.0, 7.0  # pixels for the calendar, at the right edge, and between labels and axis
_TICK_MARK = 4.0
_YEAR = 370


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What a frame must hold: days, amounts, and pixels above the highest mark for its labels."""

    start: date
    end: date
    low: float
    high: float
    kind: str = ""  # kind of calendar cell; the finest that fits where it is open
    above: float = 0.0
    whole: bool = False


def time(o: Observation) -> float:
    """The middle of a number's period, in days."""
    return o.time + 0.5


def frame(shown: Shown, size: Size, span: Span, write: Callable[[float], str] | None = None) -> Drawing:
    """A drawing with grid, axes and events, in which the data keeps clear of the events' labels."""
    marks = ticks(span.low, span.high, whole=span.whole)
    names = [write(v) for v in marks] if write else []
    left = max((width(name, TICK) for name in names), default=0.0) + LEFT
    wide, high = size.width - left - RIGHT, size.height - BELOW
    calendar = cells(span.start, span.end, span.kind or fitting(span.start, span.end, wide, TICK))
    x0, x1 = calendar[0].start, calendar[-1].end
    events = [e for e in relevant(shown) if x0 <= e.date.toordinal() < x1]
    year = x1 - x0 > _YEAR and len({e.date.year for e in events}) > 1
    at = tuple(wide * (e.date.toordinal() + 0.5 - x0) / (x1 - x0) for e in events)
    labels = placed(at, tuple(words(e, year=year) for e in events), wide)
    rows = 1 + max((label.row for label in labels if label), default=-1)
    head = rows * LINE + (3 if rows else 0) + span.above
    per_pixel = (span.high - span.low) / (high - head - _TICK_MARK)
    plot = Plot(
        width=wide,
        height=high,
        left=left,
        x="time",
        x0=x0,
        x1=x1,
        y0=span.low - _TICK_MARK * per_pixel,
        y1=span.high + head * per_pixel,
    )
    drawing = Drawing(plot=plot)
    _grid(drawing, marks, names, span.low)
    _calendar(drawing, calendar, span.low)
    _events(drawing, events, labels, span.low)
    return drawing


def _grid(drawing: Drawing, marks: tuple[float, ...], names: list[str], low: float) -> None:
    p = drawing.plot
    drawing.rules.append(Rule(x=p.x0, y=p.y0, x2=p.x0, y2=p.y1, ink="ground", thick=0))
    for value, name in zip(marks, names, strict=False):
        if value != 0 or low < 0:
            drawing.rules.append(Rule(x=p.x0, y=value, x2=p.x1, y2=value, ink="grid"))
        drawing.texts.append(Text(x=p.x0, y=value, text=name, dx=-LEFT + 1, align="right"))
    base = max(low, 0.0) if low <= 0 else low
    drawing.rules.append(Rule(x=p.x0, y=base, x2=p.x1, y2=base, ink="axis", front=True))


def _calendar(drawing: Drawing, calendar: tuple[TimeCell, ...], low: float) -> None:
    p = drawing.plot
    names = tuple(c.name for c in calendar)
    for i, cell in enumerate(calendar):
        if i:
            drawing.rules.append(Rule(x=cell.start, y=p.y0, x2=cell.start, y2=low, ink="axis"))
        need = stride(names, i, TICK)
        drawing.texts.append(Text(x=cell.middle, y=p.y0, text=cell.name, dy=9, need=need))


def _events(drawing: Drawing, events: list[Event], labels: tuple[Label | None, ...], low: float) -> None:
    """A rule for each event up to its label; the lowest row of labels is the nearest to the data."""
    p = drawing.plot
    rows = 1 + max((label.row for label in labels if label), default=-1)
    for event, label in zip(events, labels, strict=True):
        x = event.date.toordinal() + 0.5
        above = (rows - 1 - label.row) * LINE if label else rows * LINE
        top = p.y1 - above * (p.y1 - p.y0) / p.height
        tip = f"{say_day(event.date)}: {cut(event.title, 120)}"
        drawing.rules.append(Rule(x=x, y=low, x2=x, y2=top, ink="axis", dash=1, tip=tip))
        drawing.avoid.append(Box(p.px(x) - 2, p.py(top), p.px(x) + 2, p.py(low)))
        if label:
            toward = 1.0 if label.align == "left" else -1.0
            share = p.px(x) / p.width if toward < 0 else 1 - p.px(x) / p.width
            need = max((width(label.text, SMALL) + 4) / share, p.width * 0.9)  # narrower, two labels may meet
            drawing.write(
                Text(x=x, y=top, text=label.text, dx=4 * toward, dy=LINE / 2, align=label.align, size=SMALL, need=need)
            )
