"""The user's board is the user's: no test and no target of make but `run` may open it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.e2e import app

ROOT = Path(__file__).parents[1]
NEED_NO_BOARD = {"house", "help", "run", "lint", "lock", "licences", "sbom", "clean"}


def test_a_test_that_names_no_board_is_stopped(user_folder):
    command = [sys.executable, "-m", "indicators", "show"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    assert (done.returncode, done.stdout) == (4, "")
    assert str(user_folder) in done.stderr


def test_what_drives_the_app_leaves_the_users_folder_as_it_is(tmp_path, monkeypatch):
    home = tmp_path / "home"
    home.mkdir()
    for name in ("INDICATORS_BOARD", "XDG_DATA_HOME"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    app.make_board(tmp_path / "board.db", "empty")
    assert app.environment(tmp_path / "board.db")["INDICATORS_BOARD"] == str(tmp_path / "board.db")
    assert [file for file in home.rglob("*") if "telltale" in file.name] == []


def test_every_target_but_run_has_a_board_of_its_own_or_none():
    text = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split())
    guarded = set(re.search(r"^(.*): export INDICATORS_BOARD", text, re.MULTILINE)[1].split())
    assert guarded == targets - NEED_NO_BOARD


def test_make_hands_the_guard_on(tmp_path):
    line = next(line for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if ": export INDICATORS" in line)
    rules = "".join(f"{target}: ; @echo [$$INDICATORS_BOARD]\n" for target in ("test", "run"))
    (tmp_path / "Makefile").write_text(f"VENV := .venv\n{line}\n{rules}", "utf-8")
    clean = {name: value for name, value in os.environ.items() if name != "INDICATORS_BOARD"}

    def said(target):
        command = [shutil.which("make"), "-s", target]
        return subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout  # noqa: S603 - make

    assert said("test") == f"[{tmp_path}/.venv/no-board/board.db]\n"
    assert said("run") == "[]\n"
