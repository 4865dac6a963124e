"""What changed between two days, or between two moments of recording: the same as `diff` prints."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ..core.diff import Section, counts, sections
from . import span, state
from .head import head
from .text import literal

MOST = 100  # lines of a section; `diff` prints them all
WHY = "What did it"


def render() -> None:
    """Draw the page."""
    known = head("What changed", _line)
    recorded = span.by_recording()
    ends = span.choose(known, recorded=recorded)
    if ends is None:
        st.caption("Nothing was on file by then, so nothing has changed.")
        return
    found = state.changed(*ends, recorded=recorded)
    title = f"From {span.said(ends[0])} to {span.said(ends[1])}"
    st.markdown(f"**{title}:** {literal(counts(found))}")
    for section in sections(found):
        _section(section)


def _line(_known: state.Known) -> str:
    return "Numbers, readings, calls, claims and exit triggers at two dates, and what did it."


def _section(section: Section) -> None:
    """One table; what did it stands beside a change where anything is to be said of it."""
    heading, lines = section
    title = f"{heading}: {len(lines)}"
    table = pd.DataFrame([{title: literal(what), WHY: literal(why)} for what, why in lines[:MOST]])
    st.table(table if any(why for _, why in lines) else table[[title]], border="horizontal", hide_index=True)
    if len(lines) > MOST:
        st.caption(f"{len(lines) - MOST} more: `python -m indicators diff` prints them all.")
