"""What became of the numbers between two sides of a board, and of which another basis leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...evidence.comparable import leading_basis, unfinished_cells
from ...model.observation import Key, Observation
from ..snapshot import Snapshot
from .late import newer


class Kind(StrEnum):
    """What became of a number."""

    NEW = "new"
    ENTERED = "entered"  # new here; when the world could know it nobody has said, so it is no news of its day of entry
    REVISED = "revised"
    CONFIRMED = "confirmed"  # said again, with nothing of the number changed
    TAKEN_BACK = "taken_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A number before and after: `was` is None of a new one, `now` of one that was taken back and has no other.

    `newer`: a later period of the same series, entity and basis that was known before the number came. `held` is
    whether the number held on either side; one taken back is out of every as-of view, so it may have held on neither.
    """

    kind: Kind
    was: Observation | None
    now: Observation | None
    newer: Observation | None = None
    on: str = ""  # of one taken back: when, UTC, and why
    why: str = ""
    held: bool = True
    dated: bool = True  # whether the number has a day of publication

    @property
    def number(self) -> Observation:
        """The number as it holds now, or as it last held."""
        found = self.was if self.kind is Kind.TAKEN_BACK else self.now
        if found is None:
            msg = "a change has the side that its kind is about"
            raise TypeError(msg)
        return found

    @property
    def ids(self) -> frozenset[int]:
        """The rows that are no longer used, or newly."""
        return frozenset(o.id for o in (self.was, self.now) if o is not None and self.held)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceChange:
    """Another basis leads a series and entity; each side's newest number on it."""

    was: Observation
    now: Observation


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A number that was taken back: when, UTC, and why."""

    number: Observation
    on: str
    why: str


def number_changes(before: Snapshot, after: Snapshot, taken: Sequence[TakenBack]) -> Iterator[NumberChange]:
    """Only rows that differ are looked at: a board may hold many that do not."""
    gone = {o.key: o for o in before.observations(before.ids - after.ids)}
    came = {o.key: o for o in after.observations(after.ids - before.ids)}
    marks = {t.number.id: t for t in taken}
    late, undated = newer(before, after, came.values()), _undated(after)
    for name, now in came.items():
        was, dated = gone.get(name), now.id not in undated
        if was is None:
            kind = Kind.NEW if dated else Kind.ENTERED
            yield NumberChange(kind=kind, was=None, now=now, newer=late.get(now.id), dated=dated)
        elif was.id not in marks:
            same = _said(was) == _said(now)
            yield NumberChange(kind=Kind.CONFIRMED if same else Kind.REVISED, was=was, now=now, dated=dated)
    for name, was in gone.items():
        mark = marks.get(was.id)
        if mark is not None or name not in came:
            on, why = (mark.on, mark.why) if mark else ("", "")
            yield NumberChange(kind=Kind.TAKEN_BACK, was=was, now=came.get(name), on=on, why=why)
    unseen = [t for t in taken if t.number.id not in before.ids]
    instead = _standing_in(after, {t.number.key for t in unseen})
    for t in unseen:
        other = instead.get(t.number.key)
        yield NumberChange(kind=Kind.TAKEN_BACK, was=t.number, now=other, on=t.on, why=t.why, held=False)


def _undated(side: Snapshot) -> set[int]:
    """The ids of the numbers that are known from the day of their entry on, for want of another."""
    frame = side.frame
    return set(frame.loc[frame["published_on"].isna() & frame["recorded_at"].notna(), "id"])


def _said(o: Observation) -> tuple[object, ...]:
    return (o.value, o.low, o.high, o.grade)


def _standing_in(side: Snapshot, wanted: set[Key]) -> dict[Key, Observation]:
    series = {key.series for key in wanted}
    rows = side.observations(side.frame.loc[side.frame["series"].isin(series), "id"])
    return {o.key: o for o in rows if o.key in wanted}


RATES = "fx"  # a rate is a rate whoever quotes it: the nearest in time is used, on any basis


def source_changes(before: Snapshot, after: Snapshot) -> Iterator[SourceChange]:
    """Numbers become objects only where another basis leads."""
    led, leads = _leading(before), _leading(after)
    for series, entity in sorted(pair for pair in led.keys() & leads.keys() if led[pair] != leads[pair]):
        first, last = (side.evidence.newest(series, entity) for side in (before, after))
        if first and last and series != RATES:
            yield SourceChange(was=first, now=last)


def _leading(side: Snapshot) -> dict[tuple[str, str], str | None]:
    """The leading basis of each series and entity; what was unfinished when it was published does not lead."""
    found: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    columns = (side.frame[name] for name in ("series", "entity", "basis", "period_end", "known_on"))
    for series, entity, basis, end, known_on in zip(*columns, strict=True):
        if not unfinished_cells(series, end, known_on):
            found.setdefault((series, entity), []).append((series, basis, end))
    return {pair: leading_basis(rows) for pair, rows in found.items()}
