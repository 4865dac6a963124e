"""Due: the number longest overdue in one field; Enter saves it and the next one comes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pandas as pd
import streamlit as st

from ... import registry
from ...core.entry.entry import in_power, power_of
from ...core.entry.oneline import write_line
from ...core.model.catalogue import all_series
from ...core.model.observation import CONFIDENTIAL, GRADES, RIGHTS
from ...core.review.ahead.agenda import coming, ics
from ...core.review.ahead.queue import Asked, Queue, queue
from ...core.text import say
from ...core.text.misread import Misread
from ...core.text.numbers import read_number
from ...core.text.periods import say_period, write_period
from ..access.downloads import download
from ..access.signed_in import who
from ..record.rows import value as as_entered
from ..session import memory, state
from ..session.drafts import done
from ..ui.keys import focus
from ..ui.text import literal
from .rights import rights_of
from .saved import Saved
from .saving import in_words, write

FIELDS = ("value", "period", "published_on", "source", "grade", "rights")
WORDS = {"s": "skipped", "skip": "skipped", "n": "not published", "x": "not obtainable"}
SAID = {
    "skipped": "Skipped for today",
    "not published": "Noted: not published yet",
    "not obtainable": "Noted: not obtainable",
}
TOO_FAR = 100.0  # times the last number: then a bare number in a field of millions may have been meant in full


def due_view(known: state.BoardSnapshot) -> None:
    """The form for the number longest overdue, and what comes after it."""
    found = queue(known.due, known.marks, state.today())
    if found.now:
        _form(found.now[0], known)
    else:
        st.markdown("**Nothing is overdue.**")
        st.caption("A number is asked for once its period has ended and it is past due. Other ways to enter are above.")
    _rest(found, known)


def _form(asked: Asked, known: state.BoardSnapshot) -> None:
    """One number: who, when, how late; the value first."""
    row, o = _last(asked, known), asked.due.last
    late = (state.today() - asked.due.on).days
    missing = f", {asked.due.missing} missing" if asked.due.missing > 1 else ""
    with st.form("due_form", border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(o.entity)} · {literal(asked.due.title)}**", width="content")
            st.badge(f"{late} days late{missing}", color="orange")
            if row["rights"] != "public":
                st.badge(row["rights"], color="red", icon=":material/lock:")
        value, period, seen = st.columns([2, 2, 1])
        with value, st.container(key="due_value"):
            st.text_input(f"Value, {_in_unit(row)}", key=_key(asked, "value"), placeholder=_example(row))
        period.text_input("Period", say_period(asked.period.start, asked.period.end), key=_key(asked, "period"))
        seen.text_input("Seen on", key=_key(asked, "published_on"), placeholder="today")
        source, grade, rights = st.columns([2, 2, 1])
        source.text_input("Source", row["source"], key=_key(asked, "source"))
        grades = tuple(reversed(GRADES))
        grade.selectbox("Grade", grades, grades.index(row["grade"]), say.GRADE_WORDS.get, key=_key(asked, "grade"))
        same = {"": f"{rights_of(row['source'], '', known) or row['rights']}, as for this source until now"}
        rights.selectbox("Rights", ("", *RIGHTS), format_func=lambda r: same.get(r, r), key=_key(asked, "rights"))
        st.caption(literal(f"Last: {as_entered(row)}, {say.when(o)}, on the basis {row['basis']}. {_where(o.series)}"))
        with st.container(horizontal=True):
            act = (asked.name, row, asked.period.end.isoformat())
            st.form_submit_button("Save", type="primary", key="due_save", on_click=_save, args=act)
            for word, label in (("s", "Skip"), ("n", "Not published yet"), ("x", "Not obtainable")):
                st.form_submit_button(label, key=f"due_{word}", on_click=_say, args=(word, *act))
    left, right = st.columns([3, 2], vertical_alignment="center")
    left.caption(
        "Enter saves. In the value field: s skips, n = not published yet, x and who sells it = not obtainable."
    )
    if row["url"]:
        right.link_button("Where the last one was found", row["url"], icon=":material/open_in_new:", type="tertiary")
    focus("due_value", asked.name)


def _last(asked: Asked, known: state.BoardSnapshot) -> dict[str, Any]:
    """The last number as it was entered."""
    found: dict[str, Any] = known.frame[known.frame["id"] == asked.due.last.id].to_dict("records")[0]
    return found


def _key(asked: Asked | str, name: str) -> str:
    """A field's key: another item has other fields, so that a text is never saved for an item it was not typed for."""
    return f"due:{asked if isinstance(asked, str) else asked.name}:{name}"


def _number(row: dict[str, Any]) -> float:
    return float(next((row[name] for name in ("value", "high", "low") if row[name] is not None), 0.0))


def _power(row: dict[str, Any]) -> str:
    return power_of(_number(row))


def _in_unit(row: dict[str, Any]) -> str:
    words = {"": "", "k": "thousand ", "M": "million ", "bn": "billion ", "trn": "trillion "}
    return f"{words[_power(row)]}{row['unit']}"


def _example(row: dict[str, Any]) -> str:
    sizes = {"": 1.0, "k": 1e3, "M": 1e6, "bn": 1e9, "trn": 1e12}
    return f"last {say.digits(_number(row) / sizes[_power(row)])}"


