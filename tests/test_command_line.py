"""Scripts rely on "The command line" of the contract: answers, exit codes, errors in one line."""

from __future__ import annotations

import csv
import json
import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from indicators.__main__ import main
from indicators.store.file import clock, places
from indicators.store.file.schema.migrations import MIGRATIONS

ROOT = Path(__file__).parents[1]
HEADER = "series,entity,basis,period_start,period_end,value,unit,grade,published_on,source\n"
GOOD = "mau,Kling AI,panel,2026-03-01,2026-03-31,7800000,users,estimate,2026-04-02,test\n"


@pytest.fixture
def board(tmp_path):
    path = tmp_path / "board.db"
    assert main(["--board", str(path), "init", "--with", "empty"]) == 0
    return path


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder of the test's own as the one where commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(board, capsys):
    """Run a command on an empty board: exit code, standard output, standard error."""

    def command(*words, on=board):
        capsys.readouterr()
        code = main(["--board", str(on), *map(str, words)])
        printed = capsys.readouterr()
        assert "Traceback" not in printed.err
        return code, printed.out, printed.err

    return command


@pytest.fixture
def ask(run):
    """What --json prints."""

    def command(*words, **more):
        code, out, err = run(*words, "--json", **more)
        assert code == 0, err
        return json.loads(out)

    return command


def mau(value="7.8M", period="2026-03", *more):
    return ("add", "mau", "Kling AI", value, "--period", period, "--basis", "panel", "--source", "test", *more)


# Exit codes


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ()),
        (2, ("frob",)),
        (2, ("show", "--frob")),
        (2, ("show", "nobody")),
        (2, ("show", "--as-of", "2026-13-01")),
        (2, ("show", "--as-of", "20261122")),
        (2, ("show", "--as-of", "22 Nov 2026")),
        (2, ("show", "--as-of", "yesterday")),
        (2, ("claims", "--as-of", "2026-02-30")),
        (2, ("export", "out.csv", "--as-of", "soon")),
        (2, ("history", "mau", "Kling AI", "--period", "03/04/2026")),
        (2, ("init", "--with", "everything")),
        (2, ("undo", "last")),
        (2, ("retract", "one", "--why", "x")),
        (2, ("retract", "1")),
        (2, ("add", "mau", "Kling AI", "7.8M")),
        (2, mau("7.8M", "03/04/2026")),
        (2, mau("7.8M", "2026-03", "--published", "2026-13-01")),
        (3, ("history", "nothing", "Kling AI")),
        (3, ("add", "nothing", "Kling AI", "1", "--period", "2026-03", "--basis", "b", "--source", "s")),
        (3, mau("seven")),
        (3, mau("-7.8M")),
        (3, mau("7.8M", "2026-03", "--grade", "wild")),
        (3, mau("7.8M", "2026-03", "--unit", "roles")),
        (3, mau("7.8M", "2026-03", "--url", "ftp://example.org")),
        (3, mau("7.8M", "2026-03", "--age", "30")),
        (3, mau("7.8M", "2026-03", "--rights", "secret")),
        (3, ("retract", "1", "--why", "x")),
        (3, ("retract", "-1", "--why", "x")),
        (3, ("retract", "99999999999999999999", "--why", "x")),
        (3, ("undo",)),
        (3, ("undo", "7")),
        (3, ("undo", "99999999999999999999")),
        (3, ("import", "missing.csv")),
        (3, ("import", ".")),
        (3, ("export", "no/such/folder/out.csv")),
        (3, ("claims", "--void", "nothing", "--why", "x")),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_expected_error_is_one_line_and_its_exit_code(run, code, words):
    found, _, err = run(*words)
    assert found == code
    assert err.startswith("telltale: ")
    assert err.count("\n") == 1
    assert len(err) > 30


def test_nothing_is_written_where_something_is_wrong(run, ask):
    for words in (mau("seven"), mau("7.8M", "2026-03", "--grade", "wild"), mau("7.8M", "sometime")):
        run(*words)
    assert ask("history", "mau", "Kling AI") == {"observations": []}
    assert ask("log") == {"batches": []}


