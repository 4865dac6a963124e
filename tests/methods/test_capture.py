"""Capture: statsmodels as the oracle of the prediction interval, hand-worked shares, laws."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit

from indicators.methods import capture

LEVELS = st.floats(1, 1e9)


@given(
    gaps=st.lists(st.integers(1, 60), min_size=2, max_size=10),
    noise=st.lists(st.floats(-0.3, 0.3), min_size=11, max_size=11),
    ahead=st.integers(1, 200),
    level=st.sampled_from([0.5, 0.9, 0.95]),
)
def test_counterfactual_is_the_prediction_of_statsmodels(gaps, noise, ahead, level):
    """A random walk with drift is a regression through the origin: steps by the roots of their time, on the roots."""
    days = np.cumsum([0, *gaps]).astype(float)
    logs = 15 + 0.001 * days + np.array(noise[: len(days)])
    found = capture.counterfactual(days + 740_000, np.exp(logs), days[-1] + ahead + 740_000, level)
    passed, root = np.sqrt(np.diff(days)), math.sqrt(ahead)
    frame = sm.OLS(np.diff(logs) / passed, passed).fit().get_prediction([[root]]).summary_frame(alpha=1 - level)
    expected = logs[-1] + root * frame[["mean", "obs_ci_lower", "obs_ci_upper"]].to_numpy()[0]
    for number, log in zip(found, expected, strict=True):
        if log < 700:
            assert number == pytest.approx(math.exp(log), rel=1e-6)
        else:
            assert number is None or number > math.exp(690)


def test_constant_growth_continues():
    """Doubling a month of days: 1, 2, 4 go on to 16 two steps after the last."""
    found = capture.counterfactual([0.0, 30.0, 60.0], [1, 2, 4], 120.0)
    assert tuple(found) == pytest.approx((16, 16, 16))


def test_two_points_have_no_interval():
    found = capture.counterfactual([date(2026, 1, 1), date(2026, 1, 31)], [10, 20], date(2026, 3, 2))
    assert found.value == pytest.approx(40)
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("dates", "values"),
    [([], []), ([1.0], [2]), ([1.0, 1.0], [2, 3]), ([1.0, 2.0, 2.0], [2, 3, 4]), ([1.0, 2.0], [0, 3])],
)
def test_counterfactual_that_is_not_known_is_none(dates, values):
    assert capture.counterfactual(dates, values, 9.0) is None


@pytest.mark.parametrize(
    ("dates", "values", "at"),
    [
        ([1.0, 2.0], [1], 3.0),
        ([2.0, 1.0], [1, 2], 3.0),
        ([1.0, 2.0], [1, math.nan], 3.0),
        ([1.0, 2.0], [1, 2], math.nan),
    ],
)
def test_counterfactual_of_what_cannot_be_meant_raises(dates, values, at):
    with pytest.raises(ValueError, match=r"length|backward|NaN|missing"):
        capture.counterfactual(dates, values, at)


def test_end_beyond_a_float_is_none_not_infinity():
    found = capture.counterfactual([0.0, 1.0, 2.0], [1, 1e9, 1e3], 100.0)
    assert found.high is None
    assert found.low is not None


def test_before_its_end_the_course_is_the_line_of_the_drift():
    """Doubling from 1 to 4 in two steps, whatever lies between: 2 half-way."""
    (half,) = capture.counterfactual_course([0.0, 30.0, 60.0], [1, 3, 4], [30.0])
    assert (half.value, half.low, half.high) == (pytest.approx(2), None, None)


def test_capture_interval_takes_in_the_scatter_and_the_assumptions():
    """Drawn once more from other seeds, with numpy's own t: the ends agree to a few percent."""
    days, values = [0.0, 30.0, 61.0, 92.0], [5e6, 5.4e6, 5.3e6, 6e6]
    found = capture.capture_interval(
        days, values, 122.0, users=9e6, displaced=4e6, multihoming=(0.3, 0.2, 0.4), leave=(0.2, 0.1, 0.3)
    )
    chance, n = np.random.default_rng(7), 400_000
    passed, span, h = np.diff(days), 92.0, 30.0
    drift = math.log(6 / 5) / span
    s = math.sqrt((((np.diff(np.log(values)) - drift * passed) ** 2) / passed).sum() / 2)
    would = np.exp(math.log(6e6) + drift * h + s * math.sqrt(h + h * h / span) * chance.standard_t(2, n))
    free = 1.0
    for middle, low, high in ((0.3, 0.2, 0.4), (0.2, 0.1, 0.3)):
        z = chance.standard_normal(n) * (logit(high) - logit(low)) / 3.2897
        free = free * (1 - expit(logit(middle) + z))
    low, high = np.quantile((9e6 - would) / (4e6 * free), (0.05, 0.95))
    assert found.value == pytest.approx((9e6 - 6e6 * math.exp(drift * h)) / (4e6 * 0.7 * 0.8))
    assert (found.low, found.high) == (pytest.approx(low, rel=0.03), pytest.approx(high, rel=0.03))


