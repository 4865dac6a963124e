"""The verdict on rows before any of them is written: what is valid, and why the rest is not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from ...core.entry.validate import Fault, Rejection, read_text, rejection, validate
from ...core.model.observation import COLUMNS, PUBLIC, Draft, strictest
from . import entries
from .content import Content, blame, refuse_junk
from .state import Known, Stored, key_text, stored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Mapping

    from ...core.entry.validate import Cell
    from ...core.model.event import Event
    from ...core.model.series import Series

    Cells = Mapping[str, Cell]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Valid:
    """A valid observation: its row number, its key and its columns as the table holds them."""

    row: int
    key: str
    columns: Stored

    @property
    def draft(self) -> Draft:
        """The observation as it was validated."""
        days = ("period_start", "period_end", "published_on")
        cells = dict(zip(COLUMNS, self.columns, strict=True))
        return Draft(**cells | {name: date.fromisoformat(str(cells[name])) for name in days if cells[name]})  # type: ignore[arg-type]  # they were a draft's


@dataclass(slots=True)
class Checked:
    """Valid rows by part, and the rejections in the order of parts and rows."""

    observations: list[Valid] = field(default_factory=list)
    events: list[tuple[int, Event]] = field(default_factory=list)
    claims: list[tuple[int, entries.ClaimRow]] = field(default_factory=list)
    series: list[tuple[int, Series]] = field(default_factory=list)
    rejected: list[tuple[str, Rejection]] = field(default_factory=list)

    def refusing(self, warnings: Iterable[Rejection]) -> Checked:
        """The same, with the observations that are warned about among the rejected, each for its first warning."""
        first: dict[int, Rejection] = {}
        for warning in warnings:
            first.setdefault(warning.row, warning)
        parts = {part: [r for r in self.rejected if r[0] == part] for part in dict(self.rejected)}
        own = [*parts.pop("observations", ()), *(("observations", w) for w in first.values())]
        return Checked(
            observations=[valid for valid in self.observations if valid.row not in first],
            events=self.events,
            claims=self.claims,
            series=self.series,
            rejected=[*sorted(own, key=lambda r: r[1].row), *(r for found in parts.values() for r in found)],
        )


def check(content: Content, known: Known, metrics: Collection[str]) -> Checked:
    """Judge every row by itself, by what the board knows and by the rows before it."""
    result = Checked()

    def declared(cells: Cells) -> Series:
        found = entries.declared(cells)
        if known.series.get(found.id, found) != found:
            raise Fault("id", f'series "{found.id}" is declared otherwise on this board: choose another id.')
        return found

    result.series = _each(content, "series", result, _once(declared, content, "series", "id", lambda s: s.id))
    series = known.series | {s.id: s for _, s in result.series if s.id not in known.series}
    names = known.fresh_names()
    today = known.today
    seen: set[tuple[str, object]] = set()
    rights = dict(known.rights)

    def observation(cells: Cells) -> Valid:
        draft = validate(with_rights(cells, rights), names, today, series)
        if known.ahead is not None and draft.published_on is None:
            raise Fault("published_on", _undated(known.ahead, today))
        columns, key = stored(draft), key_text(draft)
        storable(columns)
        place = (key, draft.published_on or today)
        if place in seen and not content.ids:
            raise Fault(
                "published_on", "an earlier row has the same key and the same day of publication: keep one of them."
            )
        seen.add(place)
        names.learn(draft)
        rights[draft.source] = strictest((draft.rights, rights.get(draft.source, draft.rights)))
        return Valid(0, key, columns)

    result.observations = [
        Valid(row, valid.key, valid.columns) for row, valid in _each(content, "observations", result, observation)
    ]
    events = _once(
        lambda cells: entries.event(cells, names), content, "events", "title", lambda e: (e.date, e.entity, e.title)
    )
    claims = _once(lambda cells: entries.claim(cells, metrics, names), content, "claims", "id", lambda c: c.id)
    result.events = _each(content, "events", result, events)
    result.claims = _each(content, "claims", result, claims)
    return result


def with_rights(cells: Cells, rights: Mapping[str, str]) -> Cells:
    """The cells with the rights that they stand for where none are given: the strictest of the source until now."""
    if read_text(cells.get("rights")):
        return cells
    return {**cells, "rights": rights.get(read_text(cells.get("source")), PUBLIC)}


def _undated(ahead: date, today: date) -> str:
    return (
        f"published_on is missing, and by the clock of the board's newest row it is {ahead}, not {today}: the number "
        "would be out of sight until then, so give the day on which it was published."
    )


def _each(content: Content, part: str, result: Checked, judge: Callable[[Cells], T]) -> list[tuple[int, T]]:
    """The valid rows of one part; the faults of the others go into `result`."""
    valid: list[tuple[int, T]] = []
    for row, cells in content.judged(part):
        try:
            if isinstance(cells, Fault):
                raise cells
            valid.append((row, judge(cells)))
        except Fault as fault:
            result.rejected.append((part, rejection(row, blame(part, fault))))
            refuse_junk(part, len(valid), len(result.rejected), fault)
    return valid


def _once(
    judge: Callable[[Cells], T], content: Content, part: str, column: str, key: Callable[[T], Hashable]
) -> Callable[[Cells], T]:
    """`judge`, but a second row of one key is a fault, unless the rows are an export's, which holds revisions."""
    exported = "recorded_at" in content.columns.get(part, ())
    seen: set[Hashable] = set()

    def judge_once(cells: Cells) -> T:
        storable(tuple(value for value in cells.values() if isinstance(value, str)))
        found = judge(cells)
        if key(found) in seen and not exported:
            raise Fault(column, "an earlier row has the same key: keep one of them.")
        seen.add(key(found))
        return found

    return judge_once


def storable(columns: Stored) -> None:
    """A Fault where text holds half a character, which no UTF-8 file can."""
    try:
        "".join(c for c in columns if isinstance(c, str)).encode()
    except UnicodeEncodeError:
        raise Fault("note", "a text of the row holds half a character (a lone surrogate): remove it.") from None
