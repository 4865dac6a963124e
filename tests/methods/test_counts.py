"""Counts: published exact intervals, scipy and statsmodels as oracles, laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from indicators.methods import counts

COUNTS = st.integers(0, 2000)
TIMES = st.floats(0.01, 1000)


@pytest.mark.parametrize(
    ("k", "low", "high"),
    [
        (0, 0, 3.6889),
        (1, 0.0253, 5.5716),
        (2, 0.2422, 7.2247),
        (3, 0.6187, 8.7673),
        (5, 1.6235, 11.6683),
        (10, 4.7954, 18.3904),
    ],
)
def test_garwood_table(k, low, high):
    """95 % limits of a Poisson count: Garwood, Biometrika 28 (1936) 437; Ulm, Am J Epidemiol 131 (1990) 373."""
    assert tuple(counts.poisson_interval(k)) == pytest.approx((k, low, high), abs=5e-5)


def test_rule_of_three():
    """Nothing seen: the one-sided 95 % limit, which is the upper end at 90 %, is -ln 0.05 = 2.996 (Hanley 1983)."""
    assert counts.poisson_interval(0, level=0.9).high == pytest.approx(2.996, abs=5e-4)


@given(k=COUNTS, exposure=TIMES, level=st.floats(0.5, 0.999))
def test_poisson_ends_leave_the_tails_they_promise(k, exposure, level):
    found = counts.poisson_interval(k, exposure, level)
    tail = (1 - level) / 2
    assert stats.poisson.cdf(k, found.high * exposure) == pytest.approx(tail, rel=1e-6)
    if k:
        assert stats.poisson.sf(k - 1, found.low * exposure) == pytest.approx(tail, rel=1e-6)
    else:
        assert found.low == 0
    assert found.low <= found.value <= found.high
    assert found.value == pytest.approx(k / exposure)


@given(k=COUNTS)
def test_wider_at_a_higher_level_and_higher_with_more(k):
    narrow, wide, more = (counts.poisson_interval(*args) for args in ((k, 1, 0.9), (k, 1, 0.99), (k + 1, 1, 0.9)))
    assert wide.low <= narrow.low <= more.low
    assert narrow.high < wide.high
    assert narrow.high < more.high


def test_comparison_of_rates_in_r():
    """R's example of `poisson.test`: 11 in 800 against 21 in 3011 gives 1.971488 (0.8584264 to 4.2772659)."""
    found = counts.rate_ratio(11, 800, 6 + 8 + 7, 1083 + 1050 + 878)
    assert tuple(found) == pytest.approx((1.971488, 0.8584264, 4.2772659), rel=1e-6)


@given(k1=COUNTS, t1=TIMES, k0=st.integers(1, 2000), t0=TIMES)
def test_ratio_ends_leave_the_tails_they_promise(k1, t1, k0, t0):
    """Given the sum, k1 is binomial with chance ratio x t1 / (ratio x t1 + t0): Przyborowski and Wilenski 1940."""
    found = counts.rate_ratio(k1, t1, k0, t0)
    assert found.low <= found.value <= found.high
    high = found.high * t1 / (found.high * t1 + t0)
    assert stats.binom.cdf(k1, k1 + k0, high) == pytest.approx(0.025, rel=1e-5)
    if k1:
        low = found.low * t1 / (found.low * t1 + t0)
        assert stats.binom.sf(k1 - 1, k1 + k0, low) == pytest.approx(0.025, rel=1e-5)
    else:
        assert (found.value, found.low) == (0, 0)


@given(k1=st.integers(1, 500), t1=TIMES, k0=st.integers(1, 500), t0=TIMES)
def test_the_ratio_turned_over(k1, t1, k0, t0):
    one, other = counts.rate_ratio(k1, t1, k0, t0), counts.rate_ratio(k0, t0, k1, t1)
    assert one.low == pytest.approx(1 / other.high, rel=1e-9)
    assert one.high == pytest.approx(1 / other.low, rel=1e-9)


