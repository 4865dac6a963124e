"""Which months of which series are on file, and what the board can and cannot decide."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ... import registry
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import Pair, Reads
from ...core.review.record.coverage import Covered, Filled, decisions, months, rows_of, wanted
from ...core.review.record.vintages import revised, vintages
from ...core.text import say
from ..session import state

MOST = 200  # rows
MEANING = (
    "**on file** · **other basis**: on file, but readings use another · **revised**: a later release changed it · "
    "**disputed**: two bases say different numbers for one period · **late**: due, for no longer than its rhythm · "
    "**missing**: due for longer · empty: nothing is expected"
)
# Behind the words, so that colour says nothing by itself; seen on white and on black.
SHADE = {
    Filled.ON_FILE: "rgba(0, 158, 115, 0.22)",
    Filled.OTHER_BASIS: "rgba(107, 114, 128, 0.22)",
    Filled.REVISED: "rgba(0, 114, 178, 0.25)",
    Filled.DISPUTED: "rgba(204, 121, 167, 0.35)",
    Filled.LATE: "rgba(230, 159, 0, 0.25)",
    Filled.MISSING: "rgba(213, 94, 0, 0.25)",
}


def coverage_view(known: state.BoardSnapshot) -> None:
    """What can be decided, what cannot and why, then the months. Titles and reasons are the catalogue's own words."""
    found = decisions(known.evaluated.values(), known.bands)
    can = [f"{d.title}: **{d.call}**" for d in found if d.call]
    cannot = [f"{d.title} · {d.reason}" for d in found if not d.call]
    for column, words, listed in zip(st.columns(2), ("can", "cannot"), (can, cannot), strict=True):
        with column:
            st.markdown(f"**{len(listed)} of {len(found)} calls {words} be made**, as known on {say.day(known.as_of)}")
            st.markdown("\n".join(f"- {text}" for text in listed))
    pairs = wanted(registry().values(), state.whose())
    rows = _rows(pairs[:MOST], known)
    st.caption(MEANING)
    names = [say.day(month.start).split(maxsplit=1)[1] for month in months(known.as_of)]
    frame = pd.DataFrame([_row(row, names) for row in rows])
    st.dataframe(
        frame.style.map(lambda cell: f"background-color: {SHADE[cell]}" if cell in SHADE else "", subset=names),
        hide_index=True,
        height="content",
        key="coverage",
    )
    if len(pairs) > MOST:
        st.caption(f"{len(pairs) - MOST:,} more are not shown: `python -m indicators coverage` prints them all.")


def _rows(pairs: Sequence[Pair], known: state.BoardSnapshot) -> list[Covered]:
    """The rows of these series and entities; no other numbers are read."""
    reads = Reads(frozenset(pairs))
    evidence = Evidence(known.numbers.observations(known.as_of, reads), known.as_of, known.events, reads)
    return rows_of(pairs, evidence, revised(vintages(known.board.versions(known.as_of, reads))))


def _row(row: Covered, names: list[str]) -> dict[str, str]:
    cells = dict(zip(names, (cell.value for cell in row.cells), strict=True))
    return {"Entity": row.entity, "Series": row.title, **cells, "Basis": row.basis or "none on file"}
