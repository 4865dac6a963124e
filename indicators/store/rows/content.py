"""Rows on their way to a board, however they came: numbered cells, or the fault that a reader found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from ...core.claims.claim import CLAIM_COLUMNS
from ...core.entry.validate import Cell, Fault
from ...core.model.errors import InputError
from ...core.model.event import EVENT_COLUMNS
from ...core.model.observation import ADDED, COLUMNS
from ...core.model.step import Step, quiet
from ..exchange.pile import Pile
from .entries import SERIES_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Row = tuple[int, "Mapping[str, Cell] | Fault"]
Rows = list[Row] | Pile[Row]
Source = Callable[[], IO[bytes]]  # opens a file anew, to be read from its beginning
Parts = Iterable[tuple[str, Iterable["Mapping[str, Any]"]]]  # rows on their way out, by part

_TOLD = 1000  # rows from step to step
_JUNK = 1000  # rows that cannot be taken, with none before them that can: it is no table
_LISTED = 50_000  # rejected rows that are listed
_QUOTED = 60  # characters of a file's text that an error repeats
RECORDED = ("recorded_at", "recorded_by", "batch")
BATCH_COLUMNS = (
    "batch",
    "at",
    "by",
    "kind",
    "what",
    "board",
    "retracts",
    "voids",
    "why",
    "rows",
    "undone",
    "undone_by",
)
SHEETS: dict[str, tuple[str, ...]] = {  # the parts of a whole board and their columns, in the order of an export
    "observations": COLUMNS + ADDED,
    "events": EVENT_COLUMNS + RECORDED,
    "claims": CLAIM_COLUMNS + RECORDED,
    "series": SERIES_COLUMNS + RECORDED[:2],
    "batches": BATCH_COLUMNS,
}
NUMBERS = {  # columns that hold numbers; every other column is text
    "observations": ("age_days", "value", "low", "high", "id", "batch"),
    "events": ("batch",),
    "claims": ("batch",),
    "series": ("flow",),
    "batches": ("batch", "retracts", "rows"),
}


def _pack(row: Row) -> list[Any]:
    """A row as JSON can hold it: its number, its cells, and which of these are days; or its fault."""
    number, cells = row
    if isinstance(cells, Fault):
        return [number, None, cells.column, cells.reason]
    days = {column: value.isoformat() for column, value in cells.items() if isinstance(value, date)}
    return [number, {**cells, **days}, list(days)]


def _unpack(packed: list[Any]) -> Row:
    number, cells, *rest = packed
    if cells is None:
        return number, Fault(*rest)
    return number, cells | {column: date.fromisoformat(cells[column]) for column in rest[0]}


@dataclass(slots=True)
class Content:
    """The rows of a form or file by part. `columns` are those that the file has, by part."""

    observations: Rows = field(default_factory=lambda: Pile(_pack, _unpack))
    events: Rows = field(default_factory=lambda: Pile(_pack, _unpack))
    claims: Rows = field(default_factory=lambda: Pile(_pack, _unpack))
    series: Rows = field(default_factory=lambda: Pile(_pack, _unpack))
    batches: Rows = field(default_factory=lambda: Pile(_pack, _unpack))
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    step: Step = quiet

    def rows(self, part: str) -> Rows:
        """The rows of one part."""
        found: Rows = getattr(self, part)
        return found

    def judged(self, part: str) -> Iterator[Row]:
        """The rows of one part, of which the step is told as they are taken."""
        rows = self.rows(part)
        for done, row in enumerate(rows):
            if done % _TOLD == 0 and done:
                self.step(done, len(rows), f"Checking {part}")
            yield row

    @property
    def ids(self) -> bool:
        """Whether observations came with ids: then several may share key and day, as in an export."""
        return any(not isinstance(cells, Fault) and cells.get("id") not in (None, "") for _, cells in self.observations)

    @property
    def recorded(self) -> bool:
        """Whether any part came with the columns that an export adds."""
        added = {*ADDED, *RECORDED}
        return any(added.intersection(self.columns.get(part, ())) for part in ("observations", "events")) or bool(
            set(RECORDED).intersection(self.columns.get("claims", ()))
        )

    @property
    def empty(self) -> bool:
        """Whether there is no row at all."""
        return not any(self.rows(part) for part in SHEETS)


def tabular(rows: Iterable[Row], name: str) -> Iterator[Row]:
    """The rows of a reader. InputError where what it reads is no table: the first are faults, or very many are."""
    taken = faults = 0
    for row in rows:
        _, cells = row
        fault = cells if isinstance(cells, Fault) else _nothing(cells)
        if fault is not None:
            faults += 1
            refuse_junk(name, taken, faults, fault)
        else:
            taken += 1
        yield row


def _nothing(cells: Mapping[str, Cell]) -> Fault | None:
    """The fault of a row without any cell."""
    filled = any(cell is not None and cell != "" for cell in cells.values())
    return None if filled else Fault("series", "the row holds nothing.")


def refuse_junk(name: str, taken: int, faults: int, fault: Fault) -> None:
    """InputError where no row was taken and a thousand were not, or where so many were not that a list helps nobody."""
    if faults >= _JUNK and not taken:
        raise InputError(f"None of the first {_JUNK:,} rows of {name} can be taken; the last says {fault}")
    if faults > _LISTED:
        raise InputError(f"More than {_LISTED:,} rows of {name} cannot be taken; the last says {fault}")


def numbered(rows: Iterable[Mapping[str, Cell]]) -> list[Row]:
    """Rows with their numbers; 1 is the first."""
    return list(enumerate(rows, start=1))


def blame(part: str, fault: Fault) -> Fault:
    """The fault, its reason led by the part it is in, unless that is the observations."""
    return fault if part == "observations" else Fault(fault.column, f"{part}: {fault}")


def unstorable(column: str, text: str) -> Fault | None:
    """The Fault of a text that the board cannot hold: one with a NUL or with half a character."""
    if "\0" in text:
        return Fault(column, f"{column} holds a NUL byte: remove it.")
    if any("\ud800" <= c <= "\udfff" for c in text):
        return Fault(column, f"{column} holds half a character (a lone surrogate): remove it.")
    return None


def shown(text: str) -> str:
    """A text of a file as an error quotes it: short, on one line, printable."""
    short = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return "".join(c if c.isprintable() else "\ufffd" for c in short)
