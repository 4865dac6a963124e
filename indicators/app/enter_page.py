"""Enter: what is due, one number, one line, a table, a paragraph, an event; saving says what it moved."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from . import state
from .entry_due import due_view
from .entry_event import event_view
from .entry_line import line_view
from .entry_paragraph import paragraph_view
from .entry_paste import paste_view
from .entry_titles import titles_view
from .fields import ladder_fields, number_fields, on_file, prefill
from .head import head, past
from .saved import last_saves, saved_view

VIEW, LAST, WRITTEN = "view", "last view", "view in url"  # also the address's name; the last one is for the way back
VIEWS: dict[str, Callable[[state.Known], None]] = {
    "Due": due_view,
    "One line": line_view,
    "One number": number_fields,
    "Ladder": ladder_fields,
    "Paste": paste_view,
    "Job titles": titles_view,
    "Paragraph": paragraph_view,
    "Event": event_view,
}
WIDE = ("Paste",)  # views that need the page's whole width


def closed(known: state.Known) -> str:
    """Why nothing can be entered; "" where it can."""
    if past(known):
        return "Entry is off while the page shows a past day. Go back to today to enter a number."
    return "Entry is off: the board cannot be written." if state.read_only() else ""


def choose(known: state.Known) -> str:
    """The view: from a link, from an address that somebody came with, as chosen last, or what is due."""
    first = "Due" if known.due else "One line"
    url, written, last = st.query_params.get(VIEW, ""), state.at(WRITTEN), state.at(LAST)
    if asked := prefill() or (url if url in VIEWS and url != written else ""):
        state.fill({VIEW: asked})
    elif written and not url and VIEW in state.fields():  # Back, to the address before a view was chosen
        state.fill({VIEW: first})
    state.default({VIEW: last if last in VIEWS else first})
    view = st.segmented_control("How", list(VIEWS), key=VIEW, required=True, label_visibility="collapsed") or first
    if url or view != first:
        st.query_params[VIEW] = view
    state.put(WRITTEN, st.query_params.get(VIEW, ""))
    state.put(LAST, view)
    return view


def render() -> None:
    """Draw the page."""
    known = head("Enter")
    if off := closed(known):
        if state.said() is not None:  # a save is told, also where the page can take no other
            saved_view(undo=False)
        st.info(off)
        return
    view = choose(known)
    if view in WIDE:
        if state.said() is not None:
            saved_view()
        VIEWS[view](known)
        last_saves()
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        VIEWS[view](known)
    with right:
        saved_view()
        if view in ("One number", "Ladder"):
            on_file(known)
        last_saves()
