"""Readings of hiring: postings over 28 or 84 days, the change of the stock, acceleration, shares of roles."""

from __future__ import annotations

import math
from datetime import date

import pytest
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from tests.boards import reading, row

VELOCITY = "robotics.hiring_velocity"
WEEKS = ("2026-06-01..2026-06-07", "2026-06-08..2026-06-14", "2026-06-15..2026-06-21", "2026-06-22..2026-06-28")
EARLIER = ("2026-05-04..2026-05-10", "2026-05-11..2026-05-17", "2026-05-18..2026-05-24", "2026-05-25..2026-05-31")


def posted(period, value=None, **more):
    return row("robotics_roles_posted", period, value, **more)


def stock(day, value=None, **more):
    return row("robotics_open_roles", day, value, **more)


def weeks(periods, *values):
    return [posted(p, x) for p, x in zip(periods, values, strict=True)]


# Velocity


def test_postings_of_28_days_by_the_week():
    r = reading(VELOCITY, *weeks(WEEKS, 6, 2, 4, 4), as_of="2026-06-30")
    assert (r.value, r.unit, r.at) == (4.0, "roles per week", date(2026, 6, 28))
    assert r.details == {"days": 28, "window": 28, "level": 0.9}


def test_the_interval_is_that_of_a_poisson_count():
    """The case of the contract: 6 postings in 21 days are 2 a week, and anything from 0.87 to 3.95 (Garwood, 90%)."""
    r = reading(VELOCITY, *weeks(WEEKS[1:], 2, 2, 2), as_of="2026-06-30")
    low, high = chi2.ppf(0.05, 2 * 6) / 2, chi2.ppf(0.95, 2 * 6 + 2) / 2
    assert (r.value, r.low, r.high) == (2.0, pytest.approx(low / 3), pytest.approx(high / 3))
    assert (round(low / 3, 2), round(high / 3, 2)) == (0.87, 3.95)
    assert r.call == "mixed"


def test_many_postings_make_a_call():
    assert reading(VELOCITY, *weeks(WEEKS, 6, 5, 5, 6), as_of="2026-06-30").call == "supports"


def test_a_rows_own_range_widens_the_interval():
    rows = [posted(p, 4, low=3, high=6) for p in WEEKS]
    r = reading(VELOCITY, *rows, as_of="2026-06-30")
    assert r.low == pytest.approx(chi2.ppf(0.05, 2 * 12) / 2 / 4)
    assert r.high == pytest.approx(chi2.ppf(0.95, 2 * 24 + 2) / 2 / 4)


def test_few_postings_are_counted_over_twelve_weeks():
    r = reading(VELOCITY, *weeks(EARLIER, 1, 2, 1, 1), *weeks(WEEKS, 1, 2, 1, 1), as_of="2026-06-30")
    assert (r.value, r.details["window"], r.details["days"]) == (10 / 8, 84, 56)
    enough = reading(VELOCITY, *weeks(EARLIER, 1, 2, 1, 1), *weeks(WEEKS, 3, 3, 2, 2), as_of="2026-06-30")
    assert (enough.value, enough.details["window"]) == (10 / 4, 28)


def test_only_rows_whole_in_the_28_days_count():
    """28 June less 27 days is 1 June: a row that begins on 31 May is out."""
    rows = [*weeks(WEEKS[1:], 2, 4, 4), posted("2026-05-31..2026-06-07", 99)]
    r = reading(VELOCITY, *rows)
    assert r.value == pytest.approx(10 * 7 / 21)
    assert r.inputs == (1, 2, 3)


def test_of_overlapping_rows_the_shorter():
    month = posted("2026-06-01..2026-06-28", 99)
    assert reading(VELOCITY, *weeks(WEEKS, 3, 1, 2, 4), month).value == 2.5
    assert reading(VELOCITY, *weeks(WEEKS[3:], 2), month).reason == "too_few"  # one week of seven days remains
    assert reading(VELOCITY, month).value == pytest.approx(99 / 4)


@pytest.mark.parametrize(("first", "known"), [("2026-06-15", True), ("2026-06-16", False)])
def test_14_days_must_be_covered(first, known):
    r = reading(VELOCITY, posted(f"{first}..2026-06-28", 4), as_of="2026-06-30")
    assert (r.value, r.reason) == ((2.0, None) if known else (None, "too_few"))


def test_a_row_longer_than_the_window_covers_nothing():
    assert reading(VELOCITY, posted("2026-03-09..2026-05-31", 9)).value == pytest.approx(9 / 12)  # 84 days
    assert reading(VELOCITY, posted("2026-03-08..2026-05-31", 9)).reason == "too_few"  # 85 days


def test_no_role_posted_is_a_velocity_of_zero():
    """None in four weeks leaves up to 0.75 a week open; none in twelve at most 0.25, which is under the line."""
    four = reading(VELOCITY, *weeks(WEEKS, 0, 0, 0, 0), as_of="2026-06-30")
    assert (four.value, four.low, four.call) == (0, 0, "mixed")
    assert four.high == pytest.approx(-math.log(0.05) / 4)
    twelve = reading(VELOCITY, posted("2026-04-06..2026-06-28", 0), as_of="2026-06-30")
    assert (twelve.value, twelve.call) == (0, "against")


