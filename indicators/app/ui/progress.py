"""A bar for what takes longer than a second, with a button that stops it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from ...core.model.step import Step
from .text import literal


@contextmanager
def progress(key: str, first: str, stopped: Callable[[], None]) -> Iterator[Step]:
    """What long work tells of its steps; the bar is gone when it is done.

    A click on Stop asks for another run of the page, which Streamlit begins at the next step: this one ends there, and
    the next begins with `stopped`.
    """
    place = st.empty()
    with place.container(horizontal=True, vertical_alignment="center"):
        bar = st.progress(0.0, first, width="stretch")
        st.button("Stop", key=f"stop_{key}", icon=":material/stop_circle:", on_click=stopped)

    def step(done: int, of: int, what: str) -> None:
        bar.progress(min(done / max(of, 1), 1.0), literal(f"{done:,} of {of:,}: {what}"))

    try:
        yield step
    finally:
        place.empty()
