"""What stands between the network and the pages: which requests are answered, with which headers, and the first answer.

An ASGI application around Streamlit's, which `streamlit run` starts (`streamlit_app.py`). It answers to its own names
and its own pages alone, lets nobody frame it, closes where sign-in cannot be used, and puts a sentence into the page
that stands until the app draws.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import streamlit as st
from streamlit import config

from ...store.file.watch import close_all
from . import rules as access

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEALTH = "/_stcore/health"  # tells no more than that the server runs, under any name
NOT_HERE = "Telltale does not answer under this name, or to another site's pages.\n"
STARTING = (
    "Telltale is starting\N{HORIZONTAL ELLIPSIS} If this stays, your network does not let web sockets through: "
    "see docs/deploying.md."
)
NO_SCRIPTS = "Telltale needs JavaScript, which this browser does not run."
# Streamlit's names for anything on a page, and for the grey bars that stand there until it has reached the server.
DRAWN = 'body:has([data-testid="stElementContainer"]):not(:has([data-testid="stAppSkeleton"]))'
_CONDITIONAL = (b"if-none-match", b"if-modified-since", b"range", b"accept-encoding")  # of a file that is changed here
_COOKIES = (b"_streamlit_user=", b"_streamlit_user_")


@asynccontextmanager
async def life(_app: object) -> AsyncIterator[None]:
    """While the server runs; when it ends, however it is stopped, each board's file holds everything alone."""
    yield
    close_all()


class Outer:
    """The application around Streamlit's."""

    def __init__(self, app: App) -> None:
        """Around `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] not in ("http", "websocket") or scope["path"].endswith(HEALTH):
            await self.app(scope, receive, send)
        elif not _ours(scope):
            await _refuse(scope, receive, send, 403, NOT_HERE)
        elif access.now().problem:
            await _refuse(scope, receive, send, 503, access.CLOSED + "\n")
        elif scope["type"] == "websocket":
            await self.app(scope, receive, send)
        elif scope["method"] in ("GET", "HEAD") and b"text/html" in _header(scope, b"accept"):
            kept = [(name, value) for name, value in scope["headers"] if name not in _CONDITIONAL]
            await self.app({**scope, "headers": kept}, receive, _Page(send))
        else:
            await self.app(scope, receive, _guarding(send))


def _header(scope: Scope, name: bytes) -> bytes:
    return next((value for key, value in scope["headers"] if key == name), b"")


def _ours(scope: Scope) -> bool:
    """Whether a request is for one of our names, and not from another site's page: one of this machine is another."""
    host, origin = (_header(scope, name).decode("latin-1") for name in (b"host", b"origin"))
    if not _named(host):
        return False
    if not origin:  # no page's script, or a link that is followed
        return True
    return origin.partition("://")[2] == host or origin in config.get_option("server.corsAllowedOrigins")


def _named(host: str) -> bool:
    """Whether a Host header names us, by `server.allowedHosts`, as Streamlit asks of a web socket alone."""
    try:
        name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:  # no host at all
        return False
    allowed = [pattern.strip().lower() for pattern in config.get_option("server.allowedHosts")]
    return not allowed or any(
        pattern in ("*", name) or (pattern.startswith("*.") and name.endswith(pattern[1:])) for pattern in allowed
    )


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, text: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = _guarding(send)
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    await answer({"type": "http.response.start", "status": status, "headers": headers})
    await answer({"type": "http.response.body", "body": text.encode()})


# The headers


@cache
def headers() -> tuple[tuple[bytes, bytes], ...]:
    """What every answer bears: nobody frames it, no content is guessed, nothing is loaded from elsewhere.

    `blob:` is how Streamlit loads the script of a component. Its page has one inline script, allowed by its hash.
    """
    scripts = re.findall(rb"<script>(.*?)</script>", _index().read_bytes(), re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts]
    policy = {
        "default-src": "'self'",
        "script-src": " ".join(["'self' blob: 'wasm-unsafe-eval'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "frame-src": "'self' blob: data:",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return (
        (b"content-security-policy", "; ".join(f"{name} {value}" for name, value in policy.items()).encode()),
        (b"x-frame-options", b"DENY"),
        (b"x-content-type-options", b"nosniff"),
        (b"referrer-policy", b"same-origin"),
        (b"cross-origin-opener-policy", b"same-origin"),
        (b"cross-origin-resource-policy", b"same-origin"),
    )


def _index() -> Path:
    return Path(st.__file__).parent / "static" / "index.html"


def _guarding(send: Send) -> Send:
    """Send with our headers, and a sign-in's cookies no longer than a session lives."""

    async def guarding(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*_shortened(message.get("headers", ())), *headers()]}
        await send(message)

    return guarding


def _shortened(found: Any) -> list[tuple[bytes, bytes]]:  # noqa: ANN401 - ASGI's headers
    life = b"Max-Age=%d" % (access.HOURS * 3600)
    return [
        (name, re.sub(rb"Max-Age=[1-9]\d*", life, value) if value.startswith(_COOKIES) else value)
        for name, value in found
    ]


# The first answer


class _Page:
    """Sends an HTML answer with the sentence in it; other answers as they are."""

    def __init__(self, send: Send) -> None:
        self.send = _guarding(send)
        self.start: Message | None = None  # held back until its body is whole
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            html = any(n == b"content-type" and v.startswith(b"text/html") for n, v in message.get("headers", ()))
            if not html:
                await self.send(message)
            else:
                self.start = message
        elif self.start is None or message["type"] != "http.response.body":
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._whole(self.start)

    async def _whole(self, start: Message) -> None:
        page = with_sentence(self.body)
        left = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
        kept = [(name, value) for name, value in start["headers"] if name not in left]
        await self.send({**start, "headers": [*kept, (b"content-length", str(len(page)).encode())]})
        await self.send({"type": "http.response.body", "body": page})


@cache
def with_sentence(page: bytes) -> bytes:
    """Streamlit's page with a sentence that goes when the app draws, by CSS alone; a page of another form as it is."""
    text = page.decode("utf-8")
    root = '<div id="root"></div>'
    if text.count(root) != 1:
        return page
    style = (
        "<style>:root { color-scheme: light dark } #starting { position: fixed; z-index: 1000000; top: 0; left: 0;"
        " right: 0; margin: 0; padding: 1.5rem; font: 16px/1.5 sans-serif; text-align: center; color: CanvasText;"
        f" background: Canvas }} {DRAWN} #starting {{ display: none }}</style>"
    )
    text = re.sub("<noscript>.*?</noscript>", "", text, flags=re.DOTALL).replace(
        root, f'<p id="starting" role="status">{STARTING}<noscript><br>{NO_SCRIPTS}</noscript></p>{root}'
    )
    text = text.replace("<title>Streamlit</title>", "<title>Telltale</title>")
    return text.replace("</head>", f"{style}</head>").encode()
