"""The journal beside a board, and what to do where the two do not belong together.

A sync client replaces the file and leaves the journal of the one that was: SQLite would lay its pages over the new
file's and call the board damaged, or merge the two. Seen before SQLite is let at it, both are kept.
"""

from __future__ import annotations

import glob
import os
import shutil
import sqlite3
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ...core.model.errors import BoardError
from ..exchange import json_file
from . import clock, leaves
from .identity import lacks, tables_of
from .users import real

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION_ID = 0x54454C4C  # "TELL": marks a SQLite file as a Telltale board
_ONE = {"observations": "number", "events": "event", "claims": "claim", "series": "series"}
_HEADER = 32  # bytes of a -wal before its first frame
_SQLITE_LOCKS = (0x40000000, 512)  # where in a file SQLite's connections lock, and how many bytes


def companions(path: Path) -> tuple[Path, Path]:
    """The journal files that SQLite keeps beside a board."""
    return Path(f"{real(path)}-wal"), Path(f"{real(path)}-shm")


def holds(path: Path) -> bool:
    """Whether the journal beside a board holds anything."""
    try:
        return os.stat(f"{real(path)}-wal").st_size > 0  # noqa: PTH116 - asked at each use of a board
    except OSError:
        return False


def settle(path: Path) -> None:
    """Make sure that the journal beside `path` belongs to it; to be called while nobody else of ours has it open.

    BoardError, once, where it does not: then it is out of the way, and what it alone holds lies in a file to import.
    BoardError each time where neither the file alone nor the two together can be read: both are left as they are.
    """
    said = part(path)
    if said:
        raise BoardError(said)


def part(path: Path) -> str:
    """Put a journal that does not belong to the file out of its way; what came of it as a sentence, "" where it does.

    BoardError where neither the file alone nor the two together can be read; then nothing is touched.
    """
    wal, shm = companions(path)
    if not path.is_file() or not wal.is_file() or wal.stat().st_size <= _HEADER:
        return ""
    if path.stat().st_size == 0:
        raise BoardError(
            f"The board {path} is an empty file, and the journal beside it holds changes: wait until what synchronises "
            "the folder has brought the file back, or bring back a backup with `restore`; nothing was touched."
        )
    with _no_other(path) as free, TemporaryDirectory() as folder:
        if not free:
            return ""  # whoever has it open made the journal
        together = Path(folder) / "together.db"
        shutil.copyfile(path, together)
        shutil.copyfile(wal, f"{together}-wal")
        alone = _sound(path, "&immutable=1")
        if alone is not None and alone != APPLICATION_ID:
            return ""  # no board of ours: said by whoever opens it
        if _sound(together) is not None and (alone is None or _holds_all(together, path)):
            return ""
        if alone is None:
            raise BoardError(
                f"The board {path} is damaged, with its journal and without: bring back a backup with `restore`, which "
                "keeps both as they are."
            )
        return _part(path, wal, shm)


def left(path: Path) -> list[str]:
    """A sentence for each file with what only a journal held, until it is deleted."""
    found = sorted(path.parent.glob(f"{glob.escape(path.name)}.journal-*.json"))
    return [
        f"{name} holds what a journal alone held: `import` it where you have not, then delete it." for name in found
    ]


def _sound(path: Path, how: str = "") -> int | None:
    """What the file says it is (its application id), None where it is damaged or no database."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw{how}", uri=True)) as conn:
            if conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                return int(conn.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.DatabaseError:
        return None
    return None


def _holds_all(together: Path, path: Path) -> bool:
    """Whether file and journal together lack no row that the file alone has."""
    with closing(sqlite3.connect(together.absolute().as_uri(), uri=True)) as conn:
        conn.execute("ATTACH ? AS alone", [f"{path.absolute().as_uri()}?mode=ro&immutable=1"])
        return not lacks(conn, "alone", "main", tables_of(conn, "alone"))


def _part(path: Path, wal: Path, shm: Path) -> str:
    """The journal gets a name of its own last: what dies before is done again."""
    name = f"{path.name}.journal-{clock.now().replace('-', '').replace(':', '')}"
    kept, rows = path.with_name(f"{name}.kept"), path.with_name(f"{name}.json")
    found, others = leaves.only_in(wal, path)
    if any(found.values()):
        json_file.write(found.items(), rows)
        shutil.copymode(path, rows)
    wal.rename(kept)
    shm.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as conn:
        count = conn.execute("SELECT count(*) FROM observation").fetchone()[0]
        last = conn.execute("SELECT max(recorded_at) FROM batch").fetchone()[0] or "the start"
    only = ", ".join(_counted(len(listed), _ONE[part]) for part, listed in found.items() if listed)
    also = f" {others} more of what it holds, such as an undo or a band, cannot be imported." if others else ""
    return (
        f"The file {path} and the journal beside it do not belong together: the file was replaced, as a sync client "
        f"does. The file holds {_counted(count, 'number')}, written up to {last}, and is used from now on; the journal "
        f"of the file before is kept as {kept}, "
        + (
            f"and what it alone holds ({only}) is in {rows}: take it in by `import {rows}`.{also}"
            if only
            else f"and it holds no number that the file lacks.{also}"
        )
    )


def _counted(count: int, one: str) -> str:
    return f"{count} {one if count == 1 or one.endswith('s') else f'{one}s'}"


@contextmanager
def _no_other(path: Path) -> Iterator[bool]:
    """Whether no connection of SQLite's, of whatever program, has the file open; then none can until this ends.

    A program that knows nothing of the users file is seen by the locks that SQLite itself holds. Closing the file
    here would give up those of this process: it has none, or the users file would say so.
    """
    with path.open("rb+" if os.access(path, os.W_OK) else "rb") as file:
        start, size = _SQLITE_LOCKS
        try:
            if sys.platform == "win32":
                import msvcrt  # noqa: PLC0415 - only there

                file.seek(start)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, size)
            else:
                import fcntl  # noqa: PLC0415 - not on Windows

                how = fcntl.LOCK_EX if file.writable() else fcntl.LOCK_SH
                fcntl.lockf(file, how | fcntl.LOCK_NB, size, start)
        except OSError:
            yield False
            return
        yield True
        if sys.platform == "win32":
            file.seek(start)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, size)
