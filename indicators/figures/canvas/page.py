"""A figure on its own: title, subtitle, plot, legend and footer, set by measured widths so that nothing meets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from ..wording.words import INVENTED
from .drawing import Drawing, Size, Text
from .measure import wrap
from .rows import LEGEND_LINE, datasets, legend_rows, records
from .spec import config, layers

MARGIN = 14.0
_TITLE, _SUBTITLE, _FOOTER = 15.0, 11.5, 10.5
_TITLE_LINE, _SUBTITLE_LINE, _FOOTER_LINE = 19.0, 15.0, 13.0
_LEAST_PLOT = 120.0  # a note that would press the plot below this is left to the page


class Worded(Protocol):
    """What a page carries beside the picture."""

    @property
    def id(self) -> str:
        """The figure's id."""

    @property
    def panel(self) -> str:
        """What it shows, by a stable name."""

    @property
    def title(self) -> str:
        """The finding."""

    @property
    def subtitle(self) -> str:
        """The measure."""

    @property
    def note(self) -> str:
        """The state of the numbers; empty where there is nothing to say."""

    @property
    def footer(self) -> tuple[str, ...]:
        """Source, dates, id and rights."""

    @property
    def alt(self) -> str:
        """The alternative text."""

    @property
    def ids(self) -> tuple[int, ...]:
        """The numbers that it rests on."""

    @property
    def example(self) -> bool:
        """Whether the data are invented."""


def page(
    figure: Worded, draw: Callable[[Size], Drawing], mark: str, size: tuple[float, float], least: float = 0.0
) -> dict[str, Any]:
    """The specification of the whole page of `size`, in CSS pixels; its `description` is the alternative text.

    A picture that needs more than is left, `least`, makes the page higher.
    """
    wide, high = size
    room = wide - 2 * MARGIN
    title = wrap(figure.title, _TITLE, room, bold=True)
    below = wrap(figure.subtitle, _SUBTITLE, room)
    top = MARGIN + len(title) * _TITLE_LINE + len(below) * _SUBTITLE_LINE + 8
    feet = [line for text in figure.footer for line in wrap(text, _FOOTER, room, whole=f"Fig {figure.id}")]
    notes = wrap(f"Note: {figure.note}", _FOOTER, room) if figure.note else []
    legend = LEGEND_LINE * len(legend_rows(draw(Size(room, 200.0)).legend, room - 40)) + 8
    if high - top - legend - (len(feet) + len(notes)) * _FOOTER_LINE - MARGIN < _LEAST_PLOT:
        notes = []
    lines = [*notes, *feet]
    foot = legend + len(lines) * _FOOTER_LINE + MARGIN - 4
    high = max(high, top + least + foot)
    drawing = draw(Size(room, high - top - foot))
    wide_enough = drawing.plot.width + 1
    drawing.texts = [t for t in drawing.texts if t.need <= wide_enough < t.most]
    _write(drawing, title, below, lines, (top, high))
    water = INVENTED if figure.example else ""
    sets = datasets(drawing, dark=False, water=water)
    plot = drawing.plot
    return {
        **layers(plot.x, mark, caps="caps" in sets, water=bool(water)),
        "description": figure.alt,
        "width": plot.width,
        "height": plot.height,
        "autosize": {"type": "none"},
        "padding": {
            "left": MARGIN + plot.left,
            "right": wide - MARGIN - plot.left - plot.width,
            "top": top,
            "bottom": high - top - plot.height,
        },
        "config": config(dark=False),
        "datasets": {mark: [], **records(sets, timed=plot.x == "time")},
        "usermeta": {"figure": figure.id, "panel": figure.panel, "ids": list(figure.ids)},
    }


def _write(drawing: Drawing, title: list[str], below: list[str], lines: list[str], place: tuple[float, float]) -> None:
    """The words of the page, placed from the plot's upper left corner."""
    p = drawing.plot
    top, high = place

    def put(text: str, y: float, size: float, *, ink: str = "muted", bold: bool = False) -> None:
        drawing.texts.append(
            Text(x=p.x0, y=p.y1, text=text, dx=-p.left, dy=y - top, align="left", ink=ink, size=size, bold=bold)
        )

    y = MARGIN + _TITLE / 2
    for line in title:
        put(line, y, _TITLE, ink="text", bold=True)
        y += _TITLE_LINE
    y -= 1
    for line in below:
        put(line, y, _SUBTITLE)
        y += _SUBTITLE_LINE
    y = high - MARGIN - (len(lines) - 0.5) * _FOOTER_LINE + 4
    for line in lines:
        put(line, y, _FOOTER)
        y += _FOOTER_LINE
