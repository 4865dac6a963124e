"""`python -m tests.soak [WORD …]`: the promises about a board's data in full, one line each with its figure.

Words pick the promises whose title holds one of them. Ctrl-C stops it. Exit code 1 where a promise is broken.
"""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from tempfile import TemporaryDirectory

from .promise import Promise, Tell
from .promises import PROMISES

BAR = 24  # characters
EVERY = 0.2  # seconds between two drawings of the bar


def line(text: str) -> None:
    """A line that stays."""
    sys.stdout.write(("\r\x1b[K" if sys.stdout.isatty() else "") + text + "\n")
    sys.stdout.flush()


def bar(title: str) -> Tell:
    """A progress bar on a terminal; in a file or a pipe nothing but the lines that stay."""
    drawn = [0.0]

    def tell(done: int, of: int) -> None:
        now = time.monotonic()
        if not sys.stdout.isatty() or (now - drawn[0] < EVERY and done < of):
            return
        drawn[0] = now
        full = BAR * min(done, of) // max(of, 1)
        sys.stdout.write(f"\r\x1b[K      {title} [{'=' * full}{' ' * (BAR - full)}] {done:,} of {of:,}")
        sys.stdout.flush()

    return tell


def kept(promise: Promise) -> bool:
    """Run one in full and say what came of it."""
    began = time.monotonic()
    tell = bar(promise.title)
    tell(0, 1)
    with TemporaryDirectory(prefix="telltale-soak-") as folder:
        try:
            figure = promise.run(Path(folder), promise.full, tell)
        except AssertionError as broken:
            line(f"BROKEN {promise.title}: {broken}")
            traceback.print_exc(limit=-3)
            return False
    line(f"holds  {promise.title}: {figure} ({time.monotonic() - began:.0f} s)")
    return True


def main(words: list[str]) -> int:
    """Run them; 1 where one is broken, 130 after Ctrl-C."""
    chosen = [p for p in PROMISES if not words or any(word in p.title for word in words)]
    try:
        results = [kept(promise) for promise in chosen]
    except KeyboardInterrupt:
        line("stopped")
        return 130
    line(f"{sum(results)} of {len(results)} promises hold")
    return 0 if results and all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
