"""Cash: worked numbers, simulation and drawn numbers as oracles, the calendar, laws."""

from __future__ import annotations

import calendar
import math
from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.methods import cash

MONEY = st.floats(1, 1e9)


def ranges():
    """(low, value, high), each above 0; no range is so narrow that a change of currency rounds it away."""
    factor = st.just(1.0) | st.floats(1.000001, 5)
    return st.tuples(MONEY, factor, factor).map(lambda d: (d[0], d[0] * d[1], d[0] * d[1] * d[2]))


def test_runway_by_hand():
    """60M at 5M a month is 12 months; a burn of 4 to 6M makes it 10 to 15."""
    assert tuple(cash.runway_months(60e6, 5e6, 4e6, 6e6)) == pytest.approx((12, 10, 15))
    assert tuple(cash.runway_months(60e6, 5e6)) == (pytest.approx(12), None, None)


def test_burn_of_a_range_alone_is_its_geometric_mean():
    assert tuple(cash.runway_months(60e6, None, 4e6, 9e6)) == pytest.approx((10, 60 / 9, 15))


@pytest.mark.parametrize(
    ("given_burn", "expected"),
    [
        ((5, -1, 10), (12, 6, None)),
        ((5, 0, 10), (12, 6, None)),
        ((5, None, 10), (12, 6, None)),
        ((5, 4, None), (12, None, 15)),
    ],
)
def test_an_end_that_never_runs_out_has_no_number(given_burn, expected):
    assert tuple(cash.runway_months(60, *given_burn)) == expected


@pytest.mark.parametrize(
    "args", [(60, 0), (60, -5), (0, 5), (-1, 5), (60, None), (60, None, -4, 9), (60, None, 4), (1e300, 1e-300)]
)
def test_runway_that_is_not_known_is_none(args):
    assert cash.runway_months(*args) is None


@pytest.mark.parametrize(
    "args", [(math.nan, 5), (60, math.nan), (60, 5, 6, 7), (60, 5, 4, 4.5), (60, None, 9, 4), (60, 5, math.nan, 9)]
)
def test_runway_of_what_cannot_be_meant_raises(args):
    with pytest.raises(ValueError, match=r"finite|above"):
        cash.runway_months(*args)


@given(held=MONEY, burn=ranges(), scale=st.floats(1e-3, 1e3))
def test_runway_laws(held, burn, scale):
    low, value, high = burn
    found = cash.runway_months(held, value, low, high)
    assert found.low <= found.value <= found.high
    scaled = cash.runway_months(held * scale, value * scale, low * scale, high * scale)
    assert tuple(scaled) == pytest.approx(tuple(found), rel=1e-9)
    assert cash.runway_months(2 * held, value).value == pytest.approx(2 * found.value)


def test_burn_between_two_balances():
    """100M, 30M raised, 90M ten months later: 4M a month."""
    assert cash.balances_burn(100, 30, 90, 10) == pytest.approx(4)
    assert cash.balances_burn(100, 0, 120, 10) == pytest.approx(-2)
    assert cash.balances_burn(100, 0, 90, 0) is None
    with pytest.raises(ValueError, match="months"):
        cash.balances_burn(100, 0, 90, -1)


@given(held=MONEY, rounds=MONEY, burn=MONEY, months=st.floats(0.1, 60))
def test_balance_carried_forward_gives_the_burn_back(held, rounds, burn, months):
    left = cash.roll_forward(held, rounds, burn, months)
    assert cash.balances_burn(held, rounds, left, months) == pytest.approx(
        burn, rel=1e-6, abs=(held + rounds) / months * 1e-9
    )


def test_balance_is_not_carried_back():
    with pytest.raises(ValueError, match="forward"):
        cash.roll_forward(1, 0, 1, -1)


def test_modelled_burn_without_ranges_is_a_sum():
    """140 heads at 35k, 3M of compute, 25M of yearly revenue: 4.9 + 3 - 2.083 = 5.817M a month."""
    assert tuple(cash.burn_from_model(140, 35e3, 3e6, 25e6 / 12)) == (pytest.approx(5_816_666.67), None, None)


def test_modelled_burn_by_independent_drawing():
    """The seeded interval against two million plain draws of the same log-normal parts."""
    found = cash.burn_from_model(140, (35e3, 25e3, 45e3), (None, 1e6, 9e6), 2e6)
    z = np.random.default_rng(7).standard_normal((2, 2_000_000))
    cost = 35e3 * np.exp(math.log(45 / 25) / 3.289707 * z[0])
    compute = 3e6 * np.exp(math.log(9) / 3.289707 * z[1])
    low, high = np.quantile(140 * cost + compute - 2e6, (0.05, 0.95))
    assert tuple(found) == pytest.approx((140 * 35e3 + 3e6 - 2e6, low, high), rel=0.01)


