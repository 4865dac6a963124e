"""Record: the versions of one number, and which batches can be taken back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from indicators.store import Board, init
from tests.soak.pages import board_at, window
from tests.store.samples import row


@pytest.fixture
def board(tmp_path):
    """A new board that the app shows."""
    init(tmp_path / "board.db")
    with board_at(tmp_path / "board.db"):
        yield Board.open(tmp_path / "board.db")


def test_two_currencies_are_two_numbers_and_not_versions_of_one(board):
    yuan = row(series="revenue", basis="results", unit="CNY", value=7)
    first = board.add_rows([yuan, yuan | {"unit": "USD", "value": 1}], what="a", by="me").ids[0]
    board.add_rows([yuan | {"value": 8}], what="b", by="me")

    def page(number):
        from indicators.app.record import history  # noqa: PLC0415 - AppTest runs the function's text alone
        from indicators.app.session import state  # noqa: PLC0415 - the same

        history.revisions(number, state.known(state.today()))

    one, other = (AppTest.from_function(page, args=(id_,), default_timeout=60).run() for id_ in (first, first + 1))
    assert not one.exception
    assert not other.exception
    assert one.markdown[0].value == "**2 versions of this number**"
    assert other.markdown[0].value == "**1 version of this number**"


def test_a_batch_that_was_undone_is_not_offered_again(board):
    first, second = (board.add_rows([row(value=value)], what="a", by="me").batch for value in (1, 2))
    board.undo(second, "me")
    app = window("record", view="Log")
    assert not app.exception
    assert app.selectbox(key="undo_batch").options == [str(first)]
