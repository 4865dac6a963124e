"""`python -m tests.bench [ROW …]`: measure, print the table; all rows without a name. Ctrl-C stops it at any time.

`--out FOLDER` writes performance.json and performance.md there; `--page FOLDER` writes the page from the JSON alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench import report, rows_files, rows_memo, rows_pages, rows_process, rows_store
from tests.bench.measure import Progress, Result
from tests.bench.rows_pages import PAGES, Pages
from tests.e2e import browser

ROUNDS = 20
WORDS = Path(__file__).with_name("what_dominates.md")
Row = Callable[[], Iterator[Result]]


def rows(pages: Pages, folder: Path, progress: Progress, rounds: int) -> dict[str, Row]:
    """Every row by its name."""
    return {
        **{f"{n}_rerun": partial(rows_pages.reruns, pages, n, path, rounds) for n, path in PAGES.items()},
        "save": partial(rows_pages.save, pages, rounds),
        "warm_view": partial(rows_pages.warm_view, pages, rounds),
        "cold_view": partial(rows_pages.cold_view, pages, folder, rounds),
        **{
            f"as_of_{name}": partial(rows_store.as_of, progress, folder, size, rounds)
            for size, name in rows_store.SIZES.items()
        },
        "import": partial(rows_store.importing, progress, folder, rounds),
        "files": partial(rows_files.files, progress, folder, rounds),
        "junk": partial(rows_files.junk, progress, folder, rounds),
        "memo": lambda: rows_memo.memos(progress, pages.board(), rounds),
        "memory": partial(rows_process.memory, pages, folder, rounds),
        "large": partial(rows_process.large, progress, folder, rounds),
        "show": lambda: rows_process.command_line(progress, pages.board(), rounds),
    }


def main() -> int:
    """Measure; 0 when it was done, 1 without a browser, 2 for an unknown row, 130 when it was stopped."""
    options = parser().parse_args()
    if options.page:
        found, where = report.read((options.page / "performance.json").read_text("utf-8"))
        report.keep(found, where, options.page, WORDS.read_text("utf-8"))
        return 0
    executable = browser.find()
    if executable is None:
        print(browser.MISSING, file=sys.stderr)  # noqa: T201 - a command
        return 1
    where, progress, results = report.machine(), Progress(), []
    try:
        # Servers end before the browser, and both before the folder that they use.
        with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright, ExitStack() as stack:
            chromium = browser.launch(playwright, executable)
            stack.callback(chromium.close)
            every = rows(Pages(stack, chromium, Path(name), progress), Path(name), progress, options.rounds)
            if unknown := [row for row in options.rows if row not in every]:
                print(f"There is no row {unknown[0]}: use {', '.join(every)}.", file=sys.stderr)  # noqa: T201 - a command
                return 2
            for row in options.rows or every:
                results += every[row]()
    except KeyboardInterrupt:
        progress.end()
        print("\nStopped; nothing was written. Measured until then:", file=sys.stderr)  # noqa: T201 - a command
        print(report.table(results))  # noqa: T201 - a command
        return 130
    progress.end()
    print(report.table(results))  # noqa: T201 - a command
    if options.out:
        report.keep(results, where, options.out, WORDS.read_text("utf-8"))
    return 0


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    found = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    found.add_argument("rows", nargs="*", metavar="ROW")
    found.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each is timed at most ({ROUNDS})")
    found.add_argument("--out", type=Path, metavar="FOLDER")
    found.add_argument("--page", type=Path, metavar="FOLDER")
    return found


if __name__ == "__main__":
    sys.exit(main())
