"""Paragraph: the numbers in a text, each with the words that say so; Enter takes the one that is shown."""

from __future__ import annotations

import streamlit as st

from ...core.entry.oneline import read_line, write_line
from ...core.entry.paragraph import Candidate, candidates
from ..session import memory, state
from ..session.drafts import done
from ..ui.keys import focus
from ..ui.text import literal
from .line import before, parts_view
from .saved import Saved, caution
from .saving import in_words, write

TEXT, DONE, SHARED = "paragraph", "paragraph_done", ("paragraph_basis", "paragraph_source", "paragraph_seen")


def paragraph_view(known: state.BoardSnapshot) -> None:
    """The text, what holds for all of it, and its candidates one after the other."""
    st.text_area(
        "A sentence or a paragraph", key=TEXT, height=140, placeholder="Paste what was written; then click beside it"
    )
    basis, source, seen = st.columns(3)
    basis.text_input("Basis", key=SHARED[0], placeholder="company")
    source.text_input("Source", key=SHARED[1], placeholder="Reuters, 21 Aug 2026")
    seen.text_input("Published on", key=SHARED[2], placeholder="today")
    text = memory.typed((TEXT,))[TEXT]
    if not text.strip():
        st.caption("Candidate numbers are found on this machine. Nothing is saved unasked.")
        return
    found = candidates(text, state.words(known), state.today())
    left = [c for c in found if _name(c) not in _done()]
    numbers = "number" if len(found) == 1 else "numbers"
    st.caption(f"{len(found)} candidate {numbers}, {len(left)} still to look at.")
    if left:
        _one(left[0], known)


def _done() -> tuple[str, ...]:
    done = memory.at(DONE)
    return done if isinstance(done, tuple) else ()


def _name(c: Candidate) -> str:
    return f"{c.start}:{c.words}:{c.sentence}"


def _line(c: Candidate, known: state.BoardSnapshot) -> str:
    """The candidate as a line that can be changed before it is taken."""
    shared = dict(zip(("basis", "source", "published_on"), memory.typed(SHARED).values(), strict=True))
    typed = {k: v for k, v in c.typed.items() if k != "note" and not (k == "unit" and v in c.said)}
    return write_line(typed | shared, state.words(known))


def _one(c: Candidate, known: state.BoardSnapshot) -> None:
    """A candidate: its evidence, the line it would be, and what is still open."""
    place = c.sentence.find(c.words)
    ahead, after = c.sentence[: max(place, 0)], c.sentence[max(place, 0) + len(c.words) :]
    st.markdown(f"> {literal(ahead)}**{literal(c.words)}**{literal(after)}")
    key = f"candidate:{_name(c)}:{'|'.join(memory.typed(SHARED).values())}"
    if c.open:
        caution(f"Open: {', '.join(c.open)}. Complete the line.")
    with st.form("candidate", border=False):
        with st.container(key="candidate_box"):
            st.text_input("As a line", _line(c, known), key=key)
        with st.container(horizontal=True):
            args = (key, _name(c), c.typed.get("note", ""))
            st.form_submit_button("Take it", type="primary", key="candidate_take", on_click=_take, args=args)
            st.form_submit_button("Leave it", key="candidate_leave", on_click=_leave, args=(_name(c),))
    read = read_line(memory.typed((key,))[key] or _line(c, known), state.words(known), state.today())
    parts_view(read.parts)
    if not read.problems:
        before(read, known)
    focus("candidate_box", key)


@in_words
def _take(key: str, name: str, quoted: str) -> None:
    """Save the line, with the quoted sentence as its note."""
    text = memory.typed((key,))[key]
    line = read_line(text, state.words(state.known(state.today())), state.today())
    noted = {"note": quoted} | line.typed
    saved = Saved(problems=tuple(line.problems)) if line.problems else write([noted], what="paragraph")
    if not saved.held:
        memory.put(DONE, (*_done(), name))
        done("candidate:")
    memory.say(saved)


def _leave(name: str) -> None:
    memory.put(DONE, (*_done(), name))
    memory.say(None)
