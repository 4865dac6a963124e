"""The application around Streamlit's: names, other sites' pages, headers, cookies, and the page with the sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from indicators.app.access import server
from tests.app.test_access import GOOD, secrets  # noqa: F401 - a fixture

INDEX = (Path(st.__file__).parent / "static" / "index.html").read_bytes()
COOKIE = b"_streamlit_user=x; HttpOnly; Max-Age=2592000; Path=/"


async def streamlits(scope, receive, send):
    """Stands for Streamlit's own application."""
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.accept"})
        return
    kind = b"text/html; charset=utf-8" if scope["path"] == "/" else b"text/css"
    headers = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(INDEX)),
        (b"etag", b"x"),
        (b"set-cookie", COOKIE),
    ]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": INDEX[:1000], "more_body": True})
    await send({"type": "http.response.body", "body": INDEX[1000:]})


@pytest.fixture(autouse=True)
def names(secrets):  # noqa: F811 - the fixture
    """The names under which the app answers."""
    del secrets
    before = [config.get_option(name) for name in ("server.allowedHosts", "server.corsAllowedOrigins")]
    config.set_option("server.allowedHosts", ["127.0.0.1", "Telltale.fund.example", "*.more.example"])
    config.set_option("server.corsAllowedOrigins", ["https://outside.example"])
    yield
    for name, value in zip(("server.allowedHosts", "server.corsAllowedOrigins"), before, strict=True):
        config.set_option(name, value)


def ask(path="/", kind="http", host="127.0.0.1:8501", origin="", accept="text/html"):
    """What is answered: the messages that are sent."""
    sent = []
    headers = {b"host": host, b"origin": origin, b"accept": accept, b"accept-encoding": "gzip", b"if-none-match": "x"}
    scope = {"type": kind, "path": path, "method": "GET"}
    scope["headers"] = [(name, text.encode()) for name, text in headers.items() if text]

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    asyncio.run(server.Outer(streamlits)(scope, receive, send))
    return sent


def status(**asked):
    (start, *_) = ask(**asked)
    return start.get("status") or start["type"]


@pytest.mark.parametrize(
    ("host", "origin", "answered"),
    [
        ("127.0.0.1:8501", "", True),
        ("127.0.0.1:8501", "http://127.0.0.1:8501", True),
        ("telltale.fund.example", "https://telltale.fund.example", True),
        ("a.more.example", "", True),
        ("127.0.0.1:8501", "https://outside.example", True),
        ("127.0.0.1:8501", "http://127.0.0.1:8502", False),
        ("127.0.0.1:8501", "http://localhost:8501", False),
        ("127.0.0.1:8501", "http://127.0.0.1:8501.evil.example", False),
        ("127.0.0.1:8501", "null", False),
        ("evil.example", "http://evil.example", False),
        ("more.example.evil", "", False),
        ("[::1", "", False),
        ("", "", False),
    ],
)
def test_it_answers_to_its_own_names_and_pages(host, origin, answered):
    assert status(host=host, origin=origin) == (200 if answered else 403)
    socket = status(kind="websocket", path="/_stcore/stream", host=host, origin=origin)
    assert socket == ("websocket.accept" if answered else "websocket.close")


def test_that_it_runs_is_told_under_any_name_and_when_closed(secrets):  # noqa: F811 - the fixture
    secrets.write_text(GOOD.replace("[auth]", "[Auth]"))
    assert status() == 503
    assert status(kind="websocket", path="/_stcore/stream") == "websocket.close"
    assert status(path="/_stcore/health", host="10.0.0.7") == 200


def test_every_answer_bears_the_headers_and_a_cookie_lives_hours():
    for asked in ({}, {"path": "/x.css"}, {"host": "evil.example"}):
        headers = dict(ask(**asked)[0]["headers"])
        assert b"frame-ancestors 'none'" in headers[b"content-security-policy"]
        assert {headers[b"x-frame-options"], headers[b"x-content-type-options"]} == {b"DENY", b"nosniff"}
        if b"set-cookie" in headers:
            assert headers[b"set-cookie"] == COOKIE.replace(b"2592000", b"43200")


def test_the_page_has_the_sentence_once_and_is_as_long_as_it_says():
    start, body = ask()
    text, headers = body["body"].decode(), dict(start["headers"])
    assert text.count(server.STARTING) == 1
    assert text.index(server.STARTING) < text.index('<div id="root"></div>')
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    assert b"etag" not in headers
    assert "<title>Telltale</title>" in text
    other = b"<p>another page</p>"
    assert server.with_sentence(other) == other


def test_other_answers_are_as_they_were():
    _, *bodies = ask(path="/x.css")
    assert b"".join(b["body"] for b in bodies) == INDEX
