"""Readings of migration: above trend, captured, drawn. Relative to a trend or to rivals, never causal."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from tests.boards import SORA, observations, reading, row


def mau(period, value, **more):
    return row("mau", period, value, **more)


def both_assumed(multihoming=(0.2, 0.4), leave=(0.1, 0.3)):
    common = {"grade": "assumption"}
    return (
        row("assume_multihoming", "2026-01-01", low=multihoming[0], high=multihoming[1], **common),
        row("assume_leave_category", "2026-01-01", low=leave[0], high=leave[1], **common),
    )


# Users above trend


def test_two_points_give_a_line_and_no_interval():
    """4M in February and 5M in March go on by the same factor for each day."""
    rows = (mau("2026-02", 4e6), mau("2026-03", 5e6), mau("2026-04", 9e6))
    r = reading("kling.excess_users", *rows)
    t = [o.time for o in observations(*rows)]
    trend = 5e6 * (5 / 4) ** ((t[2] - t[1]) / (t[1] - t[0]))
    assert r.value == pytest.approx(9e6 - trend)
    assert (r.low, r.high) == (None, None)


def test_three_points_give_a_prediction_interval():
    values = (4e6, 4.5e6, 4.6e6, 5.5e6)
    rows = [mau(f"{p}", x) for p, x in zip(("2025-12", "2026-01", "2026-02", "2026-03"), values, strict=True)]
    last = mau("2026-05", 9e6)
    r = reading("kling.excess_users", *rows, last)
    *t, at = (o.time for o in observations(*rows, last))
    t = np.array(t)
    fit = stats.linregress(t, np.log(values))
    residual = np.log(values) - fit.intercept - fit.slope * t
    s = math.sqrt((residual @ residual) / 2)
    half = stats.t.ppf(0.975, 2) * s * math.sqrt(1 + 1 / 4 + (at - t.mean()) ** 2 / ((t - t.mean()) ** 2).sum())
    line = fit.intercept + fit.slope * at
    wanted = (9e6 - math.exp(line), 9e6 - math.exp(line + half), 9e6 - math.exp(line - half))
    assert (r.value, r.low, r.high) == pytest.approx(wanted, rel=1e-6)
    assert r.details["level"] == 0.95


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((mau("2026-04", 1),), "one_point"),
        ((mau("2026-01", 1), mau("2026-02", 1)), "no_data"),  # none after
        ((mau("2026-04", 1), mau("2026-05", 1)), "no_data"),  # none before
        ((mau("2026-02", 1), mau("2026-04", 1)), "too_few"),
        ((mau("2025-Q4", 1), mau("2026-04", 1)), "not_comparable"),
        ((mau("2026-01", 0), mau("2026-02", 1), mau("2026-04", 1)), "from_zero"),
    ],
)
def test_users_above_trend_are_not_known(rows, reason):
    assert reading("kling.excess_users", *rows).reason == reason


def test_it_says_that_no_cause_is_shown():
    rows = (mau("2026-02", 4e6), mau("2026-03", 5e6), mau("2026-04", 9e6))
    assert "no cause is shown" in reading("kling.excess_users", *rows).because


# Capture


def steady(last):
    """Five million before, `last` after: so the trend is flat at 5M."""
    return (mau("2026-02", 5e6), mau("2026-03", 5e6), mau("2026-04", last), mau("2026-03", 4e6, entity=SORA))


def test_capture_is_excess_over_the_users_who_were_free_to_come():
    r = reading("kling.capture_rate", *steady(5.6e6), *both_assumed(), as_of="2026-05-10")
    multihoming, leave = math.sqrt(0.2 * 0.4), math.sqrt(0.1 * 0.3)
    assert r.value == pytest.approx(0.6e6 / (4e6 * (1 - multihoming) * (1 - leave)))
    assert r.low == pytest.approx(0.6e6 / (4e6 * 0.8 * 0.9))
    assert r.high == pytest.approx(0.6e6 / (4e6 * 0.6 * 0.7))
    assert r.grade == "assumption"


def test_it_is_not_clipped():
    assert reading("kling.capture_rate", *steady(50e6), *both_assumed()).value > 1
    r = reading("kling.capture_rate", *steady(4e6), *both_assumed(), as_of="2026-05-10")
    assert r.low < r.value < r.high < 0
    assert r.call == "against"


def test_it_takes_soras_newest_before_the_announcement_on_klings_basis():
    later = (mau("2026-04", 1e3, entity=SORA), mau("2026-03", 9e9, entity=SORA, basis="other"))
    older = mau("2026-02", 9e9, entity=SORA)
    value = reading("kling.capture_rate", *steady(5.6e6), *both_assumed()).value
    assert reading("kling.capture_rate", *steady(5.6e6), *later, older, *both_assumed()).value == pytest.approx(value)


@pytest.mark.parametrize("kept", [0, 1])
def test_without_either_assumption_there_is_no_capture_rate(kept):
    assert reading("kling.capture_rate", *steady(5.6e6), both_assumed()[kept]).reason == "no_data"


def test_without_soras_users_there_is_no_capture_rate():
    assert reading("kling.capture_rate", *steady(5.6e6)[:3], *both_assumed()).reason == "no_data"


def test_it_takes_over_the_reason_of_the_excess():
    assert reading("kling.capture_rate", mau("2026-04", 1), *both_assumed()).reason == "one_point"


def test_assumptions_that_leave_nobody():
    assert reading("kling.capture_rate", *steady(5.6e6), *both_assumed((1, 1))).reason == "not_identified"


def test_an_assumption_whose_end_leaves_nobody_opens_the_range_and_the_call():
    r = reading("kling.capture_rate", *steady(9.9e6), *both_assumed((0.1, 1.0)), as_of="2026-05-10")
    assert r.value > 0.5
    assert (r.low, r.high, r.call) == (None, None, "mixed")


# Draw


def two(kling, vidu, **more):
    """Before and after for Kling and Vidu."""
    return [
        mau(period, x, entity=entity, **more)
        for entity, pair in (("Kling AI", kling), ("Vidu", vidu))
        for period, x in zip(("2026-03", "2026-04"), pair, strict=True)
    ]


def test_the_draw_index_is_share_of_gain_over_share_of_level():
    r = reading("kling.draw_index", *two((8e6, 9e6), (2e6, 3e6)), as_of="2026-05-10")
    assert r.value == pytest.approx(100 * (1 / 2) / (8 / 10))
    assert r.call == "against"
    assert r.unit == "index"


def test_sora_is_not_counted():
    sora = [mau("2026-03", 5e6, entity=SORA), mau("2026-04", 1e6, entity=SORA)]
    r = reading("kling.draw_index", *two((8e6, 9e6), (2e6, 3e6)), *sora)
    assert r.value == pytest.approx(62.5)
    assert reading("kling.draw_index", *two((8e6, 9e6), (2e6, 3e6))[:2], *sora).reason == "too_few"


def test_only_entities_with_a_number_on_both_sides_count():
    r = reading("kling.draw_index", *two((8e6, 9e6), (2e6, 3e6)), mau("2026-04", 9e9, entity="Pika"))
    assert r.value == pytest.approx(62.5)


def test_both_ends_are_the_newest_periods_common_to_all():
    more = [mau("2026-02", 7e6), mau("2026-05", 99e6), mau("2026-02", 1e6, entity="Vidu")]
    r = reading("kling.draw_index", *two((8e6, 9e6), (2e6, 3e6)), *more)
    assert r.value == pytest.approx(62.5)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([mau("2026-04", 1)], "one_point"),
        ([mau("2026-02", 1), mau("2026-03", 1)], "no_data"),
        (two((8e6, 7e6), (2e6, 3e6)), "not_identified"),  # together they gained nothing
        (two((8e6, 7e6), (2e6, 2.5e6)), "not_identified"),
        (two((0, 1e6), (2e6, 3e6)), "from_zero"),
        (
            [mau("2026-03", 1), mau("2026-04", 2), mau("2026-02", 1, entity="Vidu"), mau("2026-05", 2, entity="Vidu")],
            "not_comparable",
        ),
    ],
)
def test_the_draw_index_is_not_known(rows, reason):
    assert reading("kling.draw_index", *rows).reason == reason