def _where(series: str) -> str:
    return next((i.where[series] for i in registry().values() if series in i.where), "")


@in_words
def _save(name: str, row: dict[str, Any], end: str) -> None:
    """Save what stands in the fields, or what a word in the value field says."""
    text = memory.typed((_key(name, "value"),))[_key(name, "value")].strip()
    word, _, rest = text.partition(" ")
    if word.lower() in WORDS:
        _mark(WORDS[word.lower()], row, end, rest)
        return
    typed = {field: memory.typed((_key(name, field),))[_key(name, field)] for field in FIELDS}
    entry = _typed(typed, row)
    saved = entry if isinstance(entry, Saved) else write([entry], what="due")
    if not saved.held:
        done("due:")
    memory.say(saved)


def _say(word: str, name: str, row: dict[str, Any], end: str) -> None:
    rest = memory.typed((_key(name, "value"),))[_key(name, "value")]
    _mark(WORDS[word], row, end, rest)


def _mark(kind: str, row: dict[str, Any], end: str, because: str) -> None:
    done("due:")
    state.workspace().mark(row["series"], row["entity"], kind, who(), period_end=end, because=because.strip())
    title = all_series()[row["series"]].title.lower()
    memory.say(Saved(text=f"{SAID[kind]}: {row['entity']} {title}."))


def _typed(typed: dict[str, str], row: dict[str, Any]) -> dict[str, str] | Saved:
    """The entry: the value in the field's power of ten, unit and basis as last time."""
    text = typed["value"].strip()
    scaled = in_power(text, _power(row))
    number = read_number(scaled)
    own = None if isinstance(number, Misread) else number
    last, said = _number(row), own and (own.value or own.high or 0.0)
    if scaled != text and last and said and said / last >= TOO_FAR:
        return Saved(
            problems=(f"Value: is {text} meant in full? In {_in_unit(row)} it is {scaled}. Write 8.1 or 8.1m.",)
        )
    return {
        "series": row["series"],
        "entity": row["entity"],
        "basis": row["basis"],
        "value": scaled,
        "period": typed["period"],
        "published_on": typed["published_on"],
        "source": typed["source"],
        "unit": row["unit"] if own is None or own.unit is None else own.unit,
        "grade": own.grade if own is not None and own.grade else typed["grade"],
        "rights": typed["rights"],
        "label": row["label"],
        "age_days": "" if row["age_days"] is None else str(row["age_days"]),
    }


def _rest(found: Queue, known: state.BoardSnapshot) -> None:
    """What comes after, what a user quieted, and the reminders as a calendar file."""
    after = [(asked, "overdue") for asked in found.now[1:]] + [(asked, "") for asked in found.later]
    if after:
        rows = [_line(asked) for asked, _ in after]
        st.dataframe(pd.DataFrame(rows), hide_index=True, key="due_rest", height="content")
    if found.quiet:
        with st.expander(f"Quiet: {len(found.quiet)}"):
            for asked in found.quiet:
                _quiet(asked)
    base = (st.context.url or "").split("?", maxsplit=1)[0]  # the page's own address, known only while it is drawn
    download(
        "Remind me",
        lambda: reminders(found, known, base),
        "telltale_due.ics",
        mime="text/calendar",
        key="remind",
        icon=":material/event:",
        help="A calendar file with the expected dates; each entry has a link that opens the line to fill in",
    )


def _line(asked: Asked) -> dict[str, str]:
    days = (state.today() - asked.due.on).days
    return {
        "Next": f"{asked.due.last.entity} · {asked.due.title}",
        "Period": say_period(asked.period.start, asked.period.end),
        "Due": f"{days} days late" if days > 0 else say.day(asked.due.on),
        "Basis": asked.due.last.basis + (" · confidential" if asked.due.last.rights == CONFIDENTIAL else ""),
    }


def _quiet(asked: Asked) -> None:
    mark, o = asked.mark, asked.due.last
    if mark is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        because = f": {mark.because}" if mark.because else ""
        st.caption(literal(f"{o.entity} · {asked.due.title} · {mark.kind}, {say.day(mark.set_on)}{because}"))
        st.button("Ask again", key=f"again:{asked.name}", on_click=_again, args=(o.series, o.entity), type="tertiary")


def _again(series: str, entity: str) -> None:
    state.workspace().mark(series, entity, "asked again", who())


def reminders(found: Queue, known: state.BoardSnapshot, base: str) -> bytes:
    """The expected dates as an iCalendar file, each with a link that opens the line, filled in but for the value."""
    asked = {f"{a.due.last.series}-{a.due.last.entity}-{a.due.on}": a for a in (*found.now, *found.later)}
    entries = coming(state.today(), [a.due for a in asked.values()], known.next_numbers, ())
    words = state.words(known)
    with_links = []
    for entry in entries:
        one, row = asked[entry.name], _last(asked[entry.name], known)
        typed = {"series": row["series"], "entity": row["entity"], "basis": row["basis"], "source": row["source"]}
        line = write_line(typed | {"period": write_period(one.period.start, one.period.end)}, words)
        detail = "\n".join(part for part in (entry.detail, f"{base}?add={quote(line)}") if part)
        with_links.append(replace(entry, detail=detail))
    return ics(with_links)
