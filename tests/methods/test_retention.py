"""Retention: Fader and Hardie's data, Freireich's leukaemia data, statsmodels and scipy as oracles, laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import optimize, special
from statsmodels.duration.survfunc import SurvfuncRight

from indicators.methods import retention

# Fader and Hardie, "How to project customer retention", Journal of Interactive Marketing 21(1), 2007, table 1, percent
# still there after 1 to 12 years.
HIGH_END = [86.9, 74.3, 65.3, 59.3, 55.1, 51.7, 49.1, 46.8, 44.5, 42.7, 40.9, 39.4]
REGULAR = [63.1, 46.8, 38.2, 32.6, 28.9, 26.2, 24.1, 22.3, 20.7, 19.4, 18.3, 17.3]
YEARS = range(1, 8)

# Freireich et al., Blood 21 (1963) 699-716: weeks in remission under 6-mercaptopurine, 0 where still in remission.
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
RELAPSED = [1] * 9 + [0] * 12


def survivors(percent):
    return [10 * share for share in percent]


@pytest.mark.parametrize(
    ("percent", "alpha", "beta", "likelihood", "error"),
    [(HIGH_END, 0.668, 3.806, -1611.158, -0.0406), (REGULAR, 0.704, 1.182, None, -0.0171)],
)
def test_fader_and_hardie_2007(percent, alpha, beta, likelihood, error):
    """Seven years of 1000 customers: parameters as in their appendix B and figure 5, year 12 too low by 4 and 2 %."""
    fit = retention.fit_sbg(YEARS, survivors(percent[:7]), 1000)
    assert fit.params == {"alpha": pytest.approx(alpha, abs=5e-4), "beta": pytest.approx(beta, abs=5e-4)}
    if likelihood:
        assert fit.log_likelihood == pytest.approx(likelihood, abs=5e-4)
    assert fit.survival(12) / (percent[11] / 100) - 1 == pytest.approx(error, abs=5e-5)


def test_recursion_of_the_paper():
    """P(1) = a / (a + b), P(t) = P(t-1) (b + t - 2) / (a + b + t - 1); r(t) = (b + t - 1) / (a + b + t - 1)."""
    fit = retention.fit_sbg(YEARS, survivors(HIGH_END[:7]), 1000)
    gone, left = fit.alpha / (fit.alpha + fit.beta), 1.0
    for year in range(1, 20):
        left -= gone
        assert fit.survival(year) == pytest.approx(left)
        rate = (fit.beta + year - 1) / (fit.alpha + fit.beta + year - 1)
        assert fit.given(year, year - 1) == pytest.approx(rate)
        gone *= (fit.beta + year - 1) / (fit.alpha + fit.beta + year)


def test_shares_give_the_same_model_without_a_likelihood():
    shares = [share / 100 for share in HIGH_END[:7]]
    counted, alone = retention.fit_sbg(YEARS, survivors(HIGH_END[:7]), 1000), retention.fit_sbg(YEARS, shares)
    assert alone.params == pytest.approx(counted.params)
    assert alone.log_likelihood is None
    sized = retention.fit_sbg(YEARS, shares, 1000)
    assert sized.log_likelihood == pytest.approx(counted.log_likelihood)


def test_day_0_is_left_out():
    with_day, without = (
        retention.fit_sbg([0, 1, 7, 30], [1, 0.4, 0.2, 0.1]),
        retention.fit_sbg([1, 7, 30], [0.4, 0.2, 0.1]),
    )
    assert with_day == without
    assert retention.fit_sbg([0, 1, 2], [1000, 700, 550], 1000) == retention.fit_sbg([1, 2], [700, 550], 1000)


def beta_survival(logs, ages):
    alpha, beta = np.exp(logs)
    return np.exp(special.betaln(alpha, beta + ages) - special.betaln(alpha, beta))


@pytest.mark.parametrize(
    ("ages", "shares"),
    [
        ([1, 7, 30], [0.35, 0.18, 0.09]),
        ([1, 3, 7, 14, 30, 60, 90], [0.25, 0.18, 0.13, 0.1, 0.07, 0.05, 0.045]),
        ([7, 28], [0.1, 0.04]),
    ],
)
def test_irregular_ages_against_a_plain_simplex_search(ages, shares):
    """The maximum of sum n_i ln[S(t_{i-1}) - S(t_i)] + N_K ln S(t_K), found another way."""

    def loss(logs):
        survival = beta_survival(logs, np.array([0.0, *ages]))
        return shares[-1] * -np.log(survival[-1]) + np.diff([1, *shares]) @ np.log(-np.diff(survival))

    options = {"xatol": 1e-10, "fatol": 1e-14, "maxiter": 5000}
    best = optimize.minimize(loss, [0.0, 0.0], method="Nelder-Mead", options=options)
    fit = retention.fit_sbg(ages, shares, 1000)
    assert fit.log_likelihood == pytest.approx(-1000 * best.fun, abs=1e-6)
    assert [fit.survival(t) for t in (30, 180)] == pytest.approx(beta_survival(best.x, np.array([30, 180])), rel=1e-4)


@given(
    alpha=st.floats(0.05, 5),
    beta=st.floats(0.05, 50),
    ages=st.lists(st.integers(1, 365), min_size=3, max_size=7, unique=True),
)
def test_fit_finds_the_survival_that_made_the_shares(alpha, beta, ages):
    ages = np.array(sorted(ages), dtype=float)
    shares = beta_survival(np.log([alpha, beta]), ages)
    assume(np.all(-np.diff(shares, prepend=1) > 1e-4))
    assume(shares[-1] > 1e-4)
    fit = retention.fit_sbg(ages, shares)
    assert [fit.survival(age) for age in ages] == pytest.approx(shares, rel=1e-3, abs=1e-5)


@given(shares=st.lists(st.floats(0.01, 0.99), min_size=2, max_size=6), t=st.floats(0, 1000))
def test_survival_starts_at_one_and_never_rises(shares, t):
    shares = sorted(shares, reverse=True)
    fit = retention.fit_sbg(range(1, len(shares) + 1), shares)
    assert fit.survival(0) == pytest.approx(1)
    assert 0 <= fit.survival(t + 1) <= fit.survival(t) <= 1
    assert fit.survival(t) * fit.given(t + 1, t) == pytest.approx(fit.survival(t + 1), rel=1e-6, abs=1e-12)


def test_two_ages_are_met_exactly():
    fit = retention.fit_sbg([7, 30], [0.2, 0.1])
    assert (fit.survival(7), fit.survival(30)) == pytest.approx((0.2, 0.1), rel=1e-5)


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.001])
def test_constant_retention_is_plain_geometric(chance):
    ages = [1, 2, 5, 10]
    fit = retention.fit_sbg(ages, [(1 - chance) ** age for age in ages])
    assert fit.geometric
    assert fit.survival(100) == pytest.approx((1 - chance) ** 100, rel=1e-6)
    assert fit.params["alpha"] / (fit.params["alpha"] + fit.params["beta"]) == pytest.approx(chance, rel=1e-6)


def test_faster_than_geometric_loss_gets_the_best_constant_chance():
    """All leave within two steps, half in each: of 3 user-steps at risk 2 end, so the chance is two thirds."""
    fit = retention.fit_sbg([1, 2], [0.5, 0.0])
    assert [fit.survival(t) for t in (1, 2)] == pytest.approx([1 / 3, 1 / 9])


def test_level_retention_stays_level():
    fit = retention.fit_sbg([7, 30], [0.1, 0.1])
    assert fit.survival(180) == pytest.approx(0.1, rel=1e-3)


@pytest.mark.parametrize(
    ("ages", "alive"),
    [([], []), ([30], [0.1]), ([0, 30], [1, 0.1]), ([7, 30], [0.1, 0.12]), ([1, 2], [1, 1]), ([1, 2], [0, 0])],
)
def test_model_that_is_not_known_is_none(ages, alive):
    assert retention.fit_sbg(ages, alive) is None
    assert retention.survival_interval(ages, alive, 100, 60) is None


@pytest.mark.parametrize(
    ("ages", "alive", "size"),
    [
        ([1, 2], [0.5], None),
        ([1, 2], [0.5, math.nan], None),
        ([1, math.nan], [0.5, 0.4], None),
        ([2, 1], [0.5, 0.4], None),
        ([1, 1], [0.5, 0.4], None),
        ([-1, 1], [0.5, 0.4], None),
        ([1, 2], [0.5, -0.1], None),
        ([1, 2], [50, 40], None),
        ([1, 2], [50, 40], 45),
        ([1, 2], [50, 40], 0),
        ([1, 2], [50, 40], math.nan),
        ([[1, 2]], [[50, 40]], 100),
    ],
)
def test_cohort_that_cannot_be_meant_raises(ages, alive, size):
    with pytest.raises(ValueError, match=r"length|NaN|increase|below 0|size|dimensions"):
        retention.fit_sbg(ages, alive, size)


def test_ages_of_a_survival_are_checked():
    fit = retention.fit_sbg([1, 2], [0.5, 0.4])
    for ask in (lambda: fit.survival(-1), lambda: fit.survival(math.nan), lambda: fit.given(5, 6)):
        with pytest.raises(ValueError, match="t is"):
            ask()


def test_bootstrap_interval_is_as_wide_as_sampling_is():
    """200 refits of one cohort against 60 fresh cohorts of the same 1000 users: the spread of S(12) is the same."""
    truth = np.log([0.668, 3.806])
    chances = -np.diff(beta_survival(truth, np.arange(8.0)), append=0)
    fresh = np.random.default_rng(5).multinomial(1000, chances, size=60)
    found = [retention.fit_sbg(YEARS, 1000 - np.cumsum(row[:-1]), 1000).survival(12) for row in fresh]
    interval = retention.survival_interval(YEARS, survivors(HIGH_END[:7]), 1000, 12)
    assert interval.high - interval.low == pytest.approx(2 * 1.96 * np.std(found), rel=0.35)
    assert interval.low <= interval.value <= interval.high
    assert interval.value == pytest.approx(0.378, abs=5e-4)


def test_bootstrap_repeats_and_narrows_with_size():
    shares = [0.4, 0.2, 0.1]
    small, again, large = (
        retention.survival_interval([1, 7, 30], shares, size, 90, refits=60) for size in (500, 500, 50_000)
    )
    assert small == again
    assert large.high - large.low < (small.high - small.low) / 5
    with pytest.raises(ValueError, match="whole"):
        retention.survival_interval([1, 7, 30], shares, 99.5, 90)


def test_power_law_is_the_regression_of_logarithms():
    ages, shares = [1, 7, 30, 90], [0.4, 0.2, 0.1, 0.07]
    power, log_scale = np.polyfit(np.log(ages), np.log(shares), 1)
    fit = retention.power_law([0, *ages], [1, *shares])
    assert fit.survival(180) == pytest.approx(math.exp(log_scale + power * math.log(180)))
    assert fit.survival(0) == 1
    assert fit.survival(1e-9) == 1
    assert retention.power_law([1, 2], [1, 0.01]).survival(1e-300) == 1


@given(scale=st.floats(0.01, 1), power=st.floats(-2, 0), t=st.floats(1, 1000))
def test_power_law_is_read_back(scale, power, t):
    ages = np.array([1.0, 7.0, 30.0])
    fit = retention.power_law(ages, scale * ages**power)
    assert fit.survival(t) == pytest.approx(min(1, scale * t**power), rel=1e-6)


@pytest.mark.parametrize(("ages", "shares"), [([], []), ([0, 7], [1, 0.1]), ([7, 30], [0.1, 0]), ([7, 30], [0.1, 0.2])])
def test_power_law_that_is_not_known_is_none(ages, shares):
    assert retention.power_law(ages, shares) is None


def test_rising_share():
    assert retention.rises([1, 7, 30], [0.2, 0.1, 0.11])
    assert not retention.rises([1, 7, 30], [0.2, 0.1, 0.1])
    with pytest.raises(ValueError, match="percentages"):
        retention.rises([1, 7], [20, 10])


def test_kaplan_meier_table_of_freireich():
    """Stata's `sts list` on these data, as printed by G. Rodriguez, "The Gehan Survival Data", Princeton, Pop 509."""
    curve = retention.kaplan_meier(WEEKS, RELAPSED)
    table = {
        6: (0.8571, 0.6197, 0.9516),
        7: (0.8067, 0.5631, 0.9228),
        10: (0.7529, 0.5032, 0.8894),
        13: (0.6902, 0.4316, 0.8491),
        16: (0.6275, 0.3675, 0.8049),
        22: (0.5378, 0.2678, 0.7468),
        23: (0.4482, 0.1881, 0.6801),
    }
    for week, row in table.items():
        assert tuple(curve.interval(week)) == pytest.approx(row, abs=5e-5)
        assert curve.survival(week + 0.5) == curve.survival(week) == curve.interval(week).value


