"""Cash: burn, runway, the day it ends, and whether a company is default alive.

Money is in one currency throughout; burn is per month unless a function says per period.
"""

from __future__ import annotations

import calendar
import math
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from . import draws
from ._inputs import Floats, finite, known
from .estimate import Estimate, Range, Spread, bracket, central, check_range, spread

_LAST_DAY = date(2100, 12, 31)
_MONTHS_PER_YEAR = 12

# A month count this close to a whole month or day is on it: 12.1 months end after 3 days of 30, not 2.
_STILL = 1e-12  # of growth a month: over a century less than a millionth
_TOLERANCE = 1e-9

# Months beyond which no runway is told apart from one without end.
_LONGEST = 12_000.0

# exp of more than this is beyond a float.
_LARGEST_EXPONENT = 700.0

Ends = tuple[float, float]
"""A 90 % range, low and high in one currency; a number without a range stands for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultAlive:
    """The verdict: periods until revenue meets expenses and the cash it takes, None where that never happens."""

    alive: bool
    periods_to_profit: float | None
    capital_needed: float | None


def runway_months(
    cash: float, burn: float | None, low: float | None = None, high: float | None = None
) -> Estimate | None:
    """Return cash / burn in months, with cash / high burn as its low and cash / low burn as its high.

    `low` and `high` are the burn's 90 % range, whose ends carry over because the runway is monotone in it. Without
    `burn` it is sqrt(low x high). An end at or below zero gives None for that side; no end, no side. None where cash or
    burn is at or below zero. low <= burn <= high must hold; otherwise, and for NaN, ValueError.
    """
    held = finite(cash, "cash")
    rate = _burn(burn, low, high)
    if rate is None or rate <= 0 or held <= 0:
        return None
    value = known(held / rate)
    shortest = held / high if high is not None and high > 0 else None
    longest = known(held / low) if low is not None and low > 0 else None
    return None if value is None else bracket(value, shortest, longest)


def months_left(value: float, held: tuple[Ends, ...], burn: Ends, elapsed: float) -> Estimate:
    """Return the months of cash with their 90 % range.

    `value` is the central one, `held` the balance and each round, `burn` is per month. The ends are the 5th and 95th
    percentile of `runway_draws`, which the 5th and 95th of all its parts at once bound: draws are exact to some
    thousandths only. An end that is never reached is None. As `runway_draws` raises ValueError.
    """
    found = draws.interval(finite(value, "value"), runway_draws(held, burn, elapsed))
    (burnt_least, burnt_most), least, most = burn, sum(low for low, _ in held), sum(high for _, high in held)
    shortest = least / burnt_most - elapsed if burnt_most > 0 else -math.inf
    longest = most / burnt_least - elapsed if burnt_least > 0 else math.inf
    low = None if found.low is None else max(found.low, min(shortest, value))
    high = None if found.high is None else min(found.high, max(longest, value))
    return Estimate(value, low, high)


@lru_cache(maxsize=16)
def runway_draws(held: tuple[Ends, ...], burn: Ends, elapsed: float) -> Floats:
    """Return draws of (balance + rounds) / burn - months since the balance, shape (100000,), read-only.

    Each part is log-normal by its ends, normal where one is at or below zero, and independent of the others; what was
    spent before today is spent at the burn drawn. 0 where nothing is left, infinity where nothing is burnt. Negative
    `elapsed`, low above high and NaN raise ValueError.
    """
    since = finite(elapsed, "elapsed")
    if since < 0:
        raise ValueError(f"elapsed is {since}; a balance is carried forward, not back")
    rate = draws.ranged(*burn, 0)
    cash = sum((draws.ranged(*part, i) for i, part in enumerate(held, 1)), start=np.zeros(draws.DRAWS))
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        months = np.where(rate > 0, cash / rate - since, np.inf)
    left: Floats = np.maximum(np.where(cash > 0, months, 0.0), 0.0)
    left.flags.writeable = False
    return left


def p_shorter(months: float, drawn: Floats) -> float:
    """Return the share of the draws that are shorter than `months`; a negative time and NaN raise ValueError."""
    limit = finite(months, "months")
    if limit < 0:
        raise ValueError(f"months is {limit}; give a time of 0 or more")
    return float(np.mean(drawn < limit))


def balances_burn(cash0: float, rounds_between: float, cash1: float, months: float) -> float | None:
    """Return the burn between two balances, (cash0 + rounds between - cash1) / months; None over no time.

    Negative months and NaN raise ValueError.
    """
    time = finite(months, "months")
    if time < 0:
        raise ValueError(f"months is {time}; give the earlier balance first")
    spent = finite(cash0, "cash0") + finite(rounds_between, "rounds_between") - finite(cash1, "cash1")
    return known(spent / time) if time > 0 else None


def burn_from_model(heads: Range, cost_per_head: Range, compute: Range, revenue: Range) -> Estimate:
    """Return heads x cost per head + compute - revenue with its 90 % interval (p5 to p95).

    Money in one currency and per month: ARR / 12 for revenue. Each part is a number or (value, low, high) with a 90 %
    range, log-normal with its value as the median (normal where an end is at or below zero), and independent of the
    others. The value comes from the central values, the ends from 100,000 seeded draws, the same at every call; with no
    range among the parts the ends are None. A range without low <= value <= high and NaN raise ValueError. Source: M.
    D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21 (1979) 239-245, for drawing one from each stratum.
    """
    parts = tuple(
        spread(part, name)
        for part, name in (
            (heads, "heads"),
            (cost_per_head, "cost_per_head"),
            (compute, "compute"),
            (revenue, "revenue"),
        )
    )
    people, cost, machines, income = parts
    value = people.median * cost.median + machines.median - income.median
    if not any(part.sigma for part in parts):
        return Estimate(value, None, None)
    with np.errstate(over="ignore", invalid="ignore"):  # an end beyond what a float can hold is not known
        drawn = [_draw(part, column) for column, part in enumerate(parts)]
        low, high = np.quantile(drawn[0] * drawn[1] + drawn[2] - drawn[3], (0.05, 0.95))
    return bracket(value, known(float(low)), known(float(high)))


def roll_forward(cash: float, rounds_since: float, burn: float, months: float) -> float:
    """Return what is left of a balance, cash + rounds since - burn x months.

    Negative months and NaN raise ValueError.
    """
    time = finite(months, "months")
    if time < 0:
        raise ValueError(f"months is {time}; a balance is carried forward, not back")
    return finite(cash, "cash") + finite(rounds_since, "rounds_since") - finite(burn, "burn") * time


def default_alive(cash: float, expenses: float, revenue: float, growth: float) -> DefaultAlive | None:
    """Tell whether revenue that grows by `growth` a period meets constant expenses before the cash is gone.

    All per one period, such as a month. In continuous time, with r = ln(1 + growth): T = ln(E / R) / r periods to
    profit, capital C = E T - (E - R) / r, alive when C <= cash. Revenue that covers expenses and doesn't shrink: alive,
    T = C = 0. Revenue that shrinks, stands still below expenses or is zero never gets there: not alive, None and None.
    None for negative revenue; growth below -1 and NaN raise ValueError. Source: P. Graham, "Default Alive or Default
    Dead?", 2015; T. Blackwell's startup growth calculator, growth.tlb.org.
    """
    held, spent, earned = finite(cash, "cash"), finite(expenses, "expenses"), finite(revenue, "revenue")
    rate = finite(growth, "growth")
    if rate < -1:
        raise ValueError(f"growth is {rate}; revenue cannot fall by more than all of it (-1)")
    if earned < 0:
        return None
    # Shrinking revenue stays above expenses only where there are none.
    if earned >= spent and (rate >= 0 or spent <= 0):
        return DefaultAlive(alive=True, periods_to_profit=0.0, capital_needed=0.0)
    never = DefaultAlive(alive=False, periods_to_profit=None, capital_needed=None)
    if rate <= 0 or earned == 0:
        return never
    r = math.log1p(rate)
    periods = (math.log(spent) - math.log(earned)) / r
    capital = max(spent * periods - (spent - earned) / r, 0.0)
    if not (math.isfinite(periods) and math.isfinite(capital)):
        return never
    return DefaultAlive(alive=capital <= held, periods_to_profit=periods, capital_needed=capital)


def months_with_growth(cash: float, expenses: float, revenue: float, growth: float) -> float | None:
    """Return the months until the cash is spent while expenses stay and revenue grows by `growth` a month.

    Money per month; solves E t - R (e^(r t) - 1) / r = cash with r = ln(1 + growth), and E t - R t = cash where the
    revenue stands still. None where the cash is never spent; 0 where there is none to spend. Revenue below zero, growth
    at or below -1 and NaN raise ValueError. Source: as `default_alive`.
    """
    held, spent, earned = finite(cash, "cash"), finite(expenses, "expenses"), finite(revenue, "revenue")
    rate = finite(growth, "growth")
    if rate <= -1 or earned < 0:
        raise ValueError(f"growth is {rate}, revenue {earned}; give a growth above -1 and a revenue of 0 or more")
    if held <= 0:
        return 0.0
    r = math.log1p(rate)

    def used(t: float) -> float:
        if abs(r) < _STILL or earned == 0:  # (e^(r t) - 1) / r has no digits left where r has none
            return (spent - earned) * t
        return spent * t - earned * (math.expm1(r * t) / r if r * t < _LARGEST_EXPONENT else math.inf)

    peak = math.inf if r <= 0 or earned == 0 else max(math.log(spent / earned) / r, 0.0) if spent > 0 else 0.0
    last = min(peak, _LONGEST)
    if used(last) <= held:
        return None
    low, high = 0.0, last
    while high - low > _TOLERANCE * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if used(middle) <= held else (low, middle)
    return high


def burn_multiple(net_burn: float, net_new_arr: float) -> float | None:
    """Return net burn / net new ARR over the same time: what a unit of new revenue costs.

    None where either is at or below zero: nothing is burnt, or nothing is bought with it. NaN raises ValueError.
    Source: D. Sacks, "The Burn Multiple", 2020.
    """
    burnt, gained = finite(net_burn, "net_burn"), finite(net_new_arr, "net_new_arr")
    return known(burnt / gained) if burnt > 0 and gained > 0 else None


def cash_out_on(day: date, months: float) -> date | None:
    """Return the day that lies `months` after a day; None when it would fall after 2100-12-31.

    Whole months come first, with the month's end as the limit (31 January and one month: 28 February), then
    floor(fraction x days of the month reached) days. Negative months and NaN raise ValueError.
    """
    start = day.date() if isinstance(day, datetime) else day
    if math.isnan(months) or months < 0:
        raise ValueError(f"months is {months}; give a time of 0 or more")
    if months > (_LAST_DAY.year + 1 - start.year) * _MONTHS_PER_YEAR:
        return None
    whole = math.floor(months + _TOLERANCE)
    reached = _add_months(start, whole)
    length = calendar.monthrange(reached.year, reached.month)[1]
    fraction = max(months - whole, 0.0)
    end = date.fromordinal(reached.toordinal() + math.floor(fraction * length + _TOLERANCE))
    return end if end <= _LAST_DAY else None


def _add_months(start: date, months: int) -> date:
    year, month = divmod(start.year * _MONTHS_PER_YEAR + start.month - 1 + months, _MONTHS_PER_YEAR)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _burn(burn: float | None, low: float | None, high: float | None) -> float | None:
    """Return the burn's value: its own, else sqrt(low x high) where both are positive, else None."""
    check_range(burn, low, high, "burn")
    if burn is not None:
        return float(burn)
    if low is None or high is None or low <= 0:
        return None
    return central(low, high)


def _draw(part: Spread, column: int) -> Floats:
    """Return draws of a part, also of one without a range: giving it one leaves the draws of the others alone."""
    z = draws.normals(column)
    if part.logarithmic:
        return part.median * np.exp(part.sigma * z)
    return part.median + part.sigma * z
