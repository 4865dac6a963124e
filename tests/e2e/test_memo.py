"""Out of the app in a real browser: copy and read the clipboard back, save, make a memo, verify, take a screenshot."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from playwright.sync_api import expect

from indicators.store import Workspace
from tests.e2e import app, steps
from tests.figures.pictures import png

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext, Page

READ = """async () => {
  const item = (await navigator.clipboard.read())[0];
  const blob = await item.getType('image/png');
  return {types: item.types, pixels: await (%s)(blob)};
}"""
FETCHED = """async (bytes) => await (%s)(new Blob([new Uint8Array(bytes)], {type: 'image/png'}))"""
PIXELS = """async (blob) => {
  const image = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(image.width, image.height), at = canvas.getContext('2d');
  at.drawImage(image, 0, 0);
  const data = at.getImageData(0, 0, image.width, image.height).data;
  const hash = await crypto.subtle.digest('SHA-256', data);
  return [image.width, image.height, Array.from(new Uint8Array(hash)).join(' ')];
}"""


def opened(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}{path}")
    app.app_ready(page)


def test_the_copied_picture_is_the_exported_one(page: Page, context: BrowserContext, address: str, board: Path) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    opened(page, address, "kling")
    panel = page.locator(".st-key-panel_revenue")
    panel.get_by_role("button", name="Copy", exact=True).click()
    expect(panel.get_by_text("Copied: the picture is on the clipboard.")).to_be_visible(timeout=20_000)
    copied = page.evaluate(READ % PIXELS)
    assert copied["types"] == ["image/png"]
    with page.expect_download() as saved:
        panel.get_by_role("button", name="PNG", exact=True).click()
    name, content = saved.value.suggested_filename, saved.value.path().read_bytes()
    assert name.startswith("kling-revenue_2026-Q2_asof-")
    assert copied["pixels"] == page.evaluate(FETCHED % PIXELS, list(content))
    assert copied["pixels"][:2] == [1430, 805]
    figure = png(content)["texts"]["Figure"]
    assert figure in name
    assert steps.command(board, "verify", figure)["figures"] == [{"id": figure, "status": "current", "changes": []}]


def test_caption_and_citation_are_copied_as_text(page: Page, context: BrowserContext, address: str) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    opened(page, address, "kling")
    expect(page.get_by_role("button", name="Download as PNG")).to_have_count(0)  # of the chart alone, without its words
    panel = page.locator(".st-key-panel_users")
    for button, begins in (("Caption", "Kling AI 7.8M"), ("Citation", '"Kling AI 7.8M')):
        panel.get_by_role("button", name=f"Copy: {button}").or_(panel.get_by_role("button", name=button)).first.click()
        expect(panel.get_by_text(f"Copied: {button.lower()}.")).to_be_visible()
        text = page.evaluate("navigator.clipboard.readText()")
        assert text.startswith(begins)
        assert "kling-users-" in text


def test_where_the_browser_refuses_the_picture_is_shown_with_a_word(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    opened(page, address, "kling")
    panel = page.locator(".st-key-panel_revenue")
    panel.get_by_role("button", name="Copy", exact=True).click()
    expect(panel.get_by_text("This browser does not let the page copy.")).to_be_visible(timeout=20_000)
    expect(panel.locator("img[src^='data:image/png']")).to_be_visible()


def test_a_card_and_the_claims_are_copied_from_the_board(
    page: Page, context: BrowserContext, address: str, board: Path
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    opened(page, address, "")
    card = page.locator(".st-key-card_kling")
    card.get_by_role("button", name="Copy", exact=True).click()
    expect(card.get_by_text("Copied: the picture is on the clipboard.")).to_be_visible(timeout=20_000)
    assert page.evaluate(READ % PIXELS)["pixels"][:2] == [1430, 805]
    claims = page.locator(".st-key-claims")
    claims.get_by_role("button", name="Copy", exact=True).click()
    expect(claims.get_by_text("Copied: the picture is on the clipboard.")).to_be_visible(timeout=20_000)
    copied = page.evaluate(READ % PIXELS)
    with page.expect_download() as saved:
        claims.get_by_role("button", name="PNG", exact=True).click()
    content = saved.value.path().read_bytes()
    assert copied["pixels"] == page.evaluate(FETCHED % PIXELS, list(content))
    figure = png(content)["texts"]["Figure"]
    assert figure in saved.value.suggested_filename
    claims.get_by_role("button", name="Copy table").click()
    expect(claims.get_by_text("Copied: copy table.")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Claim\tTest\tOutcome")
    assert f"Fig {figure}" in text
    assert steps.command(board, "verify", figure)["figures"] == [{"id": figure, "status": "current", "changes": []}]


def test_a_picture_is_saved_in_the_size_that_was_chosen(page: Page, address: str) -> None:
    opened(page, address, "kling")
    panel = page.locator(".st-key-panel_revenue")
    panel.get_by_role("button", name="Words").click()
    page.get_by_label("Size", exact=True).click()
    page.get_by_role("option", name="slide").click()
    page.keyboard.press("Escape")
    app.app_ready(page)
    with page.expect_download() as saved:
        panel.get_by_role("button", name="PNG", exact=True).click()
    assert saved.value.suggested_filename.endswith("_slide.png")
    facts = png(saved.value.path().read_bytes())
    assert (facts["width"], facts["height"]) == (2706, 1232)


def test_another_title_is_on_the_saved_picture(page: Page, address: str) -> None:
    opened(page, address, "kling")
    panel = page.locator(".st-key-panel_revenue")
    panel.get_by_role("button", name="Words").click()
    page.get_by_label("Title in place of the proposed one").fill("Revenue by quarter, as I read it")
    page.get_by_label("Title in place of the proposed one").press("Enter")
    page.keyboard.press("Escape")
    app.app_ready(page)
    with page.expect_download() as saved:
        panel.get_by_role("button", name="PNG", exact=True).click()
    assert png(saved.value.path().read_bytes())["texts"]["Title"] == "Revenue by quarter, as I read it"


def test_a_memo_is_made_saved_verified_and_its_errata_listed(
    page: Page, address: str, board: Path, tmp_path: Path
) -> None:
    opened(page, address, "memo")
    page.get_by_label("Title", exact=True).fill("The quarter in short")
    page.get_by_label("Prepared by").fill("A. Analyst")
    page.get_by_label("Prepared by").press("Tab")
    page.get_by_role("button", name="Make the memo").click()
    expect(page.get_by_role("button", name="Save the file")).to_be_visible(timeout=240_000)
    expect(page.get_by_text(", as known ").filter(has_text="DOCX, ")).to_be_visible()
    app.app_ready(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    content = saved.value.path().read_bytes()
    assert "The quarter in short" in docx.Document(io.BytesIO(content)).core_properties.title
    file = tmp_path / saved.value.suggested_filename
    file.write_bytes(content)
    page.get_by_test_id("stFileUploader").locator("input[type=file]").set_input_files(file)
    expect(page.locator(".st-key-verify").get_by_text("current").first).to_be_visible(timeout=20_000)
    more = ("--period", "2026-03", "--basis", "Sensor Tower app panel", "--source", "Sensor Tower")
    steps.command(board, "add", "mau", "Kling AI", "7.6M", *more, "--published", "2026-05-12")
    expect(page.locator(".st-key-errata").get_by_text('Erratum to "The quarter in short"')).to_be_visible(
        timeout=20_000
    )
    expect(page.locator(".st-key-verify").get_by_text("superseded").first).to_be_visible()
    told = "was 7.8M, now 7.6M (Sensor Tower, published 12 May 2026)"
    expect(page.locator(".st-key-verify").get_by_text(told).first).to_be_visible()
    opened(page, address, "enter")
    expect(page.locator(".st-key-errata").get_by_text("The quarter in short")).to_be_visible()


def test_screenshot_mode_drops_the_chrome_and_adds_the_footer(page: Page, address: str, board: Path) -> None:
    before = [kept.name for kept in Workspace(board).kept("figure")]
    opened(page, address, "runway?shot=1")
    expect(page.locator(".st-key-shot_footer").get_by_text("As known ")).to_be_visible()
    for part in ("stHeader", "stDateInput", "stDownloadButton"):
        assert not page.get_by_test_id(part).filter(visible=True).count()
    expect(page.get_by_role("button", name="Copy", exact=True)).to_have_count(0)
    text = page.locator(".st-key-panel_arr").inner_text()
    assert any(word.startswith("runway-arr-") for word in text.split())
    assert [kept.name for kept in Workspace(board).kept("figure")] == before  # looked at, and not handed out
    opened(page, address, "enter?shot=1")
    expect(page.get_by_text("Entry is off. This is the page for a screenshot.")).to_be_visible()


def test_a_memo_as_a_web_page_opens_with_the_network_off(page: Page, board: Path, tmp_path: Path) -> None:
    file = tmp_path / "memo.html"
    steps.command(board, "memo", "--out", str(file), "--panel", "kling.revenue", "--panel", "runway.arr")
    page.context.set_offline(True)
    page.goto(file.as_uri())
    drawn = page.evaluate(
        "Array.from(document.images).map((i) => [i.complete, i.naturalWidth > 300, i.alt.length > 40])"
    )
    assert drawn == [[True, True, True]] * 2
    expect(page.get_by_role("heading", name="What the board cannot tell")).to_be_visible()
