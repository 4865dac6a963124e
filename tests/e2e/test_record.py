"""Record in a real browser: who revises, and which months are on file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

RESULTS = ("--basis", "Kuaishou results", "--source", "A test")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The public record, on which the last quarter of 2025 was restated."""
    made = app.make_board(tmp_path_factory.mktemp("board") / "board.db", "public")
    words = ("revenue", "Kling AI", "357m yuan", "--period", "2025-Q4", *RESULTS, "--published", "2026-10-30")
    assert steps.command(made, "add", *words)["revised"] == 1
    return made


def cells(page: Page, number: int = 0) -> str:
    """The text of a table's cells: it is drawn as a picture, with a table inside for readers of the screen."""
    table = page.get_by_test_id("stDataFrame").nth(number)
    expect(table.locator("canvas td").first).to_be_attached(timeout=15_000)
    return " | ".join(table.locator("canvas th, canvas td").all_text_contents())


def test_a_restated_number_is_told_with_its_first_print_and_who_revises(page: Page, address: str) -> None:
    page.goto(f"{address}record?view=Revisions")
    app.app_ready(page)
    expect(page.get_by_text(re.compile("1 of them revised"))).to_be_visible()
    panel = page.locator(".st-key-panel_revisions")
    expect(panel.get_by_text("1 of 1 number published again was revised, by 5% on average")).to_be_visible()
    expect(panel.get_by_test_id("stVegaLiteChart")).to_contain_text("+5%")
    assert "CNY 340M, 25 Mar 2026 | CNY 357M, 30 Oct 2026 | +5%" in cells(page)
    assert re.search(r"Kuaishou results \| \d+ \| 1 \| 1 \| 5% \| \+5%", cells(page, 1))
    page.goto(f"{address}record?view=Revisions&asof=2026-10-29")
    app.app_ready(page)
    expect(page.get_by_text(re.compile("0 of them revised"))).to_be_visible()


def test_the_habit_of_a_source_stands_where_its_numbers_are_used(page: Page, address: str) -> None:
    page.goto(f"{address}kling")
    app.app_ready(page)
    said = re.compile(r"Kuaishou results: 1 of \d+ numbers published again, 1 revised, by 5% on average, up by 5%\.")
    expect(page.locator(".st-key-panel_revenue").get_by_text(said)).to_be_visible()
    expect(page.get_by_text(said)).to_have_count(2)  # and under the readings


def test_coverage_shows_each_month_and_what_cannot_be_decided(page: Page, address: str) -> None:
    page.goto(f"{address}record?view=Coverage&asof=2026-11-22")
    app.app_ready(page)
    expect(page.get_by_text(re.compile(r"\d+ of \d+ calls can be made, as known on 22 Nov 2026"))).to_be_visible()
    expect(page.get_by_text("Runway: Months of cash · no data")).to_be_visible()
    text = cells(page)
    assert "Dec 2025 | Jan 2026" in text
    assert re.search(r"Kling AI \| Revenue \| revised \|", text)
    assert re.search(r"Kling AI \| Monthly active users \| *\| other basis \| missing \| on file", text)


def test_a_retracted_number_leaves_no_other_one_chosen(
    page: Page, server: Callable[..., str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    board = app.make_board(tmp_path_factory.mktemp("retract") / "board.db", "public")
    page.goto(f"{server(board=board)}record")
    app.app_ready(page)
    table = page.get_by_test_id("stDataFrame").first
    expect(table.locator("canvas td").first).to_be_attached()
    table.click(position={"x": 15, "y": 55})  # the box of the first row
    page.get_by_label("Why is it wrong?").fill("Typed from the wrong column")
    page.get_by_label("Why is it wrong?").press("Tab")
    page.get_by_role("button", name="Retract").click()
    expect(page.get_by_text(re.compile(r"Number \d+ is retracted\."))).to_be_visible()
    expect(page.get_by_role("button", name="Retract")).to_have_count(0)
    expect(page.get_by_label("Why is it wrong?")).to_have_count(0)
    expect(table.locator("canvas td").first).to_be_attached()
    table.click(position={"x": 15, "y": 55})
    expect(page.get_by_label("Why is it wrong?")).to_have_value("")
    assert len([b for b in steps.command(board, "log")["batches"] if b["what"].startswith("retract")]) == 1


def test_the_numbers_come_in_pages_and_are_found_on_any_of_them(page: Page, address: str) -> None:
    page.goto(f"{address}record")
    app.app_ready(page)
    expect(page.get_by_text(re.compile(r"\d+ numbers as known on this day, 100 on this page"))).to_be_visible()
    expect(page.get_by_role("button", name="Newer")).to_be_disabled()
    page.get_by_role("button", name="Older").click()
    expect(page.get_by_role("button", name="Newer")).to_be_enabled()
    box = page.get_by_label("Find")
    box.fill("first robotics paper nobody wrote")
    box.press("Enter")
    expect(page.get_by_text("0 numbers as known on this day.")).to_be_visible()
    box.fill("kuaishou")
    box.press("Enter")
    expect(page.get_by_text(re.compile(r"^\d\d numbers as known on this day\. Choose"))).to_be_visible()
    assert "Kuaishou results" in cells(page)