def test_capture_interval_of_two_points_has_no_ends():
    found = capture.capture_interval(
        [0.0, 30.0], [5, 5], 60.0, users=8, displaced=6, multihoming=(0, 0, 0), leave=(0.5, 0.5, 0.5)
    )
    assert found == (pytest.approx(1.0), None, None)


def test_draw_index_by_hand():
    """Kling holds 30 of 100 and takes 20 of the 40 gained: half the gain against 30 % of the level is 166.7."""
    index = capture.draw_index(
        {"Kling AI": 30, "Vidu": 50, "Pika": 20}, {"Kling AI": 50, "Vidu": 65, "Pika": 25}, "Kling AI"
    )
    assert index == pytest.approx(100 * 0.5 / 0.3)


def test_only_entities_with_both_levels_count():
    before, after = {"A": 30, "B": 70, "C": 500}, {"A": 50, "B": 90, "D": 7}
    assert capture.draw_index(before, after, "A") == pytest.approx(100 * 0.5 / 0.3)
    assert capture.draw_index(before, after, "C") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"A": 1}, {"A": 2}),
        ({"A": 1, "B": 2}, {"A": 2}),
        ({"A": 1, "B": 2}, {"A": 1, "B": 2}),
        ({"A": 5, "B": 2}, {"A": 6, "B": 0}),
        ({"A": 5, "B": 5}, {"A": 7, "B": 4.9}),  # one lost users
        ({"A": 5, "B": 5}, {"A": 5.5, "B": 5.4}),  # under a tenth in all
        ({"A": 0, "B": 2}, {"A": 6, "B": 3}),
        ({"A": 1, "B": 2}, {"A": 6, "B": -3}),
        ({}, {}),
    ],
)
def test_draw_that_is_not_known_is_none(before, after):
    assert capture.draw_index(before, after, "A") is None


def test_nan_in_a_level_raises():
    with pytest.raises(ValueError, match="B"):
        capture.draw_index({"A": 1, "B": 2}, {"A": 2, "B": math.nan}, "A")


@given(levels=st.lists(LEVELS, min_size=2, max_size=6), growth=st.floats(0.11, 5), scale=st.floats(1e-3, 1e3))
def test_equal_growth_draws_100_in_every_unit(levels, growth, scale):
    before = {str(i): level * scale for i, level in enumerate(levels)}
    after = {name: level * (1 + growth) for name, level in before.items()}
    for name in before:
        assert capture.draw_index(before, after, name) == pytest.approx(100, rel=1e-6)


@given(pairs=st.lists(st.tuples(LEVELS, st.floats(0.11, 1e3)), min_size=2, max_size=6))
def test_indices_weighted_by_level_average_to_100(pairs):
    before = {str(i): level for i, (level, _) in enumerate(pairs)}
    after = {str(i): level * (1 + gain) for i, (level, gain) in enumerate(pairs)}
    total = sum(before.values())
    parts = [level / total * capture.draw_index(before, after, name) for name, level in before.items()]
    assert sum(parts) == pytest.approx(100, rel=1e-6)


def test_capture_rate_by_hand():
    """3M above trend; 10M displaced, of whom 20 % were there already and a quarter of the rest leave: 3 of 6M."""
    assert capture.capture_rate(3e6, 10e6, 0.2, 0.25) == pytest.approx(0.5)
    assert capture.capture_rate(9e6, 10e6, 0.2, 0.25) == pytest.approx(1.5)
    assert capture.capture_rate(-3e6, 10e6, 0.2, 0.25) == pytest.approx(-0.5)
    assert capture.capture_rate(1, 10, 1, 0) is None
    assert capture.capture_rate(1, 0, 0.2, 0.2) is None


@pytest.mark.parametrize("bad", [(1, 10, 1.2, 0), (1, 10, 0, -0.1), (math.nan, 10, 0, 0), (1, 10, math.nan, 0)])
def test_capture_rate_of_what_cannot_be_meant_raises(bad):
    with pytest.raises(ValueError, match=r"share|finite"):
        capture.capture_rate(*bad)
