"""Readings of cash: the burn in three ways, cash rolled forward, the runway and all that is built on it."""

from __future__ import annotations

import math
from datetime import date

import pytest
from scipy.stats import norm

from tests.boards import reading, row

MONTH = 30.436875


def burn(period, value=None, **more):
    return row("net_burn", period, value, **more)


def cash(day, value=None, **more):
    return row("cash", day, value, **more)


def raised(day, value=None, **more):
    return row("funding_round", day, value, label=f"Round of {day}", **more)


def arr(period, value=None, **more):
    return row("arr", period, value, **more)


def cost(low, high, **more):
    return row("assume_cost_per_head", "2026-01-01", low=low, high=high, **more)


def compute(low, high, **more):
    return row("assume_compute_cost", "2026-01-01", low=low, high=high, **more)


HEADS = row("headcount", "2026-05-15", 150)
MODEL = (HEADS, cost(20e3, 40e3), compute(5e6, 10e6), arr("2026-05-31", 48e6))

# The burn as reported


def test_the_mean_of_those_that_end_within_75_days_of_the_newest():
    rows = (burn("2026-04-16", 99e6), burn("2026-04-17", 8e6), burn("2026-06", 10e6), burn("2026-07-01", 12e6))
    r = reading("runway.net_burn", *rows, as_of="2026-07-05")
    assert r.inputs == (2, 3, 4)  # 75 days before 1 July is 17 April
    assert r.value == pytest.approx(10e6)
    assert (r.unit, r.details["from"], r.at) == ("USD per month", "reported", date(2026, 7, 1))


def test_what_overlaps_a_newer_one_is_left_out():
    rows = (burn("2026-04", 6e6), burn("2026-Q2", 9e6), burn("2026-05", 8e6))
    assert reading("runway.net_burn", *rows).inputs == (2,)


def test_the_ends_are_means_likewise():
    rows = (burn("2026-05", 10e6), burn("2026-06", low=8e6, high=18e6))
    r = reading("runway.net_burn", *rows)
    assert (r.value, r.low, r.high) == pytest.approx(((10e6 + 12e6) / 2, 9e6, 14e6))


def test_two_currencies_are_not_comparable():
    rows = (burn("2026-05", 10e6), burn("2026-06", 10e6, unit="EUR"))
    assert reading("runway.net_burn", *rows).reason == "not_comparable"
    assert reading("runway.net_burn", burn("2026-01", 10e6), rows[1]).unit == "EUR per month"  # January is too old


def test_only_the_leading_basis_is_averaged():
    rows = (burn("2026-05", 99e6, basis="press"), burn("2026-06", 10e6))
    assert reading("runway.net_burn", *rows).value == 10e6


def test_a_burn_below_zero_earns():
    assert reading("runway.net_burn", burn("2026-06", -2e6)).value == -2e6


# The burn from balances


def test_two_balances_and_the_rounds_between():
    """After the first balance's day, up to the second's."""
    rows = [cash("2026-01-31", 50e6), cash("2026-06-30", 100e6)]
    rounds = [
        raised("2026-01-31", 1e9),
        raised("2026-02-01", 60e6),
        raised("2026-06-30", 20e6),
        raised("2026-07-01", 1e9),
    ]
    r = reading("runway.net_burn", *rows, *rounds)
    assert r.value == pytest.approx((50e6 + 80e6 - 100e6) / (150 / MONTH))
    assert (r.inputs, r.details["from"]) == ((1, 2, 4, 5), "balances")


def test_balances_give_the_ends():
    r = reading("runway.net_burn", cash("2026-01-31", 100e6, low=90e6, high=110e6), cash("2026-06-30", 50e6))
    months = 150 / MONTH
    assert (r.low, r.high) == pytest.approx((40e6 / months, 60e6 / months))


def test_a_reported_burn_goes_before_balances_and_balances_before_the_model():
    balances = (cash("2026-01-31", 50e6), cash("2026-06-30", 20e6))
    assert reading("runway.net_burn", *balances, *MODEL, burn("2026-06", 1e6)).details["from"] == "reported"
    assert reading("runway.net_burn", *balances, *MODEL).details["from"] == "balances"
    assert reading("runway.net_burn", balances[0], *MODEL).details["from"] == "model"
    too_near = (cash("2026-06-27", 50e6), cash("2026-06-30", 20e6))
    assert reading("runway.net_burn", *too_near, *MODEL).details["from"] == "model"
    assert reading("runway.net_burn", cash("2026-01-31", 50e6), cash("2026-06-30", 1, unit="EUR")).reason == "no_data"


