"""What a save has to say: the outcome, how surprising the number is, what gives pause, and what moved."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from ...core.entry.validate import Rejection
from ...core.model.errors import TelltaleError
from ...core.review.changed import moves
from ...core.review.changed.changes import Changes, ReadingChange, Turn
from ...store import Outcome
from ..access.signed_in import who
from ..session import memory, state
from ..session.keeper import WORD
from ..ui.head import past
from ..ui.text import literal

LAST = 4  # batches offered for undoing beside the form
AGAIN, ACCEPTED = "save again", "warnings accepted"  # the callback of the last save, and what was answered to it


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome in a sentence, problems, what was expected, what gives pause, what moved, and the levels met.

    `asks` are the warnings that wait for an answer before anything is saved.
    """

    text: str = ""
    problems: tuple[str, ...] = ()
    asks: tuple[Rejection, ...] = ()
    moved: Changes | None = None
    surprises: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    batch: int | None = None

    @property
    def held(self) -> bool:
        """Whether what was typed is not saved, and stays."""
        return bool(self.problems or self.asks)


def outcome_text(outcome: Outcome) -> str:
    """`Saved as batch 4: 1 new, 1 revised.`, or that it was on file already."""
    counts = {"new": outcome.new, "revised": outcome.revised, "unchanged": outcome.unchanged}
    text = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"Saved as batch {outcome.batch}: {text}." if outcome.batch is not None else "Already on file: nothing new."


def warned(outcome: Outcome) -> tuple[str, ...]:
    """What gives pause about the act of writing as a whole; what does about a row was asked before."""
    return tuple(warning.reason for warning in outcome.warnings if not warning.row)


def saved_view(*, undo: bool = True) -> None:
    """Show what the last save had to say; the browser hides it while it cannot know of the next one."""
    with st.container(key=WORD):
        _saved_view(undo=undo)


def _saved_view(*, undo: bool) -> None:
    saved = memory.said()
    if not isinstance(saved, Saved):
        st.caption("Saving says here what was expected and what it moved.")
        return
    for problem in saved.problems:
        st.error(literal(problem), icon=":material/error:")
    if saved.asks:
        _asked(saved.asks)
    if saved.text:
        st.success(literal(saved.text), icon=":material/check:")
    if undo and saved.batch is not None:
        st.button(
            f"Undo batch {saved.batch}", key="undo_last", on_click=take_back, args=(saved.batch,), type="tertiary"
        )
    for line in saved.surprises:
        st.markdown(literal(line))
    for line in saved.levels:
        st.markdown(literal(line))
    for guard in saved.guards:
        caution(guard)
    _moved(saved)


def _asked(asks: tuple[Rejection, ...]) -> None:
    """The warnings, one a line, and the button that saves all the same."""
    several = max(ask.row for ask in asks) > 1
    for ask in asks:
        caution(f"Row {ask.row}: {ask.reason}" if several else ask.reason)
    st.markdown("**Nothing is saved yet.** Correct it, or:")
    st.button("Save all the same", key="save_anyway", type="primary", on_click=save_anyway)


def save_anyway() -> None:
    """Save once more what was typed, with the warnings that are shown accepted; another one is asked anew."""
    saved, again = memory.said(), memory.at(AGAIN)
    if not isinstance(saved, Saved) or not callable(again):
        return
    memory.put(ACCEPTED, saved.asks)
    again()
    memory.put(ACCEPTED, ())


def accepted() -> tuple[Rejection, ...]:
    """The warnings that were just answered with yes."""
    found = memory.at(ACCEPTED)
    return found if isinstance(found, tuple) else ()


def closed(known: state.BoardSnapshot) -> bool:
    """Where nothing can be entered, why; and what the last save had to say, which is told whatever the day."""
    off = past(known) or bool(state.read_only())
    if off and memory.said() is not None:
        saved_view(undo=False)
    if past(known):
        st.info("Entry is off while the page shows a past day. Go back to today to enter a number.")
    elif off:
        st.info(f"Entry is off. {literal(state.read_only())}")
    return off


def caution(text: str) -> None:
    """What gives pause, or is asked, beside what it is about."""
    st.markdown(f":orange[{literal(text)}]")


def _moved(saved: Saved) -> None:
    found = saved.moved
    if found is None:
        return
    for shift in [*(moves.claim(c) for c in found.claims), *(moves.line(line) for line in found.lines)]:
        st.markdown(literal(shift))
    for change in found.sources:
        caution(moves.source(change))
    told = [change for change in found.readings if change.turn is not Turn.REASON]
    if told:
        st.markdown(f"**What moved: {len(told)} {'reading' if len(told) == 1 else 'readings'}**")
        for change in told:
            st.markdown(_told(change))
    if still := len(found.readings) - len(told):
        st.caption(f"{still} more {'is' if still == 1 else 'are'} still not known, for another reason.")
    if not found.readings and not found.claims and not found.lines:
        st.caption("No reading moved.")


def _told(change: ReadingChange) -> str:
    """A reading before and after; of another source no arrow is drawn."""
    if change.turn is Turn.SOURCE:
        return literal(moves.reading(change))
    was, now = moves.pair(change)
    return f"{literal(change.title)}  \n{literal(was)} → **{literal(now)}**"


def last_saves() -> None:
    """The newest batches that stand, each with its undo: also next week, and after a restart."""
    standing = state.board().last_saves(LAST)
    if not standing:
        return
    st.markdown("**Last saves**")
    for batch in reversed(standing):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            rows = f"{batch.rows} {'row' if batch.rows == 1 else 'rows'}"
            st.caption(literal(f"Batch {batch.batch} · {batch.at[:16].replace('T', ' ')} · {batch.what} · {rows}"))
            st.button("Undo", key=f"undo_{batch.batch}", on_click=take_back, args=(batch.batch,), type="tertiary")


def take_back(batch: int) -> None:
    """Undo a batch as a whole."""
    try:
        outcome = state.board().undo(batch, who())
    except TelltaleError as error:  # said on the page: another window was faster
        memory.say(Saved(problems=(str(error),)))
        return
    memory.say(Saved(text=f"Batch {batch} is undone.", guards=warned(outcome)))
