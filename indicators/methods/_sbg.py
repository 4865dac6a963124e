"""The likelihood of a shifted-beta-geometric cohort and its maximum.

P. S. Fader and B. G. S. Hardie, "How to project customer retention", Journal of Interactive Marketing 21(1), 2007,
76-90: each user leaves with a constant chance, and the chances are beta(alpha, beta) over users, so that
S(t) = B(alpha, beta + t) / B(alpha, beta). At irregular ages t_1 < ... < t_K the log-likelihood is
sum n_i ln[S(t_{i-1}) - S(t_i)] + N_K ln S(t_K), with n_i lost in the interval and N_K still there.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import digamma, gammaln

from ._inputs import Floats, finite, floats, same_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike

# Where ln alpha and ln beta are looked for: wide enough for any cohort, narrow enough for the gamma function.
_LOG_BOUNDS = (-12.0, 14.0)

# The smallest chance told from none.
_TINY = 1e-300

# The climb: first damping, longest step on the log scale, steps at most, and the step that is as good as none.
_DAMPING, _LONGEST, _STEPS, _CLOSE = 1e-3, 3.0, 300, 1e-9

# A gain per user that rounding swallows: a step that promises no more cannot be told from one that loses.
_GAIN = 1e-15

# Halvings of an interval that leave only rounding.
_HALVINGS = 60

# First values of alpha; beta then follows from the last share.
_STARTS = (0.1, 0.5, 2.0, 20.0)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Ages (K,) above 0, the shares still there (K,), and how many users there were at first, if that is known."""

    ages: Floats
    shares: Floats
    size: float | None

    @property
    def cells(self) -> Floats:
        """The shares lost in each interval, below 0 where a share rises, and the share still there: shape (K + 1,)."""
        return _falls(self.shares, 1.0)


def read_ages(ages: ArrayLike, values: ArrayLike, name: str) -> tuple[Floats, Floats]:
    """Return ages (n,) that are 0 or more and increase, with values (n,) that are 0 or more; else ValueError."""
    at, there = floats(ages, "ages"), floats(values, name)
    same_length(at, there, f"ages and {name}")
    if (at < 0).any() or (np.diff(at) <= 0).any():
        raise ValueError("ages must be 0 or more and increase; sort them and give each age once")
    if (there < 0).any():
        raise ValueError(f"{name} holds a number below 0; give numbers of 0 or more")
    return at, there


def read_cohort(ages: ArrayLike, alive: ArrayLike, size: float | None) -> Cohort:
    """Return a cohort without day 0; `alive` all <= 1 are shares, else survivors of `size`."""
    at, there = read_ages(ages, alive, "alive")
    users = None if size is None else finite(size, "size")
    if users is not None and users <= 0:
        raise ValueError(f"size is {users}; give the number of users on day 0")
    if (there > 1).any():
        if users is None:
            raise ValueError(
                "alive holds numbers above 1, which are survivors; give size, the users on day 0, or give shares"
            )
        there = there / users
    if (there > 1).any():
        raise ValueError(f"alive holds more survivors than the cohort's size ({users})")
    return Cohort(at[at > 0], there[at > 0], users)


def log_survival(t: Floats, alpha: float, beta: float) -> Floats:
    """Return ln S(t) = ln B(alpha, beta + t) - ln B(alpha, beta)."""
    both = alpha + beta
    logs: Floats = gammaln(beta + t) - gammaln(both + t) - gammaln(beta) + gammaln(both)
    return np.minimum(logs, 0.0)


def log_likelihood(cohort: Cohort, logs: Floats) -> float:
    """Return the log-likelihood per user of a model's ln S at the cohort's ages."""
    return float((cohort.cells * np.log(_chances(logs))).sum())


def fit_parameters(cohort: Cohort, start: tuple[float, float] | None = None) -> tuple[float, float, float]:
    """Return alpha, beta and the log-likelihood per user at its maximum, the best of several starts or from one."""
    starts = [start] if start else [(alpha, _beta_for(alpha, cohort)) for alpha in _STARTS]
    best = max((climb(np.log(first), cohort, _look) for first in starts), key=lambda found: found.value)
    alpha, beta = np.exp(best.logs).tolist()
    return alpha, beta, best.value


