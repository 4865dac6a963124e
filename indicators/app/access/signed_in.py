"""Who is at the window: on a shared server the signed-in user, else whoever runs the app on this machine.

Signing in is Streamlit's own OpenID Connect; who may enter is asked of `access`, and asked again by each act: nothing
is written without a name, and `who` gives the name to whoever may enter at that moment alone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from functools import wraps
from typing import ParamSpec, TypeVar

import streamlit as st

from ...core.model.errors import TelltaleError
from ...store import who as local_user
from ..ui.text import literal
from . import rules as access

LONGEST = 100  # characters of a display name; a provider may send anything. An address is never cut
P = ParamSpec("P")
T = TypeVar("T")


def who() -> str:
    """The name under which rows are recorded. AccessError where whoever is at the window may not enter any longer."""
    user = st.user.to_dict()
    access.admit(user)
    return named(user) if user.get("is_logged_in") is True else local_user()


def guarded(make: Callable[P, T]) -> Callable[P, T]:
    """The same function, for a call outside the session: it asks again whether whoever it was made for may enter."""
    user = st.user.to_dict()

    @wraps(make, updated=())
    def made(*args: P.args, **more: P.kwargs) -> T:
        access.admit(user)
        return make(*args, **more)

    return made


def named(user: Mapping[str, object]) -> str:
    """A signed-in user's name with the address, which alone tells two of one name apart.

    A name in which an address could stand (an at sign or brackets, however they look) is left out.
    """
    address, name = access.address(user), _plain(user.get("name"))
    seen = unicodedata.normalize("NFKC", name)
    if "@" in seen or any(unicodedata.category(c) in ("Ps", "Pe") or c in "<>" for c in seen):
        name = ""
    return f"{name} ({address})" if name and address else address or name or _plain(user.get("sub"))


def _plain(claim: object) -> str:
    """What a provider says, as text that can be stored and shown in a line."""
    text = claim if isinstance(claim, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST]


def may_stay() -> bool:
    """Whether whoever is at the window may still see the page."""
    try:
        access.admit(st.user.to_dict())
    except access.AccessError:
        return False
    return True


def let_in() -> bool:
    """Whether the page may be shown; where not, the way to sign in, or why this user may not enter, is shown."""
    user, found = st.user.to_dict(), access.now()
    if not found.required:
        return True
    if not found.problem and access.in_session(user) and access.listed(user, found):
        return True
    st.title("Telltale")
    if found.problem:
        st.error(access.CLOSED, icon=":material/lock:")
    elif not access.in_session(user):
        if user.get("is_logged_in") is True:
            st.caption("Your session has ended: sign in again.")
        st.button("Sign in", key="sign_in", type="primary", on_click=st.login)
    else:
        why = "Ask whoever runs it to add your address to its list."
        if not access.address(user):
            why = "Whoever you signed in with does not vouch for an address of yours (email_verified is not true)."
        st.error(literal(f"{named(user)} may not open this board. {why}"), icon=":material/lock:")
        st.button("Sign out", key="sign_out", on_click=sign_out)
    return False


def sign_out() -> None:
    """End the session here, in every other tab and on the server."""
    access.end_session(st.user.to_dict())
    st.logout()


def foot() -> None:
    """Who is signed in, and the way out, under each page."""
    user = st.user.to_dict()
    if user.get("is_logged_in") is True:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(literal(f"Signed in as {named(user)}"), width="content")
            st.button("Sign out", key="sign_out", type="tertiary", on_click=sign_out)


def said(error: Exception) -> bool:
    """Say what a callback was expected to run into in words, as a page does; anything else keeps its traceback."""
    if not isinstance(error, TelltaleError):
        return False
    st.error(literal(str(error)), icon=":material/error:")
    return True
