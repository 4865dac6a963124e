"""Worlds whose truth is known: each function gives a draw, one set of data and whether the interval held its truth.

A source's range is drawn as a source comes to it. The true amount is what it is; the source is off by a factor
e^(sigma z) with z standard normal, knows its sigma, and prints its estimate with e^(-1.645 sigma) to e^(+1.645 sigma)
times that as the 90 % range.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.random import Generator
from scipy.special import betaln

from indicators.methods import capture, cash, counts, growth, retention, shares

Draw = Callable[[Generator], bool | None]
RevisedNumber = tuple[float, float, float]

Z90 = 1.6448536269514722  # the 95th percentile of a standard normal

START = 738_000.0  # some day number
MONTH = 30.436875
RATE = math.log(1.05) / MONTH  # a day
NOISE = 0.10


def holds(found: Sequence[float | None] | None, truth: float) -> bool | None:
    """Tell whether an interval, the last two of what was found, holds the truth; None where there is none."""
    low, high = (None, None) if found is None else found[-2:]
    if low is None and high is None:
        return None
    return (low is None or low <= truth) and (high is None or truth <= high)


def printed(truth: float, off: float, sigma: float) -> RevisedNumber:
    """What a source prints that is off by e^off and takes itself to be off by sigma: estimate, low, high."""
    value = truth * math.exp(off)
    return value, value * math.exp(-Z90 * sigma), value * math.exp(Z90 * sigma)


# Ranges of sources


def runway(sigma: float, *, digits: int | None = None, ends: bool = False, too_sure: float = 1) -> Draw:
    """Cash known, burn from a source; with `ends` it prints no estimate, `too_sure` times it overrates itself."""

    def draw(chance: Generator) -> bool | None:
        burn = 1e7 * math.exp(0.5 * chance.standard_normal())
        held = burn * chance.uniform(3, 48)
        said = printed(burn, sigma * chance.standard_normal(), sigma / too_sure)
        value, low, high = (float(f"{number:.{digits - 1}e}") for number in said) if digits else said
        return holds(cash.runway_months(held, None if ends else value, low, high), held / burn)

    return draw


def burn_model(**parts: tuple[float, float]) -> Draw:
    """Heads, cost per head, compute and revenue, each (truth, sigma) and each from a source of its own."""
    truth = parts["heads"][0] * parts["cost_per_head"][0] + parts["compute"][0] - parts["revenue"][0]

    def draw(chance: Generator) -> bool | None:
        said = {name: printed(true, sigma * chance.standard_normal(), sigma) for name, (true, sigma) in parts.items()}
        return holds(cash.burn_from_model(**said), truth)

    return draw


def share(truth: float, some: float, rest: float) -> Draw:
    """A share of part and rest, with the sigma of the two sources."""

    def draw(chance: Generator) -> bool | None:
        a = printed(truth, some * chance.standard_normal(), some)
        b = printed(1 - truth, rest * chance.standard_normal(), rest)
        return holds(shares.share_interval(a[1:], b[1:]), truth)

    return draw


def share_of_total(truth: float, some: float, total: float) -> Draw:
    """A share where part and total are printed, as the reading of compute takes it: rest = total less the estimate."""

    def draw(chance: Generator) -> bool | None:
        a = printed(truth, some * chance.standard_normal(), some)
        every = printed(1, total * chance.standard_normal(), total)
        rest = every[1] - a[0], every[2] - a[0]
        return holds(shares.share_interval(a[1:], rest) if rest[0] > 0 else None, truth)

    return draw


def ratio(truth: float, top: float, bottom: float, *, together: float = 0, normal: bool = False) -> Draw:
    """A ratio of two sources whose errors may go together, or be normal with a range as far down as up."""

    def draw(chance: Generator) -> bool | None:
        x = chance.standard_normal()
        y = together * x + math.sqrt(1 - together**2) * chance.standard_normal()
        said = [
            (true * (1 + sigma * z), true * (1 + sigma * (z - Z90)), true * (1 + sigma * (z + Z90)))
            if normal
            else printed(true, sigma * z, sigma)
            for true, sigma, z in ((truth, top, x), (1.0, bottom, y))
        ]
        return holds(shares.ratio_interval(*said), truth)

    return draw


# Series


def _series(
    chance: Generator, points: int, *, bend: float = 0, carried: float = 0
) -> tuple[np.ndarray, np.ndarray, float]:
    """Days, ln x and the true ln x 60 days later: +5 % a month at first, noise that may be carried over."""
    at = START + MONTH * np.arange(points) + chance.uniform(-8, 8, points)
    fresh = chance.standard_normal(points + 1)
    noise = [fresh[0]]
    for shock in fresh[1:]:
        noise.append(carried * noise[-1] + math.sqrt(1 - carried**2) * shock)
    days = np.append(at, at[-1] + 60) - START
    logs = RATE * days + bend * (days / MONTH) ** 2 + NOISE * np.array(noise)
    return at, 1e6 * np.exp(logs[:-1]), 1e6 * math.exp(logs[-1])


def monthly_trend(points: int, *, carried: float = 0) -> Draw:
    """Growth a month of a series that grows steadily."""

    def draw(chance: Generator) -> bool | None:
        at, values, _ = _series(chance, points, carried=carried)
        return holds(growth.trend_per_month(at, values), math.expm1(RATE * MONTH))

    return draw


def line_ahead(points: int, *, bend: float = 0) -> Draw:
    """The number that comes 60 days later, its own noise included, had the trend gone on."""

    def draw(chance: Generator) -> bool | None:
        at, values, later = _series(chance, points, bend=bend)
        return holds(capture.counterfactual(at, values, at[-1] + 60), later)

    return draw


def _walk(chance: Generator, points: int) -> tuple[np.ndarray, np.ndarray, float]:
    """The same of a random walk with drift, whose steps vary with the time that they take."""
    at = START + MONTH * np.arange(points) + chance.uniform(-8, 8, points)
    passed = np.diff(np.append(at, at[-1] + 60))
    steps = RATE * passed + NOISE * np.sqrt(passed / MONTH) * chance.standard_normal(points)
    logs = np.cumsum(np.append(0.0, steps))
    return at, 1e6 * np.exp(logs[:-1]), 1e6 * math.exp(logs[-1])


def drift(points: int, *, independent: bool = False) -> Draw:
    """Growth a month of a random walk with drift, or of a steady series with errors of its own each month."""

    def draw(chance: Generator) -> bool | None:
        at, values, _ = (_series if independent else _walk)(chance, points)
        return holds(growth.drift_per_month(at, values), math.expm1(RATE * MONTH))

    return draw


def walk_ahead(points: int) -> Draw:
    """The number that comes 60 days later, had the walk gone on."""

    def draw(chance: Generator) -> bool | None:
        at, values, later = _walk(chance, points)
        return holds(capture.counterfactual(at, values, at[-1] + 60), later)

    return draw


# Users


def cohort(size: int, ages: tuple[int, ...], at: int, *, power: float = 1) -> Draw:
    """Survival of sBG users (Fader and Hardie's High End parameters); with a power above 1 they leave ever faster."""
    alpha, beta = 0.668, 3.806
    survival = np.exp(betaln(alpha, beta + np.array([*ages, at], dtype=float) ** power) - betaln(alpha, beta))
    cells = -np.diff(survival[:-1], prepend=1.0, append=0.0)

    def draw(chance: Generator) -> bool | None:
        lost = chance.multinomial(size, cells)[:-1]
        return holds(retention.survival_interval(ages, size - np.cumsum(lost), size, at), float(survival[-1]))

    return draw


def lifetimes(users: int, at: float) -> Draw:
    """Exponential lifetimes with a median of 30 days, each watched for an even 0 to 90 days."""

    def draw(chance: Generator) -> bool | None:
        lasts, watched = chance.exponential(30 / math.log(2), users), chance.uniform(0, 90, users)
        curve = retention.kaplan_meier(np.minimum(lasts, watched), lasts <= watched)
        return holds(curve and curve.interval(at), 0.5 ** (at / 30))

    return draw


# Counts. An interval depends on nothing but its counts, so each is asked for once.


def wilson(n: int, p: float | None) -> Draw:
    """A share of n; without p any share is as likely as another."""
    interval = cache(shares.wilson)

    def draw(chance: Generator) -> bool | None:
        truth = chance.uniform() if p is None else p
        return holds(interval(int(chance.binomial(n, truth)), n), truth)

    return draw


def _counted(chance: Generator, mean: float, scatter: float) -> int:
    """A Poisson count, or one whose variance is `scatter` times its mean."""
    return int(chance.poisson(mean if scatter == 1 else chance.gamma(mean / (scatter - 1), scatter - 1)))


def count(mean: float, *, scatter: float = 1) -> Draw:
    """A count of rare events."""
    interval = cache(counts.poisson_interval)
    return lambda chance: holds(interval(_counted(chance, mean, scatter)), mean)


def rates(later: float, base: float, time: float, *, scatter: float = 1) -> Draw:
    """The ratio of two rates from counts expected to be `later` over `time` and `base` over 1."""
    interval = cache(counts.rate_ratio)

    def draw(chance: Generator) -> bool | None:
        found = interval(_counted(chance, later, scatter), time, _counted(chance, base, scatter), 1)
        return holds(found, later / time / base)

    return draw
