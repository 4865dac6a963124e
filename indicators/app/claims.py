"""The brief's calls: what was claimed, the test, and what the reading says today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from textwrap import shorten
from typing import Any

import pandas as pd
import streamlit as st

from ..core import say
from ..core.condition import condition
from ..core.reading import REASON_WORDS, Reading, Reason
from . import state
from .text import literal

ROW, HEADER = 28, 37  # pixels
WIDTHS = {"Call": 238, "Test": 212, "Reading": 150, "By": 80}  # pixels: all four fit beside the due list
SHORT = 38  # characters of a claim in its line


def claims_table(known: state.Known) -> None:
    """One line a claim, the earliest due first; a chosen one is shown whole."""
    claims = sorted(state.board().claims(known.as_of), key=lambda c: (c["resolve_by"], c["id"]))
    with st.container(border=True, height="stretch", key="claims"):
        st.markdown("**The brief's calls**")
        if not claims:
            st.caption("No claim on file.")
            return
        event = st.dataframe(
            pd.DataFrame([_row(claim, known) for claim in claims]),
            hide_index=True,
            row_height=ROW,
            height=ROW * len(claims) + HEADER,
            key="claims_table",
            column_config={name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
            on_select="rerun",
            selection_mode="single-row",
        )
        for place in event.selection["rows"]:  # type: ignore[index]  # on_select="rerun" gives a state
            _whole(claims[place], known)


def _reading(claim: Mapping[str, Any], known: state.Known) -> Reading:
    indicator, _, _ = claim["metric"].partition(".")
    return known.evaluated[indicator].reading(claim["metric"])


def _row(claim: Mapping[str, Any], known: state.Known) -> dict[str, str]:
    reading = _reading(claim, known)
    test = say.condition(condition(claim["test"]), reading.unit, reading.shown)
    return {
        "Call": shorten(claim["claim"], SHORT, placeholder="\u2026"),
        "Test": f"{reading.title} {test}",
        "Reading": now(reading),
        "By": say.day(date.fromisoformat(claim["resolve_by"])),
    }


def _whole(claim: Mapping[str, Any], known: state.Known) -> None:
    """A claim in full, with what its reading says."""
    set_on, made_on = (say.day(date.fromisoformat(claim[name])) for name in ("set_on", "made_on"))
    st.markdown(f"**{literal(claim['claim'])}**  \n{literal(_reading(claim, known).because)}")
    st.caption(literal(f"{claim['source']}, {made_on}; test set on {set_on}. {claim['note']}"))


def now(reading: Reading) -> str:
    """A reading in a few words: its value and day, or why there is none."""
    if reading.known and reading.value is not None:
        day = f", {say.day(reading.at)}" if reading.at else ""
        return f"{say.number(reading.value, reading.unit, reading.shown)}{day}{' · stale' if reading.reason else ''}"
    return f"Not known · {REASON_WORDS[Reason(reading.reason)]}"
