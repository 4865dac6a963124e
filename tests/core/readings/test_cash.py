"""Readings of cash: the burn in three ways, cash rolled forward, the runway and all that is built on it."""

from __future__ import annotations

import math
from datetime import date

import pytest
from scipy.stats import lognorm, norm

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


def test_the_mean_by_days_of_those_that_end_within_75_days_of_the_newest():
    rows = (burn("2026-04-16", 99e6), burn("2026-04-17", 8e6), burn("2026-06", 10e6), burn("2026-07-01", 12e6))
    r = reading("runway.net_burn", *rows, as_of="2026-07-05")
    assert r.inputs == (2, 3, 4)  # 75 days before 1 July is 17 April
    assert r.value == pytest.approx((8e6 + 30 * 10e6 + 12e6) / 32)
    assert (r.unit, r.details["from"], r.at) == ("USD per month", "reported", date(2026, 7, 1))


def test_what_overlaps_a_newer_one_is_left_out():
    rows = (burn("2026-04", 6e6), burn("2026-Q2", 9e6), burn("2026-05", 8e6))
    assert reading("runway.net_burn", *rows).inputs == (2,)


def test_the_ends_are_means_likewise():
    rows = (burn("2026-05", 10e6), burn("2026-06", low=8e6, high=18e6))
    r = reading("runway.net_burn", *rows)
    days = [(31 * 10e6 + 30 * june) / 61 for june in (12e6, 8e6, 18e6)]
    assert (r.value, r.low, r.high) == pytest.approx(days)


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


@pytest.mark.parametrize(("day", "way"), [("2026-06-02", "balances"), ("2026-06-03", "model")])
def test_balances_tell_a_burn_from_28_days_apart(day, way):
    rows = (cash(day, 50e6), cash("2026-06-30", 20e6))
    assert reading("runway.net_burn", *rows, *MODEL).details["from"] == way


def test_the_newest_balance_that_lies_far_enough_back_is_the_first():
    rows = (cash("2026-01-31", 90e6), cash("2026-03-31", 80e6), cash("2026-06-20", 60e6), cash("2026-06-30", 50e6))
    r = reading("runway.net_burn", *rows)
    assert r.inputs == (2, 4)
    assert r.value == pytest.approx(30e6 / (91 / MONTH))


def test_two_balances_that_are_estimates_are_one_pair():
    rows = [cash(day, x, grade="estimate") for day, x in (("2026-01-31", 300e6), ("2026-06-30", 250e6))]
    assert reading("runway.months", *rows, as_of="2026-07-31").no_call == "one_pair"


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


def test_a_round_whose_period_ends_after_it_was_published_is_a_plan():
    rows = (cash("2026-03-31", 120e6), burn("2026-03", 0))
    running = raised("2026-06-15..2026-07-15", 40e6, known_on="2026-06-15")
    plan = raised("2026-07-01", 500e6, known_on="2026-06-15")
    assert reading("runway.cash_today", *rows, running, plan, as_of="2026-08-30").value == 120e6
    closed = raised("2026-06-15..2026-07-15", 40e6, known_on="2026-07-15")
    assert reading("runway.cash_today", *rows, closed, plan, as_of="2026-08-30").value == 160e6


@pytest.mark.parametrize("kind", ["debt", "secondary"])
def test_debt_and_secondary_sales_are_no_rounds(kind):
    """Neither where it is the only round on file, nor where it would lead by its day or by its number."""
    other = [raised(day, 500e6, basis=f"as stated, {kind}") for day in ("2026-05-01", "2026-06-01")]
    rows = (cash("2026-03-31", 120e6), burn("2026-03", 10e6))
    alone = reading("runway.cash_today", *rows, *other, as_of="2026-06-30")
    assert alone.value == pytest.approx(120e6 - 10e6 * 91 / MONTH)
    beside = reading("runway.cash_today", *rows, *other, raised("2026-04-10", 30e6), as_of="2026-06-30")
    assert beside.value == pytest.approx(150e6 - 10e6 * 91 / MONTH)
    for name in ("months_since_round", "burn_for_24m", "last_round_months"):
        assert reading(f"runway.{name}", *rows, *other).reason == "no_data"


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