def test_one_uncertain_part_keeps_its_own_ends():
    found = cash.burn_from_model(100, (30e3, 20e3, 45e3), 1e6, 0)
    assert tuple(found) == pytest.approx((4e6, 3e6, 5.5e6), rel=1e-3)


def test_part_whose_low_end_is_zero_is_normal_around_its_mean():
    found = cash.burn_from_model(0, 0, (None, 0, 10), 0)
    assert tuple(found) == pytest.approx((5, 0, 10), abs=0.01)


@given(
    heads=st.integers(1, 500), cost=ranges(), compute=ranges(), revenue=MONEY, scale=st.sampled_from([0.5, 7.2, 1e3])
)
def test_modelled_burn_repeats_and_scales_with_the_currency(heads, cost, compute, revenue, scale):
    def burn(k):
        parts = [(value * k, low * k, high * k) for low, value, high in (cost, compute)]
        return cash.burn_from_model(heads, *parts, revenue * k)

    found, size = burn(1), heads * cost[2] + compute[2] + revenue
    assert found == burn(1)
    assert tuple(burn(scale)) == pytest.approx(
        tuple(scale * end if end is not None else None for end in found), abs=size * scale * 1e-9
    )
    if found.low is not None:
        assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    "bad", [(140, (None, 9, 4), 1, 1), (140, (3, 4, 9), 1, 1), (math.nan, 1, 1, 1), (1, (None, None, None), 1, 1)]
)
def test_modelled_burn_of_what_cannot_be_meant_raises(bad):
    with pytest.raises(ValueError, match=r"above|finite|no number"):
        cash.burn_from_model(*bad)


def simulate(expenses, revenue, growth, step=1e-3):
    """Walk in thousandths of a period until revenue covers expenses: periods, and the cash that was lacking."""
    periods = need = 0.0
    while revenue < expenses:
        middle = revenue * (1 + growth) ** (step / 2)
        need += (expenses - middle) * step
        revenue *= (1 + growth) ** step
        periods += step
    return periods, need


@pytest.mark.parametrize(
    ("expenses", "revenue", "growth"), [(200, 100, 0.0717735), (100, 20, 0.1), (70e3, 5e3, 0.3), (10, 9.9, 0.02)]
)
def test_default_alive_against_a_walk_in_small_steps(expenses, revenue, growth):
    periods, need = simulate(expenses, revenue, growth)
    found = cash.default_alive(need * 1.01, expenses, revenue, growth)
    assert found.periods_to_profit == pytest.approx(periods, abs=2e-3)
    assert found.capital_needed == pytest.approx(need, rel=1e-3, abs=1e-4)
    assert found.alive
    assert not cash.default_alive(need * 0.99, expenses, revenue, growth).alive


def test_default_alive_by_hand():
    """Revenue that doubles in ten periods to meet expenses of 200: C = 200 x 10 - 100 x 10 / ln 2 = 557.30."""
    found = cash.default_alive(558, 200, 100, 2**0.1 - 1)
    assert (found.alive, found.periods_to_profit, found.capital_needed) == (
        True,
        pytest.approx(10),
        pytest.approx(2000 - 1000 / math.log(2)),
    )
    assert not cash.default_alive(557, 200, 100, 2**0.1 - 1).alive


@pytest.mark.parametrize(("revenue", "growth"), [(100, 0.0), (100, -0.1), (0, 0.5), (100, -1), (100, 1e-320)])
def test_default_dead_never_gets_there(revenue, growth):
    found = cash.default_alive(1e9, 200, revenue, growth)
    assert (found.alive, found.periods_to_profit, found.capital_needed) == (False, None, None)


@pytest.mark.parametrize(("held", "growth"), [(10, 0.1), (10, 0), (-5, 0.1)])
def test_profitable_and_not_shrinking_is_alive(held, growth):
    found = cash.default_alive(held, 100, 100, growth)
    assert (found.alive, found.periods_to_profit, found.capital_needed) == (True, 0, 0)


def test_profitable_but_shrinking_is_not():
    """Revenue of 120 that loses 5 % a month is below expenses of 100 after four months, and for good."""
    assert 120 * 0.95**4 < 100
    assert not cash.default_alive(1e6, 100, 120, -0.05).alive


def test_default_alive_errors():
    assert cash.default_alive(1, 1, -1, 0.1) is None
    with pytest.raises(ValueError, match="growth"):
        cash.default_alive(1, 1, 1, -1.5)
    for bad in ((math.nan, 1, 1, 0), (1, math.nan, 1, 0), (1, 1, math.nan, 0), (1, 1, 1, math.nan)):
        with pytest.raises(ValueError, match="finite"):
            cash.default_alive(*bad)


