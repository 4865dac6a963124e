"""The board: three cards, the brief's calls, and the numbers that are due."""

from __future__ import annotations

from datetime import date

import streamlit as st

from .. import registry
from ..core import say
from . import state
from .cards import card
from .claims import claims_table
from .due import due_list
from .head import head
from .peers import peers_table


def render() -> None:
    """Draw the page."""
    known = head("Sora shutdown: is the thesis working?", summary)
    first_run(known)
    for column, indicator in zip(st.columns(len(registry())), registry().values(), strict=True):
        with column:
            card(indicator, known)
    left, right = st.columns([5, 3])
    with left:
        claims_table(known)
    with right:
        due_list(known)
    peers_table(known)


def summary(known: state.Known) -> str:
    """One line: calls made, readings known and current, the next number due."""
    readings = [r for e in known.evaluated.values() for r in e.readings]
    calls = sum(e.state != "no_call" for e in known.evaluated.values())
    made = f"{calls} of {len(known.evaluated)} calls made" if calls else f"no call on any of {len(known.evaluated)}"
    text = (
        f"As known {say.day(known.as_of)}: {made}. {sum(r.known for r in readings)} of {len(readings)} readings known, "
        f"{sum(r.current for r in readings)} current."
    )
    coming = next((d for d in known.due if not d.late(known.as_of)), None)
    if coming is None:
        return text
    return f"{text} Next: {coming.last.entity} {coming.title}, due {say.day(coming.on)}."


def first_run(known: state.Known) -> None:
    """Say what the public record is, while nothing else is on the board, and offer the two other boards."""
    if state.board().kind != "public" or set(known.frame["recorded_by"]) - {"init"}:
        return
    newest = max((d for d in known.frame["published_on"] if d), default=None)
    if newest is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(
            f"This is the public record (newest figure {say.day(date.fromisoformat(newest))}), not your data.",
            width="content",
        )
        st.page_link(
            state.page("board"),
            label="Example board, invented",
            icon=":material/science:",
            query_params={state.BOARD: "example"},
        )
        st.page_link(
            state.page("board"), label="Empty board", icon=":material/note_add:", query_params={state.BOARD: "empty"}
        )
