"""Nobody gets in: the app listens on this machine alone, and no page of another site can talk to it."""

from __future__ import annotations

import base64
import http.client
import os
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SWITCHED = 101  # the server agrees to a web socket, over which all data goes


@pytest.fixture(scope="module")
def port(server: Callable[..., str]) -> int:
    """Where the app listens, started as a user starts it."""
    found = urlsplit(server("public")).port
    assert found
    return found


def status(port: int, method: str, path: str, **headers: str) -> int:
    """What the app answers to a request of any program or page."""
    connection = http.client.HTTPConnection(app.HOST, port, timeout=20)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in headers.items()})
        return connection.getresponse().status
    finally:
        connection.close()


def session(port: int, host: str, origin: str) -> int:
    """What it answers to a page that opens a session."""
    key = base64.b64encode(os.urandom(16)).decode()
    more = {"Sec-WebSocket-Key": key, "Sec-WebSocket-Version": "13", "Connection": "Upgrade", "Upgrade": "websocket"}
    return status(port, "GET", "/_stcore/stream", Host=host, Origin=origin, **more)


def test_it_listens_on_one_address_alone(port: int) -> None:
    """Whoever listens on every address answers on 127.0.0.2 too."""
    with socket.create_connection((app.HOST, port), timeout=20):
        pass
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=20)


def test_its_own_page_opens_a_session_under_both_names(port: int) -> None:
    for name in (app.HOST, "localhost"):
        assert session(port, f"{name}:{port}", f"http://{name}:{port}") == SWITCHED


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("127.0.0.1", "https://evil.example"),
        ("127.0.0.1", "http://127.0.0.1:1"),
        ("127.0.0.1", "http://localhost"),
        ("localhost", "null"),
        ("evil.example", "http://evil.example"),
        ("evil.example", "http://127.0.0.1"),
        ("127.0.0.1.evil.example", "http://127.0.0.1.evil.example"),
    ],
    ids=[
        "another site",
        "another port",
        "another name of this machine",
        "a file",
        "a name that leads here",
        "and lies",
        "a look-alike",
    ],
)
def test_no_other_page_opens_a_session(port: int, host: str, origin: str) -> None:
    named = origin.startswith("https") or origin == "null" or origin.endswith(":1")
    own = origin if named else f"{origin}:{port}"
    assert session(port, f"{host}:{port}", own) != SWITCHED


def test_no_other_page_uploads_a_file(port: int) -> None:
    path = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/1"
    for origin in ("https://evil.example", f"http://{app.HOST}:{port}"):  # without the token that its own page has
        assert status(port, "PUT", path, Host=f"{app.HOST}:{port}", Origin=origin) in {400, 401, 403}


PAGE = """<!doctype html><title>another app of this machine</title>
<iframe name="framed" src="{address}"></iframe>
<script>
window.heard = [];
addEventListener('message', (message) => heard.push(JSON.stringify(message.data)));
const opened = window.open('{address}');
const socket = new WebSocket('{socket}', ['streamlit']);
window.socketOpened = new Promise((done) => {{
  socket.onopen = () => done(true);
  socket.onerror = () => done(false);
}});
for (const type of ['RERUN_SCRIPT', 'STOP_SCRIPT', 'CLEAR_CACHE', 'SET_QUERY_PARAM', 'TERMINATE_WEBSOCKET_CONNECTION'])
  setInterval(() => {{ for (const to of [frames[0], opened])
    if (to) to.postMessage({{stCommVersion: 1, type, queryParams: '?board=empty'}}, '*'); }}, 200);
</script>"""


@pytest.fixture
def another(port: int) -> Iterator[str]:
    """The address of a page of another program on this machine, that frames, opens and commands the app."""
    page = PAGE.format(address=f"http://{app.HOST}:{port}/", socket=f"ws://{app.HOST}:{port}/_stcore/stream").encode()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((app.HOST, 0), Answer) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield f"http://{app.HOST}:{other.server_port}/"
        other.shutdown()
        thread.join()


