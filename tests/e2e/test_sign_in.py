"""A shared server: nobody sees a number before signing in, only those on the list enter, each row says who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from indicators.store import Desk
from tests.e2e import app, steps
from tests.e2e.provider import Provider, provider

ANN = {"sub": "1", "name": "Ann Lee", "email": "ann@fund.example", "email_verified": True}


@pytest.fixture(scope="module")
def stub() -> Iterator[Provider]:
    """The identity provider."""
    with provider() as server:
        yield server
        assert server.problems == []


@pytest.fixture(scope="module")
def address(stub: Provider, board: Path) -> Iterator[str]:
    """The app on it, with sign-in."""
    port, secrets = app.free_port(), board.with_name("secrets.toml")
    secrets.write_text(stub.secrets(port, ["@fund.example", "guest@other.example"]))
    with app.running(board, board.with_name("log.txt"), f"--secrets.files={secrets}", port=port) as running:
        yield running


def sign_in(page: Page, address: str, stub: Provider, user: dict[str, object], path: str = "") -> None:
    stub.user = user
    page.goto(address + path)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.parametrize("path", ["", "kling", "enter", "record?view=Log", "memo", "?board=example"])
def test_nothing_is_shown_to_a_stranger(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
    app.app_ready(page)
    assert page.get_by_test_id("stMain").inner_text().split() == ["Telltale", "Sign", "in"]
    assert "Kling" not in page.content()


def test_whoever_signs_in_writes_under_that_name_and_can_leave(
    page: Page, address: str, stub: Provider, board: Path
) -> None:
    sign_in(page, address, stub, ANN)
    expect(page.get_by_text("Signed in as Ann Lee (ann@fund.example)")).to_be_visible(timeout=30_000)
    steps.enter_page(page, address, "robotics_open_roles", "OpenAI")
    steps.fill_number(page, "21", "2026-08-03", basis="as stated")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved as batch")).to_be_visible()
    (row,) = [r for r in steps.standing(board, "robotics_open_roles", "OpenAI") if r["value"] == 21]
    assert row["recorded_by"] == "Ann Lee (ann@fund.example)"
    page.goto(f"{address}kling")
    app.app_ready(page)
    with page.expect_download():
        page.locator(".st-key-panel_revenue").get_by_role("button", name="PNG", exact=True).click()
    assert kept_by(board) == {"Ann Lee (ann@fund.example)"}
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)


def kept_by(board: Path) -> set[str]:
    return {kept.by for kept in Desk(board).kept("figure")}


@pytest.mark.parametrize(
    "user",
    [
        {"sub": "2", "name": "Eve", "email": "eve@elsewhere.example", "email_verified": True},
        {"sub": "3", "name": "Mallory", "email": "mallory@fund.example", "email_verified": False},
        {"sub": "4", "name": "<img src=x onerror=alert(1)> ann@fund.example"},
        {"sub": "5", "email": "ann@fund.example@elsewhere.example", "email_verified": True},
    ],
    ids=["another domain", "not verified", "no address", "two at signs"],
)
def test_who_is_not_on_the_list_does_not_enter(
    page: Page, address: str, stub: Provider, user: dict[str, object]
) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    sign_in(page, address, stub, user)
    expect(page.get_by_text("may not open this board")).to_be_visible(timeout=30_000)
    assert "Kling" not in page.locator("body").inner_text()


def test_without_sign_in_set_up_nothing_of_it_shows(page: Page, server, board: Path) -> None:
    page.goto(server(board=board))
    app.app_ready(page)
    expect(page.get_by_text("Kling: Sora migration", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Sign").count() == 0
    assert page.get_by_text("Signed in").count() == 0
