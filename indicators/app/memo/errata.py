"""Errata: the memos that quoted what is no longer so. They are sought beside the pages, which do not wait for it."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date
from pathlib import Path

import streamlit as st

from ... import memo
from ...store import Board
from ..session import memory, state

AWAITED = "errata_awaited"  # the search whose end the session has not seen, in its own values


def errata_view(*, wait: bool = False) -> None:
    """Each memo with its sentence in a box that copies; nothing where none is, or where the search is still going on.

    When it ends with a find, the page is drawn again; `wait` is for a page that is about it.
    """
    search = _search(str(state.path()), state.commits(), state.today())
    if not search.done() and not wait:
        memory.put(AWAITED, search)
        return
    memory.put(AWAITED, None)
    found = search.result()
    if not found:
        return
    with st.container(border=True, key="errata"):
        st.markdown(f"**Errata: {len(found)} {'memo quotes' if len(found) == 1 else 'memos quote'} what has changed**")
        for one in found:
            st.code(one.sentence, language=None, wrap_lines=True)


def found_since() -> bool:
    """Whether the search that the page did not wait for has ended with a find."""
    search = memory.at(AWAITED)
    return isinstance(search, Future) and search.done() and bool(search.result())


@st.cache_resource(show_spinner=False, max_entries=8)
def _search(file: str, version: str, on: date) -> Future[list[memo.Erratum]]:
    """`version` is part of the cache's key alone."""
    del version
    return _executor().submit(memo.errata, Board.open(Path(file)), on)


@st.cache_resource(show_spinner=False)
def _executor() -> ThreadPoolExecutor:
    """One thread: what is looked for twice is looked for in turn."""
    return ThreadPoolExecutor(1, thread_name_prefix="errata")
