"""The time that an act of writing bears: the clock's, but never before what the board holds already.

Clocks are set back, by hand, by a time server, or by a second machine that writes to the same board. Of two rows of one
key and one day of publication the one recorded last counts, so a row that is written later must not bear an earlier
time: it takes that of the newest row instead, in whatever table that is. What follows where a clock was ahead once:

- A number with a day of publication counts from that day, and before its older versions, as ever.
- A number without one counts from the day on which it was recorded. Where that day has not come yet, the number would
  be on file and out of sight; so it is refused, and asks for its day.
- What users set (bands, exit triggers, marks) holds at once: as of today or later everything that is on file counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from . import clock

if TYPE_CHECKING:
    from sqlite_utils import Database

TOLD = timedelta(hours=1)  # a difference beyond it is told, and found by `check`
_WRONG = timedelta(days=1)  # beyond it no clock was set back a little: one was wrong
_AFTER_DIGITS = ":"  # text from here on is no time; an edit by force may have left some
TIMES = ("recorded_at", "undone_at")  # the columns that say when a row was written


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is what rows bear that are written now; `clock` is this machine's time, at or before it."""

    at: str
    clock: str

    @classmethod
    def on(cls, db: Database) -> Moment:
        """Now, as it is inside a transaction: the later of the clock and the newest row."""
        now = clock.now()
        return cls(max(now, newest(db)), now)

    @property
    def today(self) -> date:
        """The UTC day by the clock."""
        return clock.day_of(self.clock)

    @property
    def ahead(self) -> date | None:
        """The day that new rows bear, where it has not come yet."""
        day = clock.day_of(self.at)
        return day if day > self.today else None

    @property
    def said(self) -> str:
        """A sentence where the clock is over an hour behind the board, else nothing."""
        behind = clock.time_of(self.at) - clock.time_of(self.clock)
        if behind <= TOLD:
            return ""
        here, there = clock.said(self.clock), clock.said(self.at)
        if behind <= _WRONG:
            return (
                f"This machine's clock says {here}, and the newest row of the board is of {there}: the clock was set "
                "back, so what is saved bears the later time."
            )
        return (
            f"The newest row of the board lies in the future, {there} (this machine's clock says {here}): a clock was "
            "wrong once, so what is saved bears that time, and a number needs its day of publication."
        )


def newest(db: Database) -> str:
    """The latest time at which anything on the board was recorded; empty where nothing was."""
    parts = [
        f"SELECT max({column}) AS at FROM \"{table}\" WHERE {column} < '{_AFTER_DIGITS}'"  # noqa: S608 - the file's own
        for table, column in timed(db)
    ]
    found = db.execute(f"SELECT max(at) FROM ({' UNION ALL '.join(parts)})").fetchone()[0] if parts else None  # noqa: S608
    return found if found is not None and clock.is_stamp(found) else ""


def timed(db: Database) -> list[tuple[str, str]]:
    """The tables whose rows say when they were written, and the column that does."""
    sql = """SELECT t.name, c.name FROM main.sqlite_master t, pragma_table_info(t.name) c
        WHERE t.type = 'table' AND c.name IN (?, ?) ORDER BY t.rowid"""
    return [(table, column) for table, column in db.execute(sql, TIMES)]


def at_most() -> str:
    """The latest time that a row can bear by this machine's clock, give or take what is told."""
    return clock.stamp_of(clock.time_of(clock.now()) + TOLD)
