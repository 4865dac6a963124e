"""What history would have led one to expect, checked against statsmodels, and the guards that never block."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from indicators.core.evidence.bases import side_by_side
from indicators.core.review.record.surprise import before, guards, surprise
from tests.boards import observations, row

TODAY = date(2026, 11, 25)
MONTHS = [f"2026-{m:02}" for m in range(1, 11)]


def mau(*values, **more):
    return observations(*(row("mau", m, v, **more) for m, v in zip(MONTHS, values, strict=False)))


def new(value, period="2026-07", **more):
    (o,) = observations(row(more.pop("series", "mau"), period, value, **more))
    return replace(o, id=0)


@settings(max_examples=50)
@given(
    st.lists(st.floats(8e6, 1.2e7), min_size=3, max_size=6) | st.lists(st.floats(1e5, 1e8), min_size=3, max_size=6),
    st.floats(1e5, 1e8),
)
def test_the_range_is_the_prediction_interval_of_a_random_walk_with_drift(values, value):
    rows, o = mau(*values), new(value)
    found = surprise(rows, o)
    # Divided by the roots of the days the steps have one variance: weighted least squares through the origin.
    days, steps = np.diff([r.time for r in rows]), np.diff(np.log([r.number for r in rows]))
    model = sm.OLS(steps / np.sqrt(days), np.sqrt(days)).fit()
    ahead = o.time - rows[-1].time
    error = np.sqrt(model.scale * ahead + (ahead * model.bse[0]) ** 2)
    centre, half = np.log(rows[-1].number) + model.params[0] * ahead, t.ppf(0.975, model.df_resid) * error
    low, high = np.exp([centre - half, centre + half])
    if high > 1001 * low:  # a range over three powers of ten, or beyond any float, says nothing
        assert (found.expected, found.inside) == (None, None)
    elif high < 999 * low:
        assert found.expected == pytest.approx((low, high), rel=1e-6)
        if min(abs(value / end - 1) for end in (low, high)) > 1e-6:  # on an edge rounding decides
            assert found.inside == (low <= value <= high)


def test_the_line_says_last_range_new_and_which_side():
    rows = mau(7.0e6, 7.2e6, 7.4e6, 7.65e6, 7.85e6, 8.1e6)
    inside, outside = surprise(rows, new(8.3e6)), surprise(rows, new(81e6))
    assert (inside.inside, outside.inside) == (True, False)
    assert inside.said.startswith("Kling AI, Monthly active users: last 8.1M in Jun 2026; expected ")
    assert "now 8.3M in Jul 2026: inside." in inside.said
    assert "OUTSIDE" in outside.said


def test_a_history_without_any_spread_expects_its_own_number():
    assert surprise(mau(1e5, 1e5, 1e5), new(1e5)).inside is True
    assert surprise(mau(1e5, 1e5, 1e5), new(1.01e5)).inside is False


def test_a_range_of_many_powers_of_ten_is_none():
    """A number without its m among three leaves a range from nothing to everything; no number is praised as inside."""
    found = surprise(mau(7.8e6, 8.1e6, 7850), new(8e6, "2026-04"))
    assert (found.expected, found.inside) == (None, None)
    assert found.said.endswith("now 8M in Apr 2026. The 3 before it scatter too widely to expect any.")


def test_with_fewer_than_three_numbers_there_is_no_range():
    assert surprise([], new(8e6)).said.endswith("nothing to hold it against.")
    assert "gives no range" in surprise(mau(8e6), new(8e6)).said
    assert surprise(mau(8e6, 8e6), new(8e6)).expected is None
    assert surprise(mau(0, 1, 2), new(3)).expected is None


def test_a_revision_is_held_against_what_stood_until_now():
    alone, among = surprise(mau(7.8e6), new(7.6e6, "2026-01")), surprise(mau(7e6, 7.1e6), new(7.2e6, "2026-02"))
    assert alone.said == "Kling AI, Monthly active users: until now 7.8M; now 7.6M in Jan 2026."
    assert among.said.endswith(
        "now 7.2M in Feb 2026. One number before it gives no range to expect. Until now it was 7.1M."
    )


def test_an_earlier_print_that_comes_later_leaves_what_stands():
    stood = mau(7.8e6, published_on="2026-05-12")
    found = surprise(stood, new(7.6e6, "2026-01", published_on="2026-03-01"))
    assert found.said.endswith("now 7.6M in Jan 2026. Published before 7.8M of 12 May 2026, which stands.")
    assert "first number" not in found.said


def test_only_comparable_numbers_before_it_are_its_history():
    rows = [*mau(7e6, 8e6), *mau(1, 2, 3, basis="another"), new(9e6, "2026-08"), new(9e6, "2026-Q1")]
    assert [o.number for o in before(rows, new(8e6))] == [7e6, 8e6]


@pytest.mark.parametrize(
    ("rows", "o", "said"),
    [
        (mau(7.0e6, 7.1e6, 7.2e6, 7.3e6), new(9e6, "2026-05"), "times the usual one"),
        (mau(7.8e6), new(8e6, "2026-02", basis="Similarweb"), 'The first number on the basis "Similarweb"'),
        (mau(7.8e6), new(8e6, "2026-12"), "after today"),
        (mau(7.8e6), new(8e6, "2026-02", published_on="2026-12-24"), "Published on 24 Dec 2026, after today"),
        (mau(7.8e6), new(8e6, "2026-02-01..2026-02-07"), "Until now periods of 31 days, this one of 7 days"),
        (
            mau(12e6, basis="company", grade="reported"),
            new(8e6, "2026-01", basis="panel", grade="estimate"),
            "Jan 2026 is filled by a better source: 12M, as reported (company)",
        ),
        (
            observations(row("revenue", "2026-Q1", 3e8, unit="CNY")),
            new(4e7, "2026-Q2", series="revenue", unit="USD"),
            "Until now in CNY, this one in USD",
        ),
        (
            mau(7.8e6),
            new(7.6e6, "2025-01"),
            "Jan 2025 is long before the oldest on file (Jan 2026)",
        ),
        (
            mau(7.8e6),
            new(8e6, "2026-10", published_on="2026-09-01"),
            "Published on 1 Sep 2026, before its period begins",
        ),
    ],
)
def test_what_should_give_pause_is_said(rows, o, said):
    assert any(said in sentence for sentence in guards(rows, o, TODAY))


def test_an_ordinary_number_gives_no_pause():
    assert guards(mau(7.0e6, 7.1e6, 7.2e6, 7.3e6), new(7.45e6, "2026-05"), TODAY) == []
    assert guards([], new(7.45e6, "2026-05"), TODAY) == []
    assert guards(mau(7.0e6), new(7.1e6, "2025-10"), TODAY) == []  # a backfill of a few months


# Several bases


def test_several_bases_for_one_period_stand_side_by_side_with_spread_and_rule():
    rows = [*mau(8e6, 8.2e6, basis="Sensor Tower"), *mau(12e6, basis="company", grade="floor")]
    (found,) = side_by_side(rows)
    assert [o.basis for o in found.numbers] == ["Sensor Tower", "company"]
    assert found.leads == "Sensor Tower"
    assert "50% apart" in found.said
    assert '"Sensor Tower" leads: the latest period end leads' in found.said


def test_one_basis_alone_is_not_set_beside_anything():
    assert side_by_side(mau(8e6, 8.2e6)) == []
    assert side_by_side([]) == []
