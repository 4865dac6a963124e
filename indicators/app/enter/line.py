"""One line: a number as people write it, read while it is typed, shown as parts; Enter saves."""

from __future__ import annotations

import streamlit as st

from ...core.entry.entry import read_entry
from ...core.entry.oneline import Line, Part, read_line
from ...core.model.catalogue import thesis
from ..session import memory, state
from ..ui.keys import enter_presses, focus
from ..ui.text import literal
from .fields import LINE
from .rights import rights_of
from .saved import Saved, caution
from .saving import in_words, preview_of, write

COLOURS = {"understood": "blue", "asked": "orange", "unknown": "red", "assumed": "gray"}
FIELDS = {"published_on": "seen on", "age_days": "day", "spread": "range"}


def line_view(known: state.BoardSnapshot) -> None:
    """The line, its parts, and what the number would be."""
    with st.container(key="line_box", gap=None):
        enter_presses("line_box", "save_line")  # before the field, so that its first Enter is heard
        st.text_input("One line", key=LINE, placeholder=thesis().examples.line, live="300ms")
    text = memory.typed((LINE,))[LINE]
    line = read_line(text, state.words(known), state.today()) if text.strip() else Line()
    if text.strip():
        parts_view(line.parts)
        for problem in line.problems:
            caution(problem)
        if not line.problems:
            before(line, known)
    else:
        st.caption(
            "Who, which number, how much, for when, @source. Also: seen 2 may 2026, est, #label, confidential, // note."
        )
    st.button("Save", type="primary", key="save_line", on_click=save_line)
    focus("line_box", "line")


def parts_view(parts: list[Part]) -> None:
    """What was read, part by part: what is not understood is red, what is asked orange, what is assumed grey."""
    with st.container(horizontal=True, gap="xsmall"):
        for part in parts:
            name = FIELDS.get(part.field, part.field or part.text)
            said = part.said if part.state in ("understood", "assumed") else f"{part.text}: {_short(part)}"
            st.badge(literal(f"{name}: {said}" if part.field else said), color=COLOURS[part.state])  # type: ignore[arg-type]  # Streamlit's names


def _short(part: Part) -> str:
    return "not understood" if part.state == "unknown" else "asked below"


def before(line: Line, known: state.BoardSnapshot) -> None:
    """The surprise line and what gives pause, before the number is kept."""
    entry = read_entry(line.typed, state.today(), state.words(known).series)
    said = preview_of(entry, known)
    for sentence in said.surprises:
        st.markdown(literal(sentence))
    for pause in (*(warning.reason for warning in said.warnings), *said.guards):
        caution(pause)
    if not rights_of(line.typed["source"], line.typed.get("rights", ""), known):
        caution("A new source: add public, licensed or confidential. It is asked once and remembered.")


@in_words
def save_line() -> None:
    """Save the line; one that is not wholly understood stays in the field."""
    text = memory.typed((LINE,))[LINE]
    line = read_line(text, state.words(state.known(state.today())), state.today())
    saved = Saved(problems=tuple(line.problems)) if line.problems else write([line.typed], what="line")
    if not saved.held:
        memory.fill_next({LINE: ""})
    memory.say(saved)
