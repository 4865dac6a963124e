"""Every file that leaves the app by a click: made at the click, and only for whoever may enter at that moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import streamlit as st

from . import signed_in


def download(  # noqa: PLR0913 - a button's own fields
    label: str,
    make: Callable[[], bytes | str],
    file_name: str,
    *,
    key: str,
    mime: str | None = None,
    icon: str | None = None,
    help: str | None = None,  # noqa: A002 - as Streamlit calls it
    look: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button that hands out what `make` gives, which is called outside the session."""
    st.download_button(
        label,
        data=signed_in.guarded(make),
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        type=look,
        icon=icon,
        help=help,
    )
