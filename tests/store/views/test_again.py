"""What was published more than once, read in one pass: the same as every number with its releases says."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.core.review.record.vintages import citable, habits, published_again, vintages
from indicators.store import Board
from tests.bench import many

from ..samples import row
from ..test_changes_between import ACTS, act_on


@given(acts=ACTS, day=st.sampled_from(["2026-04-10", "2026-06-02", "2026-06-10"]), hidden=st.booleans())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_revisions_are_those_of_every_number_with_its_releases(acts, day, hidden):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        board = Board.open(Path(folder) / "a.db", create=True)
        act_on(board, acts, patch)
        if hidden:
            rows = [
                row(published_on=on, value=v, rights="confidential") for on, v in (("2026-04-05", 1), ("2026-05-05", 9))
            ]
            board.add_rows(rows, what="x", by="me", accept_valid=True)
        on = date.fromisoformat(day)
        every = vintages(board.vintages(on))
        again = published_again(every)
        found = board.revisions(on, 2)
        assert found.numbers == len(every)
        assert found.habits == habits(every)
        assert list(found.every.shown) == again[:2]
        assert (found.every.count, found.every.revised) == (len(again), sum(n.revised for n in again))
        open_ = [n for n in again if n.rights != "confidential"]
        assert list(found.citable.shown) == open_[:2]
        assert found.citable.count == sum(h.again for h in citable(every))
        changes = [abs(n.change) for n in open_ if n.change is not None]
        assert (found.citable.moves, found.citable.size) == (len(changes), pytest.approx(sum(changes)))


def test_only_the_first_come_with_their_releases(tmp_path):
    board = many.fill(tmp_path / "board.db", 3_000)
    found = board.revisions(date(2027, 6, 30), 10)
    every = vintages(board.vintages(date(2027, 6, 30)))
    assert (len(found.every.shown), found.numbers) == (10, len(every))
    assert found.every.count == sum(number.again for number in every) > 400