@pytest.mark.parametrize(
    "words",
    [
        ("show",),
        ("log",),
        ("undo",),
        ("check",),
        ("claims",),
        mau(),
        ("import", "x.csv"),
        ("export", "x.csv"),
        ("history", "mau", "Kling AI"),
        ("retract", "1", "--why", "x"),
        ("backup", "copy.db"),
    ],
)
@pytest.mark.parametrize("state", ["missing", "garbage", "folder", "newer"])
def test_a_board_that_cannot_be_used_is_exit_4(run, board, here, state, words):
    (here / "x.csv").write_text(HEADER + GOOD)
    place = here / "other.db"
    if state == "garbage":
        place.write_bytes(b"no board " * 200)
    elif state == "folder":
        place.mkdir()
    elif state == "newer":
        place.write_bytes(board.read_bytes())
        with sqlite3.connect(place) as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            db.execute(f"PRAGMA user_version = {version + 1000}")
        db.close()
    before = place.read_bytes() if place.is_file() else None
    code, out, err = run(*words, on=place)
    assert (code, out if words != ("check",) else "") == (4, "")
    assert err.count("\n") == 1 or words == ("check",)
    assert (place.read_bytes() if place.is_file() else None) == before
    assert not (here / "other.db-wal").exists()


def test_init_and_restore_alone_make_a_file(run, board, tmp_path):
    made = tmp_path / "made.db"
    assert run("init", "--with", "empty", on=made)[0] == 0
    assert run("show", on=made)[0] == 0
    restored = tmp_path / "restored.db"
    assert run("backup", tmp_path / "copy.db")[0] == 0
    assert run("restore", tmp_path / "copy.db", on=restored)[0] == 0
    assert run("check", on=restored)[0] == 0
    assert board.exists()


def test_restore_says_what_it_kept_and_backup_what_it_does_not_replace(run, ask, board, tmp_path):
    notes, copy, kept = tmp_path / "notes.txt", tmp_path / "copy.db", tmp_path / "board.db.before-restore.bak"
    notes.write_text("mine")
    code, out, err = run("backup", notes)
    assert (code, out, err.count("\n"), notes.read_text()) == (3, "", 1, "mine")
    run("backup", copy)
    assert ask("restore", copy) == {"board": str(board), "kept": str(kept), "another_board": False, "note": ""}
    other = tmp_path / "other.db"
    run("init", "--with", "empty", on=other)
    assert run("backup", other)[0] == 3
    _, out, _ = run("restore", copy, on=other)
    assert f"kept as {other}.before-restore.bak, and it was another board" in out


def test_check_finds_a_damaged_board(run, ask, board):
    run(*mau())
    assert ask("check") == {"ok": True, "problems": []}
    with sqlite3.connect(board) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{name}"')
        db.execute("UPDATE observation SET grade = 'wild'")
    db.close()
    code, out, _ = run("check", "--json")
    answer = json.loads(out)
    assert (code, answer["ok"]) == (4, False)
    assert answer["problems"]


# The board that is meant


def test_the_environment_names_the_default_board_which_is_made_where_it_is_missing(monkeypatch, tmp_path, capsys):
    place = tmp_path / "named.db"
    monkeypatch.setenv("INDICATORS_BOARD", str(place))
    assert main(["show", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert place.exists()
    assert (answer["board"]["path"], answer["board"]["kind"]) == (str(place), "public")


def test_board_goes_before_the_environment_and_may_follow_the_command(monkeypatch, board, tmp_path, capsys):
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "other.db"))
    for words in (["--board", str(board), "log", "--json"], ["log", "--json", "--board", str(board)]):
        assert main(words) == 0
        assert json.loads(capsys.readouterr().out) == {"batches": []}
    assert not (tmp_path / "other.db").exists()


def test_a_folder_that_is_not_there_is_not_made(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "drive" / "board.db"))
    for words in (["init"], ["show"], ["check"], ["where"], ["add", "kling mau 8.1m apr26 @sensortower"]):
        assert main(words) == 4
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)
        assert str(tmp_path / "drive") in said.err
    assert list(tmp_path.iterdir()) == []


