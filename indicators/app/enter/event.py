"""Events and context series: what happened, dated and sourced; and a series of one's own beside the contract's."""

from __future__ import annotations

import re

import streamlit as st

from ...core.model.catalogue import thesis
from ...core.model.errors import TelltaleError
from ...core.text import say
from ...core.text.misread import Misread
from ...core.text.periods import read_period, say_period
from ..access.signed_in import who
from ..session import memory, state
from ..session.drafts import done
from ..ui.text import literal
from .saved import Saved, caution, warned

EVENT, SERIES = "event_", "declare_"
COLUMNS = ("date", "entity", "kind", "title", "source", "url")


def event_view(known: state.BoardSnapshot) -> None:
    """The two forms."""
    st.markdown("**Something happened**")
    left, right = st.columns(2)
    with left:
        day = st.text_input("Date", key=EVENT + "date", placeholder=say.day(thesis().announced), live="300ms")
        if day:
            _said(day)
    entities = sorted({*state.words(known).entities, *(e.entity for e in known.events)})
    right.selectbox("Who", entities, index=None, key=EVENT + "entity", accept_new_options=True)
    left, right = st.columns([1, 2])
    kinds = list(dict.fromkeys([*thesis().event_kinds, *(e.kind for e in known.events)]))
    left.selectbox("Kind", kinds, index=None, key=EVENT + "kind", accept_new_options=True)
    right.text_input("What happened", key=EVENT + "title")
    left, right = st.columns(2)
    left.text_input("Source of the event", key=EVENT + "source")
    right.text_input("Link", key=EVENT + "url", placeholder="https://")
    st.button("Save the event", type="primary", key="save_event", on_click=save_event)
    with st.expander("A context series of your own"):
        _declare()


def _said(text: str) -> None:
    found = read_period(text, today=state.today())
    if isinstance(found, Misread):
        caution(found.why)
    else:
        st.caption(literal(say_period(found.start, found.end)))


def _declare() -> None:
    st.caption("It has no metric and is shown as context. Its numbers are entered under One number.")
    left, middle, right = st.columns([2, 2, 1])
    left.text_input("Title", key=SERIES + "title", placeholder="App store rank")
    middle.text_input("Units, commas between", key=SERIES + "units", placeholder="rank")
    right.checkbox("A sum over its period", key=SERIES + "flow")
    st.button("Add the series", key="save_series", on_click=save_series)


def save_event() -> None:
    """Save the event in the fields."""
    typed = {name: memory.typed((EVENT + name,))[EVENT + name].strip() for name in COLUMNS}
    day = read_period(typed["date"], today=state.today())
    if isinstance(day, Misread):
        memory.say(Saved(problems=(f"Date: {day.why}",)))
        return
    if day.days != 1:
        memory.say(
            Saved(
                problems=(f'Date: "{typed["date"]}" is more than a day: write one like {say.day(thesis().announced)}.',)
            )
        )
        return
    try:
        outcome = state.board().add_events([typed | {"date": day.start}], what="event", by=who())
    except TelltaleError as error:  # said beside the form, whose text is kept
        memory.say(Saved(problems=(str(error),)))
        return
    problems = tuple(f"{r.column.capitalize()}: {r.reason}" for r in outcome.rejected)
    text = f"Saved as batch {outcome.batch}: {typed['title']}." if outcome.batch else "Already on file: nothing new."
    memory.say(Saved(problems=problems) if problems else Saved(text=text, batch=outcome.batch, guards=warned(outcome)))
    if not problems:
        memory.fill_next({EVENT + name: "" for name in ("title", "url")})
        done(EVENT)


def save_series() -> None:
    """Declare the series in the fields; its id is its title in plain letters."""
    title = memory.typed((SERIES + "title",))[SERIES + "title"].strip()
    units = memory.typed((SERIES + "units",))[SERIES + "units"].strip()
    flow = bool(memory.at(SERIES + "flow"))
    name = re.sub(r"[^a-z0-9]+", "_", title.casefold()).strip("_")
    try:
        row = {"id": name, "title": title, "units": units, "flow": "1" if flow else "0"}
        outcome = state.board().add_series([row], by=who())
    except TelltaleError as error:  # said beside the form, whose text is kept
        memory.say(Saved(problems=(str(error),)))
        return
    problems = tuple(f"{r.column.capitalize()}: {r.reason}" for r in outcome.rejected)
    if not problems:
        done(SERIES)
    memory.say(Saved(problems=problems) if problems else Saved(text=f'The series "{title}" can be entered.'))
