"""Drafts: what a person has typed and not saved, kept in the browser window it was typed in and nowhere else.

The session holds it over pages and views. Each page hands it to the window (`keeper.py`), which gives it back where a
session begins anew: after a reload, a restart of the server, a long disconnect. So nobody else is shown it, it costs
the board nothing, and it goes with the window.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from ..access.signed_in import who
from ..enter.saved import Saved
from . import keeper, memory, state

# Fields by their keys: one, or all that begin with one that ends in a separator.
KEPT = (
    "line",
    "paragraph",
    "paragraph_basis",
    "paragraph_source",
    "paragraph_seen",
    "candidate:",
    "enter_",
    "due:",
    "event_",
    "declare_",
    "titles_",
    "paste_text",
    "claim_",
    "void_id",
    "void_why",
    "memo_",
)
# The browser window's name, our session's own, and whether something on the board is the window's by its name.
_WINDOW, _SESSION, _RESTS = "window", "draft_session", "draft_rests"
# What was typed; what the fields held before; what of a form was saved; text whose field is not drawn yet, by its name
# in the browser; and the forms that a link has filled.
_DRAFT, _START, _DONE, _UNSENT, _LINKED = "draft", "draft_start", "draft_done", "draft_unsent", "draft_linked"
CUT = "The connection was lost for a while. Nothing was saved since then; what was typed stands in its field."
ANEW = (
    "The connection was lost, and the page began anew. What was typed stands in its field and was not saved, unless "
    "Last saves lists it."
)


def group(key: str) -> str:
    """The form that a field belongs to, one of KEPT; "" where it is not kept."""
    return next((kept for kept in KEPT if key == kept or (kept[-1] in ":_" and key.startswith(kept))), "")


def begin() -> None:
    """At the start of a run: what was typed stands in its fields again, those of a page or view that was left too."""
    if not memory.at(_SESSION):
        memory.put(_SESSION, uuid.uuid4().hex)
        memory.put(_WINDOW, uuid.uuid4().hex)
    fields, unsent = memory.fields(), _mapping(_UNSENT)
    sent = {key: unsent.pop(_css(key)) for key in fields if group(key) and _css(key) in unsent}
    memory.put(_UNSENT, unsent)
    _capture(fields | sent)
    memory.fill(sent | {key: value for key, value in _mapping(_DRAFT).items() if key not in fields})


def keep() -> None:
    """At the end of a page: hand the draft to the window, and take over what it has of an earlier session."""
    fields, draft, unsent = memory.fields(), _mapping(_DRAFT), _mapping(_UNSENT)
    if any(group(key) and _css(key) in unsent for key in fields):
        st.rerun()  # a field has come whose text waits for it
    new = {key: value for key, value in fields.items() if group(key) and key not in draft}
    memory.put(_START, new | _mapping(_START))
    _capture(fields)
    keeper.mount(
        {
            "person": _short(who()),
            "board": _short(str(state.path())),
            "session": memory.at(_SESSION),
            "window": window(),
            "rests": bool(memory.at(_RESTS)),
            "kept": [_css(key) for key in KEPT],
            "values": {key: _plain(value) for key, value in _mapping(_DRAFT).items()},
            "unsent": unsent,
            "said": _said(),
        },
        _given,
    )


def done(form: str) -> None:
    """What stands in a form was saved: it is no draft until it is changed. From a callback."""
    saved = {key: value for key, value in memory.fields().items() if group(key) == form}
    memory.put(_DONE, _mapping(_DONE) | {form: saved})


def linked(values: Mapping[str, object]) -> None:
    """Fill a form from a link: what the window kept of that form is not mixed with it."""
    memory.put(_LINKED, {group(key): True for key in values})
    memory.put(_DRAFT, {k: v for k, v in _mapping(_DRAFT).items() if group(k) not in _mapping(_LINKED)} | dict(values))
    memory.fill(values)


def window() -> str:
    """The browser window's name: drawn at random for the session's first page, unless the window has kept another."""
    return str(memory.at(_WINDOW) or "")


def rests(*, found: bool) -> None:
    """Whether something on the board is this window's by its name alone: then the window keeps the name."""
    memory.put(_RESTS, found)


def _given() -> None:
    """The window has something for the session: its name, an earlier session's draft, text that was never sent."""
    given = memory.given(keeper.KEY)
    if isinstance(name := given.get("window"), str):
        memory.put(_WINDOW, name)
        memory.put(_RESTS, given.get("rests") is True)
    fields, start, skip = memory.fields(), _mapping(_START), _mapping(_LINKED)
    values = {key: _read(value) for key, value in _entries(given.get("values")) if group(key) not in {"", *skip}}
    taken = {k: v for k, v in values.items() if k not in fields or (k in start and fields[k] == start[k])}
    memory.put(_START, {key: value for key, value in start.items() if key not in taken})
    memory.put(_DRAFT, _mapping(_DRAFT) | taken)
    names = tuple(_css(form) for form in skip)
    unsent = {name: text for name, text in _entries(given.get("unsent")) if not name.startswith(names)}
    memory.put(_UNSENT, _mapping(_UNSENT) | unsent)
    memory.fill_next({key: value for key, value in taken.items() if key in fields})
    if given.get("anew"):
        memory.say(Saved(problems=(ANEW,)))
    elif given.get("lost") == _said():
        memory.say(Saved(problems=(CUT,)))


def _capture(fields: Mapping[str, Any]) -> None:
    """The draft is what stands in the fields and is neither what they held at first nor what was saved."""
    draft, start, saved = _mapping(_DRAFT), _mapping(_START), _mapping(_DONE)
    for key, value in fields.items():
        if not group(key) or not isinstance(value, str | bool | int | float | date | list | None):
            continue
        if key in start and start[key] == value:
            draft.pop(key, None)
        else:
            draft[key] = value
    for form, values in list(saved.items()):
        now = {key: value for key, value in draft.items() if group(key) == form}
        if now and all(key in values and values[key] == value for key, value in now.items()):
            draft = {key: value for key, value in draft.items() if key not in now}
        else:
            del saved[form]
    memory.put(_DONE, saved)
    memory.put(_DRAFT, draft)


def _said() -> str:
    """Tells what the page says of the last save from anything it has said before, in this session or another."""
    return f"{memory.at(_SESSION)}:{memory.times_said()}"


def _mapping(key: str) -> dict[str, Any]:
    found = memory.at(key)
    return dict(found) if isinstance(found, Mapping) else {}


def _entries(found: object) -> list[tuple[str, Any]]:
    return [(str(key), value) for key, value in found.items()] if isinstance(found, Mapping) else []


def _css(key: str) -> str:
    """A key as Streamlit writes it into the page."""
    return re.sub(r"[^a-zA-Z0-9_-]", "-", key.strip())


def _plain(value: object) -> object:
    return {"day": value.isoformat()} if isinstance(value, date) else value


def _read(value: object) -> object:
    """What `_plain` wrote; what is no day is none."""
    if not isinstance(value, Mapping):
        return value
    try:
        return date.fromisoformat(str(value.get("day")))
    except ValueError:
        return None


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
