"""The real app in a real browser: tabs that close, reload or go elsewhere right after Save, and two windows at once."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.e2e import app, steps
from tests.e2e.browser import MISSING, find, launch

from .promise import Tell, that

WAIT_MS = 60  # from the click on Save until the tab goes: about as fast as a hand is


def real_windows(folder: Path, size: int, tell: Tell) -> str:
    """Save and close the tab, reload it, go elsewhere, or save in two windows at once, by turns, `size` times."""
    executable = find()
    that(executable, MISSING)
    board = app.make_board(folder / "board.db", "public")
    with app.running(board, folder / "log.txt") as address, sync_playwright() as playwright:
        chromium = launch(playwright, executable or "")
        try:
            window = chromium.new_context(locale="en-US", reduced_motion="reduce")
            for number in range(1, size + 1):
                (_close, _reload, _elsewhere, _at_once)[number % 4](window, address, number)
                tell(number, size)
        finally:
            chromium.close()
        wanted = [
            float(n) for number in range(1, size + 1) for n in ([number] if number % 4 != 3 else [number, number + 500])
        ]
        rows = steps.standing(board, "robotics_open_roles", "OpenAI")
        kept = sorted(row["value"] for row in rows if row["source"] == "A test")
    that(kept == sorted(wanted), f"kept are {kept}, saved were {sorted(wanted)}")
    problems = steps.command(board, "check")["problems"]
    that(not problems, problems[:1])
    how = f"the tab closed, reloaded or left {WAIT_MS} ms later, or two windows at once"
    return f"{len(wanted)} saves, {how}: {len(kept)} kept, 0 lost"


def _filled(window: BrowserContext, address: str, value: int, day: int) -> Page:
    page = window.new_page()
    steps.enter_page(page, address, "robotics_open_roles", "OpenAI")
    steps.fill_number(page, str(value), f"2026-{7 + day // 28:02}-{1 + day % 28:02}", basis="as stated")
    return page


def _save(page: Page) -> None:
    page.get_by_role("button", name="Save").click(no_wait_after=True)


def _close(window: BrowserContext, address: str, number: int) -> None:
    page = _filled(window, address, number, number)
    _save(page)
    page.wait_for_timeout(WAIT_MS)
    page.close()


def _reload(window: BrowserContext, address: str, number: int) -> None:
    page = _filled(window, address, number, number)
    _save(page)
    page.wait_for_timeout(WAIT_MS)
    page.reload()
    app.app_ready(page)
    page.close()


def _elsewhere(window: BrowserContext, address: str, number: int) -> None:
    page = _filled(window, address, number, number)
    _save(page)
    page.wait_for_timeout(WAIT_MS)
    page.get_by_role("link", name="Board", exact=True).first.click()
    app.app_ready(page)
    page.close()


def _at_once(window: BrowserContext, address: str, number: int) -> None:
    pages = [_filled(window, address, number, number), _filled(window, address, number + 500, number + 28)]
    for page in pages:
        _save(page)
    for page in pages:
        page.get_by_text("Saved as batch").first.wait_for()
        page.close()
