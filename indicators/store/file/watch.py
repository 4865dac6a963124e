"""Has anybody written since, and anything that changes what is known? Cheap enough to ask on every rerun."""

from __future__ import annotations

import atexit
import threading
import uuid
import weakref
from contextlib import ExitStack
from typing import TYPE_CHECKING

from ..copies.kept import missing
from .connection import connect, in_words, merge, not_empty, using

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path


# What is handed out, and what a field remembers, change no number. The tables are append-only: the last id tells.
_KNOWLEDGE = ("batch", "undo", "observation", "event", "claim", "series", "band", "line", "mark", "staged", "print")
_LAST_IDS = " UNION ALL ".join(f'SELECT coalesce(max(rowid), 0) FROM "{table}"' for table in _KNOWLEDGE)  # noqa: S608 - our own names


_open: weakref.WeakSet[Watcher] = weakref.WeakSet()


def close_all() -> None:
    """Let go of every board that is watched: the server ends, and its signal may leave no time for more."""
    for watcher in list(_open):
        watcher.close()


class Watcher:
    """Keeps one idle connection to a board and answers a text that differs after every commit of any other.

    It may be shared between threads, and is known as a user of the board until it is closed, at the latest when the
    program ends. A board that was replaced is noticed too.
    """

    def __init__(self, path: Path) -> None:
        """Watch the board at `path`; BoardError where it cannot be opened."""
        _open.add(self)
        self._path = path
        self._lock = threading.Lock()
        self._conn: sqlite3.Connection | None = None
        self._held = ExitStack()
        self._inode = 0
        self._name = ""

    def stamp(self) -> str:
        """Equal to the last answer if and only if nothing was written since."""
        with self._lock, in_words(self._path):
            conn = self._opened()
            return f"{self._name}:{conn.execute('PRAGMA data_version').fetchone()[0]}"

    def knowledge(self) -> str:
        """Equal to the last answer if and only if nothing was written since that a reading or a list could show.

        A figure or memo that is handed out and a remembered field leave it as it is.
        """
        with self._lock, in_words(self._path):
            conn = self._opened()
            return f"{self._name}:{':'.join(str(last) for (last,) in conn.execute(_LAST_IDS))}"

    def _opened(self) -> sqlite3.Connection:
        """The connection to the file that stands there, its journal merged."""
        try:
            inode = self._path.stat().st_ino
        except FileNotFoundError as error:
            raise missing(self._path) from error
        not_empty(self._path)  # what is open stays so: the file that was may come back
        if self._conn is None or inode != self._inode:
            self._close()
            with ExitStack() as held:
                held.enter_context(using(self._path))
                self._conn = connect(self._path, shared=True)
                self._held = held.pop_all()
            atexit.register(self.close)
            self._inode = inode
            self._name = uuid.uuid4().hex  # the counter starts anew with each connection
        merge(self._conn, self._path)  # where whoever left something in it could not
        return self._conn

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._conn is not None:
            atexit.unregister(self.close)
            self._conn.close()
            self._conn = None
            self._held.close()
