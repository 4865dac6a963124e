"""A board in the program's folder is taken over once, told in a line and left; two boards are never merged."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board, Watcher, default_path, open_board
from indicators.store.copies import takeover
from indicators.store.file import places

from ..samples import row


@pytest.fixture
def program(tmp_path, monkeypatch):
    """The folder in which an earlier version kept boards; the user's data folder is not there yet."""
    monkeypatch.delenv("INDICATORS_BOARD")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(places, "PROGRAM", tmp_path / "data" / "boards")
    places.PROGRAM.mkdir(parents=True)
    return places.PROGRAM


def made(path, label):
    board = Board.open(path, create=True)
    board.add_rows([row(label=label)], what=label, by="me")
    return board


def labels(board):
    return [r["label"] for r in board.export_rows()]


def test_a_found_board_is_taken_over_once_and_left(program):
    found = made(program / "board.db", "mine")
    told = []
    board = open_board(tell=told.append)
    assert board.path == default_path() != found.path
    assert labels(board) == ["mine"]
    assert len(told) == 1
    assert all(words in told[0] for words in (str(found.path), str(board.path), "1 numbers", "left as it was"))
    board.add_rows([row(label="later")], what="later", by="me")
    assert labels(open_board(tell=told.append)) == ["mine", "later"]
    assert len(told) == 1
    assert labels(found) == ["mine"]


def test_the_newest_number_in_the_journal_is_taken_over_while_the_old_program_runs(program):
    found = made(program / "board.db", "mine")
    with closing(Watcher(found.path)) as idle:
        idle.knowledge()  # its connection keeps the journal from being folded in
        found.add_rows([row(label="unmerged")], what="b", by="me")
        assert labels(open_board()) == ["mine", "unmerged"]


def test_the_other_boards_of_the_app_come_along(program):
    made(program / "board-empty.db", "my own")
    told = []
    open_board(tell=told.append)
    assert labels(Board.open(default_path().with_name("board-empty.db"))) == ["my own"]
    assert len(told) == 1


def test_where_a_default_board_is_the_found_one_is_named_once_and_nothing_is_merged(program):
    default_path().parent.mkdir(parents=True)
    own = made(default_path(), "own")
    found = made(program / "board.db", "another")
    told = []
    for _ in range(2):
        assert labels(open_board(tell=told.append)) == ["own"]
    assert len(told) == 1
    assert str(found.path) in told[0]
    assert "nothing was merged" in told[0]
    found.add_rows([row(label="more")], what="more", by="me")  # somebody still uses it
    open_board(tell=told.append)
    assert len(told) == 2
    assert labels(own) == ["own"]
    assert labels(found) == ["another", "more"]


def test_what_an_older_program_writes_after_the_takeover_is_told(program):
    found = made(program / "board.db", "mine")
    told = []
    board = open_board(tell=told.append)
    found.add_rows([row(label="by the old program")], what="b", by="me")
    open_board(tell=told.append)
    assert len(told) == 2
    assert "Another board lies" in told[1]
    assert labels(board) == ["mine"]


def test_one_that_cannot_be_taken_over_is_said_and_no_board_is_made_in_its_place(program):
    (program / "board.db").write_bytes(b"spoiled" * 1000)
    with pytest.raises(BoardError, match="could not be taken over.*not a Telltale board"):
        open_board()
    assert not default_path().exists()
    assert not list(default_path().parent.glob(".*"))


def test_a_named_board_takes_nothing_over(program, tmp_path, monkeypatch):
    made(program / "board.db", "mine")
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "named.db"))
    told = []
    assert "mine" not in labels(open_board(tell=told.append))
    assert told == takeover.found() == []


def test_programs_that_start_at_once_take_over_one_board(program):
    made(program / "board.db", "mine")
    barrier, told = threading.Barrier(4), []

    def start(n):
        barrier.wait()
        open_board(tell=told.append).add_rows([row(label=f"start {n}")], what="a", by="me")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(start, range(4)))
    assert sorted(labels(open_board())) == ["mine", *(f"start {n}" for n in range(4))]
    assert len(told) == 1
