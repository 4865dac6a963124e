"""What came of an act of writing, and what the log says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...core.entry.validate import Rejection


@dataclass(frozen=True, slots=True)
class Outcome:
    """`batch` is None where nothing was written; `ids` are those of the observations written.

    `states` says of each row handed in whether it is "new", "revised", "unchanged" or "rejected"; `previous` gives, by
    row number, the value that a revised row replaces (None where that row had a range only). A refused act counts
    nothing but its rejections; a dry run counts what its valid rows would do. `warnings` are about what was written;
    row 0 is the act as a whole.
    """

    batch: int | None
    new: int = 0
    revised: int = 0
    unchanged: int = 0
    rejected: tuple[Rejection, ...] = ()
    ids: tuple[int, ...] = ()
    states: tuple[str, ...] = ()
    previous: Mapping[int, float | None] = field(default_factory=dict)
    warnings: tuple[Rejection, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """What the commands that write answer."""
        rejected = [{"row": r.row, "column": r.column, "reason": r.reason} for r in self.rejected]
        counts = {"new": self.new, "revised": self.revised, "unchanged": self.unchanged}
        warnings = [{"row": w.row, "column": w.column, "reason": w.reason} for w in self.warnings]
        return {"batch": self.batch, **counts, "rejected": rejected, "warnings": warnings}

    @property
    def said(self) -> str:
        """The same in a line."""
        batch = f"batch {self.batch}" if self.batch is not None else "nothing written"
        counts = f"{self.new} new, {self.revised} revised, {self.unchanged} unchanged"
        return f"{batch}: {counts}, {len(self.rejected)} rejected"


@dataclass(frozen=True, slots=True)
class Batch:
    """One line of the log. `rows` counts what it wrote; `undone` is the UTC time at which it was undone, or None."""

    batch: int
    at: str
    by: str
    what: str
    rows: int
    undone: str | None
    kind: str
    undone_by: str = ""
