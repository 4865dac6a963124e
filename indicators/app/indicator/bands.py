"""Bands and exit triggers of an indicator: where they stand, why, and how a user moves them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
import streamlit as st

from ...core.claims.lint import read_test
from ...core.evidence.evaluate import Evaluated
from ...core.evidence.ranges import HIDDEN_BAND, HIDDEN_BANDS, HIDDEN_TITLE
from ...core.model.condition import condition
from ...core.model.errors import TelltaleError
from ...core.model.indicator import Bands, Indicator, Metric
from ...core.review.ahead.due import awaited
from ...core.review.ahead.triggers import trigger
from ...core.text import say
from ...store import Workspace
from ..access.signed_in import who
from ..session import memory, state
from ..ui.head import past
from ..ui.notes import note, noted
from ..ui.text import literal

BAND_FIELDS = ("band_metric", "band_supports", "band_against", "band_because")
LINE_FIELDS = ("line_name", "line_metric", "line_test", "line_because")


def bands_view(indicator: Indicator, evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """The bands in force with their reasons, and the exit triggers with their standing."""
    banded = [m for m in indicator.metrics if m.bands or indicator.full(m.id) in known.bands]
    with st.expander("Bands: what supports the thesis, what speaks against it, and why", key="bands"):
        rows = [_band_row(indicator, metric, known) for metric in banded]
        hidden = known.bands.get(HIDDEN_BAND, HIDDEN_BANDS)
        st.table(pd.DataFrame([*rows, _hidden_row(hidden)]), border="horizontal", hide_index=True)
        if not past(known) and not state.read_only():
            move_form(indicator, banded)
    lines = [line for line in known.lines if line.metric.partition(".")[0] == indicator.id]
    with st.expander("Exit triggers: where the thesis is dropped", key="lines"):
        for line in lines:
            reading = evaluated.reading(line.metric)
            due = awaited(reading.inputs, known.due, known.evidence)
            stand = trigger(condition(line.test), reading, due, known.as_of)
            st.markdown(f"**{literal(line.name)}: {stand.standing}** · {literal(stand.because)}")
            st.caption(literal(f"{line.because} Set on {say.day(line.set_on)}."))
        if not lines:
            st.caption("None set. A trigger is a line on a metric: below it (or above) the thesis is dropped.")
        if not past(known) and not state.read_only():
            line_form(indicator)


def _band_row(indicator: Indicator, metric: Metric, known: state.BoardSnapshot) -> dict[str, str]:
    own = known.bands.get(indicator.full(metric.id)) or metric.bands
    if own is None:
        return {}
    unit = metric.unit
    return {
        "Metric": literal(metric.title),
        "Supports": literal(say.condition(own.supports, unit, metric.shown)),
        "Against": literal(say.condition(own.against, unit, metric.shown)) if own.against else "never",
        "Why": literal(f"{own.because} ({own.source})"),
    }


def _hidden_row(own: Bands) -> dict[str, str]:
    """What a one-sided number may hide: no band, but moved like one, and the same on every page."""
    return {
        "Metric": literal(HIDDEN_TITLE),
        "Supports": literal(f"at most {say.ratio(own.supports.edge)} of itself"),
        "Against": "",
        "Why": literal(f"{own.because} ({own.source})"),
    }


def move_form(indicator: Indicator, banded: list[Metric]) -> None:
    """Move a band, or give it back: kept, dated, and shown as yours."""
    titles = {indicator.full(m.id): m.title for m in banded} | {HIDDEN_BAND: HIDDEN_TITLE}
    metric, supports, against = st.columns(3)
    chosen = metric.selectbox("Metric", list(titles), key="band_metric", format_func=lambda name: titles[name])
    declared: Bands | None = next((m.bands for m in banded if indicator.full(m.id) == chosen), HIDDEN_BANDS)
    hint = (str(declared.supports), str(declared.against or "")) if declared else ("", "")
    supports.text_input("Supports", key="band_supports", placeholder=f"{hint[0]}; empty: its own again")
    against.text_input("Against", key="band_against", placeholder=hint[1])
    st.text_input("Why", key="band_because", placeholder="What makes this the line")
    known = units(banded, indicator) | {HIDDEN_BAND: "ratio"}
    st.button("Move the band", key="move_band", on_click=move_band, args=(known,))
    noted("band")


def units(metrics: Iterable[Metric], indicator: Indicator) -> dict[str, str]:
    """The metrics' units, by full id: what a test's percentage or currency must fit."""
    return {indicator.full(m.id): m.unit for m in metrics}


def as_test(text: str, unit: str) -> str:
    """A test as a person wrote it, in the form that is kept; what cannot be read stays, and is refused."""
    test = read_test(text, unit)
    return text if isinstance(test, str) else str(test)


def move_band(unit_of: Mapping[str, str]) -> None:
    """Keep the moved band."""
    typed = memory.typed(BAND_FIELDS)
    unit = unit_of.get(typed["band_metric"], "")
    try:
        Workspace(state.path()).set_band(
            typed["band_metric"],
            supports=as_test(typed["band_supports"], unit),
            against=as_test(typed["band_against"], unit),
            because=typed["band_because"],
            by=who(),
        )
    except TelltaleError as error:  # said on the page, the text is kept
        note("band", problems=(str(error),))
        return
    note("band", "The band is moved, and shown as yours." if typed["band_supports"] else "The band is its own again.")


def line_form(indicator: Indicator) -> None:
    """Set an exit trigger, or take one away with an empty test."""
    titles = {indicator.full(m.id): m.title for m in indicator.metrics}
    name, metric, test = st.columns(3)
    name.text_input("Name", key="line_name", placeholder="Users shrink")
    metric.selectbox("Metric", list(titles), key="line_metric", format_func=lambda n: titles[n])
    test.text_input("Holds while", key="line_test", placeholder=">= 0; empty: take it away")
    st.text_input("Why", key="line_because", placeholder="Below this I drop the thesis because …")
    st.button("Set the trigger", key="set_line", on_click=set_line, args=(units(indicator.metrics, indicator),))
    noted("line")


def set_line(unit_of: Mapping[str, str]) -> None:
    """Keep the exit trigger."""
    typed = memory.typed(LINE_FIELDS)
    try:
        Workspace(state.path()).set_line(
            typed["line_name"],
            metric=typed["line_metric"],
            test=as_test(typed["line_test"], unit_of.get(typed["line_metric"], "")),
            because=typed["line_because"],
            by=who(),
        )
    except TelltaleError as error:  # said on the page, the text is kept
        note("line", problems=(str(error),))
        return
    note("line", "The trigger is set." if typed["line_test"] else "The trigger is taken away.")
