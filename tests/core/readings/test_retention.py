"""Readings of retention: by age, past day 30, by a curve; totals never stand in for a cohort."""

from __future__ import annotations

import math
from datetime import date

import pytest
from statsmodels.stats.proportion import proportion_confint

from tests.boards import reading, row

# Fader and Hardie, How to Project Customer Retention (2007), table 1: the "regular" customers of a service by year.
REGULAR = (1000, 631, 468, 382, 326, 289, 262, 241)
LATER = {"known_on": "2026-10-01"}


def kept(period, age, value=None, **more):
    return row("retention", period, value, age_days=age, **(LATER | more))


def size(period, value, **more):
    return row("cohort_size", period, value, **more)


# By age


def test_the_newest_cohort_that_has_the_age():
    rows = (kept("2026-04", 30, 0.06), kept("2026-05", 30, 0.05), kept("2026-06", 7, 0.2))
    r = reading("kling.retention_d30", *rows)
    assert (r.value, r.inputs, r.at) == (0.05, (2,), date(2026, 5, 31))
    assert reading("kling.retention_d7", *rows).value == 0.2
    assert reading("kling.retention_d1", *rows).reason == "no_data"


def test_the_interval_is_wilsons_where_the_cohorts_size_is_known():
    r = reading("kling.retention_d30", kept("2026-05", 30, 0.05), size("2026-05", 1000))
    assert (r.low, r.high) == pytest.approx(proportion_confint(50, 1000, 0.05, "wilson"))
    assert r.details["level"] == 0.95
    assert r.inputs == (1, 2)


@pytest.mark.parametrize("other", [size("2026-04", 1000), size("2026-05", 1000, basis="x")])
def test_the_size_of_another_cohort_does_not_serve(other):
    r = reading("kling.retention_d30", kept("2026-05", 30, 0.05), other)
    assert (r.low, r.high, r.inputs) == (None, None, (1,))
    assert "level" not in r.details


def test_the_rows_own_range_stands_where_no_size_is_known():
    r = reading("kling.retention_d30", kept("2026-05", 30, low=1, high=4, unit="percent"), as_of="2026-10-02")
    assert (r.value, r.low, r.high) == pytest.approx((0.02, 0.01, 0.04))
    assert r.call == "mixed"


def test_peers_stand_beside_on_their_own_leading_basis():
    rows = (
        kept("2025-10", 30, 0.01, entity="Sora", basis="a16z"),
        kept("2025-11", 30, 0.02, entity="Sora", basis="a16z"),
        kept("2025-12", 30, 0.9, entity="Sora", basis="a16z, rolling"),
        kept("2025-10", 7, 0.05, entity="Pika"),
    )
    for found in (
        reading("kling.retention_d30", *rows),
        reading("kling.retention_d30", *rows, kept("2026-05", 30, 0.05)),
    ):
        assert found.details["peers"] == {"Sora": {"value": 0.02, "basis": "a16z", "at": "2025-11-30"}}


@pytest.mark.parametrize("metric", ["d1", "d7", "d30", "d60_given_d30", "d90_given_d30", "model", "change_d30"])
def test_totals_cannot_tell_it(metric):
    rows = [row("mau", f"2026-0{month}", 8e6) for month in (1, 2, 3, 4)]
    for given in ((), rows):
        r = reading(f"kling.retention_{metric}", *given)
        assert r.reason == "no_data"
        assert "otals" in r.because


# Rolling and bracket


@pytest.mark.parametrize("ending", [", rolling", ", bracket"])
def test_rolling_retention_alone_has_no_call_and_no_model(ending):
    rows = [kept("2026-05", age, x, basis="panel" + ending) for age, x in ((1, 0.5), (30, 0.3), (60, 0.25))]
    alone = reading("kling.retention_d30", *rows, as_of="2026-10-02")
    assert (alone.value, alone.call) == (0.3, None)
    assert reading("kling.retention_model", *rows).status == "unknown"
    assert reading("kling.retention_d60_given_d30", *rows).value == pytest.approx(0.25 / 0.3)
    assert reading("kling.retention_d90_given_d30", *rows).status == "unknown"
    beside = reading("kling.retention_d30", *rows, kept("2025-05", 30, 0.06, basis="other"), as_of="2026-10-02")
    assert beside.value == 0.06


# Past day 30


def test_the_newest_cohort_with_both_ages():
    rows = (
        kept("2026-03", 30, 0.10),
        kept("2026-03", 60, 0.08),
        kept("2026-04", 30, 0.20),
        kept("2026-04", 60, 0.15),
        kept("2026-05", 30, 0.30),
    )
    r = reading("kling.retention_d60_given_d30", *rows)
    assert (r.value, r.inputs) == (pytest.approx(0.75), (3, 4))
    assert r.details["from"] == "cohort"


def test_without_both_ages_the_curve_of_the_models_cohort_answers():
    rows = (kept("2026-05", 1, 0.6), kept("2026-05", 7, 0.4), kept("2026-05", 30, 0.3))
    r = reading("kling.retention_d90_given_d30", *rows)
    model = reading("kling.retention_model", *rows)
    assert r.details["from"] == "model"
    day30 = model.details["fitted"][model.details["ages"].index(30)]
    assert r.value == pytest.approx(model.details["projected"]["90"] / day30)
    assert r.inputs == model.inputs


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((kept("2026-05", 30, 0.1),), "one_point"),
        ((kept("2026-05", 30, 0.1), kept("2026-04", 60, 0.1)), "too_few"),
        ((kept("2026-05", 30, 0.0), kept("2026-05", 60, 0.0)), "from_zero"),
        ((kept("2026-05", 1, 0.1), kept("2026-05", 7, 0.2)), "not_identified"),
    ],
)
def test_past_day_30_is_not_known(rows, reason):
    assert reading("kling.retention_d60_given_d30", *rows).reason == reason