# Where it is, and its copies


def test_where_says_where_the_board_is_with_its_copies(run, ask, board):
    assert ask("where") == {"board": str(board), "title": "Your own board", "copies": []}
    run(*mau("9M"))
    run(*mau("9.1M"))
    (copy,) = ask("where")["copies"]
    assert (Path(copy["path"]).exists(), copy["rows"]) == (True, 1)
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", copy["at"])
    said = run("where")[1]
    assert str(board) in said
    assert f"{copy['path']} (" in said


def test_restore_offers_the_copies_by_name(run, ask, board, here):
    run(*mau("9M"))
    (copy,) = ask("where")["copies"]
    board.write_bytes(b"spoiled" * 1000)
    for words, code in ((["restore"], 2), (["restore", here / "none.db"], 4), (["restore", board], 4)):
        found, out, err = run(*words)
        assert (found, out, err.count("\n")) == (code, "", 1)
        assert copy["path"] in err
    found, out, err = run("where", "--json")
    assert (found, json.loads(out)["title"], json.loads(out)["copies"][0]["path"]) == (4, None, copy["path"])
    assert "not a Telltale board" in err
    board.unlink()
    assert copy["path"] in run("show")[2]
    assert run("restore", copy["path"])[0] == 0
    assert len(ask("history", "mau", "Kling AI")["observations"]) == 1


def test_a_copy_that_cannot_be_made_is_told_beside_the_answer(run, board):
    board.with_name("board.db.copies").touch()  # a file where the folder would be
    code, out, err = run(*mau("9M"))
    assert code == 0
    assert "1 new" in out
    assert "Today's copy" in err
    assert err.count("\n") == 1


def test_a_board_in_the_programs_folder_is_taken_over_and_told_in_a_line(monkeypatch, tmp_path, run, board, capsys):
    run(*mau("9M"))
    monkeypatch.delenv("INDICATORS_BOARD")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setattr(places, "PROGRAM", board.parent)
    mine = tmp_path / "share" / "telltale" / "board.db"
    capsys.readouterr()
    assert main(["history", "mau", "Kling AI", "--json"]) == 0
    said = capsys.readouterr()
    assert len(json.loads(said.out)["observations"]) == 1
    assert said.err.count("\n") == 1
    assert str(board) in said.err
    assert str(mine) in said.err
    assert main(["where"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert f"found and left alone: {board}" in said.out


def test_init_on_a_filled_board(run, ask, board):
    run(*mau("9M"))
    assert run("init", "--with", "empty")[0] == 3
    assert run("init", "--with", "example")[0] == 3
    added = ask("init")
    assert added["new"] > 200
    again = ask("init")
    assert (again["new"], again["revised"], again["batch"]) == (0, 0, None)
    assert ask("show", "--as-of", "2026-11-22")["board"]["kind"] == "public"
    assert board.exists()


# Adding


@pytest.mark.parametrize(
    ("series", "value", "more", "cells"),
    [
        ("mau", "7.8M", (), {"value": 7.8e6, "grade": "reported", "unit": "users"}),
        ("mau", "7.5-8.1m", (), {"value": None, "low": 7.5e6, "high": 8.1e6, "grade": "reported"}),
        ("mau", "~8m", (), {"value": 8e6, "grade": "estimate"}),
        ("mau", ">12m", (), {"value": 12e6, "grade": "floor"}),
        ("mau", "<12m", (), {"value": 12e6, "grade": "ceiling"}),
        ("mau", "~8m", ("--grade", "derived"), {"grade": "derived"}),
        ("mau", "0", (), {"value": 0}),
        ("revenue", "340m yuan", (), {"value": 340e6, "unit": "CNY"}),
        ("revenue", "340m", ("--unit", "CNY"), {"value": 340e6, "unit": "CNY"}),
        ("retention", "<0.1%", ("--age", "30"), {"value": 0.1, "unit": "percent", "grade": "ceiling", "age_days": 30}),
        ("net_burn", "-2.3m", ("--unit", "USD"), {"value": -2.3e6, "unit": "USD"}),
        ("net_burn", "-2.3m USD", (), {"value": -2.3e6, "unit": "USD"}),
        ("wau_change", "-4%", (), {"value": -4, "unit": "percent"}),
        ("wau_change", "-.5%", (), {"value": -0.5, "unit": "percent"}),
        ("mau", "8m", ("--low", "7m", "--high", "9m"), {"value": 8e6, "low": 7e6, "high": 9e6}),
    ],
)
def test_values_as_people_write_them(ask, series, value, more, cells):
    entity = "Runway" if series == "net_burn" else "Kling AI"
    words = ("add", series, entity, value, "--period", "2026-03", "--basis", "b", "--source", "s", *more)
    answer = ask(*words, "--published", "2026-05-01")
    assert {name: answer[name] for name in ("new", "revised", "unchanged", "rejected")} == {
        "new": 1,
        "revised": 0,
        "unchanged": 0,
        "rejected": [],
    }
    (row,) = ask("history", series, entity)["observations"]
    for name, cell in cells.items():
        assert row[name] == (pytest.approx(cell) if isinstance(cell, float) else cell), name


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-03-31", "2026-03-31", "2026-03-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("2026-Q1", "2026-01-01", "2026-03-31"),
        ("2026-H1", "2026-01-01", "2026-06-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-03-24..2026-04-02", "2026-03-24", "2026-04-02"),
    ],
)
def test_the_forms_of_a_period(ask, text, start, end):
    ask(*mau("1M", text))
    (row,) = ask("history", "mau", "Kling AI", "--period", text)["observations"]
    assert (row["period_start"], row["period_end"]) == (start, end)


