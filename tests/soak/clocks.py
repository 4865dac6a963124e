"""A clock that is set forth and back between saves, by seconds, hours and years: the last correction counts."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from indicators.store import Board, Workspace
from indicators.store.file import clock
from indicators.store.file.connection import reading
from indicators.store.file.moment import timed
from tests.store.samples import row

from .promise import Tell, that

START = datetime(2026, 6, 5, 12, tzinfo=UTC)
STEPS = [timedelta(seconds=1), timedelta(minutes=20), timedelta(hours=3), timedelta(days=2), timedelta(days=4000)]
DAY = timedelta(days=1)


def stepping(folder: Path, size: int, tell: Tell) -> str:
    """Correct one number `size` times, the clock set anew before each: what was saved last is what is read."""
    board, chance = Board.open(folder / "board.db", create=True), random.Random(6)  # noqa: S311 - a test's
    now, newest, back, told, refused = START, START, 0, 0, 0
    with _clock() as set_:
        for number in range(1, size + 1):
            step = chance.choice(STEPS) * chance.choice((1, -1, -1))
            step = step if START - 2000 * DAY < now + step < START + 4200 * DAY else -step
            now, back = now + step, back + (step < timedelta(0))
            set_(now)
            dated = chance.random() < 0.7
            cells = row(value=number, label="dated" if dated else "undated")
            cells["published_on"] = "2020-01-01" if dated else None
            outcome = board.add_rows([cells], what=str(number), by="me")
            ahead = newest.date() > now.date()
            if not dated and ahead:
                that([r.column for r in outcome.rejected] == ["published_on"], f"save {number} would be out of sight")
                refused += 1
            else:
                seen = {r["label"]: r["value"] for r in board.observations().to_dict("records")}
                that(seen.get(cells["label"]) == number, f"save {number} at {now} is not what is read: {seen}")
                newest = max(newest, now)
                that(
                    bool(outcome.warnings) == (newest - now > timedelta(hours=1)), f"save {number}: {outcome.warnings}"
                )
                told += bool(outcome.warnings)
            if number % 7 == 0:
                Workspace(board.path).remember({"x": str(number)}, "me")
                board.undo(None, "me")
                board.add_rows([cells | {"published_on": "2020-01-01", "label": "again"}], what="again", by="me")
                newest = max(newest, now)
            tell(number, size)
        set_(newest)
        that(board.check() == [], board.check()[:1])
    _in_order(board)
    return f"{size} saves, {back} after a step back: always the last one read, {told} told, {refused} asked for a day"


def _in_order(board: Board) -> None:
    with reading(board.path) as db:
        tables = timed(db)
    with closing(sqlite3.connect(board.path)) as conn:
        for table, column in tables:
            times = [at for (at,) in conn.execute(f'SELECT {column} FROM "{table}" ORDER BY rowid')]  # noqa: S608 - the file's own
            that(times == sorted(times), f"the times of {table} go backwards")


@contextmanager
def _clock() -> Iterator[object]:
    """A function that sets the board's clock, which goes by itself again on the way out."""
    real = clock.now

    def set_(time: datetime) -> None:
        clock.now = lambda: clock.stamp_of(time)

    try:
        yield set_
    finally:
        clock.now = real