# The burn by assumption


def test_the_model_is_heads_times_cost_plus_compute_less_revenue():
    r = reading("runway.net_burn", *MODEL, as_of="2026-06-10")
    value = 150 * math.sqrt(20e3 * 40e3) + math.sqrt(5e6 * 10e6) - 48e6 / 12
    assert r.value == pytest.approx(value)
    assert r.low < value < r.high
    assert (r.details["from"], r.details["level"], r.grade) == ("model", 0.9, "assumption")
    assert reading("runway.net_burn", *MODEL, as_of="2026-06-10") == r  # the draws are seeded


def test_the_model_spreads_as_independent_lognormals_do():
    """Variances of independent parts add; by the normal approximation within a tenth of the width."""
    r = reading("runway.net_burn", *MODEL)
    sd = 0.0
    for low, high, times in ((20e3, 40e3, 150), (5e6, 10e6, 1)):
        s = math.log(high / low) / 3.2897
        sd += (times * math.sqrt(low * high)) ** 2 * math.exp(s * s) * (math.exp(s * s) - 1)
    assert r.high - r.low == pytest.approx(3.2897 * math.sqrt(sd), rel=0.1)


@pytest.mark.parametrize("missing", range(4))
def test_without_one_of_its_parts_there_is_no_model(missing):
    rows = [part for i, part in enumerate(MODEL) if i != missing]
    r = reading("runway.net_burn", *rows)
    assert (r.reason, r.inputs) == ("no_data", (1, 2, 3))


def test_a_model_in_two_currencies_is_not_comparable():
    assert reading("runway.net_burn", *MODEL[:3], arr("2026-05-31", 1, unit="EUR")).reason == "not_comparable"


# Cash today


def test_cash_is_rolled_forward_from_the_balance_to_the_day():
    rows = (cash("2026-03-31", 120e6), burn("2026-03", 10e6), raised("2026-03-31", 1e9), raised("2026-04-01", 30e6))
    r = reading("runway.cash_today", *rows, as_of="2026-06-30")
    assert r.value == pytest.approx(120e6 + 30e6 - 10e6 * 91 / MONTH)
    assert (r.at, r.unit, r.inputs) == (date(2026, 3, 31), "USD", (1, 2, 4))


def test_on_the_balances_day_it_is_the_balance():
    assert (
        reading("runway.cash_today", cash("2026-03-31", 120e6), burn("2026-03", 10e6), as_of="2026-03-31").value
        == 120e6
    )


def test_a_round_in_another_currency_is_not_added():
    rows = (cash("2026-03-31", 120e6), burn("2026-03", 0), raised("2026-05-01", 1e9, unit="EUR"))
    assert reading("runway.cash_today", *rows, as_of="2026-06-30").value == 120e6


def test_a_round_that_is_being_closed_counts():
    """A running period counts; one that starts after the day is a plan."""
    rows = (cash("2026-03-31", 120e6), burn("2026-03", 0))
    running = raised("2026-06-15..2026-07-15", 40e6, known_on="2026-06-15")
    plan = raised("2026-07-01", 500e6, known_on="2026-06-15")
    assert reading("runway.cash_today", *rows, running, plan, as_of="2026-06-30").value == 160e6


def test_the_range_of_cash_today_is_made_of_all_its_parts():
    rows = (
        cash("2026-03-31", 120e6, low=110e6, high=130e6),
        burn("2026-03", 10e6, low=8e6, high=15e6),
        raised("2026-04-15", 30e6, low=25e6, high=35e6),
    )
    r = reading("runway.cash_today", *rows, as_of="2026-06-30")
    months = 91 / MONTH
    assert r.low == pytest.approx(110e6 + 25e6 - 15e6 * months)
    assert r.high == pytest.approx(130e6 + 35e6 - 8e6 * months)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((cash("2026-03-31", 1e6),), "no_data"),
        ((burn("2026-03", 1e6),), "no_data"),
        ((cash("2026-03-31", 1e6), burn("2026-03", 1e6, unit="EUR")), "not_comparable"),
    ],
)
def test_cash_today_is_not_known(rows, reason):
    assert reading("runway.cash_today", *rows).reason == reason
    for name in ("months", "cash_out_on", "p_under_12", "p_under_24"):
        assert reading(f"runway.{name}", *rows).reason == reason


# Months


