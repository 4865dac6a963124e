"""Draws: the distributions that they are said to be, by scipy's, and the same at every call."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats
from scipy.special import logit

from indicators.methods import draws


def percentiles(drawn):
    return np.quantile(drawn, (0.05, 0.5, 0.95))


def test_they_are_the_same_at_every_call_and_independent_by_column():
    assert (draws.ranged(1, 2, 0) == draws.ranged(1, 2, 0)).all()
    assert abs(np.corrcoef(draws.normals(0), draws.normals(1))[0, 1]) < 0.01
    with pytest.raises(ValueError, match="read-only"):
        draws.normals(0)[0] = 1.0


def test_a_range_is_log_normal_with_its_ends_as_5th_and_95th():
    assert percentiles(draws.ranged(10, 40, 0)) == pytest.approx((10, 20, 40), rel=0.02)


def test_a_range_with_an_end_at_or_below_zero_is_normal():
    assert percentiles(draws.ranged(-10, 30, 0)) == pytest.approx((-10, 10, 30), abs=0.4)


def test_a_share_is_logit_normal_with_its_value_as_the_median():
    drawn = draws.share(0.3, 0.1, 0.5, 0)
    assert np.median(drawn) == pytest.approx(0.3, rel=0.01)
    sigma = (logit(0.5) - logit(0.1)) / (2 * stats.norm.ppf(0.95))
    assert np.std(logit(drawn)) == pytest.approx(sigma, rel=0.01)
    assert (drawn > 0).all()
    assert (drawn < 1).all()


def test_students_t_is_scipys():
    assert percentiles(draws.student(3, 0)) == pytest.approx(stats.t.ppf((0.05, 0.5, 0.95), 3), abs=0.03)


def test_an_interval_is_of_the_draws_and_holds_the_value():
    drawn = np.arange(101.0)
    assert draws.interval(50.0, drawn) == (50, 5, 95)
    assert draws.interval(2.0, drawn) == (2, 2, 95)
    assert draws.interval(99.0, drawn) == (99, 5, 99)
    assert draws.interval(50.0, drawn, 0.5) == (50, 25, 75)


def test_an_infinite_end_is_not_known():
    drawn = np.append(np.arange(90.0), [math.inf] * 11)
    assert draws.interval(40.0, drawn).high is None
    assert draws.interval(40.0, -drawn).low is None


@pytest.mark.parametrize(
    ("method", "wrong"),
    [
        (draws.ranged, (2, 1, 0)),
        (draws.ranged, (math.nan, 1, 0)),
        (draws.share, (0.5, 0.1, 1.5, 0)),
        (draws.share, (0.5, 0.6, 0.7, 0)),
        (draws.student, (0, 0)),
        (draws.interval, (1.0, np.array([math.nan]))),
        (draws.interval, (1.0, np.array([1.0]), 1.0)),
    ],
)
def test_what_cannot_be_meant_raises(method, wrong):
    with pytest.raises(ValueError, match=r"give"):
        method(*wrong)
