"""The two ends of a comparison: in the URL, in two date fields, and on a slider over the dates of change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ...core.text import say
from ...store import is_stamp
from ..session import memory, state
from .choice import choice

CLOCKS = ("Published", "Recorded here")
BEFORE = timedelta(days=91)  # a comparison of days begins a quarter back, one of moments before the last act
_FROM, _TO, _SLIDER, _WRITTEN = "from", "to", "span", "span_in_url"


@dataclass(frozen=True, slots=True)
class Span:
    """Two days, or with `recorded` two UTC times, as ISO text."""

    first: str
    last: str
    recorded: bool


Ends = tuple[str, str]


def choose(known: state.BoardSnapshot) -> Span | None:
    """The chosen ends, neither after the as-known-on date; None where nothing is on file."""
    columns = st.columns(3)
    with columns[0]:
        recorded = _by_recording()
    stops = state.moments(known.as_of) if recorded else state.change_days(known.as_of)
    if not stops:
        return None
    last = stops[-1] if recorded else known.as_of.isoformat()
    first = stops[-2] if recorded else (known.as_of - BEFORE).isoformat()
    kept = f"ends_{'recorded' if recorded else 'published'}"
    if (asked := _asked(recorded=recorded)) is not None:
        memory.put(kept, asked)
    found = memory.at(kept)
    first, last = (min(end, last) for end in (found if isinstance(found, tuple) else (first, last)))
    if not recorded:
        _fields(columns[1:], kept, (first, last), known.as_of)
    _slider(kept, sorted({*stops, first, last}), (first, last))
    if recorded and last != stops[-1]:
        st.button(
            f"Show the whole board as recorded by {said(last)}",
            key="show_moment",
            on_click=state.show_moment,
            args=(last,),
            icon=":material/history:",
        )
    _put_in_url((first, last))
    return Span(first, last, recorded)


def _by_recording() -> bool:
    """Whether the second clock is chosen: not when the world could know, but when it was written down here."""
    about = "By the day on which a number was published, or by the time at which it was recorded on this board."
    return choice("By when it was", CLOCKS, "clock", CLOCKS[0], about=about) == CLOCKS[1]


def said(end: str) -> str:
    """`2 Apr 2026`, or with the time."""
    return say.time(end) if is_stamp(end) else say.day(date.fromisoformat(end))


def _asked(*, recorded: bool) -> Ends | None:
    """The ends in the URL where somebody came with others than were written there last."""
    first, last = (st.query_params.get(name, "") for name in (_FROM, _TO))
    if (first, last) == memory.at(_WRITTEN) or not all(_readable(end, recorded=recorded) for end in (first, last)):
        return None
    return min(first, last), max(first, last)


def _readable(end: str, *, recorded: bool) -> bool:
    if recorded:
        return is_stamp(end)
    try:
        return date.fromisoformat(end).isoformat() == end and end >= state.FIRST_DAY.isoformat()
    except ValueError:  # none, or not a day
        return False


def _put_in_url(ends: Ends) -> None:
    st.query_params.update(dict(zip((_FROM, _TO), ends, strict=True)))  # at once: one step for Back
    memory.put(_WRITTEN, ends)


def _fields(columns: Sequence[DeltaGenerator], kept: str, ends: Ends, latest: date) -> None:
    for column, label, name, end in zip(columns, ("From", "To"), ("from_day", "to_day"), ends, strict=True):
        memory.fill({name: date.fromisoformat(end)})
        column.date_input(
            label,
            key=name,
            min_value=state.FIRST_DAY,
            max_value=latest,
            format="YYYY-MM-DD",
            on_change=_from_fields,
            args=(kept,),
        )


def _from_fields(kept: str) -> None:
    days = [day.isoformat() for name in ("from_day", "to_day") if isinstance(day := memory.at(name), date)]
    if len(days) == 2:  # noqa: PLR2004 - From and To; an emptied field fills again with what it held
        memory.put(kept, (min(days), max(days)))


def _slider(kept: str, stops: list[str], ends: Ends) -> None:
    if len(stops) > 1:
        memory.fill({_SLIDER: ends})
        st.select_slider(
            "Dates on which anything changed",
            stops,
            value=(stops[0], stops[-1]),  # that it has two ends is read off this alone
            key=_SLIDER,
            format_func=said,
            on_change=_from_slider,
            args=(kept,),
        )


def _from_slider(kept: str) -> None:
    first, last = memory.at(_SLIDER)  # type: ignore[misc]  # the slider has two ends
    memory.put(kept, (first, last))