def months(balance, *burns, as_of="2026-03-31", **more):
    rows = (cash("2026-03-31", balance), *burns)
    return reading("runway.months", *rows, as_of=as_of, **more)


@pytest.mark.parametrize(
    ("balance", "call"), [(240e6, "supports"), (239e6, "mixed"), (120e6, "mixed"), (119e6, "against")]
)
def test_months_of_cash_and_their_call(balance, call):
    r = months(balance, burn("2026-03", 10e6))
    assert (r.value, r.call) == (pytest.approx(balance / 10e6), call)


def test_the_burns_ends_give_the_runways_at_the_cash_of_the_day():
    r = months(120e6, burn("2026-03", 10e6, low=6e6, high=12e6), as_of="2026-04-30")
    held = 120e6 - 10e6 * 30 / MONTH
    assert (r.value, r.low, r.high) == pytest.approx((held / 10e6, held / 12e6, held / 6e6))


@pytest.mark.parametrize(("low", "balance"), [(0, 1e9), (-5e6, 1e9), (0, 50e6)])
def test_an_end_at_or_below_zero_is_open_and_the_call_at_most_mixed(low, balance):
    r = months(balance, burn("2026-03", 10e6, low=low, high=12e6))
    assert (r.low, r.high, r.call) == (pytest.approx(balance / 12e6), None, "mixed")


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((cash("2026-03-31", 1e8), burn("2026-03", 0)), "not_burning"),
        ((cash("2026-03-31", 1e8), burn("2026-03", -1)), "not_burning"),
        ((cash("2026-03-31", 0), burn("2026-03", 1e6)), "not_identified"),
        ((cash("2026-03-31", 0), burn("2026-03", 0)), "not_burning"),
    ],
)
def test_months_are_not_known(rows, reason):
    for name in ("months", "cash_out_on", "p_under_12", "p_under_24"):
        assert reading(f"runway.{name}", *rows, as_of="2026-03-31").reason == reason


def test_a_balance_that_the_burn_has_used_up_is_not_identified():
    assert months(10e6, burn("2026-03", 10e6), as_of="2026-06-30").reason == "not_identified"


def test_on_assumptions_it_is_at_most_mixed():
    """A model never supports; that it is against, it may say."""
    rich = reading("runway.months", cash("2026-05-31", 9e9), *MODEL, as_of="2026-06-10")
    poor = reading("runway.months", cash("2026-05-31", 30e6), *MODEL, as_of="2026-06-10")
    assert rich.value > 24
    assert (rich.grade, rich.call) == ("assumption", "mixed")
    assert (poor.call, poor.details["from"]) == ("against", "model")
    assumed = burn("2026-03", 1e6, grade="assumption")
    assert months(1e9, assumed).call == "mixed"


@pytest.mark.parametrize(
    ("cash_grade", "burn_grade", "word"),
    [("floor", "reported", "At least"), ("reported", "floor", "At most"), ("reported", "ceiling", "At least")],
)
def test_floors_of_cash_and_burn_bind_the_runway(cash_grade, burn_grade, word):
    rows = (cash("2026-03-31", 120e6, grade=cash_grade), burn("2026-03", 10e6, grade=burn_grade))
    assert reading("runway.months", *rows, as_of="2026-03-31").because.startswith(word)


# The day and the chance


@pytest.mark.parametrize(
    ("balance", "day", "out"),
    [
        (10e6, "2026-01-31", "2026-02-28"),  # one month: the month's end is the limit
        (120e6, "2026-03-31", "2027-03-31"),
        (15e6, "2026-01-31", "2026-03-14"),  # one month to 28 February, then half of its 28 days
        (5e6, "2026-03-01", "2026-03-16"),  # floor(15.5) days
    ],
)
def test_whole_months_with_the_months_end_then_days_of_the_month_reached(balance, day, out):
    rows = (cash(day, balance), burn("2026-01", 10e6, known_on=day))
    assert reading("runway.cash_out_on", *rows, as_of=day).value == date.fromisoformat(out)


def test_after_2100_the_day_is_not_identified():
    rows = (cash("2026-03-31", 1e9), burn("2026-03", 1e6))
    assert reading("runway.months", *rows, as_of="2026-03-31").value == pytest.approx(1000)
    assert reading("runway.cash_out_on", *rows, as_of="2026-03-31").reason == "not_identified"


