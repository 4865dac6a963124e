"""Pages in a real browser: reruns, saves and first views, each beside the floor in a window of its own."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from indicators import registry
from tests.bench import floor
from tests.bench.measure import Once, Progress, Result, in_turn
from tests.e2e import app, steps

DAY = date(2026, 11, 22)
DAYS = ("2026-11-14", "2026-11-15")  # between which the as-known-on date changes to and fro
BESIDE = (4, 500)  # a place without any widget
SAID = {"2026-11-14": "14 Nov 2026", "2026-11-15": "15 Nov 2026"}
# Starts at the last thing that the person did; ends when the text is in the page.
WAIT = """([selector, pattern]) => {
  const wanted = new RegExp(pattern);
  window.benchDone = new Promise((done, failed) => {
    setTimeout(() => failed(`${pattern} did not come`), 60000);
    const look = () => {
      if (![...document.querySelectorAll(selector)].some(e => wanted.test(e.textContent))) return;
      watch.disconnect();
      done(performance.now() - window.benchStart);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {subtree: true, childList: true, characterData: true});
  });
}"""
START = """for (const kind of ['keydown', 'mousedown', 'click'])
  document.addEventListener(kind, () => { window.benchStart = performance.now(); }, {capture: true});"""


class Pages:
    """The servers and windows that the rows share, started when the first row asks for them."""

    def __init__(self, stack: ExitStack, browser: Browser, folder: Path, progress: Progress) -> None:
        """Nothing is started yet."""
        self._stack, self._browser, self._folder, self.progress = stack, browser, folder, progress
        self._started: dict[str, str] = {}

    def _once(self, name: str, start: Callable[[], str]) -> str:
        if name not in self._started:
            self.progress.say(f"starting {name}")
            self._started[name] = start()
        return self._started[name]

    def board(self) -> Path:
        """An example board of the benchmark's own."""
        path = self._folder / "board.db"
        return path if path.exists() else app.make_board(path, "example")

    def telltale(self) -> str:
        """The address of the app on it."""
        log = self._folder / "telltale.log"
        return self._once("Telltale", lambda: self._stack.enter_context(app.running(self.board(), log)))

    def empty(self) -> str:
        """The address of the empty app."""
        return self._once("an empty app", lambda: self._stack.enter_context(floor.empty(self._folder))[0])

    def by_hand(self) -> str:
        """The address of the board's page by hand."""
        start = floor.by_hand(self._folder, self.board(), DAY)
        return self._once("a hand-written page", lambda: self._stack.enter_context(start))

    @contextmanager
    def window(self, url: str) -> Iterator[Page]:
        """A window of its own at an address, its first view drawn."""
        with self._browser.new_context(
            viewport={"width": 1360, "height": 860}, locale="en-US", timezone_id="UTC", reduced_motion="reduce"
        ) as context:
            context.add_init_script(START)
            page = context.new_page()
            page.goto(url)
            app.app_ready(page)
            yield page

    def first_view(self, url: str) -> Once:
        """How long a new window takes from the address to the last chart, in milliseconds."""

        def once() -> float:
            began = time.perf_counter()
            with self.window(url):
                return (time.perf_counter() - began) * 1000

        return once


def await_text(page: Page, selector: str, pattern: str) -> None:
    """From now on, watch for the text."""
    page.evaluate(WAIT, [selector, pattern])


def elapsed(page: Page) -> float:
    """Milliseconds from the last thing done to the text."""
    return float(page.evaluate("window.benchDone"))


def day_changes(page: Page, selector: str, pattern: Callable[[str], str]) -> Once:
    """Move the as-known-on date by a day, up and down again; it is sent when the field is left."""
    moves = cycle((("ArrowUp", DAYS[1]), ("ArrowDown", DAYS[0])))

    def once() -> float:
        key, day = next(moves)
        page.get_by_role("spinbutton", name="day, As known on").click()
        page.keyboard.press(key)
        await_text(page, selector, pattern(day))
        page.mouse.click(*BESIDE)
        found = elapsed(page)
        app.app_ready(page)
        return found

    return once


