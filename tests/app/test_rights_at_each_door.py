"""Rights that are not given: the strictest that the source has on the board, in every form of the app."""

from __future__ import annotations

import pytest

from indicators.store import Board
from tests.app.screens import show
from tests.app.test_forms import PANEL, fill, press
from tests.store.samples import row

DECK = "DataRoom"


@pytest.fixture
def deck(own_board):
    """The public record, with a number that a source gave in confidence, and one of its own that anybody knows."""
    board = Board.open(own_board)
    spring = {"period_start": "2026-02-01", "period_end": "2026-02-28", "published_on": "2026-05-01"}
    board.add_rows([row(source=DECK, rights="confidential", value=8_300_000, **spring)], what="test", by="tester")
    january = {"period_start": "2026-01-01", "period_end": "2026-01-31", "published_on": "2026-05-02"}
    board.add_rows([row(source=DECK, rights="public", value=7_300_000, **january)], what="test", by="tester")
    return board


def newest(board):
    return board.export_rows()[-1]["rights"]


def test_one_line(deck):
    line = f"kling mau 8.1m apr26 @sensortower source:{DECK} published:2026-05-12"
    press(fill(show(("enter", "One line")), line=line), "save_line")
    assert newest(deck) == "confidential"


def test_one_number(deck):
    app = fill(show(("enter", "One number")), enter_series="mau")
    app = fill(app, enter_entity="Kling AI", enter_basis=PANEL, enter_source=DECK)
    app = fill(app, enter_value="8.1m", enter_period="2026-04", enter_published_on="2026-05-12")
    press(app, "save_number")
    assert newest(deck) == "confidential"


def test_a_pasted_table(deck):
    app = fill(show(("enter", "Paste")), paste_text="App\tApr 2026\nKling AI\t8,100,000")
    press(app, "paste_read")
    app = fill(app, paste_series="mau", paste_basis=PANEL, paste_source=DECK)
    press(app, "paste_take")
    assert newest(deck) == "confidential"


def test_job_titles(deck):
    cells = {"series": "open_roles", "entity": "OpenAI", "basis": "careers page", "unit": "roles", "value": 3}
    days = {"period_start": "2026-11-01", "period_end": "2026-11-01", "published_on": "2026-11-01"}
    deck.add_rows([row(**cells, **days, source="Careers page", rights="licensed")], what="test", by="tester")
    press(fill(show(("enter", "Job titles")), titles_text="Humanoid Lead\nRobotics Engineer\nRecruiter"), "save_titles")
    assert newest(deck) == "licensed"
