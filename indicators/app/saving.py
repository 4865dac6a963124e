"""Saving, in callbacks: everything typed is read first, then one transaction, then what it has to say is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from ..core.entry import FIELDS, read_entry
from ..core.errors import TelltaleError
from ..core.moves import Move, moves
from ..core.scenario import Levers
from ..core.validate import Cell
from ..store import Outcome, who
from . import state
from .text import literal

AGES = (1, 3, 7, 14, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save has to say: the outcome in a sentence, problems, and what moved."""

    text: str = ""
    problems: tuple[str, ...] = ()
    moved: tuple[Move, ...] = ()


def save_number(prefix: str) -> None:
    """Save the one number that stands in the fields."""
    typed = {name.removeprefix(prefix): text for name, text in state.typed(tuple(prefix + f for f in FIELDS)).items()}
    state.say(write([typed]))


def save_ladder(prefix: str) -> None:
    """Save a cohort's retention at every age that has a value, as one batch."""
    names = tuple(prefix + f for f in FIELDS) + tuple(f"{prefix}d{age}" for age in AGES)
    typed = {name.removeprefix(prefix): text for name, text in state.typed(names).items()}
    steps = [(age, typed[f"d{age}"]) for age in AGES if typed[f"d{age}"].strip()]
    if not steps:
        state.say(Saved(problems=("No day has a value: fill in at least one.",)))
        return
    rung = {"series": "retention", "grade": "", "label": "", "low": "", "high": ""}
    state.say(write([typed | rung | {"age_days": str(age), "value": text} for age, text in steps]))


def save_assumptions(entity: str, levers: Levers) -> None:
    """Keep the levers' two costs as assumptions, dated today; they are never numbers of the record."""
    day = state.today().isoformat()
    shared = {"entity": entity, "basis": "our assumption", "source": "Scenario", "period": day, "grade": "assumption"}
    ranges = {"assume_cost_per_head": levers.cost_per_head, "assume_compute_cost": levers.compute}
    rows = [
        shared | {"series": series, "low": f"{low:.15g}", "high": f"{high:.15g}", "unit": levers.unit}
        for series, (low, high) in ranges.items()
    ]
    state.say(write(rows))


def write(entries: list[Mapping[str, str]]) -> Saved:
    """Read, check and write what was typed; nothing of Streamlit's is called from the first write to the last."""
    read = [read_entry(typed, state.today()) for typed in entries]
    problems = tuple(f"{_field(name)}: {why}" for entry in read for name, why in entry.problems.items())
    if problems:
        return Saved(problems=problems)
    store, today = state.board(), state.today()
    before = state.known(today).evaluated
    rows: list[Mapping[str, Cell]] = [entry.cells for entry in read]
    try:
        outcome = store.add_rows(rows, what="form", by=who())
    except TelltaleError as error:  # said beside the form, whose text is kept
        return Saved(problems=(str(error),))
    if outcome.rejected:
        return Saved(problems=tuple(f"{_field(r.column)}: {r.reason}" for r in outcome.rejected))
    return Saved(text=outcome_text(outcome), moved=tuple(moves(before, state.make_known(store, today).evaluated)))


def _field(column: str) -> str:
    return {"published_on": "Published on", "age_days": "Day", "period_start": "Period", "period_end": "Period"}.get(
        column, column.capitalize()
    )


def outcome_text(outcome: Outcome) -> str:
    """`Saved as batch 4: 1 new, 1 revised.`, or that it was on file already."""
    counts = {"new": outcome.new, "revised": outcome.revised, "unchanged": outcome.unchanged}
    text = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    return f"Saved as batch {outcome.batch}: {text}." if outcome.batch is not None else "Already on file: nothing new."


def saved_view() -> None:
    """Show what the last save had to say."""
    saved = state.said()
    if not isinstance(saved, Saved):
        st.caption("Saving says here what it moved: readings before and after.")
        return
    for problem in saved.problems:
        st.error(literal(problem), icon=":material/error:")
    if saved.text:
        st.success(saved.text, icon=":material/check:")
    if saved.moved:
        st.markdown(f"**What moved: {len(saved.moved)} readings**")
        for move in saved.moved:
            st.markdown(f"{literal(move.title)}  \n{literal(move.was)} → **{literal(move.now)}**")
    elif saved.text:
        st.caption("No reading moved.")