def test_the_range_is_that_of_the_balance_over_the_burn_less_the_age_of_the_balance():
    """With the balance known, the ends are those of the burn; what was spent since is spent at that burn too."""
    r = months(120e6, burn("2026-03", 10e6, low=6e6, high=12e6), as_of="2026-04-30")
    age = 30 / MONTH
    assert (r.value, r.low, r.high) == pytest.approx((12 - age, 10 - age, 20 - age), rel=2e-3)
    assert r.details["level"] == 0.9


def test_the_ranges_of_balance_and_burn_add_as_those_of_a_ratio_of_lognormals_do():
    """Widths of independent lognormals add as squares: ln 4 and ln 2 to sqrt(ln 4 ^ 2 + ln 2 ^ 2)."""
    rows = (cash("2026-03-31", 120e6, low=60e6, high=240e6), burn("2026-03", 10e6, low=7e6, high=14e6))
    r = reading("runway.months", *rows, as_of="2026-05-31")
    middle, half, age = 120 / 98**0.5, math.hypot(math.log(4), math.log(2)) / 2, 61 / MONTH
    assert (r.low, r.high) == pytest.approx((middle * math.exp(-half) - age, middle * math.exp(half) - age), rel=0.01)
    assert r.call == "mixed"


def test_a_round_brings_its_own_range():
    rows = (
        cash("2026-03-31", 100e6),
        burn("2026-03", 10e6),
        raised("2026-06-01", 100e6, low=50e6, high=200e6),
    )
    r = reading("runway.months", *rows, as_of="2026-06-30")
    age = 91 / MONTH
    assert (r.low, r.value, r.high) == pytest.approx((15 - age, 20 - age, 30 - age), rel=2e-3)


def test_a_balance_that_may_be_spent_has_no_months_below_none():
    """At 18M a month 50M of three months ago are gone; the low end is 0, not less."""
    rows = (cash("2026-03-31", 50e6), burn("2026-03", 9e6, low=4.5e6, high=18e6))
    r = reading("runway.months", *rows, as_of="2026-06-30")
    assert (r.low, r.call) == (0, "against")
    assert r.value == pytest.approx(50 / 9 - 91 / MONTH)


@pytest.mark.parametrize(("low", "high"), [(0, 12e6), (-5e6, 12e6), (-5e6, 0)])
@pytest.mark.parametrize("value", [10e6, -1e6])
def test_where_the_range_of_the_burn_holds_0_it_cant_be_told_whether_it_burns(low, value, high):
    rate = burn("2026-03", min(max(value, low), high), low=low, high=high)
    rows = (cash("2026-03-31", 1e9), rate, arr("2026-02-28", 1e6), arr("2026-03-31", 2e6))
    told = reading("runway.net_burn", *rows, as_of="2026-03-31")
    assert (told.status, told.low, told.high) == ("ok", low, high)
    assert "can't tell whether it burns" in told.because
    for name in ("months", "cash_out_on", "p_under_12", "default_alive"):
        r = reading(f"runway.{name}", *rows, as_of="2026-03-31")
        assert r.reason == "not_identified"
        assert r.because.startswith("Can't tell whether it burns")


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


def test_on_assumptions_it_makes_no_call():
    """A model neither supports nor speaks against, whatever it gives."""
    rich = reading("runway.months", cash("2026-05-31", 9e9), *MODEL, as_of="2026-06-10")
    poor = reading("runway.months", cash("2026-05-31", 30e6), *MODEL, as_of="2026-06-10")
    assert poor.value < 12
    assert rich.value > 24
    for r in (rich, poor, months(1e9, burn("2026-03", 1e6, grade="assumption"))):
        assert (r.grade, r.call, r.no_call) == ("assumption", None, "assumption")


