"""Growth: worked numbers, statsmodels as the oracle of the trend, laws, and what is not known."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from indicators.methods import growth

LEVELS = st.floats(1e-3, 1e12)
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
GAPS = st.integers(1, 2000)


def test_five_fold_in_six_months_is_30_77_percent_a_month():
    """10,000 to 50,000 in six months is 30.77 % a month by (50/10)^(1/6) - 1; some public calculators print 37.8 %."""
    assert growth.cmgr(10_000, 50_000, 6) == pytest.approx(0.3077, abs=5e-5)


def test_january_to_december_are_eleven_intervals():
    """A doubling from month 1 to month 12 is 6.50 % a month over 11 intervals, not 5.9 % over 12."""
    assert growth.cmgr(100, 200, 11) == pytest.approx(0.0650, abs=5e-5)


def test_four_percent_a_week_is_18_6_percent_a_month():
    """1.04^(30.436875 / 7) = 1.1859."""
    assert growth.per_month(100, date(2026, 4, 6), 104, date(2026, 4, 13)) == pytest.approx(0.1859, abs=5e-5)


def test_compound_annual_rate_of_a_quarter():
    """FRED's "compounded annual rate of change" of 1 % a quarter is 1.01^4 - 1 = 4.06 %."""
    assert growth.per_year(100, 0.0, 101, 365.2425 / 4) == pytest.approx(0.0406, abs=5e-5)


@pytest.mark.parametrize("rate", [growth.per_month, growth.per_year])
def test_fall_to_zero_is_minus_one(rate):
    assert rate(5, date(2026, 1, 1), 0, date(2026, 2, 1)) == -1


@pytest.mark.parametrize("rate", [growth.per_month, growth.per_year])
@pytest.mark.parametrize(("x0", "x1", "days"), [(0, 5, 30), (-1, 5, 30), (5, -1, 30), (5, 6, 0)])
def test_growth_that_is_not_known_is_none(rate, x0, x1, days):
    assert rate(x0, date(2026, 1, 1), x1, date(2026, 1, 1) + timedelta(days)) is None


@pytest.mark.parametrize("rate", [growth.per_month, growth.per_year])
def test_backward_dates_and_nan_raise(rate):
    with pytest.raises(ValueError, match="earlier date first"):
        rate(1, date(2026, 2, 1), 2, date(2026, 1, 1))
    for x0, x1 in ((math.nan, 2), (1, math.nan), (math.inf, 2)):
        with pytest.raises(ValueError, match="finite"):
            rate(x0, date(2026, 1, 1), x1, date(2026, 2, 1))
    for t0, t1 in ((math.nan, 5.0), (1.0, math.nan), (np.datetime64("NaT"), np.datetime64("2026-01-01"))):
        with pytest.raises(ValueError, match="missing"):
            rate(1, t0, 2, t1)


def test_every_form_of_a_date_means_the_same():
    start = date(2026, 3, 1)
    expected = growth.per_month(100, start, 110, date(2026, 3, 31))
    for end in (
        float(date(2026, 3, 31).toordinal()),
        datetime(2026, 3, 31),  # noqa: DTZ001 - a time without zone is read as UTC
        datetime(2026, 3, 31, tzinfo=UTC),
        "2026-03-31",
        np.datetime64("2026-03-31"),
    ):
        assert growth.per_month(100, start, 110, end) == expected


def test_half_days_count():
    """The middle of a month of 31 days lies on half a day: 29.5 days from mid-February to mid-March 2026."""
    february, march = date(2026, 2, 1).toordinal() + 13.5, date(2026, 3, 1).toordinal() + 15.0
    assert growth.per_month(7.0, february, 7.8, march) == pytest.approx(
        (7.8 / 7.0) ** (30.436875 / 29.5) - 1, rel=1e-12
    )


