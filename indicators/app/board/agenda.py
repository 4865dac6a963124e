"""What comes, as a list and as a calendar file; and what came, against the levels that stood before it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...core.review.ahead.agenda import coming, ics
from ...core.review.ahead.outturns import Outturn
from ...core.review.changed.moves import in_words
from ...core.text import say
from ..access.downloads import download
from ..session import state
from ..ui.text import literal

SHOWN = 30


def agenda_view(known: state.BoardSnapshot) -> None:
    """The next numbers and claim dates, each with what it would decide, and the same as an .ics file."""
    entries = coming(known.as_of, known.due, known.next_numbers, known.claims)
    # A label with a count would close the expander whenever the count changes, so labels here have none.
    with st.expander("What comes, and the levels at which a call would flip", key="agenda"):
        rows = [
            {"On": say.day(entry.on), "What": literal(entry.title), "What it would decide": literal(entry.detail)}
            for entry in entries[:SHOWN]
        ]
        if rows:
            st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
        download(
            "Calendar file",
            lambda: ics(entries),
            f"telltale_{known.as_of}.ics",
            mime="text/calendar",
            key="agenda_ics",
            icon=":material/event:",
        )
        outturns_table(known)


def outturns_table(known: state.BoardSnapshot) -> None:
    """What came, against the levels that stood before it, and what the readings that use it say."""
    rows = [
        {"What came": literal(came.title), "Against": literal(came.said), "Now": literal(now(came, known))}
        for came in known.outturns[:SHOWN]
    ]
    if rows:
        st.markdown("**What came, against the levels that stood before it**")
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)


def now(came: Outturn, known: state.BoardSnapshot) -> str:
    """The readings that the number was to flip, as they stand; one that no longer uses it is left out."""
    found = {}
    for metric in dict.fromkeys(flip.metric for flip in came.flips):
        reading = known.evaluated[metric.partition(".")[0]].reading(metric)
        if came.row["id"] in reading.inputs:
            found[reading.title] = in_words(reading)
    return "; ".join(f"{title}: {text}" for title, text in found.items())
