"""Unseen and look-alike names by every way in, and on boards that an earlier version wrote."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from indicators.store import Board, export_file, import_file

from .samples import event, row

HIDDEN, ALIKE = "Kling\u200b AI", "\u041aling AI"  # a zero-width space; a Cyrillic K


def csv(**cells):
    cells = row(**cells)
    return "\n".join((",".join(cells), ",".join(str(v) for v in cells.values()))).encode()


@pytest.mark.parametrize("name", [HIDDEN, ALIKE, "\ufeffKling AI", "Kling\u202e AI", "KLING \u0410I"])
@pytest.mark.parametrize("column", ["entity", "basis"])
def test_a_form_and_a_file_refuse_them(board, name, column):
    board.add_rows([row(basis="Kling AI")], what="known", by="me")
    (rejected,) = board.add_rows([row(**{column: name})], what="form", by="me").rejected
    assert rejected.column == column
    (rejected,) = import_file(board, csv(**{column: name}), "a.csv", by="me").rejected
    assert rejected.column == column


@pytest.mark.parametrize("name", [HIDDEN, ALIKE, "OPENAI", "Open\u0410I"])
def test_events_refuse_them_by_what_observations_and_events_know(board, name):
    board.add_events([event()], what="known", by="me")
    (rejected,) = board.add_events([event(entity=name, title="Another")], what="form", by="me").rejected
    assert rejected.column == "entity"
    (rejected,) = board.add_events([event(title="A"), event(entity="openai", title="B")], what="f", by="me").rejected
    assert (rejected.row, rejected.column) == (2, "entity")
    (rejected,) = board.add_rows([row(entity="openAI")], what="form", by="me").rejected
    assert rejected.column == "entity"


def test_one_earlier_in_the_file_counts(board):
    data = csv() + csv(entity="KLING \u0410I", value=1).split(b"\n")[1].join((b"\n", b""))
    (rejected,) = import_file(board, data, "a.csv", by="me").rejected
    assert (rejected.row, rejected.column) == (2, "entity")
    assert '"Kling AI"' in rejected.reason


@pytest.mark.parametrize("url", ["https://kuaishou.com@evil.example/", "https://ex\u0430mple.com/"])
def test_an_address_that_hides_its_host_is_refused(board, url):
    (rejected,) = board.add_rows([row(url=url)], what="form", by="me").rejected
    assert rejected.column == "url"
    (rejected,) = board.add_events([event(url=url)], what="form", by="me").rejected
    assert rejected.column == "url"


@pytest.fixture
def older(board):
    """A board on which an earlier version let such names and addresses in."""
    board.add_rows([row(), row(entity="Vidu")], what="a", by="me")
    board.add_events([event()], what="b", by="me")
    with closing(sqlite3.connect(board.path, isolation_level=None)) as conn:
        conn.execute("DROP TRIGGER observation_no_update")
        conn.execute("DROP TRIGGER event_no_update")
        conn.execute("UPDATE observation SET entity = ?, key = replace(key, 'Kling AI', ?) WHERE id = 1", [HIDDEN] * 2)
        conn.execute("UPDATE event SET url = 'https://a@b.example/'")
        refusal = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
        for table in ("observation", "event"):
            conn.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refusal}")
    return board


def test_a_board_from_before_is_read_and_check_names_what_it_holds(older):
    assert HIDDEN in older.observations()["entity"].tolist()
    problems = older.check()
    assert [problem.split(":")[0] for problem in problems] == ["Observation 1", 'The event "Sora is closed"']
    assert "ZERO WIDTH SPACE (U+200B), which is not seen" in problems[0]
    assert "user name" in problems[1]


def test_taken_back_and_entered_anew_the_board_is_sound_and_its_export_comes_back(older, tmp_path):
    older.retract(1, "unseen", "me")
    older.undo(2, "me")
    assert older.add_rows([row()], what="anew", by="me").new == 1
    assert older.check() == []
    export_file(older, tmp_path / "a.json")
    again = Board.open(tmp_path / "again.db", create=True)
    assert import_file(again, tmp_path / "a.json", by="me").rejected == ()
    assert again.export_rows() == older.export_rows()
    assert again.check() == []