@given(expenses=MONEY, part=st.floats(0.01, 0.99), growth=st.floats(0.001, 3), scale=st.floats(1e-3, 1e3))
def test_default_alive_laws(expenses, part, growth, scale):
    one = cash.default_alive(0, expenses, expenses * part, growth)
    scaled = cash.default_alive(0, expenses * scale, expenses * part * scale, growth)
    faster = cash.default_alive(0, expenses, expenses * part, growth * 2)
    assert scaled.periods_to_profit == pytest.approx(one.periods_to_profit, rel=1e-6)
    assert scaled.capital_needed == pytest.approx(one.capital_needed * scale, rel=1e-6)
    assert faster.capital_needed < one.capital_needed < expenses * one.periods_to_profit


def test_burn_multiple():
    """2M burnt for 1M of new ARR is 2 (Sacks 2020: burn multiple = net burn / net new ARR)."""
    assert cash.burn_multiple(2e6, 1e6) == pytest.approx(2)
    for burnt, gained in ((2, 0), (2, -1), (0, 1), (-2, 1)):
        assert cash.burn_multiple(burnt, gained) is None
    with pytest.raises(ValueError, match="finite"):
        cash.burn_multiple(math.nan, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 1.5, date(2026, 3, 14)),  # 28 February and half of its 28 days
        (date(2026, 3, 31), 12, date(2027, 3, 31)),
        (date(2026, 10, 15), 3.25, date(2027, 1, 22)),  # a quarter of 31 days is 7.75
        (date(2026, 6, 10), 0, date(2026, 6, 10)),
        (date(2026, 6, 10), 12.1, date(2027, 6, 13)),  # a tenth of 30 days, which floats make 2.9999
        (date(2026, 6, 10), 3 * (1 - 1e-13), date(2026, 9, 10)),  # a whole number but for rounding
        (datetime(2026, 6, 10, 23, 59), 1, date(2026, 7, 10)),  # noqa: DTZ001 - the day of it is meant
        (date(2100, 12, 1), 0.9999, date(2100, 12, 31)),
    ],
)
def test_cash_out_by_the_calendar(day, months, expected):
    assert cash.cash_out_on(day, months) == expected


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2100, 12, 31), 1), (date(2026, 1, 1), 900), (date(2026, 1, 1), 1e300), (date(2026, 1, 1), math.inf)],
)
def test_cash_out_after_2100_is_none(day, months):
    assert cash.cash_out_on(day, months) is None


@pytest.mark.parametrize("months", [-0.1, math.nan])
def test_cash_out_in_the_past_raises(months):
    with pytest.raises(ValueError, match="months"):
        cash.cash_out_on(date(2026, 1, 1), months)


@given(day=st.dates(date(1990, 1, 1), date(2050, 12, 31)), months=st.floats(0, 500))
def test_cash_out_is_within_its_month_and_later_with_more(day, months):
    found = cash.cash_out_on(day, months)
    whole = (found.year - day.year) * 12 + found.month - day.month
    assert math.floor(months) <= whole <= math.floor(months) + 1
    assert found <= cash.cash_out_on(day, months + 1)
    # 31 January clamps to 28 February (3 days), February is 2.44 days short of a mean month, a part of a day is cut
    assert abs((found - day).days - months * 30.436875) < 3 + 2.44 + 1
    assert found.day <= calendar.monthrange(found.year, found.month)[1]


@given(
    cash_held=st.floats(1, 1e9),
    expenses=st.floats(1, 1e8),
    revenue=st.floats(0, 1e8),
    growth=st.floats(-0.2, 0.3),
)
def test_the_months_with_growth_spend_the_cash_to_the_last_coin(
    cash_held: float, expenses: float, revenue: float, growth: float
) -> None:
    months = cash.months_with_growth(cash_held, expenses, revenue, growth)
    if months is None:
        return
    steps = 20_000
    width = months / steps
    spent = sum((expenses - revenue * (1 + growth) ** ((i + 0.5) * width)) * width for i in range(steps))
    assert spent == pytest.approx(cash_held, rel=1e-3, abs=1e-4 * (expenses + revenue) * max(months, 1.0))


def test_the_months_with_growth_agree_with_default_alive() -> None:
    # Expenses 100, revenue 50 growing 5 % a month: break-even takes ln 2 / ln 1.05 = 14.2 months and 395.8 of cash.
    verdict = cash.default_alive(396, 100, 50, 0.05)
    assert verdict is not None
    assert verdict.alive
    assert cash.months_with_growth(396, 100, 50, 0.05) is None
    assert cash.months_with_growth(395, 100, 50, 0.05) == pytest.approx(13.4, abs=0.8)
    assert cash.months_with_growth(500, 100, 50, 0.0) == pytest.approx(10)
    assert cash.months_with_growth(500, 100, 50, 5e-324) == pytest.approx(10)  # the least float above no growth
    assert cash.months_with_growth(0, 100, 50, 0.0) == 0
