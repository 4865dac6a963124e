"""Fixtures of the browser tests: one Chromium a session, the real app, a page that must not leave the machine."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.e2e import app
from tests.e2e.browser import MISSING, find, launch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

expect.set_options(timeout=20_000)  # two browsers share the machine, and nothing is timed here


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium. Missing is a failure and not a skip: a green run means that a browser saw the app."""
    executable = find()
    if executable is None:
        pytest.exit(MISSING, returncode=1)
    with sync_playwright() as playwright:
        chromium = launch(playwright, executable)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """`server()` starts the app on a board that is not there yet and gives its address; `server(kind)` fills it first.

    `kind` is public, example or empty; `board=` names a board file to use as it is. Each stops with the module.
    """
    with ExitStack() as stack:

        def start(kind: str | None = None, board: Path | None = None) -> str:
            folder = tmp_path_factory.mktemp("app")
            board = board or folder / "board.db"
            if kind is not None:
                app.make_board(board, kind)
            return stack.enter_context(app.running(board, folder / "log.txt"))

        yield start


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board of the public record, one for the module; a module may make another."""
    return app.make_board(tmp_path_factory.mktemp("board") / "board.db", "public")


@pytest.fixture(scope="module")
def address(server: Callable[..., str], board: Path) -> str:
    """The app on it."""
    return server(board=board)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser window of its own; the test fails if anything in it asks another host than 127.0.0.1."""
    window = browser.new_context(
        viewport={"width": 1360, "height": 860},
        locale="en-US",
        timezone_id="America/New_York",  # west of UTC, where a date read as UTC midnight would show the day before
        reduced_motion="reduce",
    )
    foreign = app.watch_foreign_requests(window)
    yield window
    window.close()
    assert foreign == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """An empty page in that window."""
    return context.new_page()
