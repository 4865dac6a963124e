"""Paste: a table from a spreadsheet, staged row by row against what is on file, kept until it is taken or dropped."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ...core.entry.paste import Choices, Pasted, PastedRow, Question, read_table
from ...core.entry.staged import Waiting, counted, waiting
from ...core.entry.validate import Cell
from ...core.evidence.reads import Reads
from ...core.model.catalogue import thesis
from ...core.model.observation import CONFIDENTIAL, GRADES, RIGHTS
from ...core.text import say
from ...core.text.periods import say_period
from ...store.exchange.csv_file import escape
from ..access.downloads import download
from ..access.signed_in import who
from ..record.rows import value as as_entered
from ..session import memory, state
from ..session.drafts import done, rests, window
from ..ui.text import literal
from .rights import rights_of
from .saved import Saved
from .saving import in_words, keep

STAGED, CHOSEN = "paste", "paste choices"  # staged for a window: the text, and what was given and left out
FIELD = "paste_"
GIVEN = ("series", "entity", "basis", "source", "unit", "grade", "published_on", "rights", "power")
REMEMBERED = ("series", "basis", "unit", "grade", "power", "decimal", "order", "short", "stands")
FIRST = 60  # characters of a table's first line, to know it by
POWERS = {"": "as written", "k": "thousands", "M": "millions", "bn": "billions"}
WORDS = {"new": "new", "revised": "revised", "same": "same", "rejected": "not taken"}
TINTS = {"new": "#009E7333", "revised": "#E69F0044", "same": "#8888881F", "rejected": "#D55E0044"}
WIDTHS = {
    "Take": 60,
    "Verdict": 110,
    "Line": 50,
    "Who": 130,
    "Series": 130,
    "Period": 120,
    "Number": 300,
    "Reason": 420,
}
BADGES = {"new": "green", "revised": "orange", "same": "gray", "rejected": "red"}


def paste_view(known: state.BoardSnapshot) -> None:
    """The box, what is given once, the questions, and the rows."""
    text = _text()
    rests(found=bool(text))
    if not text:
        _elsewhere()
        st.text_area(
            "Cells from Excel or Google Sheets, or a table as text",
            key=FIELD + "text",
            height=220,
            placeholder=thesis().examples.table,
        )
        st.button("Read the table", type="primary", key="paste_read", on_click=_stage, shortcut="Ctrl+Enter")
        return
    chosen = _chosen()
    _given(known, chosen)
    pasted = read_table(text, _choices(chosen), state.words(known), state.today())
    if pasted.fault:
        st.error(literal(pasted.fault), icon=":material/error:")
    st.caption(literal(pasted.said))
    for place, question in enumerate(pasted.questions, start=1):
        _question(place, question)
    if pasted.rows:
        _rows(pasted, chosen, known)
    st.button("Drop this table", key="paste_drop", on_click=_drop, type="tertiary")


# What is staged


def _own(name: str) -> str:
    """The name of this window's table: another window, or a colleague, has another."""
    return f"{name}: {window()}" if window() else name


def _staged(name: str) -> dict[str, Any]:
    rows = state.workspace().staged(who()).get(_own(name), [])
    return dict(rows[0]) if rows else {}


def _text() -> str:
    return str(_staged(STAGED).get("text", ""))


def _chosen() -> dict[str, Any]:
    return _staged(CHOSEN)


def _elsewhere() -> None:
    """Tables of the same person that wait in another window, perhaps a closed one: each can be taken up here."""
    for name, rows in state.workspace().staged(who()).items():
        if (name == STAGED or name.startswith(f"{STAGED}: ")) and name != _own(STAGED):
            first = str(rows[0]["text"]).strip().partition("\n")[0]
            with st.container(horizontal=True, vertical_alignment="center"):
                st.caption(literal(f"A table of yours waits in another window: {' '.join(first.split())[:FIRST]}"))
                st.button("Take it up here", key=f"take_up:{name}", on_click=_take_up, args=(name,))


def _take_up(name: str) -> None:
    """Move a table that waits, with what was given, into this window."""
    workspace, by = state.workspace(), who()
    chosen = name.replace(STAGED, CHOSEN, 1)
    staged = workspace.staged(by)
    if rows := staged.get(name):
        workspace.stage(_own(CHOSEN), staged.get(chosen, [{}]), by)
        workspace.stage(_own(STAGED), rows, by)
        workspace.stage(name, [], by, status="dropped")


def _stage() -> None:
    """Keep the text until it is taken or dropped, through reloads and restarts."""
    text = memory.typed((FIELD + "text",))[FIELD + "text"]
    if not text.strip():
        memory.say(Saved(problems=("There is nothing here: copy the cells of a table and paste them.",)))
        return
    state.workspace().stage(_own(CHOSEN), [{}], who())
    state.workspace().stage(_own(STAGED), [{"text": text}], who())
    done(f"{FIELD}text")
    memory.say(None)


