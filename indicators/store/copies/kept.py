"""The copies of a board that lie beside it: those made each day, and those made before something replaced it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ...core.model.errors import BoardError
from ..file import connection
from ..file.connection import reading

_STAMP = r"(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z"
_OFFERED = 3  # copies that a sentence names; `where` lists all


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a board: its file, the UTC time at which it was made, its observations (None: it cannot be read)."""

    path: Path
    at: str
    rows: int | None

    @property
    def made(self) -> str:
        """When it was made, for people: 2026-11-30 07:15 UTC."""
        return f"{self.at[:16].replace('T', ' ')} UTC"

    @property
    def said(self) -> str:
        """The copy as one line names it."""
        rows = "cannot be read" if self.rows is None else f"{self.rows} numbers"
        return f"{self.path} ({self.made}, {rows})"

    def as_json(self) -> dict[str, str | int | None]:
        """The fields as the command line prints them."""
        return {"path": str(self.path), "at": self.at, "rows": self.rows}


def folder(board: Path) -> Path:
    """The folder of the daily copies, beside the board."""
    return board.with_name(f"{board.name}.copies")


def name(board: Path, stamp: str) -> str:
    """The name of a daily copy made at a UTC time."""
    return f"{board.stem}-{stamp.replace('-', '').replace(':', '')}{board.suffix or '.db'}"


def daily(board: Path) -> list[tuple[str, Path]]:
    """The daily copies with the times in their names, newest first; whatever else lies in the folder is not ours."""
    form = re.compile(rf"{re.escape(board.stem)}-{_STAMP}{re.escape(board.suffix or '.db')}")
    found = [(file, form.fullmatch(file.name)) for file in _files(folder(board))]
    return sorted(((_stamp(match), file) for file, match in found if match), reverse=True)


def listed(board: Path) -> list[Copy]:
    """Every copy, newest first."""
    return sorted((Copy(file, at, _rows(file)) for at, file in _every(board)), key=lambda c: c.at, reverse=True)


def offer(board: Path) -> str:
    """A sentence that names the newest copies, to follow one that says what is wrong; "" where there is none."""
    sound = [copy for copy in listed(board) if copy.rows is not None]
    if not sound:
        return ""
    named = "; ".join(copy.said for copy in sound[:_OFFERED])
    more = f"; `where` lists {len(sound) - _OFFERED} more" if len(sound) > _OFFERED else ""
    return f"Copies that `restore` can bring back: {named}{more}."


def missing(board: Path) -> BoardError:
    """The sentence where there is no board, with the copies of it that are left."""
    error = connection.missing(board)
    offered = offer(board)
    return BoardError(f"{error} {offered}") if offered else error


def readable(board: Path, schema: int) -> Path | None:
    """The newest copy that a program which knows `schema` can read; None where there is none."""
    for _, file in sorted(_every(board), reverse=True):
        with suppress(BoardError), reading(file) as db:
            if db.execute("PRAGMA user_version").fetchone()[0] <= schema:
                return file
    return None


def _every(board: Path) -> Iterator[tuple[str, Path]]:
    yield from daily(board)
    for file in _files(board.parent):
        if file.name.startswith(f"{board.name}.before-") and file.suffix == ".bak":
            yield _made(file), file


def _files(place: Path) -> list[Path]:
    try:
        return list(place.iterdir())
    except OSError:  # no such folder, or one that may not be read: no copies that anybody could use
        return []


def _made(file: Path) -> str:
    if match := re.search(_STAMP, file.name):
        return _stamp(match)
    return datetime.fromtimestamp(file.stat().st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _stamp(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"


def _rows(file: Path) -> int | None:
    try:
        with reading(file) as db:
            return int(db.execute("SELECT count(*) FROM observation").fetchone()[0])
    except BoardError:
        return None
