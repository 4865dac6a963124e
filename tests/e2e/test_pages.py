"""The way through the app in a real browser: open, enter, import, undo, look back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

PANEL = "Sensor Tower app panel"


def test_the_board_shows_three_questions_and_no_call(page: Page, address: str) -> None:
    page.goto(f"{address}?asof=2026-11-22")
    app.app_ready(page)
    for title in ("Kling: Sora migration", "Runway: funding", "OpenAI: robotics pivot"):
        expect(page.get_by_text(title, exact=True)).to_be_visible()
    expect(page.get_by_text("no call on any of 3")).to_be_visible()
    expect(page.get_by_text("No call · one number").first).to_be_visible()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("kling", "Did Sora's users go to Kling, do they stay, do they pay?"),
        ("runway", "How long is it funded, and when must it raise?"),
        ("robotics", "Is freed talent and compute turning into robotics?"),
        ("enter", "Not published yet"),
        ("record", "Choose a row to see its revisions."),
    ],
)
def test_every_page_opens(page: Page, address: str, path: str, text: str) -> None:
    page.goto(address + path)
    app.app_ready(page)
    expect(page.get_by_text(text).first).to_be_visible()


def test_a_window_that_kept_nothing_draws_each_page_once(page: Page, address: str) -> None:
    """A page that is drawn a second time takes a click of its first second with it."""
    asked = app.watch_runs(page)
    for path in ("", "kling", "enter?how=One+line", "enter?how=Paste", "memo", "record?view=Log", "changes"):
        asked.clear()
        page.goto(address + path)
        page.wait_for_function("() => window.telltaleKeeper")  # it has seen the page, and asked if it has to
        app.app_ready(page)
        assert len(asked) == 1, path


def test_back_finds_a_view_again_and_takes_it_back(page: Page, address: str) -> None:
    page.goto(f"{address}record")
    app.app_ready(page)
    page.get_by_role("link", name="What changed").click()
    page.get_by_text("Recorded here", exact=True).click()
    recorded = page.get_by_text(re.compile("^From .* UTC to .* UTC:"))
    expect(recorded).to_be_visible()
    page.get_by_role("link", name="Kling").click()
    expect(page.get_by_text("Did Sora's users go to Kling")).to_be_visible()
    page.go_back()
    expect(recorded).to_be_visible()
    page.goto(f"{address}record")
    app.app_ready(page)
    page.get_by_role("radio", name="Log", exact=True).click()
    expect(page).to_have_url(re.compile("view=Log"))
    page.get_by_role("link", name="Kling").click()
    expect(page.get_by_text("Did Sora's users go to Kling")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("combobox", name="Take back batch")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Choose a row to see its revisions.")).to_be_visible()


def test_a_past_day_hides_later_numbers_and_entry_on_every_page(page: Page, address: str) -> None:
    page.goto(f"{address}?asof=2026-04-01")
    app.app_ready(page)
    expect(page.get_by_text("As known on 1 Apr 2026:")).to_be_visible()
    page.get_by_role("link", name="Enter").first.click()
    expect(page.get_by_text("Entry is off while the page shows a past day.")).to_be_visible()
    expect(page).to_have_url(re.compile("asof=2026-04-01"))
    page.get_by_role("button", name="Back to today").click()
    expect(page.get_by_role("textbox", name="Value")).to_be_visible()


def test_a_number_is_read_beside_its_field_and_moves_its_readings(page: Page, address: str, board: Path) -> None:
    steps.enter_page(page, address, "revenue", "Kling AI")
    steps.fill_number(page, "1,120m yuan", "Q3 2026", basis="Kuaishou results")
    expect(page.get_by_text('I read "1,120m yuan" as CNY 1,120,000,000')).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 new")).to_be_visible()
    expect(page.get_by_text("Kling: Revenue growth on the quarter")).to_be_visible()
    expect(page.get_by_text("+30.8% (+18.9% to +43.8%), Mixed → at most +31.8%, Mixed")).to_be_visible()
    assert [
        row["value"] for row in steps.standing(board, "revenue", "Kling AI") if row["period_end"] == "2026-09-30"
    ] == [1_120_000_000]


def test_what_is_ambiguous_is_asked_and_the_text_is_kept(page: Page, address: str, board: Path) -> None:
    before = len(steps.standing(board, "revenue", "Kling AI"))
    steps.enter_page(page, address, "revenue", "Kling AI")
    page.get_by_label("Value", exact=True).fill("1,5m")
    page.get_by_label("Period", exact=True).fill("Q4")
    page.get_by_label("Period", exact=True).press("Tab")
    expect(page.get_by_text("needs a year")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    expect(page.get_by_label("Value", exact=True)).to_have_value("1,5m")
    assert len(steps.standing(board, "revenue", "Kling AI")) == before


def test_a_retention_ladder_is_saved_at_once(page: Page, address: str, board: Path) -> None:
    page.goto(f"{address}enter?series=retention&entity=Kling AI")
    app.app_ready(page)
    page.get_by_role("radio", name="Ladder").click()
    for age, share in ((1, "31%"), (7, "15%"), (30, "6%")):
        page.get_by_label(f"Day {age}", exact=True).fill(share)
    page.get_by_label("Cohort", exact=True).fill("Apr 2026")
    steps.choose_or_type(page, "Basis", PANEL)
    steps.choose_or_type(page, "Source", "A test of the ladder")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("Rights: asked once for each source")).to_be_visible()
    steps.choose_or_type(page, "Rights", "public")
    page.get_by_role("button", name="Save all").click()
    expect(page.get_by_text("3 new")).to_be_visible()
    ages = {row["age_days"]: row["value"] for row in steps.standing(board, "retention", "Kling AI")}
    assert ages == {1: 31, 7: 15, 30: 6}


def test_a_file_with_one_bad_row_is_previewed_taken_and_undone(
    page: Page, address: str, board: Path, tmp_path: Path
) -> None:
    file = tmp_path / "numbers.csv"
    header = "series,entity,basis,period_start,period_end,value,unit,grade,source,published_on\n"
    good = "headcount,Runway,as stated,2026-08-15,2026-08-15,170,people,reported,A test,2026-08-16\n"
    bad = "headcount,Runway,as stated,2026-09-15,2026-09-15,many,people,reported,A test,2026-09-16\n"
    file.write_text(header + good + bad)
    page.goto(f"{address}record?view=Import")
    app.app_ready(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("1 new", exact=True)).to_be_visible()
    expect(page.get_by_text("1 rejected", exact=True)).to_be_visible()
    page.get_by_role("button", name="Import 1 row and leave 1").click()
    expect(page.get_by_text("1 new. 1 rejected.")).to_be_visible()
    assert 170 in [row["value"] for row in steps.standing(board, "headcount", "Runway")]
    page.get_by_role("radio", name="Log").click()
    steps.undo_newest(page)
    expect(page.get_by_text("is undone.")).to_be_visible()
    assert 170 not in [row["value"] for row in steps.standing(board, "headcount", "Runway")]


def test_another_window_sees_a_save_within_seconds(page: Page, address: str, board: Path) -> None:
    page.goto(f"{address}robotics")
    app.app_ready(page)
    steps.command(
        board,
        "add",
        "robotics_open_roles",
        "OpenAI",
        "19",
        "--period",
        "2026-11-20",
        "--basis",
        "as stated",
        "--source",
        "A test",
        "--published",
        "2026-11-20",
    )
    expect(page.get_by_text("19 roles").first).to_be_visible(timeout=10_000)


def test_no_page_asks_for_an_outside_host_or_shows_markup_as_markup(page: Page, address: str, board: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![](https://example.org/a.png) $a$ *b*"
    steps.command(
        board,
        "add",
        "arr",
        "Runway",
        "USD 210m",
        "--period",
        "2026-11-01",
        "--basis",
        "press",
        "--source",
        hostile,
        "--note",
        hostile,
        "--published",
        "2026-11-02",
    )
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for path in ("runway", "record", ""):
        page.goto(address + path)
        app.app_ready(page)
        assert page.locator("img[src='x'], a[href^='javascript']").count() == 0
