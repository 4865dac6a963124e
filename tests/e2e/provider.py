"""A stub OpenID Connect provider on this machine: it signs in whoever it is told to, and checks what it is sent."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "telltale", "a secret of the test's own"


class Provider(ThreadingHTTPServer):
    """`user` are the claims of whoever signs in next; `problems` fills with what was wrong with a request."""

    def __init__(self) -> None:
        """Listen on a free port of this machine."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.user: Mapping[str, object] = {}
        self.problems: list[str] = []
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.asked: dict[str, dict[str, str]] = {}  # what was asked for, by code

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def secrets(self, port: int, allowed: list[str]) -> str:
        """The secrets.toml of an app on a port that signs in here and lets these in."""
        return f"""
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "{hashlib.sha256(str(port).encode()).hexdigest()}"
client_id = "{CLIENT}"
client_secret = "{SECRET}"
server_metadata_url = "{self.address}/.well-known/openid-configuration"

[access]
allowed = {json.dumps(allowed)}
"""


class _Handler(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self) -> None:
        """The metadata, the keys, and the page on which a person would sign in: it sends the browser straight back."""
        parts, here = urlsplit(self.path), self.server.address
        if parts.path == "/.well-known/openid-configuration":
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            more = {"issuer": here, "code_challenge_methods_supported": ["S256"], "subject_types_supported": ["public"]}
            self._answer(more | {name: f"{here}/{path}" for name, path in names.items()})
        elif parts.path == "/keys":
            self._answer({"keys": [self.server.key.as_dict(private=False)]})
        elif parts.path == "/authorize":
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            code = f"code {len(self.server.asked)}"
            self.server.asked[code] = asked
            self.send_response(302)
            self.send_header(
                "Location", f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"
            )
            self.end_headers()

    def do_POST(self) -> None:
        """Give a signed token for a code, once, to the client that asked for it."""
        sent = {n: v[0] for n, v in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
        asked = self.server.asked.pop(sent["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).decode()
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked.get("code_challenge") != proof.rstrip("="):
            self.server.problems.append("the code's proof (PKCE) is missing or wrong")
        if self.headers.get("Authorization") != f"Basic {basic}" and sent.get("client_secret") != SECRET:
            self.server.problems.append("the client did not prove who it is")
        now = int(time.time())
        claims = {"iss": self.server.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims | dict(self.server.user), self.server.key)
        self._answer({"access_token": "x", "token_type": "Bearer", "expires_in": 300, "id_token": token})


@contextmanager
def provider() -> Iterator[Provider]:
    """Run one."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
