"""Copies of a board: made while others write, checked before they replace anything, and put back without a loss."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import sqlite3
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database

from ...core.model.errors import BoardError, InputError
from ...core.model.step import Step, quiet
from ..file import journal
from ..file.connection import code_of, connect, in_words, reading
from ..file.identity import ACTS, identity_of, lacks, tables_of
from ..file.schema import migrations
from ..file.users import alone, real, users_file
from . import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator


_MAGIC = b"SQLite format 3\0"
_PAGES = 2000  # copied from step to step: 8 MB


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of a restore: the copy `kept` of what was there, whether that was `another` board, and a `note`."""

    kept: Path | None
    another: bool
    note: str = ""

    def as_json(self, board: Path) -> dict[str, str | bool | None]:
        """What `restore --json` prints."""
        kept = None if self.kept is None else str(self.kept)
        return {"board": str(board), "kept": kept, "another_board": self.another, "note": self.note}

    @property
    def said(self) -> str:
        """For people."""
        return "".join(
            (
                f"; what was there is kept as {self.kept}" if self.kept else "",
                ", and it was another board than the backup" if self.another else "",
                f". {self.note}" if self.note else "",
            )
        )


def backup(src: Path, dst: Path, step: Step = quiet) -> None:
    """Copy the board `src` to the single file `dst`, which is replaced only by a copy that passed its check.

    InputError where `dst` is anything but an older copy of this board, which holds nothing that the board lacks.
    `step` is told of the pages that are copied; what it raises stops the copy, and `dst` stays as it was.
    """
    _not_same(src, dst)
    dst = real(dst)
    _no_journal(src, dst)
    with in_words(dst):
        present = os.path.lexists(dst)
    if present:
        _older_copy(dst, src)
    seen = _state(dst)
    with _draft_of(dst) as draft:
        _copy(src, draft, step)
        with in_words(dst), alone(dst):
            if _state(dst) != seen:
                raise InputError(f"{dst} was written by another program meanwhile: it was not replaced; try again.")
            _take_place(draft, dst)


def restore(src: Path | str, dst: Path | str, step: Step = quiet) -> Restored:
    """Put the backup `src` in the place of the board `dst`, of which a whole copy is kept beside it.

    BoardError, and `dst` untouched, where `src` is missing, damaged, no board, or of a newer version, and where
    anybody has `dst` open.
    """
    src, dst = Path(src), real(Path(dst))
    _not_same(src, dst)
    with in_words(src):
        if not src.exists():
            raise BoardError(f"There is no backup at {src}: name another file.")
    with in_words(dst):
        if dst.exists() and not dst.is_file():
            raise BoardError(f"{dst} is not a file: name another board.")
    with _draft_of(dst) as draft:
        _copy(src, draft, step)
        migrations.ready(draft, keep_copy=False)  # the backup itself is the copy
        with in_words(dst), alone(dst):
            return _put(draft, dst)


def _copy(src: Path, draft: Path, step: Step) -> None:
    with reading(src) as db:
        if migrations.version_of(db, src) > len(migrations.MIGRATIONS):
            raise BoardError(f"The board {src} was written by a newer version: update Telltale; nothing was replaced.")
    with in_words(src), closing(sqlite3.connect(draft)) as copy:
        with reading(src) as db:
            db.conn.backup(copy, pages=_PAGES, progress=lambda _, left, of: step(of - left, of, "Copying pages"))
        found = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            raise BoardError(f"The board {src} is damaged ({found}): nothing was replaced.")
        copy.execute("PRAGMA journal_mode = DELETE")  # or the copy would open with journal files beside it


@contextmanager
def _draft_of(dst: Path) -> Iterator[Path]:
    """A name for a draft in the folder of `dst`, on the same disk, so that it can replace it in one step."""
    with in_words(dst):
        dst.parent.mkdir(parents=True, exist_ok=True)
        draft = drafts.sibling(dst, "draft")
        try:
            yield draft
        finally:
            drafts.discard(draft)


# What a backup may replace


def _no_journal(src: Path, dst: Path) -> None:
    """A copy under the name of a journal would be taken for one."""
    own = real(src)
    if dst in (*journal.companions(own), Path(f"{own}-journal"), users_file(own)):
        raise InputError(f"{dst} is a name that SQLite uses beside the board: name another file.")


def _older_copy(dst: Path, src: Path) -> None:
    """InputError unless the file `dst` is a copy of the board `src` and holds nothing that `src` lacks."""
    if not dst.is_file():
        raise InputError(f"{dst} is not a file that a backup may replace: name another file.")
    try:
        with reading(dst) as copy, reading(src) as board:
            migrations.version_of(copy, dst)
            theirs, ours = identity_of(copy), identity_of(board)
        newer = theirs == ours and _newer(dst, src)
    except (BoardError, sqlite3.DatabaseError) as error:
        if isinstance(error, BoardError) and code_of(error.__cause__) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise
        raise InputError(
            f"{dst} is no copy of a board that can be read, so it is not replaced: name another file."
        ) from error
    if theirs != ours:
        raise InputError(f"{dst} holds another board, so it is not replaced: name another file.")
    if newer:
        raise InputError(
            f"{dst} holds what this board lacks, as a newer copy does, so it is not replaced: name another file, or "
            f"bring it back with `restore {dst}`."
        )


