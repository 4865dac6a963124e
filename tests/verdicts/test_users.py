"""Noise, pairs, floors, guesses and running periods of users: what may be said of growth, and what may not."""

from __future__ import annotations

import math

import pytest
from scipy.stats import t

from tests.verdicts.rows import rows_of

MONTH = 30.436875
GROWTH = "kling.mau_growth"


def by_hand(times, values):
    """Drift a month and its 90 % interval, step by step, with scipy's own t."""
    steps = [
        (math.log(b / a), (t1 - t0) / MONTH) for a, b, t0, t1 in zip(values, values[1:], times, times[1:], strict=False)
    ]
    months = sum(dt for _, dt in steps)
    mu = sum(d for d, _ in steps) / months
    s2 = sum((d - mu * dt) ** 2 / dt for d, dt in steps) / (len(steps) - 1)
    half = t.ppf(0.95, len(steps) - 1) * math.sqrt(s2 / months)
    return [math.exp(x) - 1 for x in (mu, mu - half, mu + half)]


def range_of(r):
    return [r["value"], r["low"], r["high"]]


def test_one_outlier_month(tell):
    """May to October: six months whose last doubles. Middles on days 16, 15.5, 16, 16, 15.5, 16 of their months."""
    told = tell("one_outlier_month", "empty", "2026-11-30")
    r = told[GROWTH]
    times = [0, 30.5, 61, 92, 122.5, 153]
    assert range_of(r) == pytest.approx(by_hand(times, [6.6, 6.7, 6.8, 6.9, 7.0, 14.0]))
    assert range_of(r) == pytest.approx([0.161, -0.130, 0.550], abs=6e-4)
    assert (r["call"], r["no_call"], told.states["kling"]) == ("mixed", None, "mixed")
    assert (told["kling.mau_growth_1m"]["call"], told["kling.mau_growth_1m"]["no_call"]) == (None, None)


def test_one_outlier_month_without_the_outlier(tell):
    """Steady growth of about 1.5 % a month is known to lie below every line."""
    rows = rows_of("one_outlier_month")[:-1]
    r = tell("one_outlier_month", "empty", "2026-11-30", rows)[GROWTH]
    assert r["value"] == pytest.approx(0.0148, abs=5e-4)
    assert r["high"] < 0.024
    assert r["call"] == "against"


def test_one_outlier_month_that_is_a_slip_of_a_power_of_ten(tell):
    """The outlier ten times as high: known, no call, and the sentence asks for the unit."""
    rows = rows_of("one_outlier_month")
    rows[-1]["value"] = "70000000"
    told = tell("one_outlier_month", "empty", "2026-11-30", rows)
    assert (told[GROWTH]["call"], told[GROWTH]["no_call"]) == (None, "unlikely")
    assert "unit" in told[GROWTH]["because"]


def test_partial_restatement(tell):
    told = tell("partial_restatement", "empty", "2026-11-30")
    r = told[GROWTH]
    assert range_of(r) == pytest.approx(by_hand([0, 30.5, 61], [10.4, 8.1, 10.6]))
    assert r["value"] == pytest.approx(0.010, abs=5e-4)
    assert (r["low"], r["high"]) == (pytest.approx(-0.80, abs=5e-3), pytest.approx(4.18, abs=5e-3))
    assert (r["call"], told.states["kling"]) == ("mixed", "mixed")


def test_partial_restatement_as_it_was_before(tell):
    """On 10 October, with August and September as first published: one pair, which never makes a call."""
    told = tell("partial_restatement", "empty", "2026-10-10")
    assert told[GROWTH]["value"] == pytest.approx((8.1 / 8.0) ** (MONTH / 30.5) - 1)
    assert (told[GROWTH]["no_call"], told.states["kling"]) == ("one_pair", "no_call")


def test_partial_restatement_of_both_months(tell):
    """Both old months restated alike: the drift is that of the three, and its interval is narrow."""
    rows = rows_of("partial_restatement")
    rows.append(rows[1] | {"value": "10500000", "published_on": "2026-11-05"})
    r = tell("partial_restatement", "empty", "2026-11-30", rows)[GROWTH]
    assert range_of(r) == pytest.approx(by_hand([0, 30.5, 61], [10.4, 10.5, 10.6]))
    assert r["call"] == "against"


def test_rolling30_week_apart(tell):
    told = tell("rolling30_week_apart", "empty", "2026-11-30")
    assert told[GROWTH]["value"] == pytest.approx((8.1 / 8.0) ** (MONTH / 7) - 1) == pytest.approx(0.0555, abs=5e-5)
    assert (told[GROWTH]["call"], told[GROWTH]["no_call"], told.states["kling"]) == (None, "one_pair", "no_call")


@pytest.mark.parametrize(
    "more", [{"low": "7900000", "high": "8200000"}, {"grade": "estimate"}], ids=["with a range", "an estimate"]
)
def test_rolling30_week_apart_whatever_its_grade_and_range(tell, more):
    rows = [row | more for row in rows_of("rolling30_week_apart")]
    told = tell("rolling30_week_apart", "empty", "2026-11-30", rows)
    assert (told[GROWTH]["no_call"], told.states["kling"]) == ("one_pair", "no_call")