def test_end_and_censoring_at_one_time_count_the_censored_as_at_risk():
    """At week 6 three of 21 relapse and one leaves: 18/21, not 17/20 or 18/20."""
    assert retention.kaplan_meier(WEEKS, RELAPSED).survival(6) == pytest.approx(18 / 21)


def test_no_interval_at_one_and_at_zero():
    curve = retention.kaplan_meier([1, 2, 3], [1, 1, 1])
    assert tuple(curve.interval(0.5)) == (1, None, None)
    assert tuple(curve.interval(3)) == (0, None, None)
    assert curve.survival(99) == 0
    assert retention.kaplan_meier([1, 2], [0, 0]).survival(5) == 1


@given(rows=st.lists(st.tuples(st.integers(1, 20), st.booleans()), min_size=1, max_size=40))
def test_kaplan_meier_is_that_of_statsmodels(rows):
    durations, observed = (np.array(side) for side in zip(*rows, strict=True))
    assume(observed.any())
    curve = retention.kaplan_meier(durations, observed)
    oracle = SurvfuncRight(durations, observed.astype(int))
    for time, share, error in zip(oracle.surv_times, oracle.surv_prob, oracle.surv_prob_se, strict=True):
        found = curve.interval(time)
        assert found.value == pytest.approx(share)
        if 0 < share < 1:
            half = 1.959964 * error / (share * math.log(share))
            ends = sorted(share ** math.exp(side * half) for side in (-1, 1))
            assert (found.low, found.high) == pytest.approx(ends, rel=1e-6)
            assert found.low <= found.value <= found.high


def test_without_censoring_it_is_the_share_that_is_left():
    durations = [2, 3, 3, 5, 8]
    curve = retention.kaplan_meier(durations, [True] * 5)
    for time in range(10):
        assert curve.survival(time) == pytest.approx(sum(lasted > time for lasted in durations) / 5)


def test_nobody_watched_is_none():
    assert retention.kaplan_meier([], []) is None


@pytest.mark.parametrize(
    ("durations", "observed"), [([1], []), ([-1], [1]), ([1], [2]), ([math.nan], [1]), ([1], [math.nan])]
)
def test_durations_that_cannot_be_meant_raise(durations, observed):
    with pytest.raises(ValueError, match=r"length|below 0|not all|NaN"):
        retention.kaplan_meier(durations, observed)
