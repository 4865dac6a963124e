"""Correcting a number on the command line names the memos that quoted it, with a sentence ready to send."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from indicators.__main__ import main
from indicators.memo import Choice, Pick, compose, keep_memo, written
from tests.memo.conftest import look

MAU = ("mau", "Kling AI", "--period", "2026-03", "--basis", "Sensor Tower app panel", "--source", "Sensor Tower")
MORE = ("--published", "2026-05-12")
TOLD = "Kling AI monthly active users, Mar 2026 was 7.8M, now 7.6M (Sensor Tower, published 12 May 2026)."


@pytest.fixture
def run(board, capsys):
    """Run a command on a board whose memo quotes users and revenue; its output."""
    today = datetime.now(UTC).date()
    memo = compose(look(board, today), Choice(picks=(Pick(panel="kling.users"),), title="The quarter"), today)
    for form in ("html", "md"):  # one memo, whatever the files
        keep_memo(board, memo, form, written(memo, form), "tester")

    def command(*words):
        assert main(["--board", str(board.path), *map(str, words)]) == 0
        return capsys.readouterr().out

    return command


def test_add_prints_the_sentence(run):
    printed = run("add", *MAU[:2], "7.6M", *MAU[2:], *MORE).splitlines()
    assert printed[0].endswith("0 new, 1 revised, 0 unchanged, 0 rejected")
    assert printed[1] == "Kling AI, Monthly active users: until now 7.8M; now 7.6M in Mar 2026."
    assert printed[2] == "1 memo quotes what has changed:"
    assert printed[3].startswith('Erratum to "The quarter" (as known ')
    assert TOLD in printed[3]
    assert len(printed) == 4


def test_another_number_is_no_erratum(run):
    printed = run("add", *MAU[:2], "8.1M", "--period", "2026-04", *MAU[4:], *MORE)
    assert "Erratum" not in printed
    assert "quotes" not in printed


def test_import_retract_and_undo_print_it_too(run, board, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(
        "series,entity,basis,period_start,period_end,value,unit,grade,published_on,source\n"
        "mau,Kling AI,Sensor Tower app panel,2026-03-01,2026-03-31,7600000,users,estimate,2026-05-12,Sensor Tower\n",
        "utf-8",
    )
    assert "Erratum" not in run("import", file, "--dry-run")
    assert TOLD in run("import", file)
    assert "Erratum" not in run("undo")  # what the memo quoted holds again
    (row,) = [r for r in board.history("mau", "Kling AI", "Sensor Tower app panel") if r["value"] == 7.8e6]
    printed = run("retract", row["id"], "--why", "typed by mistake")
    assert "was 7.8M, now taken back on " in printed
    assert ": typed by mistake." in printed
    run("undo")
    batch = row["batch"]
    printed = run("undo", batch)  # the batch that had brought what the memo quotes
    assert "1 memo quotes what has changed:" in printed
    assert "was 7.8M, now taken back on " in printed


def test_the_json_answer_has_the_contract_s_keys_alone(run):
    answer = json.loads(run("--json", "add", *MAU[:2], "7.6M", *MAU[2:], *MORE))
    assert list(answer) == ["batch", "new", "revised", "unchanged", "rejected", "warnings"]


def test_the_claims_are_a_picture_by_their_short_name(run, tmp_path):
    for words in (("claims",), ("board.kling", "--preset", "slide")):
        out = tmp_path / f"{words[0]}.png"
        answer = json.loads(run("--json", "figure", *words, "--out", out))
        assert out.read_bytes().startswith(b"\x89PNG")
        assert json.loads(run("--json", "verify", out))["figures"] == [
            {"id": answer["id"], "status": "current", "changes": []}
        ]
