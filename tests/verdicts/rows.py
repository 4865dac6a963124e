"""The rows of the cases."""

from __future__ import annotations

import csv
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases" / "verdicts"


def rows_of(case):
    """The rows of a case, as dicts of text."""
    with (CASES / f"{case}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