def _drop() -> None:
    state.workspace().stage(_own(STAGED), [], who(), status="dropped")
    memory.fill_next({FIELD + name: "" for name in GIVEN})


def _choices(chosen: Mapping[str, Any]) -> Choices:
    names = {name.removeprefix("name:"): value for name, value in chosen.items() if name.startswith("name:") and value}
    return Choices(
        given={name: chosen.get(name, "") for name in GIVEN if name != "power"},
        decimal=chosen.get("decimal", ""),
        order=chosen.get("order", ""),
        short=chosen.get("short", ""),
        stands=chosen.get("stands", ""),
        power=chosen.get("power", ""),
        names=_names() | names,
    )


def _names() -> dict[str, str]:
    """Whose the names of earlier tables are."""
    found: dict[str, str] = json.loads(state.workspace().settings().get("paste names", "{}"))
    return found


# What is given once


def _given(known: state.BoardSnapshot, chosen: Mapping[str, Any]) -> None:
    """The fields that hold for the whole table; a known source brings back what was given with it last time."""
    series = state.words(known).series
    memory.default({FIELD + name: chosen.get(name, "") for name in GIVEN})
    first, second = st.columns(3), st.columns(3)
    with first[0]:
        _choose("source", [*dict.fromkeys([*_sources(), *known.stands.values("source")])], new=True)
    with first[1]:
        _choose("basis", known.stands.values("basis"), new=True)
    with first[2]:
        _choose("series", list(series), {name: kind.title for name, kind in series.items()})
    with second[0]:
        _choose("entity", list(state.words(known).entities), label="Entity, where the table names none")
    with second[1]:
        kind = series.get(chosen.get("series", ""))
        units = list(kind.units) if kind and not kind.money else known.stands.values("unit")
        _choose("unit", units, new=True)
    with second[2]:
        _choose("power", list(POWERS), POWERS, label="Numbers are in")
    third = st.columns(3)
    with third[0]:
        _choose("grade", ["", *reversed(GRADES)], {"": "as written, else as reported"} | say.GRADE_WORDS)
    third[1].text_input("Seen on", key=FIELD + "published_on", placeholder="today", on_change=_choice)
    with third[2]:
        _choose("rights", ["", *RIGHTS], {"": "as remembered for the source"})


def _choose(
    name: str, options: Sequence[str], words: Mapping[str, str] | None = None, *, label: str = "", new: bool = False
) -> None:
    shown = list(dict.fromkeys(["", *options]))
    st.selectbox(
        label or name.capitalize(),
        shown,
        key=FIELD + name,
        format_func=lambda o: (words or {}).get(o, o) or "not given",
        accept_new_options=new,
        on_change=_choice,
        args=(name,),
    )


def _choice(name: str = "") -> None:
    """Keep what was given; where the source changed, take over what it was given last time in fields still empty."""
    typed = {n: memory.typed((FIELD + n,))[FIELD + n].strip() for n in GIVEN}
    chosen = _chosen() | typed
    if name == "source":
        chosen |= {n: v for n, v in _last(typed["source"]).items() if v and not chosen.get(n)}
        memory.fill_next({FIELD + n: chosen[n] for n in GIVEN if chosen.get(n)})
    state.workspace().stage(_own(CHOSEN), [chosen], who())


def _sources() -> list[str]:
    return [n.removeprefix("paste: ") for n in state.workspace().settings() if n.startswith("paste: ")]


