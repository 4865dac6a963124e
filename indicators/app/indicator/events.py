"""What happened, dated and sourced, beside the numbers."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...core.model.indicator import Indicator
from ...core.text import say
from ..session import state


def events_view(indicator: Indicator, known: state.BoardSnapshot) -> None:
    """The events of everyone whose numbers the indicator shows, newest first."""
    names = {indicator.entity} | {entity for panel in indicator.panels for entity in panel.entities}
    found = [event for event in reversed(known.events) if event.entity in names or event.kind == "shutdown"]
    if not found:
        return
    with st.expander(f"What happened: {len(found)} events"):
        rows = [
            {
                "Date": say.day(e.date),
                "Who": e.entity,
                "Kind": e.kind,
                "What": e.title,
                "Source": e.source,
                "Link": e.url or None,
            }
            for e in found
        ]
        links = {"Link": st.column_config.LinkColumn()}
        st.dataframe(pd.DataFrame(rows), hide_index=True, key="events", column_config=links)
