"""Worlds in which nothing changes: a year of numbers as they would come, with the error of whoever measures them.

Each case makes the rows of a year from a source of noise; without noise the same rows are the truth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from numpy.random import Generator

from indicators.core.model.calendars import Period, months_period, quarter_period
from indicators.core.text.periods import write_period
from tests.boards import Row, row

Z90 = 1.6448536269514722  # the 95th percentile of a standard normal
PANEL = 0.20  # what a panel of phones is off by (one standard error, as a factor)
FIRST_MONTH = (2026, 4)
LAG = 7  # days from a period's end to its number


@dataclass(slots=True)
class Noise:
    """Errors drawn with `chance`, or none at all where it is None."""

    chance: Generator | None

    def factor(self, sigma: float) -> float:
        """What a number is multiplied with: e^(sigma z), z standard normal."""
        return 1.0 if self.chance is None else math.exp(sigma * self.chance.standard_normal())

    def ends(self, value: float, sigma: float) -> dict[str, float]:
        """The 90 % range that a source states which knows its error; the truth has none."""
        if self.chance is None:
            return {}
        return {"low": value * math.exp(-Z90 * sigma), "high": value * math.exp(Z90 * sigma)}

    def count(self, mean: float) -> float:
        """A Poisson count."""
        return mean if self.chance is None else float(self.chance.poisson(mean))


Rows = Callable[[Noise], list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A metric with a truth that stays as it is, how its numbers come, and what they are off by."""

    metric: str
    truth: str
    numbers: str
    error: str
    rows: Rows
    looks: tuple[date, ...]
    runs: int = 200
    quick: int = 6

    @property
    def name(self) -> str:
        """The case in words; it also seeds the draws, so that a new case leaves the others as they are."""
        return f"{self.metric}: {self.truth}, {self.numbers}, {self.error}"


def months(count: int, first: tuple[int, int] = FIRST_MONTH) -> Iterator[Period]:
    """Calendar months in a row."""
    for i in range(count):
        year, month = divmod(first[0] * 12 + first[1] - 1 + i, 12)
        yield months_period(year, month + 1)


def out(period: Period) -> date:
    """The day on which a period's number is out."""
    return period.end + timedelta(LAG)


def number(series: str, period: Period, value: float, **more: object) -> Row:
    """A number that is known when it is out."""
    cells = {"published_on": out(period).isoformat(), "unit": "users"} | more
    return row(series, write_period(period.start, period.end), value, **cells)


