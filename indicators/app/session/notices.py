"""What opening a board had to say, one sentence each, until a window shows it."""

from __future__ import annotations

import streamlit as st


def tell(sentence: str) -> None:
    """Keep a sentence for the window that is drawn next."""
    _kept().append(sentence)


def take() -> list[str]:
    """The sentences since it was last asked for."""
    found = list(_kept())
    _kept().clear()
    return found


@st.cache_resource(show_spinner=False)
def _kept() -> list[str]:
    return []
