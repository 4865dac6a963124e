"""No room on the disk, at every point of a write.

`python -m tests.soak.no_room FOLDER SIZE` does it in a process of its own, because the limit binds the whole process:
a file that would grow beyond RLIMIT_FSIZE cannot, wherever the disk is and whoever asks.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indicators.core.model.errors import TelltaleError
from indicators.store import Board, export_file, init, restore
from indicators.store.file import connection
from tests.store.samples import row

from .promise import Tell, that
from .writing import started

STEP = 1500  # bytes from one limit to the next: no multiple of a page, so that writes are cut in their middle
ROWS = 40


def full_disk(folder: Path, size: int, tell: Tell) -> str:
    """`size` writes onto a disk that is full a little later each time, and copies and exports likewise."""
    refused = taken = 0
    with started("tests.soak.no_room", folder, size) as told:
        for number, word in enumerate(told, 1):
            refused, taken = word["refused"], word["taken"]
            tell(min(number, size), size)
    that(refused and taken, f"{refused} refused, {taken} taken: the limit never lay inside a write")
    return (
        f"{refused} writes, copies and exports without room: each refused in words, nothing half written, 0 rows lost"
    )


@contextmanager
def room(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes."""
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))


@contextmanager
def pages(more: int) -> Iterator[None]:
    """The file may grow by `more` pages, after which SQLite reports a full disk as it would itself."""
    plain = connection.connect

    def small(path: Path, **switches: bool) -> object:
        conn = plain(path, **switches)
        conn.execute(f"PRAGMA max_page_count = {conn.execute('PRAGMA page_count').fetchone()[0] + more}")
        return conn

    connection.connect = small  # type: ignore[assignment]  # the same function with less room
    try:
        yield
    finally:
        connection.connect = plain


class Disk:
    """A board, what was acknowledged on it, and how often there was room."""

    def __init__(self, folder: Path) -> None:
        """Make the board."""
        self.folder = folder
        self.board = Board.open(folder / "board.db", create=True)
        self.rows = self.taken = self.refused = 0
        self.board.backup(folder / "older.db")

    def attempt(self, act: Callable[[], object]) -> bool:
        """Whether there was room; where not, a sentence says so."""
        try:
            act()
        except TelltaleError as error:
            that("\n" not in str(error) and str(error).endswith("."), f"not a sentence: {error}")
            self.refused += 1
            return False
        self.taken += 1
        return True

    def add(self, name: str) -> bool:
        """Save rows."""
        rows = [row(label=f"{name} {n}", note="x" * 700) for n in range(ROWS)]
        return self.attempt(lambda: self.board.add_rows(rows, what=name, by="me"))

    def whole(self, added: bool) -> None:  # noqa: FBT001 - what came of the attempt
        """The board holds what was acknowledged and nothing else."""
        self.rows += ROWS * added
        found = len(Board.open(self.board.path).export_rows())
        that(found == self.rows, f"{found} rows are there, {self.rows} were acknowledged")

    def copies(self, limit: int) -> None:
        """A copy, an export, a restore or a new board without room leaves what was there, and no draft."""
        kept = {name: self.folder / name for name in ("copy.db", "board.csv", "board.xlsx", "board.json", "new.db")}
        there = dict.fromkeys(kept, b"what was there") | {"copy.db": (self.folder / "older.db").read_bytes()}
        for name, path in kept.items():
            path.unlink(missing_ok=True)
            if name != "new.db":
                path.write_bytes(there[name])
        source = self.folder / "whole.db"
        self.board.backup(source)  # an older copy is there from the second time on
        acts = {
            "copy.db": lambda: self.board.backup(kept["copy.db"]),
            "board.csv": lambda: export_file(self.board, kept["board.csv"]),
            "board.xlsx": lambda: export_file(self.board, kept["board.xlsx"]),
            "board.json": lambda: export_file(self.board, kept["board.json"]),
            "new.db": lambda: init(kept["new.db"]),
        }
        for name, act in acts.items():
            with room(limit):
                done = self.attempt(act)
            old = not kept[name].exists() if name == "new.db" else kept[name].read_bytes() == there[name]
            that(done != old, f"{name}: done is {done}, and what was there {'stands' if old else 'is gone'}")
        with room(limit):
            self.attempt(lambda: restore(source, self.board.path))
        drafts = [path.name for path in self.folder.iterdir() if path.name.startswith(".")]
        that(not drafts, f"drafts are left: {drafts}")


def main(folder: Path, size: int) -> None:
    """Say after each attempt how many were refused and taken."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    disk = Disk(folder)
    disk.whole(added=disk.add("first"))
    for number in range(size):
        with room(STEP * (number % 90) + 1):
            added = disk.add(f"bytes {number}")
        disk.whole(added)
        with pages(number % 12):
            added = disk.add(f"pages {number}")
        disk.whole(added)
        if number % 10 == 0:
            disk.copies(STEP * (number % 90) + 1)
            disk.whole(added=False)
            that(disk.board.check() == [], disk.board.check()[:1])
        sys.stdout.write(json.dumps({"refused": disk.refused, "taken": disk.taken}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
