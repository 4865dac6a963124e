"""Entry in a real browser: the queue by keys alone, one line, a clipboard's table, a paragraph, links, a first try."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.e2e import app, steps

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

PANEL = "Sensor Tower app panel"


class Keys:
    """A keyboard that counts what is pressed."""

    def __init__(self, page: Page) -> None:
        """Press on this page."""
        self.page, self.count = page, 0

    def type(self, text: str) -> None:
        """One keystroke a character."""
        self.page.keyboard.type(text)
        self.count += len(text)

    def press(self, key: str) -> None:
        """One keystroke."""
        self.page.keyboard.press(key)
        self.count += 1


def opened(page: Page, address: str, view: str) -> None:
    page.goto(f"{address}enter")
    app.app_ready(page)
    choice = page.get_by_role("radio", name=view, exact=True)
    choice.click()
    expect(choice).to_be_checked()
    app.app_ready(page)


# One look at the whole page: a form is drawn anew bit by bit, and the item before can stand beside the next.
WAITING = """title => {
    const fields = document.querySelectorAll(".st-key-due_value input")
    const said = [...document.querySelectorAll("[data-testid=stForm] strong")].map(each => each.innerText)
    const [field] = fields
    return fields.length === 1 && field === document.activeElement && field.value === "" && said.includes(title)
}"""


def at_item(page: Page, title: str) -> None:
    """The queue stands at an item and the cursor in its empty value field."""
    page.wait_for_function(WAITING, arg=title, timeout=20_000)


def skip_to(page: Page, title: str) -> None:
    """Skip what comes before an item."""
    at = page.get_by_test_id("stForm").locator("strong")
    for _ in range(8):
        expect(at).to_have_count(1)
        before = at.inner_text()
        at_item(page, before)
        if before == title:
            return
        page.keyboard.type("s")
        page.keyboard.press("Enter")
        expect(at).not_to_have_text(before)
    pytest.fail(f"{title} is not in the queue.")


def test_the_queue_takes_a_number_in_four_keystrokes_and_moves_on(page: Page, address: str, board: Path) -> None:
    page.goto(f"{address}enter")
    app.app_ready(page)
    keys = Keys(page)
    for title in ("Kling AI", "Runway", "Vidu"):
        at_item(page, f"{title} · change in weekly users")
        keys.type("s")
        keys.press("Enter")
    at_item(page, "Kling AI · monthly active users")
    expect(page.get_by_label("Period", exact=True)).to_have_value("Apr 2026")
    skipped, keys.count = keys.count, 0
    assert skipped == 6
    keys.type("8.1")
    keys.press("Enter")
    expect(page.get_by_text("now 8.1M in Apr 2026")).to_be_visible()
    assert keys.count == 4
    at_item(page, "OpenAI · robotics roles posted")
    (row,) = [r for r in steps.standing(board, "mau", "Kling AI") if r["period_end"] == "2026-04-30"]
    assert (row["value"], row["unit"], row["grade"], row["basis"]) == (8.1e6, "users", "estimate", PANEL)
    expect(page.get_by_text("What moved:")).to_be_visible()
    expect(page.get_by_text("7.8M, stale → 8.1M, stale")).to_be_visible()
    page.get_by_role("button", name="Undo batch").click()
    at_item(page, "Kling AI · monthly active users")


def test_a_number_meant_in_full_is_asked_and_the_text_stays(page: Page, address: str, board: Path) -> None:
    page.goto(f"{address}enter")
    app.app_ready(page)
    skip_to(page, "Kling AI · monthly active users")
    page.keyboard.type("8100000")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is 8100000 meant in full?")).to_be_visible()
    expect(page.locator(".st-key-due_value input")).to_have_value("8100000")
    assert 8.1e12 not in [r["value"] for r in steps.standing(board, "mau", "Kling AI")]


def test_not_obtainable_is_kept_and_quiets_the_reminder_everywhere(page: Page, address: str) -> None:
    page.goto(f"{address}enter")
    app.app_ready(page)
    skip_to(page, "OpenAI · robotics headcount")
    page.keyboard.type("x LinkedIn sells it, USD 30k a year")
    page.keyboard.press("Enter")
    at_item(page, "OpenAI · open robotics roles")
    page.keyboard.type("n")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted: not published yet: OpenAI open robotics roles.")).to_be_visible()
    page.get_by_text("Quiet:").click()
    expect(page.get_by_text("LinkedIn sells it, USD 30k a year")).to_be_visible()
    page.goto(address)
    app.app_ready(page)
    expect(page.get_by_text("1 marked as not obtainable")).to_be_visible()
    page.goto(f"{address}enter")
    app.app_ready(page)
    again = page.locator("[class*='st-key-again-robotics_headcount'] button")
    page.get_by_text("Quiet:").click()
    again.click()
    expect(again).to_have_count(0)
    skip_to(page, "OpenAI · robotics headcount")


def test_one_line_is_read_as_it_is_typed_and_saved_by_enter(page: Page, address: str, board: Path) -> None:
    opened(page, address, "One line")
    field = page.get_by_label("One line", exact=True)
    expect(field).to_be_focused()
    page.keyboard.type("kling mau 8.4m frob may26 @sensortower est 8.2-8.6")
    expect(page.get_by_text("frob: not understood", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("stAlert")).to_contain_text("frob")
    expect(field).to_have_value("kling mau 8.4m frob may26 @sensortower est 8.2-8.6")
    assert "2026-05-31" not in [r["period_end"] for r in steps.standing(board, "mau", "Kling AI")]
    field.fill("")
    page.keyboard.type("kling mau 8.4m may26 @sensortower est 8.2-8.6")
    expect(page.get_by_text("range: 8,200,000 to 8,600,000", exact=True)).to_be_visible()
    expect(
        page.get_by_text("Kling AI, Monthly active users: last 7.8M in Mar 2026; now 8.4M in May 2026.")
    ).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Saved as batch")).to_be_visible()
    expect(field).to_have_value("")
    (row,) = [r for r in steps.standing(board, "mau", "Kling AI") if r["period_end"] == "2026-05-31"]
    assert (row["value"], row["low"], row["high"], row["grade"]) == (8.4e6, 8.2e6, 8.6e6, "estimate")


def test_a_link_fills_the_line_and_saves_nothing(page: Page, address: str, board: Path) -> None:
    before = steps.command(board, "log")
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    hostile = 'kling mau 8.4m jul26 @sensortower #"<img src=x onerror=alert(1)>[x](javascript:alert(1))"'
    page.goto(f"{address}enter?add={quote(hostile)}")
    app.app_ready(page)
    expect(page.get_by_label("One line", exact=True)).to_have_value(hostile)
    expect(page.get_by_text("label: <img src=x onerror=alert(1)>")).to_be_visible()
    assert page.locator("img[src='x'], a[href^='javascript']").count() == 0
    assert steps.command(board, "log") == before
    page.goto(f"{address}enter?series=arr&entity=Runway&period=2026-12&source=Reuters&value=USD 210m")
    app.app_ready(page)
    expect(page.get_by_label("Value", exact=True)).to_have_value("USD 210m")
    expect(page.get_by_label("Period", exact=True)).to_have_value("2026-12")


def test_a_reminder_holds_the_dates_and_links_that_fill_the_line(page: Page, address: str) -> None:
    page.goto(f"{address}enter")
    app.app_ready(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Remind me").click()
    text = download.value.path().read_text("utf-8").replace("\n ", "")  # folded lines
    assert "SUMMARY:Runway: annual run-rate revenue due" in text
    assert f"{address}enter?add=arr%20%22Runway%22" in text


# Paste

TABLE = (
    ("App", "Jan 2026", "Feb 2026", "Mar 2026", "Jun 2026"),
    ("Kling AI", "7,100,000", "7,400,000", "7,900,000", "8.5m"),
    ("Vidu: AI Video", "1,200,000", "", "1,300,000", "#REF!"),
)


def to_clipboard(page: Page, rows: tuple[tuple[str, ...], ...]) -> None:
    """What a spreadsheet puts there: the cells as text with tabs, and as an HTML table."""
    text = "\r\n".join("\t".join(row) for row in rows) + "\r\n"
    html = "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"
    page.evaluate(
        """([text, html]) => navigator.clipboard.write([new ClipboardItem({
            'text/plain': new Blob([text], {type: 'text/plain'}),
            'text/html': new Blob([html], {type: 'text/html'})})])""",
        [text, html],
    )


def paste(page: Page, rows: tuple[tuple[str, ...], ...]) -> None:
    to_clipboard(page, rows)
    page.get_by_label("Cells from Excel or Google Sheets, or a table as text").click()
    page.keyboard.press("Control+V")
    page.get_by_role("button", name="Read the table").click()
    expect(page.get_by_role("button", name="Drop this table")).to_be_visible()


def choose(page: Page, **given: str) -> None:
    """Give a field once; the page keeps it before the next is touched."""
    for label, text in given.items():
        box = page.get_by_role("combobox", name=label.capitalize(), exact=True)
        box.click()
        box.fill(text)
        box.press("Enter")
        app.app_ready(page)


def counts(page: Page, *said: str) -> None:
    for text in said:
        expect(page.get_by_text(text, exact=True)).to_be_visible()


def test_a_clipboards_table_survives_reload_and_restart_and_is_undone_after_one(
    context: BrowserContext, board: Path, tmp_path: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    with app.running(board, tmp_path / "one.txt") as address:
        opened(page, address, "Paste")
        paste(page, TABLE)
        counts(page, "7 not taken")
        choose(page, source="Sensor Tower export", basis=PANEL, series="Monthly active users", rights="licensed")
        choose(page, grade="third-party estimate")
        page.reload()
        app.app_ready(page)
        page.get_by_role("radio", name="Paste", exact=True).click()
        counts(page, "3 new", "1 revised", "3 not taken")
    with app.running(board, tmp_path / "two.txt") as address:
        opened(page, address, "Paste")
        page.get_by_role("button", name="Take it up here").click()  # another address is another window to a browser
        expect(page.get_by_text('Whose is "Vidu: AI Video"?')).to_be_visible()
        choose(page, **{"answer 1": "Vidu"})
        counts(page, "5 new", "1 revised", "1 not taken")
        with page.expect_download() as download:
            page.get_by_role("button", name="1 not taken, with the reason").click()
        rejected = download.value.path().read_text("utf-8-sig").splitlines()
        assert rejected[0] == "line,column,cell,field,reason"
        assert rejected[1].startswith("3,Jun 2026,#REF!,value,")
        page.get_by_role("button", name="Take 6 rows").click()
        expect(page.get_by_text("5 new, 1 revised.")).to_be_visible()
    values = {row["period_end"]: row["value"] for row in steps.standing(board, "mau", "Vidu")}
    assert (values["2026-01-31"], values["2026-03-31"]) == (1.2e6, 1.3e6)
    assert {row["rights"] for row in steps.standing(board, "mau", "Vidu")} == {"licensed"}
    with app.running(board, tmp_path / "three.txt") as address:
        opened(page, address, "Paste")
        paste(page, TABLE)
        choose(page, source="Sensor Tower export")
        counts(page, "6 same", "1 not taken")  # basis, unit, names and rights are those of last time
        page.get_by_role("button", name="Drop this table").click()
        line = page.get_by_text("paste: Sensor Tower export").locator("xpath=ancestor::*[.//button][1]")
        line.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("is undone.")).to_be_visible()
    assert "2026-01-31" not in [row["period_end"] for row in steps.standing(board, "mau", "Vidu")]
    assert 7.8e6 in [row["value"] for row in steps.standing(board, "mau", "Kling AI")]


def test_a_decimal_comma_table_is_asked_about_and_then_read_right(
    context: BrowserContext, address: str, board: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    opened(page, address, "Paste")
    paste(page, (("Monat", "Vidu"), ("2025-01", "1,250"), ("2025-02", "1,375")))
    choose(page, source="Ein Export", basis="Panel DE", series="Monthly active users", rights="public")
    choose(page, **{"numbers are in": "millions"})
    expect(page.get_by_text('Which is the decimal mark in "1,250"?')).to_be_visible()
    counts(page, "2 not taken")
    expect(page.get_by_role("button", name="Take 0 rows")).to_be_disabled()
    choose(page, **{"answer 1": "the comma"})
    counts(page, "2 new")
    page.get_by_role("button", name="Take 2 rows").click()
    expect(page.get_by_text("2 new.")).to_be_visible()
    values = {
        row["period_start"]: row["value"] for row in steps.standing(board, "mau", "Vidu") if row["basis"] == "Panel DE"
    }
    assert values == {"2025-01-01": 1.25e6, "2025-02-01": 1.375e6}


def test_a_list_of_job_titles_becomes_stock_and_postings(page: Page, address: str, board: Path) -> None:
    opened(page, address, "Job titles")
    lists = (
        ("2026-11-10", "Robotics Engineer\nActuator Engineer\nAccountant, Payroll"),
        ("2026-11-17", "Robotics Engineer\nGripper Technician\nHumanoid Lead\nAccountant, Payroll"),
    )
    for day, titles in lists:
        page.get_by_label("Titles, one a line, or a table with a Title column").fill(titles)
        page.get_by_label("Seen on", exact=True).fill(day)
        page.get_by_label("Seen on", exact=True).press("Tab")
        expect(page.get_by_text(f"{len(titles.splitlines())} roles")).to_be_visible()
        if day == lists[1][0]:
            expect(page.get_by_text("Since 10 Nov 2026: 2 posted, 1 removed.")).to_be_visible()
        page.get_by_role("button", name="Save the list").click()
        expect(page.get_by_text("Saved as batch")).to_contain_text(f"{int(day[-2:])} Nov 2026")
    stock = {r["period_end"]: r["value"] for r in steps.standing(board, "robotics_open_roles", "OpenAI")}
    assert (stock["2026-11-10"], stock["2026-11-17"]) == (2, 3)
    posted = steps.standing(board, "robotics_roles_posted", "OpenAI")[-1]
    assert (posted["period_start"], posted["period_end"], posted["value"]) == ("2026-11-11", "2026-11-17", 2)


def test_a_sentence_gives_candidates_and_enter_takes_one(page: Page, address: str, board: Path) -> None:
    sentence = "Kling AI's revenue exceeded RMB1,150 million in the third quarter of 2026, up over 200% year on year."
    opened(page, address, "Paragraph")
    page.get_by_label("A sentence or a paragraph").fill(sentence)
    page.get_by_label("Basis", exact=True).fill("Kuaishou results")
    page.get_by_label("Source", exact=True).fill("Reuters, 20 Nov 2026")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Published on")).to_be_focused()
    expect(page.get_by_text("2 candidate numbers, 2 still to look at.")).to_be_visible()
    expect(page.get_by_text("exceeded RMB1,150 million", exact=True)).to_be_visible()
    line = page.locator(".st-key-candidate_box input")
    app.app_ready(page)
    expect(line).to_have_count(1)
    expect(line).to_have_value(re.compile("Reuters, 20 Nov 2026"))
    page.keyboard.press("Tab")
    expect(line).to_be_focused()
    assert not [r for r in steps.standing(board, "revenue", "Kling AI") if r["period_end"] == "2026-09-30"]
    page.keyboard.press("End")
    page.keyboard.type(" public")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 candidate numbers, 1 still to look at.")).to_be_visible()
    (row,) = [r for r in steps.standing(board, "revenue", "Kling AI") if r["period_end"] == "2026-09-30"]
    assert (row["value"], row["unit"], row["grade"], row["rights"]) == (1.15e9, "CNY", "floor", "public")
    assert row["note"] == f'"{sentence}"'
    expect(page.get_by_text("a change or a share, not a level")).to_be_visible()


def test_an_event_and_a_context_series_by_form(page: Page, address: str, board: Path) -> None:
    opened(page, address, "Event")
    page.get_by_role("textbox", name="Date").fill("3 Nov 2026")
    steps.choose_or_type(page, "Who", "Runway")
    steps.choose_or_type(page, "Kind", "deal")
    page.get_by_label("What happened", exact=True).fill("A studio signs")
    page.get_by_label("Source of the event", exact=True).fill("A test")
    page.get_by_label("Source of the event", exact=True).press("Tab")
    page.get_by_role("button", name="Save the event").click()
    expect(page.get_by_text("A studio signs.")).to_be_visible()
    page.get_by_text("A context series of your own").click()
    page.get_by_label("Title", exact=True).fill("App store rank")
    page.get_by_label("Units, commas between", exact=True).fill("rank")
    page.get_by_label("Units, commas between", exact=True).press("Tab")
    page.get_by_role("button", name="Add the series").click()
    expect(page.get_by_text('The series "App store rank" can be entered.')).to_be_visible()
    steps.enter_page(page, address, "app_store_rank", "Kling AI")
    steps.fill_number(page, "12", "2026-11-20", basis="App Store US")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 new")).to_be_visible()
    assert [r["value"] for r in steps.standing(board, "app_store_rank", "Kling AI")] == [12]


# A new user's try

FIRST = (  # ten numbers of the public record, as one would type them
    'kling mau 7.8m mar26 basis:"Sensor Tower app panel" source:"Market brief, 2 Apr 2026" est public',
    "sora mau 4.7m mar26 @sensor est",
    'kling revenue cny 340m q4 2025 basis:"Kuaishou results" source:Kuaishou public',
    "kling revenue >650m yuan q1 2026 @kuaishou",
    "kling revenue >850m yuan q2 2026 @kuaishou",
    "kling arr $240m dec 2025 basis:company source:Ginlix public",
    "kling arr usd 500m apr26 @company",
    "runway headcount 155 2026-08-15 basis:press source:TechCrunch public",
    "runway arr usd 200m 2026-09-08 @press source:TechTimes public",
    "openai robotics roles 11 2026-06-02 basis:page source:careers public",
)


def test_from_an_empty_board_ten_numbers_are_entered_by_hand(
    page: Page, server: Callable[..., str], tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    board = app.make_board(tmp_path / "empty.db", "empty")
    page.goto(f"{server(board=board)}enter")
    app.app_ready(page)
    field = page.get_by_label("One line", exact=True)
    expect(field).to_be_focused()
    keys, start = Keys(page), time.monotonic()
    for i, line in enumerate(FIRST):
        keys.type(line)
        keys.press("Enter")
        expect(page.get_by_text(f"Saved as batch {i + 1}: 1 new.")).to_be_visible()
        expect(field).to_have_value("")
    seconds = (time.monotonic() - start) / len(FIRST)
    record_property("keystrokes_a_number", keys.count / len(FIRST))
    record_property("seconds_a_number_of_the_machine", round(seconds, 2))
    result = f"{keys.count / len(FIRST):.0f} keystrokes and {seconds:.1f} s of the machine a number"
    print(f"\n{result}")  # noqa: T201 - the result of the try
    entered = {("mau", "Kling AI"), ("mau", "Sora"), ("revenue", "Kling AI"), ("arr", "Kling AI")}
    entered |= {("headcount", "Runway"), ("arr", "Runway"), ("robotics_open_roles", "OpenAI")}
    rows = [row for series, entity in entered for row in steps.standing(board, series, entity)]
    assert sorted(row["value"] for row in rows) == [11, 155, 4.7e6, 7.8e6, 2e8, 2.4e8, 3.4e8, 5e8, 6.5e8, 8.5e8]
    assert keys.count / len(FIRST) < 60


def test_a_confidential_number_is_marked_wherever_it_shows(page: Page, address: str, board: Path) -> None:
    page.goto(address)
    app.app_ready(page)
    mark = page.locator(".st-key-card_robotics .stMarkdownBadge").filter(has_text="confidential")
    expect(mark).to_have_count(0)
    opened(page, address, "One line")
    line, about = page.locator(".st-key-line_box input"), 'basis:"as stated" source:"Data room, file 7"'
    expect(line).to_be_focused()
    line.fill(f"openai robotics_open_roles 14 2026-11-24 {about} confidential")
    line.press("Enter")
    expect(page.get_by_text("Saved as batch")).to_be_visible()
    (row,) = [r for r in steps.standing(board, "robotics_open_roles", "OpenAI") if r["period_end"] == "2026-11-24"]
    assert row["rights"] == "confidential"
    opened(page, address, "One line")
    line.fill(f"openai robotics_open_roles 15 2026-11-25 {about} public")
    expect(page.get_by_text("was confidential until now; this number is public.")).to_be_visible()
    page.goto(address)
    app.app_ready(page)
    expect(mark).to_be_visible()
    page.goto(f"{address}robotics")
    app.app_ready(page)
    expect(page.get_by_text("Confidential: not for distribution.").first).to_be_visible()
