"""A choice that stands in the address, so that a reload and a link find it and Back takes it back."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ..session import memory


def choice(  # noqa: PLR0913 - a field and its place in the address
    label: str, options: Iterable[str], key: str, first: str, *, asked: str = "", about: str | None = None
) -> str:
    """One of the `options`: as `asked`, as in an address that somebody came with, as chosen last, or the `first`.

    `key` is the field's key and the name in the address; the label is shown where there is a tooltip `about` it. Not
    bound to the address by Streamlit, whose own way leaves an empty page behind when one goes Back.
    """
    every, url = list(options), st.query_params.get(key, "")
    written, last = memory.at(f"{key} in url"), memory.at(f"last {key}")
    asked = asked or (url if url in every and url != written else "")
    if not asked and key not in memory.fields():
        asked = last if isinstance(last, str) else first
    elif not asked and written and not url:  # Back, to the address before anything was chosen
        asked = first
    if asked:
        memory.fill({key: asked})
    chosen = (
        st.segmented_control(
            label,
            every,
            key=key,
            required=True,
            help=about,
            label_visibility="visible" if about else "collapsed",
        )
        or first
    )
    if url or chosen != first:
        st.query_params[key] = chosen
    memory.put(f"{key} in url", st.query_params.get(key, ""))
    memory.put(f"last {key}", chosen)
    return chosen
