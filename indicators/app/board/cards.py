"""A card of the board: one question, one call, one headline, the proxies, what comes next, how old."""

from __future__ import annotations

import streamlit as st

from ... import memo
from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Indicator
from ...core.model.observation import CONFIDENTIAL
from ...core.model.reading import Reading
from ..session import state
from ..ui.copy import share
from ..ui.pictures import sparkline_of, specification
from ..ui.shot import identity
from ..ui.text import literal

CALL_COLOURS = {"supports": "green", "mixed": "orange", "against": "red"}
CALL_ICONS = {
    "supports": ":material/check_circle:",
    "mixed": ":material/contrast:",
    "against": ":material/cancel:",
}


def call_badge(evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """The indicator's state in words, an icon and a colour; behind it why, or since when a call is withdrawn."""
    call = evaluated.headline.call or ""
    withdrawn = known.withdrawn.get(evaluated.headline.metric)
    why = f"{withdrawn.said}. {evaluated.because}" if withdrawn else evaluated.because
    st.badge(
        evaluated.state_words,
        icon=CALL_ICONS.get(call, ":material/help:"),
        color=CALL_COLOURS.get(call, "gray"),  # type: ignore[arg-type]  # the colours above are Streamlit's
        help=literal(why),
    )


def card(indicator: Indicator, known: state.BoardSnapshot) -> None:
    """Draw one card."""
    evaluated = known.evaluated[indicator.id]
    with st.container(border=True, key=f"card_{indicator.id}", height="stretch", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{indicator.title}**", width="content")
            call_badge(evaluated, known)
        st.caption(indicator.question)
        level(evaluated.reading(indicator.card.level))
        picture, name = sparkline_of(evaluated, known), f"spark_{indicator.id}"
        st.caption(picture.label)
        st.vega_lite_chart(
            specification(picture, name, known, dark=dark()), theme=None, width="stretch", key=name, alt=picture.alt
        )
        lines = [memo.in_short(evaluated.reading(proxy)) for proxy in indicator.card.proxies]
        st.caption(literal("\n".join([*lines, f"Next: {memo.next_step(evaluated, known.next_numbers)}"])))
        foot(indicator, evaluated, known)
        identity(f"board.{indicator.id}", known)


def level(reading: Reading) -> None:
    """The level as a big number with what it is and when it was, or why there is none."""
    label, value = memo.level(reading)
    st.metric(label, value, help=None if reading.known else literal(reading.because))


def confidential(indicator: Indicator, evaluated: Evaluated) -> bool:
    """Whether a number behind what the card shows is confidential."""
    shown = {indicator.card.level, indicator.headline.id, *indicator.card.proxies}
    return any(evaluated.reading(name).rights == CONFIDENTIAL for name in shown)


def foot(indicator: Indicator, evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """How old the newest evidence is, and the way to the page."""
    ages = [
        r.days_old for r in evaluated.readings if r.metric.endswith(indicator.card.level) and r.days_old is not None
    ]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.badge(f"{ages[0]} d old" if ages else "no number", icon=":material/schedule:", color="gray")
        if confidential(indicator, evaluated):
            st.badge("confidential", icon=":material/lock:", color="red")
        share(f"board.{indicator.id}", known, small=True)
        st.page_link(
            state.page(indicator.id), label="Open", icon=":material/arrow_forward:", query_params=state.params()
        )


def dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"
