"""A new empty board for each test."""

from __future__ import annotations

import pytest

from indicators.store import Board


@pytest.fixture
def board(tmp_path):
    return Board.open(tmp_path / "board.db", create=True)
