"""The real app as a process of its own: started, waited for, stopped by its process id."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect
from streamlit.proto.BackMsg_pb2 import BackMsg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, Page

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
START_SECONDS = 60
STOP_SECONDS = 10
WORKERS = 16  # of the tests at most, each with ports of its own
PORTS = range(20_000, 32_000)  # below those that systems give to connections of their own


def environment(board: Path) -> dict[str, str]:
    """The environment for a process that works on `board`, with UTC as the machine's time zone."""
    return {**os.environ, "INDICATORS_BOARD": str(board), "TZ": "UTC"}


def make_board(board: Path, kind: str) -> Path:
    """Make a board of a `kind` (public, example, empty) with the command line, as a user would."""
    command = (sys.executable, "-m", "indicators", "init", "--with", kind)
    subprocess.run(command, cwd=ROOT, env=environment(board), check=True)  # noqa: S603 - our own program
    return board


def free_port() -> int:
    """A port that nobody listens on, and that neither another worker of the tests nor a connection takes meanwhile."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    own = PORTS[worker % WORKERS :: WORKERS]
    while True:
        port = random.choice(own)  # noqa: S311 - no secret
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port


@contextmanager
def running(board: Path, log: Path, *options: str, port: int | None = None) -> Iterator[str]:
    """Run the app on `board`; gives its address, ending in `/`. Only the port differs from what a user starts.

    What it prints goes to `log`; `options` are Streamlit's. RuntimeError with the end of the log where it does not
    come up.
    """
    with served(ROOT / "streamlit_app.py", log, environment(board), *options, port=port) as (address, _):
        yield address


@contextmanager
def served(
    script: Path, log: Path, variables: dict[str, str], *options: str, port: int | None = None
) -> Iterator[tuple[str, int]]:
    """Run any app of Streamlit's in its own folder; gives its address and its process id."""
    port = port or free_port()
    address = f"http://{HOST}:{port}/"
    command = (sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *options)
    with log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            cwd=script.parent,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(process, address, log)
        yield address, process.pid
    finally:
        _stop(process)


def _wait_until_healthy(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}_stcore/health", timeout=1):  # noqa: S310 - http to ourselves
                return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.02)
    raise RuntimeError(f"The app did not come up at {address}. It printed:\n{log.read_text('utf-8')[-4000:]}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


# What was just clicked is sent when the browser has drawn; a page in the background draws nothing, and waits a moment.
SENT = """() => new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(done))
    setTimeout(done, 500)
})"""
# Nothing of the run before is left, and nothing is half faded: what is drawn anew fades out and in.
SETTLED = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-stale="true"]')
    && !document.getAnimations().some(one => one instanceof CSSTransition && one.playState === 'running')"""


def app_ready(page: Page) -> None:
    """Wait until the page is connected, its script has run to its end, its charts are drawn and no error is on it.

    What was clicked before has reached the script by then. What was typed into a field that sends on its own, a moment
    after the last key, has not: expect its result.
    """
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=30_000)
    page.evaluate(SENT)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=30_000)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=15_000)
    charts = page.get_by_test_id("stVegaLiteChart")
    drawn = charts.filter(has=page.locator("svg, canvas"))
    expect(drawn).to_have_count(charts.count(), timeout=15_000)
    page.evaluate("document.fonts.ready")
    page.wait_for_function(SETTLED, timeout=30_000)


def watch_runs(page: Page) -> list[str]:
    """A list that fills with each run of a whole page that the browser asks for, by its address's parameters."""
    asked: list[str] = []

    def note(frame: bytes | str) -> None:
        message = BackMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "rerun_script" and not message.rerun_script.fragment_id:
            asked.append(message.rerun_script.query_string)

    page.on("websocket", lambda socket: socket.on("framesent", note))
    return asked


def watch_foreign_requests(context: BrowserContext) -> list[str]:
    """A list that fills with the address of each request, web sockets included, that goes to another host than ours."""
    foreign: list[str] = []

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != HOST:
            foreign.append(url)

    context.on("request", lambda request: note(request.url))
    context.on("page", lambda page: page.on("websocket", lambda websocket: note(websocket.url)))
    return foreign
