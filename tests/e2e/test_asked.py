"""A number that gives pause is asked about before it is saved, and saved once that is answered."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from indicators.store import Board

from . import app

LINE = "kling mau 8.1k apr26 @sensortower published:2026-05-12"
ASKED = "is the power of ten right?"


def test_a_warning_is_asked_before_the_number_is_saved(page: Page, address: str, board: Path) -> None:
    before = len(Board.open(board).export_rows())
    page.goto(f"{address}enter")
    app.app_ready(page)
    page.get_by_role("radio", name="One line", exact=True).click()
    field = page.get_by_label("One line", exact=True)
    field.fill(LINE)
    field.press("Enter")
    anyway = page.get_by_role("button", name="Save all the same")
    expect(anyway).to_be_visible()
    expect(page.get_by_text(ASKED).first).to_be_visible()
    expect(field).to_have_value(LINE)
    assert len(Board.open(board).export_rows()) == before
    anyway.click()
    expect(page.get_by_text("1 new").first).to_be_visible()
    expect(anyway).to_be_hidden()
    assert [row["value"] for row in Board.open(board).export_rows()[before:]] == [8100]
