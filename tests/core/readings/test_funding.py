"""Readings of funding: the newest round, revenue per head, multiples, and who else raised."""

from __future__ import annotations

from datetime import date

import pytest

from tests.boards import reading, row

MONTH = 30.436875
YEAR = 365.2425


def raised(day, value=None, **more):
    return row("funding_round", day, value, label=f"Round of {day}", **more)


def arr(period, value=None, **more):
    return row("arr", period, value, **more)


# Rounds


def test_months_since_the_newest_round_and_the_gaps_before():
    rows = (raised("2025-04-03..2025-04-06", 308e6), raised("2026-02-10", 315e6), raised("2023-06-29", 141e6))
    r = reading("runway.months_since_round", *rows, as_of="2026-11-22")
    assert r.value == pytest.approx(285 / MONTH)
    d_round = date(2025, 4, 4).toordinal() + 0.5
    gaps = [d_round - date(2023, 6, 29).toordinal(), date(2026, 2, 10).toordinal() - d_round]
    assert r.details["gaps"] == pytest.approx([gap / MONTH for gap in gaps])
    assert (r.unit, r.at) == ("months", date(2026, 2, 10))
    assert "the rounds up to it came 21 and 10 months apart" in r.because
    two = reading("runway.months_since_round", *rows[:2], as_of="2026-11-22")
    assert "the round before came 10 months earlier" in two.because


def test_one_round_has_no_gaps():
    r = reading("runway.months_since_round", raised("2026-02-10", 315e6))
    assert r.details["gaps"] == []
    assert reading("runway.months_since_round").reason == "no_data"


def test_the_burn_that_leaves_24_months_on_the_round_alone():
    r = reading("runway.burn_for_24m", raised("2026-02-10", 315e6, low=300e6, high=330e6), as_of="2026-11-22")
    months = 285 / MONTH + 24
    assert (r.value, r.low, r.high) == pytest.approx((315e6 / months, 300e6 / months, 330e6 / months))
    assert r.unit == "USD per month"


def test_how_long_the_newest_round_lasts():
    rows = (raised("2026-02-10", 300e6), row("net_burn", "2026-06", 10e6, low=5e6, high=20e6))
    r = reading("runway.last_round_months", *rows)
    assert (r.value, r.low, r.high) == pytest.approx((30, 15, 60))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((raised("2026-02-10", 300e6),), "no_data"),
        ((row("net_burn", "2026-06", 10e6),), "no_data"),
        ((raised("2026-02-10", 300e6), row("net_burn", "2026-06", 0)), "not_burning"),
        ((raised("2026-02-10", 300e6, unit="EUR"), row("net_burn", "2026-06", 1e6)), "not_comparable"),
    ],
)
def test_how_long_the_newest_round_lasts_is_not_known(rows, reason):
    assert reading("runway.last_round_months", *rows).reason == reason


# Revenue, heads, value


def test_the_room_for_compute_before_cash_burns():
    rows = (
        arr("2026-09-08", 200e6),
        row("headcount", "2026-05-15", 155),
        row("assume_cost_per_head", "2026-01-01", 35e3, low=25e3, high=45e3),
    )
    r = reading("runway.breakeven_cost", *rows)
    assert r.value == pytest.approx(200e6 / 12 - 155 * 35e3)
    assert (r.low, r.high) == pytest.approx((200e6 / 12 - 155 * 45e3, 200e6 / 12 - 155 * 25e3))
    assert (r.grade, r.unit) == ("assumption", "USD per month")
    for missing in range(3):
        assert reading("runway.breakeven_cost", *rows[:missing], *rows[missing + 1 :]).reason == "no_data"
    euros = row("assume_cost_per_head", "2026-01-01", low=1, high=2, unit="EUR")
    assert reading("runway.breakeven_cost", *rows[:2], euros).reason == "not_comparable"


def test_growth_a_year_from_the_newest_at_least_180_days_before():
    rows = (arr("2025-06-01", 50e6), arr("2026-01-01", 90e6), arr("2026-03-01", 95e6), arr("2026-06-30", 120e6))
    r = reading("runway.arr_growth_1y", *rows)
    assert r.inputs == (2, 4)  # 180 days
    assert r.value == pytest.approx((120 / 90) ** (YEAR / 180) - 1)
    assert r.unit == "ratio per year"


@pytest.mark.parametrize(("first", "call"), [(60e6, "supports"), (80e6, "mixed"), (100e6, "against")])
def test_the_call_on_growth_a_year(first, call):
    rows = (arr("2025-06-30", first), arr("2026-06-30", 120e6))
    assert reading("runway.arr_growth_1y", *rows, as_of="2026-08-01").call == call


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((arr("2026-06-30", 1),), "one_point"),
        ((arr("2026-01-02", 1), arr("2026-06-30", 2)), "no_data"),  # 179 days
        ((arr("2025-06-30", 1, unit="EUR"), arr("2026-06-30", 2)), "not_comparable"),
        ((arr("2025-06-30", 0), arr("2026-06-30", 2)), "from_zero"),
    ],
)
def test_growth_a_year_is_not_known(rows, reason):
    assert reading("runway.arr_growth_1y", *rows).reason == reason


