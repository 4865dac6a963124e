"""Readings of hiring: postings over 28 days, else the change of the stock; acceleration; shares of roles."""

from __future__ import annotations

import math
from datetime import date

import pytest
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
    r = reading(VELOCITY, *weeks(WEEKS, 3, 1, 2, 2), as_of="2026-06-30")
    assert (r.value, r.unit, r.call, r.at) == (2.0, "roles per week", "supports", date(2026, 6, 28))


def test_only_rows_whole_in_the_28_days_count():
    """28 June less 27 days is 1 June: a row that begins on 31 May is out."""
    rows = [*weeks(WEEKS[1:], 1, 2, 2), posted("2026-05-31..2026-06-07", 99)]
    r = reading(VELOCITY, *rows)
    assert r.value == pytest.approx(5 * 7 / 21)
    assert r.inputs == (1, 2, 3)


def test_of_overlapping_rows_the_shorter():
    month = posted("2026-06-01..2026-06-28", 99)
    assert reading(VELOCITY, *weeks(WEEKS, 3, 1, 2, 2), month).value == 2.0
    assert reading(VELOCITY, *weeks(WEEKS[3:], 2), month).reason == "too_few"  # one week of seven days remains
    assert reading(VELOCITY, month).value == pytest.approx(99 / 4)


@pytest.mark.parametrize(("first", "known"), [("2026-06-15", True), ("2026-06-16", False)])
def test_14_days_must_be_covered(first, known):
    r = reading(VELOCITY, posted(f"{first}..2026-06-28", 4), as_of="2026-06-30")
    assert (r.value, r.reason) == ((2.0, None) if known else (None, "too_few"))


def test_a_row_longer_than_the_window_covers_nothing():
    assert reading(VELOCITY, posted("2026-05", 9)).reason == "too_few"  # 31 days


def test_no_role_posted_is_a_velocity_of_zero():
    r = reading(VELOCITY, *weeks(WEEKS, 0, 0, 0, 0), as_of="2026-06-30")
    assert (r.value, r.call) == (0, "against")


def test_without_postings_the_stock_answers():
    r = reading(VELOCITY, stock("2026-06-02", 11), stock("2026-06-30", 19), as_of="2026-07-01")
    assert (r.value, r.details["from"]) == (2.0, "stock")
    fall = reading(VELOCITY, stock("2026-06-02", 11), stock("2026-06-16", 9), as_of="2026-06-17")
    assert (fall.value, fall.call) == (-1.0, "against")


def test_postings_go_before_the_stock_even_where_they_are_too_few():
    rows = (stock("2026-06-02", 11), stock("2026-06-30", 19), posted(WEEKS[3], 1))
    assert reading(VELOCITY, *rows).reason == "too_few"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((stock("2026-06-02", 11),), "one_point"),
        ((stock("2026-06-02", 11), stock("2026-06-08", 12)), "not_comparable"),  # six days
    ],
)
def test_the_stock_does_not_answer(rows, reason):
    assert reading(VELOCITY, *rows).reason == reason


def test_the_range_of_a_velocity():
    r = reading(VELOCITY, posted("2026-06-01..2026-06-28", low=4, high=16))
    assert (r.value, r.low, r.high) == pytest.approx((2, 1, 4))


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
