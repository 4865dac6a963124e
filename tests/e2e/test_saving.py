"""A save survives what people do in the same second: a click elsewhere, a double click, a reload."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

DAYS = range(1, 5)
SECONDS = 20  # until what was sent is saved, on a busy machine; nothing is timed here


def kept(board: Path, month: str) -> list[float]:
    rows = steps.standing(board, "robotics_open_roles", "OpenAI")
    return sorted(row["value"] for row in rows if row["period_end"].startswith(month))


def kept_at_last(board: Path, month: str) -> list[float]:
    """What is kept once there is one for each day, or when that has not come about."""
    deadline = time.monotonic() + SECONDS
    while len(found := kept(board, month)) < len(DAYS) and time.monotonic() < deadline:
        pass
    return found


def ready(page: Page, address: str, day: str, value: str) -> None:
    steps.enter_page(page, address, "robotics_open_roles", "OpenAI")
    steps.fill_number(page, value, day, basis="as stated")


def test_a_click_elsewhere_right_after_saving_loses_nothing(page: Page, address: str, board: Path) -> None:
    for day in DAYS:
        ready(page, address, f"2026-08-0{day}", str(10 + day))
        page.get_by_role("button", name="Save").click(no_wait_after=True)
        page.wait_for_timeout(60)
        page.get_by_role("radio", name="Ladder").click()
        expect(page.get_by_label("Day 1", exact=True)).to_be_visible()
    assert kept_at_last(board, "2026-08") == [10 + day for day in DAYS]


def test_a_double_click_saves_once(page: Page, address: str, board: Path) -> None:
    for day in DAYS:
        ready(page, address, f"2026-09-0{day}", str(20 + day))
        page.get_by_role("button", name="Save").dblclick()
        expect(page.get_by_text("Already on file").or_(page.get_by_text("Saved as batch"))).to_be_visible()
    page.wait_for_timeout(500)  # a second one would come by then
    assert kept(board, "2026-09") == [20 + day for day in DAYS]


def test_a_reload_right_after_saving_loses_nothing(page: Page, address: str, board: Path) -> None:
    for day in DAYS:
        ready(page, address, f"2026-10-0{day}", str(30 + day))
        page.get_by_role("button", name="Save").click(no_wait_after=True)
        page.wait_for_timeout(60)
        page.reload()
        app.app_ready(page)
    assert kept_at_last(board, "2026-10") == [30 + day for day in DAYS]
