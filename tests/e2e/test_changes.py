"""What changed, in a real browser: the ends in the URL, the fields, the slider, both clocks, hostile parameters."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Locator, Page

ARROW = "\u2192"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board of the public record."""
    return app.make_board(tmp_path_factory.mktemp("public") / "board.db", "public")


@pytest.fixture(scope="module")
def address(server: Callable[..., str], public: Path) -> str:
    """The page on it."""
    return f"{server(board=public)}changes"


def table(page: Page, heading: str) -> Locator:
    return page.get_by_test_id("stTable").filter(has_text=re.compile(f"^{heading}: "))


def test_two_days_in_the_url_are_compared_as_the_command_does(page: Page, address: str, public: Path) -> None:
    page.goto(f"{address}?from=2026-04-02&to=2026-06-01")
    app.app_ready(page)
    expect(page.get_by_text("From 2 Apr 2026 to 1 Jun 2026:")).to_be_visible(timeout=20_000)
    said = steps.command(public, "diff", "2026-04-02", "2026-06-01")
    rows = table(page, "New numbers").locator("tbody tr")
    expect(rows).to_have_count(sum(n["change"] == "new" for n in said["numbers"]))
    (call,) = said["calls"]
    assert (call["metric"], call["was"], call["now"]) == ("kling.revenue_growth_1q", "mixed", "supports")
    row = table(page, "Calls").locator("tbody tr")
    expect(row).to_contain_text("Kling: Revenue growth on the quarter")
    expect(row).to_contain_text("Mixed")
    expect(row).to_contain_text("Supports")
    expect(row).to_contain_text("by Kling AI revenue, Q1 2026")
    expect(page.get_by_text("an earlier month was published, Apr 2026 was known already")).to_be_visible()


def test_another_leading_basis_is_no_move_on_the_page(page: Page, address: str) -> None:
    page.goto(f"{address}?from=2026-02-15&to=2026-04-03")
    row = table(page, "Another source leads").locator("tbody tr").filter(has_text="monthly active users")
    expect(row).to_contain_text("another source, not comparable: no rise or fall", timeout=20_000)
    expect(page.get_by_test_id("stTable").filter(has_text=ARROW)).to_have_count(0)


def test_the_slider_and_the_fields_move_the_ends_and_the_url(page: Page, address: str) -> None:
    page.goto(f"{address}?from=2026-04-02&to=2026-06-01")
    expect(page.get_by_text("From 2 Apr 2026 to 1 Jun 2026:")).to_be_visible(timeout=20_000)
    page.get_by_role("slider").nth(1).press("ArrowLeft")
    expect(page.get_by_text("From 2 Apr 2026 to 31 May 2026:")).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("to=2026-05-31"))
    page.reload()
    expect(page.get_by_text("From 2 Apr 2026 to 31 May 2026:")).to_be_visible(timeout=20_000)


def test_a_day_that_is_chosen_on_the_page_bounds_the_comparison(page: Page, address: str) -> None:
    page.goto(f"{address}?asof=2026-06-01&from=2026-04-02&to=2026-11-22")
    expect(page.get_by_text("From 2 Apr 2026 to 1 Jun 2026:")).to_be_visible(timeout=20_000)


def test_by_the_clock_of_recording_the_last_act_is_told_and_its_undo_too(
    page: Page, address: str, public: Path
) -> None:
    number = ("mau", "Kling AI", "8.1M", "--period", "2026-04", "--basis", "Sensor Tower app panel")
    added = steps.command(public, "add", *number, "--source", "A test", "--published", "2026-05-02")
    page.goto(f"{address}?clock=Recorded+here")
    expect(table(page, "New numbers").locator("tbody tr")).to_have_count(1, timeout=20_000)
    expect(table(page, "New numbers")).to_contain_text("Kling AI monthly active users, Apr 2026")
    expect(page).to_have_url(re.compile(r"from=2026-.*T.*Z&to=2026-.*T.*Z"))
    steps.command(public, "undo", str(added["batch"]))
    page.goto("about:blank")
    page.goto(f"{address}?clock=Recorded+here")
    expect(table(page, "Taken back")).to_contain_text("Kling AI monthly active users, Apr 2026", timeout=20_000)


@pytest.mark.parametrize(
    "odd", ["from=x&to=y", "from=2026-13-01&to=2026-01-01", "from=%3Cscript%3Ealert(1)%3C/script%3E&to=9999-99-99"]
)
def test_what_is_no_day_in_the_url_is_the_last_quarter(page: Page, address: str, odd: str) -> None:
    page.goto(f"{address}?{odd}")
    app.app_ready(page)
    expect(page.get_by_text(re.compile(r"^From \d+ \w+ 2026 to \d+ \w+ 2026:"))).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile(r"from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d"))


def test_an_empty_board_says_so(page: Page, server: Callable[..., str]) -> None:
    page.goto(f"{server('empty')}changes?clock=Recorded+here")
    expect(page.get_by_text("Nothing was on file by then, so nothing has changed.")).to_be_visible(timeout=20_000)


def test_the_whole_board_is_shown_as_it_was_recorded_and_nothing_is_written_or_leaves(
    page: Page, server: Callable[..., str], tmp_path: Path
) -> None:
    board = app.make_board(tmp_path / "board.db", "empty")
    address = server(board=board)
    first = ("mau", "Kling AI", "7.8M", "--period", "2026-03", "--basis", "panel", "--source", "A test")
    steps.command(board, "add", *first, "--published", "2026-04-02")
    at = steps.command(board, "history", "mau", "Kling AI")["observations"][0]["recorded_at"]
    time.sleep(1.1)  # the clock of recording counts seconds
    again = ("mau", "Kling AI", "7.6M", "--period", "2026-03", "--basis", "panel", "--source", "A test")
    steps.command(board, "add", *again, "--published", "2026-04-02")
    page.goto(f"{address}changes?clock=Recorded+here")
    expect(table(page, "Revised numbers").locator("tbody tr")).to_contain_text("7.6M", timeout=20_000)
    page.goto(f"{address}kling?recorded={at}")
    expect(page.get_by_text("As recorded here by")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("7.8M in Mar 2026").first).to_be_visible(timeout=20_000)
    expect(page.get_by_text("7.6M")).to_have_count(0)
    expect(page.get_by_role("button", name="Copy", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Enter").click()
    expect(page.get_by_text("Entry is off while the page shows a past day")).to_be_visible(timeout=20_000)
    page.get_by_role("button", name="Back to now").click()
    expect(page.get_by_text("As recorded here by")).to_have_count(0, timeout=20_000)
    page.get_by_role("link", name="Kling").click()
    expect(page.get_by_text("7.6M in Mar 2026").first).to_be_visible(timeout=20_000)
