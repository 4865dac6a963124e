"""A shared server: nobody sees a number before signing in, only those on the list enter, each row says who wrote it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as Late

from indicators.store import Workspace
from tests.e2e import app, steps
from tests.e2e.provider import Provider, provider
from tests.e2e.test_network import SWITCHED, session

ANN = {"sub": "1", "name": "Ann Lee", "email": "ann@fund.example", "email_verified": True}


@pytest.fixture(scope="module")
def stub() -> Iterator[Provider]:
    """The identity provider."""
    with provider() as server:
        yield server
        assert server.problems == []


@pytest.fixture(scope="module")
def secrets(board: Path) -> Path:
    """Where the app's secrets are."""
    return board.with_name("secrets.toml")


@pytest.fixture(scope="module")
def address(stub: Provider, board: Path, secrets: Path) -> Iterator[str]:
    """The app on it, with sign-in."""
    port = app.free_port()
    secrets.write_text(stub.secrets(port, ["@fund.example", "guest@other.example"]))
    with app.running(board, board.with_name("log.txt"), f"--secrets.files={secrets}", port=port) as running:
        yield running


@pytest.fixture
def written_anew(secrets: Path, address: str) -> Iterator[Path]:
    """The secrets, which are put back afterwards."""
    del address
    before = secrets.read_bytes()
    yield secrets
    secrets.write_bytes(before)


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
    return {kept.by for kept in Workspace(board).kept("figure")}


@pytest.mark.parametrize(
    "user",
    [
        {"sub": "2", "name": "Eve", "email": "eve@elsewhere.example", "email_verified": True},
        {"sub": "3", "name": "Mallory", "email": "mallory@fund.example", "email_verified": False},
        {"sub": "4", "name": "<img src=x onerror=alert(1)> ann@fund.example"},
        {"sub": "5", "email": "ann@fund.example@elsewhere.example", "email_verified": True},
        {"sub": "6", "name": "Trudy", "email": "trudy@fund.example", "email_verified": "true"},
        {"sub": "7", "email": "ann@fund.example".rjust(200, "a") + ".elsewhere.example", "email_verified": True},
    ],
    ids=["another domain", "not verified", "no address", "two at signs", "verified as text", "beyond 200 characters"],
)
def test_who_is_not_on_the_list_does_not_enter(
    page: Page, address: str, stub: Provider, user: dict[str, object]
) -> None:
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    sign_in(page, address, stub, user)
    expect(page.get_by_text("may not open this board")).to_be_visible(timeout=30_000)
    assert "Kling" not in page.locator("body").inner_text()


def test_whoever_is_taken_off_the_list_saves_nothing_and_takes_nothing_along(
    page: Page, address: str, stub: Provider, board: Path, written_anew: Path
) -> None:
    sign_in(page, address, stub, ANN | {"name": "Boss (boss@fund.example)"})
    expect(page.get_by_text("Signed in as ann@fund.example")).to_be_visible(timeout=30_000)
    record, taken = page.context.new_page(), [""]
    record.on("download", lambda file: taken.append(file.url))
    record.goto(f"{address}record?view=Export+and+backup")
    expect(record.get_by_role("button", name="Backup", exact=True)).to_be_visible()
    steps.enter_page(page, address, "robotics_open_roles", "OpenAI")
    steps.fill_number(page, "77", "2026-08-04", basis="as stated")
    written_anew.write_text(written_anew.read_text().replace('"@fund.example"', '"@fund.elsewhere"'))
    for one, button in ((page, "Save"), (record, "Backup")):
        with suppress(Late):  # the page may have gone before the click
            one.get_by_role("button", name=button, exact=True).click(timeout=2_000)
    for one in (page, record):
        expect(one.get_by_text("may not open this board")).to_be_visible(timeout=30_000)
    assert [r for r in steps.standing(board, "robotics_open_roles", "OpenAI") if r["value"] == 77] == []
    assert taken == [""]


def test_signing_out_ends_the_session_in_every_tab_and_for_every_copy_of_its_cookies(
    page: Page, address: str, stub: Provider, browser: Browser
) -> None:
    sign_in(page, address, stub, ANN)
    expect(page.get_by_text("Signed in as Ann Lee")).to_be_visible(timeout=30_000)
    cookies = page.context.cookies()
    lives = [cookie["expires"] - time.time() for cookie in cookies if cookie["name"].startswith("_streamlit_user")]
    assert lives
    assert max(lives) <= 12 * 3600
    tab = page.context.new_page()
    tab.goto(f"{address}kling")
    expect(tab.get_by_text("Signed in as Ann Lee")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Sign out").click()
    for one in (page, tab):
        expect(one.get_by_role("button", name="Sign in")).to_be_visible(timeout=30_000)
    with browser.new_context() as thief:
        thief.add_cookies(cookies)
        old = thief.new_page()
        old.goto(address)
        expect(old.get_by_text("Your session has ended")).to_be_visible(timeout=30_000)
        assert "Kling" not in old.locator("body").inner_text()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Signed in as Ann Lee")).to_be_visible(timeout=30_000)


CLOSED = "Telltale is closed: sign-in is required and cannot be used."
SLIPS = {
    "a missing quote": lambda text: text.replace(b'client_id = "telltale"', b'client_id = "telltale'),
    "a byte order mark": lambda text: b"\xef\xbb\xbf" + text,
    "[Auth]": lambda text: text.replace(b"[auth]", b"[Auth]"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_started_with_a_slip_in_the_secrets_it_serves_nobody(
    page: Page, stub: Provider, board: Path, tmp_path: Path, slip: Callable[[bytes], bytes]
) -> None:
    port, secrets, log = app.free_port(), tmp_path / "secrets.toml", tmp_path / "log.txt"
    secrets.write_bytes(slip(stub.secrets(port, ["@fund.example"]).encode()))
    with app.running(board, log, f"--secrets.files={secrets}", port=port) as address:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 503
        assert page.locator("body").inner_text().startswith(CLOSED)
        assert session(port, f"127.0.0.1:{port}", f"http://127.0.0.1:{port}") != SWITCHED
    assert log.read_text().count("no page is served") == 1


def test_a_slip_made_while_it_runs_closes_it_until_it_is_mended(
    page: Page, address: str, stub: Provider, written_anew: Path
) -> None:
    sign_in(page, address, stub, ANN)
    expect(page.get_by_text("Signed in as Ann Lee")).to_be_visible(timeout=30_000)
    good = written_anew.read_bytes()
    written_anew.write_bytes(SLIPS["a missing quote"](good))
    expect(page.get_by_text(CLOSED)).to_be_visible(timeout=30_000)
    stranger = page.context.new_page()
    stranger.goto(address)
    assert stranger.locator("body").inner_text().startswith(CLOSED)
    written_anew.write_bytes(good)
    page.goto(address)
    expect(page.get_by_text("Signed in as Ann Lee")).to_be_visible(timeout=30_000)


def test_without_sign_in_set_up_nothing_of_it_shows(page: Page, server, board: Path) -> None:
    page.goto(server(board=board))
    app.app_ready(page)
    expect(page.get_by_text("Kling: Sora migration", exact=True)).to_be_visible()
    assert page.get_by_role("button", name="Sign").count() == 0
    assert page.get_by_text("Signed in").count() == 0
