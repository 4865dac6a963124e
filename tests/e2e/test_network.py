"""Nobody gets in: the app listens on this machine alone, and no page of another site can talk to it."""

from __future__ import annotations

import base64
import http.client
import os
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.e2e import app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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
        ("localhost", "null"),
        ("evil.example", "http://evil.example"),
        ("evil.example", "http://127.0.0.1"),
        ("127.0.0.1.evil.example", "http://127.0.0.1.evil.example"),
    ],
    ids=["another site", "a file", "a name that leads here", "and lies", "a look-alike"],
)
def test_no_other_page_opens_a_session(port: int, host: str, origin: str) -> None:
    own = origin if origin.startswith("https") or origin == "null" else f"{origin}:{port}"
    assert session(port, f"{host}:{port}", own) != SWITCHED


def test_no_other_page_uploads_a_file(port: int) -> None:
    path = "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/1"
    for origin in ("https://evil.example", f"http://{app.HOST}:{port}"):  # without the token that its own page has
        assert status(port, "PUT", path, Host=f"{app.HOST}:{port}", Origin=origin) in {400, 401, 403}


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
