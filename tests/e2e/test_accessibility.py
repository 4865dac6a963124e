"""axe-core finds nothing serious or critical on any page that is our own doing; no page is wider than a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e import app, axe
from tests.e2e.screenshots import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.mark.parametrize("look", ["light", "dark"])
def test_no_page_has_a_serious_violation_of_our_own(browser: Browser, address: str, look: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme=look)
    grave = [f for f in axe.every_page(page, address, look) if f.impact in axe.GRAVE and not f.streamlits]
    page.close()
    assert grave == []


def test_a_nameless_button_would_be_found(page: Page, address: str) -> None:
    page.goto(address)
    app.app_ready(page)
    page.evaluate("document.querySelector('h3').insertAdjacentHTML('afterend', '<button></button>')")
    assert "button-name" in {f.rule for f in axe.findings(page, "board") if f.impact in axe.GRAVE}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_has_to_be_scrolled_sideways(browser: Browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    wide = {}
    for name in PAGES:
        page.goto(address + name)
        app.app_ready(page)
        wide[name] = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    page.close()
    assert {name: by for name, by in wide.items() if by > 0} == {}


@pytest.mark.parametrize("name", PAGES)
def test_a_printed_page_shows_all_of_it(page: Page, address: str, name: str) -> None:
    """A PDF as the browser prints it: more than a screen of it, none of the page cut away."""
    page.goto(address + name)
    app.app_ready(page)
    high = page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight")
    page.emulate_media(media="print")
    shown = page.evaluate(
        "[document.documentElement.scrollHeight, document.querySelector('[data-testid=stMain]').clientHeight]"
    )
    assert max(shown) >= high * 0.8
