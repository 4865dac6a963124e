"""The calls on the thesis, those of users among them: the test, how it stands, and what the reading says."""

from __future__ import annotations

from textwrap import shorten

import pandas as pd
import streamlit as st

from ...core.claims.claim import OUTCOME_WORDS, Decided
from ...core.claims.track import ENOUGH, tracks
from ...core.model.observation import CONFIDENTIAL
from ...core.text import say
from ...memo.content.claims_table import TITLE
from ..session import state
from ..ui.copy import share_claims
from ..ui.shot import identity
from ..ui.text import literal

ROW, HEADER = 28, 37  # pixels
WIDTHS = {"Call": 210, "Test": 214, "Status": 188, "By": 76}  # pixels: all fit beside the due list
SHORT = 34  # characters of a claim in its line
LOCK = "🔒 "


def claims_table(known: state.BoardSnapshot) -> None:
    """One line a claim, the earliest due first; a chosen one is shown whole."""
    claims = sorted(known.claims, key=lambda d: (d.claim.resolve_by, d.claim.id))
    with st.container(border=True, height="stretch", key="claims"):
        st.markdown(f"**{TITLE}**")
        if not claims:
            st.caption("No claim on file.")
            return
        event = st.dataframe(
            pd.DataFrame([_row(decided) for decided in claims]),
            hide_index=True,
            row_height=ROW,
            height=ROW * len(claims) + HEADER,
            key="claims_table",
            column_config={name: st.column_config.TextColumn(width=width) for name, width in WIDTHS.items()},
            on_select="rerun",
            selection_mode="single-row",
        )
        for place in event.selection["rows"]:  # type: ignore[index]  # on_select="rerun" gives a state
            whole(claims[place])
        share_claims(known)
        identity("claims", known)


def _row(decided: Decided) -> dict[str, str]:
    claim, reading = decided.claim, decided.reading
    return {
        "Call": LOCK * (decided.rights == CONFIDENTIAL) + shorten(claim.claim, SHORT, placeholder="…"),
        "Test": f"{reading.title} {say.condition(claim.test, reading.unit, reading.shown)}",
        "Status": decided.said,
        "By": say.day(claim.resolve_by),
    }


def whole(decided: Decided) -> None:
    """A claim in full: why it stands as it does, who said it, and when its test was chosen."""
    claim = decided.claim
    st.markdown(f"**{literal(claim.claim)}**  \n{literal(decided.because)}")
    if decided.outcome_now is not decided.outcome:
        st.markdown(literal(f"As known now: {OUTCOME_WORDS[decided.outcome_now]}. {decided.reading_now.because}"))
    if decided.rights == CONFIDENTIAL:
        st.badge(CONFIDENTIAL, icon=":material/lock:", color="red")
    hindsight = "" if claim.scored else " Chosen after the period had ended: shown, never scored."
    basis = f" Judged on {claim.basis}." if claim.basis else ""
    set_ = f"test set on {say.day(claim.set_on)}, evidence to {say.day(claim.resolve_by)}"
    text = f"{claim.source}, {say.day(claim.made_on)}; {set_}.{basis}{hindsight} {claim.note}"
    st.caption(literal(text))


def track_line(known: state.BoardSnapshot) -> None:
    """How each source's calls came out: a count, and a score once it has enough decided ones."""
    found = tracks(known.claims)
    if found:
        text = ". ".join(f"{track.source}: {track.said}" for track in found)
        st.caption(literal(f"{text}. A Brier score comes with {ENOUGH} decided calls of one source."))
