"""Words beside numbers as a picture, the board's claims and its cards: on the page of a panel, as high as needed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from math import ceil
from typing import Any, Protocol

from ...core.model.observation import Observation
from ..canvas.drawing import Drawing, Size
from ..canvas.export import PRESETS, SLIDES, Preset, to_png, to_svg
from ..canvas.page import MARGIN, page
from ..canvas.screen import on_screen

SCREEN_WIDTH, _UNDER = 560.0, 44.0  # what it is laid out for on a page; room for the axis and the legend


class Body(Protocol):
    """What stands between the heading and the footer of a sheet."""

    @property
    def mark(self) -> str:
        """The data set of its marks: `bars` or `dots`."""

    def height(self, room: float) -> float:
        """The least height in a room so many CSS pixels wide."""

    def draw(self, size: Size) -> Drawing:
        """The marks and texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A picture of words and numbers, with the fields of a figure. `rows` are the numbers that it rests on."""

    id: str
    panel: str
    title: str
    subtitle: str
    footer: tuple[str, ...]
    alt: str
    rows: tuple[Observation, ...]
    as_of: date
    example: bool
    body: Body = field(repr=False, compare=False)
    note: str = ""

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the numbers that it rests on."""
        return tuple(o.id for o in self.rows)

    def alt_under(self, title: str) -> str:
        """The alternative text under another title."""
        return self.alt.replace(self.title, title, 1)

    def on_screen(self, dark: bool) -> dict[str, Any]:  # noqa: FBT001 - a page passes what its theme says
        """A specification with its data sets for `st.vega_lite_chart(..., theme=None)`, without title and footer."""
        size = Size(SCREEN_WIDTH, self.body.height(SCREEN_WIDTH) + _UNDER)
        return on_screen(self.body.draw(size), self.body.mark, size, dark=dark, example=self.example)

    def standalone(self, preset: str = "memo") -> dict[str, Any]:
        """A light specification with all the words in it: as wide as the preset, as high or higher."""
        return self._page(preset)[0]

    def png(self, preset: str = "memo") -> bytes:
        """The sheet as PNG, with its resolution and its alternative text inside; the same bytes every time."""
        spec, chosen = self._page(preset)
        return to_png(spec, chosen, self.title, self.alt)

    def svg(self, preset: str = "memo") -> bytes:
        """The sheet as SVG, with title and description."""
        return to_svg(self.standalone(preset), self.title, self.alt)

    def _page(self, preset: str) -> tuple[dict[str, Any], Preset]:
        """On a slide in the largest type that fits it; elsewhere the page grows, to a whole number of pixels."""
        for chosen in SLIDES if preset == "slide" else (PRESETS[preset],):
            wide, high = chosen.size
            least = self.body.height(wide - 2 * MARGIN)
            spec = page(self, self.body.draw, self.body.mark, (wide, high), least)
            grown = spec["padding"]["top"] + spec["height"] + spec["padding"]["bottom"] - high
            if grown <= 0:
                return spec, chosen
        whole = ceil((high + grown) * chosen.scale) / chosen.scale
        return page(self, self.body.draw, self.body.mark, (wide, whole), least), chosen
