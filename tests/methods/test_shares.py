"""Shares: Newcombe's table, statsmodels and drawn numbers as oracles, laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from indicators.methods import shares

AMOUNTS = st.floats(1e-3, 1e9)


def pairs():
    return st.tuples(AMOUNTS, st.floats(1, 50)).map(lambda drawn: (drawn[0], drawn[0] * drawn[1]))


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_newcombes_table(k, n, low, high):
    """Newcombe, Statistics in Medicine 17 (1998) 857, table I, method 3 (score without continuity correction)."""
    assert tuple(shares.wilson(k, n)) == pytest.approx((k / n, low, high), abs=5e-5)


@given(n=st.integers(1, 10**6), part=st.floats(0, 1), level=st.floats(0.5, 0.999))
def test_wilson_is_that_of_statsmodels(n, part, level):
    k = round(n * part)
    found = shares.wilson(k, n, level)
    expected = proportion_confint(k, n, 1 - level, method="wilson")
    assert (found.low, found.high) == pytest.approx(expected, rel=1e-9, abs=1e-12)
    assert 0 <= found.low <= found.value <= found.high <= 1


@given(n=st.integers(1, 10**4), part=st.floats(0, 1))
def test_wilson_of_the_others_is_the_rest(n, part):
    k = round(n * part)
    one, rest = shares.wilson(k, n), shares.wilson(n - k, n)
    assert one.low == pytest.approx(1 - rest.high, abs=1e-12)


def test_all_and_none_end_at_the_edge():
    assert shares.wilson(0, 7).low == 0
    assert shares.wilson(7, 7).high == 1


def test_share_of_nothing_is_none():
    assert shares.wilson(0, 0) is None


@pytest.mark.parametrize("bad", [(3, 2), (-1, 2), (0, -1), (math.nan, 2), (1, math.nan), (1, 2, 95), (1, 2, 0)])
def test_wilson_of_what_cannot_be_meant_raises(bad):
    with pytest.raises(ValueError, match=r"k is|n is|level"):
        shares.wilson(*bad)


def test_share_interval_by_drawing():
    """The closed form against a million draws of two log-normal amounts with 90 % ranges 1-4 and 10-20."""
    chance = np.random.default_rng(1)
    z = chance.standard_normal((2, 1_000_000))
    a = np.exp(math.log(2) + math.log(4) / 3.289707 * z[0])
    b = np.exp(math.log(math.sqrt(200)) + math.log(2) / 3.289707 * z[1])
    expected = np.quantile(a / (a + b), (0.5, 0.05, 0.95))
    assert tuple(shares.share_interval((1, 4), (10, 20))) == pytest.approx(expected, rel=5e-3)


@given(a=pairs(), b=pairs(), scale=st.floats(1e-3, 1e3))
def test_share_interval_laws(a, b, scale):
    found, rest = shares.share_interval(a, b), shares.share_interval(b, a)
    assert 0 <= found.low <= found.value <= found.high <= 1
    assert found.value + rest.value == pytest.approx(1)
    assert found.low + rest.high == pytest.approx(1)
    scaled = shares.share_interval(*((low * scale, high * scale) for low, high in (a, b)))
    assert tuple(scaled) == pytest.approx(tuple(found), rel=1e-9)
    # Never wider than the bounds without a distribution.
    assert found.low >= a[0] / (a[0] + b[1]) * (1 - 1e-9)
    assert found.high <= a[1] / (a[1] + b[0]) * (1 + 1e-9)


def test_share_of_two_known_amounts_has_no_width():
    assert tuple(shares.share_interval((1, 1), (3, 3))) == pytest.approx((0.25, 0.25, 0.25))


@pytest.mark.parametrize(("a", "b"), [((0, 1), (1, 2)), ((1, 2), (-1, 2)), ((0, 0), (0, 0))])
def test_share_interval_needs_positive_ends(a, b):
    assert shares.share_interval(a, b) is None


@pytest.mark.parametrize(("a", "b"), [((2, 1), (1, 2)), ((1, math.nan), (1, 2))])
def test_share_interval_of_what_cannot_be_meant_raises(a, b):
    with pytest.raises(ValueError, match=r"above|finite"):
        shares.share_interval(a, b)


def test_ratio_interval():
    """Part 1 to 4 of a whole that is 100: the ends are the part's; two equal ranges widen by the root of two."""
    assert tuple(shares.ratio_interval((2, 1, 4), 100)) == pytest.approx((0.02, 0.01, 0.04))
    assert tuple(shares.ratio_interval((None, 1, 4), 100)) == pytest.approx((0.02, 0.01, 0.04))
    wide = 2 ** math.sqrt(2)
    assert tuple(shares.ratio_interval((None, 1, 4), (None, 50, 200))) == pytest.approx(
        (0.02, 0.02 / wide, 0.02 * wide)
    )
    assert tuple(shares.ratio_interval(2, 100)) == (pytest.approx(0.02), None, None)
    assert shares.ratio_interval(0, 100) is None
    assert shares.ratio_interval((1, 0, 2), 100) is None


def test_openings_rate():
    """JOLTS: 8 openings beside 92 employed are a rate of 8 %, not 8.7 %."""
    assert shares.openings_rate(8, 92) == pytest.approx(0.08)
    assert shares.openings_rate(0, 0) is None
    with pytest.raises(ValueError, match="0 or more"):
        shares.openings_rate(-1, 5)