def test_a_second_number_of_a_key_is_a_revision_and_the_same_again_is_unchanged(ask):
    assert ask(*mau("7.8M", "2026-03", "--published", "2026-04-02"))["new"] == 1
    assert ask(*mau("8M", "2026-03", "--published", "2026-05-02"))["revised"] == 1
    again = ask(*mau("8M", "2026-03", "--published", "2026-05-02"))
    assert (again["unchanged"], again["batch"]) == (1, None)
    assert [r["value"] for r in ask("history", "mau", "Kling AI")["observations"]] == [7.8e6, 8e6]
    for day, value in (("2026-04-01", None), ("2026-04-30", 7.8e6), ("2026-05-02", 8e6)):
        readings = ask("show", "kling", "--as-of", day)["indicators"][0]["readings"]
        assert readings[0]["value"] == value


def test_adding_says_what_was_expected_and_what_gives_pause(run, ask):
    for month, value in (("01", "7.6M"), ("02", "7.7M"), ("03", "7.8M")):
        run(*mau(value, f"2026-{month}", "--rights", "confidential"))
    code, out, _ = run(*mau("7,850", "2026-04", "--rights", "public"))
    _, warning, surprise, *pauses = out.splitlines()
    assert code == 0
    assert warning.startswith("warning, row 1, value: 7.85k is 0.001 times the number of Mar 2026")
    assert re.search(
        r"last 7\.8M in Mar 2026; expected .* from 3 numbers; now 7\.85k in Apr 2026: OUTSIDE\.$", surprise
    )
    assert re.fullmatch(r"! The step is \d+ times the usual one\.", pauses[0])
    assert pauses[1:] == ["! test was confidential until now; this number is public."]
    assert (
        run(*mau("7,850", "2026-04", "--rights", "public"))[1].count("\n") == 1
    )  # on file already: nothing more to say
    ask("undo")
    assert "now 7.9M in Apr 2026: inside." in run(*mau("7.9M", "2026-04", "--rights", "confidential"))[1]


def test_a_name_in_another_case_is_rejected_and_named(run):
    run(*mau())
    code, out, err = run(
        "add", "mau", "kling ai", "1M", "--period", "2026-04", "--basis", "panel", "--source", "s", "--json"
    )
    rejected = json.loads(out)["rejected"]
    assert (code, rejected[0]["row"], rejected[0]["column"]) == (3, 1, "entity")
    assert "Kling AI" in rejected[0]["reason"]
    assert "Kling AI" in err


# Undo, retract, history, log


