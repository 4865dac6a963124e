"""An export into an empty board: ids, times, names, batches, retractions and undone marks come back as they were."""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from itertools import chain
from typing import TYPE_CHECKING, Any

from ...core.claims.claim import CLAIM_COLUMNS
from ...core.entry.validate import Fault, Names, Rejection, rejection, validate
from ...core.model.event import EVENT_COLUMNS
from ...core.model.observation import COLUMNS
from ..copies.daily import writing
from ..exchange.pile import Pile
from ..file import clock
from ..file.connection import reading
from ..file.moment import Moment
from ..views import read
from . import entries, state
from .checked import storable
from .content import Content, blame, refuse_junk
from .marks import Marks
from .outcome import Outcome
from .recorded import BatchRow, Recorded, batch_row, recorded, stamp, text, whole
from .write import insert

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from sqlite_utils import Database

    from ...core.entry.validate import Cell
    from ...core.model.series import Series

    Cells = Mapping[str, Cell]


def _pack(ready: tuple[tuple[Any, ...], Recorded]) -> list[Any]:
    row, how = ready
    return [row, how.at, how.by, how.batch]


def _unpack(packed: list[Any]) -> tuple[tuple[Any, ...], Recorded]:
    row, *how = packed
    return tuple(row), Recorded(*how)


@dataclass(slots=True)
class _Refill:
    """What is being read: rows ready for their tables, each with how it was recorded."""

    at: str
    by: str
    metrics: Collection[str]
    series: dict[str, Series]
    ids: bool
    names: Names = field(default_factory=Names)
    batches: dict[int, BatchRow] = field(default_factory=dict)
    observations: Pile[tuple[tuple[Any, ...], Recorded]] = field(default_factory=lambda: Pile(_pack, _unpack))
    batch_of: dict[int, int | None] = field(default_factory=dict)  # id of an observation -> the batch it mentions
    taken: dict[int, tuple[str, str]] = field(default_factory=dict)  # id -> when and why it was taken back
    events: list[tuple[tuple[Any, ...], Recorded]] = field(default_factory=list)
    claims: list[tuple[tuple[Any, ...], Recorded]] = field(default_factory=list)
    declared: list[tuple[tuple[Any, ...], Recorded]] = field(default_factory=list)
    seen: set[bytes] = field(default_factory=set)  # keys with their days, by digest: there may be millions
    keys: set[bytes] = field(default_factory=set)

    def batch(self, cells: Cells) -> str:
        found = batch_row(cells)
        if found.batch in self.batches:
            raise Fault("batch", f"batch {found.batch} stands above already.")
        self.batches[found.batch] = found
        return "new"

    def declare(self, cells: Cells) -> str:
        series = entries.declared(cells)
        if self.series.get(series.id, series) != series:
            raise Fault("id", f'series "{series.id}" is declared otherwise on this board: choose another id.')
        if series.id in self.series:
            return "unchanged"
        self.series[series.id] = series
        row = (series.id, series.title, ", ".join(series.units), int(series.flow))
        self.declared.append((row, recorded(cells, self.at, self.by)))
        return "new"

    def observation(self, cells: Cells) -> str:
        how = recorded(cells, self.at, self.by)
        id_ = whole(cells, "id") if self.ids else len(self.batch_of) + 1
        if id_ is None:
            raise Fault("id", "id is missing, and other rows have one.")
        if id_ in self.batch_of:
            raise Fault("id", f"id {id_} stands above already.")
        taken, why = stamp(cells, "retracted"), text(cells, "retracted_why")
        listed = self.batches.get(how.batch or 0)
        stands = not taken and not (listed and listed.undone)
        # names are judged of rows that stand: one that was taken back may have been the misspelt twin of another
        draft = validate(cells, self.names if stands else None, clock.day_of(how.at), self.series)
        columns, key = state.stored(draft), state.key_text(draft)
        storable(columns)
        place = _digest(f"{draft.published_on or clock.day_of(how.at)} {key}")
        if not self.ids:
            if place in self.seen:
                raise Fault(
                    "published_on", "an earlier row has the same key and the same day of publication: keep one of them."
                )
            self.seen.add(place)
        if stands:
            self.names.learn(draft)
        if taken:
            self.taken[id_] = (taken, why)
        self.observations.append(((id_, *columns, key), how))
        self.batch_of[id_] = how.batch
        known = _digest(key) in self.keys
        self.keys.add(_digest(key))
        return "revised" if known else "new"

    def event(self, cells: Cells) -> str:
        how = recorded(cells, self.at, self.by)
        listed = self.batches.get(how.batch or 0)
        found = entries.event(cells, None if listed and listed.undone else Names())
        row = (found.date.isoformat(), found.entity, found.kind, found.title, found.source, found.url)
        storable(row)
        self.events.append((row, how))
        return "new"

    def claim(self, cells: Cells) -> str:
        row = astuple(entries.claim(cells, self.metrics))
        storable(row)
        self.claims.append((row, recorded(cells, self.at, self.by)))
        return "new"


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


