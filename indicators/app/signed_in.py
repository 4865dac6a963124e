"""Who is at the window: on a shared server the signed-in user, else whoever runs the app on this machine.

Signing in is Streamlit's own OpenID Connect; without an [auth] section among its secrets nothing here shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from ..store import who as local_user
from .text import literal

LONGEST = 200  # characters of a name; a provider may send anything


def who() -> str:
    """The name under which rows are recorded."""
    user = st.user.to_dict()
    return named(user) if user.get("is_logged_in") else local_user()


def named(user: Mapping[str, object]) -> str:
    """A signed-in user's name with the address, which alone tells two of one name apart."""
    name, address = (_plain(user.get(claim)) for claim in ("name", "email"))
    return f"{name} ({address})" if name and address and name != address else address or name or _plain(user.get("sub"))


def _plain(claim: object) -> str:
    """What a provider says, as text that can be stored and shown in a line."""
    text = claim if isinstance(claim, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def let_in() -> bool:
    """Whether the page may be shown; where not, the way to sign in, or why this user may not enter, is shown."""
    user = st.user.to_dict()
    if "is_logged_in" not in user:  # no sign-in is set up
        return True
    if user["is_logged_in"] and allowed(user, _allowed()):
        return True
    st.title("Telltale")
    if not user["is_logged_in"]:
        st.button("Sign in", key="sign_in", type="primary", on_click=st.login)
        return False
    st.error(
        literal(f"{named(user)} may not open this board. Ask whoever runs it to add your address to its list."),
        icon=":material/lock:",
    )
    st.button("Sign out", key="sign_out", on_click=st.logout)
    return False


def allowed(user: Mapping[str, object], listed: Iterable[object]) -> bool:
    """Whether the user's address, or its domain written `@example.org`, is on the list.

    Providers sign in anybody who has an account with them, so an empty list lets nobody in.
    """
    address = _plain(user.get("email")).lower()
    if "@" not in address or user.get("email_verified") is False:
        return False
    return bool({address, address[address.rindex("@") :]} & {str(entry).strip().lower() for entry in listed})


def _allowed() -> Iterable[object]:
    """The list among the secrets, in the section [access]."""
    found = st.secrets.get("access", {}).get("allowed", ())
    return found if isinstance(found, list) else ()


def foot() -> None:
    """Who is signed in, and the way out, under each page."""
    user = st.user.to_dict()
    if user.get("is_logged_in"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(literal(f"Signed in as {named(user)}"), width="content")
            st.button("Sign out", key="sign_out", type="tertiary", on_click=st.logout)
