"""Calls in a real browser: a band is moved, a trigger set, a claim added and voided, a number marked or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

CLAIM = "Kling passes 12 million users on the panel by March"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An example board: its three calls are made."""
    return app.make_board(tmp_path_factory.mktemp("board") / "board.db", "example")


@pytest.fixture(scope="module")
def address(server: Callable[..., str], example: Path) -> str:
    """The app on it."""
    return server(board=example)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board of the public record."""
    return app.make_board(tmp_path_factory.mktemp("public") / "board.db", "public")


@pytest.fixture(scope="module")
def public_address(server: Callable[..., str], public: Path) -> str:
    """The app on it."""
    return server(board=public)


def open_page(page: Page, address: str, *expanders: str) -> None:
    page.goto(address)
    app.app_ready(page)
    for title in expanders:
        page.get_by_test_id("stExpander").filter(has_text=title).locator("summary").click()


def choose(page: Page, label: str, text: str) -> None:
    """Choose an option of a closed list by the beginning of its text."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    box.press("Enter")


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")


def told(page: Page, text: str) -> None:
    """After a save the whole board is read again: longer than a click, on a busy machine much longer."""
    expect(page.get_by_text(text)).to_be_visible(timeout=20_000)


def test_a_moved_band_changes_the_badge_is_shown_as_the_users_and_can_be_given_back(page: Page, address: str) -> None:
    open_page(page, f"{address}kling", "Bands: what supports")
    expect(page.locator(".stMarkdownBadge").first).to_contain_text("Mixed")
    fill(page, "Supports", "\u2265 90%")
    fill(page, "Against", "< 80%")
    page.get_by_label("Why", exact=True).first.fill("We want a doubling")
    page.get_by_role("button", name="Move the band").click()
    told(page, "The band is moved, and shown as yours.")
    expect(page.locator(".stMarkdownBadge").first).to_contain_text("Against")
    told(page, "We want a doubling (Yours,")
    fill(page, "Supports", "")
    page.get_by_role("button", name="Move the band").click()
    told(page, "The band is its own again.")
    expect(page.locator(".stMarkdownBadge").first).to_contain_text("Mixed")


def test_a_band_that_cannot_be_read_is_refused_in_words_and_the_text_is_kept(page: Page, address: str) -> None:
    open_page(page, f"{address}kling", "Bands: what supports")
    fill(page, "Supports", "plenty")
    page.get_by_role("button", name="Move the band").click()
    told(page, '"plenty" is not a test')
    expect(page.get_by_label("Supports", exact=True)).to_have_value("plenty")


def test_a_trigger_is_set_stands_and_is_taken_away(page: Page, address: str) -> None:
    open_page(page, f"{address}kling", "Exit triggers")
    fill(page, "Name", "Users shrink")
    fill(page, "Holds while", ">= 9M")
    page.get_by_role("button", name="Set the trigger").click()
    told(page, "The trigger is set.")
    line = page.get_by_text("Users shrink: Holding").locator("..")
    expect(line).to_contain_text("Monthly active users \u2265 9M")
    expect(line).to_contain_text("The next number (Kling AI monthly active users)")
    fill(page, "Holds while", "")
    page.get_by_role("button", name="Set the trigger").click()
    told(page, "The trigger is taken away.")
    expect(page.get_by_text("Users shrink: Holding")).to_have_count(0)


def test_a_claim_is_refused_while_nothing_decides_it_then_added_and_voided(
    page: Page, address: str, example: Path
) -> None:
    open_page(page, address, "Add a claim")
    fill(page, "Claim", CLAIM)
    fill(page, "Claimed by", "A note of November")
    page.get_by_role("button", name="Add the claim").click()
    told(page, "Nothing would decide it: choose a metric, for example")
    assert CLAIM not in [c["claim"] for c in steps.command(example, "claims")["claims"]]
    choose(page, "Decided by", "Kling: Monthly active users")
    expect(page.get_by_label("Test", exact=True)).not_to_have_value("")  # proposed
    fill(page, "Test", ">= 12M")
    told(page, "Met where Monthly active users \u2265 12M")
    page.get_by_role("button", name="Add the claim").click()
    told(page, "Added as kling-passes-12-million-users-on")
    (claim,) = [c for c in steps.command(example, "claims")["claims"] if c["claim"] == CLAIM]
    assert (claim["metric"], claim["test"], claim["kind"]) == ("kling.mau", ">= 12000000", "forecast")
    assert claim["set_on"] >= claim["made_on"]
    assert claim["resolve_by"] > claim["period_end"] > claim["set_on"]
    page.get_by_role("button", name="Add the claim").click()
    told(page, "Already on file: nothing new.")
    void(page, example)


def void(page: Page, example: Path) -> None:
    choose(page, "Claim that cannot be tested", CLAIM)
    page.get_by_role("button", name="Mark as not testable").click()
    told(page, "Say why it cannot be tested")
    page.get_by_label("Why", exact=True).fill("The panel stops counting")
    page.get_by_label("Why", exact=True).press("Tab")
    page.get_by_role("button", name="Mark as not testable").click()
    told(page, "is marked as not testable")
    (claim,) = [c for c in steps.command(example, "claims")["claims"] if c["claim"] == CLAIM]
    assert (claim["outcome"], claim["because"]) == ("void", "Not testable: The panel stops counting")


def test_what_it_costs_to_know_is_quieted_and_asked_again(page: Page, public_address: str) -> None:
    open_page(page, f"{public_address}runway", "What it costs to know")
    expect(page.get_by_text("The call waits for it. Unlocks").first).to_be_visible()
    page.get_by_role("button", name="Mark not obtainable").first.click()
    told(page, "is marked as not obtainable.")
    told(page, "it no longer nags.")
    page.get_by_role("button", name="Ask again").click()
    told(page, "is asked for again.")
    expect(page.get_by_role("button", name="Ask again")).to_have_count(0)


def test_a_past_day_offers_no_form(page: Page, public_address: str) -> None:
    open_page(page, f"{public_address}?asof=2026-06-01")
    expect(page.get_by_text("Add a claim, or mark one")).to_have_count(0)
    open_page(page, f"{public_address}runway?asof=2026-06-01", "What it costs to know", "Exit triggers")
    for name in ("Mark not obtainable", "Move the band", "Set the trigger"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


def test_a_number_that_was_expected_stands_against_its_levels(page: Page, public_address: str, public: Path) -> None:
    open_page(page, public_address, "What comes")
    expect(page.get_by_text("Supports from CNY 1.22485bn").first).to_be_visible()
    number = ("revenue", "Kling AI", ">1,120m yuan", "--period", "2026-Q3", "--basis", "Kuaishou results")
    steps.command(public, "add", *number, "--source", "A test", "--published", "2026-11-20")
    expect(page.get_by_text("What came, against the levels that stood before it")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("more than CNY 1.12bn against \u2265 CNY 1.22485bn Supports").first).to_be_visible()


def test_the_calendar_file_is_offered(page: Page, public_address: str, tmp_path: Path) -> None:
    open_page(page, public_address, "What comes")
    with page.expect_download() as found:
        page.get_by_role("button", name="Calendar file").click()
    found.value.save_as(tmp_path / "calendar.ics")
    text = (tmp_path / "calendar.ics").read_text("utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "Kling AI" in text
