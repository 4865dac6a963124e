"""docs/adding-an-indicator.md, word for word on a copy of the project: a fourth indicator with a unit of its own."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "adding-an-indicator.md").read_text("utf-8")
(SOURCE,) = re.findall(r"`(indicators/\w+\.py)`:\n\n```python\n(.*?)```", PAGE, re.DOTALL)
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
TESTS = [line for line in LINES if " pytest " in line]
SKIP = shutil.ignore_patterns("__pycache__", "boards", "pictures", "e2e", "bench")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with the file of the page in it."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("indicators", "data", "docs", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=SKIP)
    for file in (*ROOT.glob("*.md"), *ROOT.glob("*.py"), ROOT / "pyproject.toml", ROOT / "Makefile"):
        shutil.copy(file, folder)
    name, text = SOURCE
    (folder / name).write_text(text, "utf-8")
    return folder


def run(line, project):
    """A line of the page, with this Python, on a board of the copy's own."""
    python, *words = shlex.split(line)
    assert python == "python"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("INDICATORS_", "PYTEST_"))}
    environment |= {"INDICATORS_BOARD": str(project / "board.db")}
    command, utf8 = [sys.executable, *words], "utf-8"
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, encoding=utf8, check=False)  # noqa: S603 - our own


def shown(project, day):
    answer = run(f"python -m indicators show pixverse --as-of {day} --json", project)
    assert answer.returncode == 0, answer.stderr
    (found,) = json.loads(answer.stdout)["indicators"]
    return found["state"], {r["metric"].partition(".")[2]: r for r in found["readings"]}


def test_each_line_of_the_page_runs_and_the_suite_holds_the_new_indicator(project):
    said = {}
    for line in LINES:
        done = run(line, project)
        assert done.returncode == 0, f"{line}\n{done.stdout[-3000:]}{done.stderr[-1000:]}"
        said[line] = done.stdout
        if "videos_made" in line:
            assert shown(project, "2026-11-22")[1]["videos"]["value"] == 400e6
    assert len(TESTS) == 1
    assert all(re.search(r"\b[1-9]\d* passed", said[line]) and "skipped" not in said[line] for line in TESTS), said
    assert shown(project, "2026-11-22")[1]["videos"]["reason"] == "no_data"
    assert "pixverse" in (project / "docs" / "indicators.md").read_text("utf-8")
    assert "videos" in (project / "docs" / "columns.md").read_text("utf-8")
    rate = (15 / 16) ** (30.436875 / 122.5) - 1  # as the page works it out
    assert f"\u2212{-rate:.2%}".replace("%", " %") in PAGE
    for day, state, reason in (("2026-11-22", "no_call", "stale"), ("2026-07-20", "supports", None)):
        found, readings = shown(project, day)
        assert (found, readings["mau_growth_1m"]["reason"]) == (state, reason)
        assert readings["mau_growth_1m"]["value"] == pytest.approx(rate)


def test_three_faults_of_the_page_s_file_are_told_at_once_by_place(project, tmp_path):
    shutil.copytree(project / "indicators", tmp_path / "indicators", ignore=SKIP)
    name, text = SOURCE
    faults = {
        'metric="arr",\n': ('metric="cash",\n', 'panel rounds: the metric "cash" is not declared.'),
        'unit="videos",\n': ('unit="clips",\n', 'metric videos: the unit "clips" is declared nowhere.'),
        'panel="users"': ('panel="mau"', 'card: the panel "mau" is not declared.'),
    }
    for good, (bad, _) in faults.items():
        assert text.count(good) == 1
        text = text.replace(good, bad)
    (tmp_path / name).write_text(text, "utf-8")
    done = run("python -m indicators list", tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (4, "", 1), done.stderr
    assert done.stderr.startswith("telltale: 3 faults: ")
    for _, said in faults.values():
        assert f"pixverse.py, {said}" in done.stderr
