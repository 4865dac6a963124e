"""What changed between two days, or between two moments of recording: the same as `diff` prints."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...core.review.changed.sections import Section, counts, sections
from ..session import state
from ..ui import span
from ..ui.head import head
from ..ui.text import literal

MOST = 100  # lines of a section
ALL = "`python -m indicators diff` prints them all."


def render() -> None:
    """Draw the page."""
    known = head("What changed", _line)
    chosen = span.choose(known)
    if chosen is None:
        st.caption("Nothing was on file by then, so nothing has changed.")
        return
    found = state.changed(chosen.first, chosen.last, recorded=chosen.recorded)
    title = f"From {span.said(chosen.first)} to {span.said(chosen.last)}"
    st.markdown(f"**{title}:** {literal(counts(found))}")
    for section in sections(found):
        _section(section)
    if found.more:
        numbers = f"{found.more:,} more {'number' if found.more == 1 else 'numbers'}"
        st.caption(f"{numbers} that no reading uses changed and {'is' if found.more == 1 else 'are'} not shown. {ALL}")


def _line(_known: state.BoardSnapshot) -> str:
    return "Numbers, readings, calls, claims and exit triggers at two dates, and what did it."


def _section(section: Section) -> None:
    """One table; a column in which nothing is said is left out."""
    title = f"{section.heading}: {len(section.rows)}"
    rows = [
        {title: told.what, "Before": told.was, "Now": told.now, section.notes: told.note}
        for told in section.rows[:MOST]
    ]
    table = pd.DataFrame(rows).map(literal)
    st.table(table.loc[:, (table != "").any()], border="horizontal", hide_index=True)
    if len(section.rows) > MOST:
        st.caption(f"{len(section.rows) - MOST:,} more. {ALL}")
