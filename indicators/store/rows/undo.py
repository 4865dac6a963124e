"""Taking back: a row (retract), a claim (void), a batch (undo). Nothing is deleted; all of it stays on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.model.errors import InputError
from ..copies.daily import writing
from ..file.moment import Moment
from .outcome import Outcome
from .state import names
from .write import clock_warnings, new_batch, next_id, plain

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database


_LARGEST = 2**63 - 1  # of SQLite's whole numbers; no id lies beyond


def retract(path: Path, id_: int, why: str, by: str) -> Outcome:
    """Take one observation out of every as-of view. It makes a batch; undoing that batch brings the row back."""
    why = plain(why, "The reason")
    if not why:
        raise InputError("A retraction needs a reason: say why the number is taken back.")
    with writing(path) as db:
        sql = "SELECT retracted, retracted_why FROM observations WHERE id = ?"
        found = db.execute(sql, [id_]).fetchone() if abs(id_) <= _LARGEST else None
        if found is None:
            raise InputError(f"There is no observation {id_}: `history` shows the ids.")
        if found[0] is not None:
            raise InputError(f'Observation {id_} was taken back on {found[0][:10]} already ("{found[1]}").')
        now = Moment.on(db)
        batch = new_batch(db, "retract", f"retract {id_}", plain(by, "The user"), now.at, retracts=id_, why=why)
    return Outcome(batch, ids=(id_,), warnings=clock_warnings(now))


def void_claim(path: Path, id_: str, why: str, by: str) -> Outcome:
    """Mark a claim void. It makes a batch; undoing that batch lifts the mark."""
    why = plain(why, "The reason")
    if not why:
        raise InputError("Voiding a claim needs a reason: say why it is void.")
    with writing(path) as db:
        found = db.execute("SELECT voided FROM claims WHERE id = ?", [id_]).fetchone()
        if found is None:
            raise InputError(f'There is no claim "{id_}": `claims` shows the ids.')
        if found[0] is not None:
            raise InputError(f'Claim "{id_}" has been void since {found[0][:10]} already.')
        now = Moment.on(db)
        batch = new_batch(db, "void", f"void {id_}", plain(by, "The user"), now.at, voids=id_, why=why)
    return Outcome(batch, warnings=clock_warnings(now))


def undo(path: Path, batch: int | None, by: str) -> Outcome:
    """Take a batch back; None: the newest that stands and is not init's.

    Answers the number of the batch undone and the ids of the numbers that it wrote or took back.
    """
    with writing(path) as db:
        target = _newest(db) if batch is None else _standing(db, batch)
        _refuse_twins(db, target)
        now = Moment.on(db)
        db.execute(
            "INSERT INTO undo (id, batch, undone_at, undone_by) VALUES (?, ?, ?, ?)",
            [next_id(db, "undo"), target, now.at, plain(by, "The user")],
        )
        sql = """SELECT id FROM observation WHERE batch = :batch
            UNION SELECT retracts FROM batch WHERE id = :batch AND retracts IS NOT NULL"""
        ids = tuple(row[0] for row in db.execute(sql, {"batch": target}).fetchall())
    return Outcome(target, ids=ids, warnings=clock_warnings(now))


def _newest(db: Database) -> int:
    found = db.execute(
        "SELECT max(batch) FROM batches WHERE undone IS NULL AND kind <> 'init' AND board = ''"
    ).fetchone()[0]
    if found is None:
        raise InputError("There is nothing to undo: every batch but the first load is undone already.")
    return int(found)


def _standing(db: Database, batch: int) -> int:
    sql = "SELECT undone FROM batches WHERE batch = ?"
    found = db.execute(sql, [batch]).fetchone() if abs(batch) <= _LARGEST else None
    if found is None:
        raise InputError(f"There is no batch {batch}: `log` shows the batches.")
    if found[0] is not None:
        raise InputError(f"Batch {batch} was undone on {found[0][:10]} already.")
    return batch


def _refuse_twins(db: Database, batch: int) -> None:
    """A row that comes back must not bring a name that stands by now in another case, spacing or look-alikes."""
    row = db.execute(
        "SELECT o.id, o.entity, o.basis FROM batch b JOIN observation o ON o.id = b.retracts WHERE b.id = ?", [batch]
    ).fetchone()
    if row is None:
        return
    known = names(db)
    for column, name in (("entity", row[1]), ("basis", row[2])):
        if other := known.twin(column, name):
            raise InputError(f'Observation {row[0]} cannot come back: its "{name}" is "{other}" by now; enter it anew.')
