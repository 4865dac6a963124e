"""Enter: what is due, one number, one line, a table, a paragraph, an event; saving says what it moved."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ...core.model.catalogue import thesis
from ..enter.due import due_view
from ..enter.event import event_view
from ..enter.fields import ladder_fields, number_fields, on_file, prefill
from ..enter.line import line_view
from ..enter.paragraph import paragraph_view
from ..enter.paste import paste_view
from ..enter.saved import closed, last_saves, saved_view
from ..enter.titles import titles_view
from ..session import memory, state
from ..ui.choice import choice
from ..ui.head import head

JOB_TITLES = "Job titles"
VIEWS: dict[str, Callable[[state.BoardSnapshot], None]] = {
    "Due": due_view,
    "One line": line_view,
    "One number": number_fields,
    "Ladder": ladder_fields,
    "Paste": paste_view,
    JOB_TITLES: titles_view,
    "Paragraph": paragraph_view,
    "Event": event_view,
}
WIDE = ("Paste",)  # views that need the page's whole width


def render() -> None:
    """Draw the page."""
    known = head("Enter")
    if closed(known):
        return
    views = [name for name in VIEWS if name != JOB_TITLES or thesis().jobs]
    view = choice("How", views, "how", "Due" if known.due else "One line", asked=prefill())
    if view in WIDE:
        if memory.said() is not None:
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
