"""Midnight UTC: a page that showed today follows it, a day that was chosen stays, and a save is told."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.store import Board, init
from indicators.store.file import clock
from tests.soak.pages import FIRST, form, rows_of, window

BEFORE, AFTER = "2026-11-22T23:59:50Z", "2026-11-23T00:00:10Z"


@pytest.fixture
def at(tmp_path, monkeypatch):
    """A new board that the app shows, and a function that sets the clock on the wall, for app and board alike."""
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "board.db"))

    def set_clock(stamp):
        monkeypatch.setattr(clock, "now", lambda: stamp)

    set_clock(BEFORE)
    init(tmp_path / "board.db")
    return set_clock


def shown(app):
    return app.date_input(key="asof").value.isoformat()


def test_a_page_that_showed_today_follows_it(at):
    app = window("enter")
    assert shown(app) == "2026-11-22"
    at(AFTER)
    app.run()
    assert not app.exception
    assert shown(app) == "2026-11-23"
    assert "asof" not in app.query_params
    assert not [i for i in app.info if "Entry is off" in i.value]


def test_a_past_day_that_was_chosen_stays(at):
    app = window("enter", asof="2026-11-21")
    at(AFTER)
    app.run()
    assert shown(app) == "2026-11-21"
    assert app.query_params["asof"] in ("2026-11-21", ["2026-11-21"])  # as set, or as the page wrote it


def test_a_save_across_midnight_is_told(at, tmp_path):
    board = Board.open(tmp_path / "board.db")
    board.add_rows([FIRST], what="first", by="me")
    app = form("late", "12")
    at(AFTER)
    app.button(key="save_number").click().run()
    assert not app.exception
    assert len(rows_of(board, "late")) == 1
    assert [s.value for s in app.success if s.value.startswith("Saved as batch")]


@pytest.mark.usefixtures("at")
def test_a_save_is_told_also_where_the_page_then_takes_no_other(tmp_path):
    board = Board.open(tmp_path / "board.db")
    board.add_rows([FIRST], what="first", by="me")
    app = form("then", "13")
    app.button(key="save_number").click().run()
    app.date_input(key="asof").set_value(date(2026, 11, 20)).run()
    assert [i for i in app.info if "Entry is off" in i.value]
    assert [s.value for s in app.success if s.value.startswith("Saved as batch")]
    assert not [b for b in app.button if b.key == "undo_last"]
