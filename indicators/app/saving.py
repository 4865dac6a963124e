"""Saving, in callbacks: everything typed is read first, then one transaction, then what it has to say is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..core.changes import changes
from ..core.entry import FIELDS, Entry, read_entry
from ..core.errors import TelltaleError
from ..core.observation import Observation
from ..core.scenario import Levers
from ..core.series import Series
from ..core.surprise import as_observation, guards, surprise
from ..core.validate import Cell, Fault, Names, validate
from ..store import Board, Outcome
from . import prints_kept, state
from .rights import remember, rights_of, weakened
from .saved import Saved, outcome_text, saved_view
from .signed_in import who

__all__ = ["Saved", "outcome_text", "saved_view"]
AGES = (1, 3, 7, 14, 30, 60, 90)
Aside = tuple[tuple[str, ...], tuple[str, ...]]  # surprise lines, and what gives pause
SAID = 6  # kinds of numbers in one batch that have a surprise line


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
        shared
        | {"series": series, "low": f"{low:.15g}", "high": f"{high:.15g}", "unit": levers.unit, "rights": "public"}
        for series, (low, high) in ranges.items()
    ]
    state.say(write(rows))


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
    aside = beside(rows, before, store)
    try:
        outcome = store.add_rows(rows, what=what, by=by)
        if outcome.batch is not None:
            prints_kept.keep(store, before, outcome)
            remember(desk, rows, by)
    except TelltaleError as error:  # said beside the form, whose text is kept
        return Saved(problems=(str(error),))
    if outcome.rejected:
        return Saved(problems=tuple(f"{_field(r.column)}: {r.reason}" for r in outcome.rejected))
    return told(outcome, before, aside)


def told(outcome: Outcome, before: state.Known, aside: Aside) -> Saved:
    """What an act of writing has to say, with what moved by it."""
    if outcome.batch is None:
        return Saved(text=outcome_text(outcome))
    after = state.known(before.as_of)
    return Saved(
        text=outcome_text(outcome),
        moved=changes(before.side, after.side),
        surprises=aside[0],
        guards=aside[1],
        levels=tuple(f"{c.title}: {c.said}" for c in after.came if c.row["id"] in outcome.ids),
        batch=outcome.batch,
    )


def beside(rows: Iterable[Mapping[str, Cell]], known: state.Known, store: Board) -> Aside:
    """The surprise lines and the guards of rows that are not yet kept; rows that cannot be kept have none.

    Of several rows of one kind the newest is held against the others and what is on file.
    """
    series, names, today = store.series(), store.names(), state.today()
    every = [o for row in rows if (o := _supposed(row, names, series)) is not None]
    last = {(o.series, o.entity, o.basis, o.age_days, o.label): o for o in sorted(every, key=lambda o: o.time)}
    lines, pauses = [], []
    for o in list(last.values())[:SAID]:
        own = [other for other in every if (other.series, other.entity) == (o.series, o.entity) and other is not o]
        new = {(other.basis, other.period_start, other.period_end, other.age_days) for other in own}
        stood = known.evidence.rows(o.series, o.entity)
        held = [r for r in stood if (r.basis, r.period_start, r.period_end, r.age_days) not in new] + own
        lines.append(surprise(held, o).said)
        pauses += [*guards(held, o, today), weakened(o.source, o.rights, known)]
    return tuple(lines), tuple(dict.fromkeys(filter(None, pauses)))


def _supposed(row: Mapping[str, Cell], names: Names, series: Mapping[str, Series]) -> Observation | None:
    try:
        return as_observation(validate(row, names, state.today(), series), state.today())
    except Fault:  # the save itself says why
        return None


def preview(entry: Entry, known: state.Known) -> Aside:
    """The surprise line and the guards of a number that is being typed."""
    return ((), ()) if entry.problems else beside([entry.cells], known, state.board())


def _field(column: str) -> str:
    return {"published_on": "Published on", "age_days": "Day", "period_start": "Period", "period_end": "Period"}.get(
        column, column.capitalize()
    )