def test_a_page_on_another_port_neither_frames_nor_commands_it(page: Page, another: str) -> None:
    with page.expect_popup() as popup:
        page.goto(another)
    opened = popup.value
    app.app_ready(opened)  # no message stopped it, and its connection stands
    expect(opened.get_by_text("Kling: Sora migration", exact=True)).to_be_visible()
    opened.wait_for_timeout(1_000)  # five rounds of messages
    assert "board=empty" not in opened.url
    app.app_ready(opened)
    frame = page.frame("framed")
    assert frame is not None
    assert frame.url.startswith("chrome-error:")
    assert page.evaluate("window.socketOpened") is False
    assert page.evaluate("window.heard") == []


def test_every_answer_bears_the_headers_and_the_page_breaks_none(page: Page, port: int) -> None:
    for path in ("/", "/kling", "/favicon.png", "/_stcore/host-config", "/nothing/here.js"):
        found = head(port, path)
        assert "frame-ancestors 'none'" in found["content-security-policy"]
        assert "unsafe-eval" not in found["content-security-policy"].replace("wasm-unsafe-eval", "")
        assert found["x-frame-options"] == "DENY"
        assert found["x-content-type-options"] == "nosniff"
        assert found["referrer-policy"] == "same-origin"
    broken: list[str] = []
    page.on("console", lambda message: broken.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"http://{app.HOST}:{port}/kling")
    app.app_ready(page)
    assert broken == []


def head(port: int, path: str) -> dict[str, str]:
    """The headers of an answer, by their names in lower case."""
    connection = http.client.HTTPConnection(app.HOST, port, timeout=20)
    try:
        connection.request("GET", path)
        return {name.lower(): text for name, text in connection.getresponse().getheaders()}
    finally:
        connection.close()


def test_it_answers_under_its_own_names_alone(port: int) -> None:
    assert status(port, "GET", "/", Host=f"localhost:{port}") == 200
    assert status(port, "GET", "/", Host="evil.example") == 403
    assert status(port, "GET", "/_stcore/host-config", Origin="http://127.0.0.1:1") == 403


# The sentence of the first answer

STARTING = "Telltale is starting\N{HORIZONTAL ELLIPSIS} If this stays, your network does not let web sockets through"


def test_without_web_sockets_a_sentence_stands_and_with_them_it_goes(page: Page, port: int) -> None:
    address = f"http://{app.HOST}:{port}/"
    page.goto(address)
    app.app_ready(page)
    expect(page.get_by_text(STARTING)).to_be_hidden()
    page.route_web_socket("**", lambda socket: socket.close())
    page.goto(address)
    expect(page.get_by_test_id("stAppSkeleton")).to_be_visible()
    sentence = page.get_by_text(STARTING)
    expect(sentence).to_be_visible()
    assert sentence.evaluate(  # nothing of the app's lies over it
        "(e) => { const r = e.getBoundingClientRect(); return "
        "document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2) === e; }"
    )


def test_without_javascript_it_says_what_is_missing(browser: Browser, port: int) -> None:
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(f"http://{app.HOST}:{port}/")
        expect(page.get_by_text(STARTING)).to_be_visible()
        assert "Telltale needs JavaScript" in page.locator("body").inner_text()


def test_a_shared_server_answers_to_its_own_name_alone(tmp_path: Path) -> None:
    """The options are read from the page that tells people to give them."""
    page = (app.ROOT / "docs/deploying.md").read_text("utf-8")
    options = [word for line in page.splitlines() if line.startswith("    --server.") for word in line.split()[:1]]
    assert len(options) == 2
    board = app.make_board(tmp_path / "board.db", "empty")
    with app.running(board, tmp_path / "log.txt", *options) as address:
        found = urlsplit(address).port or 0
        assert session(found, "telltale.fund.example", "https://telltale.fund.example") == SWITCHED
        for host, origin in (
            ("telltale.fund.example", "https://evil.example"),
            ("evil.example", "https://telltale.fund.example"),
            ("evil.example", "https://evil.example"),
        ):
            assert session(found, host, origin) != SWITCHED
