"""Connections to a board: one per unit of work, and every trouble with the file in words.

Readers get one snapshot; writers take the write lock at once (BEGIN IMMEDIATE), so that what they read inside stays
true until they commit. Nothing is kept open between two units of work, each of which is known to the board's other
users while it lasts and leaves the journal merged, so that the file alone holds everything.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from ...core.model.errors import BoardError
from . import journal, users
from .rewind import rewind

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL = threading.local()  # the connections that are held, by path
OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
TIMEOUT = 10.0  # seconds that a writer waits for another
_WORDS = {
    sqlite3.SQLITE_BUSY: "is locked by another program: close it or wait, then try again.",
    sqlite3.SQLITE_LOCKED: "is locked by another program: close it or wait, then try again.",
    sqlite3.SQLITE_READONLY: "cannot be written: make the file and its folder writable, or use a copy.",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: check that it is a file in a folder you may read and write.",
    sqlite3.SQLITE_PERM: "cannot be opened: you may not read it.",
    sqlite3.SQLITE_NOTADB: "is not a Telltale board: name another file.",
    sqlite3.SQLITE_CORRUPT: "is damaged: bring back a backup with `restore`.",
    sqlite3.SQLITE_FULL: "could not be written, the disk is full: free some space and try again.",
    sqlite3.SQLITE_IOERR: "could not be read or written: the disk reports an error, so copy the file elsewhere.",
}


def words(path: Path, error: sqlite3.Error) -> BoardError:
    """The sentence for an error of SQLite."""
    return BoardError(f"The board {path} {_WORDS.get(code_of(error), f'cannot be used: {error}.')}")


def missing(path: Path) -> BoardError:
    """The sentence where there is no file."""
    return BoardError(f"There is no board at {path}: make one with `init`, or name another file.")


def not_empty(path: Path) -> None:
    """BoardError where the file is empty, as a sync program leaves one while it brings the real one.

    SQLite must not open it: it would take the journal beside it, with the newest writes, for a leftover and delete it.
    """
    if path.is_file() and not path.stat().st_size:
        raise BoardError(
            f"The board {path} is not a Telltale board while its file is empty: a sync program may be bringing it, so "
            "wait; if it stays empty, bring back a backup with `restore`."
        )


def code_of(error: BaseException | None) -> int:
    """The primary code of an error of SQLite: the low byte of the extended one; 0 for any other error."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise about `path` into a BoardError."""
    try:
        yield
    except sqlite3.Error as error:
        raise words(path, error) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise BoardError(f"The board {path} cannot be used: {reason} ({error.filename or path}).") from error


def connect(path: Path, *, create: bool = False, immutable: bool = False, shared: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode: transactions are begun by name. One `shared` between threads needs a lock."""
    if not create:
        not_empty(path)
    mode = "ro&immutable=1" if immutable else ("rwc" if create else "rw")
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=TIMEOUT, isolation_level=None, check_same_thread=not shared)
    try:
        conn.execute("PRAGMA foreign_keys = ON")
        conn.execute("PRAGMA synchronous = FULL")  # reads the file, so it is the first to meet what is wrong with it
        conn.execute("PRAGMA recursive_triggers = ON")  # or REPLACE would delete without firing the guard
    except BaseException:
        conn.close()
        raise
    return conn


@contextmanager
def using(path: Path) -> Iterator[None]:
    """Be known as a user of the board, whose file and journal are seen to belong together; BoardError where not."""
    with users.using(path, journal.settle):
        yield


@contextmanager
def held(path: Path) -> Iterator[None]:
    """What is read inside, by this thread, goes through one connection; each reading is still a snapshot of its own.

    Inside another for the same board it is that one.
    """
    before = _held()
    if path in before:
        yield
        return
    with in_words(path), using(path), closing(_readable(path)) as conn:
        conn.execute("PRAGMA query_only = ON")
        _LOCAL.held = {**before, path: conn}
        try:
            yield
        finally:
            _LOCAL.held = before


def _held() -> dict[Path, sqlite3.Connection]:
    found: dict[Path, sqlite3.Connection] = getattr(_LOCAL, "held", {})
    return found


@contextmanager
def reading(path: Path, until: str = "") -> Iterator[Database]:
    """One snapshot of the board, with `until` as it was recorded by then; nothing can be written through it."""
    conn = _held().get(path)
    if conn is not None and not until and not conn.in_transaction:
        with in_words(path):
            not_empty(path)
            conn.execute("BEGIN")
            try:
                yield Database(conn, execute_plugins=False)
            finally:
                conn.rollback()
        return
    with in_words(path), using(path), closing(_readable(path)) as conn:
        if until:
            rewind(conn, until)
        conn.execute("PRAGMA query_only = ON")
        conn.execute("BEGIN")
        try:
            yield Database(conn, execute_plugins=False)
        finally:
            conn.rollback()
            merge(conn, path)  # what a writer had to leave because this snapshot was in use


@contextmanager
def writing(path: Path) -> Iterator[Database]:
    """One transaction that holds the write lock from its first line; whatever is raised inside takes it back."""
    with in_words(path), using(path), closing(connect(path)) as conn:
        with suppress(sqlite3.OperationalError):  # a copy that others read just now stays as it is, and slower
            conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield Database(conn, execute_plugins=False)
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise
        merge(conn, path)


def merge(conn: sqlite3.Connection, path: Path) -> None:
    """Bring what the journal holds into the file, as far as no other reads or writes just now: it waits for nobody.

    What is committed is safe either way. Whoever is at it leaves the rest merged in turn.
    """
    if not journal.holds(path):
        return
    with suppress(sqlite3.Error):
        conn.execute("PRAGMA busy_timeout = 0")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.execute(f"PRAGMA busy_timeout = {round(TIMEOUT * 1000)}")


def _readable(path: Path) -> sqlite3.Connection:
    """A connection to read through.

    In a folder that cannot be written the file is read as it lies there, provided that no journal beside it holds
    changes that it lacks.
    """
    try:
        return connect(path)
    except sqlite3.OperationalError as error:
        unwritable = code_of(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not unwritable or not path.is_file() or journal.holds(path):
            raise
        return connect(path, immutable=True)