def test_the_range_past_day_30_sets_low_against_high():
    rows = (kept("2026-04", 30, 0.2, low=0.1, high=0.25), kept("2026-04", 60, 0.1, low=0.05, high=0.1))
    r = reading("kling.retention_d60_given_d30", *rows)
    assert (r.low, r.high) == pytest.approx((0.05 / 0.25, 0.1 / 0.1))


# The curve


def test_the_curve_is_fader_and_hardies():
    """Their fit to the first seven years of the regular customers: alpha 0.704, beta 1.182 (table 3)."""
    rows = [kept("2026-01", age, n / 1000) for age, n in enumerate(REGULAR)]
    r = reading("kling.retention_model", *rows, size("2026-01", 1000))
    assert r.details["ages"] == [1, 2, 3, 4, 5, 6, 7]
    assert r.details["alpha"] == pytest.approx(0.704, abs=2e-3)
    assert r.details["beta"] == pytest.approx(1.182, abs=2e-3)
    assert r.details["log_likelihood"] == pytest.approx(-1680.3, abs=0.5)
    survival, alpha, beta = 1.0, r.details["alpha"], r.details["beta"]
    for t in range(1, 181):
        survival *= (beta + t - 1) / (alpha + beta + t - 1)
        if t == 7:
            assert r.details["fitted"][-1] == pytest.approx(survival)
    assert r.value == pytest.approx(survival)
    assert set(r.details["projected"]) == {"90", "180", "365"}
    assert [r.low, r.high] == r.details["model_range"]  # models, no interval
    assert "level" not in r.details
    assert "models, not measurements" in r.because


def test_the_range_of_the_curve_is_the_least_and_the_most_of_three_models():
    """Two ages fix each model: 0.4 on day 1 and 0.2 on day 7, carried on to day 180 by hand."""
    r = reading("kling.retention_model", kept("2026-05", 1, 0.4), kept("2026-05", 7, 0.2))
    power = 0.4 * 180 ** (math.log(0.2 / 0.4) / math.log(7))
    shape = math.log(math.log(0.2) / math.log(0.4)) / math.log(7)
    weibull = 0.4 ** (180**shape)
    alpha, beta = r.details["alpha"], r.details["beta"]
    assert beta / (alpha + beta) == pytest.approx(0.4, rel=1e-4)
    shifted = math.prod((beta + day - 1) / (alpha + beta + day - 1) for day in range(1, 181))
    assert math.prod((beta + day - 1) / (alpha + beta + day - 1) for day in range(1, 8)) == pytest.approx(0.2, rel=1e-4)
    assert r.value == pytest.approx(shifted)
    assert weibull < power < shifted
    assert [r.low, r.high] == pytest.approx([weibull, shifted], rel=1e-3)


def test_without_a_size_there_is_no_likelihood():
    r = reading("kling.retention_model", *(kept("2026-01", age, n / 1000) for age, n in enumerate(REGULAR)))
    assert r.details["log_likelihood"] is None
    assert r.details["alpha"] == pytest.approx(0.704, abs=2e-3)


def test_the_curve_takes_the_newest_cohort_with_two_ages_past_day_0():
    rows = (
        kept("2026-03", 1, 0.5),
        kept("2026-03", 7, 0.3),
        kept("2026-04", 0, 1.0),
        kept("2026-04", 1, 0.5),
    )
    r = reading("kling.retention_model", *rows)
    assert (r.inputs, r.at) == ((1, 2), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((kept("2026-03", 1, 0.5),), "one_point"),
        ((kept("2026-03", 0, 1.0), kept("2026-03", 1, 0.5)), "too_few"),
        ((kept("2026-03", 1, 0.5), kept("2026-04", 1, 0.5)), "too_few"),
        ((kept("2026-03", 1, 0.2), kept("2026-03", 7, 0.3)), "not_identified"),
    ],
)
def test_the_curve_is_not_known(rows, reason):
    assert reading("kling.retention_model", *rows).reason == reason


# The change


def test_the_change_is_from_the_newest_cohort_before_to_the_newest_after():
    rows = (
        kept("2026-01", 30, 0.02),
        kept("2026-02", 30, 0.03),
        kept("2026-03", 30, 0.9),  # neither before nor after
        kept("2026-04", 30, 0.05),
        kept("2026-05", 30, 0.07),
    )
    r = reading("kling.retention_change_d30", *rows)
    assert (r.value, r.inputs) == (pytest.approx(0.04), (2, 5))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((kept("2026-05", 7, 0.1),), "no_data"),
        ((kept("2026-05", 30, 0.1),), "one_point"),
        ((kept("2026-04", 30, 0.1), kept("2026-05", 30, 0.1)), "no_data"),
        ((kept("2026-03", 30, 0.1), kept("2026-05", 30, 0.1)), "no_data"),
        ((kept("2025-Q4", 30, 0.1), kept("2026-05", 30, 0.1)), "not_comparable"),
    ],
)
def test_the_change_is_not_known(rows, reason):
    assert reading("kling.retention_change_d30", *rows).reason == reason


def test_the_range_of_the_change():
    rows = (kept("2026-02", 30, 0.03, low=0.02, high=0.04), kept("2026-05", 30, 0.07, low=0.06, high=0.1))
    r = reading("kling.retention_change_d30", *rows)
    assert (r.low, r.high) == pytest.approx((0.02, 0.08))
