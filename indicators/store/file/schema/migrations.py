"""From any earlier schema to this one: numbered, append-only functions, run on opening after an automatic backup.

`PRAGMA user_version` holds how many of them a board has seen, `PRAGMA application_id` that it is a board at all.
"""

from __future__ import annotations

import glob
import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from ....core.model.catalogue import first_thesis, thesis
from ....core.model.errors import BoardError
from ....core.model.version import VERSION
from ...copies import drafts, kept
from .. import clock, places
from ..connection import OLDEST_SQLITE, connect, in_words, reading, using
from ..journal import APPLICATION_ID, companions
from . import schema_v1, schema_v2, schema_v3, schema_v4

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Migration = Callable[[Database], None]

# append, never edit or reorder
MIGRATIONS: tuple[Migration, ...] = (schema_v1.create, schema_v2.extend, schema_v3.extend, schema_v4.extend)


def ready(path: Path, migrations: Sequence[Migration] = MIGRATIONS, *, keep_copy: bool = True) -> None:
    """Make sure that the existing file `path` is a board of this version; BoardError where it cannot be.

    An older one is migrated, after a copy was laid beside it unless `keep_copy` is off.
    """
    require_sqlite()
    with reading(path) as db:
        version = version_of(db, path)
        by = schema_v3.brought_by(db) if version > len(migrations) else ""
        of = schema_v3.thesis_of(db) if schema_v3.NUMBER <= version <= len(migrations) else first_thesis()
    if version > len(migrations):
        raise _newer(path, version, by, len(migrations))
    if of != thesis().id:
        raise BoardError(
            f'The board {path} is of the thesis "{of}", and this is "{thesis().id}": name another board with --board, '
            "or the board's own thesis with --thesis."
        )
    if version < len(migrations):
        _upgrade(path, version, migrations, keep_copy=keep_copy)


def require_sqlite() -> None:
    """BoardError where Python's SQLite is too old for STRICT tables."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE[:2]))
        raise BoardError(f"SQLite {sqlite3.sqlite_version} is too old: use a Python with SQLite {wanted} or newer.")


def version_of(db: Database, path: Path) -> int:
    """How many migrations the board has seen; BoardError where the file is no board."""
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise BoardError(f"{path} is not a Telltale board: name another file.")
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _newer(path: Path, version: int, by: str, known: int) -> BoardError:
    """The sentence for a board that a newer program brought to a schema that this one does not know."""
    before = kept.readable(path, known)
    return BoardError(
        f"The board {path} was written by a newer version{f', Telltale {by}' if by else ''} (schema {version}; this is "
        f"{VERSION}, which knows {known}): update Telltale; the file is untouched"
        + (f", and the newest copy from before is {before}." if before else ".")
    )


def create(
    path: Path,
    fill: Callable[[Path], None] | None = None,
    migrations: Sequence[Migration] = MIGRATIONS,
    judge: Callable[[Path], Sequence[str]] | None = None,
) -> bool:
    """Make a new board at `path`, which appears whole, or not at all where another process was first (False).

    `fill` writes into it before anyone can see it, and `judge` says what is wrong with it then. No folder is made but
    the user's data folder of this program: where another is missing, a drive may not be there.
    """
    require_sqlite()

    def write(draft: Path) -> None:
        _write_new(draft, migrations)
        if fill is not None:
            fill(draft)
        _fold_in(draft)
        if problems := judge(draft) if judge is not None else ():
            raise BoardError(f"The new board {draft} did not pass its check, so none was made: {problems[0]}")

    _require_folder(path)
    return appear_whole(path, write)


def appear_whole(path: Path, write: Callable[[Path], None]) -> bool:
    """Let `write` make a file in a draft, which then takes the name `path`; False where another was there first.

    What goes wrong is said of `path`; no draft is left.
    """
    with in_words(path):
        began = time.time_ns()
        draft = drafts.sibling(path, "new")
        try:
            write(draft)
            return _appear(draft, path, began)
        except BoardError as error:
            raise BoardError(str(error).replace(str(draft), str(path))) from error
        finally:
            drafts.discard(draft)


def _require_folder(path: Path) -> None:
    with in_words(path):
        if places.is_ours(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        elif not path.parent.exists():
            raise BoardError(
                f"There is no folder {path.parent} for the board {path}: connect its drive or make the folder, then "
                "try again."
            )


def _fold_in(path: Path) -> None:
    """Bring everything from the journal into the file, which alone takes the board's name, and look through it.

    Closing a connection does the first too, but says nothing where the disk is full.
    """
    with in_words(path), closing(connect(path)) as conn:
        busy = conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        found = conn.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if busy or found != "ok":
        raise BoardError(f"The new board {path} is not whole ({found}), so none was made: free some space, try again.")


def _write_new(path: Path, migrations: Sequence[Migration]) -> None:
    with closing(connect(path, create=True)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("BEGIN IMMEDIATE")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _apply(conn, migrations, 0)
        conn.execute("COMMIT")


def _appear(draft: Path, path: Path, began: int) -> bool:
    if path.exists():
        return False
    for stale in companions(path):
        # of a board that was deleted: SQLite would take it for the new one's; a younger one is another process's
        if stale.exists() and stale.stat().st_mtime_ns < began:
            stale.unlink(missing_ok=True)
    try:
        os.link(draft, path)  # unlike a rename it never replaces a file
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        draft.rename(path)
    return True


def _apply(conn: sqlite3.Connection, migrations: Sequence[Migration], version: int) -> None:
    db = Database(conn, execute_plugins=False)
    for migration in migrations[version:]:
        migration(db)
    if len(migrations) >= schema_v3.NUMBER:
        schema_v3.brought(db, len(migrations), VERSION, clock.now())
    conn.execute(f"PRAGMA user_version = {len(migrations)}")


def _upgrade(path: Path, version: int, migrations: Sequence[Migration], *, keep_copy: bool) -> None:
    """Migrate in one transaction. Of two processes the second finds it done."""
    kept = path.with_name(f"{path.name}.before-v{len(migrations)}-{clock.now().replace('-', '').replace(':', '')}.bak")
    with in_words(path), using(path), closing(connect(path)) as conn:
        conn.execute("BEGIN IMMEDIATE")
        try:
            found = int(conn.execute("PRAGMA user_version").fetchone()[0])
            if found == version:
                if keep_copy:
                    _keep(path, kept)
                _apply(conn, migrations, version)
            conn.execute("COMMIT")
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


def _keep(path: Path, kept: Path) -> None:
    """Copy the board as it is to `kept`, which appears whole or not at all; what an earlier death left goes."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.before-*.part*"):
        left.unlink(missing_ok=True)  # no other process is at it: it would hold the write lock
    draft = kept.with_name(f".{kept.name}.part")
    try:
        with closing(connect(path)) as source, closing(connect(draft, create=True)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        draft.replace(kept)
    except (sqlite3.Error, OSError):
        draft.unlink(missing_ok=True)
        raise
