"""What a board lacks of the files of a first load: rows that it never had, and what was corrected there since."""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

from ...core.entry.validate import Cell, Fault, Rejection, read_text
from ...core.model.observation import KEY_COLUMNS
from ...core.model.units import key_unit
from ..file.moment import Moment
from .write import new_batch

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sqlite_utils import Database

    from .content import Content, Row, Rows

Like = tuple[str, ...]  # the cells by which a row of a file is found again on a board

OBSERVATION = (*KEY_COLUMNS, "published_on")
LISTED = tuple(name for name in OBSERVATION if name != "unit")  # by which a withdrawn row is named
EVENT = ("date", "entity", "title")
CLAIM = ("id",)
_RETRACTED = "id IN (SELECT retracts FROM batch WHERE kind = 'retract' AND id NOT IN (SELECT batch FROM undo))"


def missing(db: Database, content: Content) -> Content:
    """The rows of `content` that the board lacks.

    A row whose like it never had; and one whose like came by a first load, which the file may have corrected. What a
    user corrected or took back is not brought back. Rows of a batch that was undone as a whole count as never had.
    """
    return replace(
        content,
        observations=_new(content.observations, OBSERVATION, _had(db, "observation", OBSERVATION, _RETRACTED)),
        events=_new(content.events, EVENT, _had(db, "event", EVENT)),
        claims=_new(content.claims, CLAIM, _had(db, "claim", CLAIM)),
    )


def _new(rows: Rows, names: tuple[str, ...], had: Mapping[Like, bool]) -> list[Row]:
    return [(n, cells) for n, cells in rows if isinstance(cells, Fault) or had.get(_like(cells, names), True)]


def _had(db: Database, table: str, names: tuple[str, ...], taken: str = "0") -> dict[Like, bool]:
    """Every like that the board has had, and whether its newest row came by a first load and stands."""
    columns = ", ".join(f"coalesce({name}, '')" for name in names)
    sql = f"""
        SELECT {columns}, batch IN (SELECT id FROM batch WHERE kind = 'init' AND board = 'public') AND NOT {taken}
        FROM "{table}" WHERE batch NOT IN (SELECT batch FROM undo) ORDER BY rowid"""  # noqa: S608 - names of our own
    return {_like(dict(zip(names, like, strict=True)), names): bool(ours) for *like, ours in db.execute(sql)}


def _like(cells: Mapping[str, Cell], names: tuple[str, ...]) -> Like:
    return tuple(_cell(name, read_text(cells.get(name))) for name in names)


def _cell(name: str, text: str) -> str:
    return key_unit(text) if name == "unit" else text


def withdraw(db: Database, file: Path, by: str) -> list[Rejection]:
    """Retract what an earlier first load wrote and `file` lists as withdrawn, one sentence each.

    The file has the columns of a like and `why`. What a user brought back once stays.
    """
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as stream:
        listed = {_like(row, LISTED): row["why"] for row in csv.DictReader(stream)}
    columns = ", ".join(f"coalesce({name}, '')" for name in LISTED)
    sql = f"""
        SELECT id, {columns} FROM observation WHERE batch NOT IN (SELECT batch FROM undo)
            AND batch IN (SELECT id FROM batch WHERE kind = 'init' AND board = 'public')
            AND id NOT IN (SELECT retracts FROM batch WHERE kind = 'retract') ORDER BY id"""  # noqa: S608 - the same
    found = [(id_, listed[tuple(map(str, like))]) for id_, *like in db.execute(sql) if tuple(map(str, like)) in listed]
    for id_, why in found:
        at = Moment.on(db).at
        new_batch(db, "retract", f"retract {id_}", by, at, retracts=id_, why=why, board="public")
    return [Rejection(0, "", f"Observation {id_} was retracted, as in the public record: {why}.") for id_, why in found]
