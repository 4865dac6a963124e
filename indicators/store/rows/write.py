"""The one writer: rows that were checked become new, revised or unchanged, and one batch, or nothing at all."""

from __future__ import annotations

import unicodedata
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

from ...core.claims.claim import CLAIM_COLUMNS
from ...core.entry.validate import Rejection
from ...core.model.errors import InputError
from ...core.model.event import EVENT_COLUMNS
from ...core.model.observation import COLUMNS, Draft
from ...core.model.step import quiet
from ..copies.daily import writing
from ..file.connection import reading
from ..file.moment import Moment
from .checked import Checked, check
from .entries import SERIES_COLUMNS
from .outcome import Outcome
from .state import Known, Twins

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from sqlite_utils import Database

    from .content import Content

_PUBLISHED = COLUMNS.index("published_on")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a batch comes from: `kind` is init, add or import; `board` says which board an init made, else empty."""

    kind: str
    what: str
    by: str
    board: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Rows as they were judged, and what that rests on: where it still holds they are written without another look.

    `warnings` are what gives pause about the valid ones.
    """

    known: Known
    checked: Checked
    warnings: tuple[Rejection, ...] = ()

    @property
    def valid(self) -> bool:
        """Whether a number can be kept and no row is rejected."""
        return bool(self.checked.observations) and not self.checked.rejected

    @property
    def drafts(self) -> list[tuple[int, Draft]]:
        """The numbers that can be kept, each with its row's."""
        return [(valid.row, valid.draft) for valid in self.checked.observations]


@dataclass(slots=True)
class Plan:
    """What would be written: rows ready for their tables but for who, when and batch; and what becomes of each row."""

    observations: list[tuple[Any, ...]]
    events: list[tuple[Any, ...]]
    claims: list[tuple[Any, ...]]
    series: list[tuple[Any, ...]]
    states: dict[tuple[str, int], str]
    previous: dict[int, float | None]

    def __len__(self) -> int:
        """Rows that make a batch."""
        return len(self.observations) + len(self.events) + len(self.claims)


def judge(path: Path, content: Content, metrics: Collection[str] = ()) -> Verdict:
    """Judge every row by what the board holds now; nothing is written."""
    with reading(path) as db:
        known = Known.on(db, Moment.on(db))
    return Verdict(known, check(content, known, metrics))


def add(  # noqa: PLR0913 - the switches of every writer
    path: Path,
    content: Content,
    origin: Origin,
    *,
    verdict: Verdict | None = None,
    strict: bool = False,
    accept_valid: bool = False,
    dry_run: bool = False,
    metrics: Collection[str] = (),
) -> Outcome:
    """Check and write `content` in one transaction; `strict` rejects what the verdict warns about.

    Rows are judged before the write lock is taken and again inside only where another writer changed what the verdict
    rests on, so that a long file does not keep others waiting.
    """
    verdict = verdict or judge(path, content, metrics)
    content = replace(content, step=quiet)  # nobody is told of anything while a transaction is open
    unit: AbstractContextManager[Database] = reading(path) if dry_run else writing(path)
    with unit as db:
        return add_in(
            db, content, origin, verdict, strict=strict, accept_valid=accept_valid, dry_run=dry_run, metrics=metrics
        )


def add_in(  # noqa: PLR0913 - the switches of `add`
    db: Database,
    content: Content,
    origin: Origin,
    verdict: Verdict | None = None,
    *,
    strict: bool = False,
    accept_valid: bool = False,
    dry_run: bool = False,
    metrics: Collection[str] = (),
) -> Outcome:
    """Check and write inside a transaction that is open; an earlier `verdict` is used where it still holds."""
    moment = Moment.on(db)
    at, now = moment.at, Known.on(db, moment)
    checked = verdict.checked if verdict is not None and verdict.known == now else check(content, now, metrics)
    warnings = verdict.warnings if verdict is not None else ()
    if strict:
        checked, warnings = checked.refusing(warnings), ()
    plan = _plan(db, checked, now, at)
    rejected = tuple(r for _, r in checked.rejected)
    states = _states(content, checked, plan)
    refused = bool(rejected) and not accept_valid
    if refused and not dry_run:
        return Outcome(None, rejected=rejected, states=states, previous=plan.previous, warnings=warnings)
    batch, ids = (None, ()) if dry_run else _write(db, plan, origin, at)
    count = Counter(states)
    counts = (count["new"], count["revised"], count["unchanged"])
    warnings += () if batch is None else clock_warnings(moment)
    return Outcome(batch, *counts, rejected, ids, states, plan.previous, warnings)