@pytest.mark.parametrize(("day", "known"), [("2026-01-01", True), ("2025-12-31", False)])
def test_revenue_per_head_within_180_days(day, known):
    r = reading("runway.arr_per_head", arr("2026-06-30", 150e6), row("headcount", day, 100))
    assert (r.value, r.reason) == ((1.5e6, None) if known else (None, "not_comparable"))


def test_revenue_per_nobody():
    assert reading("runway.arr_per_head", arr("2026-06-30", 1), row("headcount", "2026-06-30", 0)).reason == "from_zero"
    assert reading("runway.arr_per_head", arr("2026-06-30", 1)).reason == "no_data"


@pytest.mark.parametrize(("day", "known"), [("2026-07-03", True), ("2026-07-04", False)])
def test_the_multiple_within_275_days(day, known):
    r = reading("runway.value_to_arr", row("valuation", "2025-10-01", 3e9), arr(day, 150e6))
    assert (r.value, r.reason) == ((20, None) if known else (None, "not_comparable"))


def test_the_multiple_takes_the_run_rate_nearest_to_the_valuation():
    rows = (row("valuation", "2026-02-10", 3e9), arr("2026-02-01", 150e6), arr("2026-09-08", 200e6))
    assert reading("runway.value_to_arr", *rows).value == 20


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((row("valuation", "2026-02-10", 3e9),), "no_data"),
        ((arr("2026-02-01", 1),), "no_data"),
        ((row("valuation", "2026-02-10", 3e9, unit="CNY"), arr("2026-02-01", 1)), "not_comparable"),
        ((row("valuation", "2026-02-10", 3e9), arr("2026-02-01", 0)), "from_zero"),
    ],
)
def test_the_multiple_is_not_known(rows, reason):
    assert reading("runway.value_to_arr", *rows).reason == reason


def test_each_of_two_floors_may_hide_a_tenth():
    rows = (row("valuation", "2026-02-10", 3e9, grade="floor"), arr("2026-02-01", 1e8, grade="floor"))
    r = reading("runway.value_to_arr", *rows)
    assert (r.value, r.low, r.high) == pytest.approx((30, 30 / 1.1, 33))
    assert "if 'more than' hides at most a tenth" in r.because


def test_headcount_growth_is_that_of_users():
    r = reading("runway.headcount_growth_1m", row("headcount", "2026-02-11", 140), row("headcount", "2026-05-15", 155))
    assert r.value == pytest.approx((155 / 140) ** (MONTH / 93) - 1)


# The share of the capital


def test_the_share_of_what_was_raised_since_the_announcement_in_dollars():
    rows = (
        raised("2026-04-01", 100e6),
        raised("2026-05-01", 700e6, entity="Kling AI", unit="CNY"),
        raised("2026-06-01", 200e6, entity="Vidu"),
        raised("2026-03-23", 9e9, entity="Vidu"),  # before
        row("fx", "2026-05-01", 7.0, entity="USD/CNY"),
    )
    r = reading("runway.capital_share", *rows)
    assert r.value == pytest.approx(100 / 400)
    assert r.details["with Kling AI"] == pytest.approx(100 / 400)
    assert r.details["without Kling AI"] == pytest.approx(100 / 300)
    assert r.inputs == (1, 2, 3, 5)


@pytest.mark.parametrize(
    ("period", "since"),
    [
        ("2026-03-24", True),
        ("2026-03-23", False),
        ("2026-03", False),
        ("2026-03-21..2026-03-29", True),  # six of nine days
        ("2026-03-20..2026-03-30", False),  # seven of eleven: neither before nor after
    ],
)
def test_a_round_is_since_the_announcement_with_two_thirds_of_its_days(period, since):
    rows = (
        raised("2026-04-01", 100e6, entity="Vidu"),
        raised("2026-04-01", 100e6, entity="Pika"),
        raised(period, 200e6),
    )
    assert reading("runway.capital_share", *rows).value == pytest.approx(0.5 if since else 0)


def test_whoever_raised_nothing_has_none_of_it():
    rows = (raised("2026-04-01", 100e6, entity="Vidu"), raised("2026-05-01", 1e6, entity="Pika"))
    r = reading("runway.capital_share", *rows)
    assert (r.value, r.status) == (0, "ok")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "too_few"),
        ((raised("2026-04-01", 1e6),), "too_few"),
        ((raised("2026-04-01", 1e6), raised("2026-05-01", 1e6, entity="Vidu", unit="CNY")), "no_data"),
    ],
)
def test_the_share_is_not_known(rows, reason):
    assert reading("runway.capital_share", *rows).reason == reason
