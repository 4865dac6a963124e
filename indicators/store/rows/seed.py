"""The first load of a board: the brief and the public record, an invented example, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.model.catalogue import data_folder, thesis
from ...core.model.errors import InputError, UsageError
from ..board import Board
from ..copies import daily as copies
from ..copies import kept, takeover
from ..exchange import files as exchange
from ..file import check
from ..file.connection import in_words, writing
from ..file.places import default_path
from ..file.schema import migrations
from ..views import read
from . import lacking
from .outcome import Outcome
from .write import Origin, add_in, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from .content import Content

WITHDRAWN = "withdrawn.csv"  # beside the files of a first load: what these once held and hold no longer


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

    What the record has corrected since is revised, and what it has withdrawn is retracted, unless a user has changed
    it; the warnings name what was retracted. InputError where `with_` is `example` or `empty` and the board is filled.
    A new board appears with its data or not at all.
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
        by = plain(by, "The user")
        found = [_add(db, content, Origin(kind="init", what=name, by=by, board=with_)) for name, content in contents]
        gone = lacking.withdraw(db, data_folder() / WITHDRAWN, by) if with_ == "public" else []
        return [*found, Outcome(None, warnings=tuple(gone))]


def _add(db: Database, content: Content, origin: Origin) -> Outcome:
    missing = lacking.missing(db, content)
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
        warnings=tuple(warning for result in results for warning in result.warnings),
    )
