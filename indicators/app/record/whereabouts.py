"""Where the board lies and what lies beside it: its copies, a board that was found, a copy that could not be made."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...store.copies import daily as copies
from ...store.copies import kept
from ..session import memory, notices, state
from ..ui.text import literal

TOLD = "told"  # the name under which the session keeps what opening the board had to say


def opening_notices() -> None:
    """What opening the board had to say, in the first window that is open, until it is closed there."""
    sentences = [*_list(memory.at(TOLD)), *notices.take()]
    memory.put(TOLD, sentences)
    if sentences:
        left, right = st.columns([6, 1], vertical_alignment="center")
        left.info(literal(" ".join(sentences)), icon=":material/move_to_inbox:")
        right.button("Understood", key="told_seen", on_click=memory.put, args=(TOLD, []))
    if trouble := copies.trouble(state.path()):
        st.warning(literal(trouble), icon=":material/content_copy:")


def _list(kept: object) -> list[str]:
    return kept if isinstance(kept, list) else []


def place_line() -> None:
    """The board's file, on Record."""
    st.caption(f"This board is the file {literal(state.path())}")


def copies_view() -> None:
    """The automatic copies, newest first, and how one is brought back."""
    st.markdown(
        f"**Automatic copies** · One a day, after the first write; the newest {copies.DAYS} days and {copies.WEEKS} "
        "weeks before them are kept. Bring one back with `python -m indicators restore FILE`, the app stopped."
    )
    found = state.board().copies()
    if not found:
        st.caption("None yet.")
        return
    rows = [{"Made": c.made, "Numbers": c.rows, "File": str(c.path)} for c in found]
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="copies")
    if kept.folder(state.path()).is_dir():
        st.caption(f"They lie in {literal(kept.folder(state.path()))}")
