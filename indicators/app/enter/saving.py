"""Saving, in callbacks: everything typed is read first, then one transaction, then what it has to say is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import ParamSpec

from ...actions import Recorded, pairs_of, preview, record
from ...core.entry.entry import FIELDS, Entry, read_entry
from ...core.entry.validate import Cell
from ...core.evidence.reads import Pair
from ...core.model.errors import BoardError, TelltaleError
from ...core.readings.scenario import Levers
from ...core.review.changed.changes import changes
from ...core.review.record.remarks import Remarks
from ...store import held
from ..access.signed_in import who
from ..session import memory, state
from ..session.drafts import done
from .rights import rights_of
from .saved import AGAIN, Saved, accepted, outcome_text, saved_view, warned

__all__ = ["Saved", "outcome_text", "saved_view", "warned"]
P = ParamSpec("P")  # what a callback is called with
AGES = (1, 3, 7, 14, 30, 60, 90)


def in_words(save: Callable[P, None]) -> Callable[P, None]:
    """A callback whose trouble with the board is said on the page, as any other problem of a save.

    It is kept, so that it can be called again once its warnings are answered.
    """

    @wraps(save)
    def said(*args: P.args, **more: P.kwargs) -> None:
        memory.put(AGAIN, partial(said, *args, **more))
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
    if not saved.held:
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
    with held(state.path()):
        return _written(entries, what)


def _written(entries: Sequence[Mapping[str, str]], what: str) -> Saved:
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
    before, by, answered = state.known(state.today()), who(), accepted()
    try:
        done = record(before, rows, what=what, by=by, accepted=answered)
    except TelltaleError as error:  # said beside the form, whose text is kept
        return Saved(problems=(str(error),))
    if done.outcome.rejected:
        return Saved(problems=tuple(f"{_field(r.column)}: {r.reason}" for r in done.outcome.rejected))
    if done.asked:
        return Saved(asks=done.asked, surprises=done.remarks.surprises, guards=done.remarks.guards)
    try:
        return saved_from(done, pairs_of(rows))
    except TelltaleError as error:  # it is written; what it moved cannot be read just now
        return Saved(text=outcome_text(done.outcome), guards=(str(error),), batch=done.outcome.batch)


def saved_from(done: Recorded, pairs: frozenset[Pair]) -> Saved:
    """What an act of recording has to say, with what moved by numbers of these pairs."""
    outcome = done.outcome
    if outcome.batch is None:
        return Saved(text=outcome_text(outcome), guards=warned(outcome))
    after = state.known(done.before.as_of)
    return Saved(
        text=outcome_text(outcome),
        moved=changes(done.before, after.about(pairs)),
        surprises=done.remarks.surprises,
        guards=(*done.remarks.guards, *warned(outcome)),
        levels=tuple(f"{c.title}: {c.said}" for c in after.outturns if c.row["id"] in outcome.ids),
        batch=outcome.batch,
    )


def preview_of(entry: Entry, known: state.BoardSnapshot) -> Remarks:
    """The surprise line and what gives pause about a number that is being typed."""
    return Remarks() if entry.problems else preview(known, [entry.cells])


def _field(column: str) -> str:
    return {"published_on": "Published on", "age_days": "Day", "period_start": "Period", "period_end": "Period"}.get(
        column, column.capitalize()
    )
