"""The pages for newcomers: generated ones are current, what they show runs, and what they link to is there."""

from __future__ import annotations

import json
import os
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.cli.commands import parser
from indicators.core.claims.claim import CLAIM_COLUMNS
from indicators.core.model.catalogue import all_series
from indicators.core.model.event import EVENT_COLUMNS
from indicators.core.model.observation import ADDED, COLUMNS, GRADES, RIGHTS

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GENERATED = ("columns", "command_line", "indicators")
PAGES = [ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")] + sorted(
    DOCS.glob("*.md")
)


def generator(name):
    return runpy.run_path(str(DOCS / "generate" / f"{name}.py"))


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_page_is_what_its_generator_writes(name, tmp_path):
    page = DOCS / f"{name.replace('_', '-')}.md"
    command = [sys.executable, DOCS / "generate" / f"{name}.py", tmp_path / "page.md"]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own program
    assert page.read_text("utf-8") == (tmp_path / "page.md").read_text("utf-8"), "run make docs"


def test_make_docs_writes_each_generated_page():
    rules = (ROOT / "Makefile").read_text("utf-8")
    for file in (DOCS / "generate").glob("*.py"):
        assert f"docs/generate/{file.name} docs/{file.stem.replace('_', '-')}.md" in rules


def test_every_column_grade_and_right_has_its_meaning():
    page = generator("columns")
    assert list(page["MEANING"]) == [*COLUMNS, *ADDED]
    assert set(page["GRADE"]) == set(GRADES)
    assert set(page["RIGHT"]) == set(RIGHTS)
    assert list(page["EVENT"]) == list(EVENT_COLUMNS)
    assert list(page["CLAIM"]) == list(CLAIM_COLUMNS)


def test_every_series_stands_once_with_its_units_and_rhythm():
    lines = (DOCS / "columns.md").read_text("utf-8").splitlines()
    for s in all_series().values():
        (line,) = [line for line in lines if line.startswith(f"| `{s.id}` | {s.title}")]
        assert ("currency" if s.money else ", ".join(s.units)) in line
        assert (
            s.rhythm is None
            or f"| {s.rhythm.every} + {s.rhythm.lag} | {2 * s.rhythm.every + s.rhythm.lag} days |" in line
        )


def test_every_argument_of_every_command_is_explained():
    silent = [
        (name, action.dest)
        for name, _, command in generator("command_line")["commands"]()
        for action in command._actions  # noqa: SLF001 - argparse has no public way
        if not action.help
    ]
    assert silent == []


def test_the_readme_names_every_command_and_exit_code():
    text = (ROOT / "README.md").read_text("utf-8")
    section = text.partition("## On the command line")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z]+)[ `]", section))
    page = generator("command_line")
    assert {name for name, _, _ in page["commands"]()} <= named
    codes = section.partition("Exit codes:")[2]
    assert set(map(int, re.findall(r"(?:^|· ?|\s)(\d) ", codes))) == set(page["CODES"])


def run(words, folder, board):
    environment = {**os.environ, "INDICATORS_BOARD": str(board), "PYTHONPATH": str(folder)}
    command = [sys.executable, *words]
    return subprocess.run(  # noqa: S603 - our own program
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def package(tmp_path):
    """A copy of the package with its data and the app's starter, to work in."""
    skip = shutil.ignore_patterns("__pycache__", "boards")
    for name in ("indicators", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=skip)
    shutil.copy(ROOT / "streamlit_app.py", tmp_path)
    return tmp_path


def test_the_session_of_the_command_line_page_runs(package):
    text = (DOCS / "command-line.md").read_text("utf-8")
    lines = re.search(r"```sh\n(.*?)```", text, re.DOTALL)[1].splitlines()
    done = []
    for line in lines:
        python, *words = shlex.split(line)
        assert python == "python"
        answer = run(words, package, package / "board.db")
        assert (line, answer.returncode, answer.stderr) == (line, 0, "")
        done.append(words[2])
    assert set(done) == {name for name, _, _ in generator("command_line")["commands"]()} - {"retract"}


APP = """
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("streamlit_app.py", default_timeout=120).run()
assert not app.exception, app.exception
assert "PixVerse: a rival" in " ".join(m.value for m in app.markdown)
"""


def test_the_worked_indicator_is_found_read_and_shown(package):
    text = (DOCS / "adding-an-indicator.md").read_text("utf-8")
    (source,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (package / "indicators" / "pixverse.py").write_text(source, "utf-8")
    board = package / "board.db"

    def shown(day):
        answer = run(["-m", "indicators", "show", "pixverse", "--as-of", day, "--json"], package, board)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)["indicators"][0]

    listed = json.loads(run(["-m", "indicators", "list", "--json"], package, board).stdout)["indicators"]
    assert [i["id"] for i in listed] == ["kling", "runway", "robotics", "pixverse"]
    rate = (15 / 16) ** (30.436875 / 122.5) - 1  # as the page works it out
    assert f"\u2212{-rate:.2%}".replace("%", " %") in text
    for day, state, reason in (("2026-11-22", "no_call", "stale"), ("2026-07-20", "supports", None)):
        found = shown(day)
        growth = next(r for r in found["readings"] if r["metric"] == "pixverse.mau_growth_1m")
        assert (found["state"], growth["reason"]) == (state, reason)
        assert growth["value"] == pytest.approx(rate)
    examples = "from indicators import registry; from indicators.core.evidence.evaluate import evaluate; "
    examples += "from indicators.core.evidence.examples import frame_of; i = registry()['pixverse']; "
    examples += "print(*(r.value if r.known else r.reason for e in i.examples for name in e.expect for r in "
    examples += "[evaluate(i, frame_of(e.given, i.entity), e.as_of).reading(name)]))"
    assert run(["-c", examples], package, board).stdout.split() == ["100.0", "0.0", "no_data", "one_point"]
    app = run(["-c", APP], package, board)
    assert app.returncode == 0, app.stderr[-2000:]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_inside_the_project_leads_somewhere(page):
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
        if not link.startswith(("http://", "https://")):
            assert (page.parent / link).exists(), link


def test_the_licence_is_mit():
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert text.startswith("MIT License")
    assert 'THE SOFTWARE IS PROVIDED "AS IS"' in text
    assert 'license = "MIT"' in (ROOT / "pyproject.toml").read_text("utf-8")


def test_the_parser_and_the_page_agree_on_the_commands():
    page = (DOCS / "command-line.md").read_text("utf-8")
    for name in parser().format_help().partition("COMMAND\n")[2].split("\n"):
        if found := re.match(r"    ([a-z]+) ", name):
            assert f"\n### {found[1]}\n" in page
