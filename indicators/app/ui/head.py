"""The head of a page: its title, the as-known-on date that governs it, and the banners."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ...core.text import say
from ..record.whereabouts import opening_notices
from ..session import state
from .text import literal


def head(title: str, line: Callable[[state.BoardSnapshot], str] | None = None) -> state.BoardSnapshot:
    """Draw title, a line under it, date and banners; return what is known on the date."""
    left, right = st.columns([6, 1], vertical_alignment="top")
    state.take_day_from_url()
    day = right.date_input(
        "As known on",
        key=state.AS_OF,
        max_value=state.today(),
        min_value=state.FIRST_DAY,
        format="YYYY-MM-DD",
        persist_state="session",
    )
    known = state.known(state.put_day_in_url(day))
    left.subheader(title, anchor=False)
    if line is not None:
        left.caption(line(known))
    banners(known)
    return known


def banners(known: state.BoardSnapshot) -> None:
    """What a reader must know before any number: invented data, a past day, a board that cannot be written."""
    opening_notices()
    board = state.board()
    if board.kind == "example":
        st.error("INVENTED DATA. This is the example board; no number on it is real.", icon=":material/science:")
    if moment := state.until():
        left, right = st.columns([5, 1], vertical_alignment="center")
        left.warning(
            f"As recorded here by {say.time(moment)}: what was written later is not shown, entry is off, and no figure "
            "or memo leaves.",
            icon=":material/history:",
        )
        right.button("Back to now", key="back_to_now", on_click=state.show_moment, args=("",))
    elif (why := state.read_only()) and not state.shot():
        st.warning(f"Read-only: {literal(why)}", icon=":material/lock:")
    if known.as_of < state.today():
        left, right = st.columns([5, 1], vertical_alignment="center")
        many = f"{known.hidden} later {'number is' if known.hidden == 1 else 'numbers are'} hidden"
        hidden = many if known.hidden else "no later number is on file"
        left.warning(f"As known on {say.day(known.as_of)}: {hidden}, entry is off.", icon=":material/history:")
        right.button("Back to today", key="back_to_today", on_click=state.show_day, args=(state.today(),))


def past(known: state.BoardSnapshot) -> bool:
    """Whether the page shows a past day, or the board as it was recorded earlier."""
    return known.as_of < state.today() or bool(state.until())
