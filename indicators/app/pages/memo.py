"""Memo: choose figures and readings, make a document; and ask whether what was handed out is still true."""

from __future__ import annotations

import streamlit as st

from ..memo.form import choice_form, make_view
from ..memo.truth import handed_view, verify_view
from ..ui.head import head
from ..ui.view import view_of


def render() -> None:
    """Draw the page."""
    known = head("Memo")
    view = view_of(known)
    left, right = st.columns([3, 2], gap="large")
    with left:
        choice, form = choice_form(view)
        make_view(view, choice, form)
    with right:
        verify_view(view)
        handed_view(view)
