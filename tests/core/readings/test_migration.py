"""Readings of migration: above what would have been, captured, drawn. Relative, never causal."""

from __future__ import annotations

import math

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from scipy.special import expit, logit

from tests.boards import SORA, observations, reading, row


def mau(period, value, **more):
    return row("mau", period, value, **more)


def both_assumed(multihoming=(0.2, 0.4), leave=(0.1, 0.3)):
    common = {"grade": "assumption"}
    return (
        row("assume_multihoming", "2026-01-01", low=multihoming[0], high=multihoming[1], **common),
        row("assume_leave_category", "2026-01-01", low=leave[0], high=leave[1], **common),
    )


# Users above what would have been


def test_the_excess_is_over_a_random_walk_with_drift_and_has_its_prediction_interval():
    """The oracle: the steps by the roots of their time, on the roots, through the origin, foretold for the rest."""
    values = (4e6, 4.5e6, 4.6e6, 5.5e6)
    rows = [mau(f"{p}", x) for p, x in zip(("2025-12", "2026-01", "2026-02", "2026-03"), values, strict=True)]
    last = mau("2026-05", 9e6)
    r = reading("kling.excess_users", *rows, last)
    *t, at = (o.time for o in observations(*rows, last))
    passed, ahead = np.sqrt(np.diff(t)), math.sqrt(at - t[-1])
    fit = sm.OLS(np.diff(np.log(values)) / passed, passed).fit()
    foretold = fit.get_prediction([[ahead]]).summary_frame(alpha=0.1)[["mean", "obs_ci_lower", "obs_ci_upper"]]
    line, low, high = (5.5e6 * math.exp(x * ahead) for x in foretold.to_numpy()[0])
    assert (r.value, r.low, r.high) == pytest.approx((9e6 - line, 9e6 - high, 9e6 - low))
    assert (r.details["level"], r.details["points"]) == (0.9, 4)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "no_data"),
        ((mau("2026-04", 1),), "one_point"),
        ((mau("2026-01", 1), mau("2026-02", 1)), "no_data"),  # none after
        ((mau("2026-04", 1), mau("2026-05", 1)), "no_data"),  # none before
        ((mau("2026-02", 1), mau("2026-04", 1)), "too_few"),
        ((mau("2026-01", 1), mau("2026-02", 1), mau("2026-04", 1)), "too_few"),  # a line, and nothing to tell its error
        ((mau("2025-Q4", 1), mau("2026-04", 1)), "not_comparable"),
        ((mau("2026-01", 0), mau("2026-02", 1), mau("2026-03", 1), mau("2026-04", 1)), "from_zero"),
    ],
)
def test_users_above_trend_are_not_known(rows, reason):
    assert reading("kling.excess_users", *rows).reason == reason


def test_it_says_that_no_cause_is_shown():
    rows = (mau("2026-01", 4e6), mau("2026-02", 4e6), mau("2026-03", 5e6), mau("2026-04", 9e6))
    assert "no cause is shown" in reading("kling.excess_users", *rows).because


# Capture


def steady(last):
    """Five million before, `last` after: so what would have been is 5M, and nothing scatters around it."""
    before = [mau(f"2026-0{month}", 5e6) for month in (1, 2, 3)]
    return (*before, mau("2026-04", last), mau("2026-03", 4e6, entity=SORA))


def test_capture_is_excess_over_the_users_who_were_free_to_come():
    """With no scatter the range is that of the assumptions: each logit-normal around its middle, its ends 90 %."""
    r = reading("kling.capture_rate", *steady(5.6e6), *both_assumed(), as_of="2026-05-10")
    middles = multihoming, leave = math.sqrt(0.2 * 0.4), math.sqrt(0.1 * 0.3)
    assert r.value == pytest.approx(0.6e6 / (4e6 * (1 - multihoming) * (1 - leave)))
    chance, free = np.random.default_rng(1), 1.0
    for middle, low, high in zip(middles, (0.2, 0.1), (0.4, 0.3), strict=True):
        sigma = (logit(high) - logit(low)) / (2 * stats.norm.ppf(0.95))
        free = free * (1 - expit(logit(middle) + sigma * chance.standard_normal(400_000)))
    assert (r.low, r.high) == pytest.approx(tuple(np.quantile(0.6e6 / (4e6 * free), (0.05, 0.95))), rel=0.01)
    assert (r.grade, r.call, r.no_call) == ("assumption", None, None)