YEAR = tuple(months(13))  # a number to compare with, then twelve looks
MONTHLY = tuple(out(period) for period in YEAR[1:])
QUARTERS = tuple(quarter_period(2026 + i // 4, i % 4 + 1) for i in range(5))
WEEKS = tuple(Period(d, d + timedelta(6)) for d in (date(2026, 4, 6) + timedelta(7 * i) for i in range(30)))


def users(own: float, shared: float = 0.0, *, printed: bool = False) -> Rows:
    """Monthly users that stay at 8M: `own` error each month, one `shared` by all of them; `printed` gives its range."""

    def rows(noise: Noise) -> list[Row]:
        bias, found = noise.factor(shared), []
        for period in YEAR:
            value = 8e6 * bias * noise.factor(own)
            ends = noise.ends(value, own) if printed else {}
            found.append(number("mau", period, value, **ends))
        return found

    return rows


def revenue(sigma: float) -> Rows:
    """Quarterly revenue that stays at CNY 850M."""
    return lambda noise: [number("revenue", q, 850e6 * noise.factor(sigma), unit="CNY") for q in QUARTERS]


def retention(sigma: float, *, printed: bool = False) -> Rows:
    """A monthly cohort's day-30 retention that stays between the lines of 2% and 5%."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for period in YEAR:
            value = 0.0316 * noise.factor(sigma)
            ends = noise.ends(value, sigma) if printed else {}
            known = {"published_on": (period.end + timedelta(40)).isoformat()}
            found.append(number("retention", period, value, unit="ratio", age_days=30, **known, **ends))
        return found

    return rows


def rivals(own: float, shared: float = 0.0) -> Rows:
    """Kling, Vidu and PixVerse gain 30% alike across the announcement, so each draws its fair share."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for name, level in (("Kling AI", 8e6), ("Vidu", 5e6), ("PixVerse", 6e6)):
            bias = noise.factor(shared)
            found.append(number("mau", months_period(2026, 2), level * bias * noise.factor(own), entity=name))
            found += [number("mau", p, 1.3 * level * bias * noise.factor(own), entity=name) for p in YEAR]
        return found

    return rows


def burn(sigma: float, *, printed: bool = False) -> Rows:
    """Eighteen months of cash each time: the balance is refilled and exact, the burn of the month is measured."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for period in YEAR:
            value = 10e6 * noise.factor(sigma)
            ends = noise.ends(value, sigma) if printed else {}
            found.append(number("net_burn", period, value, unit="USD", entity="Runway", **ends))
            held = Period(period.end, period.end)
            found.append(number("cash", held, 182e6, unit="USD", entity="Runway"))
        return found

    return rows


def burn_per_arr(sigma: float) -> Rows:
    """Burn of USD 10M a month for USD 20M of new ARR in three months: 1.5, between the lines of 1 and 2."""

    def rows(noise: Noise) -> list[Row]:
        burnt = months(15, (2026, 1))
        found = [number("net_burn", p, 10e6 * noise.factor(sigma), unit="USD", entity="Runway") for p in burnt]
        for i, quarter in enumerate(QUARTERS):
            on = Period(quarter.end, quarter.end)
            found.append(number("arr", on, 200e6 + 20e6 * i, unit="USD", entity="Runway"))
        return found

    return rows


def run_rate(sigma: float) -> Rows:
    """Quarterly ARR that stays at USD 200M, as the press hears it."""

    def rows(noise: Noise) -> list[Row]:
        ends = [quarter_period(2025 + i // 4, i % 4 + 1).end for i in range(8)]
        return [
            number("arr", Period(e, e), 200e6 * noise.factor(sigma), unit="USD", entity="Runway", grade="estimate")
            for e in ends
        ]

    return rows


def postings(noise: Noise) -> list[Row]:
    """Roles posted week by week, 1.2 a week: between the lines of 0.5 and 2."""
    return [number("robotics_roles_posted", w, noise.count(1.2), unit="roles", entity="OpenAI") for w in WEEKS]


def share(sigma: float) -> Rows:
    """A share of compute that stays at 1.2%: between the lines of 0.7% and 2%."""

    def rows(noise: Noise) -> list[Row]:
        return [
            number("compute_share_robotics", q, 0.012 * noise.factor(sigma), unit="ratio", entity="OpenAI")
            for q in QUARTERS
        ]

    return rows


def search(noise: Noise) -> list[Row]:
    """Searches that find no paper."""
    del noise
    return [
        number("papers_count", Period(date(2026, 4, 3), p.end), 0, unit="papers", entity="OpenAI", basis="search")
        for p in YEAR
    ]


def quarterly(lag: int = LAG, skip: int = 1) -> tuple[date, ...]:
    """A look after each quarter's number."""
    return tuple(q.end + timedelta(lag) for q in QUARTERS[skip:])


COHORTS = tuple(period.end + timedelta(40) for period in YEAR[1:])
WEEKLY = tuple(out(week) for week in WEEKS[4:])
TWO_YEARS_OF_QUARTERS = tuple(quarter_period(2026, i + 1).end + timedelta(LAG) for i in range(4))

CASES = (
    Case(
        metric="kling.mau_growth",
        truth="8M users, no change",
        numbers="monthly",
        error="20 %, new each month",
        rows=users(PANEL),
        looks=MONTHLY,
    ),
    Case(
        metric="kling.mau_growth",
        truth="8M users, no change",
        numbers="monthly, with its range",
        error="20 %, new each month",
        rows=users(PANEL, printed=True),
        looks=MONTHLY,
    ),
    Case(
        metric="kling.mau_growth",
        truth="8M users, no change",
        numbers="monthly",
        error="20 % for good, 2 % each month",
        rows=users(0.02, PANEL),
        looks=MONTHLY,
    ),
    Case(
        metric="kling.revenue_growth_1q",
        truth="CNY 850M, no change",
        numbers="quarterly",
        error='3 %, what "more than" hides',
        rows=revenue(0.03),
        looks=quarterly(),
    ),
    Case(
        metric="kling.revenue_growth_1q",
        truth="CNY 850M, no change",
        numbers="quarterly",
        error="20 %, a third party's estimate",
        rows=revenue(PANEL),
        looks=quarterly(),
    ),
    Case(
        metric="kling.retention_d30",
        truth="3.2 %",
        numbers="monthly cohorts",
        error="20 %, new each month",
        rows=retention(PANEL),
        looks=COHORTS,
    ),
    Case(
        metric="kling.retention_d30",
        truth="3.2 %",
        numbers="monthly cohorts, with their ranges",
        error="20 %, new each month",
        rows=retention(PANEL, printed=True),
        looks=COHORTS,
    ),
    Case(
        metric="kling.draw_index",
        truth="100: three apps gain 30 % alike",
        numbers="monthly",
        error="20 %, new each month",
        rows=rivals(PANEL),
        looks=MONTHLY,
    ),
    Case(
        metric="kling.draw_index",
        truth="100: three apps gain 30 % alike",
        numbers="monthly",
        error="20 % for good, 2 % each month",
        rows=rivals(0.02, PANEL),
        looks=MONTHLY,
    ),
    Case(
        metric="runway.months",
        truth="18 months",
        numbers="monthly burn",
        error="20 %, new each month",
        rows=burn(PANEL),
        looks=MONTHLY,
    ),
    Case(
        metric="runway.months",
        truth="18 months",
        numbers="monthly burn, with its range",
        error="20 %, new each month",
        rows=burn(PANEL, printed=True),
        looks=MONTHLY,
    ),
    Case(
        metric="runway.burn_multiple",
        truth="1.5",
        numbers="monthly burn, quarterly ARR",
        error="20 % on the burn",
        rows=burn_per_arr(PANEL),
        looks=quarterly(),
    ),
    Case(
        metric="runway.arr_growth_1y",
        truth="USD 200M, no change",
        numbers="quarterly",
        error="20 %, the press",
        rows=run_rate(PANEL),
        looks=TWO_YEARS_OF_QUARTERS,
    ),
    Case(
        metric="robotics.hiring_velocity",
        truth="1.2 roles a week",
        numbers="weekly postings",
        error="chance of the counts (Poisson)",
        rows=postings,
        looks=WEEKLY,
    ),
    Case(
        metric="robotics.compute_share",
        truth="1.2 %",
        numbers="quarterly",
        error="20 %, an estimate",
        rows=share(PANEL),
        looks=quarterly(),
    ),
    Case(
        metric="robotics.papers",
        truth="no paper",
        numbers="monthly searches",
        error="none: what a person reads is no noise",
        rows=search,
        looks=MONTHLY,
        runs=1,
        quick=1,
    ),
)