def reruns(pages: Pages, name: str, path: str, rounds: int) -> Iterator[Result]:
    """A widget of a page changes until its text is there."""
    with pages.window(f"{pages.telltale()}{path}?asof={DAYS[0]}") as ours, pages.window(pages.empty()) as theirs:
        both = (
            day_changes(ours, '[data-testid="stAlert"]', lambda day: f"As known on {SAID[day]}"),
            day_changes(theirs, '[data-testid="stText"]', lambda day: f"As known on {day}"),
        )
        a, b = in_turn(pages.progress, f"{name}: another day", both, rounds=rounds, warm=len(DAYS))
    what = f"rerun of {'the board' if not path else f'the {name} page'}: another day → its text"
    yield Result(row=f"{name}_rerun", what=what, against="empty app", unit="ms", ours=a, floor=b, goal=1.3)


def saving(page: Page) -> Once:
    """Save a number in the form until the readings that moved stand beside it."""
    numbers = (f"8.{n}" for n in range(11, 100) if n % 10)  # as the app says them, without a last zero

    def once() -> float:
        number = next(numbers)
        page.get_by_label("Value", exact=True).fill(f"{number}M")
        page.get_by_label("Value", exact=True).press("Tab")
        expect(page.get_by_text(re.compile(rf"\b{number.replace('.', '[.]')}")).first).to_be_visible()
        app.app_ready(page)
        await_text(page, '[data-testid="stMarkdownContainer"]', rf"→ {number}M")
        page.get_by_role("button", name="Save").click()
        found = elapsed(page)
        app.app_ready(page)
        return found

    return once


def save(pages: Pages, rounds: int) -> Iterator[Result]:
    """Save in the form until the moved readings are on the screen."""
    with pages.window(pages.telltale()) as ours, pages.window(pages.empty()) as theirs:
        steps.enter_page(ours, pages.telltale(), "mau", "Kling AI")
        steps.fill_number(ours, "8M", "2026-10", basis="Example app panel")
        empty = day_changes(theirs, '[data-testid="stText"]', lambda day: f"As known on {day}")
        a, b = in_turn(pages.progress, "save", (saving(ours), empty), rounds=min(rounds, 40), warm=2)
    yield Result(
        row="save",
        what="save in the form → moved readings on the screen",
        against="empty app",
        unit="ms",
        ours=a,
        floor=b,
        goal=1.5,
    )


def warm_view(pages: Pages, rounds: int) -> Iterator[Result]:
    """First view of the board on a server that has shown it before."""
    both = (pages.first_view(f"{pages.telltale()}?asof={DAY.isoformat()}"), pages.first_view(pages.by_hand()))
    a, b = in_turn(pages.progress, "first view, warm server", both, rounds=max(rounds // 2, 3), warm=2)
    what = "first view of the board, warm server"
    yield Result(row="warm_view", what=what, against="page by hand, same figures", unit="ms", ours=a, floor=b, goal=1.1)


def cold_view(pages: Pages, folder: Path, rounds: int) -> Iterator[Result]:
    """From the command that starts the server to the first view."""

    def cold(start: Callable[[], object]) -> Once:
        def once() -> float:
            began = time.perf_counter()
            with start() as found, pages.window(found[0]):  # type: ignore[attr-defined]  # a context manager
                return (time.perf_counter() - began) * 1000

        return once

    def started() -> object:
        return app.served(app.ROOT / "streamlit_app.py", folder / "cold.log", app.environment(pages.board()))

    a, b = in_turn(
        pages.progress,
        "first view, cold server",
        (cold(started), cold(partial(floor.empty, folder))),
        rounds=max(rounds // 4, 3),
    )
    what = "start of the server → first view of the board, cold"
    yield Result(row="cold_view", what=what, against="empty app, cold", unit="ms", ours=a, floor=b, goal=1.8)


PAGES = {"board": "", **{name: name for name in registry()}}