def test_it_is_not_clipped():
    assert reading("kling.capture_rate", *steady(50e6), *both_assumed()).value > 1
    r = reading("kling.capture_rate", *steady(4e6), *both_assumed(), as_of="2026-05-10")
    assert r.low < r.value < r.high < 0


def test_it_takes_soras_newest_before_the_announcement_on_klings_basis():
    later = (mau("2026-04", 1e3, entity=SORA), mau("2026-03", 9e9, entity=SORA, basis="other"))
    older = mau("2026-02", 9e9, entity=SORA)
    value = reading("kling.capture_rate", *steady(5.6e6), *both_assumed()).value
    assert reading("kling.capture_rate", *steady(5.6e6), *later, older, *both_assumed()).value == pytest.approx(value)


@pytest.mark.parametrize("kept", [0, 1])
def test_without_either_assumption_there_is_no_capture_rate(kept):
    assert reading("kling.capture_rate", *steady(5.6e6), both_assumed()[kept]).reason == "no_data"


def test_without_soras_users_there_is_no_capture_rate():
    assert reading("kling.capture_rate", *steady(5.6e6)[:4], *both_assumed()).reason == "no_data"
    assert reading("kling.capture_rate", *steady(5.6e6)[2:4], *both_assumed()).reason == "no_data"  # before too few


def test_it_takes_over_the_reason_of_the_excess():
    assert reading("kling.capture_rate", mau("2026-04", 1), *both_assumed()).reason == "one_point"


def test_assumptions_that_leave_nobody():
    assert reading("kling.capture_rate", *steady(5.6e6), *both_assumed((1, 1))).reason == "not_identified"


def test_an_assumption_whose_end_leaves_nobody_has_a_range_that_is_finite():
    r = reading("kling.capture_rate", *steady(9.9e6), *both_assumed((0.1, 1.0)), as_of="2026-05-10")
    assert r.value > 0.5
    assert r.low < r.value < r.high < math.inf


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
    assert (r.low, r.high, r.call, r.no_call) == (None, None, None, "no_range")
    assert r.unit == "index"


def test_the_range_of_the_draw_index_is_by_draws_of_the_rows_ranges():
    """Only Kling's newer number has one, 8.8 to 9.2M: the index falls in the gain, so its ends are the gain's."""
    rows = two((8e6, 9e6), (2e6, 3e6))
    rows[1] |= {"low": 8.8e6, "high": 9.2e6}
    r = reading("kling.draw_index", *rows, as_of="2026-05-10")
    wanted = [100 * (gain / (gain + 1)) / 0.8 for gain in (0.8, 1.2)]
    assert (r.low, r.high) == pytest.approx(wanted, rel=5e-3)
    assert (r.call, r.details["level"]) == ("against", 0.9)


def test_a_gain_that_may_be_nothing_has_no_low_end():
    """Numbers off by a fifth: in more than one draw in twenty all together, and the entity too, gained nothing."""
    rows = two((8e6, 9e6), (2e6, 2.5e6))
    for number in rows:
        number |= {"low": number["value"] * 0.8, "high": number["value"] * 1.25}
    r = reading("kling.draw_index", *rows, as_of="2026-05-10")
    assert r.low is None
    assert r.call == "mixed"


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
        (two((8e6, 7e6), (2e6, 4e6)), "not_identified"),  # one lost users
        (two((8e6, 10e6), (2e6, 1.9e6)), "not_identified"),
        (two((8e6, 8.5e6), (2e6, 2.4e6)), "not_identified"),  # 0.9M on 10M: under a tenth
        (two((0, 1e6), (2e6, 3e6)), "from_zero"),
        (
            [mau("2026-03", 1), mau("2026-04", 2), mau("2026-02", 1, entity="Vidu"), mau("2026-05", 2, entity="Vidu")],
            "not_comparable",
        ),
    ],
)
def test_the_draw_index_is_not_known(rows, reason):
    assert reading("kling.draw_index", *rows).reason == reason