def test_the_chance_that_it_is_shorter():
    rows = (cash("2026-03-31", 150e6), burn("2026-03", 10e6, low=7e6, high=16e6))
    sigma = math.log(16 / 7) / 3.2897
    for limit in (12, 24):
        wanted = norm.sf((math.log(150e6 / limit) - math.log(10e6)) / sigma)
        r = reading(f"runway.p_under_{limit}", *rows, as_of="2026-03-31")
        assert r.value == pytest.approx(wanted, abs=1e-6)
        assert 0 <= r.value <= 1


@pytest.mark.parametrize("more", [{}, {"low": 0, "high": 16e6}, {"low": -1, "high": 16e6}])
def test_a_burn_without_a_positive_range_gives_no_chance(more):
    rows = (cash("2026-03-31", 150e6), burn("2026-03", 10e6, **more))
    assert reading("runway.p_under_12", *rows, as_of="2026-03-31").reason == "not_identified"


# Default alive and the burn multiple


def alive(balance, rate, first, last):
    rows = (cash("2026-03-31", balance), burn("2026-03", rate), arr("2026-02-28", first), arr("2026-03-31", last))
    return reading("runway.default_alive", *rows, as_of="2026-03-31")


def test_it_reaches_break_even_where_the_cash_covers_the_way():
    """Revenue of 10M a month that grows by 10 % a month meets expenses of 20M; the way there is simulated."""
    power = 31 / MONTH  # days between the two run rates, in months
    last = 120e6
    first = last / 1.1**power
    r, step, revenue, spent = math.log(1.1), 0.001, 10e6, 0.0
    while revenue < 20e6:
        spent += (20e6 - revenue) * step
        revenue *= math.exp(r * step)
    assert alive(spent * 1.01, 10e6, first, last).value == 1
    assert alive(spent * 0.99, 10e6, first, last).value == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((1e6, 0, 100e6, 120e6), 1),  # it earns and grows
        ((1e6, -5e6, 100e6, 100e6), 1),
        ((0, -5e6, 100e6, 120e6), 1),  # no cash needed
        ((1e9, 10e6, 120e6, 100e6), 0),  # it shrinks
        ((1e9, 10e6, 100e6, 100e6), 0),  # it stands still below its expenses
        ((0, 10e6, 100e6, 120e6), "not_identified"),  # the reason of months
        ((0, -1e6, 120e6, 100e6), "not_burning"),  # likewise
        ((1e9, 10e6, 0, 120e6), "from_zero"),
    ],
)
def test_default_alive(given, said):
    r = alive(*given)
    assert (r.reason or r.value) == said


def test_default_alive_takes_over_what_is_missing():
    assert reading("runway.default_alive", cash("2026-03-31", 1e6), burn("2026-03", 1)).reason == "no_data"
    one = (cash("2026-03-31", 1e6), burn("2026-03", 1), arr("2026-03-31", 1e6))
    assert reading("runway.default_alive", *one).reason == "one_point"


def test_the_burn_multiple_is_burn_over_run_rate_gained():
    rows = (burn("2026-03", 5e6), arr("2025-12-31", 100e6), arr("2026-03-31", 110e6))
    r = reading("runway.burn_multiple", *rows, as_of="2026-04-10")
    assert r.value == pytest.approx(5e6 * (90 / MONTH) / 10e6)
    assert r.call == "mixed"


@pytest.mark.parametrize(("gain", "call"), [(16e6, "supports"), (14e6, "mixed"), (7.5e6, "mixed"), (7e6, "against")])
def test_the_call_on_the_burn_multiple(gain, call):
    rows = (burn("2026-03", 5e6), arr("2025-12-31", 100e6), arr("2026-03-31", 100e6 + gain))
    assert reading("runway.burn_multiple", *rows, as_of="2026-04-10").call == call


@pytest.mark.parametrize(
    ("rate", "last", "reason"),
    [
        (0, 110e6, "not_burning"),
        (-1, 110e6, "not_burning"),
        (5e6, 100e6, "not_identified"),
        (5e6, 90e6, "not_identified"),
    ],
)
def test_the_burn_multiple_is_not_known(rate, last, reason):
    rows = (burn("2026-03", rate), arr("2025-12-31", 100e6), arr("2026-03-31", last))
    assert reading("runway.burn_multiple", *rows).reason == reason


def test_the_burn_multiple_in_two_currencies_is_not_comparable():
    rows = (burn("2026-03", 1e6, unit="EUR"), arr("2025-12-31", 100e6), arr("2026-03-31", 110e6))
    assert reading("runway.burn_multiple", *rows).reason == "not_comparable"
