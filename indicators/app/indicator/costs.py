"""What it costs to know: who has each missing number, how often, and which readings it would unlock."""

from __future__ import annotations

from functools import cache

import streamlit as st

from ... import registry
from ...core.model.catalogue import all_series
from ...core.model.indicator import Indicator
from ...core.review.ahead.gaps import Gap
from ...core.text import say
from ...store import Workspace
from ..access.signed_in import who
from ..session import state
from ..ui.head import past
from ..ui.notes import note, noted
from ..ui.text import literal

QUIET = "not obtainable"


def costs_view(indicator: Indicator, known: state.BoardSnapshot) -> None:
    """One line a missing number, those that the call waits for first; a quieted one stays at the end."""
    found = state.missing(known, indicator.id)
    if not found:
        return
    with st.expander("What it costs to know: who has the missing numbers", key="costs"):
        for gap in sorted(found, key=lambda gap: quieted(gap, known)):
            row(gap, known)
        noted("costs")


def quieted(gap: Gap, known: state.BoardSnapshot) -> bool:
    """Whether a user marked the number as not obtainable."""
    mark = known.marks.get((gap.series, gap.entity))
    return mark is not None and mark.kind == QUIET


def row(gap: Gap, known: state.BoardSnapshot) -> None:
    """A missing number: what it is, who has it, what it would unlock, and the button that quiets it."""
    quiet = quieted(gap, known)
    with st.container(horizontal=True, vertical_alignment="center"):
        wait = "The call waits for it. " if gap.headline and not quiet else ""
        text = f"**{literal(gap.title)}** · {gap.often} · {literal(gap.where or 'No seller is known.')}  \n"
        (st.caption if quiet else st.markdown)(text + literal(wait + unlocks(gap)), width="stretch")
        if past(known) or state.read_only():
            return
        label, kind = ("Ask again", "asked again") if quiet else ("Mark not obtainable", QUIET)
        st.button(label, key=f"mark_{gap.series}", on_click=mark, args=(gap.series, gap.entity, kind))
        st.page_link(
            state.page("enter"),
            label="Enter",
            icon=":material/edit:",
            query_params=state.params(series=gap.series, entity=gap.entity),
        )
    if quiet:
        stood = known.marks[gap.series, gap.entity]
        st.caption(f"Marked as not obtainable on {say.day(stood.set_on)}: it no longer nags.")


def unlocks(gap: Gap) -> str:
    """`Unlocks Months of cash and 5 more, together with net burn.`."""
    titles = [title_of(name) for name in gap.unlocks]
    text = say.listed(titles) if len(titles) <= SHOWN else f"{', '.join(titles[:SHOWN])} and {len(titles) - SHOWN} more"
    with_ = "".join(
        ", with a second one on its basis" if s == gap.series else f", together with {all_series()[s].title.lower()}"
        for s in gap.needs
    )
    return f"Unlocks {text}{with_}."


SHOWN = 3  # titles before the rest is counted


@cache
def title_of(metric: str) -> str:
    """A metric's title by its full id."""
    indicator, _, short = metric.partition(".")
    return next(m.title for m in registry()[indicator].metrics if m.id == short)


def mark(series: str, entity: str, kind: str) -> None:
    """Keep what the user said of the number."""
    Workspace(state.path()).mark(series, entity, kind, who())
    word = "marked as not obtainable" if kind == QUIET else "asked for again"
    note("costs", f"{entity} {all_series()[series].title.lower()} is {word}.")
