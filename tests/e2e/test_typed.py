"""What is typed and not saved stays where it was: over a reload, a new server, another page, and a cut connection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, WebSocketRoute

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


class Way:
    """The way of the page's web sockets to the server, which can be cut and mended."""

    def __init__(self, page: Page) -> None:
        """Every socket of `page` goes this way."""
        self.cut, self.open = False, []
        page.route_web_socket("**/_stcore/stream", self._socket)

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.cut:
            socket.close()
            return
        server = socket.connect_to_server()
        self.open.append((socket, server))

    def break_off(self) -> None:
        """Cut it, and refuse new ones."""
        self.cut = True
        for socket, server in self.open:
            socket.close()
            server.close()
        self.open.clear()


def test_a_cut_while_one_types_keeps_text_and_cursor_and_says_that_nothing_was_saved(
    page: Page, address: str, board: Path
) -> None:
    way = Way(page)
    page.goto(f"{address}enter?how=One+line")
    app.app_ready(page)
    field = page.get_by_label("One line", exact=True)
    field.fill("kling mau 8.1m apr26 @sensortower est 8.0-8.2")
    expect(page.get_by_text("value: 8,100,000")).to_be_visible()
    field.press("Enter")
    expect(page.get_by_text(OLD)).to_be_visible()
    before = len(steps.standing(board, "mau", "Kling AI"))
    field.press_sequentially("kling mau 8.4m may26 @sensortower est 8.2-8.6")
    way.break_off()
    expect(page.get_by_text("No connection: nothing is saved now.")).to_be_visible()
    expect(page.get_by_text(OLD)).to_be_hidden()
    page.keyboard.press("Enter")  # goes nowhere, and nothing says otherwise
    way.cut = False
    expect(page.get_by_text("Nothing was saved since then")).to_be_visible(timeout=60_000)
    expect(page.get_by_text(OLD)).to_have_count(0)
    expect(field).to_have_value("kling mau 8.4m may26 @sensortower est 8.2-8.6")
    expect(field).to_be_focused()
    assert len(steps.standing(board, "mau", "Kling AI")) == before
    field.press("Enter")
    expect(page.get_by_text(OLD)).to_be_visible()
    assert len(steps.standing(board, "mau", "Kling AI")) == before + 1


def test_another_window_and_another_person_are_not_shown_it(browser: Browser, address: str) -> None:
    first, second = browser.new_context(), browser.new_context()
    try:
        mine = first.new_page()
        mine.goto(f"{address}enter?how=One+line")
        app.app_ready(mine)
        line(mine, LINE)
        for page in (first.new_page(), second.new_page()):
            page.goto(f"{address}enter?how=One+line")
            app.app_ready(page)
            expect(page.get_by_label("One line", exact=True)).to_have_value("")
        key = mine.evaluate("Object.keys(sessionStorage).find(key => key.split(':').length === 3)")
        other = key.replace(key.split(":")[1], "0" * 16)  # as another person would have left it in this window
        mine.evaluate("([key, other]) => sessionStorage.setItem(other, sessionStorage.getItem(key))", [key, other])
        mine.reload()
        app.app_ready(mine)
        expect(mine.get_by_label("One line", exact=True)).to_have_value(LINE)
        mine.wait_for_function("other => !(other in sessionStorage)", arg=other)
    finally:
        first.close()
        second.close()