def test_undo_takes_the_newest_batch_that_stands_back(ask, run):
    first, second = ask(*mau("1M"))["batch"], ask(*mau("2M", "2026-04"))["batch"]
    assert ask("undo")["batch"] == second
    assert ask("undo")["batch"] == first
    assert run("undo")[0] == 3
    assert run("undo", first)[0] == 3
    log = ask("log")["batches"]
    assert [set(b) >= {"batch", "at", "by", "what", "rows", "undone"} for b in log] == [True] * len(log)
    assert all(b["undone"] for b in log if b["batch"] in (first, second))
    assert len(ask("history", "mau", "Kling AI")["observations"]) == 2
    assert ask("show", "kling")["indicators"][0]["readings"][0]["reason"] == "no_data"


def test_undo_spares_the_first_load(run, ask):
    ask("init")
    assert run("undo")[0] == 3
    batch = ask(*mau("9M", "2026-05"))["batch"]
    assert ask("undo")["batch"] == batch


def test_a_retracted_number_leaves_every_day_but_stays_in_history(ask):
    ask(*mau("7.8M", "2026-03", "--published", "2026-04-02"))
    (row,) = ask("history", "mau", "Kling AI")["observations"]
    ask("retract", row["id"], "--why", "a typing error")
    (row,) = ask("history", "mau", "Kling AI")["observations"]
    assert row["retracted"].endswith("Z")
    assert row["retracted_why"] == "a typing error"
    for day in ("2026-04-02", "2026-11-22"):
        assert ask("show", "kling", "--as-of", day)["indicators"][0]["readings"][0]["reason"] == "no_data"
    ask("undo")
    assert ask("show", "kling", "--as-of", "2026-04-02")["indicators"][0]["readings"][0]["value"] == 7.8e6


def test_history_narrows_by_basis_and_period(ask):
    ask(*mau("1M"))
    ask("add", "mau", "Kling AI", "2M", "--period", "2026-03", "--basis", "company", "--source", "s")
    ask(*mau("3M", "2026-04"))
    values = [r["value"] for r in ask("history", "mau", "Kling AI", "--basis", "panel")["observations"]]
    assert values == [1e6, 3e6]
    values = [r["value"] for r in ask("history", "mau", "Kling AI", "--period", "2026-03")["observations"]]
    assert values == [1e6, 2e6]
    assert ask("history", "mau", "Nobody")["observations"] == []


# Files


def test_a_rejected_row_refuses_the_file(run, ask, tmp_path):
    file = tmp_path / "in.csv"
    file.write_text(HEADER + GOOD + GOOD.replace("7800000", "many").replace("-03-", "-01-"))
    code, out, err = run("import", file, "--json")
    answer = json.loads(out)
    assert (code, answer["batch"], answer["new"]) == (3, None, 0)
    assert [(r["row"], r["column"]) for r in answer["rejected"]] == [(2, "value")]
    assert err.count("\n") == 1
    assert "row 2" in err
    assert run("import", file, "--dry-run")[0] == 3
    assert ask("log") == {"batches": []}
    taken = ask("import", file, "--accept-valid")
    assert (taken["new"], len(taken["rejected"])) == (1, 1)


def test_a_warning_is_told_by_its_row_and_rejects_where_it_is_asked_to(run, ask, tmp_path):
    file = tmp_path / "in.csv"
    april = GOOD.replace("-03-", "-04-").replace("-31", "-30")
    file.write_text(HEADER + april.replace("7800000", "7900") + GOOD)
    said = "7.9k is 0.001 times the number of Mar 2026, 7.8M: is the power of ten right?"
    code, out, err = run("import", file, "--strict")
    assert (code, out, err.count("\n")) == (3, f"row 1, value: {said}\n", 1)
    assert ask("log") == {"batches": []}
    tried = ask("import", file, "--dry-run")
    assert (tried["new"], tried["warnings"]) == (2, [{"row": 1, "column": "value", "reason": said}])
    taken = ask("import", file, "--strict", "--accept-valid")
    assert (taken["new"], [r["row"] for r in taken["rejected"]], taken["warnings"]) == (1, [1], [])
    _, out, _ = run("import", file)
    assert out == f"batch 2: 1 new, 0 revised, 1 unchanged, 0 rejected\nwarning, row 1, value: {said}\n"
    assert ask("import", file)["warnings"] == []  # it stands on file


