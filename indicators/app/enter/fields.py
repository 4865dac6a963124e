"""The fields of the entry forms, made from the series' declarations, each with what was read beside it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from ... import registry
from ...core.entry.entry import Entry, read_entry, unit_choices
from ...core.evidence.bases import side_by_side
from ...core.evidence.evidence import Evidence
from ...core.model.catalogue import all_series
from ...core.model.observation import GRADES, RIGHTS
from ...core.model.series import Series
from ...core.text.say import GRADE_WORDS
from ..record.rows import table
from ..session import memory, state
from ..session.drafts import linked
from ..ui.text import literal
from .rights import rights_of
from .saved import caution
from .saving import preview_of, save_ladder, save_number

FIELD, LINE = "enter_", "line"
BESIDE = 2  # periods shown with several bases side by side
AGES = (1, 3, 7, 14, 30, 60, 90)
AS_WRITTEN = ""
NAMES = (
    "series",
    "entity",
    "value",
    "period",
    "unit",
    "grade",
    "rights",
    "age_days",
    "basis",
    "source",
    "published_on",
    "url",
    "label",
    "note",
)


def prefill() -> str:
    """Take over fields from a link, once, and say which view they are for: `?add=` a line, others the form.

    A link is hostile text like any other: it fills fields and saves nothing.
    """
    links = {name: name for name in NAMES} | {"published": "published_on", "seen": "published_on", "age": "age_days"}
    asked = {name: st.query_params[name] for name in ("add", *links) if name in st.query_params}
    for name in asked:
        del st.query_params[name]
    if "add" in asked:
        linked({LINE: asked["add"]})
        return "One line"
    if asked.get("series") not in state.board().series():
        return ""
    fixed = {"grade": GRADES, "rights": RIGHTS}
    taken = {links[name]: value for name, value in asked.items()}
    linked({FIELD + n: v for n, v in taken.items() if n not in fixed or v in fixed[n]})
    return "One number"


def typed() -> dict[str, str]:
    """What stands in the fields, by field."""
    found = memory.typed(tuple(FIELD + name for name in NAMES))
    return {name.removeprefix(FIELD): value for name, value in found.items()}


def number_fields(known: state.BoardSnapshot) -> None:
    """The form for one number."""
    every = state.board().series()
    options = list(dict.fromkeys([*(s for i in registry().values() for s in i.series), *every]))
    left, right = st.columns(2)
    with left:
        st.selectbox("Series", options, key=FIELD + "series", format_func=lambda s: every[s].title)
    kind = every[memory.typed((FIELD + "series",))[FIELD + "series"]]
    with right:
        names("entity", known, kind)
    entry = read_entry(typed(), state.today(), every)
    left, right = st.columns(2)
    with left:
        said("value", entry, "Value", placeholder="7.8M · 340m yuan · 7.5-8.1m · <0.1%")
        if typed()["value"]:
            problem("unit", entry)
    with right:
        said("period", entry, "Period", placeholder="Mar 2026 · Q2 2026 · 24 Mar to 2 Apr 2026")
    unit, grade, rights = st.columns(3)
    with unit:
        currencies = tuple(u for u in known.stands.values("unit") if all_series()["cash"].accepts(u))
        choose("unit", "Unit", (AS_WRITTEN, *unit_choices(kind, currencies)), {AS_WRITTEN: "as written"})
    with grade:
        words = {AS_WRITTEN: "as written, else as reported"} | GRADE_WORDS
        choose("grade", "Grade", (AS_WRITTEN, *reversed(GRADES)), words)
    with rights:
        rights_field(known)
    if kind.aged:
        st.text_input("Day", key=FIELD + "age_days", placeholder="30", help="Days since a user's first day")
    source_fields(entry, known, kind)
    before(entry, known)
    st.button("Save", type="primary", key="save_number", on_click=save_number, args=(FIELD,), shortcut="Ctrl+Enter")


def ladder_fields(known: state.BoardSnapshot) -> None:
    """The form for a cohort's retention, day 1 to day 90 at once."""
    kind = all_series()["retention"]
    for column, age in zip(st.columns(len(AGES)), AGES, strict=True):
        column.text_input(f"Day {age}", key=f"{FIELD}d{age}", placeholder="%")
    entry = read_entry(typed() | {"series": "retention", "value": "1%"}, state.today())
    left, right = st.columns(2)
    with left:
        names("entity", known, kind)
    with right:
        said("period", entry, "Cohort", placeholder="Apr 2026 · 24 Mar to 2 Apr 2026")
    source_fields(entry, known, kind)
    rights_field(known)
    st.button("Save all", type="primary", key="save_ladder", on_click=save_ladder, args=(FIELD,), shortcut="Ctrl+Enter")


