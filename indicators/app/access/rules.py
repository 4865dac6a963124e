"""Who may enter a shared server: whether sign-in is required, whom the list lets in, and when a session ends.

Read from the files at each question, never from what Streamlit made of them: to Streamlit a secrets file with a slip in
it is none, and without one it knows of no sign-in. Here a slip closes the app.
"""

from __future__ import annotations

import logging
import os
import re
import time
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from streamlit import config

from ...core.model.errors import TelltaleError
from ...store import default_path
from . import sign_outs

SWITCH = "INDICATORS_SIGN_IN"  # "required" says that nobody enters without signing in
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
SECTIONS = ("auth", "access")
TELLING = frozenset({"redirect_uri", "cookie_secret", "server_metadata_url"})  # keys of nothing but a sign-in
HOURS = 12  # a session's life, from the sign-in at the provider
CLOSED = "Telltale is closed: sign-in is required and cannot be used. Whoever runs it finds the reason in its log."
# One at sign, ASCII: what looks like another's address is none, and upper and lower case have one form each.
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
_LOG = logging.getLogger("telltale")


class LastAnswer:
    """What the last answer was: a file that goes while the app runs must not open it, and a slip is logged once."""

    required = False
    problem = ""


class AccessError(TelltaleError):
    """Whoever asks may not enter, or no longer."""


@dataclass(frozen=True, slots=True)
class Access:
    """Whether sign-in is required, whom it lets in, and where it cannot be used, why."""

    required: bool
    allowed: frozenset[str] = frozenset()
    problem: str = ""


class _UnusableError(Exception):
    """A secrets file is there and cannot be taken."""


def now() -> Access:
    """What holds at this moment, by the environment and the secrets files that Streamlit is told to read.

    What is wrong stands in the log, once for each time that it comes about.
    """
    found = read(config.get_option("secrets.files"), os.environ.get(SWITCH, ""), was=LastAnswer.required)
    if found.problem and found.problem != LastAnswer.problem:
        _LOG.error("telltale: sign-in is required and cannot be used, so no page is served: %s", found.problem)
    LastAnswer.required, LastAnswer.problem = found.required, found.problem
    return found


def read(files: Sequence[str], switch: str, *, was: bool = False) -> Access:
    """What files and the switch say; `was`: sign-in was required before, so that no file's going can end it."""
    if switch not in ("", "required"):
        return Access(required=True, problem=f'{SWITCH} is "{switch}": set it to required, or leave it unset.')
    try:
        secrets = _secrets(files)
    except _UnusableError as error:
        return Access(required=True, problem=str(error))
    if not (switch or was or _about_sign_in(secrets)):
        return Access(required=False)
    problem = _problem(secrets)
    if problem:
        return Access(required=True, problem=problem)
    return Access(required=True, allowed=frozenset(entry.strip().lower() for entry in secrets["access"]["allowed"]))


def _secrets(files: Sequence[str]) -> dict[str, Any]:
    """All files' content, a later file's sections before an earlier one's, as Streamlit has it."""
    found: dict[str, Any] = {}
    for name in files:
        if not os.path.lexists(name):
            continue
        try:
            found |= _parsed(Path(name).read_bytes())
        except (OSError, ValueError, RecursionError) as error:  # TOML's and Unicode's errors are ValueErrors
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise _UnusableError(f"{name} cannot be read: {why or type(error).__name__}.") from None
    return found


@lru_cache(maxsize=4)
def _parsed(content: bytes) -> dict[str, Any]:
    if content.startswith(b"\xef\xbb\xbf"):
        msg = "it begins with a byte order mark; save it as UTF-8 without one"
        raise ValueError(msg)
    return tomllib.loads(content.decode("utf-8"))


def _about_sign_in(secrets: Mapping[str, Any]) -> bool:
    """Whether somebody meant to have a sign-in: by a section's name, however written, or by keys of nothing else."""
    if {name.strip().casefold() for name in secrets} & set(SECTIONS):
        return True
    tables = [table for value in secrets.values() for table in (value if isinstance(value, list) else [value])]
    return any(TELLING & set(table) for table in [secrets, *tables] if isinstance(table, Mapping))


def _problem(secrets: Mapping[str, Any]) -> str:
    """Why the sign-in that is required cannot be used, or ""."""
    for section in SECTIONS:
        other = [name for name in secrets if name != section and name.strip().casefold() == section]
        if other:
            return f"the secrets file has a section [{other[0]}]: write [{section}]."
        if not isinstance(secrets.get(section), Mapping):
            return f"no secrets file has a section [{section}]."
    wanting = [key for key in NEEDED if not _filled(secrets["auth"].get(key))]
    if wanting:
        return f"the section [auth] has no {', '.join(wanting)}."
    allowed = secrets["access"].get("allowed")
    if not isinstance(allowed, list) or not all(isinstance(entry, str) for entry in allowed):
        return 'the section [access] has no list of texts, like allowed = ["@fund.example"].'
    if find_spec("authlib") is None:
        return "what sign-in needs is not installed: python -m pip install -r requirements-server.txt."
    return sign_outs.problem(_ended_file())


def _filled(value: object) -> bool:
    """A text with more in it than the dots of an example."""
    return isinstance(value, str) and bool(value.strip(" .…"))


# One person


def address(user: Mapping[str, object]) -> str:
    """The address that the provider vouches for, whole and in lower case; "" where it is none or not verified."""
    found = user.get("email")
    if user.get("email_verified") is not True or not isinstance(found, str) or not found.isascii():
        return ""
    return found.lower() if _ADDRESS.fullmatch(found.lower()) else ""


def listed(user: Mapping[str, object], access: Access) -> bool:
    """Whether the user's address, or its domain written `@example.org`, is on the list; an empty one lets nobody in."""
    found = address(user)
    return bool(found) and bool({found, found[found.index("@") :]} & access.allowed)


def in_session(user: Mapping[str, object]) -> bool:
    """Whether the user is signed in, within the hours that a session lasts, and has not signed out since."""
    began = user.get("iat")
    if user.get("is_logged_in") is not True or isinstance(began, bool) or not isinstance(began, int | float):
        return False
    return time.time() < began + HOURS * 3600 and began > sign_outs.last(_ended_file(), sign_outs.person(user))


def end_session(user: Mapping[str, object]) -> None:
    """End the user's sessions on the server, so that no tab and no copied cookie goes on. AccessError where not."""
    try:
        sign_outs.add(_ended_file(), sign_outs.person(user), user.get("iat"))
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{_ended_file()} cannot be written ({why}), so this sign-out cannot be kept: tell whoever runs Telltale."
        raise AccessError(msg) from None


def admit(user: Mapping[str, object]) -> None:
    """AccessError where the user may not enter at this moment; whoever it is, where no sign-in is required."""
    access = now()
    if not access.required:
        return
    if access.problem:
        raise AccessError(CLOSED)
    if not in_session(user):
        raise AccessError("Nothing was done: your session has ended. Reload the page and sign in again.")
    if not listed(user, access):
        raise AccessError("Nothing was done: you may no longer open this board. Ask whoever runs it.")


def _ended_file() -> Path:
    main = default_path()
    return main.with_name(f"{main.name}.sign-outs")