def test_a_number_with_a_warning_is_added_unless_that_is_strict(run, ask):
    ask(*mau())
    code, _, err = run(*mau("8.1k", "2026-04"), "--strict")
    assert code == 3
    assert "is the power of ten right?" in err
    answer = ask(*mau("8.1k", "2026-04"))
    assert (answer["new"], [w["column"] for w in answer["warnings"]]) == (1, ["value"])


def test_a_dry_run_says_what_would_happen_and_writes_nothing(ask, tmp_path):
    file = tmp_path / "in.csv"
    file.write_text(HEADER + GOOD)
    assert ask("import", file, "--dry-run")["new"] == 1
    assert ask("log") == {"batches": []}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"series,entity\n",
        b"\xff\xfe\x00\x00",
        HEADER.encode(),
        b"mood," + HEADER.encode() + b"good," + GOOD.encode(),
    ],
)
def test_a_file_that_cannot_be_read_is_exit_3(run, tmp_path, content):
    file = tmp_path / "in.csv"
    file.write_bytes(content)
    code, _, err = run("import", file)
    assert (code, err.count("\n")) == (3, 1)
    assert "in.csv" in err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_export_and_import_into_an_empty_board_keep_every_row(run, ask, tmp_path, ending):
    ask("init")
    ask(*mau("9M", "2026-05", "--note", "=1+1", "--published", "2026-06-02"))
    ask("undo")
    file, second = tmp_path / f"out.{ending}", tmp_path / "second.db"
    assert run("export", file)[0] == 0
    assert run("init", "--with", "empty", on=second)[0] == 0
    assert run("import", file, on=second)[0] == 0
    for words in (("history", "mau", "Kling AI"), ("history", "retention", "Sora")):
        assert ask(*words, on=second) == ask(*words)
    one, two = (
        ask("show", "--as-of", "2026-11-22", on=b) if b else ask("show", "--as-of", "2026-11-22")
        for b in (None, second)
    )
    assert one["indicators"] == two["indicators"] or ending != "json"
    known = [
        [r for i in answer["indicators"] for r in i["readings"] if r["metric"] != "robotics.proof_points"]
        for answer in (one, two)
    ]
    assert known[0] == known[1]


def test_an_export_as_of_a_day_holds_one_row_a_key(ask, run, tmp_path):
    ask(*mau("7.8M", "2026-03", "--published", "2026-04-02"))
    ask(*mau("8M", "2026-03", "--published", "2026-05-02"))
    for day, values in ((None, ["7800000", "8000000"]), ("2026-04-30", ["7800000"]), ("2026-05-02", ["8000000"])):
        file = tmp_path / "out.csv"
        assert run("export", file, *(("--as-of", day) if day else ()))[0] == 0
        with file.open(encoding="utf-8-sig", newline="") as rows:
            assert [r["value"] for r in csv.DictReader(rows)] == values


# Readings and claims


def test_list_names_indicators_metrics_panels_and_series(ask):
    answer = ask("list")
    assert [set(i) for i in answer["indicators"]] == [{"id", "title", "question", "metrics", "panels"}] * 3
    assert {"id": "mau", "units": ["users"]} in answer["series"]
    assert [p for p in answer["indicators"][0]["panels"] if not p.startswith("kling.")] == []


def test_show_narrows_to_one_indicator(ask):
    answer = ask("show", "runway", "--as-of", "2026-11-22")
    assert [i["id"] for i in answer["indicators"]] == ["runway"]
    assert answer["as_of"] == "2026-11-22"


def test_show_for_a_person_says_every_reading_in_a_line(run):
    code, out, _ = run("show")
    assert code == 0
    assert "kling.mau_growth_1m" in out
    assert "No call" in out


