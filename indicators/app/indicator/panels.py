"""A panel on the page: its finding, its measure, the chart, its footer, and the rows behind what was clicked."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Panel
from ...figures import Figure, Sheet
from ..board.cards import dark
from ..record.rows import row_table
from ..session import state
from ..ui.copy import share
from ..ui.pictures import figure_of, specification
from ..ui.text import literal


def panel_view(panel: Panel, evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """Draw one panel."""
    made = figure_of(panel, evaluated, known)
    with st.container(border=True, height="stretch", gap="xsmall", key=f"panel_{panel.id}"):
        picked = picture(made, known)
        behind(made, picked)


def picture(made: Figure | Sheet, known: state.BoardSnapshot) -> tuple[int, ...]:
    """The picture with the words around it and the ways out; gives the ids of the numbers that were clicked."""
    st.markdown(f"**{literal(made.title)}**")
    st.caption(literal(made.subtitle))
    picked = chart(made, known)
    if made.note:
        st.markdown(literal(made.note))
    for line in made.footer:
        st.caption(literal(line))
    share(made.panel, known)
    return picked


def chart(made: Figure | Sheet, known: state.BoardSnapshot) -> tuple[int, ...]:
    """The chart; gives the ids of the numbers that were clicked."""
    event = st.vega_lite_chart(
        specification(made, made.id, known, dark=dark()),
        theme=None,
        width="stretch",
        key=f"chart_{made.panel}",
        on_select="rerun",
        selection_mode="pick",
        alt=made.alt,
    )
    chosen = event.selection.get("pick", [])  # type: ignore[union-attr]  # on_select="rerun" gives a state
    return tuple(int(point["id"]) for point in chosen if "id" in point)


def behind(made: Figure, picked: Iterable[int]) -> None:
    """The rows behind the picture, opened at the click of a point."""
    ids = tuple(picked)
    with st.expander("The number behind this point" if ids else "The numbers behind this", expanded=bool(ids)):
        if ids:
            row_table(state.board().rows(ids))
        else:
            st.dataframe(made.table, hide_index=True, key=f"table_{made.panel}")
