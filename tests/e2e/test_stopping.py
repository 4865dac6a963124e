"""What takes longer than a second shows how far it is and can be stopped; what is stopped leaves nothing behind."""

from __future__ import annotations

import csv
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from indicators.core.model.observation import COLUMNS
from indicators.store import Board
from tests.bench import many
from tests.e2e import app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

ROWS = 40_000


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes some seconds to check."""
    path = tmp_path_factory.mktemp("file") / "many.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(islice(many.rows(), ROWS))
    return path


def stop(page: Page) -> None:
    """Wait until the bar counts, then stop what it counts."""
    expect(page.get_by_test_id("stProgress")).to_contain_text(" of ")
    page.get_by_role("button", name="Stop").click()


def test_a_look_at_a_file_and_its_import_can_be_stopped_and_taken_up_again(
    page: Page, address: str, board: Path, file: Path
) -> None:
    page.goto(f"{address}record?view=Import")
    app.app_ready(page)
    before = len(Board.open(board).export_rows())
    page.locator("input[type=file]").set_input_files(file)
    stop(page)
    expect(page.get_by_text("Stopped: nothing was written.")).to_be_visible()
    page.get_by_role("button", name="Check the file again").click()
    expect(page.get_by_text(f"{ROWS} new", exact=True)).to_be_visible(timeout=60_000)
    page.get_by_role("button", name=f"Import {ROWS} rows").click()
    stop(page)
    expect(page.get_by_text("Stopped: nothing was written.")).to_be_visible()
    app.app_ready(page)
    assert len(Board.open(board).export_rows()) == before
    page.get_by_role("button", name=f"Import {ROWS} rows").click()
    expect(page.get_by_text(f": {ROWS} new.")).to_be_visible(timeout=90_000)
    assert len(Board.open(board).export_rows()) == before + ROWS


def test_a_memo_can_be_stopped_and_is_not_kept(page: Page, address: str, board: Path) -> None:
    page.goto(f"{address}memo")
    app.app_ready(page)
    page.get_by_role("button", name="Make the memo").click()
    stop(page)
    expect(page.get_by_text("Stopped: no memo was made, and nothing is kept.")).to_be_visible()
    assert "memo-" not in board.read_bytes().decode("latin-1")
    page.get_by_role("button", name="Make the memo").click()
    expect(page.get_by_role("button", name="Save the file")).to_be_visible(timeout=60_000)
