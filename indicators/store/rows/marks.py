"""The batches of a board that is filled from an export: those that it lists, and those that its rows only mention."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from .recorded import BatchRow, Recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sqlite_utils import Database


class Marks:
    """Batches by number, and how many rows each holds.

    A CSV file has no list of batches. A batch that its rows mention is made up from them; a retraction becomes a batch
    of its own again, numbered after all others, but rows that say "batch N undone" undo that batch.
    """

    def __init__(self, listed: Mapping[int, BatchRow], at: str, by: str, what: str) -> None:
        """`at`, `by` and `what` are of the import itself, for rows that mention no batch."""
        self._batches = dict(listed)
        self._at, self._by, self._what = at, by, what
        self._held: Counter[int] = Counter()
        self._own = 0

    def hold(self, rows: Callable[[], Iterable[Recorded]]) -> None:
        """Count the rows of each batch, and make up those that are not listed; `rows` gives them all, each time."""
        self._own = 1 + max(max(self._batches, default=0), max((row.batch or 0 for row in rows()), default=0))
        for row in rows():
            number = self.of(row.batch)
            self._held[number] += 1
            at = row.at if row.batch else self._at
            made_up = BatchRow(batch=number, at=at, by=row.by, kind="import", what=self._what)
            known = self._batches.setdefault(number, made_up)
            if known.what is self._what and at < known.at:
                self._batches[number] = replace(known, at=at)

    def of(self, batch: int | None) -> int:
        """The batch of a row that mentions this one; one that mentions none belongs to the import itself."""
        return batch or self._own

    def take_back(self, taken: Mapping[int, tuple[str, str]], batch_of: Mapping[int, int]) -> None:
        """Turn the marks of single rows (id → when and why) into batches, unless the listed ones say it already."""
        retracted = {b.retracts for b in self._batches.values() if b.retracts and not b.undone}
        members: defaultdict[int, list[int]] = defaultdict(list)
        for id_, batch in batch_of.items():
            members[batch].append(id_)
        for batch, ids in members.items():
            marks = {taken.get(id_, ("", "")) for id_ in ids}
            when, why = next(iter(marks))
            if len(marks) == 1 and why == f"batch {batch} undone" and not self._batches[batch].undone:
                self._batches[batch] = replace(self._batches[batch], undone=when, undone_by=self._by)
        for id_, (when, why) in sorted(taken.items(), key=lambda item: (item[1][0], item[0])):
            if not self._batches[batch_of[id_]].undone and id_ not in retracted:
                number = max(self._batches) + 1
                self._batches[number] = BatchRow(
                    batch=number, at=when, by=self._by, kind="retract", what=f"retract {id_}", retracts=id_, why=why
                )

    def write(self, db: Database, ids: Collection[int]) -> None:
        """Write the batches that hold a row, or take back one of `ids`, or void a claim; then the undone marks."""
        kept = [
            batch
            for _, batch in sorted(self._batches.items())
            if self._held[batch.batch] or batch.retracts in ids or batch.voids is not None
        ]
        db.conn.executemany(
            "INSERT INTO batch (id, recorded_at, recorded_by, kind, what, board, retracts, voids, why, row_count)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [(b.batch, b.at, b.by, b.kind, b.what, b.board, b.retracts, b.voids, b.why, self._rows(b)) for b in kept],
        )
        undone = sorted((b.undone, b.batch, b.undone_by) for b in kept if b.undone)
        db.conn.executemany(
            "INSERT INTO undo (id, batch, undone_at, undone_by) VALUES (?, ?, ?, ?)",
            [(id_, batch, when, by) for id_, (when, batch, by) in enumerate(undone, start=1)],
        )

    def _rows(self, batch: BatchRow) -> int:
        return self._held[batch.batch] + (batch.retracts is not None or batch.voids is not None)

    @property
    def highest(self) -> int | None:
        """The number of the newest batch."""
        return max(self._batches, default=None)
