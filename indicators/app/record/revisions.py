"""Who revises what they published, and first prints against the latest."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ... import memo
from ...core.evidence.evaluate import Evaluated
from ...core.model.catalogue import all_series
from ...core.review.record.vintages import Habit, Vintages, cited
from ...core.text import say
from ..indicator.panels import picture
from ..session import state
from ..ui.text import literal


def revisions_view(known: state.BoardSnapshot) -> None:
    """The bases that publish again, then the numbers that were published more than once."""
    found = state.revisions(known)
    again = found.every
    st.caption(
        f"Published more than once: {again.count} of {found.numbers} numbers, {again.revised} of them revised. "
        "The mean is over all that a basis published again, unchanged ones too and bounds left out: the latest against "
        "the first print."
    )
    if again.count:
        made = memo.first_prints_picture(known, found).figure
        with st.container(border=True, gap="xsmall", key="panel_revisions"):
            picture(made, known)
        st.dataframe(pd.DataFrame([_number(n) for n in again.shown]), hide_index=True, key="first_prints")
        _more(again.count - len(again.shown), "numbers")
    if found.habits:
        shown = found.habits[: state.REVISED]
        st.dataframe(pd.DataFrame([_habit(h) for h in shown]), hide_index=True, key="who_revises")
        _more(len(found.habits) - len(shown), "bases")


def _more(count: int, what: str) -> None:
    if count:
        st.caption(f"{count:,} more {what}: `python -m indicators revisions` prints them all.")


def _number(number: Vintages) -> dict[str, object]:
    first, o = number.first, number.latest
    return {
        "Entity": o.entity,
        "Series": all_series()[o.series].title if o.series in all_series() else o.series,
        "Period": say.when(o),
        "Basis": o.basis,
        "First print": f"{say.observed(first)}, {say.day(first.known_on)}",
        "Latest": f"{say.observed(o)}, {say.day(o.known_on)}",
        "Change": number.size,
        "Releases": len(number.releases),
    }


def _habit(habit: Habit) -> dict[str, object]:
    return {
        "Basis": habit.basis,
        "Numbers": habit.numbers,
        "Published again": habit.again,
        "Revised": habit.revised,
        "Mean size": "" if habit.mean_absolute is None else say.ratio(habit.mean_absolute),
        "Mean": "" if habit.mean is None else _share(habit.mean),
    }


def _share(change: float | None) -> str:
    return "from zero" if change is None else say.ratio(change, "change")


def sources_note(evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """Under the readings: how the bases they rest on have revised what they published; nothing where none did."""
    used = {id_ for reading in evaluated.readings for id_ in reading.inputs}
    bases = set(known.frame.loc[known.frame["id"].isin(used), "basis"])
    if said := cited(known.numbers.habits(known.as_of, bases, confidential=True), bases):
        st.caption(literal(said))