def test_from_zero_only_the_lower_end_is_known():
    """5 against 0 in equal times: the share of k1 is at least 0.025^(1/5) = 0.4782, odds 0.9164."""
    found = counts.rate_ratio(5, 1, 0, 1)
    share = 0.025 ** (1 / 5)
    assert (found.value, found.high) == (None, None)
    assert found.low == pytest.approx(share / (1 - share))
    assert tuple(counts.rate_ratio(0, 1, 0, 1)) == (None, 0, None)


def test_no_exposure_is_none():
    assert counts.poisson_interval(3, 0) is None
    assert counts.rate_ratio(1, 0, 1, 1) is None
    assert counts.rate_ratio(1, 1, 1, 0) is None


@pytest.mark.parametrize(
    "bad", [(-1,), (1.5,), (math.nan,), (1, -1), (1, math.nan), (1, 1, 0), (1, 1, 1), (1, 1, math.nan)]
)
def test_poisson_of_what_cannot_be_meant_raises(bad):
    with pytest.raises(ValueError, match=r"count|exposure|finite|level"):
        counts.poisson_interval(*bad)


@pytest.mark.parametrize("bad", [(-1, 1, 1, 1), (1, -1, 1, 1), (1, 1, 0.5, 1), (1, 1, 1, math.nan), (1, 1, 1, 1, 2)])
def test_ratio_of_what_cannot_be_meant_raises(bad):
    with pytest.raises(ValueError, match=r"count|exposure|finite|level"):
        counts.rate_ratio(*bad)


# Counts that vary more than chance


def test_dispersion_by_hand():
    """Around 5 the squares are 4, 4 and 16, around 20 they are 196, 25 and 81; six months less two means."""
    assert counts.dispersion([3, 3, 9], [6, 25, 29]) == pytest.approx((24 / 5 + 302 / 20) / 4)
    assert counts.dispersion([4, 4, 4], [0, 0, 0]) == 0
    assert counts.dispersion([4], [5]) is None
    assert counts.dispersion() is None


def test_dispersion_is_what_a_quasi_poisson_model_gives():
    groups = [[20, 31, 71, 40], [5, 11, 18, 9]]
    x = np.concatenate(groups)
    design = np.column_stack([np.ones(8), np.repeat([1, 0], 4)])
    fit = sm.GLM(x, design, family=sm.families.Poisson()).fit(scale="X2")
    assert counts.dispersion(*groups) == pytest.approx(fit.scale)


@pytest.mark.parametrize("groups", [([1, -1],), ([1, float("nan")],)])
def test_dispersion_of_what_is_no_count_raises(groups):
    with pytest.raises(ValueError, match=r"below 0|NaN"):
        counts.dispersion(*groups)


def test_a_widened_interval_is_so_many_times_as_wide_in_logarithms():
    assert tuple(counts.widened(4, 2, 8, 4)) == pytest.approx((4, 1, 16))
    assert tuple(counts.widened(4, 2, 8, 0.3)) == pytest.approx((4, 2, 8))
    assert tuple(counts.widened(0, 0, 3, 4)) == (0, 0, 3)
    assert tuple(counts.widened(4, None, 8, 4)) == (4, None, pytest.approx(16))
    with pytest.raises(ValueError, match="above"):
        counts.widened(1, 2, 3, 4)


@pytest.mark.parametrize("variance", [2, 3, 5])
def test_the_widened_interval_holds_ratios_of_counts_that_vary_more(variance):
    """Six months a side of a negative binomial; the exact interval alone holds 86, 79 and 66 % of the ratios."""
    chance, held, plain, trials = np.random.default_rng(7), 0, 0, 1500
    means = np.repeat([20.0, 10.0], 6)
    for _ in range(trials):
        x = chance.poisson(chance.gamma(means / (variance - 1), variance - 1))
        now, then = int(x[:6].sum()), int(x[6:].sum())
        exact = counts.rate_ratio(now, 1, then, 1)
        wide = counts.widened(exact.value, exact.low, exact.high, counts.dispersion(x[:6], x[6:]))
        plain += exact.low <= 2 <= exact.high
        held += wide.low <= 2 <= wide.high
    assert held / trials > 0.92
    assert plain / trials < 0.88
