"""`--recorded-by`: the command line answers by what had been recorded by a moment, on every day that the world knew."""

from __future__ import annotations

import csv
import json
import time

import pytest

from indicators.__main__ import main

NUMBER = ("--period", "2026-Q1", "--basis", "Kuaishou results", "--source", "a test", "--published", "2026-05-28")


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """A number, and a second later its correction; with the moment of the first."""
    path = str(tmp_path_factory.mktemp("recorded") / "board.db")
    assert main(["--board", path, "init", "--with", "empty"]) == 0
    assert main(["--board", path, "add", "revenue", "Kling AI", "650m yuan", *NUMBER]) == 0
    time.sleep(1.1)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 1))
    time.sleep(1.1)
    assert main(["--board", path, "add", "revenue", "Kling AI", "560m yuan", *NUMBER]) == 0
    return path, moment


def answer(capsys, board, *words):
    capsys.readouterr()
    assert main(["--board", board, *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def revenue(found):
    kling = next(i for i in found["indicators"] if i["id"] == "kling")
    return next(r["value"] for r in kling["readings"] if r["metric"] == "kling.revenue")


def test_a_correction_is_not_known_before_it_was_recorded(board, capsys):
    path, moment = board
    assert revenue(answer(capsys, path, "show")) == 560e6
    assert revenue(answer(capsys, path, "show", "--recorded-by", moment)) == 650e6


def test_an_export_holds_what_was_recorded_by_then(board, capsys, tmp_path):
    path, moment = board
    out = tmp_path / "then.csv"
    answer(capsys, path, "export", str(out), "--recorded-by", moment)
    with out.open(encoding="utf-8") as stream:
        assert [float(row["value"]) for row in csv.DictReader(stream)] == [650e6]


@pytest.mark.parametrize("command", ["claims", "revisions", "coverage"])
def test_a_day_before_the_board_answers_with_an_empty_one(board, capsys, command):
    path, _ = board
    told = json.dumps(answer(capsys, path, command, "--recorded-by", "2020-01-01"))
    assert "6500" not in told
    assert "560" not in told


def test_what_is_no_time_is_refused(board):
    assert main(["--board", board[0], "show", "--recorded-by", "yesterday"]) == 2