@given(x0=LEVELS, x1=LEVELS, start=DATES, gap=GAPS, scale=st.floats(1e-3, 1e3))
def test_unit_does_not_matter_to_growth(x0, x1, start, gap, scale):
    end = start.toordinal() + gap
    one, other = (growth.per_month(x0 * k, start, x1 * k, end) for k in (1, scale))
    assert (one is None) == (other is None) or math.isfinite(one or other)
    if one is not None and other is not None:
        assert 1 + one == pytest.approx(1 + other, rel=1e-9)


@given(x0=LEVELS, rate=st.floats(-0.5, 1.0), gap=GAPS)
def test_growth_is_read_back_from_what_it_makes(x0, rate, gap):
    x1 = x0 * (1 + rate) ** (gap / growth.DAYS_PER_MONTH)
    assert growth.per_month(x0, 0.0, x1, float(gap)) == pytest.approx(rate, rel=1e-6, abs=1e-9)


@given(x0=st.floats(1, 1e9), x1=st.floats(1, 1e9), gap=st.integers(300, 2000))
def test_twelve_months_compound_to_the_year(x0, x1, gap):
    month, year = growth.per_month(x0, 0.0, x1, float(gap)), growth.per_year(x0, 0.0, x1, float(gap))
    assert (1 + month) ** 12 == pytest.approx(1 + year, rel=1e-9)


def test_growth_beyond_a_float_is_none_not_infinity():
    assert growth.per_month(1e-300, 0.0, 1e300, 1.0) is None


@pytest.mark.parametrize("intervals", [-1, math.nan, math.inf])
def test_intervals_must_be_a_number_of_steps(intervals):
    with pytest.raises(ValueError, match="intervals"):
        growth.cmgr(1, 2, intervals)


def test_no_interval_no_rate():
    assert growth.cmgr(1, 2, 0) is None


def test_change_and_its_logarithm():
    assert growth.change(100, 131) == pytest.approx(0.31)
    assert growth.log_change(2, 4) == pytest.approx(math.log(2))
    assert growth.change(0, 5) is None
    assert growth.log_change(0, 5) is None
    assert growth.log_change(5, 0) is None


def test_months_between():
    assert growth.months_between(date(2026, 1, 1), date(2027, 1, 1)) == pytest.approx(365 / 30.436875)


@given(
    gaps=st.lists(st.integers(1, 90), min_size=2, max_size=12),
    noise=st.lists(st.floats(-0.5, 0.5), min_size=13, max_size=13),
    level=st.sampled_from([0.5, 0.9, 0.95]),
)
def test_drift_is_the_regression_of_statsmodels_through_the_origin(gaps, noise, level):
    at = np.cumsum([740_000, *gaps]).astype(float)
    logs = 10 + np.array(noise[: len(at)])
    found = growth.drift_per_month(at, np.exp(logs), level)
    passed = np.sqrt(np.diff(at) / growth.DAYS_PER_MONTH)
    fit = sm.OLS(np.diff(logs) / passed, passed).fit()
    wanted = [fit.params[0], *fit.conf_int(1 - level)[0]]
    for rate, power in zip(found, wanted, strict=True):
        if power < 700:
            assert 1 + rate == pytest.approx(math.exp(power), rel=1e-6)


def test_drift_of_two_points_is_growth_without_an_interval():
    found = growth.drift_per_month(["2026-01-01", "2026-03-02"], [100, 121])
    assert found.value == pytest.approx(growth.per_month(100, "2026-01-01", 121, "2026-03-02"), rel=1e-12)
    assert (found.low, found.high) == (None, None)


def test_drift_of_steady_growth_has_no_width():
    """A tenth every 30 days: 1.1^(30.436875 / 30) - 1 a month, whatever the level."""
    found = growth.drift_per_month([0.0, 30.0, 60.0], [100, 110, 121])
    assert tuple(found) == pytest.approx((1.1 ** (growth.DAYS_PER_MONTH / 30) - 1,) * 3)


