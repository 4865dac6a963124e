"""Which view of Enter is shown: in the address, so that a reload and a link find it, and kept for the way back."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ..session import memory
from .fields import prefill

VIEW, LAST, WRITTEN = "how", "last view", "view in url"  # the first is also the name in the address


def choose(views: Iterable[str], first: str) -> str:
    """The view: from a link, from an address that somebody came with, as chosen last, or the `first`.

    Not bound to the address by Streamlit, whose own way leaves an empty page behind when one goes Back.
    """
    every, url, written = list(views), st.query_params.get(VIEW, ""), memory.at(WRITTEN)
    asked = prefill() or (url if url in every and url != written else "")
    if not asked and VIEW not in memory.fields():
        last = memory.at(LAST)
        asked = last if isinstance(last, str) else first
    elif not asked and written and not url:  # Back, to the address before a view was chosen
        asked = first
    if asked:
        memory.fill({VIEW: asked})
    view = st.segmented_control("How", every, key=VIEW, required=True, label_visibility="collapsed") or first
    if url or view != first:
        st.query_params[VIEW] = view
    memory.put(WRITTEN, st.query_params.get(VIEW, ""))
    memory.put(LAST, view)
    return view
