"""The texts around a picture: measure, state, footer, alternative text, and the rows as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from ...core.model.catalogue import all_series
from ...core.model.observation import PUBLIC, RIGHTS_SAID, Observation, strictest
from ...core.review.record.vintages import Habit, cited
from ...core.text import say
from ..canvas.amount import measured
from ..canvas.grades import WORDS
from ..canvas.measure import cut, plain
from ..panels.shown import Group, Shown

INVENTED = "INVENTED DATA"
_NO_NAME = ("as stated", "example")  # bases that name no source
_CHARTS = {
    "sum": "Bar chart",
    "curve": "Line chart",
    "dots": "Dot chart",
    "compare": "Bar chart",
    "ranking": "Bar chart",
    "level": "Point chart",
}
_MOST_SOURCES = 3
_WORD = re.compile(r"\w+")
TABLE = ("Period", "Entity", "Value", "Basis", "Grade", "Published", "Source")


def subtitle(shown: Shown) -> str:
    """The measure, with its basis where all numbers have one."""
    text = measured(shown.panel.measure, shown.amount.unit)
    bases = {g.basis for g in shown.groups}
    basis = bases.pop() if len(bases) == 1 else ""
    said = set(_WORD.findall(basis.lower())) <= set(_WORD.findall(text.lower()))
    if not basis or said or basis in _NO_NAME or shown.panel.mark == "dots":
        return text
    return f"{text}; {cut(basis, 60)}"


def note(shown: Shown) -> str:
    """What a reader must know about the state of the numbers: none, one, two bases, old, left out."""
    if shown.reading.known:
        parts = [_two_bases(shown), _mixed(shown), _running(shown), _stale(shown)]
    else:
        parts = [shown.reading.because, _running(shown), _stale(shown)]
    return " ".join(part for part in (*parts, *shown.left_out) if part)


def _two_bases(shown: Shown) -> str:
    if shown.panel.mark != "level":
        return ""
    for one in shown.groups:
        groups = [g for g in shown.groups if (g.entity, g.series) == (one.entity, one.series)]
        if len(groups) > 1:
            parts = [f"{say.observed(g.last)} {say.during(g.last)} ({cut(g.basis)})" for g in groups]
            return f"Not comparable: {say.listed(parts)}. No line joins them, and this is no rise or fall."
    return ""


def _mixed(shown: Shown) -> str:
    bases = {g.basis for g in shown.groups}
    return "Each bar stands on a basis of its own." if shown.panel.mark == "compare" and len(bases) > 1 else ""


def _running(shown: Shown) -> str:
    """A number that was published before its period was over is no whole period's."""
    found = [g.last for g in shown.groups if shown.running(g.last)] if not shown.panel.bars else []
    return f"{say.when(found[0])} was not over when its number came: it is a plan or a part of it." if found else ""


def _stale(shown: Shown) -> str:
    old = [g for g in shown.groups if shown.stale(g)]
    if not old or shown.panel.mark == "dots":
        return ""
    group = min(old, key=shown.age)
    series = all_series()[group.last.series]
    every = f"; expected every {series.rhythm.every} days" if series.rhythm else ""
    return f"Last number {say.during(group.last)}, {shown.age(group)} days old{every}."


def footer(shown: Shown, figure_id: str, habits: Sequence[Habit] = ()) -> tuple[str, ...]:
    """Where the numbers are from and through whom, what they are for, as known when, the id, and rights.

    Of a basis that published again, `habits` says how it revised what it had published.
    """
    lines = []
    rows = [o for o in shown.numbers if o.id]  # a bar of nothing rests on no number
    if rows:
        lines.append(f"Source: {_sources(shown, rows)}. Data for {_span(rows)}.")
        lines += filter(None, [cited(habits, {o.basis for o in rows})])
    rights = strictest(o.rights for o in rows)
    return (*lines, *identity(shown.as_of, figure_id, rights, note=shown.panel.note, example=shown.example))


def identity(as_of: date, figure_id: str, rights: str, *, note: str = "", example: bool = False) -> tuple[str, ...]:
    """The last lines of a footer: as known when, what to keep in mind, the id, and rights."""
    known = say.as_known(as_of)
    lines = [" ".join(part for part in (known, plain(note), f"Fig {figure_id}") if part)]
    if rights != PUBLIC:
        lines.append(RIGHTS_SAID[rights])
    if example:
        lines.append(f"{INVENTED}: an example board, no real numbers.")
    return tuple(lines)


