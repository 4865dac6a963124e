"""Enter: one number, or a retention ladder, from text as people write it; saving says what moved."""

from __future__ import annotations

import streamlit as st

from . import state
from .fields import ladder_fields, number_fields, on_file, prefill
from .head import head, past
from .saving import saved_view


def render() -> None:
    """Draw the page."""
    known = head("Enter a number")
    if past(known):
        st.info("Entry is off while the page shows a past day. Go back to today to enter a number.")
        return
    if state.read_only():
        st.info("Entry is off: the board cannot be written.")
        return
    prefill()
    left, right = st.columns([3, 2], gap="large")
    with left:
        kind = st.segmented_control(
            "What", ["One number", "Retention ladder"], key="enter_kind", default="One number", required=True
        )
        if kind == "Retention ladder":
            ladder_fields(known)
        else:
            number_fields(known)
    with right:
        saved_view()
        on_file(known)
