"""Intervals hold the truth as often as they say, in fewer draws than docs/calibration.md but from the same cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.calibration.cases import BROKEN, CASES, STATED
from tests.calibration.outcome import Outcome, run

PAGE = Path(__file__).parents[1] / "docs" / "calibration.md"

# Standard errors at the edge of a band that are left to chance; the seeds are fixed, so a run repeats.
ERRORS = 3


@pytest.mark.parametrize("interval", sorted({case.interval for case in CASES}))
def test_an_interval_holds_the_truth_as_often_as_it_says(interval):
    outcomes = [run(case, quick=True) for case in CASES if case.interval == interval]
    assert {o.case.name: o.covered for o in outcomes if not o.inside(ERRORS)} == {}
    # Cases that are slow are drawn a few times each; together they say more.
    given, held = sum(o.given for o in outcomes), sum(o.held for o in outcomes)
    assert Outcome(outcomes[0].case, given, held, without=0).inside(ERRORS), f"{held} of {given}"


@pytest.mark.parametrize(
    "interval", ["counterfactual", "drift_per_month", "ratio_interval", "runway_months", "trend_per_month"]
)
def test_what_theory_says_to_the_digit_is_met(interval):
    """Under their assumptions these cover exactly what they state, so the band would let too much pass."""
    outcomes = [run(case, quick=True) for case in CASES if case.interval == interval]
    given, held = sum(o.given for o in outcomes), sum(o.held for o in outcomes)
    stated = STATED[outcomes[0].case.band]
    assert held / given == pytest.approx(stated, abs=ERRORS * (stated * (1 - stated) / given) ** 0.5)


@pytest.mark.parametrize("case", [c for c in BROKEN if c.quick >= 1_000], ids=lambda case: case.name)
def test_what_breaks_an_assumption_is_seen(case):
    """The same draws tell a broken assumption from one that holds, so they would tell a broken formula."""
    assert not run(case, quick=True).inside()


def test_the_page_has_every_case_and_each_lies_in_its_band():
    rows = [
        [cell.strip(" `*") for cell in line.strip("|").split("|")]
        for line in PAGE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    listed = [(interval, truth, n) for interval, truth, n, *_ in rows]
    assert listed == [(case.interval, case.truth, case.n) for case in CASES + BROKEN]
    for case, row in zip(CASES, rows[: len(CASES)], strict=True):
        covered = float(re.fullmatch(r"([\d.]+) %", row[5])[1]) / 100
        assert case.band[0] <= covered <= case.band[1], row
        assert row[-1] == "yes"
        assert row[3] == f"{case.runs:,}"
