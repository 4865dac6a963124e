"""Hostile text through every field, file and address in a real browser: nothing runs or is fetched, all is text."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress
from itertools import zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import openpyxl
import pytest
from playwright.sync_api import TimeoutError, expect  # noqa: A004 - its own name

from indicators import registry
from indicators.core.text.look_alikes import unseen
from tests.e2e import app, steps
from tests.hostile import FAMILIES, FORMULAS, HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

# What markup would leave in the page if it were taken for markup. Our own pages have none of it. An http address in a
# text is made a link by the browser's Markdown; it says where it leads and is fetched on a click alone.
TAKEN = """() => [...document.querySelectorAll('*')].filter(e =>
    [...e.attributes].some(a => /^on/i.test(a.name) || /^\\s*(javascript|vbscript|data:text)/i.test(a.value)
        && ['href', 'src', 'action', 'data', 'srcdoc'].includes(a.name))
    || /^\\s*([a-z]+:)?[/][/]evil/i.test(e.getAttribute('src') || e.getAttribute('href') || '')
        && !(e.tagName === 'A' && e.textContent.includes('https://evil.example'))
    || ['XSS', 'EMBED', 'OBJECT', 'BASE', 'MARQUEE', 'IFRAME'].includes(e.tagName)
    || e.tagName === 'SCRIPT' && /alert/.test(e.textContent)).map(e => e.outerHTML.slice(0, 200))"""
PARAMETERS = ("asof", "board", "view", "shot", "series", "entity", "period", "basis", "source", "value", "add", "embed")
ENTRY = ("Due", "One line", "One number", "Ladder", "Paste", "Job titles", "Paragraph", "Event")
KEEPS = (
    *("Save", "Save all", "Save the event", "Save the list", "Add the series", "Take it", "Read the table"),
    *("Add the claim", "Mark as not testable", "Move the band", "Set the trigger", "Make the memo", "Not obtainable"),
)
RECORD = ("Numbers", "Revisions", "Coverage", "Log", "Import", "Export and backup")
DAY = {"period_start": "2026-03-24", "period_end": "2026-03-24", "published_on": "2026-03-25"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A page on which no dialog opened; that nothing was fetched from elsewhere is held by its window."""
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    yield page
    assert opened == []


def clean(page: Page, where: str) -> None:
    """The page stands, without a traceback, and nothing of the texts became markup."""
    app.app_ready(page)
    assert page.evaluate(TAKEN) == [], where


def unfold(page: Page) -> None:
    """Open what is folded; a page that is drawn anew meanwhile can take one away, or bring another."""
    folded = page.locator("details:not([open]) > summary:visible")
    for _ in range(40):  # more than any page has
        if not folded.count():
            break
        with suppress(TimeoutError):
            folded.first.click(timeout=3000)
        app.app_ready(page)
    expect(folded).to_have_count(0)


def export() -> dict[str, list[dict[str, object]]]:
    """A board's file in which each text stands in every text column of a number, an event, a claim and a series."""
    common = {"unit": "users", "grade": "reported", "period_start": "2026-05-01", "period_end": "2026-05-31"}
    observations, events, claims = [], [], []
    for number, text in enumerate(t.replace("\x01", "") or "x" for t in HOSTILE):
        name = "".join(c for c in f"{text} {number}" if not unseen(c))  # names with what is not seen are refused
        texts = {"basis": name, "source": text, "note": text, "label": text}
        observations += [
            common | texts | {"series": "mau", "entity": "Kling AI", "value": 8e6 + number},
            common | texts | {"series": "mau", "entity": name, "value": 5e6},
            DAY
            | texts
            | {"series": "funding_round", "entity": "Runway", "value": 1e8, "unit": "USD", "grade": "floor"},
            DAY | texts | {"series": "papers", "entity": "OpenAI", "value": 1, "unit": "papers", "grade": "reported"},
        ]
        event = {"date": "2026-05-05", "entity": "Kling AI", "kind": text, "title": f"{text} {number}", "source": text}
        events.append(event)
        days = {"made_on": "2026-04-02", "set_on": "2026-04-02", "period_end": "2026-12-31", "resolve_by": "2027-01-31"}
        words = {"id": f"{text} {number}", "claim": text, "source": text, "note": text, "kind": "forecast"}
        claims.append(days | words | {"metric": "kling.mau", "test": ">= 10000000"})
    return {"observations": observations, "events": events, "claims": claims}


