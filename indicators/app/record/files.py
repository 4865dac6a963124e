"""Import with a preview, export, and backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from ...actions import imported
from ...core.model.errors import TelltaleError
from ...core.model.step import Step
from ...store import Board, Outcome, export_file, has_example
from ..access.downloads import download
from ..access.signed_in import who
from ..enter.saving import Saved, outcome_text, saved_view, warned
from ..session import memory, state
from ..ui.head import past
from ..ui.progress import progress
from ..ui.text import literal
from .whereabouts import copies_view

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

LIMIT_MB = 32
LOOKED_AT = "import_looked_at"  # the name under which the file's preview is remembered in the session
WANTED = "import_wanted"  # and the one under which the file is that is to be imported
STOPPED = "Stopped: nothing was written."
STATES = {"new": "green", "revised": "orange", "unchanged": "gray", "rejected": "red"}


def import_view(known: state.BoardSnapshot) -> None:
    """Choose a file, see what it would do, row by row, then take it or leave it."""
    if past(known):
        st.info("Import is off while the page shows a past day.")
        return
    if why := state.read_only():
        st.info(f"Import is off. {literal(why)}")
        return
    file = st.file_uploader(
        "CSV, XLSX or JSON in the columns of an observation, an event or a claim",
        type=["csv", "xlsx", "json"],
        key="import_file",
        max_upload_size=LIMIT_MB,
    )
    saved_view()
    if file is None:
        return
    outcome = looked_at(file)
    if isinstance(outcome, str):
        st.error(literal(outcome), icon=":material/error:")
        st.button("Check the file again", key="import_again", on_click=memory.put, args=(LOOKED_AT, None))
        return
    preview(outcome)
    valid = outcome.new + outcome.revised
    asked = len({warning.row for warning in outcome.warnings if warning.row})
    label = f"Import {valid} {'row' if valid == 1 else 'rows'}" + (
        f" and leave {len(outcome.rejected)}" if outcome.rejected else ""
    )
    label += f", {asked} with a warning, all the same" if asked else ""
    wanted = partial(memory.put, WANTED, file.file_id)
    st.button(label, type="primary", key="import_now", on_click=wanted, disabled=not valid)
    if memory.at(WANTED) == file.file_id:  # until it is done or stopped, whatever else is clicked meanwhile
        take(file)


def looked_at(file: UploadedFile) -> Outcome | str:
    """What the file would do, or why it cannot be read; kept for as long as neither it nor the board changes."""
    key = (file.file_id, state.stamp(), state.today())
    kept = memory.at(LOOKED_AT)
    if isinstance(kept, tuple) and kept[0] == key:
        found: Outcome | str = kept[1]
        return found
    try:
        with progress("look", "Reading the file", partial(memory.put, LOOKED_AT, (key, STOPPED))) as step:
            found = _import(file, step, dry_run=True)
    except TelltaleError as error:  # the file as a whole cannot be read
        found = str(error)
    memory.put(LOOKED_AT, (key, found))
    return found


def _import(file: UploadedFile, step: Step, *, dry_run: bool) -> Outcome:
    before, content = state.known(state.today()), file.getvalue()
    return imported(before, content, file.name, by=who(), accept_valid=True, dry_run=dry_run, step=step)


def preview(outcome: Outcome) -> None:
    """How many rows are new, revised, unchanged or rejected, and each rejected or doubtful one with its reason."""
    with st.container(horizontal=True):
        counts = (outcome.new, outcome.revised, outcome.unchanged, len(outcome.rejected))
        for (word, colour), count in zip(STATES.items(), counts, strict=True):
            st.badge(f"{count} {word}", color=colour if count else "gray")  # type: ignore[arg-type]  # Streamlit's names
    about = [warning for warning in outcome.warnings if warning.row]
    for key, title, found in (("rejected", "", outcome.rejected), ("warned", "Look at these before you import", about)):
        if found:
            rows = [{"Row": r.row, "Column": r.column, "Reason": r.reason} for r in found]
            if title:
                st.markdown(f"**{title}**")
            st.dataframe(pd.DataFrame(rows), hide_index=True, key=key)


def take(file: UploadedFile) -> None:
    """Write the valid rows, then draw the page anew with what the import has to say."""
    try:
        with progress("import", "Reading the file", stopped) as step:
            outcome = _import(file, step, dry_run=False)
        left = f" {len(outcome.rejected)} rejected." if outcome.rejected else ""
        memory.say(Saved(text=outcome_text(outcome) + left, guards=warned(outcome)))
    except TelltaleError as error:  # said on the page
        memory.say(Saved(problems=(str(error),)))
    memory.put(WANTED, None)
    st.rerun()


def stopped() -> None:
    """Give the import up."""
    memory.put(WANTED, None)
    memory.say(Saved(problems=(STOPPED,)))


def export_view(known: state.BoardSnapshot) -> None:
    """The board as a file: its numbers, or the whole of it; and an exact copy."""
    st.markdown("**Export** · CSV holds the numbers, XLSX and JSON the whole board. It comes back by import.")
    day = known.as_of if past(known) else None
    store = state.board()  # now: a file is made outside the session, which alone knows the board that is shown
    with st.container(horizontal=True):
        for ending in ("csv", "xlsx", "json"):
            download(
                ending.upper(),
                partial(exported, store, ending, day),
                f"telltale_{known.as_of}.{ending}",
                key=f"export_{ending}",
                icon=":material/download:",
            )
    st.markdown(
        "**Backup** · An exact copy, made while others write. Restore it with `python -m indicators restore FILE`, "
        "the app closed."
    )
    download(
        "Backup",
        partial(copied, store),
        f"telltale_{state.today()}.db",
        key="backup",
        icon=":material/save:",
    )
    copies_view()
    st.markdown("**Other boards** · They lie beside this one and leave it alone.")
    with st.container(horizontal=True):
        for name, label in (("example", "Example board, invented"), ("empty", "Empty board"), ("main", "Main board")):
            if name == "example" and not has_example():
                continue
            st.page_link(state.page("board"), label=label, query_params={state.BOARD: name})


def exported(store: Board, ending: str, day: object) -> bytes:
    """The export's bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"board.{ending}"
        export_file(store, path, day)  # type: ignore[arg-type]  # a day or None
        return path.read_bytes()


def copied(store: Board) -> bytes:
    """The backup's bytes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "board.db"
        store.backup(path)
        return path.read_bytes()