# Rounds that the balance may hold


@pytest.mark.parametrize(("day", "asked"), [("2026-02-14", True), ("2026-02-13", False), ("2026-05-15", True)])
def test_a_round_within_45_days_of_the_balance_is_asked_about(day, asked):
    r = months(400e6, burn("2026-03", 10e6), raised(day, 50e6), as_of="2026-06-30")
    named = [{"label": f"Round of {day}", "day": day, "amount": 50e6}]
    assert r.details["maybe_counted"] == (named if asked else [])
    assert ("in that balance?" in r.because) is asked


def test_a_round_after_46_days_is_not_asked_about():
    assert months(400e6, burn("2026-03", 10e6), raised("2026-05-16", 50e6)).details["maybe_counted"] == []


@pytest.mark.parametrize(
    ("balance", "size", "call", "no_call"),
    [
        (300e6, 100e6, "supports", None),  # 27 months without it, 37 with it
        (150e6, 100e6, "mixed", None),  # 12.01 months without it, 22 with it
        (149e6, 100e6, None, "maybe_counted"),  # 11.9 months without it
        (200e6, 100e6, None, "maybe_counted"),  # 17 without it, 27 with it
        (20e6, 300e6, None, "maybe_counted"),  # without it the balance is spent
    ],
)
def test_there_is_no_call_where_it_would_be_another_without_the_round(balance, size, call, no_call):
    r = months(balance, burn("2026-03", 10e6), raised("2026-04-15", size), as_of="2026-06-30")
    assert (r.value, r.call, r.no_call) == (pytest.approx((balance + size) / 10e6 - 91 / MONTH), call, no_call)


def test_a_round_before_the_balance_is_asked_about_and_changes_no_call():
    r = months(100e6, burn("2026-03", 10e6), raised("2026-03-01", 500e6))
    assert (r.call, len(r.details["maybe_counted"])) == ("against", 1)


def test_a_round_in_a_burn_from_two_balances_counts_in_the_burn():
    """100M, 60M raised, 90M left: 14M a month; if the second balance is without them, 2M."""
    rows = (cash("2026-01-31", 100e6), cash("2026-06-30", 90e6), raised("2026-06-20", 60e6))
    r = reading("runway.months", *rows, as_of="2026-06-30")
    assert r.value == pytest.approx(90e6 / (70e6 / (150 / MONTH)))
    assert (r.call, r.no_call) == (None, "maybe_counted")
    early = reading("runway.months", *rows[:2], raised("2026-03-20", 60e6), as_of="2026-06-30")
    assert (early.value, early.call) == (r.value, "against")


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
    """The chance that a lognormal burn of 7 to 16M a month exceeds 150M over the limit."""
    rows = (cash("2026-03-31", 150e6), burn("2026-03", 10e6, low=7e6, high=16e6))
    sigma = math.log(16 / 7) / 3.2897
    for limit in (12, 24):
        wanted = norm.sf((math.log(150e6 / limit) - math.log(112e12**0.5)) / sigma)
        r = reading(f"runway.p_under_{limit}", *rows, as_of="2026-03-31")
        assert r.value == pytest.approx(wanted, abs=0.005)
        assert 0 <= r.value <= 1


def test_the_chance_from_the_range_of_the_balance_alone():
    """Shorter than 12 months from today, a month after the balance: a balance below 130M."""
    rows = (cash("2026-03-31", 150e6, low=100e6, high=225e6), burn("2026-03", 10e6))
    r = reading("runway.p_under_12", *rows, as_of="2026-04-30")
    wanted = lognorm(s=math.log(2.25) / 3.2897, scale=150e6).cdf((12 + 30 / MONTH) * 10e6)
    assert r.value == pytest.approx(wanted, abs=0.005)


def test_without_a_range_there_is_no_chance():
    rows = (cash("2026-03-31", 150e6), burn("2026-03", 10e6))
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
