"""`python -m tests.e2e.screenshots [--out FOLDER]`: pictures of the real app on a fresh board of the public record.

Each page is taken light, dark and as narrow as a phone: `board-light.png`, `board-dark.png`, `board-narrow.png`, ...
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from playwright.sync_api import sync_playwright

from indicators import registry
from tests.e2e.app import ROOT, app_ready, make_board, running
from tests.e2e.browser import MISSING, find, launch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("", *registry(), "enter", "changes", "memo", "record")  # "" is the board


class Look(NamedTuple):
    """How a page is looked at: its name in the file name, the width of the window and the system's colours."""

    name: str
    width: int
    colours: Literal["light", "dark"]


LOOKS = (Look("light", 1360, "light"), Look("dark", 1360, "dark"), Look("narrow", 390, "light"))
HEIGHT = 860


def take(browser: Browser, address: str, out: Path) -> None:
    """Write the pictures of the app at `address` into the folder `out`."""
    for look in LOOKS:
        context = browser.new_context(
            viewport={"width": look.width, "height": HEIGHT},
            color_scheme=look.colours,
            locale="en-US",
            timezone_id="UTC",
            reduced_motion="reduce",
        )
        for name in PAGES:
            page = context.new_page()
            page.goto(f"{address}{name}")
            app_ready(page)
            file = out / f"{name or 'board'}-{look.name}.png"
            page.screenshot(path=file, animations="disabled")
            page.close()
            print(file)  # noqa: T201 - a command
        context.close()


def main() -> int:
    """Take all pictures; 1 where there is no Chromium."""
    parser = argparse.ArgumentParser(description="Take pictures of the app on a fresh board of the public record.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures", help="the folder they go to")
    out = parser.parse_args().out
    executable = find()
    if executable is None:
        print(MISSING, file=sys.stderr)  # noqa: T201 - a command
        return 1
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        board = make_board(Path(folder) / "board.db", "public")
        with running(board, Path(folder) / "log.txt") as address, launch(playwright, executable) as browser:
            take(browser, address, out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
