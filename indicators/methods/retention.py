"""Retention: the shifted-beta-geometric model of a cohort, two others beside it, and the Kaplan-Meier estimator.

Ages are in any one unit (days, years) since a user's first day; survival is the share still there, 1 at age 0.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._inputs import Floats, confidence, finite
from ._kaplan_meier import KaplanMeier, kaplan_meier
from ._sbg import Cohort, fit_geometric, fit_parameters, log_survival, read_ages, read_cohort
from ._weibull import fit_weibull
from .estimate import Estimate, bracket

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

__all__ = [
    "DiscreteWeibull",
    "KaplanMeier",
    "PowerLaw",
    "SbgFit",
    "discrete_weibull",
    "fit_sbg",
    "kaplan_meier",
    "power_law",
    "rises",
    "survival_interval",
]

_MIN_AGES = 2

# Users alike to this spread of their chances, 1 / (alpha + beta + 1), make a plain geometric model, which is what the
# fit runs to where retention is constant. It must then lose next to nothing per user of the log-likelihood.
_PHI_GEOMETRIC = 1e-4
_LOSS_PER_USER = 1e-6

# Above this spread the geometric model is not worth a try.
_PHI_MIXED = 1e-2

# Rounding in published shares is not a rise.
_TOLERANCE = 1e-12

_SEED = 20_260_324


@dataclass(frozen=True, slots=True, kw_only=True)
class SbgFit:
    """A fitted shifted-beta-geometric cohort.

    `log_likelihood` is None where the cohort's size is not known. `geometric` says that all users are as good as alike:
    survival is then (beta / (alpha + beta))^t, and only that ratio of the parameters has a meaning.
    """

    alpha: float
    beta: float
    log_likelihood: float | None
    geometric: bool

    @property
    def params(self) -> dict[str, float]:
        """The parameters as {"alpha", "beta"}."""
        return {"alpha": self.alpha, "beta": self.beta}

    def survival(self, t: float) -> float:
        """Return S(t) = B(alpha, beta + t) / B(alpha, beta). A negative t and NaN raise ValueError."""
        return math.exp(self._log_survival(_age(t)))

    def given(self, t: float, age: float) -> float:
        """Return S(t) / S(age), the survival to t of those who reached `age`. t below age and NaN raise ValueError."""
        start, end = _age(age), _age(t)
        if end < start:
            raise ValueError(f"t is {end}, before age {start}; give the earlier age second")
        return math.exp(self._log_survival(end) - self._log_survival(start))

    def _log_survival(self, t: float) -> float:
        if self.geometric:
            return -t * math.log1p(self.alpha / self.beta)
        return float(log_survival(np.array([t]), self.alpha, self.beta)[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerLaw:
    """Survival as scale x t^power, with power <= 0."""

    scale: float
    power: float

    def survival(self, t: float) -> float:
        """Return scale x t^power, at most 1, and 1 at age 0. A negative t and NaN raise ValueError."""
        age = _age(t)
        return math.exp(min(0.0, math.log(self.scale) + self.power * math.log(age))) if age > 0 else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscreteWeibull:
    """Survival as e^(-rate x t^shape): with a shape below 1 the longer a user has stayed, the fewer leave."""

    rate: float
    shape: float

    def survival(self, t: float) -> float:
        """Return e^(-rate x t^shape). A negative t and NaN raise ValueError."""
        age = _age(t)
        return math.exp(-math.exp(min(math.log(self.rate) + self.shape * math.log(age), 700.0))) if age > 0 else 1.0


def fit_sbg(ages: ArrayLike, alive: ArrayLike, size: float | None = None) -> SbgFit | None:
    """Fit the shifted-beta-geometric model to one cohort by maximum likelihood.

    `ages` (n,) from young to old, evenly spaced or not; `alive` (n,) shares where all are <= 1, else survivors, which
    need `size`, the users on day 0. Day 0 is left out. Without a size the likelihood of the shares is maximised: the
    same parameters, no log-likelihood. None below two ages, where a share rises with age, and where nobody is lost at
    all or nobody is left at the first age. Ages that do not increase, survivors without or above size, unequal lengths
    and NaN raise ValueError. Source: P. S. Fader and B. G. S. Hardie, "How to project customer retention", Journal of
    Interactive Marketing 21(1), 2007, 76-90.
    """
    cohort = read_cohort(ages, alive, size)
    return _fit(cohort) if _identified(cohort) else None


def discrete_weibull(ages: ArrayLike, alive: ArrayLike, size: float | None = None) -> DiscreteWeibull | None:
    """Fit the discrete Weibull model to one cohort by maximum likelihood; arguments and errors as `fit_sbg`.

    None where that is. Source: T. Nakagawa and S. Osaki, "The discrete Weibull distribution", IEEE Transactions on
    Reliability R-24(5), 1975, 300-301.
    """
    cohort = read_cohort(ages, alive, size)
    if not _identified(cohort):
        return None
    rate, shape = fit_weibull(cohort)
    return DiscreteWeibull(rate=rate, shape=shape)


def survival_interval(  # noqa: PLR0913 - a cohort is three of them, and the rest have defaults
    ages: ArrayLike, alive: ArrayLike, size: float, t: float, *, refits: int = 200, level: float = 0.95
) -> Estimate | None:
    """Return the fitted S(t) with a parametric bootstrap interval: what sampling `size` users leaves open.

    The fit's interval counts are drawn anew from a multinomial of `size` users, seeded, and refitted; low and high are
    the percentiles of the refits' S(t). The error of the model itself is not in it. None where `fit_sbg` is; a size
    that is not whole, and whatever raises there, raises ValueError. Source: B. Efron and R. J. Tibshirani, An
    Introduction to the Bootstrap, 1993, chapters 6 and 13.
    """
    cohort, at, sure = read_cohort(ages, alive, size), _age(t), confidence(level)
    if size != int(size):
        raise ValueError(f"size is {size}; give a whole number of users")
    if not _identified(cohort):
        return None
    fit = _fit(cohort)
    fitted = np.array([1.0, *(fit.survival(age) for age in cohort.ages), 0.0])
    chances = np.maximum(-np.diff(fitted), 0.0)
    counts = np.random.default_rng(_SEED).multinomial(int(size), chances / chances.sum(), size=refits)
    drawn = [_redraw(cohort, row, fit, at) for row in counts]
    low, high = np.quantile(drawn, ((1 - sure) / 2, (1 + sure) / 2))
    return bracket(fit.survival(at), float(low), float(high))


def power_law(ages: ArrayLike, shares: ArrayLike) -> PowerLaw | None:
    """Fit share = scale x age^power by least squares of ln share on ln age, day 0 left out.

    `ages` (n,) from young to old and `shares` (n,) of the first day's users. None below two ages, with a share of 0
    and where a share rises. Ages that do not increase, shares above 1, unequal lengths and NaN raise ValueError.
    """
    at, there = _read_shares(ages, shares)
    at, there = at[at > 0], there[at > 0]
    if len(at) < _MIN_AGES or (there <= 0).any() or _rising(there):
        return None
    x, y = np.log(at), np.log(there)
    distance = x - x.mean()
    power = min(float(distance @ (y - y.mean()) / (distance @ distance)), 0.0)
    return PowerLaw(scale=math.exp(float(y.mean() - power * x.mean())), power=power)


def rises(ages: ArrayLike, shares: ArrayLike) -> bool:
    """Tell whether a share is larger at some age than at the one before: no survival curve does that.

    `ages` (n,) from young to old, `shares` (n,). Ages that do not increase, shares above 1, unequal lengths and NaN
    raise ValueError.
    """
    return _rising(_read_shares(ages, shares)[1])


def _age(t: float) -> float:
    age = finite(t, "t")
    if age < 0:
        raise ValueError(f"t is {age}; give an age of 0 or more")
    return age


def _read_shares(ages: ArrayLike, shares: ArrayLike) -> tuple[Floats, Floats]:
    at, there = read_ages(ages, shares, "shares")
    if (there > 1).any():
        raise ValueError("shares holds a number above 1; give shares from 0 to 1, not percentages")
    return at, there


def _rising(shares: Floats) -> bool:
    return bool((np.diff(shares) > _TOLERANCE).any())


def _identified(cohort: Cohort) -> bool:
    """Tell whether two parameters have a maximum: two ages, no rise, somebody lost and somebody left at first."""
    shares = cohort.shares
    return len(shares) >= _MIN_AGES and not _rising(shares) and shares[0] > 0 and shares[-1] < 1


def _fit(cohort: Cohort, start: tuple[float, float] | None = None) -> SbgFit:
    alpha, beta, best = fit_parameters(cohort, start)
    phi, geometric = 1 / (alpha + beta + 1), False
    if phi < _PHI_MIXED:
        chance, plain = fit_geometric(cohort)
        geometric = plain >= best - (_LOSS_PER_USER if phi < _PHI_GEOMETRIC else 0.0)
        if geometric:
            both = alpha + beta
            alpha, beta, best = chance * both, (1 - chance) * both, plain
    likelihood = None if cohort.size is None else best * cohort.size
    return SbgFit(alpha=alpha, beta=beta, log_likelihood=likelihood, geometric=geometric)


def _redraw(cohort: Cohort, counts: Floats, fit: SbgFit, t: float) -> float:
    shares = 1 - np.cumsum(counts[:-1]) / counts.sum()
    again = Cohort(cohort.ages, np.maximum(shares, 0.0), cohort.size)
    if not _identified(again):
        # Everybody lost at the first age, or nobody at all: the drawn cohort's own answer.
        return float(shares[-1])
    return _fit(again, (fit.alpha, fit.beta)).survival(t)
