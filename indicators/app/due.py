"""The numbers that are due."""

from __future__ import annotations

import streamlit as st

from ..core import say
from ..core.due import Due
from . import state
from .text import literal

SHOWN = 7


def due_list(known: state.Known) -> None:
    """The numbers longest overdue, each with the way to its form."""
    with st.container(border=True, height="stretch", key="due"):
        st.markdown("**Numbers due**")
        for due in known.due[:SHOWN]:
            row(due, known)
        if len(known.due) > SHOWN:
            st.caption(f"{len(known.due) - SHOWN} more are expected later.")


def row(due: Due, known: state.Known) -> None:
    """One number: whose it is, how late, and a link that opens its form."""
    o = due.last
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.caption(literal(f"{o.entity} · {due.title}"), width="stretch")
        late = due.late(known.as_of)
        missing = f"{due.missing} missing, " if due.missing > 1 else ""
        st.badge(
            literal(f"{missing}last {say.day(o.period_end)}") if late else f"due {say.day(due.on)}",
            color="orange" if late else "gray",
        )
        st.page_link(
            state.page("enter"),
            label="Enter",
            icon=":material/edit:",
            query_params=state.params(series=o.series, entity=o.entity),
        )
