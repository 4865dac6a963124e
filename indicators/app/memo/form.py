"""The fields of a memo: which figures in which order with which words, which readings, who signs, and the making."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ... import memo
from ...core.model.errors import TelltaleError
from ...core.model.observation import CONFIDENTIAL
from ...memo import Choice, People, Pick, Release
from ..access.downloads import download
from ..access.signed_in import who
from ..session import memory, state
from ..ui.progress import progress
from ..ui.text import literal

FIELD = "memo_"
FORMS = {"docx": "Word", "pptx": "PowerPoint", "html": "HTML", "md": "Markdown"}
MADE = "memo_made"  # the name under which the last one is remembered in the session
PEOPLE = {
    "prepared_by": "Prepared by",
    "reviewed_by": "Reviewed by",
    "conflict": "Conflict line",
    "disclaimer": "Disclaimer",
}


def choice_form(snapshot: state.BoardSnapshot) -> tuple[Choice, str]:
    """The choice as it stands in the fields, and the form of file."""
    title = st.text_input("Title", key=FIELD + "title", placeholder=memo.proposed_title(snapshot))
    names = _panel_names(snapshot)
    every = memo.panels(snapshot)
    figures, known = memo.proposed(snapshot)
    chosen = st.multiselect(
        "Figures, in the order in which they are chosen",
        every,
        default=figures,
        key=FIELD + "panels",
        format_func=lambda name: names[name],
    )
    with st.expander(f"Titles and a line under each: {len(chosen)} figures"):
        picks = tuple(_pick(name, names[name]) for name in chosen)
    titles = {r.metric: f"{e.indicator.short}: {r.title}" for e in snapshot.evaluated.values() for r in e.readings}
    readings = st.multiselect(
        "Readings",
        list(titles),
        default=known,
        key=FIELD + "readings",
        format_func=lambda name: titles[name],
    )
    people = _people(memo.remembered(snapshot.board))
    form = st.segmented_control(
        "Form", list(FORMS), key=FIELD + "form", default="docx", required=True, format_func=lambda f: FORMS[f]
    )
    release = _release(snapshot)
    choice = Choice(picks=picks, readings=tuple(readings), title=title, people=people, release=release)
    return choice, form or "docx"


def _panel_names(snapshot: state.BoardSnapshot) -> dict[str, str]:
    return {
        e.indicator.full(p.id): f"{e.indicator.short}: {p.title}"
        for e in snapshot.evaluated.values()
        for p in e.indicator.panels
    }


def _pick(panel: str, name: str) -> Pick:
    left, right = st.columns(2)
    title = left.text_input(f"{name}: title", key=f"{FIELD}title_{panel}", placeholder="as proposed")
    line = right.text_input(f"{name}: line under it", key=f"{FIELD}line_{panel}")
    return Pick(panel=panel, title=title, line=line)


def _people(known: Mapping[str, str]) -> People:
    """The remembered fields."""
    texts = {}
    for column, (name, label) in zip(st.columns(2) * 2, PEOPLE.items(), strict=True):
        start = known.get(name, People().disclaimer if name == "disclaimer" else "")
        texts[name] = column.text_input(label, value=start, key=FIELD + name)
    return People(**texts)


def _release(snapshot: state.BoardSnapshot) -> Release:
    """Asked only where the board holds what may not leave freely."""
    rights = set(snapshot.stands.values("rights"))
    licensed, to, why = False, "", ""
    if "licensed" in rights:
        label = "Licensed numbers may stand as data in CSV and HTML: the licence allows it"
        licensed = st.checkbox(label, key=FIELD + "licensed")
    if CONFIDENTIAL in rights:
        st.caption("Confidential numbers leave only to a person by name and with a reason; both are printed and kept.")
        left, right = st.columns(2)
        to = left.text_input("Released to", key=FIELD + "to")
        why = right.text_input("Why", key=FIELD + "why")
    return Release(to=to, why=why, licensed_data=licensed)


def make_view(snapshot: state.BoardSnapshot, choice: Choice, form: str) -> None:
    """Make the memo with its progress, keep it, and hand out the file."""
    if why := state.read_only():
        st.info(f"No memo can be made: {literal(why)}")
        return
    if st.button("Make the memo", type="primary", key="make_memo", disabled=not choice.readings):
        memory.put(MADE, _make(snapshot, choice, form))
    made = memory.at(MADE)
    if isinstance(made, str):
        st.error(literal(made), icon=":material/error:")
    elif isinstance(made, tuple):
        text, name, content, numbers = made
        st.success(literal(text), icon=":material/check:")
        with st.container(horizontal=True):
            ending = name.rpartition(".")[2]
            download("Save the file", lambda: content, name, mime=memo.MIME[ending], key="save_memo", look="primary")
            csv = name.removesuffix(ending) + "csv"
            download("The numbers as CSV", lambda: numbers, csv, mime=memo.MIME["csv"], key="save_csv")


def _make(snapshot: state.BoardSnapshot, choice: Choice, form: str) -> tuple[str, str, bytes, bytes] | str:
    """The memo's sentence, file name, bytes and numbers; or what is wrong, in words."""
    try:
        with progress("memo", "Reading the board", _stopped) as step:
            made = memo.compose(snapshot, choice, state.today())
            content = memo.written(made, form, step)
            memo.keep_memo(snapshot.board, made, form, content, who())
    except TelltaleError as error:  # said on the page
        return str(error)
    return memo.said(made, form, content), memo.memo_file(made, form), content, memo.numbers_csv(made)


def _stopped() -> None:
    memory.put(MADE, "Stopped: no memo was made, and nothing is kept.")
