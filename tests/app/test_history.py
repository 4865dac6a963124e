"""Record: which batches can be taken back."""

from __future__ import annotations

import pytest

from indicators.store import Board, init
from tests.soak.pages import board_at, window
from tests.store.samples import row


@pytest.fixture
def board(tmp_path):
    """A new board that the app shows."""
    init(tmp_path / "board.db")
    with board_at(tmp_path / "board.db"):
        yield Board.open(tmp_path / "board.db")


def test_a_batch_that_was_undone_is_not_offered_again(board):
    first, second = (board.add_rows([row(value=value)], what="a", by="me").batch for value in (1, 2))
    board.undo(second, "me")
    app = window("record", view="Log")
    assert not app.exception
    assert app.selectbox(key="undo_batch").options == [str(first)]
