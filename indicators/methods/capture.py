"""Who took the users that were set free: what would have been, the capture rate and the draw index."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from . import draws
from ._inputs import Floats, Moment, confidence, day, exp_or_none, finite, known
from ._walk import Walk, walk
from .estimate import Estimate, bracket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike

_MIN_ENTITIES = 2

# A summed gain under this part of the level before is too small to divide by.
_LEAST_GAIN = 0.1

# The columns of independent draws that a rate is made of.
_EXCESS, _MULTIHOMING, _LEAVE = 0, 1, 2


def counterfactual(dates: Iterable[Moment], values: ArrayLike, at: Moment, level: float = 0.9) -> Estimate | None:
    """Return where a random walk with drift stands at a date, with its prediction interval.

    ln x_last + mu h with variance s^2 (h + h^2 / T), h from the last date to `at`, mu, s and T as in
    `growth.drift_per_month`, and t quantiles with n - 1 degrees of freedom over the n steps; in the unit of `values`.
    `dates` (n + 1,) from old to new, `values` (n + 1,). Two points leave no interval (low and high None). None below
    two points, where two dates are equal and with a value at or below zero. Backward dates, unequal lengths, a level
    outside 0 to 1 and NaN raise ValueError. Source: R. J. Hyndman and G. Athanasopoulos, Forecasting: Principles and
    Practice, 3rd ed. 2021, sections 5.2 and 5.5.
    """
    return counterfactual_course(dates, values, (at,), level)[0]


def counterfactual_course(
    dates: Iterable[Moment], values: ArrayLike, at: Iterable[Moment], level: float = 0.9
) -> list[Estimate | None]:
    """Return `counterfactual` at several dates from one estimate, in the order of `at`; each is None where that is.

    Before the last date it is the line of the drift, without an interval.
    """
    sure, then = confidence(level), [day(moment, "at") for moment in at]
    found = walk(dates, values)
    return [None if found is None else _standing(found, moment, sure) for moment in then]


def _standing(found: Walk, then: float, level: float) -> Estimate | None:
    centre, error = found.ahead(then)
    value = exp_or_none(centre)
    if value is None:
        return None
    if error is None or then < found.end:
        return Estimate(value, None, None)
    half = found.quantile(level) * error
    return bracket(value, exp_or_none(centre - half), exp_or_none(centre + half))


def capture_rate(excess: float, displaced: float, multihoming: float, leave: float) -> float | None:
    """Return excess / (displaced x (1 - multihoming) x (1 - leave)), not clipped: above 1 proves other causes.

    `excess` is users above the counterfactual, `displaced` the users of the app that closed, `multihoming` the share of
    them who were on the rival already, `leave` the share who leave the category. None where nobody is left to capture.
    Shares outside 0 to 1 and NaN raise ValueError.
    """
    for share, name in ((multihoming, "multihoming"), (leave, "leave")):
        if not 0 <= finite(share, name) <= 1:
            raise ValueError(f"{name} is {share}; give a share from 0 to 1")
    pool = finite(displaced, "displaced") * (1 - multihoming) * (1 - leave)
    return known(finite(excess, "excess") / pool) if pool > 0 else None


def capture_interval(  # noqa: PLR0913 - a rate's own parts
    dates: Iterable[Moment],
    values: ArrayLike,
    at: Moment,
    *,
    users: float,
    displaced: float,
    multihoming: tuple[float, float, float],
    leave: tuple[float, float, float],
) -> Estimate | None:
    """Return `capture_rate` of `users` above the counterfactual at a date, with its 90 % interval by 100,000 draws.

    The excess is drawn by the t distribution of `counterfactual`. `multihoming` and `leave` are (value, low, high):
    each is drawn logit-normal with its value as the median and its ends as a 90 % range. None where either rate or
    counterfactual is. Two points leave no interval. What raises there raises ValueError.
    """
    found, then = walk(dates, values), day(at, "at")
    line = None if found is None else _standing(found, then, 0.9)
    if found is None or line is None:
        return None
    value = capture_rate(users - line.value, displaced, multihoming[0], leave[0])
    centre, error = found.ahead(then)
    if value is None or error is None:
        return None if value is None else Estimate(value, None, None)
    with np.errstate(over="ignore", divide="ignore"):
        would = np.exp(centre + error * draws.student(found.steps - 1, _EXCESS))
        free = (1 - draws.share(*multihoming, _MULTIHOMING)) * (1 - draws.share(*leave, _LEAVE))
        return draws.interval(value, (users - would) / (displaced * free))


def draw_index(before: Mapping[str, float], after: Mapping[str, float], entity: str) -> float | None:
    """Return 100 x (share of the summed gain) / (share of the summed level before): 100 is a fair share.

    `before` and `after` map an entity to its level; those in both are counted. None with fewer than two, where the
    entity is not among them or began at zero, with a negative level, where one of them lost users, and where the summed
    gain is under a tenth of the summed level before: too little to divide by. NaN raises ValueError. Source: diversion
    in proportion to share (R. Willig, "Merger Analysis, Industrial Organization Theory, and Merger Guidelines", 1991),
    observed against expected.
    """
    levels = {name: (finite(level, name), finite(after[name], name)) for name, level in before.items() if name in after}
    if entity not in levels or len(levels) < _MIN_ENTITIES or min(map(min, levels.values())) < 0:
        return None
    gain = math.fsum(end - start for start, end in levels.values())
    level = math.fsum(start for start, _ in levels.values())
    start, end = levels[entity]
    if start <= 0 or gain < _LEAST_GAIN * level or any(end < start for start, end in levels.values()):
        return None
    share = start / level
    return known(100 * ((end - start) / gain) / share) if share > 0 else None


Ends = tuple[float, float]


def draw_interval(value: float, before: Mapping[str, Ends], after: Mapping[str, Ends], entity: str) -> Estimate:
    """Return a draw index with its 90 % interval from the ranges of the levels, log-normal, by 100,000 draws.

    `before` and `after` map the same entities to (low, high), equal where a level has no range. A draw in which nothing
    was gained in all has no index: it lies beyond every number, on the side of the entity's own gain. Low above high
    and NaN raise ValueError.
    """
    columns = iter(range(2 * len(before)))
    start = {name: draws.ranged(*before[name], next(columns)) for name in sorted(before)}
    end = {name: draws.ranged(*after[name], next(columns)) for name in sorted(before)}
    gains: dict[str, Floats] = {name: end[name] - start[name] for name in start}
    gain, level = sum(gains.values()), sum(start.values())
    own = gains[entity]
    with np.errstate(divide="ignore", invalid="ignore"):
        index = 100 * (own / gain) / (start[entity] / level)
    index = np.where(np.asarray(gain) > 0, index, np.where(own > 0, np.inf, -np.inf))
    return draws.interval(value, index)
