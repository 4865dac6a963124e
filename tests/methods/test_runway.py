"""The runway by draws: lognormal ratios in closed form, laws, and how often the range holds the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm

from indicators.methods.cash import months_left, p_shorter, runway_draws

Z90 = 1.644854


def test_floors_of_both_by_hand():
    """300 to 330 over 10 to 11, a month ago: the middle is 30 and the half width ln 1.1 / sqrt 2."""
    found = months_left(29, ((300, 330),), (10, 11), 1)
    half = math.log(1.1) / math.sqrt(2)
    assert (found.low, found.high) == pytest.approx((30 * math.exp(-half) - 1, 30 * math.exp(half) - 1), rel=1e-3)
    assert found.value == 29


def test_one_range_alone_is_exact():
    """The ends of the only range are the ends of the runway, with nothing of the draws left in them."""
    assert months_left(11, ((100, 100),), (5, 20), 2).low >= 100 / 20 - 2
    assert tuple(months_left(29, ((150, 450),), (10, 10), 1)) == pytest.approx((29, 14, 44), rel=3e-3)
    assert months_left(29, ((150, 450),), (10, 10), 1).high <= 44


def test_several_parts_are_independent():
    """The widths of two like parts add as squares: the sum is known better than one number of its size."""
    alone, two = (months_left(20, held, (10, 10), 0) for held in (((180, 220),), ((90, 110), (90, 110))))
    assert (two.high - two.low) / (alone.high - alone.low) == pytest.approx(math.sqrt(0.5), rel=0.02)


def test_what_is_never_spent_has_no_end_and_what_is_spent_is_none():
    never = months_left(10, ((100, 100),), (-5, 25), 0)
    assert (never.high, never.low) == (None, pytest.approx(4, rel=0.01))
    assert months_left(1, ((20, 80),), (5, 20), 5).low == 0
    assert runway_draws(((0, 0),), (1, 2), 0).max() == 0


@pytest.mark.parametrize("args", [(((2, 1),), (1, 2), 0), (((1, 2),), (2, 1), 0), (((1, 2),), (1, 2), -1)])
def test_what_cannot_be_meant_raises(args):
    with pytest.raises(ValueError, match=r"above|elapsed"):
        runway_draws(*args)


@settings(max_examples=25)
@given(low=st.floats(1, 100), width=st.floats(1.01, 4), limit=st.floats(0, 200), elapsed=st.floats(0, 12))
def test_the_chance_is_the_lognormal_tail(low, width, limit, elapsed):
    drawn = runway_draws(((500, 500),), (low, low * width), elapsed)
    sigma = math.log(width) / (2 * Z90)
    wanted = lognorm(s=sigma, scale=low * math.sqrt(width)).sf(500 / (limit + elapsed)) if limit + elapsed else 0
    assert p_shorter(limit, drawn) == pytest.approx(wanted if limit else 0, abs=0.006)
    with pytest.raises(ValueError, match="months"):
        p_shorter(-1, drawn)


@settings(max_examples=25)
@given(scale=st.floats(1e-3, 1e9), low=st.floats(1, 10), width=st.floats(1, 3))
def test_the_currency_does_not_matter(scale, low, width):
    value = 100 / (low * math.sqrt(width))
    plain = months_left(value, ((80, 120),), (low, low * width), 0)
    scaled = months_left(value, ((80 * scale, 120 * scale),), (low * scale, low * width * scale), 0)
    assert tuple(scaled) == pytest.approx(tuple(plain), rel=1e-9)
    assert plain.low <= plain.value <= plain.high


def test_the_range_holds_the_truth_nine_times_in_ten():
    """A balance nine months old, off by 15 %, over a burn known to 30 %: the range of the burn alone held 70 %."""
    chance, held = np.random.default_rng(5), 0
    trials = 400
    for _ in range(trials):
        cash, burn = 200 * math.exp(0.15 * chance.standard_normal()), 8 * math.exp(0.3 * chance.standard_normal())
        # The source prints 200 and 8 and says truthfully how far each may be off.
        ends = [(x * math.exp(-Z90 * s), x * math.exp(Z90 * s)) for x, s in ((200, 0.15), (8, 0.3))]
        found = months_left(200 / 8 - 9, (ends[0],), ends[1], 9)
        held += found.low <= max(cash / burn - 9, 0) <= found.high
    assert held / trials == pytest.approx(0.9, abs=3 * math.sqrt(0.09 / trials))
