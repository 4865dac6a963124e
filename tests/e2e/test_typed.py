"""What is typed and not saved stays where it was: over a reload, a new server, another page, and a cut connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

LINE = "kling mau 8.1m apr26 @sensor"
WORDS = "Kling AI reached 9 million users in May 2026, Reuters wrote."
OLD = "Saved as batch"


def view(page: Page, name: str) -> None:
    """Choose a view of Enter and wait until the address says so."""
    page.get_by_role("radio", name=name, exact=True).click()
    page.wait_for_url(lambda url: f"how={name.replace(' ', '+')}" in url)
    app.app_ready(page)


def line(page: Page, text: str) -> None:
    """Type into One line, and wait until it was read."""
    page.get_by_label("One line", exact=True).fill(text)
    expect(page.get_by_text("value: 8,100,000")).to_be_visible()


def test_text_and_view_survive_reload_restart_and_the_way_back(page: Page, board: Path, tmp_path: Path) -> None:
    with app.running(board, tmp_path / "one.txt") as address:
        page.goto(f"{address}enter")
        app.app_ready(page)
        value = page.locator(".st-key-due_value input")
        value.fill("123")  # in a form, so never sent
        view(page, "One line")
        line(page, LINE)
        view(page, "Paragraph")
        page.get_by_label("A sentence or a paragraph").fill(WORDS)  # not left, so not sent
        page.reload()
        app.app_ready(page)
        expect(page.get_by_label("A sentence or a paragraph")).to_have_value(WORDS)
        expect(page.get_by_text("still to look at")).to_be_visible()
        page.get_by_role("link", name="Record").click()
        expect(page.get_by_role("heading", name="Record")).to_be_visible()
        page.go_back()
        expect(page.get_by_label("A sentence or a paragraph")).to_have_value(WORDS)
        view(page, "Due")
        expect(value).to_have_value("123")
        view(page, "One line")
        expect(page.get_by_label("One line", exact=True)).to_have_value(LINE)
        port = int(address.rstrip("/").rpartition(":")[2])
    expect(page.get_by_text("No connection: nothing is saved now.")).to_be_visible()
    with app.running(board, tmp_path / "two.txt", port=port):
        app.app_ready(page)
        expect(page.get_by_text("the page began anew")).to_be_visible()
        expect(page.get_by_label("One line", exact=True)).to_have_value(LINE)
        page.reload()
        app.app_ready(page)
        expect(page.get_by_label("One line", exact=True)).to_have_value(LINE)
        view(page, "Due")
        expect(value).to_have_value("123")
