"""Every number with its revisions, and the log of who wrote what when."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from ..core.errors import TelltaleError
from ..core.series import SERIES
from ..store import Outcome
from . import state
from .head import past
from .rows import row_table, table
from .saving import Saved, saved_view, warned
from .signed_in import who
from .text import literal


def rows_view(known: state.Known) -> None:
    """The numbers known on the day; choosing one shows all that was ever said of it."""
    left, right = st.columns(2)
    entities = sorted(set(known.frame["entity"])) if len(known.frame) else []
    series = sorted(set(known.frame["series"])) if len(known.frame) else []
    chosen_series = left.selectbox("Series", ["", *series], key="rows_series", format_func=_title)
    entity = right.selectbox("Entity", ["", *entities], key="rows_entity", format_func=lambda e: e or "All")
    rows = [
        row
        for row in state.board().export_rows(known.as_of)
        if chosen_series in ("", row["series"]) and entity in ("", row["entity"])
    ]
    shown = table(rows)
    st.caption(f"{len(rows)} numbers as known on this day. Choose a row to see its revisions.")
    if not rows:
        return
    event = st.dataframe(shown, hide_index=True, key="rows", on_select="rerun", selection_mode="single-row")
    picked = event.selection["rows"]  # type: ignore[index]  # on_select="rerun" gives a state
    if picked:
        revisions(int(shown.iloc[picked[0]]["Id"]), known)


def _title(series: str) -> str:
    return SERIES[series].title if series in SERIES else series or "All"


def revisions(number: int, known: state.Known) -> None:
    """All rows of one number's key, taken back ones too, and the way to retract it."""
    board = state.board()
    row = board.rows([number])[0]
    same = ("basis", "period_start", "period_end", "age_days", "label")
    every = [r for r in board.history(row["series"], row["entity"]) if all(r[c] == row[c] for c in same)]
    st.markdown(f"**{len(every)} {'version' if len(every) == 1 else 'versions'} of this number**")
    row_table(every, key="revisions")
    if past(known):
        return
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    left.text_input("Why is it wrong?", key="retract_why", placeholder="Typed from the wrong column")
    right.button("Retract", key="retract", on_click=retract, args=(number,))
    saved_view()


def retract(number: int) -> None:
    """Take one number out of every view; the row and the reason stay in the log."""
    why = state.typed(("retract_why",))["retract_why"]
    state.say(_told(lambda: state.board().retract(number, why, who()), f"Number {number} is retracted."))


def _told(act: Callable[[], Outcome], done: str) -> Saved:
    try:
        outcome = act()
    except TelltaleError as error:  # said on the page
        return Saved(problems=(str(error),))
    return Saved(text=done, guards=warned(outcome))


def log_view(known: state.Known) -> None:
    """Who wrote what when; any batch can be taken back."""
    batches = sorted(state.board().log(), key=lambda b: b.batch, reverse=True)
    rows = [
        {"Batch": b.batch, "At": b.at, "By": b.by, "What": b.what, "Rows": b.rows, "Undone": b.undone or ""}
        for b in batches
    ]
    if not past(known):
        standing = [b.batch for b in batches if b.undone is None and b.kind != "init"]
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        left.selectbox("Take back batch", standing, key="undo_batch", placeholder="Nothing to take back")
        right.button("Undo", key="undo", on_click=undo, disabled=not standing)
        if state.said() is not None:
            saved_view()
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="log")


def undo() -> None:
    """Take the chosen batch back."""
    chosen = state.typed(("undo_batch",))["undo_batch"]
    batch = int(chosen) if chosen else None
    state.say(_told(lambda: state.board().undo(batch, who()), f"Batch {literal(chosen)} is undone."))
