"""A board: the path of one SQLite file and what can be done with it. No connection is kept between two calls."""

from __future__ import annotations

import getpass
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..core.model.catalogue import thesis
from ..core.model.errors import InputError
from ..core.model.step import Step, quiet
from .copies import backup, kept
from .file import check
from .file.clock import today
from .file.connection import in_words, reading
from .file.identity import identity_of
from .file.schema import migrations
from .rows import state as on_board
from .rows import undo, write
from .rows.content import Content, numbered
from .rows.write import Origin, Verdict, plain
from .views import again, pages, pairs, read
from .views.measures import Measures, measures, newest_first

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ..core.entry.validate import Cell, Names
    from ..core.evidence.reads import Reads
    from ..core.model.event import Event
    from ..core.model.series import Series
    from .rows.outcome import Batch, Outcome
    from .views.again import Revisions
    from .views.pages import Page, Place, Wanted

TITLES = {
    "example": "Example board: INVENTED DATA",
    "empty": "Your own board",
}


def who() -> str:
    """The name under which rows are recorded unless another is given: the user's on this machine."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError, ImportError):  # no such user, or a system without user names
        return "local"
    return name.encode("utf-8", "replace").decode().replace("\0", "").strip() or "local"


@dataclass(frozen=True, slots=True)
class Board:
    """Every method is one unit of work: it opens the file, reads one snapshot or writes one transaction, and closes it.

    With `until`, a UTC time as `recorded_at` has it, every question is answered by what was recorded by then, with what
    was taken back since; writing is writing now. Any trouble with the file raises BoardError.
    """

    path: Path
    until: str = ""

    @classmethod
    def open(cls, path: Path | str, *, create: bool = False) -> Board:
        """The board at `path`, brought to this version's schema after an automatic copy; an empty new one if `create`.

        BoardError where it is missing, no board, damaged, locked, written by a newer version, or older and read-only.
        """
        path = Path(path)
        with in_words(path):
            present = path.exists()
        if not present:
            if not create:
                raise kept.missing(path)
            migrations.create(path, judge=check.check)
        migrations.ready(path)
        return cls(path)

    def recorded_by(self, until: str) -> Board:
        """The same board as it was recorded by a moment; "" for all of it."""
        return replace(self, until=until)

    @property
    def kind(self) -> str:
        """`public`, `example` or `empty`: what its first load was. Undoing that load undoes this too."""
        with reading(self.path, self.until) as db:
            return read.kind(db)

    @property
    def title(self) -> str:
        """What the board is, for people."""
        return TITLES.get(self.kind) or thesis().board_title

    @property
    def version(self) -> int:
        """The number of its schema."""
        with reading(self.path) as db:
            return migrations.version_of(db, self.path)

    def observations(
        self, as_of: date | None = None, *, series: str | Iterable[str] | None = None, reads: Reads | None = None
    ) -> pd.DataFrame:
        """One row per key as known on `as_of` (None: today, UTC), in writing order.

        Columns: the contract's, then id, known_on, recorded_at, recorded_by, batch; all of dtype object, days as ISO
        text, None for what is absent. `series` limits it to one or several, `reads` to what readings ask for: then no
        other row is touched.
        """
        wanted = [series] if isinstance(series, str) else series
        with reading(self.path, self.until) as db:
            if reads is None:
                return read.frame(read.as_of(db, as_of, wanted))
            found = pairs.as_of(db, as_of or today(), reads.ranges)
        return read.frame(sorted((row for rows in found.values() for row in rows), key=read.by_id))

    def vintages(self, as_of: date | None = None) -> list[dict[str, Any]]:
        """Every version that stands and was known on `as_of` (None: today), superseded ones too, key by key.

        Columns as in `observations` and the `key`; a key's versions in the order in which they were known.
        """
        with reading(self.path, self.until) as db:
            rows = read.standing(db, as_of)
        return [dict(zip((*read.KNOWN, "key"), row, strict=True)) for row in rows]

    def versions(self, as_of: date, reads: Reads) -> list[dict[str, Any]]:
        """As `vintages`, of the numbers that these reads cover and that became known on more than one day."""
        with reading(self.path, self.until) as db:
            return pairs.versions(db, as_of, reads.ranges)

    def measures(self, as_of: date | None = None) -> Measures:
        """What stands on the board in all, as known on a day."""
        with reading(self.path, self.until) as db:
            return newest_first(measures(db, as_of or today()).values())

    def written_to(self) -> bool:
        """Whether a number stands that no first load wrote."""
        with reading(self.path, self.until) as db:
            return read.written_to(db)

    def newest_id(self, as_of: date) -> int:
        """The id of the last number written that stands and was known on a day, 0 where there is none."""
        with reading(self.path, self.until) as db:
            return read.newest_id(db, as_of)

    def last_saves(self, most: int) -> list[Batch]:
        """The newest batches that stand and are not the first load's, the oldest of them first."""
        with reading(self.path, self.until) as db:
            return read.last_saves(db, most)

    def later(self, as_of: date, last: date) -> int:
        """How many numbers became known after one day and up to another, revised ones too."""
        with reading(self.path, self.until) as db:
            return read.later(db, as_of, last)

    def known_days(self, as_of: date | None = None) -> list[date]:
        """The days up to `as_of` (None: all) on which a standing number became known, revised ones too, in order."""
        last = "9999" if as_of is None else as_of.isoformat()
        with reading(self.path, self.until) as db:
            return [date.fromisoformat(day) for day in on_board.distinct(db, "known_on") if day <= last]

    def moments(self) -> list[str]:
        """The UTC times at which anything was recorded or taken back, in order."""
        with reading(self.path, self.until) as db:
            return read.moments(db)

    def history(
        self, series: str, entity: str, basis: str | None = None, period: tuple[date, date] | None = None
    ) -> list[dict[str, Any]]:
        """Every row of a series and entity, retracted and undone ones too, oldest first, with the added columns.

        InputError where the series is not known; an entity without rows has none.
        """
        with reading(self.path, self.until) as db:
            if series not in on_board.series(db):
                raise InputError(f'series "{series}" is not known: `list` shows the series.')
            return read.history(db, series, entity, basis, period)

    def rows(self, ids: Iterable[int]) -> list[dict[str, Any]]:
        """The observations with these ids, whatever became of them; unknown ids are left out."""
        with reading(self.path, self.until) as db:
            return read.rows(db, ids)

    def versions_of(self, id_: int) -> list[dict[str, Any]]:
        """Every row of one observation's key, retracted and undone ones too, oldest first; none of an unknown id."""
        with reading(self.path, self.until) as db:
            return read.versions_of(db, id_)

    def export_rows(self, as_of: date | None = None) -> list[dict[str, Any]]:
        """Every row with the contract's and the added columns; with `as_of` one a key as known on that day."""
        with reading(self.path, self.until) as db:
            return list(read.every_row(db) if as_of is None else read.known_rows(db, as_of))

    def taken_back(self, first: str = "", last: str = "9999") -> list[dict[str, Any]]:
        """The retracted and undone observations, in the columns of an export.

        With `first` and `last`, days or UTC times, those taken back after the one and by the other, and known by then.
        """
        with reading(self.path, self.until) as db:
            return read.taken_back(db, first, last)

    def events(self, as_of: date | None = None) -> list[Event]:
        """The events that had happened by `as_of` (None: all), by date."""
        with reading(self.path, self.until) as db:
            return read.events(db, as_of)

    def claims(self, as_of: date | None = None) -> list[dict[str, Any]]:
        """The claims made by `as_of` (None: all): the contract's columns, `voided` (UTC time or None), `void_why`."""
        with reading(self.path, self.until) as db:
            return read.claims(db, as_of)

    def series(self) -> dict[str, Series]:
        """The contract's series and those declared on this board, by id."""
        with reading(self.path, self.until) as db:
            return on_board.series(db)

    def names(self) -> Names:
        """The entities and bases of standing rows."""
        with reading(self.path, self.until) as db:
            return on_board.names(db)

    def log(self) -> list[Batch]:
        """The batches, oldest first."""
        with reading(self.path, self.until) as db:
            return read.log(db)

    def revisions(self, as_of: date, most: int) -> Revisions:
        """What was published more than once of what is known on a day; the first `most` numbers with their releases."""
        with reading(self.path, self.until) as db:
            return again.revisions(db, as_of, most)

    def page(self, as_of: date | None, wanted: Wanted, after: Place | None = None) -> Page:
        """A page of the numbers known on `as_of` (None: today) that stand after a place, the newest period first."""
        with reading(self.path, self.until) as db:
            return pages.numbers(db, as_of, wanted, after)

    def place_before(self, as_of: date | None, wanted: Wanted, first: Place) -> Place | None:
        """After which place the page before the row at `first` begins; None where that is the first page."""
        with reading(self.path, self.until) as db:
            return pages.place_before(db, as_of, wanted, first)

    def count(self, as_of: date | None, wanted: Wanted) -> int:
        """How many numbers known on `as_of` are wanted; one more than `pages.COUNTED` where there are more."""
        with reading(self.path, self.until) as db:
            return pages.count(db, as_of, wanted)

    def on_file(self) -> tuple[list[str], list[str]]:
        """The series and the entities that have numbers, the first `pages.NAMES` of each."""
        with reading(self.path, self.until) as db:
            return pages.names(db)

    def whose(self) -> dict[str, list[str]]:
        """By series who has numbers of it, among the entities of `on_file`."""
        with reading(self.path, self.until) as db:
            return pages.whose(db)

    def log_page(self, before: int | None = None) -> tuple[list[Batch], bool]:
        """A page of batches, newest first, those before a batch where it is given; and whether there are older ones."""
        with reading(self.path, self.until) as db:
            return pages.log(db, before)

    def stamp(self) -> str:
        """A text that differs after every act of writing by any process, and after a restore of another state."""
        with reading(self.path) as db:
            return f"{identity_of(db)}:{read.stamp(db)}"

    def add_rows(  # noqa: PLR0913 - the switches of every writer
        self,
        rows: Iterable[Mapping[str, Cell]],
        *,
        what: str,
        by: str,
        verdict: Verdict | None = None,
        strict: bool = False,
        accept_valid: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """Write observations given in the contract's columns. Any rejected row refuses all, unless `accept_valid`.

        `verdict` is what `judge` said of the same rows, so that they are not judged twice; `strict` rejects those that
        it warns about.
        """
        content = Content(observations=numbered(rows))
        return self.add(
            content, what=what, by=by, verdict=verdict, strict=strict, accept_valid=accept_valid, dry_run=dry_run
        )

    def judge(self, rows: Iterable[Mapping[str, Cell]]) -> Verdict:
        """What is valid of observations in the contract's columns, and why the rest is not; nothing is written."""
        return write.judge(self.path, Content(observations=numbered(rows)))

    def add_events(
        self,
        rows: Iterable[Mapping[str, Cell]],
        *,
        what: str,
        by: str,
        accept_valid: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """Write events; one of a known date, entity and title revises the earlier."""
        content = Content(events=numbered(rows))
        return self.add(content, what=what, by=by, accept_valid=accept_valid, dry_run=dry_run)

    def add_claims(  # noqa: PLR0913 - the switches of every writer
        self,
        rows: Iterable[Mapping[str, Cell]],
        *,
        what: str,
        by: str,
        metrics: Collection[str] = (),
        accept_valid: bool = False,
        dry_run: bool = False,
    ) -> Outcome:
        """Write claims; one of a known id revises the earlier. `metrics` are the known ones (empty: not checked)."""
        content = Content(claims=numbered(rows))
        return self.add(content, what=what, by=by, accept_valid=accept_valid, dry_run=dry_run, metrics=metrics)

    def add_series(self, rows: Iterable[Mapping[str, Cell]], *, by: str) -> Outcome:
        """Declare context series: columns id, title, units (commas between), flow (0 or 1). A declaration stays."""
        return self.add(Content(series=numbered(rows)), what="series", by=by)

    def add(  # noqa: PLR0913 - the switches of every writer
        self,
        content: Content,
        *,
        what: str,
        by: str,
        kind: str = "add",
        verdict: Verdict | None = None,
        strict: bool = False,
        accept_valid: bool = False,
        dry_run: bool = False,
        metrics: Collection[str] = (),
    ) -> Outcome:
        """Write rows of any part as one batch."""
        origin = Origin(kind=kind, what=plain(what, "The description"), by=plain(by, "The user"))
        return write.add(
            self.path,
            content,
            origin,
            verdict=verdict,
            strict=strict,
            accept_valid=accept_valid,
            dry_run=dry_run,
            metrics=metrics,
        )

    def retract(self, id: int, why: str, by: str) -> Outcome:  # noqa: A002 - the contract's word
        """Take one observation out of every as-of view; undoing its batch brings it back."""
        return undo.retract(self.path, id, why, by)

    def void_claim(self, id: str, why: str, by: str) -> Outcome:  # noqa: A002 - the contract's word
        """Mark a claim void; undoing its batch lifts that."""
        return undo.void_claim(self.path, id, why, by)

    def undo(self, batch: int | None, by: str) -> Outcome:
        """Take a batch back; None: the newest that stands and is not init's. `Outcome.batch` is the batch undone."""
        return undo.undo(self.path, batch, by)

    def backup(self, to: Path | str, step: Step = quiet) -> None:
        """A checked copy of the board as it is now, made while others may write; `step` is told of it.

        InputError where `to` is there and is no older copy of this board.
        """
        backup.backup(self.path, Path(to), step)

    def copies(self) -> list[kept.Copy]:
        """The copies that lie beside it, newest first: one a day, and those made before something replaced it."""
        return kept.listed(self.path)

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; empty when all is well."""
        return check.check(self.path)