@pytest.mark.parametrize(
    ("dates", "values"),
    [
        ([], []),
        ([1.0], [2]),
        ([1.0, 1.0], [2, 3]),
        ([1.0, 1.0, 2.0], [2, 3, 4]),
        ([1.0, 2.0], [0, 3]),
        ([1.0, 2.0], [3, 0]),
    ],
)
def test_drift_that_is_not_known_is_none(dates, values):
    assert growth.drift_per_month(dates, values) is None


@pytest.mark.parametrize(
    ("dates", "values", "level"),
    [([1.0, 2.0], [1], 0.9), ([2.0, 1.0], [1, 2], 0.9), ([1.0, 2.0], [1, math.nan], 0.9), ([1.0, 2.0], [1, 2], 1.0)],
)
def test_drift_of_what_cannot_be_meant_raises(dates, values, level):
    with pytest.raises(ValueError, match=r"length|backward|NaN|level"):
        growth.drift_per_month(dates, values, level)


@given(
    gaps=st.lists(st.integers(1, 90), min_size=3, max_size=12),
    noise=st.lists(st.floats(-0.5, 0.5), min_size=13, max_size=13),
    slope=st.floats(-0.01, 0.01),
)
def test_trend_is_the_regression_of_statsmodels(gaps, noise, slope):
    at = np.cumsum([740_000, *gaps]).astype(float)
    logs = 10 + slope * (at - at[0]) + np.array(noise[: len(at)])
    found = growth.trend_per_month(at, np.exp(logs))
    oracle = sm.OLS(logs, sm.add_constant(at - at[0])).fit()
    low, high = oracle.conf_int(0.05)[1]
    expected = np.expm1(np.array([oracle.params[1], low, high]) * 30.436875)
    np.testing.assert_allclose(np.array(found) + 1, expected + 1, rtol=1e-7)
    assert found.low <= found.value <= found.high


def test_exact_growth_has_an_interval_without_width():
    dates = [date(2026, month, 1) for month in (1, 2, 3, 4)]
    values = [100 * 1.05 ** ((day - dates[0]).days / 30.436875) for day in dates]
    found = growth.trend_per_month(dates, values)
    assert tuple(found) == pytest.approx((0.05, 0.05, 0.05), abs=1e-9)


def test_two_points_are_a_line_without_interval():
    found = growth.trend_per_month([date(2026, 1, 1), date(2026, 2, 1)], [100, 110])
    assert found.value == pytest.approx(growth.per_month(100, date(2026, 1, 1), 110, date(2026, 2, 1)))
    assert (found.low, found.high) == (None, None)


@pytest.mark.parametrize(
    ("dates", "values"),
    [([], []), ([1.0], [5]), ([1.0, 1.0], [5, 6]), ([1.0, 2.0, 3.0], [5, 0, 6]), ([1.0, 2.0], [5, -1])],
)
def test_trend_that_is_not_known_is_none(dates, values):
    assert growth.trend_per_month(dates, values) is None


@pytest.mark.parametrize(
    ("dates", "values"),
    [([1.0, 2.0], [1]), ([2.0, 1.0], [1, 2]), ([1.0, 2.0], [1, math.nan]), ([1.0, math.nan], [1, 2])],
)
def test_trend_of_what_cannot_be_meant_raises(dates, values):
    with pytest.raises(ValueError, match=r"length|backward|NaN|missing"):
        growth.trend_per_month(dates, values)


def test_quick_ratio_and_net_churn():
    """Growth accounting (Hsu 2015): 100 users, 30 new, 10 back, 20 lost make 120; the quick ratio is 40 / 20 = 2."""
    assert growth.quick_ratio(30, 10, 20) == 2
    assert growth.net_churn(100, 30, 120) == 20 - 10
    assert growth.quick_ratio(30, 10, 0) is None
    assert growth.quick_ratio(-1, 10, 5) is None
    with pytest.raises(ValueError, match="churned"):
        growth.quick_ratio(1, 1, math.nan)
