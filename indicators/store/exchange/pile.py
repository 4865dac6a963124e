"""Rows in their order, the first in memory and the rest in a file of no name, so that a large import fits anywhere."""

from __future__ import annotations

import json
import tempfile
import weakref
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_KEPT = 10_000  # rows that stay in memory; what is typed, and most files
_LOT = 1_000  # rows that are laid away, and taken up again, at once


class Pile(Generic[T]):
    """What can be added to at its end and read from its beginning as often as is needed; it goes with its owner."""

    def __init__(self, pack: Callable[[T], Any], unpack: Callable[[Any], T], rows: Iterable[T] = ()) -> None:
        """Start with these; `pack` makes of one what JSON can hold, and `unpack` the same one of that."""
        self._pack, self._unpack = pack, unpack
        self._kept: list[T] = []  # the first, and once there is a file the newest
        self._file: IO[bytes] | None = None
        self._count = 0
        self.extend(rows)

    def append(self, row: T) -> None:
        """Add one."""
        self._kept.append(row)
        self._count += 1
        if len(self._kept) >= (_KEPT if self._file is None else _LOT):
            self._lay_away()

    def extend(self, rows: Iterable[T]) -> None:
        """Add several, one by one."""
        for row in rows:
            self.append(row)

    def _lay_away(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="telltale-")  # noqa: SIM115 - closed when the pile goes
            weakref.finalize(self, self._file.close)
        self._file.seek(0, 2)
        kept = iter(self._kept)
        while lot := list(islice(kept, _LOT)):
            self._file.write(json.dumps([self._pack(row) for row in lot]).encode() + b"\n")
        self._kept = []

    def __iter__(self) -> Iterator[T]:
        """From the first to the last; several may go through it at once."""
        if self._file is not None:
            at, end = 0, self._file.seek(0, 2)
            while at < end:
                self._file.seek(at)
                lot = json.loads(self._file.readline())
                at = self._file.tell()
                yield from map(self._unpack, lot)
        yield from list(self._kept)

    def __len__(self) -> int:
        """How many."""
        return self._count
