"""A picture on a page of the app: its marks and texts alone, in the theme's colours, its rows as frames."""

from __future__ import annotations

from typing import Any

from ..wording.words import INVENTED
from .drawing import Drawing, Size
from .rows import datasets, frames
from .spec import config, layers

NARROW = 215.0  # of a plot on a phone
_PADDING = {"left": 4, "right": 4, "top": 4, "bottom": 4}


def on_screen(drawing: Drawing, mark: str, size: Size, *, dark: bool, example: bool) -> dict[str, Any]:
    """A specification with its data sets for `st.vega_lite_chart(..., theme=None)`, without title and footer."""
    water = INVENTED if example else ""
    sets = datasets(drawing, dark=dark, water=water, narrow=NARROW)
    spec = layers(drawing.plot.x, mark, caps="caps" in sets, water=bool(water), empty=not len(sets.get(mark, ())))
    names = ["rules", mark, "texts", "swatches", *(n for n in ("caps", "water") if n in sets)]
    return {
        **spec,
        "width": size.width,
        "height": size.height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": dict(_PADDING),
        "config": config(dark=dark),
        "datasets": frames(sets, names, timed=drawing.plot.x == "time"),
    }
