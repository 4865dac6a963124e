"""Readings of compute: its growth, robotics' share, and the most that closing an app can have freed."""

from __future__ import annotations

import math

import pytest

from tests.boards import SORA, reading, row

SHARE = "robotics.compute_share"


def every(period, value=None, **more):
    return row("compute", period, value, **more)


def part(period, value=None, **more):
    return row("compute_robotics", period, value, **more)


def entered(period, value=None, **more):
    return row("compute_share_robotics", period, value, **more)


def spend(period, value=None, **more):
    return row("compute_spend", period, value, **more)


def test_growth_over_a_year_in_either_unit():
    r = reading("robotics.compute_growth_1y", every("2024", 600, unit="MW"), every("2025", 1.9))
    assert r.value == pytest.approx(1.9 / 0.6 - 1)


# Robotics' share


def test_an_entered_share():
    r = reading(SHARE, entered("2026", 3, unit="percent"), as_of="2026-12-31")
    assert (r.value, r.call) == (pytest.approx(0.03), "supports")


def test_a_share_of_the_same_period_and_basis():
    r = reading(SHARE, part("2026", 20, unit="MW"), every("2026", 2.0), every("2025", 1.0))
    assert (r.value, r.inputs) == (pytest.approx(0.01), (1, 2))


def test_the_later_period_then_the_entered_one():
    computed = (part("2026-Q2", 0.1), every("2026-Q2", 1.0))
    assert reading(SHARE, *computed, entered("2026-Q1", 0.5)).value == pytest.approx(0.1)
    assert reading(SHARE, *computed, entered("2026-Q2", 0.5)).value == 0.5
    assert reading(SHARE, *computed, entered("2026-Q3", 0.5)).value == 0.5


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((part("2026", 0.1),), "no_data"),
        ((every("2026", 1.0),), "no_data"),
        ((part("2026", 0.1), every("2025", 1.0)), "not_comparable"),
        ((part("2026", 0.1), every("2026", 1.0, basis="other")), "not_comparable"),
        ((part("2026", 1.1), every("2026", 1.0)), "not_comparable"),  # above 1
        ((part("2026", 0.1), every("2026", 0)), "from_zero"),
    ],
)
def test_the_share_is_not_known(rows, reason):
    assert reading(SHARE, *rows).reason == reason


@pytest.mark.parametrize(
    ("share", "call"), [(0.021, "supports"), (0.02, "mixed"), (0.007, "mixed"), (0.0069, "against")]
)
def test_the_call_on_the_share(share, call):
    assert reading(SHARE, entered("2026", share), as_of="2026-12-31").call == call


def test_the_range_is_that_of_two_independent_lognormals():
    """The ln of part over rest is normal; its ends go through the logistic. The rest is the whole less the part."""
    r = reading(SHARE, part("2026", low=0.01, high=0.04), every("2026", 1.0))
    middle = 0.02
    centre, half = math.log(middle / (1 - middle)), math.log(0.04 / 0.01) / 2
    assert r.value == pytest.approx(middle)
    assert r.low == pytest.approx(1 / (1 + math.exp(-centre + half)))
    assert r.high == pytest.approx(1 / (1 + math.exp(-centre - half)))
    assert r.details["level"] == 0.9


def test_where_the_rest_may_be_nothing_the_corners_give_the_range():
    """0.5 of 0.4 to 1.0: from a half to all of it; there is no lognormal rest."""
    r = reading(SHARE, part("2026", 0.5), every("2026", low=0.4, high=1.0), as_of="2026-12-31")
    assert (r.low, r.high, r.call) == (0.5, 1, "supports")
    assert "level" not in r.details
    wide = reading(SHARE, part("2026", low=0, high=0.02), every("2026", 1.0), as_of="2026-12-31")
    assert (wide.value, wide.low, wide.high, wide.call) == (pytest.approx(0.01), 0, 0.02, "mixed")


# What was freed


def test_the_most_that_was_freed_is_of_the_newest_year_that_both_have():
    rows = (
        spend("2025", 300e6, entity=SORA, basis="press"),
        spend("2026", 365e6, entity=SORA, basis="press"),
        spend("2025", 20e9),
        spend("2026", 50e9),
        spend("2024", 7e9),
    )
    r = reading("robotics.freed_compute_ceiling", *rows)
    assert (r.value, r.inputs) == (pytest.approx(0.0073), (2, 4))
    assert "is what Sora would have cost" in r.because
    older = reading("robotics.freed_compute_ceiling", rows[0], *rows[2:])
    assert older.value == pytest.approx(300e6 / 20e9)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((spend("2026", 1, entity=SORA),), "no_data"),
        ((spend("2026", 1),), "no_data"),
        ((spend("2026", 1, entity=SORA), spend("2025", 1)), "no_data"),
        ((spend("2026-H1", 1, entity=SORA), spend("2026", 1)), "no_data"),
        ((spend("2026", 1, entity=SORA, unit="CNY"), spend("2026", 1)), "not_comparable"),
        ((spend("2026", 1, entity=SORA), spend("2026", 0)), "from_zero"),
    ],
)
def test_what_was_freed_is_not_known(rows, reason):
    assert reading("robotics.freed_compute_ceiling", *rows).reason == reason
