"""The app says where the board lies, which one it took over, and when a copy could not be made."""

from __future__ import annotations

import pytest

from indicators.store import Board, default_path
from indicators.store.file import places
from tests.soak.pages import FIRST, board_at, form, window
from tests.store.samples import row


def said(boxes):
    return " ".join(box.value.replace("\\", "") for box in boxes)


@pytest.fixture
def board(tmp_path):
    """A board with a number, on which the app works."""
    made = Board.open(tmp_path / "board.db", create=True)
    made.add_rows([row()], what="a", by="me")
    with board_at(made.path):
        yield made


def test_record_says_where_the_board_and_its_copies_lie(board):
    app = window("record", view="Export and backup")
    assert not app.exception
    assert f"This board is the file {board.path}" in said(app.caption)
    (copy,) = board.copies()
    (table,) = [frame.value for frame in app.dataframe if "File" in frame.value]
    assert table.to_dict("records") == [{"Made": copy.made, "Numbers": 1, "File": str(copy.path)}]


def test_a_board_that_was_taken_over_is_told_in_one_window_until_it_is_closed_there(tmp_path, monkeypatch):
    monkeypatch.delenv("INDICATORS_BOARD")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(places, "PROGRAM", tmp_path)
    found = Board.open(tmp_path / "board.db", create=True)
    found.add_rows([row(label="mine")], what="a", by="me")
    app = window("record")
    assert not app.exception
    assert f"The board found at {found.path} was taken over" in said(app.info)
    assert f"This board is the file {default_path()}" in said(app.caption)
    assert "taken over" in said(app.run().info)
    assert "taken over" not in said(window("record").info)
    assert "taken over" not in said(app.button(key="told_seen").click().run().info)


def test_a_copy_that_could_not_be_made_is_told_while_the_write_stands(tmp_path):
    board = Board.open(tmp_path / "board.db", create=True)
    (tmp_path / "board.db.copies").touch()  # a file where the folder would be
    board.add_rows([row()], what="a", by="me")
    with board_at(board.path):
        app = window("record")
    assert not app.exception
    assert f"Today's copy of {board.path} was not made" in said(app.warning)
    assert len(board.observations()) == 1


def test_a_page_that_met_an_empty_file_says_so_and_a_save_meanwhile_is_refused_in_words(board):
    board.add_rows([FIRST], what="first", by="me")
    app = form("meanwhile", "11")
    away = board.path.with_name("away.db")
    board.path.rename(away)
    board.path.touch()
    app.button(key="save_number").click().run()
    assert not app.exception
    assert "while its file is empty" in said(app.error)
    away.replace(board.path)
    assert "while its file is empty" not in said(window("record").error)
    assert len(board.observations()) == 2
