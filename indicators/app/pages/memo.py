"""Memo: choose figures and readings, make a document; and ask whether what was handed out is still true."""

from __future__ import annotations

import streamlit as st

from ..memo.form import choice_form, make_view
from ..memo.truth import handed_view, verify_view
from ..ui.head import head


def render() -> None:
    """Draw the page."""
    known = head("Memo")
    left, right = st.columns([3, 2], gap="large")
    with left:
        choice, form = choice_form(known)
        make_view(known, choice, form)
    with right:
        verify_view(known)
        handed_view(known)
