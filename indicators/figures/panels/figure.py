"""A panel as a figure: its words at once, its picture when it is asked for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from ...core.evidence.evaluate import Evaluated
from ...core.model.event import Event
from ...core.model.indicator import Panel
from ...core.model.observation import Observation
from ...core.review.record.vintages import Habit
from ..canvas.drawing import Drawing, Size
from ..canvas.export import PRESETS, to_png, to_svg
from ..canvas.page import page
from ..canvas.screen import on_screen
from ..wording import words
from ..wording.titles import title as finding
from . import ages, comparison, items, levels, sums
from .shown import Shown, narrowed, shown

DRAW: dict[str, Callable[[Shown, Size], Drawing]] = {
    "level": levels.draw,
    "sum": sums.draw,
    "curve": ages.draw,
    "dots": items.draw,
    "compare": comparison.draw,
    "ranking": comparison.draw,
}
SCREEN = Size(560.0, 250.0)  # what a panel on a page is laid out for; narrower, the lesser labels stay away
_LOOK = 2  # raised when the same numbers come to look different, so that ids differ too


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with its words. Equal numbers, texts and as-of day have the same `id` on every machine."""

    id: str
    panel: str
    title: str
    subtitle: str
    footer: tuple[str, ...]
    alt: str
    note: str
    table: pd.DataFrame = field(compare=False)
    ids: tuple[int, ...]
    shown: Shown = field(repr=False, compare=False)

    @property
    def rows(self) -> tuple[Observation, ...]:
        """The numbers on file that it rests on, oldest first."""
        return self.shown.numbers

    @property
    def as_of(self) -> date:
        """The day as of which it is drawn."""
        return self.shown.as_of

    @property
    def example(self) -> bool:
        """Whether it shows an example board."""
        return self.shown.example

    def alt_under(self, title: str) -> str:
        """The alternative text under another title."""
        return words.alt(self.shown, title)

    def on_screen(self, dark: bool) -> dict[str, Any]:  # noqa: FBT001 - a page passes what its theme says
        """A specification with its data sets for `st.vega_lite_chart(..., theme=None)`, without title and footer."""
        drawing = DRAW[self.shown.panel.mark](self.shown, SCREEN)
        return on_screen(drawing, mark_of(self.shown), SCREEN, dark=dark, example=self.shown.example)

    def standalone(self, preset: str = "memo") -> dict[str, Any]:
        """A light specification with all the words and plain rows in it, as large as the preset."""
        size = PRESETS[preset].size
        return page(self, partial(DRAW[self.shown.panel.mark], self.shown), mark_of(self.shown), size)

    def png(self, preset: str = "memo") -> bytes:
        """The figure as PNG, with its resolution and its alternative text inside; the same bytes every time."""
        return to_png(self.standalone(preset), PRESETS[preset], self.title, self.alt)

    def svg(self, preset: str = "memo") -> bytes:
        """The figure as SVG, with title and description."""
        return to_svg(self.standalone(preset), self.title, self.alt)


def figure(  # noqa: PLR0913 - what a day is known by
    panel: Panel,
    evaluated: Evaluated,
    frame: pd.DataFrame,
    events: Sequence[Event],
    *,
    habits: Sequence[Habit] = (),
    example: bool = False,
) -> Figure:
    """The figure of a panel as of the day of `evaluated`; `frame` is what the store gives for that day.

    `habits` of the bases that it cites stand in its footer.
    """
    what = shown(panel, evaluated, narrowed(panel, evaluated, frame, events), example=example)
    title, below, note = finding(what), words.subtitle(what), words.note(what)
    alt = words.alt(what, title)
    name = _id(what, (title, below, note, alt, *words.footer(what, "", habits)))
    return Figure(
        id=name,
        panel=evaluated.indicator.full(panel.id),
        title=title,
        subtitle=below,
        footer=words.footer(what, name, habits),
        alt=alt,
        note=note,
        table=words.table(what),
        ids=tuple(o.id for o in what.numbers),
        shown=what,
    )


def mark_of(what: Shown) -> str:
    """The data set that a click picks from."""
    return "bars" if what.panel.mark in ("sum", "compare", "ranking") else "dots"


def _id(what: Shown, texts: tuple[str, ...]) -> str:
    """The panel, and six digits of a hash over all that is shown."""
    rows = [
        (
            o.series,
            o.entity,
            o.basis,
            o.period_start,
            o.period_end,
            o.age_days,
            o.value,
            o.low,
            o.high,
            o.unit,
            o.grade,
            o.known_on,
            o.source,
            o.rights,
            o.label,
        )
        for o in what.rows
    ]
    events = [(e.date, e.entity, e.kind, e.title) for e in what.events if e.kind in what.kinds]
    said = json.dumps([_LOOK, what.panel.mark, rows, events, texts], default=str, ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()[:6]
    return f"{what.indicator}-{what.panel.id.replace('_', '-')}-{digest}"
