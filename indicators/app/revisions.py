"""Who revises what they published, and first prints against the latest."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from .. import memo
from ..core import say
from ..core.evaluate import Evaluated
from ..core.series import SERIES
from ..core.vintages import Habit, Vintages, cited, habits, published_again
from . import state
from .panels import picture
from .text import literal
from .view import view_of


def revisions_view(known: state.Known) -> None:
    """The bases that publish again, then the numbers that were published more than once."""
    numbers = state.releases(known)
    again = published_again(numbers)
    changed = sum(number.revised for number in again)
    st.caption(
        f"Published more than once: {len(again)} of {len(numbers)} numbers, {changed} of them revised. "
        "The mean is over all that a basis published again, unchanged ones too and bounds left out: the latest against "
        "the first print."
    )
    if again:
        made = memo.prints_plate(view_of(known), numbers).figure
        with st.container(border=True, gap="xsmall", key="panel_revisions"):
            picture(made, known)
        st.dataframe(pd.DataFrame([_number(n) for n in again]), hide_index=True, key="first_prints")
    if numbers:
        st.dataframe(pd.DataFrame([_habit(h) for h in habits(numbers)]), hide_index=True, key="who_revises")


def _number(number: Vintages) -> dict[str, object]:
    first, o = number.first, number.latest
    return {
        "Entity": o.entity,
        "Series": SERIES[o.series].title if o.series in SERIES else o.series,
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


def sources_note(evaluated: Evaluated, known: state.Known) -> None:
    """Under the readings: how the bases they rest on have revised what they published; nothing where none did."""
    used = {id_ for reading in evaluated.readings for id_ in reading.inputs}
    bases = set(known.frame.loc[known.frame["id"].isin(used), "basis"])
    if said := cited(known.numbers.habits(known.as_of, bases, confidential=True), bases):
        st.caption(literal(said))
