"""Worlds in which nothing happens: a year of numbers as they would come, with the error of whoever measures them.

Each makes the rows of a year from a source of noise; without noise the same rows are the truth.
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

    def factors(
        self, count: int, sigma: float, *, carried: float = 0, tails: int = 0, kept: bool = False
    ) -> list[float]:
        """What numbers in a row are multiplied with: e^(sigma z).

        `carried`: the part of an error that is still there in the next number. `tails`: z is Student's t with so many
        degrees of freedom, scaled to the same standard deviation. `kept`: each is a step that stays, a random walk.
        """
        if self.chance is None:
            return [1.0] * count
        z = self.chance.standard_t(tails, count) / math.sqrt(tails / (tails - 2)) if tails else None
        fresh = (self.chance.standard_normal(count) if z is None else z).tolist()
        errors = fresh[:1]
        for step in fresh[1:]:
            errors.append(errors[-1] + step if kept else carried * errors[-1] + math.sqrt(1 - carried**2) * step)
        return [math.exp(sigma * error) for error in errors]

    def ends(self, value: float, sigma: float) -> dict[str, float]:
        """The 90 % range that a source states which knows its error; the truth has none."""
        if self.chance is None:
            return {}
        return {"low": value * math.exp(-Z90 * sigma), "high": value * math.exp(Z90 * sigma)}

    def count(self, mean: float, scatter: float = 1) -> float:
        """A Poisson count, or one whose variance is `scatter` times its mean."""
        if self.chance is None:
            return mean
        return float(
            self.chance.poisson(mean if scatter == 1 else self.chance.gamma(mean / (scatter - 1), scatter - 1))
        )

    def share(self, level: float, of: int, alike: float) -> float:
        """The share counted of users who are alike in clusters: beta-binomial with that intra-class correlation."""
        if self.chance is None:
            return level
        truth = self.chance.beta(level * (1 / alike - 1), (1 - level) * (1 / alike - 1)) if alike else level
        return float(self.chance.binomial(of, truth)) / of


Rows = Callable[[Noise], list[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A metric with a truth that stays as it is, how its numbers come, and what they are off by.

    `value` is the metric's own of that truth, None where it has none that a band could judge.
    """

    metric: str
    truth: str
    value: float | None
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


def users(  # noqa: PLR0913 - what may be wrong with a panel
    pace: float = 0.0,
    own: float = 0.0,
    shared: float = 0.0,
    *,
    printed: bool = False,
    carried: float = 0.0,
    tails: int = 0,
    walks: float = 0.0,
) -> Rows:
    """Monthly users from 8M on that grow by `pace` a month, off by `own` each month and by `shared` in all of them.

    `printed` gives the range of the month's error; `carried` and `tails` as in `Noise.factors`; with `walks` the users
    themselves wander by so much a month.
    """

    def rows(noise: Noise) -> list[Row]:
        bias, errors = noise.factor(shared), noise.factors(len(YEAR), own, carried=carried, tails=tails)
        paths, found = noise.factors(len(YEAR), walks, kept=True), []
        for i, (period, error, path) in enumerate(zip(YEAR, errors, paths, strict=True)):
            value = 8e6 * (1 + pace) ** i * bias * error * path
            ends = noise.ends(value, own) if printed else {}
            found.append(number("mau", period, value, grade="estimate", **ends))
        return found

    return rows


def revenue(sigma: float, *, floors: bool = False, printed: bool = False) -> Rows:
    """Quarterly revenue that stays at CNY 850M: `floors` are off downwards alone, else it is somebody's estimate."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for quarter in QUARTERS:
            error = noise.factor(sigma)
            value = 850e6 * (min(error, 1 / error) if floors else error)
            ends = noise.ends(value, sigma) if printed else {}
            found.append(number("revenue", quarter, value, unit="CNY", grade="floor" if floors else "estimate", **ends))
        return found

    return rows


def retention(level: float, sigma: float, *, printed: bool = False, of: int = 0, clusters: float = 0.0) -> Rows:
    """A monthly cohort's day-30 retention that stays at a level.

    With `of` the cohort's size is known and the share is counted, of users who come in clusters alike by `clusters`.
    """

    def rows(noise: Noise) -> list[Row]:
        found = []
        for period in YEAR:
            value = noise.share(level, of, clusters) if of else level * noise.factor(sigma)
            ends = noise.ends(value, sigma) if printed else {}
            known = {"published_on": (period.end + timedelta(40)).isoformat()}
            found.append(
                number("retention", period, value, unit="ratio", age_days=30, grade="estimate", **known, **ends)
            )
            if of:
                found.append(number("cohort_size", period, of))
        return found

    return rows


def rivals(own: float, shared: float = 0.0, *, printed: bool = False) -> Rows:
    """Kling, Vidu and PixVerse gain 30% alike across the announcement, so each draws its fair share."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for name, level in (("Kling AI", 8e6), ("Vidu", 5e6), ("PixVerse", 6e6)):
            bias = noise.factor(shared)
            for period in (months_period(2026, 2), *YEAR):
                value = level * bias * noise.factor(own) * (1 if period.end < YEAR[0].start else 1.3)
                ends = noise.ends(value, own) if printed else {}
                found.append(number("mau", period, value, entity=name, grade="estimate", **ends))
        return found

    return rows


