"""What would have to be true: levers to move, what the runway would be, and a contract's term against it."""

from __future__ import annotations

import streamlit as st

from ...core.evidence.evaluate import Evaluated
from ...core.model.indicator import Indicator, Scenario
from ...core.model.reading import Unknown
from ...core.readings.scenario import Levers, funded_past, outlook
from ...core.text import say
from ..enter.saving import Saved, save_assumptions, saved_view
from ..session import memory, state
from ..ui.head import past
from ..ui.text import literal


def scenario_view(indicator: Indicator, evaluated: Evaluated, known: state.BoardSnapshot) -> None:
    """The levers at the left, what follows at the right."""
    start = indicator.scenario
    if start is None:
        return
    with st.container(border=True, key="scenario"):
        st.markdown("**What would have to be true**")
        left, right = st.columns(2, gap="large")
        with left:
            levers = levers_of(start)
            if not past(known) and not state.read_only():
                st.button(
                    "Keep the two costs as assumptions",
                    key="keep_assumptions",
                    on_click=save_assumptions,
                    args=(indicator.entity, levers),
                )
        with right:
            follows(indicator, evaluated, known, levers)
            if isinstance(memory.said(), Saved):
                saved_view()


def levers_of(start: Scenario) -> Levers:
    """The sliders, in thousands and millions."""
    low, high = (end / 1e3 for end in start.cost_per_head)
    cost = st.slider(
        f"Cost per head a month, {start.unit} thousand", 10.0, 100.0, (low, high), 1.0, key="lever_cost", format="%.0f"
    )
    low, high = (end / 1e6 for end in start.compute)
    compute = st.slider(
        f"Compute a month, {start.unit} million", 0.0, 40.0, (low, high), 0.5, key="lever_compute", format="%.1f"
    )
    growth = st.slider("Revenue growth a month, %", -10.0, 20.0, start.growth * 100, 0.5, key="lever_growth")
    return Levers((cost[0] * 1e3, cost[1] * 1e3), (compute[0] * 1e6, compute[1] * 1e6), growth / 100, start.unit)


def follows(indicator: Indicator, evaluated: Evaluated, known: state.BoardSnapshot, levers: Levers) -> None:
    """Burn and months under the levers, and whether a contract's term is funded."""
    found = outlook(known.evidence, indicator.entity, levers)
    if isinstance(found, Unknown):
        st.markdown(literal(found.because))
    else:
        unit = f"{levers.unit} per month"
        burn, low, high = found.burn
        st.markdown(literal(f"Net burn: {say.number(burn, unit)} ({say.interval(low, high, unit)})"))
        middle, short, long = (_months(months) for months in found.months)
        st.markdown(literal(f"Months from here: {middle} ({short} to {long})"))
        st.caption(literal(found.because))
    term = st.number_input("Contract term, months", 1, 60, 12, key="term")
    verdict = funded_past(known.evidence, indicator.entity, evaluated.reading("months"), term)
    st.markdown(f"Funded past {term} months: **{verdict.answer}**. {literal(verdict.because)}")


def _months(months: float | None) -> str:
    return "never spent" if months is None else say.digits(months)


def checklist_view(indicator: Indicator, known: state.BoardSnapshot) -> None:
    """The newest event of each kind that a buyer looks at, dated, or that there is none."""
    if not indicator.checklist:
        return
    with st.container(border=True, key="checklist"):
        st.markdown("**For a buyer: what is dated and on file**")
        for kind, name in indicator.checklist:
            own = [e for e in known.events if e.kind == kind and e.entity == indicator.entity]
            text = f"{say.day(own[-1].date)}: {own[-1].title} ({own[-1].source})" if own else "none on file"
            st.markdown(f"{name} · {literal(text)}")
