"""The board: a card for each indicator, the calls on the thesis, and the numbers that are due."""

from __future__ import annotations

import streamlit as st

from ... import registry
from ...core.model.catalogue import thesis
from ..board.agenda import agenda_view
from ..board.cards import card
from ..board.claim_form import claim_form
from ..board.claims import claims_table, track_line
from ..board.due import due_list
from ..board.peers import peers_table
from ..board.summary import first_run, summary
from ..ui.head import head


def render() -> None:
    """Draw the page."""
    known = head(thesis().question, summary)
    first_run(known)
    for column, indicator in zip(st.columns(len(registry())), registry().values(), strict=True):
        with column:
            card(indicator, known)
    left, right = st.columns([5, 3])
    with left:
        claims_table(known)
    with right:
        due_list(known)
    track_line(known)
    claim_form(known)
    agenda_view(known)
    peers_table(known)
