"""What an open claim needs: growth a month of a level, how many more of a count, how much more of a sum."""

from __future__ import annotations

from datetime import date

import pytest

from tests.boards import row
from tests.core.claims.test_judge import DOUBLES, HALF, PAPERS, YEAR_2025, judged, mau, paper, proofs

MONTH = 30.436875  # days, by the contract
TARGET = {"test": ">= 10.15", "period_end": date(2026, 9, 30), "resolve_by": date(2026, 11, 30)}


def test_a_level_needs_growth_a_month_from_the_middle_of_its_newest_period():
    """7.8M in March, whose middle is the 16th: 198 days to 30 September."""
    found = judged([mau("2026-03", 7.8, "2026-04-02")], "2026-04-05", **TARGET)
    assert found.needs.unit == "ratio per month"
    assert found.needs.value == pytest.approx((10.15 / 7.8) ** (MONTH / 198) - 1)
    assert "Needs +4.13% a month from Mar 2026; no pace seen yet, from one number." in found.because


def test_the_pace_seen_stands_beside_the_pace_needed():
    """9.9M in August, 153 days later: +4.86% a month; 45 days are left for the last 0.25M."""
    rows = [mau("2026-03", 7.8, "2026-04-02"), mau("2026-08", 9.9, "2026-09-05")]
    found = judged(rows, "2026-09-10", **TARGET)
    assert found.needs.value == pytest.approx((10.15 / 9.9) ** (MONTH / 45) - 1)
    seen = (9.9 / 7.8) ** (MONTH / 153) - 1
    assert seen == pytest.approx(0.0486, abs=5e-5)
    assert "Needs +1.7% a month from Aug 2026; seen +4.86% a month, Mar 2026 to Aug 2026." in found.because


def test_a_level_that_is_there_already_may_fall():
    found = judged([mau("2026-08", 12, "2026-09-05")], "2026-09-10", **TARGET)
    assert found.needs.value == pytest.approx((10.15 / 12) ** (MONTH / 45) - 1)
    assert found.needs.value < 0


def test_the_pace_is_of_the_basis_that_judges_and_of_days_of_the_claim():
    rows = [
        mau("2026-03", 7.8, "2026-04-02", basis="Sensor Tower app panel"),
        mau("2026-08", 20, "2026-09-05", basis="company, all platforms"),
    ]
    assert judged(rows, "2026-09-10", **TARGET).reading.value == 7.8
    assert judged(rows, "2026-09-10", **TARGET).needs.value == pytest.approx((10.15 / 7.8) ** (MONTH / 198) - 1)


@pytest.mark.parametrize(
    ("test", "days", "more"),
    [(">= 2", (), 2), ("> 2", (), 3), (">= 2", ("2026-07-04",), 1), ("> 1.5", ("2026-07-04",), 1), ("< 2", (), None)],
)
def test_a_count_needs_how_many_more(test, days, more):
    ends = {"period_end": date(2028, 4, 2), "resolve_by": date(2028, 6, 30)}
    found = judged([], "2026-11-30", proofs(*days), metric="robotics.proof_points", test=test, **ends)
    assert (found.needs and found.needs.value) == more


def test_papers_needed_are_papers_whether_or_not_anybody_searched():
    assert judged([], "2026-05-13", **PAPERS).needs.value == 1
    found = judged([paper("2026-05-04", "One")], "2026-05-13", **(PAPERS | {"test": ">= 3"}))
    assert (found.needs.value, found.needs.unit) == (2, "papers")
    assert "Needs 2 papers more by 2 Jul 2026; 1 paper so far" in found.because


def test_a_sum_needs_what_is_missing_beside_what_comes_a_month():
    """2 x 1,040 - 1,500 = 580, in 184 days: 580 / 184 x 30.44 = 95.9 a month; 1,500 / 181 x 30.44 = 252."""
    found = judged([*YEAR_2025, *HALF], "2026-11-19", **DOUBLES)
    assert (found.needs.value, found.needs.unit) == (580, "CNY")
    assert "Needs over CNY 580 more by 31 Dec 2026, CNY 95.9 a month; seen CNY 252 a month" in found.because


def test_a_sum_of_which_no_part_is_on_file_needs_all_of_it():
    found = judged(YEAR_2025, "2026-04-02", **DOUBLES)
    assert found.needs.value == 2080
    assert "Needs over CNY 2.08k in 2026; no part of it is on file." in found.because


@pytest.mark.parametrize(
    ("metric", "rows"),
    [
        ("kling.mau", []),
        ("kling.mau_growth_1m", [mau("2026-03", 7.8, "2026-04-02"), mau("2026-04", 8, "2026-05-02")]),  # no level
        (
            "kling.mau",
            [mau("2026-09", 10, "2026-10-08", low=8, high=13)],
        ),  # the range leaves it open; no pace closes it
        ("kling.revenue_year_ratio", [row("revenue", "2025-Q4", 340, unit="CNY", published_on="2026-03-25")]),
    ],
)
def test_what_has_no_pace_says_none(metric, rows):
    assert judged(rows, "2026-11-01", metric=metric, **TARGET).needs is None
