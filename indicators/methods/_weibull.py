"""The likelihood of a discrete-Weibull cohort and its maximum, beside that of the shifted-beta-geometric one.

T. Nakagawa and S. Osaki, "The discrete Weibull distribution", IEEE Transactions on Reliability R-24(5), 1975, 300-301:
S(t) = q^(t^shape), here with q = e^-rate, so that S(t) = e^(-rate t^shape).
"""

from __future__ import annotations

import math

import numpy as np

from ._inputs import Floats
from ._sbg import Cohort, Point, climb, point

# The largest rate t^shape of which e to its minus is still told from nothing.
_SPENT = 700.0


def fit_weibull(cohort: Cohort) -> tuple[float, float]:
    """Return rate and shape at the maximum of the likelihood, climbing from the line through ln(-ln S) on ln t."""
    best = climb(_start(cohort), cohort, _look)
    rate, shape = np.exp(best.logs).tolist()
    return rate, shape


def _start(cohort: Cohort) -> Floats:
    shares = np.clip(cohort.shares, 1e-6, 1 - 1e-6)
    x, y = np.log(cohort.ages), np.log(-np.log(shares))
    distance = x - x.mean()
    shape = max(float(distance @ (y - y.mean()) / (distance @ distance)), 0.01)
    return np.array([float(y.mean() - shape * x.mean()), math.log(shape)])


def _look(logs: Floats, cohort: Cohort) -> Point:
    rate, shape = np.exp(logs).tolist()
    ages = np.log(cohort.ages)
    spent = np.exp(np.minimum(math.log(rate) + shape * ages, math.log(_SPENT)))
    by_rate = -spent * np.exp(-spent)
    return point(logs, cohort, -spent, by_rate, by_rate * shape * ages)
