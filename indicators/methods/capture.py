"""Who took the users that were set free: a counterfactual trend, the capture rate and the draw index."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ._inputs import Moment, day, exp_or_none, finite, known
from ._logline import LogLine, fit_log_line
from .estimate import Estimate, bracket

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike

_MIN_ENTITIES = 2


def counterfactual(dates: Iterable[Moment], values: ArrayLike, at: Moment) -> Estimate | None:
    """Return where the log-linear trend of a series stands at a date, with its 95 % prediction interval.

    exp(b0 + b1 t +- t(n-2) s sqrt(1 + 1/n + (t - mean t)^2 / Stt)), in the unit of `values`; `dates` (n,) from old to
    new, `values` (n,). Two points leave no interval (low and high None). None below two points, on equal dates and
    with a value at or below zero. Backward dates, unequal lengths and NaN raise ValueError. Source: the prediction
    interval of simple regression, Draper and Smith 1998, section 1.4.
    """
    return counterfactual_course(dates, values, (at,))[0]


def counterfactual_course(dates: Iterable[Moment], values: ArrayLike, at: Iterable[Moment]) -> list[Estimate | None]:
    """Return `counterfactual` at several dates from one fit, in the order of `at`; each is None where that one is."""
    then = [day(moment, "at") for moment in at]
    line = fit_log_line(dates, values)
    return [None if line is None else _standing(line, moment) for moment in then]


def _standing(line: LogLine, then: float) -> Estimate | None:
    distance = then - line.mean_day
    centre = line.level + line.slope * distance
    value = exp_or_none(centre)
    if value is None:
        return None
    if line.residual is None:
        return Estimate(value, None, None)
    error = line.residual * math.sqrt(1 + 1 / line.points + distance * distance / line.spread)
    half = line.quantile(0.95) * error
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


def draw_index(before: Mapping[str, float], after: Mapping[str, float], entity: str) -> float | None:
    """Return 100 x (share of the summed gain) / (share of the summed level before): 100 is a fair share.

    `before` and `after` map an entity to its level; those in both are counted. None with fewer than two, where the
    entity is not among them or began at zero, with a negative level, and where the summed gain is at or below zero. NaN
    raises ValueError. Source: diversion in proportion to share (R. Willig, "Merger Analysis, Industrial Organization
    Theory, and Merger Guidelines", 1991), observed against expected.
    """
    levels = {name: (finite(level, name), finite(after[name], name)) for name, level in before.items() if name in after}
    if entity not in levels or len(levels) < _MIN_ENTITIES or min(map(min, levels.values())) < 0:
        return None
    gain = math.fsum(end - start for start, end in levels.values())
    level = math.fsum(start for start, _ in levels.values())
    start, end = levels[entity]
    if gain <= 0 or start <= 0:
        return None
    share = start / level
    return known(100 * ((end - start) / gain) / share) if share > 0 else None
