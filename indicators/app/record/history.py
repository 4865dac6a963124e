"""Every number with its revisions, and the log of who wrote what when."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import date

import pandas as pd
import streamlit as st

from ...core.model.catalogue import all_series
from ...core.model.errors import TelltaleError
from ...store import COUNTED, Outcome, Page, Place, Wanted
from ..access.signed_in import who
from ..enter.saving import Saved, saved_view, warned
from ..session import memory, state
from ..ui.head import past
from ..ui.text import literal
from .rows import row_table, table

PLACE = "rows_place"  # the name under which the session keeps where the page of numbers begins
BEFORE = "log_before"  # and before which batch the page of the log


def rows_view(known: state.BoardSnapshot) -> None:
    """The numbers known on the day, a page at a time; choosing one shows all that was ever said of it."""
    wanted = _wanted()
    place = _place(wanted, known)
    board = state.board()
    page = board.page(known.as_of, wanted, place)
    if not page.rows and place is not None:  # what stood there was taken back meanwhile
        place, page = None, board.page(known.as_of, wanted)
    pages = st.container()  # above the table, and filled with it
    picked = _table(page)
    with pages:
        _pages(page, state.count(known, wanted), wanted, known)
    if picked is None:
        saved_view()
    else:
        revisions(picked, known)


def _wanted() -> Wanted:
    """What the fields over the table ask for."""
    series, entities = state.on_file()
    left, middle, right = st.columns(3)
    return Wanted(
        series=left.selectbox("Series", ["", *series], key="rows_series", format_func=_title),
        entity=middle.selectbox(
            "Entity", ["", *entities], key="rows_entity", format_func=lambda e: e or "All", accept_new_options=True
        )
        or "",
        text=right.text_input("Find", key="rows_find", placeholder="In basis, source, label, note").strip(),
    )


def _place(wanted: Wanted, known: state.BoardSnapshot) -> Place | None:
    """Where the page begins, as long as the same is wanted of the same day."""
    kept = memory.at(PLACE)
    return kept[1] if isinstance(kept, tuple) and kept[0] == (wanted, known.as_of) else None


def _pages(page: Page, count: int, wanted: Wanted, known: state.BoardSnapshot) -> None:
    """How many there are, and the way to the page before and the page after."""
    many = f"More than {COUNTED:,} numbers" if count > COUNTED else f"{count:,} {'number' if count == 1 else 'numbers'}"
    paged = page.before or page.after
    some = f", {len(page.rows)} on this page, the newest period first" if paged else ""
    st.caption(f"{many} as known on this day{some}. Choose a row to see its revisions.")
    if not paged:
        return
    ends = [(row["period_end"], row["id"]) for row in (page.rows[0], page.rows[-1])]
    with st.container(horizontal=True):
        of = (wanted, known.as_of)
        st.button("Newer", key="rows_newer", disabled=not page.before, on_click=_back, args=(of, ends[0]))
        st.button("Older", key="rows_older", disabled=not page.after, on_click=_go, args=(of, ends[1]))


def _go(of: tuple[Wanted, date], place: Place | None) -> None:
    memory.put(PLACE, (of, place))


def _back(of: tuple[Wanted, date], first: Place) -> None:
    _go(of, state.board().place_before(of[1], of[0], first))


def _table(page: Page) -> int | None:
    """The page's rows; gives the id of the one that is chosen.

    A choice is a place in the table. So a page with other rows is another table, in which nothing is chosen: what was
    chosen in the old one can never become the choice of another number.
    """
    if not page.rows:
        return None
    ids = [row["id"] for row in page.rows]
    event = st.dataframe(
        table(page.rows),
        hide_index=True,
        key=f"rows_{zlib.crc32(repr(ids).encode())}",
        on_select="rerun",
        selection_mode="single-row",
        column_config={"Link": st.column_config.LinkColumn()},
    )
    picked = event.selection["rows"]  # type: ignore[index]  # on_select="rerun" gives a state
    return ids[picked[0]] if picked else None


def _title(series: str) -> str:
    return all_series()[series].title if series in all_series() else series or "All"


def revisions(number: int, known: state.BoardSnapshot) -> None:
    """All rows of one number's key, taken back ones too, and the way to retract it."""
    every = state.board().versions_of(number)
    st.markdown(f"**{len(every)} {'version' if len(every) == 1 else 'versions'} of this number**")
    row_table(every, key="revisions")
    if past(known) or state.read_only():
        return
    why = f"retract_why_{number}"  # a field of each number's own: a reason is never another number's
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    left.text_input("Why is it wrong?", key=why, placeholder="Typed from the wrong column")
    right.button("Retract", key=f"retract_{number}", on_click=retract, args=(number, why))
    saved_view()


def retract(number: int, field: str) -> None:
    """Take one number out of every view, for the reason in a field; the row and the reason stay in the log."""
    why = memory.typed((field,))[field]
    memory.say(_told(lambda: state.board().retract(number, why, who()), f"Number {number} is retracted."))


def _told(act: Callable[[], Outcome], done: str) -> Saved:
    try:
        outcome = act()
    except TelltaleError as error:  # said on the page
        return Saved(problems=(str(error),))
    return Saved(text=done, guards=warned(outcome))


def log_view(known: state.BoardSnapshot) -> None:
    """Who wrote what when, a page at a time; any batch can be taken back."""
    before = memory.at(BEFORE)
    batches, older = state.board().log_page(before if isinstance(before, int) else None)
    rows = [
        {"Batch": b.batch, "At": b.at, "By": b.by, "What": b.what, "Rows": b.rows, "Undone": b.undone or ""}
        for b in batches
    ]
    if not past(known) and not state.read_only():
        standing = [b.batch for b in batches if b.undone is None and b.kind != "init"]
        left, right = st.columns([4, 1], vertical_alignment="bottom")
        # none is chosen beforehand: after an undo the next batch must not stand there ready
        nothing = "Choose a batch" if standing else "Nothing to take back"
        chosen = left.selectbox("Take back batch", standing, key="undo_batch", index=None, placeholder=nothing)
        right.button("Undo", key="undo", on_click=undo, disabled=chosen is None)
        if memory.said() is not None:
            saved_view()
    if before is not None or older:
        with st.container(horizontal=True):
            st.button("Newest", key="log_newest", disabled=before is None, on_click=memory.put, args=(BEFORE, None))
            last = batches[-1].batch if batches else None
            st.button("Older", key="log_older", disabled=not older, on_click=memory.put, args=(BEFORE, last))
    st.dataframe(pd.DataFrame(rows), hide_index=True, key="log")


def undo() -> None:
    """Take the chosen batch back."""
    chosen = memory.typed(("undo_batch",))["undo_batch"]
    if chosen:
        memory.say(_told(lambda: state.board().undo(int(chosen), who()), f"Batch {literal(chosen)} is undone."))
