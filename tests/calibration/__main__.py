"""Draw every case and write the page.

    python -m tests.calibration [--out FILE] [--quick]

`--quick` draws fewer; without `--out` the page goes to the screen.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from .cases import BROKEN, CASES
from .outcome import Outcome, run
from .page import page
from .processes import UNCHOSEN

EVERY = CASES + BROKEN + UNCHOSEN


def _tally(index: int, *, quick: bool) -> tuple[int, int, int]:
    # A case holds functions, which do not pass between processes; its place in the list and its counts do.
    outcome = run(EVERY[index], quick=quick)
    return outcome.given, outcome.held, outcome.without


def main() -> None:
    """Draw all cases on all cores and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.calibration", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="the file to write; without it the page goes to the screen")
    parser.add_argument("--quick", action="store_true", help="few replications, in seconds")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        tallies = list(pool.map(partial(_tally, quick=given.quick), range(len(EVERY))))
    outcomes = [Outcome(case, *tally) for case, tally in zip(EVERY, tallies, strict=True)]
    sure, broken = len(CASES), len(CASES) + len(BROKEN)
    text = page(outcomes[:sure], outcomes[sure:broken], outcomes[broken:], quick=given.quick)
    if given.out:
        given.out.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
