"""A sync program puts an empty file in the board's place for some seconds: words meanwhile, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from indicators.store import Board
from tests.e2e import app
from tests.store.samples import row

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

SAID = "while its file is empty"


def test_an_empty_file_in_the_boards_place_is_told_until_the_board_is_back(page: Page, tmp_path: Path) -> None:
    board, log = app.make_board(tmp_path / "board.db", "public"), tmp_path / "log.txt"
    away = tmp_path / "away.db"
    with app.running(board, log) as address:
        page.goto(f"{address}record")
        app.app_ready(page)
        expect(page.get_by_text(f"This board is the file {board}")).to_be_visible()
        page.evaluate("window.first = true")  # gone after a reload
        Board.open(board).add_rows([row(label="the newest")], what="newest", by="me")
        other = page.context.new_page()
        other.goto(f"{address}kling")
        app.app_ready(other)
        board.rename(away)
        board.touch()
        other.reload()  # a page that cannot be drawn at all
        for window in (page, other):
            expect(window.get_by_text(SAID)).to_be_visible()
            expect(window.get_by_test_id("stException")).to_have_count(0)
        away.replace(board)
        for window in (page, other):
            expect(window.get_by_text(SAID)).to_have_count(0)
            app.app_ready(window)
        expect(other.get_by_role("heading", name="Kling").first).to_be_visible()
        assert page.evaluate("window.first")
    assert [r["label"] for r in Board.open(board).export_rows()][-1] == "the newest"
    assert Board.open(board).check() == []
    assert "Traceback" not in log.read_text("utf-8")
