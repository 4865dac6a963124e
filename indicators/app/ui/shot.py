"""Screenshot mode: `?shot=1` on any page drops what can be clicked and adds what a picture must carry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

import streamlit as st

from ... import memo
from ...core.model.errors import TelltaleError
from ...core.text import say
from ...store import held
from ..memo.errata import errata_view
from ..session import drafts, memory, state
from .text import literal

# Everything that only a person at the screen can use; what is said stays.
_CHROME = """<style>
[data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stDateInput"], [data-testid="stButton"],
[data-testid="stDownloadButton"], [data-testid="stPageLink"], [data-testid="stPopover"], [data-testid="stExpander"],
[data-testid="stElementToolbar"], [data-testid="stFileUploader"], [data-testid="stButtonGroup"],
[data-testid="stLinkButton"], [data-testid="stFormSubmitButton"], [data-testid="InputInstructions"],
[data-testid="stTooltipIcon"], .st-key-scenario, .stVegaLiteChart summary { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 1rem !important; padding-bottom: 1rem !important; }
</style>"""


# A chart's own button would save it in the page's colours, without title, source and id; ours are under it.
_OURS_ONLY = '<style>button[aria-label^="Download as PNG"] { display: none !important; }</style>'


def framed(render: Callable[[], None], *, corrects: bool = False) -> Callable[[], None]:
    """A page that knows the screenshot mode; one that `corrects` numbers lists the memos that quoted them."""

    @wraps(render)
    def page() -> None:
        with held(state.path()):  # a run is one unit of work
            st.html(_CHROME if state.shot() else _OURS_ONLY)
            render()
            if corrects:
                errata_view()
            if state.shot():
                footer()
            else:
                drafts.keep()

    return page


def footer() -> None:
    """As known when, which board, and what it is not."""
    known = state.known(state.put_day_in_url(memory.at(state.AS_OF)))
    board = state.board()
    fields = memo.remembered(board)
    signed = memo.People(**fields)
    lines = [f"{say.as_known(known.as_of)} Board: {board.title}. Telltale."]
    lines += [line for line in (signed.conflict, signed.disclaimer) if line]
    with st.container(key="shot_footer"):
        for line in lines:
            st.caption(literal(line))


def identity(name: str, known: state.BoardSnapshot) -> None:
    """In a screenshot the id of a picture that bears none on the page. Nothing is kept of it: nobody handed it out."""
    if not state.shot():
        return
    try:
        made = memo.picture_of(known, name)
    except TelltaleError as error:  # confidential: the picture says so
        st.caption(literal(error))
        return
    if made is not None:
        st.caption(literal(f"Fig {made.id}"))