def test_a_file_full_of_it_is_taken_as_text_and_shown_as_text_on_every_page(
    page: Page, address: str, board: Path, tmp_path: Path
) -> None:
    file = tmp_path / "<img src=x onerror=alert(1)> ![x](https%3A).json"
    file.write_text(json.dumps(export()), "utf-8")
    page.goto(f"{address}record?view=Import")
    app.app_ready(page)
    page.locator("input[type=file]").set_input_files(file)
    button = page.get_by_role("button", name="Import", exact=False).last
    expect(page.get_by_text("0 rejected")).to_be_visible(timeout=30_000)
    clean(page, "the preview")
    button.click()
    expect(page.get_by_text("Saved as batch")).to_be_visible(timeout=60_000)
    kept = {row["source"] for row in steps.standing(board, "mau", "Kling AI")}
    assert {text.replace("\x01", "") for text in HOSTILE} - kept == set()
    for path in ("", *registry(), "memo", "kling?shot=1", *(f"record?view={v}" for v in RECORD)):
        page.goto(address + path)
        app.app_ready(page)
        unfold(page)
        clean(page, path)
    expect(page.get_by_role("button", name="Backup")).to_be_visible()


def test_formulas_leave_as_text(page: Page, address: str) -> None:
    """Rests on the board of the test before; a board without them fails here."""
    page.goto(f"{address}record?view=Export and backup")
    app.app_ready(page)
    files = {}
    for name in ("CSV", "XLSX"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name, exact=True).click()
        files[name] = download.value.path().read_bytes()
    cells = [cell for row in csv.reader(io.StringIO(files["CSV"].decode("utf-8-sig"))) for cell in row]
    assert {f"'{text}" for text in FORMULAS} <= set(cells)
    assert [c for c in cells if c.startswith(("=", "+", "@", "\t", "\r"))] == []
    book = openpyxl.load_workbook(io.BytesIO(files["XLSX"]))
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {text for text in FORMULAS if text[0] != "'"} <= {str(cell.value) for cell in values}
    assert [cell.value for cell in values if cell.data_type == "f"] == []


def fill_all(page: Page, texts: list[str]) -> int:
    """Put the texts in turn into every field that is shown and can be typed into; how many there were."""
    fields = page.get_by_test_id("stMain").locator(
        "input[type=text]:visible, input:not([type]):visible, textarea:visible"
    )
    count = 0
    for number in range(fields.count()):
        field = fields.nth(number)
        if field.get_attribute("role") == "combobox" or not field.is_editable() or field.get_attribute("readonly"):
            continue
        field.fill(texts[number % len(texts)])
        field.press("Tab")
        count += 1
    return count


@pytest.mark.parametrize("view", [*ENTRY, "Board", "Memo", "Kling"])
def test_every_field_takes_it_as_text(page: Page, address: str, view: str) -> None:
    """A text in each field of a page at once, of each family in turn; then every button that would keep it."""
    path = {"Board": "", "Memo": "memo", "Kling": "kling"}.get(view, "enter")
    mixed = [text for texts in zip_longest(*FAMILIES) for text in texts if text]
    filled = 0
    for turn in range(2 if path == "enter" else 1):
        page.goto(address + path)
        app.app_ready(page)
        if path == "enter":
            page.get_by_role("radio", name=view, exact=True).click()
            app.app_ready(page)
        unfold(page)
        filled += fill_all(page, mixed[turn * 7 + len(view) :])
        clean(page, f"{view}, filled")
        for name in KEEPS:
            button = page.get_by_role("button", name=name, exact=True).first
            if button.count() and button.is_enabled() and button.is_visible():
                with suppress(TimeoutError):  # what was typed last can take a button away
                    button.click(timeout=3000)
                clean(page, f"{view}, {name}")
    assert filled


def test_every_parameter_of_the_address_takes_it_as_text(page: Page, server: Callable[..., str]) -> None:
    address = server("empty")
    for number, text in enumerate(HOSTILE):
        path = ("enter", "record", "", "kling", "memo")[number % 5]
        page.goto(f"{address}{path}?{urlencode(dict.fromkeys(PARAMETERS, text))}#{text}")
        clean(page, text)
