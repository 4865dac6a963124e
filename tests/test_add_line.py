"""`add` takes one line as well as three arguments, by the same parser; what is ambiguous is refused."""

from __future__ import annotations

import json

import pytest

from indicators.__main__ import main


@pytest.fixture
def board(tmp_path):
    file = tmp_path / "board.db"
    assert main(["--board", str(file), "init"]) == 0
    return file


def ask(capsys, board, *words):
    capsys.readouterr()
    code = main(["--board", str(board), *words, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else None, err


def newest(capsys, board, series, entity):
    _, answer, _ = ask(capsys, board, "history", series, entity)
    return answer["observations"][-1]


def test_a_line_adds_what_the_three_arguments_add(board, capsys):
    code, answer, _ = ask(capsys, board, "add", "kling mau 8.1m apr26 @sensortower est 7.9-8.4")
    assert (code, answer["new"]) == (0, 1)
    code, answer, _ = ask(
        capsys, board, "add", "mau", "Kling AI", "8.1m (7.9-8.4)", "--period", "2026-04", "--grade", "estimate",
        "--basis", "Sensor Tower app panel", "--source", "Ai Models Market Brief, 2 Apr 2026",
    )  # fmt: skip
    assert (code, answer["unchanged"]) == (0, 1)


def test_options_fill_what_a_line_leaves_open(board, capsys):
    code, _, _ = ask(
        capsys, board, "add", "kling mau 8.1m apr26", "--basis", "company, all platforms", "--source", "WSJ"
    )
    assert code == 0
    row = newest(capsys, board, "mau", "Kling AI")
    assert (row["basis"], row["source"], row["value"]) == ("company, all platforms", "WSJ", 8.1e6)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("kling mau 8.1m apr 26 @sensortower",), 3, "may be a day or a year"),
        (("kling mau 8.1m apr26 frob @sensortower",), 3, 'I don\'t understand "frob"'),
        (("kling mau 8.1m apr26",), 3, "On which basis?"),
        (("mau",), 2, "required: entity, value, --period, --basis, --source"),
        (("mau", "Kling AI", "8.1m"), 2, "required: --period, --basis, --source"),
    ],
)
def test_what_is_not_understood_writes_nothing(board, capsys, words, code, said):
    before = newest(capsys, board, "mau", "Kling AI")
    found, answer, err = ask(capsys, board, "add", *words)
    assert (found, answer) == (code, None)
    assert said in err
    assert len(err.splitlines()) == 1
    assert newest(capsys, board, "mau", "Kling AI") == before
