"""Copies of a board: made while others write, checked before they replace anything."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.errors import BoardError
from ..core.step import Step, quiet
from . import drafts, migrations
from .connection import in_words, reading

if TYPE_CHECKING:
    from collections.abc import Iterator


_PAGES = 2000  # copied from step to step: 8 MB


def backup(src: Path, dst: Path, step: Step = quiet) -> None:
    """Copy the board `src` to the single file `dst`, which is replaced only by a copy that passed its check.

    `step` is told of the pages that are copied; what it raises stops the copy, and `dst` stays as it was.
    """
    _not_same(src, dst)
    with _beside(dst) as draft:
        _copy(src, draft, step)
        _replace(draft, dst)


def restore(src: Path | str, dst: Path | str, step: Step = quiet) -> None:
    """Put the backup `src` in the place of the board `dst`.

    BoardError, and `dst` untouched, where `src` is missing, damaged, no board, or of a newer version.
    Close programs that use `dst` first: what they have open is the file that was.
    """
    src, dst = Path(src), Path(dst)
    _not_same(src, dst)
    with in_words(src):
        if not src.exists():
            raise BoardError(f"There is no backup at {src}: name another file.")
    with _beside(dst) as draft:
        _copy(src, draft, step)
        migrations.ready(draft, keep_copy=False)  # the backup itself is the copy
        _replace(draft, dst)


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
def _beside(dst: Path) -> Iterator[Path]:
    """A name for a draft in the folder of `dst`, on the same disk, so that it can replace it in one step."""
    with in_words(dst):
        dst.parent.mkdir(parents=True, exist_ok=True)
        draft = drafts.beside(dst, "draft")
        try:
            yield draft
        finally:
            drafts.discard(draft)


def _replace(draft: Path, dst: Path) -> None:
    """Put `draft` in the place of `dst`, whose journal must not be taken for the new file's."""
    with in_words(dst):
        if dst.exists():
            try:
                with closing(sqlite3.connect(dst, timeout=1.0)) as conn:
                    conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.DatabaseError:  # what is there is damaged: its journal is of no use to anybody
                pass
        for name in migrations.companions(dst):
            name.unlink(missing_ok=True)
        draft.replace(dst)


def _not_same(src: Path, dst: Path) -> None:
    with in_words(dst):
        if dst.exists() and src.exists() and src.samefile(dst):
            raise BoardError(f"{dst} is the board itself: name another file.")
