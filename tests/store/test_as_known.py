"""Every vintage read once answers for each day what the board answers for it."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from indicators.store import Board
from indicators.store.as_known import AsKnown
from tests.e2e.app import make_board

AS_OF = date(2026, 11, 22)


@pytest.mark.parametrize("kind", ["public", "example", "empty"])
def test_each_day_is_what_the_board_answers_for_it(tmp_path, kind):
    board = Board.open(make_board(tmp_path / "board.db", kind))
    known = AsKnown(board, AS_OF)
    days = {*board.known_days(AS_OF), date(2020, 1, 1), AS_OF}
    for day in sorted(days | {d - timedelta(1) for d in days}):
        pd.testing.assert_frame_equal(known.on(day), board.observations(day))


def test_revised_and_taken_back_numbers_are_those_of_the_day(tmp_path):
    board = Board.open(make_board(tmp_path / "board.db", "example"))
    row = board.observations(AS_OF).iloc[0]
    names = ("series", "entity", "basis", "period_start", "period_end", "unit", "grade", "source", "label")
    again = {name: row[name] for name in names} | {"age_days": row["age_days"], "rights": "public"}
    last = date.fromisoformat(row["known_on"])
    for later, value in ((1, 5.0), (2, 6.0)):
        known = {"published_on": (last + timedelta(later)).isoformat(), "value": value}
        done = board.add_rows([again | known], what="a revision", by="tester")
    board.undo(done.batch, by="tester")
    known = AsKnown(board, AS_OF)
    for later, value in ((0, row["value"]), (1, 5.0), (2, 5.0)):
        day = last + timedelta(later)
        frame = known.on(day)
        pd.testing.assert_frame_equal(frame, board.observations(day))
        same = frame[(frame["series"] == row["series"]) & (frame["entity"] == row["entity"])]
        held = same[(same["period_start"] == row["period_start"]) & (same["basis"] == row["basis"])]
        assert value in set(held["value"])
