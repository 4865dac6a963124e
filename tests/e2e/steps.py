"""What a person does on the pages, step by step."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from tests.e2e import app

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def enter_page(page: Page, address: str, series: str, entity: str) -> None:
    """Open the form for a series and entity."""
    page.goto(f"{address}enter?series={series}&entity={entity}")
    app.app_ready(page)
    expect(page.get_by_label("Value", exact=True)).to_be_visible()


def choose_or_type(page: Page, label: str, text: str) -> None:
    """Put a name into a field that offers the known ones and takes new ones."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    box.press("Enter")


def fill_number(
    page: Page, value: str, period: str, *, basis: str = "Sensor Tower app panel", source: str = "A test"
) -> None:
    """Fill the form's fields, as a person would."""
    page.get_by_label("Value", exact=True).fill(value)
    page.get_by_label("Period", exact=True).fill(period)
    choose_or_type(page, "Basis", basis)
    choose_or_type(page, "Source", source)
    choose_or_type(page, "Rights", "public")
    page.get_by_label("Published on", exact=True).fill("2026-11-20")
    page.get_by_label("Published on", exact=True).press("Tab")
    expect(page.get_by_text("20 Nov 2026", exact=True).first).to_be_visible()


def undo_newest(page: Page) -> None:
    """On Record, under Log: choose the newest batch that stands, and take it back."""
    page.get_by_role("combobox", name="Take back batch").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Undo", exact=True).click()


def command(board: Path, *words: str) -> Any:
    """What the command line answers of the same board."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "indicators", "--board", str(board), *words, "--json"],
        cwd=app.ROOT,
        env=app.environment(board),
        capture_output=True,
        check=False,
    )
    assert done.stdout, done.stderr.decode()
    return json.loads(done.stdout)


def standing(board: Path, series: str, entity: str) -> list[dict[str, Any]]:
    """The rows of a series and entity that nobody took back."""
    rows = command(board, "history", series, entity)["observations"]
    return [row for row in rows if not row["retracted"]]
