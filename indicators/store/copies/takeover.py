"""A board that an earlier version kept in the program's folder: taken over once by copy, told in a line, and left.

Where a default board is there already, the found one is named and nothing is merged or dropped.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ...core.model.errors import BoardError
from ..file import places
from ..file.connection import in_words, reading
from ..file.schema import migrations
from .backup import backup

Tell = Callable[[str], None]  # is told one sentence

_SEEN = "found-boards.json"  # in the user's folder: which found boards were dealt with, and how they looked then


@dataclass(frozen=True, slots=True)
class _Found:
    """What is known of a board: its first and its last batch, and how many observations it has."""

    first: tuple[object, ...]
    last: tuple[object, ...]
    rows: int


def settle(tell: Tell) -> None:
    """Take over the boards in the program's folder that have no namesake in the user's, and name the others once.

    Nothing where INDICATORS_BOARD names a board. BoardError, and no board made, where one cannot be taken over.
    """
    main = places.default_path()
    if not places.is_ours(main):
        return
    for target in (main, *(places.other(main, name) for name in places.OTHERS)):
        source = places.PROGRAM / target.name
        with in_words(source):
            if not source.is_file() or (target.exists() and _seen().get(str(source)) == _look(source)):
                continue
        _settle(source, target, tell)


def found() -> list[Path]:
    """The boards in the program's folder, where the default board is in the user's."""
    if not places.is_ours(places.default_path()):
        return []
    return sorted(file for file in places.PROGRAM.glob("*.db") if file.is_file())


def _settle(source: Path, target: Path, tell: Tell) -> None:
    if not target.exists():
        made = _take_over(source, target)
        if made:
            tell(
                f"The board found at {source} was taken over: it is at {target} now ({_about(target).rows} numbers), "
                "and the old file is left as it was."
            )
    elif not _holds(target, source):
        tell(
            f"Another board lies at {source}; {target} is used, and nothing was merged. To bring its numbers in, "
            "`export` it with `--board` and `import` the file."
        )
    _remember(source)


def _take_over(source: Path, target: Path) -> bool:
    with in_words(target):
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        return migrations.appear_whole(target, lambda draft: backup(source, draft))
    except BoardError as error:
        raise BoardError(
            f"The board found at {source} could not be taken over to {target}, and none was made in its place: {error}"
        ) from error


def _holds(board: Path, other: Path) -> bool:
    """Whether all that was written to `other` is in `board` too, which is so where one went on from the other."""
    try:
        mine, its = _about(board), _about(other)
    except BoardError:  # one of them cannot be read, so it is named
        return False
    if its.last == ():
        return True
    return mine.first == its.first and _batch(board, its.last[0]) == its.last


def _about(path: Path) -> _Found:
    with reading(path) as db:
        migrations.version_of(db, path)
        first, last = (
            tuple(db.execute(f"SELECT {_COLUMNS} FROM batch ORDER BY id {order} LIMIT 1").fetchone() or ())  # noqa: S608 - our own words
            for order in ("ASC", "DESC")
        )
        return _Found(first, last, db.execute("SELECT count(*) FROM observation").fetchone()[0])


_COLUMNS = "id, recorded_at, recorded_by, kind, what, row_count"


def _batch(path: Path, number: object) -> tuple[object, ...]:
    with reading(path) as db:
        return tuple(db.execute(f"SELECT {_COLUMNS} FROM batch WHERE id = ?", [number]).fetchone() or ())  # noqa: S608 - our own words


# What was dealt with


def _look(path: Path) -> list[int]:
    """What differs after a board was written to."""
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _seen() -> dict[str, list[int]]:
    try:
        found = json.loads((places.user_folder() / _SEEN).read_text("utf-8"))
    except (OSError, ValueError):  # none yet, or spoiled: what it would say is said again
        return {}
    return found if isinstance(found, dict) else {}


def _remember(source: Path) -> None:
    file = places.user_folder() / _SEEN
    with suppress(OSError):  # what is not noted is compared again
        file.write_text(json.dumps(_seen() | {str(source): _look(source)}, indent=2), "utf-8")
