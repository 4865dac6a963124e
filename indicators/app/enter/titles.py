"""Job titles: a pasted list becomes the stock of roles, and what was posted and removed since the last list."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import streamlit as st

from ...core.entry.titles_list import compare, entries, in_group, titles_in
from ...core.model.catalogue import thesis
from ...core.model.observation import PUBLIC
from ...core.text import say
from ...core.text.misread import Misread
from ...core.text.periods import read_period, say_period
from ..access.signed_in import who
from ..session import memory, state
from ..ui.text import literal
from .rights import rights_of
from .saved import Saved, caution
from .saving import in_words, write

FIELD = "titles_"
NAMES = ("text", "entity", "basis", "source", "day")


class Last(NamedTuple):
    """The list that was kept last: its day, all its titles, and those of the group."""

    day: date
    titles: tuple[str, ...]
    chosen: tuple[str, ...]


def titles_view(known: state.BoardSnapshot) -> None:
    """The list, which of it belong to the group, what changed, and what would be kept."""
    names, group = state.words(known).entities, thesis().jobs[0]
    whose = [i.indicator.entity for i in known.evaluated.values() if group.stock in i.indicator.series]
    memory.default({FIELD + "entity": whose[0] if whose else "", FIELD + "basis": "careers page"})
    st.text_area("Titles, one a line, or a table with a Title column", key=FIELD + "text", height=180)
    first = st.columns(4)
    first[0].selectbox("Whose", list(names), key=FIELD + "entity")
    first[1].text_input("Basis", key=FIELD + "basis")
    first[2].text_input("Source", key=FIELD + "source", placeholder="Careers page")
    first[3].text_input("Seen on", key=FIELD + "day", placeholder="today")
    typed = _typed()
    titles = titles_in(typed["text"])
    day = _day(typed["day"])
    if not titles or isinstance(day, Misread):
        st.caption(
            literal(day.why) if isinstance(day, Misread) else "The list is compared with the last one of this basis."
        )
        return
    last = _last(typed["entity"], typed["basis"])
    every = list(dict.fromkeys(titles))
    chosen = st.multiselect(
        f"{group.title} roles",
        every,
        list(dict.fromkeys(in_group(titles, group))),
        key=f"{FIELD}chosen:{_digest(titles)}",
    )
    picked = [title for title in titles if title in chosen]
    _changes(titles, picked, last, day)
    st.button("Save the list", type="primary", key="save_titles", on_click=_save, args=(tuple(picked),))


def _digest(titles: tuple[str, ...]) -> str:
    """Tells one list from another, after a restart too."""
    return hashlib.sha256("\n".join(titles).encode()).hexdigest()[:16]


def _typed() -> dict[str, str]:
    return {name: memory.typed((FIELD + name,))[FIELD + name].strip() for name in NAMES}


def _day(text: str) -> date | Misread:
    if not text:
        return state.today()
    found = read_period(text, today=state.today())
    if isinstance(found, Misread):
        return found
    return found.start if found.days == 1 else Misread(f'"{text}" is more than a day: write one like 2026-11-20')


def _setting(entity: str, basis: str) -> str:
    return f"titles: {entity} / {basis}"


def _last(entity: str, basis: str) -> Last | None:
    text = state.workspace().settings().get(_setting(entity, basis))
    if not text:
        return None
    kept = json.loads(text)
    return Last(date.fromisoformat(kept["day"]), tuple(kept["titles"]), tuple(kept["chosen"]))


def _changes(titles: tuple[str, ...], picked: list[str], last: Last | None, day: date) -> None:
    st.markdown(f"**{len(titles)} roles, {len(picked)} of them {thesis().jobs[0].title.lower()}.**")
    if last is None:
        st.caption("The first list of this basis: the stock is kept, and the next list says what was posted.")
        return
    if last.day >= day:
        caution(f"The last list is of {say.day(last.day)}: what was posted is told from an older one only.")
        return
    change = compare(last.chosen, picked)
    st.markdown(f"Since {say.day(last.day)}: {len(change.posted)} posted, {len(change.removed)} removed.")
    for mark, some in (("+", change.posted), ("\u2212", change.removed)):
        st.caption(literal("\n".join(f"{mark} {title}" for title in some)))


@in_words
def _save(picked: tuple[str, ...]) -> None:
    """Save stock and postings as one batch, and keep the list for the next comparison."""
    typed = _typed()
    titles, day = titles_in(typed["text"]), _day(typed["day"])
    if isinstance(day, Misread):
        memory.say(Saved(problems=(day.why,)))
        return
    last = _last(typed["entity"], typed["basis"])
    own = None if last is None else (last.day, last.chosen)
    source = typed["source"] or "Careers page"
    shared = {
        "entity": typed["entity"],
        "basis": typed["basis"],
        "source": source,
        "rights": rights_of(source, "", state.known(state.today())) or PUBLIC,
        "published_on": day.isoformat(),
        "grade": "reported",
    }
    saved = write([shared | row for row in entries(thesis().jobs[0], titles, picked, day, own)], what="job titles")
    if not saved.held and (last is None or last.day <= day):
        kept = {"day": day.isoformat(), "titles": titles, "chosen": picked}
        name = _setting(typed["entity"], typed["basis"])
        state.workspace().remember({name: json.dumps(kept, ensure_ascii=False)}, who())
        said = (
            f"{say_period(day, day)}: {len(titles)} roles, {len(picked)} {thesis().jobs[0].title.lower()}. {saved.text}"
        )
        memory.fill_next({FIELD + "text": ""})
        memory.say(replace(saved, text=said))
        return
    memory.say(saved)