def _newer(dst: Path, src: Path) -> bool:
    with reading(src) as board:
        board.conn.execute("COMMIT")  # no file can be attached inside a transaction
        board.conn.execute("ATTACH ? AS copy", [str(dst)])
        return lacks(board.conn, "copy", "main", sorted({*ACTS} & {*tables_of(board.conn, "copy")}))


def _state(path: Path) -> tuple[int, ...]:
    """Differs after the file, or the journal beside it, was written; () where there is none."""
    with in_words(path), suppress(FileNotFoundError):
        found = path.stat()
        return found.st_ino, found.st_size, found.st_mtime_ns, journal.holds(path)
    return ()


def _take_place(draft: Path, dst: Path) -> None:
    """Give the draft its name: in one step, and for good."""
    with suppress(PermissionError):
        if dst.exists():
            shutil.copymode(dst, draft)
    draft.replace(dst)
    for name in journal.companions(dst):  # empty, or the file would have been in use
        name.unlink(missing_ok=True)
    _settled(dst)


def _settled(path: Path) -> None:
    """Let the disk know of a new name; where a folder cannot be opened, as on Windows, it does so itself."""
    with suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


# How a backup is put back, nobody else being there


def _put(draft: Path, dst: Path) -> Restored:
    """What was there is kept before anything is touched, and a journal goes out of the way only with what it was of."""
    kept, note = _free(dst), ""
    if dst.exists():
        try:
            note = journal.part(dst)
        except BoardError:  # damaged with its journal and without
            return Restored(_swap(draft, dst, kept), another=False)
        before = _through_sqlite(draft, dst, kept) if _is_database(dst) else None
        if before is not None:
            return Restored(kept, before not in ("", _identity(dst)), note)
    return Restored(_swap(draft, dst, kept), another=False, note=note)


def _free(dst: Path) -> Path:
    """A name for what was there that nothing has."""
    names = (dst.with_name(f"{dst.name}{'' if n == 1 else f'.{n}'}.before-restore.bak") for n in count(1))
    return next(name for name in names if not any(name.parent.glob(f"{glob.escape(name.name)}*")))


def _is_database(path: Path) -> bool:
    """Of what is none SQLite would drop the journal on closing."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def _identity(path: Path) -> str:
    with closing(connect(path)) as conn:
        return identity_of(Database(conn, execute_plugins=False))


def _through_sqlite(draft: Path, dst: Path, kept: Path) -> str | None:
    """Let SQLite replace every page in one transaction of the same file, so that no program is left with another.

    The identity of what was there, "" where it had none; None where SQLite cannot make sense of what was there.
    """
    try:
        with closing(connect(dst)) as there, closing(connect(draft)) as new:
            there.execute("PRAGMA locking_mode = EXCLUSIVE")  # refused where any other connection exists
            there.execute("PRAGMA journal_mode = DELETE")  # merges the journal
            there.execute("BEGIN EXCLUSIVE")
            there.execute("COMMIT")
            _keep(there, dst, kept)
            try:
                before = identity_of(Database(there, execute_plugins=False))
            except sqlite3.DatabaseError:  # no board
                before = ""
            new.backup(there)
            return before
    except sqlite3.DatabaseError as error:
        if code_of(error) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
            return None
        if code_of(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BoardError(
                f"The board {dst} is in use by another program, none of Telltale's: close it there and try again; "
                "nothing was changed."
            ) from error
        raise


def _keep(there: sqlite3.Connection, dst: Path, kept: Path) -> None:
    """Copy the board as it is to `kept`, which appears whole or not at all."""
    with _part_of(kept) as part:
        with closing(connect(part, create=True)) as copy:
            there.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        shutil.copymode(dst, part)


@contextmanager
def _part_of(kept: Path) -> Iterator[Path]:
    """A name under which `kept` is written until it is whole."""
    part = kept.with_name(f".{kept.name}.part")
    part.unlink(missing_ok=True)  # an earlier death's: nobody else restores this board
    try:
        yield part
        part.replace(kept)
        _settled(kept)
    finally:
        for name in (part, Path(f"{part}-journal")):
            name.unlink(missing_ok=True)


def _swap(draft: Path, dst: Path, kept: Path) -> Path | None:
    """Replace a file that SQLite cannot read, or none; it is kept byte by byte, with its journals beside it."""
    if dst.exists() and dst.stat().st_size:
        with _part_of(kept) as part:
            shutil.copy2(dst, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
    moved = [(Path(f"{dst}{end}"), Path(f"{kept}{end}")) for end in ("-wal", "-journal")]
    moved = [(there, to) for there, to in moved if there.exists()]
    try:
        for there, to in moved:
            there.replace(to)
        _rename_or_fill(draft, dst)
    except BaseException:
        for there, to in moved:
            if to.exists():
                to.replace(there)
        raise
    Path(f"{dst}-shm").unlink(missing_ok=True)
    _settled(dst)
    return next((name for name in (kept, *(to for _, to in moved)) if name.exists()), None)


def _rename_or_fill(draft: Path, dst: Path) -> None:
    """In one step, but where the file itself is mounted and only its content can be changed."""
    try:
        draft.replace(dst)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV) or not dst.exists():
            raise
        with draft.open("rb") as new, dst.open("rb+") as file:
            shutil.copyfileobj(new, file)
            file.truncate()
            file.flush()
            os.fsync(file.fileno())


def _not_same(src: Path, dst: Path) -> None:
    with in_words(dst):
        if dst.exists() and src.exists() and src.samefile(dst):
            raise BoardError(f"{dst} is the board itself: name another file.")