def fit_geometric(cohort: Cohort) -> tuple[float, float]:
    """Return the constant chance of leaving per unit of age and the log-likelihood per user at its maximum.

    S(t) = e^(-rate t); the score falls in the rate, so halving an interval around its root finds the maximum.
    """
    starts = np.concatenate(([0.0], cohort.ages[:-1]))
    width = cohort.ages - starts
    lost, still, last = cohort.cells[:-1], float(cohort.shares[-1]), float(cohort.ages[-1])

    def score(rate: float) -> float:
        with np.errstate(over="ignore"):  # width / inf is the 0 that a large rate tends to
            pull = width / np.expm1(rate * width) - starts
        return float((lost * pull).sum()) - still * last

    low = high = 1 / last
    while score(high) > 0:
        high *= 2
    while score(low) <= 0:
        low /= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if score(middle) > 0 else (low, middle)
    rate = (low + high) / 2
    return -math.expm1(-rate), log_likelihood(cohort, -rate * cohort.ages)


@dataclass(frozen=True, slots=True)
class Point:
    """A place, the logarithms of a model's two parameters, with what the likelihood is like there.

    `value` is the log-likelihood per user, `gradient` (2,), `information` the expected one (2, 2).
    """

    logs: Floats
    value: float
    gradient: Floats
    information: Floats


def climb(logs: Floats, cohort: Cohort, look: Callable[[Floats, Cohort], Point]) -> Point:
    """Go uphill by damped Fisher scoring: no step that loses is taken, after one the next is shorter.

    Written out for two parameters, because a general optimiser takes longer to load than this takes to finish.
    """
    here, damping = look(np.clip(logs, *_LOG_BOUNDS), cohort), _DAMPING
    for _ in range(_STEPS):
        step = _step(here, damping)
        if damping <= _DAMPING and abs(float(here.gradient @ step)) < _GAIN:
            break
        there = look(np.clip(here.logs + step, *_LOG_BOUNDS), cohort)
        moved = float(np.abs(there.logs - here.logs).max())
        if there.value > here.value:
            here, damping = there, damping / 10
        else:
            damping *= 10
        if moved < _CLOSE:
            break
    return here


def _step(here: Point, damping: float) -> Floats:
    (a, b), (_, d) = here.information * [[1 + damping, 1], [1, 1 + damping]] + np.eye(2) * _TINY
    x, y = here.gradient
    step = np.array([d * x - b * y, a * y - b * x]) / max(a * d - b * b, _TINY)
    bounded: Floats = np.clip(step, -_LONGEST, _LONGEST)
    return bounded


def _look(logs: Floats, cohort: Cohort) -> Point:
    alpha, beta = np.exp(logs).tolist()
    ages = cohort.ages
    log_s = log_survival(ages, alpha, beta)
    shared = digamma(alpha + beta) - digamma(alpha + beta + ages)
    by_alpha = alpha * shared * np.exp(log_s)
    by_beta = beta * (shared + digamma(beta + ages) - digamma(beta)) * np.exp(log_s)
    return point(logs, cohort, log_s, by_alpha, by_beta)


def point(logs: Floats, cohort: Cohort, log_s: Floats, by_first: Floats, by_second: Floats) -> Point:
    """Return a place of a model with ln S and the derivatives of S by the logarithms of its parameters, each (K,)."""
    cells, chances = cohort.cells, _chances(log_s)
    # What a cell gains is what S loses over its interval; S is 1 before the first and 0 after the last.
    slopes = _falls(np.array([by_first, by_second]), 0.0)
    gradient = (slopes * (cells / chances)).sum(axis=1)
    information = (slopes[:, None] * slopes[None] / chances).sum(axis=2)
    return Point(logs, float((cells * np.log(chances)).sum()), gradient, information)


def _chances(logs: Floats) -> Floats:
    """Return the chances of the cells, lost in each interval and still there, from ln S at the ages."""
    before = np.concatenate(([0.0], logs[:-1]))
    lost = -np.exp(before) * np.expm1(logs - before)
    # At the edge of the bounds rounding can leave nothing, or less, in an interval: as good as ruled out.
    chances: Floats = np.maximum(np.append(lost, np.exp(logs[-1])), _TINY)
    return chances


def _falls(values: Floats, first: float) -> Floats:
    """Return how far each row falls from age to age, `first` at the start and 0 at the end: (..., K) to (..., K + 1).

    np.diff with a prepend and an append says the same and takes half of a bootstrap's time.
    """
    edges = np.zeros((*values.shape[:-1], values.shape[-1] + 2))
    edges[..., 0] = first
    edges[..., 1:-1] = values
    falls: Floats = edges[..., :-1] - edges[..., 1:]
    return falls


def _beta_for(alpha: float, cohort: Cohort) -> float:
    """Return the beta that meets the last share roughly, from S(t) ~ (beta / (beta + t))^alpha."""
    last = min(max(float(cohort.shares[-1]), 1e-6), 1 - 1e-6)
    odds = math.expm1(-math.log(last) / alpha)
    return float(cohort.ages[-1]) / odds
