"""Is it still true? A box for an id or a file, what was handed out, and the errata with a sentence ready to send."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ... import memo
from ...core.model.catalogue import thesis
from ...core.model.errors import TelltaleError
from ...core.text import say
from ...memo import Verification
from ...store import Workspace
from ...store.workspace import Kept
from ..access.downloads import download
from ..session import state
from ..ui.text import literal
from .errata import errata_view

FILES = ["docx", "pptx", "html", "md", "png", "svg"]
LIMIT_MB = 32
COLOURS = {"current": "green", "superseded": "orange", "unknown": "gray"}


def verify_view(snapshot: state.BoardSnapshot) -> None:
    """Take an id or a file, and say what became of it."""
    with st.container(border=True, key="verify"):
        st.markdown("**Is it still true?**")
        asked = st.text_input("Id of a figure or memo", key="verify_id", placeholder=thesis().examples.figure)
        file = st.file_uploader("Or the file itself", type=FILES, key="verify_file", max_upload_size=LIMIT_MB)
        try:
            if file is not None:
                verdicts(memo.verify_file(snapshot.board, file.getvalue(), file.name, state.today()))
            elif asked.strip():
                verdicts(memo.verify_id(snapshot.board, asked.strip(), state.today()))
        except TelltaleError as error:  # said beside the box
            st.error(literal(error), icon=":material/error:")


def verdicts(found: Sequence[Verification]) -> None:
    """Each figure's and memo's standing, with what superseded it."""
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.badge(one.status, color=COLOURS[one.status])  # type: ignore[arg-type]  # Streamlit's names
            st.markdown(literal(f"{one.id} {one.title}"), width="content")
        for text in one.changes:
            st.markdown(f"- {literal(text)}")


def handed_view(snapshot: state.BoardSnapshot) -> None:
    """The memos that were handed out, as they were, and what to send to the readers of those that no longer hold."""
    workspace = Workspace(snapshot.board.path)
    memos = list(reversed(workspace.kept("memo")))
    errata_view(wait=True)
    count = len({kept.name for kept in memos})
    said = f"{count} {'memo' if count == 1 else 'memos'} in {len(memos)} {'file' if len(memos) == 1 else 'files'}"
    released = [kept for kept in reversed(workspace.kept("figure")) if kept.shown.get("release")]
    with st.expander(f"Handed out: {said}, each kept as it left" if memos else "No memo was handed out yet"):
        for kept in memos:
            st.caption(literal(_told(kept)))
            download(
                literal(f"{kept.name}.{kept.kind}"),
                partial(_content, kept),
                f"{kept.name}.{kept.kind}",
                mime=memo.MIME[kept.kind],
                key=f"kept_{kept.name}_{kept.kind}_{kept.at}",
                look="tertiary",
            )

        if released:
            st.markdown("**Confidential pictures that left**")
        for kept in released:
            st.caption(literal(f"{kept.name}: {_told(kept)}"))


def _content(kept: Kept) -> bytes:
    return kept.content


def _told(kept: Kept) -> str:
    """What was handed out, by whom, and to whom where it was confidential."""
    to = kept.shown.get("release")
    released = f"; released to {to['to']}: {to['why']}" if to else ""
    return f"{kept.title}, as known {say.day(kept.as_of)}; {kept.at} by {kept.by}{released}"
