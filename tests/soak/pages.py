"""The pages themselves, without a browser: a save that Streamlit cuts short, two windows, a board out of reach.

Streamlit stops or restarts a script at any of its own calls, and at each touch of the session's state, inside callbacks
too: that is what a click elsewhere, a reload and a closed tab come to. Here it does so at every one of them in turn.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from streamlit.runtime.scriptrunner import script_runner
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators import registry
from indicators.store import Board, init
from tests.store.samples import row

from .promise import Tell, that

SCRIPT = Path(__file__).parents[2] / "streamlit_app.py"
YIELD = "_maybe_handle_execution_control_request"
BEFORE = 1  # the points that come before the callback, when nothing of ours has run
PAGES = ("", *registry(), "enter", "memo", "record")

FIRST = row(  # so that the form offers its basis and source: AppTest cannot type a new name into a list
    series="robotics_open_roles",
    entity="OpenAI",
    basis="as stated",
    source="A test",
    unit="roles",
    period_start="2026-08-14",
    period_end="2026-08-14",
    value=10,
    published_on="2026-08-15",
)


@contextmanager
def board_at(path: Path) -> Iterator[None]:
    """Let the app work on the board at `path`."""
    before = os.environ.get("INDICATORS_BOARD")
    os.environ["INDICATORS_BOARD"] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ["INDICATORS_BOARD"]
        else:
            os.environ["INDICATORS_BOARD"] = before


def window(page: str = "", script: Path = SCRIPT, **params: str) -> AppTest:
    """A session of its own, that shows a page."""
    app = AppTest.from_file(str(script), default_timeout=60)
    app.query_params.update(params)
    app._page_hash = calc_hash(page)  # noqa: SLF001 - switch_page knows files only, and our pages are functions
    return app.run()


def form(label: str, value: str) -> AppTest:
    """The form for one number, filled in."""
    app = window("enter", series="robotics_open_roles", entity="OpenAI")
    fields = {"basis": "as stated", "source": "A test", "rights": "public"}
    for name, text in fields.items():
        app.session_state[f"enter_{name}"] = text
    texts = {"value": value, "period": "2026-08-15", "published_on": "2026-08-16", "label": label}
    for name, text in texts.items():
        app.text_input(key=f"enter_{name}").set_value(text)
    return app.run()


class Cut:
    """Ends the script at the `left`-th chance that Streamlit has to do so; a negative `left` only counts."""

    def __init__(self, left: int, how: BaseException) -> None:
        """Where and how."""
        self.left, self.how, self.met = left, how, 0

    def check(self, runner: script_runner.ScriptRunner) -> None:
        """What Streamlit's own check would do with a pending request, once."""
        if not runner._execing:  # noqa: SLF001 - as its own check asks
            return
        self.met += 1
        if self.met == self.left:
            raise self.how


@contextmanager
def cut_by(cut: Cut) -> Iterator[None]:
    """Put it in the place of Streamlit's own check."""
    plain = getattr(script_runner.ScriptRunner, YIELD)
    setattr(script_runner.ScriptRunner, YIELD, lambda runner: cut.check(runner))  # noqa: PLW0108 - a bound method would not get the runner
    try:
        yield
    finally:
        setattr(script_runner.ScriptRunner, YIELD, plain)


def rows_of(board: Board, label: str) -> list[dict[str, Any]]:
    """The standing rows that a form saved."""
    rows = board.history("robotics_open_roles", "OpenAI")
    return [r for r in rows if r["label"] == label and not r["retracted"]]


def cut_short(folder: Path, size: int, tell: Tell) -> str:
    """Press Save and let Streamlit end the script at each of `size` points, by a stop or a rerun: nothing is lost."""
    path = folder / "board.db"
    init(path)
    board = Board.open(path)
    board.add_rows([FIRST], what="first", by="me")
    with board_at(path):
        app = form("counted", "11")
        count = Cut(-1, StopException())
        with cut_by(count):
            app.button(key="save_number").click().run()
        that(len(rows_of(board, "counted")) == 1, "an undisturbed save did not save")
        saved = absent = 0
        near = range(1, 1 + size // 2)  # the callback and what comes right after it, then the rest of the page
        places = sorted({*near, *range(1, count.met, max(1, count.met * 2 // size))})
        for number, place in enumerate(places, 1):
            label = f"cut {place}"
            app = form(label, str(20 + number))
            how = RerunException(RerunData()) if place % 2 else StopException()
            with cut_by(Cut(place, how)):
                app.button(key="save_number").click().run()
            found = rows_of(board, label)
            that(len(found) <= 1, f"cut at {place}: saved {len(found)} times")
            that(len(found) == 1 or place <= BEFORE, f"cut at {place}: a save that had begun is lost")
            said = [text.value for text in app.run().success]
            that(not found or any("1 new" in text for text in said), f"cut at {place}: saved, and nobody was told")
            saved, absent = saved + len(found), absent + (not found)
            again = form(label, str(20 + number))  # whoever is in doubt saves again
            again.button(key="save_number").click().run()
            that(
                len(rows_of(board, label)) == 1,
                f"cut at {place}: saved again, and there are {len(rows_of(board, label))}",
            )
            tell(number, len(places))
    that(board.check() == [], board.check()[:1])
    return (
        f"ended at {len(places)} of {count.met} points: {saved} saved whole, {absent} before the save began, "
        "0 lost, 0 double on saving again"
    )


def two_windows(folder: Path, size: int, tell: Tell) -> str:
    """Two windows on one board save by turns, and the same number both: all there, none twice."""
    path = folder / "board.db"
    init(path)
    board = Board.open(path)
    board.add_rows([FIRST], what="first", by="me")
    with board_at(path):
        for number in range(1, size + 1):
            one, two = form(f"one {number}", str(number)), form(f"two {number}", str(number))
            both = form(f"one {number}", str(number))
            for app in (one, two, both):
                app.button(key="save_number").click().run()
                that(not app.exception, app.exception)
            that(len(rows_of(board, f"one {number}")) == 1, "the same number from two windows is there twice, or not")
            that(len(rows_of(board, f"two {number}")) == 1, "a window's number is gone")
            that(any("Already on file" in text.value for text in both.success), "the second was not told")
            two.run()
            batches = max(batch.batch for batch in board.log())
            that(
                any(f"Batch {batches}" in text.value.replace("\\", "") for text in one.run().caption),
                "no window sees it",
            )
            tell(number, size)
    that(board.check() == [], board.check()[:1])
    return f"{3 * size} saves in two windows, {size} of them doubles: {2 * size} rows, 0 twice, each sees the other's"