def source_fields(entry: Entry, known: state.BoardSnapshot, kind: Series) -> None:
    """Who said so, by which measure, when, and what else is to be said."""
    left, right = st.columns(2)
    with left:
        names("basis", known, kind)
        said("published_on", entry, "Published on", placeholder="2 Apr 2026; empty: today")
        st.text_input("Label", key=FIELD + "label", help="Tells two numbers of one key apart: a round, a paper's title")
    with right:
        names("source", known, kind)
        st.text_input("Link", key=FIELD + "url", placeholder="https://")
        st.text_input("Note", key=FIELD + "note")


def said(name: str, entry: Entry, label: str, placeholder: str) -> None:
    """A text field with what was read, or the question, beneath it."""
    st.text_input(label, key=FIELD + name, placeholder=placeholder, live="300ms")
    if typed()[name]:
        problem(name, entry)
        if name in entry.said and name not in entry.problems:
            st.caption(literal(entry.said[name]))


def rights_field(known: state.BoardSnapshot) -> None:
    """Rights are asked once for each source; where they are remembered, the field says which."""
    stand = rights_of(typed()["source"], "", known)
    choose(
        "rights", "Rights", (AS_WRITTEN, *RIGHTS), {AS_WRITTEN: f"{stand}, as remembered" if stand else "choose once"}
    )


def before(entry: Entry, known: state.BoardSnapshot) -> None:
    """What was expected of the number that is being typed, and what gives pause."""
    said = preview_of(entry, known)
    for line in said.surprises:
        st.caption(literal(line))
    for pause in (*(warning.reason for warning in said.warnings), *said.guards):
        caution(pause)


def problem(name: str, entry: Entry) -> None:
    """What was not understood in a field, beside it."""
    if name in entry.problems:
        caution(entry.problems[name])


def on_file(known: state.BoardSnapshot) -> None:
    """The newest numbers of the chosen series and entity, and those that several bases give for one period."""
    chosen = typed()
    if not chosen["entity"]:
        return
    part = known.on_file(chosen["series"], chosen["entity"])
    if not len(part):
        return
    st.markdown(f"**On file: {len(part)}**")
    newest = part.sort_values("period_end", ascending=False).head(6).to_dict("records")
    shown = table(newest)[["Period", "Value", "Basis", "Published"]]
    if any(row["rights"] != "public" for row in newest):
        shown["Rights"] = table(newest)["Rights"]
    st.dataframe(shown, hide_index=True, key="on_file")
    for same in side_by_side(Evidence(part, known.as_of).rows(chosen["series"], chosen["entity"]))[:BESIDE]:
        st.caption(literal(same.said))


def names(name: str, known: state.BoardSnapshot, kind: Series) -> None:
    """A field that offers what is known, the series' own first, and takes a new name too."""
    options = list(dict.fromkeys([*known.stands.by_count(name, kind.id), *known.stands.values(name)]))
    st.selectbox(
        name.capitalize(),
        options,
        index=None,
        key=FIELD + name,
        accept_new_options=True,
        placeholder="Choose or type a new one",
    )


def choose(name: str, label: str, options: tuple[str, ...], words: Mapping[str, str]) -> None:
    """A field with a fixed choice."""
    st.selectbox(label, options, key=FIELD + name, format_func=lambda o: words.get(o, o))