def _plan(db: Database, checked: Checked, known: Known, at: str) -> Plan:
    plan = Plan([], [], [], [], {}, {})
    today = known.today.isoformat()
    asked = ((valid.key, valid.columns[_PUBLISHED]) for valid in checked.observations)
    twins = Twins(db, ((key, None if day is None else str(day)) for key, day in asked), known.today)
    first = next_id(db, "observation")
    for valid in checked.observations:
        columns = valid.columns
        id_ = first + len(plan.observations)
        published = columns[_PUBLISHED]
        known_on = today if published is None else str(published)
        state, before = twins.classify(valid.key, columns, (known_on, at, id_), today)
        plan.states["observations", valid.row] = state
        if state == "revised":
            plan.previous[valid.row] = before
        if state != "unchanged":
            plan.observations.append((id_, *columns, valid.key))
    _plan_entries(plan, "events", _standing(db, "events", EVENT_COLUMNS), _event_rows(checked), (0, 1, 3))
    _plan_entries(plan, "claims", _standing(db, "claims", CLAIM_COLUMNS), _claim_rows(checked), (0,))
    for row, series in checked.series:
        plan.states["series", row] = "unchanged" if series.id in known.series else "new"
        if series.id not in known.series:
            plan.series.append((series.id, series.title, ", ".join(series.units), int(series.flow)))
    return plan


def _event_rows(checked: Checked) -> Iterable[tuple[int, tuple[str, ...]]]:
    return ((row, (e.date.isoformat(), e.entity, e.kind, e.title, e.source, e.url)) for row, e in checked.events)


def _claim_rows(checked: Checked) -> Iterable[tuple[int, tuple[str, ...]]]:
    return ((row, astuple(claim)) for row, claim in checked.claims)


def _standing(db: Database, view: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    return db.execute(f"SELECT {', '.join(columns)} FROM {view}").fetchall()  # noqa: S608 - names of our own


def _plan_entries(
    plan: Plan,
    part: str,
    standing: Iterable[tuple[str, ...]],
    rows: Iterable[tuple[int, tuple[str, ...]]],
    key: tuple[int, ...],
) -> None:
    """Events and claims: the newest of a key wins; `key` are the places of its columns."""
    newest = {tuple(row[i] for i in key): row for row in standing}
    target: list[tuple[Any, ...]] = getattr(plan, part)
    for number, row in rows:
        name = tuple(row[i] for i in key)
        state = "new" if name not in newest else ("unchanged" if newest[name] == row else "revised")
        plan.states[part, number] = state
        if state != "unchanged":
            newest[name] = row
            target.append(row)


def _states(content: Content, checked: Checked, plan: Plan) -> tuple[str, ...]:
    states = plan.states | {(part, r.row): "rejected" for part, r in checked.rejected}
    parts = ("observations", "events", "claims", "series")
    return tuple(states[part, row] for part in parts for row, _ in content.rows(part))


def _write(db: Database, plan: Plan, origin: Origin, at: str) -> tuple[int | None, tuple[int, ...]]:
    by = ("recorded_at", "recorded_by")
    insert(db, "series", (*SERIES_COLUMNS, *by), [(*row, at, origin.by) for row in plan.series])
    if not len(plan):
        return None, ()
    batch = new_batch(db, origin.kind, origin.what, origin.by, at, rows=len(plan), board=origin.board)
    for table, columns, rows in (
        ("observation", ("id", *COLUMNS, "key"), plan.observations),
        ("event", EVENT_COLUMNS, plan.events),
        ("claim", CLAIM_COLUMNS, plan.claims),
    ):
        insert(db, table, (*columns, *by, "batch"), ((*row, at, origin.by, batch) for row in rows))
    return batch, tuple(row[0] for row in plan.observations)


def insert(db: Database, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows that hold `columns` in order."""
    holes = ", ".join("?" * len(columns))
    db.conn.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({holes})", rows)  # noqa: S608 - names of our own


def new_batch(  # noqa: PLR0913 - one argument a column
    db: Database,
    kind: str,
    what: str,
    by: str,
    at: str,
    *,
    rows: int = 1,
    board: str = "",
    retracts: int | None = None,
    voids: str | None = None,
    why: str = "",
) -> int:
    """Write the row of a batch and answer its number."""
    batch = next_id(db, "batch")
    db.execute(
        "INSERT INTO batch (id, recorded_at, recorded_by, kind, what, board, retracts, voids, why, row_count)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [batch, at, by, kind, what, board, retracts, voids, why, rows],
    )
    return batch


def next_id(db: Database, table: str) -> int:
    """The id that follows the highest; nothing is ever deleted, so none is used twice."""
    return int(db.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])  # noqa: S608 - a name of our own


def clock_warnings(moment: Moment) -> tuple[Rejection, ...]:
    """The warning that goes with what was written where the clock is behind the board."""
    return (Rejection(0, "recorded_at", moment.said),) if moment.said else ()


def plain(text: str, what: str) -> str:
    """A text of the caller's as the board holds it: trimmed, NFC; InputError where it cannot be held."""
    found = unicodedata.normalize("NFC", text).strip()
    if "\0" in found or any("\ud800" <= c <= "\udfff" for c in found):
        raise InputError(f"{what} holds a character that cannot be stored: remove it.")
    return found