def burn(  # noqa: PLR0913 - what may be wrong with a runway
    months_left: float,
    sigma: float = 0.0,
    *,
    of_cash: float = 0.0,
    printed: bool = False,
    guessed: bool = False,
    tails: int = 0,
    carried: float = 0.0,
    old: int = 0,
    grows: float = 0.0,
) -> Rows:
    """So many months of cash each time; the burn of the month, off by `sigma`, and the balance, off by `of_cash`.

    The balance is refilled each month; with `old` it is that many months old and held as much more. With `grows` the
    burn grows by so much a month, and the months are those at the burn of now.
    """

    def rows(noise: Noise) -> list[Row]:
        found, errors = [], noise.factors(len(YEAR), sigma, carried=carried, tails=tails)
        grade = "estimate" if guessed else "reported"
        for i, (period, error) in enumerate(zip(YEAR, errors, strict=True)):
            rate = 10e6 * (1 + grows) ** i
            value, cash = rate * error, rate * (months_left + old + LAG / 30) * noise.factor(of_cash)
            burnt, held = (noise.ends(x, s) if printed and s else {} for x, s in ((value, sigma), (cash, of_cash)))
            more = {"unit": "USD", "entity": "Runway"}
            found.append(number("net_burn", period, value, grade=grade, **more, **burnt))
            then = next(months(1, (period.end.year, period.end.month - old))).end
            known = out(period).isoformat()
            day = Period(then, then)
            found.append(number("cash", day, cash, published_on=known, grade=grade, **more, **held))
        return found

    return rows


def burn_per_arr(sigma: float, of_arr: float = 0.0, *, grade: str = "reported", printed: bool = False) -> Rows:
    """Burn of USD 10M a month for USD 20M of new ARR in three months: 1.5, between the lines of 1 and 2."""

    def rows(noise: Noise) -> list[Row]:
        more = {"unit": "USD", "entity": "Runway"}
        found = [number("net_burn", p, 10e6 * noise.factor(sigma), **more) for p in months(15, (2026, 1))]
        for i, quarter in enumerate(QUARTERS):
            error = noise.factor(of_arr)
            value = (200e6 + 20e6 * i) * (min(error, 1 / error) if grade == "floor" else error)
            ends = noise.ends(value, of_arr) if printed else {}
            found.append(number("arr", Period(quarter.end, quarter.end), value, grade=grade, **more, **ends))
        return found

    return rows


def run_rate(pace: float, sigma: float, *, grade: str = "estimate", printed: bool = False) -> Rows:
    """Quarterly ARR from USD 200M on that grows by `pace` a year."""

    def rows(noise: Noise) -> list[Row]:
        found = []
        for i in range(8):
            end = quarter_period(2025 + i // 4, i % 4 + 1).end
            value = 200e6 * (1 + pace) ** (i / 4) * noise.factor(sigma)
            ends = noise.ends(value, sigma) if printed else {}
            found.append(number("arr", Period(end, end), value, unit="USD", entity="Runway", grade=grade, **ends))
        return found

    return rows


def postings(a_week: float, scatter: float = 1) -> Rows:
    """Roles posted week by week, so many a week; `scatter` is their variance over their mean."""

    def rows(noise: Noise) -> list[Row]:
        return [
            number("robotics_roles_posted", week, noise.count(a_week, scatter), unit="roles", entity="OpenAI")
            for week in WEEKS
        ]

    return rows


def share(level: float, sigma: float, *, printed: bool = False) -> Rows:
    """A share of compute that stays at a level; the lines are at 0.7% and 2%."""

    def rows(noise: Noise) -> list[Row]:
        found, more = [], {"unit": "ratio", "entity": "OpenAI", "grade": "estimate"}
        for quarter in QUARTERS:
            value = level * noise.factor(sigma)
            ends = noise.ends(value, sigma) if printed else {}
            found.append(number("compute_share_robotics", quarter, value, **more, **ends))
        return found

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
