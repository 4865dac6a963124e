"""The pages for newcomers: generated ones are current, what they show runs, and what they link to is there."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from indicators.__main__ import main
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


def test_the_session_of_the_command_line_page_runs(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "board.db"))
    text = (DOCS / "command-line.md").read_text("utf-8")
    lines = re.search(r"```sh\n(.*?)```", text, re.DOTALL)[1].splitlines()
    done = []
    for line in lines:
        *program, name = shlex.split(line)[:4]
        assert program == ["python", "-m", "indicators"]
        assert (line, main(shlex.split(line)[3:]), capsys.readouterr().err) == (line, 0, "")
        done.append(name)
    assert set(done) == {name for name, _, _ in generator("command_line")["commands"]()} - {"retract"}


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
