"""One connection for what is read in one act: each reading is a snapshot of its own, and no other thread shares it."""

from __future__ import annotations

import sqlite3
from threading import Thread

import pytest

from indicators.store import Board, held, init
from indicators.store.file import connection

from ..samples import row


@pytest.fixture
def board(tmp_path):
    init(tmp_path / "board.db", "empty")
    return Board.open(tmp_path / "board.db")


@pytest.fixture
def opened(monkeypatch):
    """How many connections were opened."""
    found = []
    plain = connection.connect
    monkeypatch.setattr(connection, "connect", lambda path, **more: found.append(path) or plain(path, **more))
    return found


def test_many_readings_open_one_connection(board, opened):
    with held(board.path):
        for _ in range(3):
            assert board.names() is not None
            assert len(board.observations()) == 0
    assert len(opened) == 1


def test_what_is_written_inside_is_seen_by_the_next_reading(board):
    with held(board.path):
        assert len(board.observations()) == 0
        board.add_rows([row()], what="test", by="tester")
        assert len(board.observations()) == 1


def test_nothing_can_be_written_through_it(board):
    with (
        held(board.path),
        connection.reading(board.path) as db,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        db.execute("DELETE FROM batch")


def test_another_thread_has_its_own(board, opened):
    with held(board.path):
        thread = Thread(target=board.names)
        thread.start()
        thread.join()
        board.names()
    assert len(opened) == 2


def test_it_is_given_up_when_the_act_fails(board, opened):
    def fail():
        with held(board.path):
            board.names()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    board.names()
    assert len(opened) == 2
