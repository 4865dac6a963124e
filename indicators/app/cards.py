"""A card of the board: one question, one call, one headline, the proxies, what comes next, how old."""

from __future__ import annotations

import streamlit as st

from ..core import say
from ..core.evaluate import Evaluated
from ..core.flips import Flip, Print
from ..core.indicator import Indicator
from ..core.moves import told
from ..core.periods import say_period
from ..core.reading import Reading
from ..figures import sparkline
from . import state
from .copy import share
from .text import literal

CALL_COLOURS = {"supports": "green", "mixed": "orange", "against": "red"}
CALL_ICONS = {
    "supports": ":material/check_circle:",
    "mixed": ":material/contrast:",
    "against": ":material/cancel:",
}


def call_badge(evaluated: Evaluated, known: state.Known) -> None:
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


def card(indicator: Indicator, known: state.Known) -> None:
    """Draw one card."""
    evaluated = known.evaluated[indicator.id]
    with st.container(border=True, key=f"card_{indicator.id}", height="stretch", gap="xsmall"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{indicator.title}**", width="content")
            call_badge(evaluated, known)
        st.caption(indicator.question)
        level(evaluated.reading(indicator.card.level))
        panel = next(p for p in indicator.panels if p.id == indicator.card.panel)
        picture = sparkline(panel, evaluated, known.frame, example=state.board().kind == "example")
        st.caption(picture.label)
        st.vega_lite_chart(
            picture.on_screen(dark()), theme=None, width="stretch", key=f"spark_{indicator.id}", alt=picture.alt
        )
        lines = [in_short(evaluated.reading(proxy)) for proxy in indicator.card.proxies]
        st.caption(literal("\n".join([*lines, f"Next: {next_step(indicator, known)}"])))
        foot(indicator, evaluated, known)


def level(reading: Reading) -> None:
    """The level as a big number with what it is and when it was, or why there is none."""
    if reading.known and reading.value is not None:
        label = f"{reading.title}, {say.day(reading.at)}" if reading.at else reading.title
        st.metric(label, say.number(reading.value, reading.unit, reading.shown))
    else:
        st.metric(reading.title, "not known", help=literal(reading.because))


def next_step(indicator: Indicator, known: state.Known) -> str:
    """What the next number would flip, the headline's before the proxies'; else what is to be done."""
    names = [indicator.full(name) for name in (indicator.headline.id, *indicator.card.proxies)]
    for name in names:
        for found in known.prints:
            flips = [flip for flip in found.flips if flip.metric == name and flip.becomes != "Met"]
            if flips:
                return f"{in_few_words(found)} {' · '.join(said_flip(flip) for flip in flips)}"
    return indicator.card.next_step


def in_few_words(found: Print) -> str:
    """`Q3 2026 revenue`; a count of a day goes by its name alone."""
    period = "" if found.period.days == 1 else f"{say_period(found.period.start, found.period.end)} "
    return period + found.title.replace("monthly active users", "users")


def said_flip(flip: Flip) -> str:
    """`≥ CNY 1.1135bn supports`."""
    return f"{flip.sign} {say.edge(flip.round, flip.unit)} {flip.becomes.lower()}"


def in_short(reading: Reading) -> str:
    """A proxy in a line: what it is, what it says, for when."""
    day = f", {say.day(reading.at)}" if reading.at else ""
    return f"{reading.title}: {told(reading)}{day}"


def confidential(indicator: Indicator, evaluated: Evaluated) -> bool:
    """Whether a number behind what the card shows is confidential."""
    shown = {indicator.card.level, indicator.headline.id, *indicator.card.proxies}
    return any(evaluated.reading(name).rights == "confidential" for name in shown)


def foot(indicator: Indicator, evaluated: Evaluated, known: state.Known) -> None:
    """How old the newest evidence is, and the way to the page."""
    ages = [
        r.days_old for r in evaluated.readings if r.metric.endswith(indicator.card.level) and r.days_old is not None
    ]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.badge(f"{ages[0]} d old" if ages else "no number", icon=":material/schedule:", color="gray")
        if confidential(indicator, evaluated):
            st.badge("confidential", icon=":material/lock:", color="red")
        share(indicator.full(indicator.card.panel), known, small=True)
        st.page_link(
            state.page(indicator.id), label="Open", icon=":material/arrow_forward:", query_params=state.params()
        )


def dark() -> bool:
    """Whether the reader's theme is dark."""
    return st.context.theme.type == "dark"
