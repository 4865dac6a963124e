"""The first load of a board: the brief and the public record, an invented example, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell, Fault, read_text
from ...core.model.catalogue import data_folder, thesis
from ...core.model.errors import InputError, UsageError
from ...core.model.observation import KEY_COLUMNS
from ...core.model.units import key_unit
from ..board import Board
from ..copies import daily as copies
from ..copies import kept, takeover
from ..exchange import files as exchange
from ..file import check
from ..file.connection import in_words, writing
from ..file.places import default_path
from ..file.schema import migrations
from ..views import read
from .outcome import Outcome
from .write import Origin, add_in, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from .content import Content, Row, Rows


def open_board(path: Path | str | None = None, tell: takeover.Tell = lambda _: None) -> Board:
    """The board at `path`, by default `default_path()`, which is made with the public record where it is missing.

    One that an earlier version kept in the program's folder is taken over first; `tell` is told of it, of one that is
    there beside the default, and of copies that are left of a default board that is gone, one sentence each.
    """
    place = default_path() if path is None else Path(path)
    if place.absolute() == default_path().absolute():
        takeover.settle(tell)
        with in_words(place):
            missing = not place.exists()
        if missing:
            init(place)
            if left := kept.offer(place):
                tell(f"There was no board at {place}, so a new one was made. {left}")
    return Board.open(place)


def init(path: Path | str, with_: str = "public", by: str = "init") -> Outcome:
    """Make a board, or add to a filled one what it lacks of the public record; one batch a file, all or none.

    InputError where `with_` is `example` or `empty` and the board is filled. A new board appears with its data or not
    at all.
    """
    if with_ not in ("public", "example", "empty"):
        raise UsageError(f'There is no board "{with_}": use public, example or empty.')
    path = Path(path)
    results: list[Outcome] = []
    with in_words(path):
        missing = not path.exists()
    if missing and migrations.create(path, lambda draft: results.extend(_load(draft, with_, by)), judge=check.check):
        return _sum(results)
    added = _sum(_load(Board.open(path).path, with_, by))
    if added.batch is not None:
        copies.copy_of_today(path)
    return added


def has_example() -> bool:
    """Whether the thesis brings an invented example board along."""
    return bool(files("example"))


def files(with_: str) -> Sequence[Path]:
    """The data files of a first load."""
    if with_ == "public":
        return [data_folder() / name for name in thesis().seed]
    return sorted((data_folder() / "example").glob("*.csv")) if with_ == "example" else []


def _load(path: Path, with_: str, by: str) -> list[Outcome]:
    contents = [(file.name, exchange.read_content(file, file.name)) for file in files(with_)]
    if with_ == "example" and not contents:
        raise InputError(
            f"The thesis has no example board (nothing is in {data_folder() / 'example'}): use `init`, or `init --with "
            "empty`."
        )
    with writing(path) as db:
        if with_ != "public" and not read.is_empty(db):
            raise InputError(f"The board {path} holds data already: `init --with {with_}` needs a new or an empty one.")
        return [
            _add(db, content, Origin(kind="init", what=name, by=plain(by, "The user"), board=with_))
            for name, content in contents
        ]


def _missing(db: Database, content: Content) -> Content:
    """The rows whose like the board has never had: what a user corrected or took back is not brought back.

    Rows of a batch that was undone as a whole count as never had.
    """
    key = (*KEY_COLUMNS, "published_on")
    return replace(
        content,
        observations=_new(content.observations, *_had(db, "observation", key)),
        events=_new(content.events, *_had(db, "event", ("date", "entity", "title"))),
        claims=_new(content.claims, *_had(db, "claim", ("id",))),
    )


def _new(rows: Rows, names: tuple[str, ...], had: set[tuple[str, ...]]) -> list[Row]:
    return [(n, cells) for n, cells in rows if isinstance(cells, Fault) or _like(cells, names) not in had]


def _had(db: Database, table: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], set[tuple[str, ...]]]:
    columns = ", ".join(f"coalesce({name}, '')" for name in names)
    sql = f"SELECT {columns} FROM {table} WHERE batch NOT IN (SELECT batch FROM undo)"  # noqa: S608 - names of our own
    return names, {_like(dict(zip(names, row, strict=True)), names) for row in db.execute(sql)}


def _like(cells: Mapping[str, Cell], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_cell(name, read_text(cells.get(name))) for name in names)


def _cell(name: str, text: str) -> str:
    return key_unit(text) if name == "unit" else text


def _add(db: Database, content: Content, origin: Origin) -> Outcome:
    missing = _missing(db, content)
    result = add_in(db, missing, origin)
    skipped = sum(len(content.rows(part)) - len(missing.rows(part)) for part in ("observations", "events", "claims"))
    result = replace(result, unchanged=result.unchanged + skipped)
    if result.rejected:
        fault = result.rejected[0]
        raise InputError(f"{origin.what} row {fault.row}: {fault.reason} Bring back the file as it was delivered.")
    return result


def _sum(results: Sequence[Outcome]) -> Outcome:
    batches = [result.batch for result in results if result.batch is not None]
    return Outcome(
        max(batches, default=None),
        sum(result.new for result in results),
        sum(result.revised for result in results),
        sum(result.unchanged for result in results),
        tuple(fault for result in results for fault in result.rejected),
        tuple(id_ for result in results for id_ in result.ids),
    )
