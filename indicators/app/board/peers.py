"""The peers side by side."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ...core.readings.peers import COLUMNS, PeerNumber, peers
from ..session import state
from ..ui.text import literal


def peers_table(known: state.BoardSnapshot) -> None:
    """Entities by measures; each cell with its basis and day, and why where it is empty."""
    found = peers(known.evidence)
    if not found:
        return
    rows = [{"": literal(name)} | {c.title: _shown(cells[c.title]) for c in COLUMNS} for name, cells in found.items()]
    with st.expander("Peers: users, revenue, capital, side by side"):
        st.table(pd.DataFrame(rows), border="horizontal", hide_index=True)
        gaps = [
            f"{name}, {title}: {cell.why}" for name, cells in found.items() for title, cell in cells.items() if cell.why
        ]
        st.caption("Empty cells. " + literal(" · ".join(gaps)))


def _shown(cell: PeerNumber) -> str:
    return f"**{literal(cell.text)}**  \n{literal(cell.basis)}, {cell.on}" if cell.text else ""
