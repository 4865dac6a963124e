"""The board's first lines: how many calls, readings and current ones, what is next, and what a new board is."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from ...core.text import say
from ...store import has_example
from ..session import state
from .due import quiet

RECENT = 14  # days for which a number that is late is still the next one


def summary(known: state.BoardSnapshot) -> str:
    """One line: calls made, readings known and current, the next number due."""
    readings = [r for e in known.evaluated.values() for r in e.readings]
    calls = sum(e.state != "no_call" for e in known.evaluated.values())
    made = f"{calls} of {len(known.evaluated)} calls made" if calls else f"no call on any of {len(known.evaluated)}"
    text = (
        f"As known {say.day(known.as_of)}: {made}. {sum(r.known for r in readings)} of {len(readings)} readings known, "
        f"{sum(r.current for r in readings)} current."
    )
    just_late = known.as_of - timedelta(days=RECENT)
    coming = next((d for d in known.due if d.on >= just_late and not quiet(d, known)), None)
    if coming is None:
        return text
    return f"{text} Next: {coming.last.entity} {coming.title}, due {say.day(coming.on)}."


def first_run(known: state.BoardSnapshot) -> None:
    """Say what the public record is, while nothing else is on the board, and offer the two other boards."""
    if state.board().kind != "public" or known.board.written_to():
        return
    newest = known.stands.published_on
    if newest is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f"This is the public record (newest figure {say.day(date.fromisoformat(newest))}), not your data.",
            width="content",
        )
        if has_example():
            st.page_link(
                state.page("board"),
                label="Example board, invented",
                icon=":material/science:",
                query_params={state.BOARD: "example"},
            )
        st.page_link(
            state.page("board"), label="Empty board", icon=":material/note_add:", query_params={state.BOARD: "empty"}
        )
