"""What a session remembers: what stands in its fields, values of our own, and what the last save had to say.

Streamlit may end a script at each touch of its session state. What a callback keeps goes into a mapping of our own,
which no such touch guards.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

SAVED = "saved"
OWN, NEXT = "own", "next"  # our own values in the session, and among them what the fields are to hold
TIMES = "times said"  # how often a save had something to say


def typed(names: tuple[str, ...]) -> dict[str, str]:
    """What stands in the fields of these keys, as text; read before anything is written."""
    session = st.session_state.to_dict()
    return {name: str(session.get(name) or "") for name in names}


def fields() -> dict[str, Any]:
    """What stands in all fields, by key."""
    return {str(key): value for key, value in st.session_state.to_dict().items() if key != OWN}


def given(key: str) -> Mapping[str, Any]:
    """What a component of ours has just sent."""
    found = at(key)
    sent = found.get("given") if isinstance(found, Mapping) else None
    return sent if isinstance(sent, Mapping) else {}


def own() -> dict[str, object]:
    """The values of our own in this session; what is put there stands at once."""
    found: dict[str, object] = st.session_state.to_dict().get(OWN, {})
    return found


def fill(values: Mapping[str, object]) -> None:
    """Put values into the fields of these keys, before they are drawn."""
    st.session_state.update(values)


def fill_next(values: Mapping[str, object]) -> None:
    """Put values into the fields of these keys when the page is drawn next; from a callback."""
    now = st.session_state.to_dict()
    left = {key: (now.get(key), value) for key, value in values.items()}
    own()[NEXT] = own().get(NEXT, {}) | left


def default(values: Mapping[str, object]) -> None:
    """What the fields of these keys hold before anyone touches them."""
    st.session_state.update({name: value for name, value in values.items() if name not in st.session_state})


def at(key: str) -> object | None:
    """What stands under a key of the session: our own, or a field's.

    Read as a whole, because each read of one key is a point at which Streamlit may end the script: a callback that has
    begun then comes to its end, whatever is clicked next.
    """
    session = st.session_state.to_dict()
    own = session.get(OWN, {})
    return own[key] if key in own else session.get(key)


def put(key: str, value: object) -> None:
    """Put a value of our own under a key of the session."""
    own()[key] = value


def said() -> object | None:
    """What the last save had to say."""
    return own().get(SAVED)


def say(saved: object | None) -> None:
    """Keep what a save has to say until the next one."""
    put(SAVED, saved)
    put(TIMES, times_said() + 1)


def times_said() -> int:
    """How often that was: tells a word from the one before."""
    found = at(TIMES)
    return found if isinstance(found, int) else 0
