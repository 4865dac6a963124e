"""Draw every world and write the page.

    python -m tests.false_calls [--out FILE] [--quick]

`--quick` draws fewer; without `--out` the page goes to the screen.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from .cases import CASES
from .outcome import Outcome, run
from .page import page


def _tally(index: int, *, quick: bool) -> tuple[str, dict[str, int], int, int]:
    # A case holds functions, which do not pass between processes; its place in the list and its counts do.
    outcome = run(CASES[index], quick=quick)
    return outcome.truth, dict(outcome.seen), outcome.false, outcome.years


def main() -> None:
    """Draw all worlds on all cores and write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.false_calls", description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, help="the file to write; without it the page goes to the screen")
    parser.add_argument("--quick", action="store_true", help="few years, in seconds")
    given = parser.parse_args()
    with ProcessPoolExecutor() as pool:
        tallies = list(pool.map(partial(_tally, quick=given.quick), range(len(CASES))))
    outcomes = [
        Outcome(case, truth, Counter(seen), false, years)
        for case, (truth, seen, false, years) in zip(CASES, tallies, strict=True)
    ]
    text = page(outcomes, quick=given.quick)
    if given.out:
        given.out.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
