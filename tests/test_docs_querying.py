"""The page on querying the board's file: every query runs as it stands, and says what the app says."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from indicators.store import Board, init
from tests.store.samples import row

PAGE = (Path(__file__).parents[1] / "docs" / "querying.md").read_text("utf-8")
QUERIES = {
    title: sql
    for section in PAGE.split("\n## ")
    for title in [section.partition("\n")[0]]
    for sql in re.findall(r"```sql\n(.*?)```", section, re.DOTALL)
}


def titled(words):
    (sql,) = [sql for title, sql in QUERIES.items() if words in title]
    return sql


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    """The public record, on which one number was revised and one taken back."""
    path = tmp_path_factory.mktemp("board") / "board.db"
    init(path)
    board = Board.open(path)
    march = {"series": "arr", "entity": "Runway", "basis": "press", "unit": "USD", "value": 2e8, "source": "A test"}
    ids = board.add_rows([row(**march, published_on="2026-10-01")], what="first", by="Ann").ids
    board.add_rows([row(**march | {"value": 2.1e8}, published_on="2026-11-01")], what="second", by="Ann")
    assert ids
    taken = board.add_rows([row(series="mau", entity="Vidu", value=1e6)], what="wrong", by="Ann").ids
    board.retract(taken[0], "typed twice", "Ann")
    return board


def asked(board, sql):
    """The answer as a list of dicts, through a connection that cannot write."""
    with closing(sqlite3.connect(f"file:{board.path}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        return [dict(found) for found in db.execute(sql)]


@pytest.mark.parametrize("title", QUERIES)
def test_each_query_answers(board, title):
    assert asked(board, QUERIES[title])


def test_the_page_names_the_views_that_are_there(board):
    views = {found["name"] for found in asked(board, "SELECT name FROM sqlite_master WHERE type = 'view'")}
    table = PAGE.partition("## The views")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == views


def test_the_board_as_known_on_a_day_is_the_apps(board):
    found = asked(board, titled("as known on a day"))
    frame = board.observations(date(2026, 4, 2))
    assert len(found) == len(frame) > 20
    for column in ("series", "entity", "basis", "period_start", "period_end", "value", "unit"):
        assert [f[column] for f in found] == list(frame[column])
    today = titled("as known on a day").replace("'2026-04-02'", "date('now')")
    assert len(asked(board, today)) == len(asked(board, "SELECT 1 FROM latest")) == len(board.observations())


def test_a_revision_shows_its_first_print_its_latest_and_the_change(board):
    (found,) = [f for f in asked(board, titled("published more than once")) if f["series"] == "arr"]
    assert (found["versions"], found["first_print"], found["latest"], found["change"]) == (2, 2e8, 2.1e8, 1e7)


def test_what_was_taken_back_is_counted_in_its_batch(board):
    found = {f["what"]: f["taken_back"] for f in asked(board, titled("Who wrote what"))}
    assert (found["wrong"], found["first"], found["second"]) == (1, 0, 0)


def test_the_newest_users_are_those_of_the_board(board):
    found = asked(board, titled("newest monthly users"))
    frame = board.observations(series="mau")
    assert sorted(f["value"] for f in found) == sorted(frame[frame["entity"].isin(["Kling AI", "Sora"])]["value"])


def test_the_python_of_the_page_runs_and_cannot_write(board, tmp_path, monkeypatch, capsys):
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    board.backup(tmp_path / "board.db")
    monkeypatch.chdir(tmp_path)
    names = {}
    exec(code, names)  # noqa: S102 - the page's own text
    assert "('Runway'," in capsys.readouterr().out
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        names["board"].execute("DELETE FROM observation")
    names["board"].close()
