"""What every page shares: the menu, the opened board, and the watch for other windows' writes."""

from __future__ import annotations

import gc
from datetime import date
from functools import partial

import streamlit as st

from ... import registry
from ...core.model.errors import BoardError
from ...store import Board
from ..access import signed_in
from ..memo.errata import found_since
from ..pages import board as board_page
from ..pages import changes as changes_page
from ..pages import enter as enter_page
from ..pages import indicator as indicator_page
from ..pages import memo as memo_page
from ..pages import record as record_page
from ..session import drafts, memory, state
from .shot import framed
from .text import literal

TRIED = "tried"  # the name under which the session keeps for which trouble the page was drawn anew

# A lit lamp on a panel, drawn here: a named icon would be fetched from another host.
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#14181f"/>'
    '<circle cx="8" cy="8" r="4" fill="#e69f00"/></svg>'
)


def menu() -> list[st.Page]:
    """The pages; the middle ones are the registry itself, so a new indicator adds its own."""
    pages = {
        "board": st.Page(framed(board_page.render), title="Board", icon=":material/dashboard:", default=True),
        **{
            i.id: st.Page(framed(partial(indicator_page.render, i.id)), title=i.short, icon=i.icon, url_path=i.id)
            for i in registry().values()
        },
        "enter": st.Page(
            framed(enter_page.render, corrects=True), title="Enter", icon=":material/edit_note:", url_path="enter"
        ),
        "changes": st.Page(
            framed(changes_page.render), title="What changed", icon=":material/compare_arrows:", url_path="changes"
        ),
        "memo": st.Page(framed(memo_page.render), title="Memo", icon=":material/description:", url_path="memo"),
        "record": st.Page(
            framed(record_page.render, corrects=True), title="Record", icon=":material/history:", url_path="record"
        ),
    }
    state.remember_pages(pages)
    return list(pages.values())


def open_board() -> None:
    """Open the chosen board, making it on first use, and look for other windows' writes every few seconds."""
    day = state.begin()
    drafts.begin()
    state.chosen()
    state.take_moment_from_url()
    state.board()
    watch(state.stamp(), day)


@st.cache_resource(show_spinner=False)
def settle() -> None:
    """Once a server, when its first page is drawn and all is imported: leave what is there out of garbage collection.

    Streamlit collects after every rerun; looking through pandas and Altair each time costs more than the page.
    """
    gc.collect()
    gc.freeze()


@st.fragment(run_every="3s")
def watch(seen: str, day: date) -> None:
    """Redraw the page when another wrote to the board, errata or another day came, or its reader may not stay.

    While the board is out of reach, say so.
    """
    try:
        now = state.stamp()
    except BoardError as error:  # what is on the page stays there, and the words go when the file is back
        st.warning(literal(f"{error} What is on this page is as it was before."), icon=":material/cloud_off:")
        return
    if not signed_in.may_stay() or now != seen or state.today() != day or found_since():
        st.rerun()


def out_of_reach(error: BoardError) -> None:
    """Say why no page can be drawn, and draw it as soon as it can be."""
    st.error(literal(str(error)), icon=":material/error:")
    wait(str(error))


@st.fragment(run_every="3s")
def wait(said: str) -> None:
    """Look whether the board can be opened by now: the page is drawn anew, once for a trouble that then shows again."""
    now = _trouble()
    if now == said or (not now and memory.at(TRIED) == said):
        return
    memory.put(TRIED, said)
    st.rerun()


def _trouble() -> str:
    """Why the board cannot be opened at this moment, "" where it can."""
    try:
        Board.open(state.path())
        state.stamp()
    except BoardError as error:
        return str(error)
    return ""


def drawn() -> None:
    """A page was drawn to its end: a trouble that comes now is another."""
    memory.put(TRIED, None)
