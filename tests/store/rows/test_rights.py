"""Rights that are not given: the strictest that the source has on the board, whichever way a number comes in."""

from __future__ import annotations

import csv
import json

import pytest

from indicators.__main__ import main
from indicators.core.model.observation import COLUMNS
from indicators.store import Board, import_file, init

from ..samples import row

DECK = "DataRoom"
FIELDS = ("mau", "Kling AI", "8.1M", "--period", "2026-05", "--basis", "Sensor Tower app panel", "--source", DECK)
LINE = (f"kling mau 8.1m may26 est @sensortower source:{DECK}",)


@pytest.fixture
def board(tmp_path):
    """An empty board that holds one confidential number of a source."""
    init(tmp_path / "board.db", "empty")
    board = Board.open(tmp_path / "board.db")
    board.add_rows([row(source=DECK, rights="confidential")], what="test", by="tester")
    return board


def newest(board):
    """The rights of the number written last."""
    return board.export_rows()[-1]["rights"]


def next_month(**more):
    """Another number of that source, without rights unless told otherwise."""
    return row(source=DECK, period_start="2026-04-01", period_end="2026-04-30", rights="", **more)


def test_a_row_without_rights_has_the_strictest_of_its_source(board):
    board.add_rows([next_month()], what="test", by="tester")
    assert newest(board) == "confidential"


def test_what_is_given_holds_and_another_source_is_public(board):
    board.add_rows([next_month() | {"rights": "licensed"}], what="test", by="tester")
    assert newest(board) == "licensed"
    board.add_rows([next_month(entity="Vidu") | {"source": "Press"}], what="test", by="tester")
    assert newest(board) == "public"


@pytest.mark.parametrize("words", [FIELDS, LINE])
def test_the_command_line_keeps_what_came_in_confidence(board, words, capsys):
    assert main(["--board", str(board.path), "add", *words]) == 0, capsys.readouterr().err
    assert newest(board) == "confidential"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_without_the_column_keeps_it_too(board, tmp_path, form):
    cells = {name: value for name, value in next_month().items() if name != "rights"}
    path = tmp_path / f"rows.{form}"
    if form == "csv":
        with path.open("w", newline="", encoding="utf-8") as stream:
            sheet = csv.DictWriter(stream, [name for name in COLUMNS if name in cells])
            sheet.writeheader()
            sheet.writerow(cells)
    else:
        path.write_text(json.dumps({"observations": [cells]}), encoding="utf-8")
    assert import_file(board, path, path.name, by="tester").new == 1
    assert newest(board) == "confidential"


def test_an_earlier_row_of_the_file_counts(tmp_path):
    init(tmp_path / "board.db", "empty")
    board = Board.open(tmp_path / "board.db")
    first = row(source=DECK, rights="licensed")
    board.add_rows([first, next_month()], what="test", by="tester")
    assert newest(board) == "licensed"


def test_a_source_whose_number_was_taken_back_no_longer_counts(board):
    board.retract(board.export_rows()[-1]["id"], "wrong", "tester")
    board.add_rows([next_month()], what="test", by="tester")
    assert newest(board) == "public"
