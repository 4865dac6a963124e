"""Readings of users: growth, trend, share, churn, and what a closed app left behind."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from tests.boards import SORA, evidence, observations, reading, row

MONTH = 30.436875


def mau(period, value, **more):
    return row("mau", period, value, **more)


def days_between(first, last):
    a, b = observations(mau(first, 1), mau(last, 1))
    return b.time - a.time


# Growth


def test_growth_a_month_is_compounded_over_the_days_between_the_middles():
    r = reading("kling.mau_growth_1m", mau("2026-01", 8e6), mau("2026-03", 9e6), as_of="2026-04-10")
    assert r.value == pytest.approx((9 / 8) ** (MONTH / 59) - 1)  # 16 January to 16 March


def test_growth_uses_the_newest_comparable_pair_alone():
    rows = (mau("2026-01", 1e6), mau("2026-02", 8e6), mau("2026-03", 9e6))
    r = reading("kling.mau_growth_1m", *rows)
    assert r.inputs == (2, 3)


def test_growth_to_zero_is_minus_one_and_from_zero_is_not_known():
    assert reading("kling.mau_growth_1m", mau("2026-02", 5), mau("2026-03", 0)).value == -1
    r = reading("kling.mau_growth_1m", mau("2026-02", 0), mau("2026-03", 5))
    assert (r.reason, r.value, r.inputs) == ("from_zero", None, (1, 2))


def test_growth_across_the_announcement():
    """Newest before 24 March (March itself is) to the newest after, whatever lies between."""
    rows = (mau("2026-02", 6e6), mau("2026-03", 8e6), mau("2026-04", 9e6), mau("2026-05", 10e6))
    r = reading("kling.mau_cmgr", *rows, as_of="2026-06-10")
    assert r.inputs == (2, 4)
    assert r.value == pytest.approx((10 / 8) ** (MONTH / days_between("2026-03", "2026-05")) - 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((mau("2026-04", 1),), "one_point"),
        ((mau("2026-03", 1),), "one_point"),
        ((mau("2026-04", 1), mau("2026-05", 1)), "no_data"),
        ((mau("2026-02", 1), mau("2026-03", 1)), "no_data"),
        ((mau("2026-Q1", 1), mau("2026-05", 1)), "not_comparable"),
        ((mau("2026-02", 0), mau("2026-05", 1)), "from_zero"),
    ],
)
def test_growth_across_the_announcement_is_not_known(rows, reason):
    assert reading("kling.mau_cmgr", *rows).reason == reason


@pytest.mark.parametrize(
    ("first", "known"),
    [("2025-04-15", True), ("2025-04-30", True), ("2025-03-31", True), ("2025-03-30", False), ("2025-05-01", False)],
)
def test_a_year_earlier_is_350_to_380_days(first, known):
    r = reading(
        "kling.mau_growth_1y", mau(first, 4e6), mau("2026-04-15", 5e6), mau("2026-03-01", 1), as_of="2026-05-01"
    )
    assert (r.reason is None) is known
    if known:
        assert r.value == pytest.approx(0.25)
    else:
        assert r.reason == "no_data"


def test_a_year_earlier_the_nearest_to_365_days_then_the_newer():
    rows = [
        mau(day, x) for day, x in (("2025-04-10", 1e6), ("2025-04-17", 2e6), ("2025-04-29", 3e6), ("2026-04-15", 4e6))
    ]
    assert reading("kling.mau_growth_1y", *rows).inputs == (2, 4)  # 363 days
    tie = [mau(day, x) for day, x in (("2025-04-10", 1e6), ("2025-04-20", 2e6), ("2026-04-15", 4e6))]
    assert reading("kling.mau_growth_1y", *tie).inputs == (2, 3)  # 370 and 360


def test_growth_over_a_year_is_not_annualised():
    r = reading("kling.mau_growth_1y", mau("2025-04-05", 4e6), mau("2026-04-15", 5e6))
    assert r.value == pytest.approx(0.25)


def test_a_number_of_another_length_a_year_earlier_is_not_comparable():
    rows = (mau("2025-04-10..2025-04-20", 4e6), mau("2026-04-15", 5e6))
    assert reading("kling.mau_growth_1y", *rows).reason == "not_comparable"


# Drift


def months(first, *values, **more):
    year, month = first
    names = [divmod(year * 12 + month - 1 + i, 12) for i in range(len(values))]
    return [mau(f"{y}-{m + 1:02}", x, **more) for (y, m), x in zip(names, values, strict=True)]


def test_growth_is_the_drift_of_a_random_walk_with_its_t_interval():
    """The oracle: the steps by the roots of their time, on the roots, through the origin."""
    values = (5e6, 5.6e6, 5.9e6, 7e6, 7.1e6)
    rows = months((2025, 11), *values)
    r = reading("kling.mau_growth", *rows, as_of="2026-04-10")
    passed = np.sqrt(np.diff([o.time for o in observations(*rows)]) / MONTH)
    fit = sm.OLS(np.diff(np.log(values)) / passed, passed).fit()
    wanted = [math.exp(x) - 1 for x in (fit.params[0], *fit.conf_int(0.1)[0])]
    assert (r.value, r.low, r.high) == pytest.approx(wanted)
    assert (r.details, r.inputs) == ({"level": 0.9, "points": 5}, (1, 2, 3, 4, 5))


def test_growth_takes_the_numbers_of_183_days():
    """Middles: 16 September to 16 March are 181 days, 16 August to 16 March 212."""
    rows = months((2025, 8), *[1e6 * 1.1**i for i in range(8)])
    assert reading("kling.mau_growth", *rows).inputs == tuple(range(2, 9))


def test_growth_leaves_out_what_overlaps_a_newer_number_taken():
    rows = [*months((2025, 12), 1e6, 2e6, 3e6, 4e6), mau("2026-01-16..2026-02-15", 9e6)]
    assert reading("kling.mau_growth", *rows).inputs == (1, 2, 3, 4)


def test_the_ranges_of_the_first_and_the_last_number_move_the_ends():
    """Of the numbers between them they do not."""
    values = (5e6, 5.6e6, 5.9e6, 7e6)
    rows = months((2025, 12), *values)
    plain = reading("kling.mau_growth", *rows)
    span = days_between("2025-12", "2026-03") / MONTH
    first, last = rows[0] | {"low": 4e6, "high": 6e6}, rows[3] | {"low": 6.5e6, "high": 8e6}
    r = reading("kling.mau_growth", first, rows[1] | {"low": 1e6, "high": 9e6}, rows[2], last)
    assert 1 + r.low == pytest.approx((1 + plain.low) * ((6.5 / 7) * (5 / 6)) ** (1 / span))
    assert 1 + r.high == pytest.approx((1 + plain.high) * ((8 / 7) * (5 / 4)) ** (1 / span))
    assert r.value == plain.value


def test_two_numbers_are_one_pair_whatever_they_are():
    rows = months((2026, 2), 8e6, 9e6)
    r = reading("kling.mau_growth", *rows, as_of="2026-04-10")
    assert (r.value, r.no_call) == (reading("kling.mau_growth_1m", *rows).value, "one_pair")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        (months((2026, 1), 1), "one_point"),
        ([mau("2025-04", 1), mau("2026-04", 2)], "too_few"),  # comparable, but not of the half-year
        ([mau("2025-Q4", 1), mau("2026-04", 2)], "not_comparable"),
        (months((2026, 1), 0, 1, 2), "from_zero"),
        (months((2026, 1), 1, 0, 2), "from_zero"),
        (months((2026, 1), 1, 2, 0), "from_zero"),
        (months((2026, 1), 1, 0), "from_zero"),
    ],
)
def test_growth_is_not_known(rows, reason):
    assert reading("kling.mau_growth", *rows).reason == reason


# Trend


def test_the_trend_is_least_squares_of_the_logarithm_with_its_t_interval():
    values = (5e6, 5.6e6, 5.9e6, 7e6, 7.1e6)
    rows = months((2025, 11), *values)
    r = reading("kling.mau_trend", *rows, as_of="2026-04-10")
    times = [o.time for o in observations(*rows)]
    fit = stats.linregress(times, np.log(values))
    half = stats.t.ppf(0.975, len(values) - 2) * fit.stderr
    wanted = [math.exp(slope * MONTH) - 1 for slope in (fit.slope, fit.slope - half, fit.slope + half)]
    assert (r.value, r.low, r.high) == pytest.approx(wanted)
    assert r.details["level"] == 0.95


def test_the_trend_takes_the_365_days_up_to_the_newest():
    rows = months((2025, 3), *[1e6 * 1.1**i for i in range(13)])  # March 2025 to March 2026: 365 days
    assert reading("kling.mau_trend", *rows).inputs == tuple(range(1, 14))
    rows = months((2025, 2), *[1e6 * 1.1**i for i in range(14)])
    assert reading("kling.mau_trend", *rows).inputs == tuple(range(2, 15))


def test_the_trend_leaves_out_what_overlaps_a_newer_number_taken():
    rows = [*months((2025, 12), 1e6, 2e6, 3e6, 4e6), mau("2026-01-16..2026-02-15", 9e6)]
    assert reading("kling.mau_trend", *rows).inputs == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (months((2026, 1), 1), "one_point"),
        (months((2026, 1), 1, 2, 3), "too_few"),
        ([mau("2025-Q4", 1), mau("2026-04", 2)], "not_comparable"),
        ([mau("2024-04", 1), mau("2026-04", 2)], "too_few"),  # comparable, but not of the year
        (months((2026, 1), 0, 1, 2, 3), "from_zero"),
        (months((2026, 1), 0, 1, 2), "too_few"),  # too few goes before from zero
        ([], "no_data"),
    ],
)
def test_the_trend_is_not_known(rows, reason):
    assert reading("kling.mau_trend", *rows).reason == reason


# Reaction and share


def wau(entity, value, **more):
    return row("wau_change", "2026-03-24..2026-04-02", value, entity=entity, **more)


def test_the_reaction_gap_is_against_the_mean_of_the_others():
    rows = (wau("Kling AI", 0.04), wau("Runway", 0.01), wau("Vidu", -0.03), wau("Pika", 0.5, basis="other"))
    r = reading("kling.reaction_gap", *rows)
    assert r.value == pytest.approx(0.04 - (0.01 - 0.03) / 2)
    assert r.inputs == (1, 2, 3)


def test_one_rival_is_no_field():
    r = reading("kling.reaction_gap", wau("Kling AI", 0.04), wau("Runway", 0.01))
    assert (r.reason, r.inputs) == ("too_few", (1, 2))
    assert reading("kling.reaction_gap", wau("Vidu", 0.1), wau("Runway", 0.01)).reason == "no_data"


def test_the_gap_needs_one_basis_and_one_period():
    other = {"series": "wau_change", "value": 0.1, "entity": "Vidu", "period": "2026-03-31..2026-04-06"}
    assert reading("kling.reaction_gap", wau("Kling AI", 0.04), wau("Runway", 0.01), other).reason == "too_few"


def test_the_range_of_the_gap():
    rows = (wau("Kling AI", 0.04, low=0.03, high=0.05), wau("Runway", 0.01), wau("Vidu", 0.02, low=0.0, high=0.03))
    r = reading("kling.reaction_gap", *rows)
    assert (r.low, r.high) == pytest.approx((0.03 - 0.02, 0.05 - 0.005))


def test_the_share_is_of_all_on_one_basis_and_period():
    rows = (mau("2026-03", 6e6), mau("2026-03", 3e6, entity=SORA), mau("2026-03", 1e6, entity="Vidu"))
    r = reading("kling.share", *rows, mau("2026-03", 9e9, entity="Pika", basis="other"))
    assert r.value == pytest.approx(0.6)
    assert r.details["entities"] == ["Kling AI", SORA, "Vidu"]


def test_the_share_takes_the_newest_period_with_two():
    rows = (mau("2026-03", 6e6), mau("2026-03", 2e6, entity=SORA), mau("2026-04", 9e6), mau("2026-04", 1e6, basis="x"))
    r = reading("kling.share", *rows)
    assert (r.value, r.at) == (0.75, date(2026, 3, 31))


def test_the_share_alone_is_too_few():
    assert reading("kling.share", mau("2026-03", 6e6)).reason == "too_few"
    assert reading("kling.share", mau("2026-03", 6e6, entity=SORA)).reason == "no_data"
    rivals_elsewhere = (
        mau("2026-03", 6e6),
        mau("2026-02", 6e6, entity=SORA),
        mau("2026-03", 6e6, entity="V", basis="b"),
    )
    assert reading("kling.share", *rivals_elsewhere).reason == "too_few"


def test_a_share_of_nothing_is_from_zero():
    assert reading("kling.share", mau("2026-03", 0), mau("2026-03", 0, entity=SORA)).reason == "from_zero"


def test_the_range_of_the_share_sets_low_against_high():
    rows = (mau("2026-03", 6e6, low=5e6, high=7e6), mau("2026-03", 4e6, entity=SORA, low=3e6, high=5e6))
    r = reading("kling.share", *rows)
    assert (r.low, r.high) == pytest.approx((5 / 10, 7 / 10))


# Churn


def new(period, value, **more):
    return row("new_users", period, value, **more)


def test_net_churn_is_first_plus_new_less_last():
    r = reading("kling.net_churn", mau("2026-02", 8e6), mau("2026-03", 9e6), new("2026-03", 3e6))
    assert (r.value, r.inputs, r.at) == (8e6 + 3e6 - 9e6, (1, 2, 3), date(2026, 3, 31))


def test_new_users_fill_the_time_between_the_ends_as_one_chain():
    pair = (mau("2026-01", 8e6), mau("2026-04", 9e6))
    whole = (new("2026-02", 1e6), new("2026-03", 2e6), new("2026-04", 3e6))
    assert reading("kling.net_churn", *pair, *whole).value == 8e6 + 6e6 - 9e6
    assert reading("kling.net_churn", *pair, *whole[:2]).reason == "no_data"
    assert reading("kling.net_churn", *pair, *whole[1:]).reason == "no_data"
    overlapping = (new("2026-02-01..2026-03-15", 1e6), new("2026-03", 2e6), new("2026-04", 3e6))
    assert reading("kling.net_churn", *pair, *overlapping).reason == "no_data"


def test_of_several_chains_the_one_of_fewest_rows():
    pair = (mau("2026-01", 8e6), mau("2026-03", 9e6))
    rows = (new("2026-02", 1e6), new("2026-03", 1e6), new("2026-02-01..2026-03-31", 5e6))
    r = reading("kling.net_churn", *pair, *rows)
    assert (r.value, r.inputs) == (8e6 + 5e6 - 9e6, (1, 2, 5))


def test_new_users_of_another_basis_fill_nothing():
    rows = (mau("2026-02", 8e6), mau("2026-03", 9e6), new("2026-03", 3e6, basis="other"))
    r = reading("kling.net_churn", *rows)
    assert (r.reason, r.inputs) == ("no_data", (1, 2))


def test_net_churn_may_be_below_zero_when_more_come_back():
    assert (
        reading("kling.net_churn", mau("2026-02", 8e6), mau("2026-03", 9e6), new("2026-03", 1)).value == 8e6 + 1 - 9e6
    )


# Sora's downloads


def downloads(period, value, **more):
    return row("downloads", period, value, entity=SORA, **more)


def test_downloads_are_per_day_against_the_peak():
    rows = (downloads("2025-11", 3e6), downloads("2025-12", 3.05e6), downloads("2026-02", 1.4e6))
    r = reading("kling.sora_downloads_change", *rows)
    assert r.value == pytest.approx((1.4e6 / 28) / (3e6 / 30) - 1)  # 100,000 a day in November, fewer in December
    assert r.inputs == (1, 3)


def test_downloads_at_their_peak_have_not_fallen():
    assert reading("kling.sora_downloads_change", downloads("2025-11", 1e6), downloads("2025-12", 2e6)).value == 0


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((downloads("2025-11", 1e6),), "one_point"),
        ((downloads("2025-11", 0), downloads("2025-12", 0)), "from_zero"),
    ],
)
def test_downloads_are_not_known(rows, reason):
    assert reading("kling.sora_downloads_change", *rows).reason == reason


def test_levels_are_the_newest_on_the_leading_basis():
    rows = (
        mau("2026-03", 8e6, basis="panel"),
        mau("2026-02", 1e6, basis="panel"),
        mau("2026-02", 9e9, basis="company"),
    )
    assert reading("kling.mau", *rows).value == 8e6
    assert evidence(*rows).newest("mau", "Kling AI").id == 1


def test_the_ends_of_net_churn_are_the_fewest_and_the_most_that_may_have_left():
    rows = (
        mau("2026-02", None, low=8e6, high=9e6),
        mau("2026-03", None, low=8.5e6, high=10e6),
        new("2026-03", None, low=3e6, high=5e6),
    )
    r = reading("kling.net_churn", *rows)
    assert (r.low, r.high) == (8e6 + 3e6 - 10e6, 9e6 + 5e6 - 8.5e6)
