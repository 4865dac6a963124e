"""The numbers that are due."""

from __future__ import annotations

import streamlit as st

from ...core.review.ahead.due import Due
from ...core.review.ahead.flips import said as said_flips
from ...core.text import say
from ..session import state
from ..ui.text import literal

SHOWN = 7


def due_list(known: state.BoardSnapshot) -> None:
    """The numbers longest overdue, each with the way to its form."""
    with st.container(border=True, height="stretch", key="due"):
        st.markdown("**Numbers due**")
        wanted = [due for due in known.due if not quiet(due, known)]
        for due in wanted[:SHOWN]:
            row(due, known)
        quieted = len(known.due) - len(wanted)
        later = f"{len(wanted) - SHOWN} more are expected later. " if len(wanted) > SHOWN else ""
        if later or quieted:
            st.caption(later + (f"{quieted} marked as not obtainable." if quieted else ""))


def quiet(due: Due, known: state.BoardSnapshot) -> bool:
    """Whether a user marked the number as not obtainable: it stays on file and no longer nags."""
    mark = known.marks.get((due.last.series, due.last.entity))
    return mark is not None and mark.kind == "not obtainable"


def row(due: Due, known: state.BoardSnapshot) -> None:
    """One number: whose it is, how late, and a link that opens its form."""
    o = due.last
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False):
        st.caption(literal(f"{o.entity} · {due.title}"), width="stretch")
        late = due.late(known.as_of)
        last = f"last {say.day(o.period_end)}"
        flips = [
            said_flips(p) for p in known.next_numbers if (p.due.last.series, p.due.last.entity) == (o.series, o.entity)
        ]
        st.badge(
            (f"{due.missing} missing" if due.missing > 1 else last) if late else f"due {say.day(due.on)}",
            color="orange" if late else "gray",
            help=literal(". ".join([last.capitalize(), f"due {say.day(due.on)}", *flips])),
        )
        st.page_link(
            state.page("enter"),
            label="Enter",
            icon=":material/edit:",
            query_params=state.params(series=o.series, entity=o.entity),
        )