def names(sources: Iterable[str]) -> str:
    """The first few names, each once, and how many more there are."""
    found = list(dict.fromkeys(cut(source, 60) for source in sources))
    more = len(found) - _MOST_SOURCES
    return "; ".join(found[:_MOST_SOURCES]) + (f"; {more} more" if more > 0 else "")


def _sources(shown: Shown, rows: Sequence[Observation]) -> str:
    listed = names(o.source for o in sorted(rows, key=lambda o: (o.known_on, o.id), reverse=True))
    bases = {g.basis for g in shown.groups}
    basis = bases.pop() if len(bases) == 1 else ""
    through = f"{cut(basis, 50)}, read through {listed}" if basis[:1].isupper() else listed  # a name, not a kind
    first, last = min(o.known_on for o in rows), max(o.known_on for o in rows)
    days = say.day(first) if first == last else f"{say.day(first)} to {say.day(last)}"
    return f"{through} ({len(rows)} number{'s' if len(rows) > 1 else ''}, published {days})"


def _span(rows: Sequence[Observation]) -> str:
    first, last = min(rows, key=lambda o: (o.period_start, o.period_end)), rows[-1]
    if (first.period_start, first.period_end) == (last.period_start, last.period_end):
        return say.when(last)
    if " to " in say.when(first) + say.when(last):
        return f"{say.day(first.period_start)} to {say.day(max(o.period_end for o in rows))}"
    return f"{say.when(first)} to {say.when(last)}"


def alt(shown: Shown, title: str) -> str:
    """Kind of chart, of what, where what is found; then the first and the last number, and as known when."""
    mark = shown.panel.mark
    kind = "Line chart" if mark == "level" and any(g.pairs() for g in shown.groups) else _CHARTS[mark]
    measure = plain(measured(shown.panel.measure, shown.amount.unit))
    text = f"{kind} of {_inside(measure, shown)}"
    known = say.as_known(shown.as_of)
    if not shown.rows:
        return f"Empty {text[0].lower()}{text[1:]}: {plain(title)}. {known}"
    parts = [_course(g) for g in shown.groups[:3]]
    return " ".join(part for part in (f"{text}: {plain(title)}.", *parts, known) if part)


def _inside(measure: str, shown: Shown) -> str:
    """The measure inside a sentence: a first word that is no name begins small."""
    known = {e.split()[0] for e in (*shown.panel.entities, *shown.entities, shown.entity) if e}
    first = measure.split(maxsplit=1)[0]
    return measure if first.removesuffix("'s") in known else say.inside(measure)


def _course(group: Group) -> str:
    first, last = group.rows[0], group.last
    now = _told(last)
    if len(group.rows) == 1:
        return f"{group.entity} ({cut(group.basis)}): {now}."
    return f"{group.entity} ({cut(group.basis)}): from {_told(first)} to {now}, {len(group.rows)} numbers."


def _told(o: Observation) -> str:
    age = f" on day {o.age_days}" if o.age_days is not None else ""
    return f"{_value(o)}{age} {say.during(o)}"


def table(shown: Shown) -> pd.DataFrame:
    """The rows behind the picture, newest first, one a number."""
    rows = [g.last for g in shown.groups] if shown.panel.bars else list(reversed(shown.rows))
    columns = {
        "Period": [say.when(o) for o in rows],
        "Entity": [o.entity for o in rows],
        "Value": [_value(o) for o in rows],
        "Basis": [o.basis for o in rows],
        "Grade": [WORDS[o.grade] for o in rows],
        "Published": [say.day(o.known_on) for o in rows],
        "Source": [o.source for o in rows],
    }
    if any(o.age_days is not None for o in rows):
        columns["Day"] = ["" if o.age_days is None else str(o.age_days) for o in rows]
    if any(o.label for o in rows):
        columns["Label"] = [o.label for o in rows]
    order = [name for name in ("Period", "Day", "Label", *TABLE[1:]) if name in columns]
    return pd.DataFrame({name: columns[name] for name in order})


def _value(o: Observation) -> str:
    text = say.observed(o)
    return f"{text} ({say.interval(o.low, o.high, o.unit)})" if o.stated and o.value is not None else text
