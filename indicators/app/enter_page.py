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
from .head import head
from .saved import closed, last_saves, saved_view

VIEW, LAST = "how", "last view"  # the first is also the name in the address; the last is for the way back
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


def choose(known: state.Known) -> str:
    """The view: from a link, the address, as chosen last, or what is due."""
    first = "Due" if known.due else "One line"
    for asked in (st.query_params.get(VIEW), state.at(LAST), first):
        if asked in VIEWS:
            state.default({VIEW: asked})
    if asked := prefill():
        state.fill({VIEW: asked})
    hidden, every = "collapsed", list(VIEWS)
    view = st.segmented_control("How", every, key=VIEW, required=True, label_visibility=hidden, bind="query-params")
    state.put(LAST, view)
    return view or first


def render() -> None:
    """Draw the page."""
    known = head("Enter")
    if closed(known):
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
