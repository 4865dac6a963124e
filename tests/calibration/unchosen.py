"""Processes that the formulas did not choose: errors that carry on, heavy tails, clusters, curves of another kind.

Each function gives a draw, as in `draws`: one set of data and whether the interval held its truth.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.random import Generator
from scipy.special import expit, logit

from indicators.methods import capture, cash, counts, growth, retention, shares

from .draws import MONTH, NOISE, RATE, START, Draw, holds, printed

AHEAD = 6  # months
MONTHS = 3  # of a quarter


def _errors(chance: Generator, count: int, carried: float, tails: int) -> np.ndarray:
    """Errors of standard deviation 1; `carried` of each stays in the next, 1 is a random walk, `tails` degrees of t."""
    fresh = chance.standard_t(tails, count) / math.sqrt(tails / (tails - 2)) if tails else chance.standard_normal(count)
    if carried == 1:
        return np.cumsum(fresh)
    errors = [fresh[0]]
    for step in fresh[1:]:
        errors.append(carried * errors[-1] + math.sqrt(1 - carried**2) * step)
    return np.array(errors)


def series(
    chance: Generator, points: int, *, carried: float = 0, tails: int = 0, wanders: float = 0
) -> tuple[np.ndarray, np.ndarray, float, float]:
    """Days, values, the value `AHEAD` months after the last and the drift a month: +5 % a month, errors of 10 %.

    With `wanders` there are no errors: the pace of each month is the last one's and a step of so much.
    """
    count = points + AHEAD
    paces = RATE * MONTH + wanders * np.cumsum(chance.standard_normal(count))
    logs = np.cumsum(paces) + (0 if wanders else NOISE) * _errors(chance, count, carried, tails)
    at = START + MONTH * np.arange(points)
    return at, 1e6 * np.exp(logs[:points]), 1e6 * math.exp(logs[-1]), math.expm1(float(paces[:points].mean()))


def trend(points: int, *, carried: float = 0, tails: int = 0) -> Draw:
    """Growth a month by the line of least squares."""

    def draw(chance: Generator) -> bool | None:
        at, values, _, pace = series(chance, points, carried=carried, tails=tails)
        return holds(growth.trend_per_month(at, values), pace)

    return draw


def walk(points: int, *, carried: float = 0, tails: int = 0, wanders: float = 0) -> Draw:
    """Growth a month by the drift of a random walk, against the mean pace of those months."""

    def draw(chance: Generator) -> bool | None:
        at, values, _, pace = series(chance, points, carried=carried, tails=tails, wanders=wanders)
        return holds(growth.drift_per_month(at, values), pace)

    return draw


def ahead(points: int, *, carried: float = 0, tails: int = 0, wanders: float = 0) -> Draw:
    """The number six months after the last."""

    def draw(chance: Generator) -> bool | None:
        at, values, later, _ = series(chance, points, carried=carried, tails=tails, wanders=wanders)
        return holds(capture.counterfactual(at, values, at[-1] + AHEAD * MONTH), later)

    return draw


def captured(points: int, sigma: float, *, carried: float = 1) -> Draw:
    """A capture rate of 30 %, with assumptions that are what their ranges say and a base that wanders."""
    both, left, gone = (0.3, 0.15, 0.5), (0.4, 0.2, 0.6), 4.7e6

    def assumed(chance: Generator, value: float, low: float, high: float) -> float:
        spread = (logit(high) - logit(low)) / (2 * 1.6448536269514722)
        return float(expit(logit(value) + spread * chance.standard_normal()))

    def draw(chance: Generator) -> bool | None:
        at = START + MONTH * np.arange(points + 1)
        logs = RATE * MONTH * np.arange(points + 1) + sigma * _errors(chance, points + 1, carried, 0)
        values = 8e6 * np.exp(logs)
        pool = gone * (1 - assumed(chance, *both)) * (1 - assumed(chance, *left))
        users = float(values[-1]) + 0.3 * pool
        found = capture.capture_interval(
            at[:-1], values[:-1], at[-1], users=users, displaced=gone, multihoming=both, leave=left
        )
        return holds(found, 0.3)

    return draw


def months(of_cash: float, of_burn: float, *, old: float = 0, grows: float = 0, told: bool = True) -> Draw:
    """Months of cash from a balance and a burn with their ranges, `told` or not for the balance's.

    The balance is `old` months old; with `grows` the burn grows by so much a month from then on.
    """

    def draw(chance: Generator) -> bool | None:
        burn = 1e7
        truth = chance.uniform(6, 36)
        r = math.log1p(grows)
        held = burn * (math.expm1(r * (truth + old)) / r if grows else truth + old)
        balance, *ends = printed(held, of_cash * chance.standard_normal(), of_cash)
        rate, low, high = printed(burn, of_burn * chance.standard_normal(), of_burn)
        value = balance / rate - old
        if value <= 0:
            return None
        known = (ends[0], ends[1]) if told else (balance, balance)
        return holds(cash.months_left(value, (known,), (low, high), old), truth)

    return draw


def modelled(*, left_out: float = 0, together: float = 0) -> Draw:
    """Burn by heads, cost, compute and revenue, with a part of the costs left out, or cost and revenue off together."""
    heads, cost, compute, revenue = (150, 0.08), (30_000, 0.25), (2e6, 0.35), (3e6, 0.15)
    spent = heads[0] * cost[0] + compute[0]

    def draw(chance: Generator) -> bool | None:
        z = chance.standard_normal(4)
        z[3] = together * z[1] + math.sqrt(1 - together**2) * z[3]
        said = [
            printed(true, sigma * off, sigma)
            for (true, sigma), off in zip((heads, cost, compute, revenue), z, strict=True)
        ]
        return holds(cash.burn_from_model(*said), spent / (1 - left_out) - revenue[0])

    return draw


def quarters(mean: float, scatter: float, *, widened: bool) -> Draw:
    """Two quarters of as many papers, whose months vary `scatter` times as much as chance."""
    interval = cache(counts.rate_ratio)

    def draw(chance: Generator) -> bool | None:
        month = mean / MONTHS
        later, base = (
            chance.poisson(chance.gamma(month / (scatter - 1), scatter - 1, MONTHS)).astype(float) for _ in range(2)
        )
        found = interval(int(later.sum()), 1, int(base.sum()), 1)
        if found is None or found.value is None:
            return None
        phi = counts.dispersion(later.tolist(), base.tolist())
        return holds(counts.widened(*found, phi) if widened and phi is not None else found, 1)

    return draw


def clustered(n: int, p: float, alike: float) -> Draw:
    """A share of users who come alike in clusters: beta-binomial with that intra-class correlation."""

    def draw(chance: Generator) -> bool | None:
        drawn = chance.beta(p * (1 / alike - 1), (1 - p) * (1 / alike - 1))
        return holds(shares.wilson(int(chance.binomial(n, drawn)), n), p)

    return draw


CURVES = {
    "Weibull": lambda t: np.exp(-0.75 * t**0.35),
    "a loyal tenth": lambda t: 0.1 + 0.9 * np.exp(-0.8 * t**0.5),
    "three classes": lambda t: 0.6 * 0.5**t + 0.3 * 0.93**t + 0.1 * 0.997**t,
}


def curve(name: str, size: int = 10_000, at: int = 180) -> Draw:
    """Survival to day 180 by the sBG curve through days 1, 7, 14 and 30 of users who leave by another law."""
    ages = np.array([1, 7, 14, 30])
    kept, truth = CURVES[name](ages.astype(float)), float(CURVES[name](float(at)))
    cells = -np.diff(kept, prepend=1.0, append=0.0)

    def draw(chance: Generator) -> bool | None:
        lost = chance.multinomial(size, cells)[:-1]
        return holds(retention.survival_interval(ages.tolist(), size - np.cumsum(lost), size, at), truth)

    return draw