def _last(source: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(state.workspace().settings().get(f"paste: {source}", "{}"))
    return found


def _question(place: int, question: Question) -> None:
    """What the table leaves open, answered once for all its rows."""
    words = dict(question.answers)
    st.markdown(literal(question.text))
    st.selectbox(
        f"Answer {place}",
        list(words),
        index=None,
        key=f"{FIELD}?{question.field}",
        format_func=lambda answer: words.get(answer, answer),
        placeholder="Answer once for the table",
        label_visibility="collapsed",
        on_change=_answer,
        args=(question.field,),
    )


def _answer(field: str) -> None:
    answer = memory.typed((f"{FIELD}?{field}",))[f"{FIELD}?{field}"]
    state.workspace().stage(_own(CHOSEN), [_chosen() | {field: answer}], who())


# The rows


def _verdicts(pasted: Pasted, known: state.BoardSnapshot) -> list[Waiting]:
    store = state.board()
    rows: list[Mapping[str, Cell] | tuple[str, str]] = []
    for row in pasted.rows:
        cells = dict(row.entry.cells)
        cells["rights"] = rights_of(str(cells.get("source", "")), str(cells.get("rights", "")), known)
        if not row.why and cells.get("source") and not cells["rights"]:
            rows.append(
                ("rights", "Whose rights? Choose public, licensed or confidential; it is asked once for each source.")
            )
        else:
            rows.append((row.field, row.why) if row.why else cells)
    pairs = frozenset((str(row["series"]), str(row["entity"])) for row in rows if isinstance(row, Mapping))
    on_file = known.numbers.observations(known.as_of, Reads(pairs))
    return waiting(rows, on_file, store.names(), state.today(), store.series())


def _rows(pasted: Pasted, chosen: Mapping[str, Any], known: state.BoardSnapshot) -> None:
    """The diff: each row's verdict, with a box to leave it out; then take the rest."""
    found = _verdicts(pasted, known)
    counts, left = counted(found), set(chosen.get("left", ()))
    with st.container(horizontal=True):
        for fate, count in counts.items():
            st.badge(f"{count} {WORDS[fate]}", color=BADGES[fate] if count else "gray")  # type: ignore[arg-type]  # Streamlit's names
    shown = [_shown(i, row, one, left) for i, (row, one) in enumerate(zip(pasted.rows, found, strict=True))]
    table = pd.DataFrame(shown)
    st.data_editor(
        table.style.apply(lambda row: [f"background-color: {TINTS[found[row.name].fate]}"] * len(row), axis=1),
        hide_index=True,
        key="paste_rows",
        disabled=[name for name in table.columns if name != "Take"],
        on_change=_leave_out,
        column_config={name: st.column_config.Column(width=width) for name, width in WIDTHS.items()},
    )
    taken = [i for i, one in enumerate(found) if one.fate in ("new", "revised") and i not in left]
    with st.container(horizontal=True):
        st.button(
            f"Take {len(taken)} {'row' if len(taken) == 1 else 'rows'}",
            type="primary",
            key="paste_take",
            on_click=_take,
            disabled=not taken,
            shortcut="Ctrl+Enter",
        )
        if counts["rejected"]:
            download(
                f"{counts['rejected']} not taken, with the reason",
                lambda: rejects(pasted.rows, found),
                "not_taken.csv",
                mime="text/csv",
                key="paste_rejects",
                icon=":material/download:",
            )


def _shown(place: int, row: PastedRow, one: Waiting, left: set[int]) -> dict[str, Any]:
    """One row of the diff."""
    draft, cells = one.draft, row.entry.cells
    was = f"{as_entered(one.was)} → " if one.was is not None and one.fate == "revised" else ""
    now = as_entered({c: getattr(draft, c) for c in ("value", "low", "high", "unit", "grade")}) if draft else row.shown
    lock = " · confidential" if cells.get("rights") == CONFIDENTIAL else ""
    return {
        "Take": one.fate in ("new", "revised") and place not in left,
        "Verdict": WORDS[one.fate] + lock,
        "Line": row.line,
        "Who": str(cells.get("entity", "")),
        "Series": str(cells.get("series", "")),
        "Period": say_period(draft.period_start, draft.period_end) if draft else row.column,
        "Number": was + now,
        "Reason": f"{one.field}: {one.why}" if one.why else "",
    }


def _leave_out() -> None:
    """Keep which rows are left out."""
    edits = memory.at("paste_rows")
    rows = edits["edited_rows"] if isinstance(edits, Mapping) else {}
    left = set(_chosen().get("left", ()))
    for place, change in rows.items():
        (left.discard if change.get("Take", True) else left.add)(int(place))
    state.workspace().stage(_own(CHOSEN), [_chosen() | {"left": sorted(left)}], who())


@in_words
def _take() -> None:
    """Write the new and the revised rows that are not left out as one batch, and remember how this source writes."""
    text, chosen, known = _text(), _chosen(), state.known(state.today())
    pasted = read_table(text, _choices(chosen), state.words(known), state.today())
    left = set(chosen.get("left", ()))
    found = enumerate(_verdicts(pasted, known))
    drafts = [one.draft for i, one in found if one.draft and one.fate in ("new", "revised") and i not in left]
    if not drafts:
        memory.say(Saved(text="Already taken: nothing new."))
        return
    workspace, by = state.workspace(), who()
    saved = keep(
        [{name: getattr(draft, name) for name in draft.__slots__} for draft in drafts], f"paste: {drafts[0].source}"
    )
    if not saved.held:
        how = {name: chosen.get(name, "") for name in REMEMBERED}
        names = {n.removeprefix("name:"): v for n, v in chosen.items() if n.startswith("name:")}
        workspace.remember(
            {f"paste: {drafts[0].source}": json.dumps(how), "paste names": json.dumps(_names() | names)}, by
        )
        workspace.stage(_own(STAGED), [], by, status="taken")
        memory.fill_next({FIELD + name: "" for name in (*GIVEN, "text")})
    memory.say(saved)


def rejects(rows: Sequence[PastedRow], found: Sequence[Waiting]) -> bytes:
    """The rows that are not taken, as CSV, with the reason; text that a spreadsheet would run gets an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("line", "column", "cell", "field", "reason"))
    for row, one in zip(rows, found, strict=True):
        if one.fate == "rejected":
            writer.writerow([escape(str(x)) for x in (row.line, row.column, row.shown, one.field, one.why)])
    return out.getvalue().encode("utf-8-sig")
