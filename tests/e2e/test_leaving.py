"""While the app runs nobody restores its board; when it is stopped, the file alone holds everything."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from indicators.core.model.errors import BoardError
from indicators.store import Board, restore
from tests.e2e import app, steps

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_leaves_one_file_that_holds_what_was_saved(page: Page, tmp_path: Path, stop: signal.Signals) -> None:
    (tmp_path / "boards").mkdir()
    board = app.make_board(tmp_path / "boards" / "board.db", "empty")
    Board.open(board).backup(tmp_path / "copy.db")
    script, log = app.ROOT / "streamlit_app.py", tmp_path / "log.txt"
    with app.served(script, log, app.environment(board)) as (address, pid):
        steps.enter_page(page, address, "robotics_open_roles", "OpenAI")
        steps.fill_number(page, "11", "2026-08-01", basis="as stated")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved as batch")).to_be_visible()
        with pytest.raises(BoardError, match=rf"in use by the app \(process {pid}\)"):
            restore(tmp_path / "copy.db", board)
        page.goto("about:blank")
        os.kill(pid, stop)
    assert sorted(path.name for path in board.parent.iterdir()) == ["board.db", "board.db.copies"]
    assert [r["value"] for r in Board.open(board).export_rows()] == [11]
