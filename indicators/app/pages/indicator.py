"""One page per indicator: the question, the call, the panels, every reading, and the rows behind them."""

from __future__ import annotations

import streamlit as st

from ... import registry
from ...core.model.indicator import Indicator
from ..board.cards import call_badge
from ..indicator.bands import bands_view
from ..indicator.costs import costs_view
from ..indicator.events import events_view
from ..indicator.panels import panel_view
from ..indicator.readings import known_table, unknown_table
from ..indicator.scenario import checklist_view, scenario_view
from ..record.revisions import sources_note
from ..ui.head import head
from ..ui.text import literal


def render(name: str) -> None:
    """Draw the page of one indicator."""
    indicator = registry()[name]
    known = head(indicator.title)
    evaluated = known.evaluated[name]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(indicator.question, width="content")
        call_badge(evaluated, known)
    withdrawn = known.withdrawn.get(evaluated.headline.metric)
    st.markdown(literal(f"{withdrawn.said}. {evaluated.because}" if withdrawn else evaluated.because))
    if evaluated.state == "no_call":
        for reading in (evaluated.reading(name) for name in indicator.lead):
            if reading.known:
                st.markdown(literal(f"{reading.title}: {reading.because}"))
    for left, right in zip(indicator.panels[::2], [*indicator.panels[1::2], None], strict=False):
        columns = st.columns(2)
        for column, panel in zip(columns, (left, right), strict=True):
            if panel is not None:
                with column:
                    panel_view(panel, evaluated, known)
    scenario_view(indicator, evaluated, known)
    checklist_view(indicator, known)
    known_table(evaluated, known)
    sources_note(evaluated, known)
    unknown_table(evaluated)
    costs_view(indicator, known)
    events_view(indicator, known)
    bands_view(indicator, evaluated, known)
    definitions(indicator)


def definitions(indicator: Indicator) -> None:
    """What each metric is, and the publications behind the methods."""
    with st.expander("Definitions and sources"):
        for metric in indicator.metrics:
            st.markdown(f"**{literal(metric.title)}** · {literal(metric.definition)}")
        for source in indicator.sources:
            st.markdown(f"[{literal(source.title)}]({source.url}): {literal(source.supports)}")