def test_claims_are_those_made_by_the_day(ask):
    ask("init")
    assert ask("claims", "--as-of", "2026-04-01")["claims"] == []
    early, late = (ask("claims", "--as-of", day)["claims"] for day in ("2026-04-02", "2026-11-22"))
    assert {c["id"] for c in late} - {c["id"] for c in early} == {"kling-triples"}
    assert all({"id", "claim", "kind", "metric", "test", "value", "because", "at"} <= set(c) for c in late)


def test_a_claim_is_made_void_with_a_reason_and_undo_lifts_it(ask, run):
    ask("init")
    assert run("claims", "--void", "kling-share")[0] == 3
    ask("claims", "--void", "kling-share", "--why", "no measure was named")
    (claim,) = [c for c in ask("claims")["claims"] if c["id"] == "kling-share"]
    assert claim["void_why"] == "no measure was named"
    ask("undo")
    (claim,) = [c for c in ask("claims")["claims"] if c["id"] == "kling-share"]
    assert not claim["void_why"]


# As a program


def program(*words, board, **more):
    command = [sys.executable, "-m", "indicators", "--board", str(board), *words]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, **more)  # noqa: S603 - our own program


def test_as_a_program_it_leaves_with_the_same_codes(board, tmp_path):
    assert program("log", "--json", board=board).returncode == 0
    assert program("frob", board=board).returncode == 2
    assert program("undo", board=board).returncode == 3
    missing = program("show", board=tmp_path / "missing.db")
    assert (missing.returncode, missing.stdout) == (4, b"")
    assert missing.stderr.count(b"\n") == 1


def test_output_is_utf_8_whatever_the_locale_and_the_reader_may_stop(board):
    done = program("show", board=board, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")
    assert "·" in done.stdout.decode("utf-8")
    command = f'"{sys.executable}" -m indicators --board "{board}" show | head -n 1'
    stopped = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)  # noqa: S602 - a pipe
    assert stopped.stderr == b""


@pytest.mark.parametrize(
    "words", [("show",), ("list", "--json"), ("log",), ("check",), ("add", "mau", "Kling AI", "8m")]
)
def test_an_answer_that_cannot_be_written_is_one_line_and_no_traceback(board, words):
    if words[0] == "add":
        words += ("--period", "2026-04", "--basis", "panel", "--source", "test")
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "indicators", "--board", str(board), *words]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)  # noqa: S603 - our own program
    assert done.returncode == 1
    line = b"telltale: the answer cannot be written: No space left on device. What was asked for is done.\n"
    assert done.stderr == line


@pytest.mark.parametrize(
    ("closed", "code"), [("list >&-", 0), ("list 2>&-", 0), ("frob 2>&-", 2), ("frob 2>/dev/full", 2)]
)
def test_with_its_outputs_closed_it_is_quiet(board, closed, code):
    command = f'"{sys.executable}" -m indicators --board "{board}" {closed}'
    done = subprocess.run(command, shell=True, cwd=ROOT, capture_output=True, check=False)  # noqa: S602 - a redirection
    assert (done.returncode, done.stderr) == (code, b"")
    assert b"telltale:" not in done.stdout


def test_a_board_of_a_newer_version_is_told_to_need_an_update(board, run):
    with closing(sqlite3.connect(board)) as conn:
        conn.execute("PRAGMA user_version = 99")
    code, out, _ = run("check")
    assert code == 4
    assert out == f"A newer version wrote this board (schema 99, this one knows {len(MIGRATIONS)}): update Telltale.\n"


def test_a_clock_that_was_set_back_is_told_with_the_save(run, ask, monkeypatch):
    add = ("add", "mau", "Kling AI", "8m", "--period", "2026-04", "--basis", "panel", "--source", "test")
    run(*add, "--published", "2026-05-04")
    now = datetime.now(UTC)
    monkeypatch.setattr(clock, "now", lambda: clock.stamp_of(now - timedelta(hours=3)))
    code, out, _ = run(*add, "--published", "2026-05-05")
    assert code == 0
    assert "the clock was set back, so what is saved bears the later time." in out
    (warning,) = ask("undo")["warnings"]
    assert (warning["row"], warning["column"]) == (0, "recorded_at")
