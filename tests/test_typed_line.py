"""What one typed line costs, counted: it is read and checked once, and what it does not touch is left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def cost():
    """The counts, in a process of its own: what it loads first would be counted too."""
    done = subprocess.run(
        (sys.executable, "-m", "tests.bench.line"), cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout[done.stdout.index("{") :])


@pytest.mark.parametrize("way", ["typed", "saved", "added"])
def test_a_row_is_checked_once(cost, way):
    assert cost[way]["validated"] == 1


def test_typing_asks_the_board_once_and_computes_nothing(cost):
    assert (cost["typed"]["connections"], cost["typed"]["evaluated"]) == (1, 0)


def test_a_save_writes_twice_and_reads_once_and_so_does_the_page_after_it(cost):
    """The number, and what its source is remembered by; before them one that reads; after them the page opens two."""
    assert cost["saved"]["connections"] <= 5
    assert cost["added"]["connections"] <= 4


def test_a_save_computes_what_read_its_numbers_and_no_other(cost):
    """All metrics and what the next number would flip took 288 before."""
    assert cost["saved"]["evaluated"] <= 96