def refill(  # noqa: PLR0913 - the switches of every writer
    path: Path,
    content: Content,
    name: str,
    by: str,
    *,
    accept_valid: bool = False,
    dry_run: bool = False,
    metrics: Collection[str] = (),
) -> Outcome | None:
    """Write an export into the board at `path` as it was; None, and nothing done, where the board is not empty."""
    with reading(path) as db:
        if not read.is_empty(db):
            return None
        known, at = state.series(db), Moment.on(db).at
    job = _Refill(at, by, metrics, known, content.ids)
    states, rejected = _read(job, content)
    count = Counter(states)
    counts = (count["new"], count["revised"], count["unchanged"], rejected)
    if dry_run:
        return Outcome(None, *counts, states=states)
    if rejected and not accept_valid:
        return Outcome(None, rejected=rejected, states=states)
    with writing(path) as db:
        if not read.is_empty(db):  # another process was faster
            return None
        batch = _write(db, job, name)
    return Outcome(batch, *counts, ids=tuple(job.batch_of), states=states)


def _read(job: _Refill, content: Content) -> tuple[tuple[str, ...], tuple[Rejection, ...]]:
    """Judge every row; batches and series go first, for what the rest says of them."""
    readers: dict[str, Callable[[Cells], str]] = {
        "batches": job.batch,
        "series": job.declare,
        "observations": job.observation,
        "events": job.event,
        "claims": job.claim,
    }
    states: dict[str, list[str]] = {}
    rejected: dict[str, list[Rejection]] = {}
    for part, judge in readers.items():
        states[part], rejected[part] = [], []
        for row, cells in content.judged(part):
            try:
                if isinstance(cells, Fault):
                    raise cells
                states[part].append(judge(cells))
            except Fault as fault:
                states[part].append("rejected")
                rejected[part].append(rejection(row, blame(part, fault)))
                refuse_junk(part, len(states[part]) - len(rejected[part]), len(rejected[part]), fault)
    order = ("observations", "events", "claims", "series", "batches")
    shown = tuple(s for part in order if part != "batches" for s in states[part])
    return shown, tuple(r for part in order for r in rejected[part])


def _write(db: Database, job: _Refill, name: str) -> int | None:
    """Write all parts, batches made up where the file does not list them; answers the highest batch."""
    marks = Marks(job.batches, job.at, job.by, f"import {name}")
    marks.hold(lambda: (how for _, how in chain(job.observations, job.events, job.claims)))
    marks.take_back(job.taken, {id_: marks.of(batch) for id_, batch in job.batch_of.items()})
    marks.write(db, job.batch_of.keys())
    tables: tuple[tuple[str, tuple[str, ...], Iterable[tuple[tuple[Any, ...], Recorded]]], ...] = (
        ("observation", ("id", *COLUMNS, "key"), job.observations),
        ("event", EVENT_COLUMNS, job.events),
        ("claim", CLAIM_COLUMNS, job.claims),
    )
    for table, columns, rows in tables:
        full = ((*row, how.at, how.by, marks.of(how.batch)) for row, how in rows)
        insert(db, table, (*columns, "recorded_at", "recorded_by", "batch"), full)
    insert(
        db,
        "series",
        (*entries.SERIES_COLUMNS, "recorded_at", "recorded_by"),
        ((*row, how.at, how.by) for row, how in job.declared),
    )
    return marks.highest
