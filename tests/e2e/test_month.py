"""A month's work in one sitting, west and east of Greenwich: from the first run to a restored backup."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

ABOUT = 'basis:"Sensor Tower app panel" source:"A test" est public'
ROLES = 'basis:"as stated" source:"A test" public'
MONTHS = ("apr", "may", "jun", "jul", "aug", "sep", "oct")
LINES = (
    *(f"kling mau 8.{n}m {month}26 {ABOUT}" for n, month in enumerate(MONTHS, start=1)),
    *(f"openai robotics_open_roles {12 + n} 2026-10-0{n} {ROLES}" for n in range(1, 4)),
)
PASTED = "Month\tVidu\n2026-08\t1,250,000\n2026-09\t1,375,000"


def at(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    app.app_ready(page)


def enter(page: Page, address: str, line: str, said: str, *, asked: str = "") -> None:
    """One line, from an empty field to the word that it is kept; a warning is asked first, and answered with yes."""
    at(page, address, "enter")
    page.get_by_role("radio", name="One line", exact=True).click()
    field = page.get_by_label("One line", exact=True)
    expect(field).to_be_focused()  # a moment before, the page is still being drawn, and the field anew
    field.fill(line)
    field.press("Enter")
    if asked:
        expect(page.get_by_text(asked).first).to_be_visible()
        page.get_by_role("button", name="Save all the same").click()
    expect(page.get_by_text(said).first).to_be_visible()


def pasted(page: Page, address: str) -> None:
    at(page, address, "enter")
    page.get_by_role("radio", name="Paste", exact=True).click()
    page.get_by_label("Cells from Excel or Google Sheets, or a table as text").fill(PASTED)
    page.get_by_role("button", name="Read the table").click()
    expect(page.get_by_role("button", name="Drop this table")).to_be_visible()
    given = {"Source": "An export", "Basis": "Panel X", "Series": "Monthly active users", "Rights": "public"}
    for label, text in given.items():
        box = page.get_by_role("combobox", name=label, exact=True)
        box.click()
        box.fill(text)
        box.press("Enter")
        app.app_ready(page)
    page.get_by_role("button", name="Take 2 rows").click()
    expect(page.get_by_text("2 new.")).to_be_visible()


def memo_of(page: Page, address: str, folder: Path) -> Path:
    at(page, address, "memo")
    page.get_by_label("Title", exact=True).fill("The month in short")
    page.get_by_label("Title", exact=True).press("Tab")
    page.get_by_role("button", name="Make the memo").click()
    expect(page.get_by_role("button", name="Save the file")).to_be_visible(timeout=240_000)
    app.app_ready(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    file = folder / saved.value.suggested_filename
    saved.value.save_as(file)
    return file


def verdict(page: Page, address: str, file: Path, word: str) -> None:
    at(page, address, "memo")
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    expect(page.locator(".st-key-verify").get_by_text(word).first).to_be_visible(timeout=20_000)


def october(board: Path) -> list[float]:
    return [r["value"] for r in steps.standing(board, "mau", "Kling AI") if r["period_end"] == "2026-10-31"]


@pytest.mark.parametrize(("zone", "locale"), [("America/New_York", "en-US"), ("Asia/Tokyo", "ja-JP")])
def test_a_month_of_work(browser: Browser, server: Callable[..., str], tmp_path: Path, zone: str, locale: str) -> None:
    board, begun = tmp_path / "board.db", datetime.now(UTC).date()
    address = server(board=board)
    with browser.new_context(
        viewport={"width": 1280, "height": 860}, timezone_id=zone, locale=locale, reduced_motion="reduce"
    ) as window:
        foreign, page = app.watch_foreign_requests(window), window.new_page()
        at(page, address, "")  # the first run makes the board
        expect(page.get_by_text("This is the public record")).to_be_visible()
        for line in LINES:
            enter(page, address, line, "1 new.")
        rows = [r for r in steps.standing(board, "mau", "Kling AI") if r["source"] == "A test"]
        assert [r["period_start"] for r in sorted(rows, key=lambda r: r["id"])] == [
            f"2026-{month:02}-01" for month in range(4, 11)
        ]
        days = (begun, datetime.now(UTC).date())  # midnight may have come
        assert {r["recorded_at"][:10] for r in rows} <= {day.isoformat() for day in days}
        pasted(page, address)
        at(page, address, "?asof=2026-04-01")
        expect(page.get_by_text("As known on 1 Apr 2026:")).to_be_visible()
        page.get_by_role("button", name="Back to today").click()
        expect(page.get_by_text("As known on 1 Apr 2026:")).to_have_count(0)
        memo = memo_of(page, address, tmp_path)
        verdict(page, address, memo, "current")
        enter(page, address, f"kling mau 8.9m oct26 {ABOUT}", "1 revised")
        verdict(page, address, memo, "superseded")
        assert october(board) == [8.7e6, 8.9e6]
        at(page, address, "record?view=Log")
        steps.undo_newest(page)
        expect(page.get_by_text("is undone.")).to_be_visible()
        assert october(board) == [8.7e6]
        verdict(page, address, memo, "current")
        at(page, address, "record?view=Export+and+backup")
        with page.expect_download() as saved:
            page.get_by_role("button", name="Backup").click()
        backup = tmp_path / "backup.db"
        saved.value.save_as(backup)
        enter(page, address, f"kling mau 9.9m oct26 {ABOUT}", "1 revised", asked="OUTSIDE")
        assert october(board) == [8.7e6, 9.9e6]
        restored = tmp_path / "restored.db"  # another one: the app has its own open, which refuses it
        steps.command(restored, "restore", str(backup))
        assert october(restored) == [8.7e6]
        at(page, address, "kling")
        expect(page.get_by_text("9.9M").first).to_be_visible()
        assert foreign == []
