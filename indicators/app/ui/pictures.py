"""The pictures of the pages: each made once for what is known on a day, and handed to the browser from there."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Panel
from ...figures import Figure, Sheet, Sparkline, figure, sparkline
from ..session import state


def figure_of(panel: Panel, evaluated: Evaluated, known: state.BoardSnapshot) -> Figure:
    """A panel's figure."""
    return known.once(
        ("figure", evaluated.indicator.id, panel.id),
        lambda: figure(panel, evaluated, known.frame, known.events, habits=known.habits, example=known.example),
    )


def sparkline_of(evaluated: Evaluated, known: state.BoardSnapshot) -> Sparkline:
    """The small picture of an indicator's card."""
    indicator = evaluated.indicator
    panel = next(p for p in indicator.panels if p.id == indicator.card.panel)
    key = ("sparkline", indicator.id)
    return known.once(key, lambda: sparkline(panel, evaluated, known.frame, example=known.example))


def specification(
    made: Figure | Sheet | Sparkline, name: str, known: state.BoardSnapshot, *, dark: bool
) -> dict[str, Any]:
    """What Streamlit draws: the rows as Arrow tables, which it need not convert anew on each rerun."""

    def specified() -> dict[str, Any]:
        spec = made.on_screen(dark)
        sets = {key: pa.Table.from_pandas(rows, preserve_index=False) for key, rows in spec["datasets"].items()}
        return {**spec, "datasets": sets}

    return dict(known.once(("specification", name, dark), specified))  # a copy: Streamlit takes the rows out of it
