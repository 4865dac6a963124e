"""Long work tells how far it is; who is told may stop it by raising, and nothing half done is left."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from indicators.core.model.observation import COLUMNS
from indicators.store import Board, import_file, restore
from tests.bench import many

ROOT = Path(__file__).parents[2]


# As in a terminal: where tests run in the background, Ctrl-C is ignored by whatever they start.
IN_FRONT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from indicators.__main__ import run
sys.exit(run())
"""


class Stopped(Exception):  # noqa: N818 - as a person's click, no error
    """What a person's click raises."""


def stop(_done: int, _of: int, _what: str) -> None:
    raise Stopped


def written(path, count):
    """A file of so many valid rows."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(islice(many.rows(), count))
    return path


@pytest.fixture
def board(tmp_path):
    return Board.open(tmp_path / "board.db", create=True)


def test_an_import_tells_of_each_thousand_rows_of_how_many(board, tmp_path):
    steps = []
    outcome = import_file(board, written(tmp_path / "rows.csv", 2_500), by="me", step=lambda *step: steps.append(step))
    assert outcome.new == 2_500
    assert steps == [(1_000, 2_500, "Checking observations"), (2_000, 2_500, "Checking observations")]


def test_a_stopped_import_writes_nothing(board, tmp_path):
    with pytest.raises(Stopped):
        import_file(board, written(tmp_path / "rows.csv", 1_500), by="me", step=stop)
    assert board.export_rows() == []
    assert board.log() == []


def test_a_stopped_copy_leaves_what_was_there_and_no_draft(tmp_path):
    many.fill(tmp_path / "large.db", 30_000)
    large, copy = Board.open(tmp_path / "large.db"), tmp_path / "copy.db"
    large.backup(copy)
    large.retract(1, "a test", "me")
    before, steps = copy.read_bytes(), []
    with pytest.raises(Stopped):
        large.backup(copy, stop)
    assert copy.read_bytes() == before
    with pytest.raises(Stopped):
        restore(large.path, copy, stop)
    assert copy.read_bytes() == before
    assert sorted(p.name for p in tmp_path.glob("*copy*")) == ["copy.db"]
    large.backup(copy, lambda *step: steps.append(step))
    assert copy.read_bytes() != before
    assert [done for done, *_ in steps] == sorted({done for done, *_ in steps})
    assert steps[-1][0] == steps[-1][1]
    assert len(Board.open(copy).export_rows()) == 30_000


def test_ctrl_c_on_the_command_line_stops_an_import_in_one_line(tmp_path):
    pipe, board = tmp_path / "rows.csv", tmp_path / "board.db"
    os.mkfifo(pipe)
    Board.open(board, create=True)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", IN_FRONT, "--board", board, "import", pipe],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    )
    with pipe.open("wb"):  # opens once the program reads, and keeps it waiting for rows
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "telltale: stopped.\n")
    assert Board.open(board).export_rows() == []