def test_unit_thousand(tell):
    told = tell("unit_thousand", "empty", "2026-11-30")
    r = told[GROWTH]
    assert r["status"] == "ok"
    assert (r["call"], r["no_call"], told.states["kling"]) == (None, "unlikely", "no_call")
    assert "unit" in r["because"]


@pytest.mark.parametrize(("first", "reason"), [("1012500", "unlikely"), ("1012501", "one_pair")])
def test_unit_thousand_from_eightfold_on(tell, first, reason):
    """8.1M is eight times 1,012,500: there it is unlikely, a user more and it is only one pair."""
    rows = rows_of("unit_thousand")
    rows[0]["value"] = first
    assert tell("unit_thousand", "empty", "2026-11-30", rows)[GROWTH]["no_call"] == reason


def test_unit_thousand_the_other_way_round(tell):
    rows = rows_of("unit_thousand")
    rows[0]["value"], rows[1]["value"] = "8100000", "7800"
    assert tell("unit_thousand", "empty", "2026-11-30", rows)[GROWTH]["no_call"] == "unlikely"


def test_floor_over_floor_equal(tell):
    told = tell("floor_over_floor_equal", "empty", "2026-11-30")
    pair = told["kling.mau_growth_1m"]
    power = MONTH / 30.5
    assert range_of(pair) == pytest.approx([0, (1 / 1.1) ** power - 1, 1.1**power - 1])
    assert (pair["low"], pair["high"]) == (pytest.approx(-0.091, abs=5e-4), pytest.approx(0.10, abs=5e-4))
    assert (pair["call"], pair["no_call"]) == (None, None)
    assert told[GROWTH]["call"] != "against"


def test_floor_over_floor_equal_for_half_a_year(tell):
    """Six floors of 10M say nothing about growth but what a tenth hides: no "against" from "more than" twice."""
    first = rows_of("floor_over_floor_equal")[0]
    months = [("2026-05", 31), ("2026-06", 30), ("2026-07", 31), ("2026-08", 31), ("2026-09", 30), ("2026-10", 31)]
    rows = [
        first | {"period_start": f"{m}-01", "period_end": f"{m}-{d}", "published_on": "2026-11-10"} for m, d in months
    ]
    r = tell("floor_over_floor_equal", "empty", "2026-11-30", rows)[GROWTH]
    assert r["value"] == 0
    tenth = 1.1 ** (MONTH / 153)
    assert (r["low"], r["high"]) == (pytest.approx(1 / tenth - 1), pytest.approx(tenth - 1))
    assert "if 'more than' hides at most a tenth" in r["because"]
    assert "at least" not in r["because"].lower()


def test_floor_over_floor_equal_of_which_one_is_reported(tell):
    """Only the newer is a floor, the older reported: at least 0 % a month."""
    rows = rows_of("floor_over_floor_equal")
    rows[0]["grade"] = "reported"
    pair = tell("floor_over_floor_equal", "empty", "2026-11-30", rows)["kling.mau_growth_1m"]
    assert range_of(pair) == pytest.approx([0, 0, 1.1 ** (MONTH / 30.5) - 1])
    assert pair["because"].startswith("At least 0%")


def test_assumed_mau_calls(tell):
    told = tell("assumed_mau_calls", "empty", "2026-11-30")
    r = told[GROWTH]
    assert r["value"] == pytest.approx((9 / 8) ** (MONTH / 30.5) - 1) == pytest.approx(0.125, abs=5e-4)
    assert (r["call"], r["no_call"], told.states["kling"]) == (None, "assumption", "no_call")


def test_assumed_mau_calls_where_one_of_three_is_a_guess(tell):
    rows = rows_of("assumed_mau_calls")
    rows = [
        rows[0] | {"period_start": "2026-08-01", "period_end": "2026-08-31", "value": "7000000", "grade": "reported"},
        rows[0] | {"grade": "reported"},
        rows[1],
    ]
    r = tell("assumed_mau_calls", "empty", "2026-11-30", rows)[GROWTH]
    assert (r["grade"], r["no_call"]) == ("assumption", "assumption")


def test_assumed_mau_calls_that_are_reported_are_one_pair(tell):
    rows = [row | {"grade": "reported"} for row in rows_of("assumed_mau_calls")]
    assert tell("assumed_mau_calls", "empty", "2026-11-30", rows)[GROWTH]["no_call"] == "one_pair"


def test_running_period_plan(tell):
    told = tell("running_period_plan", "empty", "2026-11-30")
    assert (told["kling.mau"]["value"], told["kling.mau"]["at"]) == (8_000_000, "2026-10-31")
    assert [told[f"kling.{name}"]["reason"] for name in ("mau_growth", "mau_growth_1m")] == ["one_point"] * 2
    assert told.states["kling"] == "no_call"


def test_running_period_plan_published_when_it_was_over(tell):
    rows = rows_of("running_period_plan")
    rows[1]["published_on"] = "2026-11-30"
    told = tell("running_period_plan", "empty", "2026-11-30", rows)
    assert told["kling.mau"]["value"] == 9_900_000
    assert told[GROWTH]["no_call"] == "one_pair"


def test_running_period_plan_never_leads_a_year_later(tell):
    """A plan is a plan for good: when its month is long over, October is still the newest."""
    told = tell("running_period_plan", "empty", "2027-11-30")
    assert told["kling.mau"]["value"] == 8_000_000
