"""Automatic copies: one a day, after the first write of that UTC day, so that a lost file is a day lost at most.

A copy is made by the backup interface of SQLite after the transaction, in a draft that takes its name when it is whole.
It never fails the write: what hinders it is kept, to be told.
"""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.model.errors import BoardError, InputError
from ..file import clock, connection
from . import drafts, kept
from .backup import backup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

DAYS, WEEKS = 7, 4  # copies that are kept: of the newest days, and of the newest weeks before them
AT_ONCE = 16 * 2**20  # bytes; a larger board is copied by a thread, which the program waits for before it ends
ROOM = 2  # a copy is made where the disk has this many times its size, so that it takes no write's room

_lock = threading.Lock()
_running: dict[Path, threading.Thread] = {}
_troubles: dict[Path, str] = {}


@contextmanager
def writing(path: Path) -> Iterator[Database]:
    """One transaction, as `connection.writing`; the first of a day that wrote is followed by the day's copy."""
    with connection.writing(path) as db:
        before = db.conn.total_changes
        yield db
        wrote = db.conn.total_changes != before
    if wrote:
        copy_of_today(path)


def copy_of_today(path: Path) -> None:
    """Make the day's copy of a board where there is none yet; a large board's is made meanwhile."""
    path = path.absolute()
    today = clock.today().isoformat()
    if any(at[:10] == today for at, _ in kept.daily(path)):
        _told(path, "")
        return
    with _lock:
        if path in _running:
            return
        thread = _running[path] = threading.Thread(target=_make, args=(path,), name=f"copy of {path.name}")
    thread.start()
    if path.stat().st_size <= AT_ONCE:
        thread.join()


def finish() -> None:
    """Wait for the copies that are being made."""
    with _lock:
        threads = list(_running.values())
    for thread in threads:
        thread.join()


def trouble(path: Path) -> str:
    """Why the day's copy of a board could not be made when it was last tried here, one sentence; "" where it could."""
    with _lock:
        return _troubles.get(path.absolute(), "")


def _make(path: Path) -> None:
    try:
        _told(path, _copied(path))
    finally:
        with _lock:
            del _running[path]


def _copied(path: Path) -> str:
    """Make the copy and drop those that are not kept any longer; answers what went wrong, "" where nothing did."""
    place = kept.folder(path)
    advice = "what was written is kept. Make room or mend the folder, or `backup` the board elsewhere."
    try:
        place.mkdir(exist_ok=True)
        drafts.clear(place)
        size = path.stat().st_size
        if shutil.disk_usage(place).free < ROOM * size:
            return f"Today's copy of {path} was not made, the disk is nearly full: {advice}"
        backup(path, place / kept.name(path, clock.now()))
        _prune(path)
    except InputError:  # another program has just made the copy of this second
        return ""
    except BoardError as error:
        return f"Today's copy of {path} was not made ({str(error).rstrip('.')}): {advice}"
    except OSError as error:
        return f"Today's copy of {path} was not made ({error.strerror or error}): {advice}"
    return ""


def _prune(path: Path) -> None:
    """Keep the newest copy of each of the newest days, then of each of the newest weeks that lie before those days."""
    newest: dict[str, Path] = {}
    every = kept.daily(path)
    for at, file in every:
        newest.setdefault(at[:10], file)
    days = list(newest)
    weeks: dict[tuple[int, int], str] = {}
    for day in days[DAYS:]:
        year, week, _ = date.fromisoformat(day).isocalendar()
        weeks.setdefault((year, week), day)
    stay = {newest[day] for day in (*days[:DAYS], *list(weeks.values())[:WEEKS])}
    board = _identity(path)
    for _, file in every:
        if file not in stay and _identity(file) == board:
            file.unlink(missing_ok=True)


def _identity(path: Path) -> str:
    """Which board a file is; the copies of one that lay here before are left to whoever may want them back."""
    with connection.reading(path) as db:
        if not db.table("identity").exists():
            return ""
        return str(db.execute("SELECT uuid FROM identity").fetchone()[0])


def _told(path: Path, sentence: str) -> None:
    with _lock:
        _troubles[path] = sentence
