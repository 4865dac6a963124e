"""Who has a board open: seen, named, and forgotten when dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from indicators.core.model.errors import BoardError
from indicators.store import Board, restore
from indicators.store.file import connection, users

from ..samples import row

HOLDING = """
import sys
from indicators.store import Watcher
Watcher(__import__("pathlib").Path(sys.argv[1])).stamp()
print("in", flush=True)
input()
"""


def holder(board):
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", HOLDING, board.path]
    process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)  # noqa: S603 - our own
    assert process.stdout.readline() == "in\n"
    return process


def test_the_users_file_is_there_while_the_board_is_in_use_and_no_longer(board):
    place = users.users_file(board.path)
    with connection.reading(board.path):
        assert str(os.getpid()) in place.read_text("utf-8")
    assert not place.exists()


def test_another_process_is_named_and_one_that_was_killed_hinders_nobody(board, tmp_path, monkeypatch):
    monkeypatch.setattr(users, "PATIENCE", 0.05)
    board.backup(tmp_path / "copy.db")
    with holder(board) as process:
        with pytest.raises(BoardError, match=rf"in use by python \(process {process.pid}\)"):
            restore(tmp_path / "copy.db", board.path)
        board.add_rows([row()], what="a", by="me")  # others read and write meanwhile
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert users.users_file(board.path).exists()
    restore(tmp_path / "copy.db", board.path)
    assert not users.users_file(board.path).exists()


def test_a_program_that_ends_lets_go_of_the_board(board):
    with holder(board) as process:
        process.communicate("\n")
    assert process.returncode == 0
    assert sorted(p.name for p in board.path.parent.iterdir()) == ["board.db"]


def test_users_wait_for_one_who_has_the_board_alone_and_then_say_who(board, monkeypatch):
    monkeypatch.setattr(users, "WAIT", 0.05)
    with users.alone(board.path), pytest.raises(BoardError, match=f"kept by .*process {os.getpid()}"):
        board.log()
    monkeypatch.setattr(users, "WAIT", 10.0)
    began, done = threading.Event(), []

    def ask():
        began.set()
        done.append(board.log())

    with users.alone(board.path):
        asking = threading.Thread(target=ask)
        asking.start()
        began.wait()
        assert done == []
    asking.join()
    assert done == [[]]


def test_all_names_of_a_board_are_one(board, tmp_path, monkeypatch):
    monkeypatch.setattr(users, "PATIENCE", 0.05)
    link = tmp_path / "link.db"
    link.symlink_to(board.path)
    with connection.reading(link), pytest.raises(BoardError, match="in use"), users.alone(board.path):
        pass


def test_lines_of_the_dead_do_not_pile_up(board):
    place = users.users_file(board.path)
    place.write_text("".join(f"{2**22 + n}\t{users.socket.gethostname()}\tgone\n" for n in range(500)), "utf-8")
    with connection.reading(board.path):
        assert len(place.read_text("utf-8").splitlines()) == 1


def test_a_file_that_is_replaced_by_no_board_is_nobodys(tmp_path):
    with pytest.raises(BoardError):
        Board(tmp_path / "none.db").log()
    assert list(tmp_path.iterdir()) == []
