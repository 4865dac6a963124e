"""Saving, in callbacks: everything typed is read first, then one transaction, then what it has to say is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import ParamSpec

from ...core.entry.entry import FIELDS, Entry, read_entry
from ...core.entry.validate import Cell
from ...core.evidence.reads import Pair
from ...core.model.errors import BoardError, TelltaleError
from ...core.readings.scenario import Levers
from ...core.review.changed.changes import changes
from ...core.review.changed.side import Side
from ...core.review.record.aside import Aside
from ...store import Outcome
from ...store.rows.rights import remember
from ...store.views.beside import beside
from ..access.signed_in import who
from ..session import memory, state
from ..session.drafts import done
from . import prints_kept
from .rights import rights_of
from .saved import Saved, outcome_text, saved_view, warned

__all__ = ["Saved", "outcome_text", "saved_view", "warned"]
P = ParamSpec("P")  # what a callback is called with
AGES = (1, 3, 7, 14, 30, 60, 90)


def in_words(save: Callable[P, None]) -> Callable[P, None]:
    """A callback whose trouble with the board is said on the page, as any other problem of a save."""

    @wraps(save)
    def said(*args: P.args, **more: P.kwargs) -> None:
        try:
            save(*args, **more)
        except BoardError as error:
            memory.say(Saved(problems=(f"{error} Nothing was saved.",)))

    return said


@in_words
def save_number(prefix: str) -> None:
    """Save the one number that stands in the fields."""
    typed = {name.removeprefix(prefix): text for name, text in memory.typed(tuple(prefix + f for f in FIELDS)).items()}
    _say(write([typed]), prefix)


def _say(saved: Saved, form: str) -> None:
    """Say what became of a form; one that was saved is no draft any more."""
    if not saved.problems:
        done(form)
    memory.say(saved)


@in_words
def save_ladder(prefix: str) -> None:
    """Save a cohort's retention at every age that has a value, as one batch."""
    names = tuple(prefix + f for f in FIELDS) + tuple(f"{prefix}d{age}" for age in AGES)
    typed = {name.removeprefix(prefix): text for name, text in memory.typed(names).items()}
    steps = [(age, typed[f"d{age}"]) for age in AGES if typed[f"d{age}"].strip()]
    if not steps:
        memory.say(Saved(problems=("No day has a value: fill in at least one.",)))
        return
    rung = {"series": "retention", "grade": "", "label": "", "low": "", "high": ""}
    _say(write([typed | rung | {"age_days": str(age), "value": text} for age, text in steps]), prefix)


@in_words
def save_assumptions(entity: str, levers: Levers) -> None:
    """Keep the levers' two costs as assumptions, dated today; they are never numbers of the record."""
    day = state.today().isoformat()
    shared = {"entity": entity, "basis": "our assumption", "source": "Scenario", "grade": "assumption"}
    shared |= {"period": day, "published_on": day}
    ranges = {"assume_cost_per_head": levers.cost_per_head, "assume_compute_cost": levers.compute}
    rows = [
        shared
        | {"series": series, "low": f"{low:.15g}", "high": f"{high:.15g}", "unit": levers.unit, "rights": "public"}
        for series, (low, high) in ranges.items()
    ]
    memory.say(write(rows))


def write(entries: Sequence[Mapping[str, str]], *, what: str = "form") -> Saved:
    """Read and check what was typed, then keep it."""
    known, series = state.known(state.today()), state.board().series()
    rights = [rights_of(typed.get("source", ""), typed.get("rights", ""), known) for typed in entries]
    read = [
        read_entry({**typed, "rights": right}, state.today(), series)
        for typed, right in zip(entries, rights, strict=True)
    ]
    problems = [f"{_field(name)}: {why}" for entry in read for name, why in entry.problems.items()]
    if any(entry.cells.get("source") and not entry.cells["rights"] for entry in read):
        problems.append("Rights: asked once for each source. Choose public, licensed or confidential.")
    return Saved(problems=tuple(problems)) if problems else keep([entry.cells for entry in read], what)


def keep(rows: Sequence[Mapping[str, Cell]], what: str) -> Saved:
    """Write rows as one batch; nothing of Streamlit's is called from the first write to the last."""
    store, today, by = state.board(), state.today(), who()
    before, desk = state.known(today), state.desk()
    said = beside(store, rows, today, before.stands)
    stood = before.beside(pairs_of(rows))  # now: after the write the board would answer otherwise
    try:
        outcome = store.add_rows(rows, what=what, by=by)
        if outcome.batch is not None:
            prints_kept.keep(store, before, stood.claims, outcome)
            remember(desk, rows, by)
    except TelltaleError as error:  # said beside the form, whose text is kept
        return Saved(problems=(str(error),))
    if outcome.rejected:
        return Saved(problems=tuple(f"{_field(r.column)}: {r.reason}" for r in outcome.rejected))
    return told(outcome, stood, pairs_of(rows), said)


def pairs_of(rows: Sequence[Mapping[str, Cell]]) -> frozenset[Pair]:
    """The series and entities of rows, as they are written."""
    return frozenset((str(row["series"]), str(row["entity"])) for row in rows)


def told(outcome: Outcome, before: Side, pairs: frozenset[Pair], said: Aside) -> Saved:
    """What an act of writing has to say, with what moved by numbers of these pairs."""
    if outcome.batch is None:
        return Saved(text=outcome_text(outcome), guards=warned(outcome))
    after = state.known(before.as_of)
    return Saved(
        text=outcome_text(outcome),
        moved=changes(before, after.beside(pairs)),
        surprises=said.surprises,
        guards=(*said.guards, *warned(outcome)),
        levels=tuple(f"{c.title}: {c.said}" for c in after.came if c.row["id"] in outcome.ids),
        batch=outcome.batch,
    )


def preview(entry: Entry, known: state.Known) -> Aside:
    """The surprise line and the guards of a number that is being typed."""
    return Aside() if entry.problems else beside(state.board(), [entry.cells], known.as_of, known.stands)


def _field(column: str) -> str:
    return {"published_on": "Published on", "age_days": "Day", "period_start": "Period", "period_end": "Period"}.get(
        column, column.capitalize()
    )