@pytest.mark.parametrize("counts", [(11, 19), (11, 9), (40, 12)])
def test_open_roles_are_no_hiring(counts):
    """40 roles of which 28 were filled are 12: a fall of the stock that is the opposite of no hiring."""
    first, last = counts
    rows = (stock("2026-06-02", first), stock("2026-06-30", last))
    r = reading(VELOCITY, *rows, as_of="2026-07-01")
    assert (r.value, r.reason, r.call) == (None, "no_data", None)
    assert "net change, not hiring" in r.because
    change = reading("robotics.openings_change", *rows, as_of="2026-07-01")
    assert (change.value, change.unit, change.call) == ((last - first) / 4, "roles per week", None)


def test_roles_that_were_listed_again_are_named():
    rows = (stock("2026-06-02", 12), stock("2026-06-30", 11))
    r = reading(VELOCITY, *rows, *weeks(WEEKS, 6, 2, 4, 4), as_of="2026-06-30")
    assert "may have been listed again" in r.because
    grown = (stock("2026-06-02", 12), stock("2026-06-30", 16))
    assert "listed again" not in reading(VELOCITY, *grown, *weeks(WEEKS, 6, 2, 4, 4), as_of="2026-06-30").because


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((stock("2026-06-02", 11),), "one_point"),
        ((stock("2026-06-02", 11), stock("2026-06-08", 12)), "not_comparable"),  # six days
    ],
)
def test_the_change_of_open_roles_is_not_known(rows, reason):
    assert reading("robotics.openings_change", *rows).reason == reason


def test_the_range_of_a_velocity():
    r = reading(VELOCITY, posted("2026-06-01..2026-06-28", low=4, high=16))
    ends = chi2.ppf(0.05, 2 * 4) / 2 / 4, chi2.ppf(0.95, 2 * 16 + 2) / 2 / 4
    assert (r.value, r.low, r.high) == pytest.approx((2, *ends))


# Acceleration


def test_acceleration_is_the_log_of_the_ratio_to_28_days_earlier():
    rows = [*weeks(EARLIER, 1, 1, 1, 1), *weeks(WEEKS, 2, 2, 2, 2)]
    r = reading("robotics.hiring_acceleration", *rows)
    assert (r.value, r.unit) == (pytest.approx(math.log(2)), "ln ratio")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([stock("2026-06-02", 11), stock("2026-06-30", 19)], "no_data"),  # from postings alone
        ([posted(WEEKS[0], 1)], "one_point"),
        (weeks(WEEKS, 2, 2, 2, 2), "too_few"),
        ([*weeks(EARLIER, 0, 0, 0, 0), *weeks(WEEKS, 2, 2, 2, 2)], "from_zero"),
        ([*weeks(EARLIER, 1, 1, 1, 1), *weeks(WEEKS, 0, 0, 0, 0)], "not_identified"),
        ([*weeks(EARLIER, 0, 0, 0, 0), *weeks(WEEKS, 0, 0, 0, 0)], "from_zero"),
    ],
)
def test_acceleration_is_not_known(rows, reason):
    assert reading("robotics.hiring_acceleration", *rows).reason == reason


# Shares


def every(day, value, **more):
    return row("open_roles", day, value, **more)


def test_robotics_share_of_all_open_roles_with_wilsons_interval():
    r = reading("robotics.role_share", stock("2026-06-02", 11), every("2026-06-02", 400))
    assert (r.value, r.low, r.high) == pytest.approx((11 / 400, *proportion_confint(11, 400, 0.05, "wilson")))
    assert r.details["level"] == 0.95


@pytest.mark.parametrize(
    ("whole", "reason"),
    [
        (every("2026-06-03", 400), "not_comparable"),
        (every("2026-06-02", 400, basis="other"), "not_comparable"),
        (every("2026-06-01..2026-06-03", 400), "not_comparable"),
        (every("2026-06-02", 10), "not_comparable"),  # fewer in all than for robotics
        (every("2026-06-02", 0), "from_zero"),
    ],
)
def test_the_share_of_roles_is_not_known(whole, reason):
    assert reading("robotics.role_share", stock("2026-06-02", 11), whole).reason == reason
    assert reading("robotics.role_share", whole).reason == "no_data"


def test_only_the_newest_of_each_are_set_against_each_other():
    rows = (stock("2026-06-02", 11), every("2026-06-02", 400), every("2026-07-02", 500))
    assert reading("robotics.role_share", *rows).reason == "not_comparable"


def heads(day, value, **more):
    return row("robotics_headcount", day, value, **more)


@pytest.mark.parametrize(("day", "known"), [("2026-04-18", True), ("2026-04-17", False)])
def test_openings_over_jobs_within_45_days(day, known):
    r = reading("robotics.openings_rate", stock("2026-06-02", 11), heads(day, 33, basis="press"), as_of="2026-06-03")
    assert (r.value, r.reason) == ((0.25, None) if known else (None, "not_comparable"))


def test_openings_where_nobody_works_and_none_is_sought():
    rows = (stock("2026-06-02", 0), heads("2026-06-02", 0))
    assert reading("robotics.openings_rate", *rows).reason == "from_zero"
    assert reading("robotics.openings_rate", stock("2026-06-02", 3), heads("2026-06-02", 0)).value == 1


def test_a_floor_of_heads_makes_the_openings_rate_at_most():
    r = reading("robotics.openings_rate", stock("2026-06-02", 11), heads("2026-06-02", 12, grade="floor"))
    assert r.because.startswith("At most 47.8%")


def test_growth_of_heads_in_robotics():
    r = reading("robotics.headcount_growth_1m", heads("2026-01-01", 10), heads("2026-04-01", 20))
    assert r.value == pytest.approx(2 ** (30.436875 / 90) - 1)
