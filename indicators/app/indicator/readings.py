"""The readings of an indicator as two tables: what is known, and what is not and why."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...core.evidence.evaluate import Evaluated, called
from ...core.model.reading import REASON_WORDS, Reading, Reason
from ...core.review.changed.moves import valued
from ...core.text import say
from ..session import state
from ..ui.text import literal


def known_table(evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """The readings that have a value, each with its sentence; a withdrawn call says since when."""
    rows = [_known(r, known) for r in evaluated.readings if r.known]
    if rows:
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)


def _known(r: Reading, known: state.BoardSnapshot) -> dict[str, str]:
    grade = say.graded(r.grade, computed=r.computed)
    withdrawn = known.withdrawn.get(r.metric)
    return {
        "Reading": literal(r.title),
        "Value": literal(valued(r)),
        "Call": withdrawn.said.replace("Call w", "W") if withdrawn else called(r) if r.call or r.no_call else "",
        "As of": f"{say.day(r.at)}, {r.days_old} d{' · stale' if r.reason else ''}" if r.at else "",
        "Grade": literal(grade + (f" · {r.rights}" if r.rights != "public" else "")),
        "What it says": literal(r.because),
    }


def unknown_table(evaluated: Evaluated) -> None:
    """The readings that have none, with the reason and what would close the gap."""
    rows = [
        {
            "Reading": literal(r.title),
            "Why": REASON_WORDS[Reason(r.reason)],
            "What would close the gap": literal(r.because),
        }
        for r in evaluated.readings
        if not r.known
    ]
    if rows:
        with st.expander(f"Not known: {len(rows)} of {len(evaluated.readings)} readings, each with its reason"):
            st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
