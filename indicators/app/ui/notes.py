"""What a small form has to say after its button: kept until the next one, shown where it was pressed."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ..session import memory
from .text import literal


@dataclass(frozen=True, slots=True)
class Note:
    """The form it belongs to, what was done, or what hinders it."""

    where: str
    text: str = ""
    problems: tuple[str, ...] = ()


def note(where: str, text: str = "", *, problems: tuple[str, ...] = ()) -> None:
    """Keep what is to be said, from a callback, after everything is written."""
    memory.say(Note(where, text, problems))


def noted(where: str) -> None:
    """Show what was last said, if it belongs here."""
    said = memory.said()
    if not isinstance(said, Note) or said.where != where:
        return
    for problem in said.problems:
        st.error(literal(problem), icon=":material/error:")
    if said.text:
        st.success(literal(said.text), icon=":material/check:")
