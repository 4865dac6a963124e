"""Draw, excess and capture: what rivals who shrink, a season and a period across the announcement leave of them."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.stats import norm, t

from tests.verdicts.rows import rows_of

MONTH = 30.436875
BOTH = ("kling.draw_index", "kling.excess_users")


def gained(width):
    """The case with rivals who stand still, each number in a range of `width` of itself either way."""
    rows = rows_of("draw_tiny_total")
    for row in rows:
        value = 3e6 if row["entity"] == "Vidu" else float(row["value"])
        row |= {"value": str(value), "low": str(value * (1 - width)), "high": str(value * (1 + width))}
    return rows


def test_draw_tiny_total(tell):
    r = tell("draw_tiny_total", "empty", "2026-11-30")["kling.draw_index"]
    assert (r["status"], r["reason"], r["call"]) == ("unknown", "not_identified", None)
    assert "Vidu lost users" in r["because"]


def test_draw_tiny_total_of_rivals_who_stand_still(tell):
    """Nobody lost any, all together gained 1.7M on 12.8M: 100 x (1.7 / 1.7) / (7.8 / 12.8); without a range no call."""
    rows = [row | ({"value": "3000000.0"} if row["entity"] == "Vidu" else {}) for row in rows_of("draw_tiny_total")]
    r = tell("draw_tiny_total", "empty", "2026-11-30", rows)["kling.draw_index"]
    assert r["value"] == pytest.approx(100 * 12.8 / 7.8)
    assert (r["low"], r["call"], r["no_call"]) == (None, None, "no_range")


def test_draw_tiny_total_with_ranges(tell):
    """Ranges of a twentieth either way, drawn anew with another generator: the whole of them lies above 120."""
    r = tell("draw_tiny_total", "empty", "2026-11-30", gained(0.05))["kling.draw_index"]
    drawn, sigma = np.random.default_rng(1), math.log(1.05 / 0.95) / (2 * norm.ppf(0.95))
    middle = math.sqrt(1.05 * 0.95)
    start, end = (
        middle * np.array(levels)[:, None] * np.exp(sigma * drawn.standard_normal((3, 400_000)))
        for levels in ((7.8, 2.0, 3.0), (9.5, 2.0, 3.0))
    )
    gain = end - start
    index = 100 * gain[0] / gain.sum(axis=0) / (start[0] / start.sum(axis=0))
    assert [r["low"], r["high"]] == pytest.approx(np.quantile(index, (0.05, 0.95)), rel=0.01)
    assert (r["call"], r["details"]["level"]) == ("supports", 0.9)


def test_draw_tiny_total_with_wide_ranges(tell):
    """A fifth either way: all together may have gained nothing, and so the index has no low end."""
    r = tell("draw_tiny_total", "empty", "2026-11-30", gained(0.2))["kling.draw_index"]
    assert (r["value"], r["low"]) == (pytest.approx(100 * 12.8 / 7.8), None)
    assert r["call"] == "mixed"


def test_draw_tiny_total_just_under_a_tenth(tell):
    """A gain of 1.2M on 12.8M is too little to divide by."""
    rows = [row | ({"value": "3000000"} if row["entity"] == "Vidu" else {}) for row in rows_of("draw_tiny_total")]
    rows = [row | ({"value": "9000000"} if row["value"] == "9500000.0" else {}) for row in rows]
    r = tell("draw_tiny_total", "empty", "2026-11-30", rows)["kling.draw_index"]
    assert r["reason"] == "not_identified"
    assert "under a tenth" in r["because"]


def walked(times, values, at):
    """Where a random walk with drift leads, and its 90 % interval, step by step."""
    months = [(b - a) / MONTH for a, b in itertools.pairwise(times)]
    steps = [math.log(b / a) for a, b in itertools.pairwise(values)]
    span, h = sum(months), (at - times[-1]) / MONTH
    mu = sum(steps) / span
    s2 = sum((d - mu * m) ** 2 / m for d, m in zip(steps, months, strict=True)) / (len(steps) - 1)
    half = t.ppf(0.95, len(steps) - 1) * math.sqrt(s2 * (h + h * h / span))
    centre = math.log(values[-1]) + mu * h
    return [math.exp(x) for x in (centre, centre - half, centre + half)]


def test_cny_peak_counterfactual(tell):
    """Middles of Nov, Dec, Jan, Feb and Sep: 15.5, 46, 77, 106.5 and 319.5 days from 31 October."""
    told = tell("cny_peak_counterfactual", "empty", "2026-11-30")
    r = told["kling.excess_users"]
    value, low, high = walked([15.5, 46, 77, 106.5], [6e6, 6e6, 7.5e6, 8.4e6], 319.5)
    assert r["value"] == pytest.approx(7e6 - value)
    assert [r["low"], r["high"]] == pytest.approx([7e6 - high, 7e6 - low])
    assert [r["value"], r["low"], r["high"]] == pytest.approx([-11.5e6, -80.5e6, 3.1e6], rel=0.01)
    rate = told["kling.capture_rate"]
    assert rate["value"] == pytest.approx(r["value"] / (4.7e6 * 0.7 * 0.7))
    assert (rate["value"], rate["low"], rate["high"]) == (
        pytest.approx(-4.98, abs=5e-3),
        pytest.approx(-41.3, rel=0.02),
        pytest.approx(1.44, rel=0.02),
    )
    assert (rate["call"], rate["no_call"]) == (None, None)


@pytest.mark.parametrize("dropped", [0, 1])
def test_cny_peak_counterfactual_needs_three_numbers_before(tell, dropped):
    rows = rows_of("cny_peak_counterfactual")
    told = tell("cny_peak_counterfactual", "empty", "2026-11-30", rows[dropped + 1 :])
    assert told["kling.excess_users"]["reason"] == (None if dropped == 0 else "too_few")
    assert told["kling.capture_rate"]["reason"] == (None if dropped == 0 else "too_few")


def test_cny_peak_counterfactual_without_an_assumption(tell):
    """No assumption is no data, before too few numbers are."""
    rows = [row for row in rows_of("cny_peak_counterfactual") if row["series"] != "assume_multihoming"]
    assert tell("cny_peak_counterfactual", "empty", "2026-11-30", rows)["kling.capture_rate"]["reason"] == "no_data"
    few = tell("cny_peak_counterfactual", "empty", "2026-11-30", rows[2:])
    assert few["kling.capture_rate"]["reason"] == "no_data"


def test_march_period_straddle(tell):
    told = tell("march_period_straddle", "empty", "2026-04-20")
    assert told["kling.mau_cmgr"]["status"] == told["kling.excess_users"]["status"] == "unknown"
    r = told["kling.mau_growth"]
    assert [r["value"], r["low"], r["high"]] == pytest.approx([0.019, -0.123, 0.182], abs=5e-4)
    assert (r["call"], told.states["kling"]) == ("mixed", "mixed")


@pytest.mark.parametrize(("start", "status"), [("2026-03-13", "ok"), ("2026-03-12", "unknown")])
def test_march_period_straddle_from_two_thirds_on(tell, start, status):
    """22 of the 33 days from 13 March to 14 April are on 24 March or later, two thirds; of 34 they are less."""
    rows = rows_of("march_period_straddle")
    rows[0] |= {"period_start": start, "period_end": "2026-04-14", "published_on": "2026-04-15"}
    told = tell("march_period_straddle", "empty", "2026-04-20", rows)
    assert told["kling.mau_cmgr"]["status"] == status


def test_march_period_straddle_of_march_alone(tell):
    """23 of March's 31 days lie before the 24th: before."""
    rows = rows_of("march_period_straddle")
    rows[0] |= {"period_start": "2026-03-01", "period_end": "2026-03-31", "published_on": "2026-04-05"}
    april = rows[0] | {
        "period_start": "2026-04-01",
        "period_end": "2026-04-30",
        "value": "8800000",
        "published_on": "2026-05-05",
    }
    told = tell("march_period_straddle", "empty", "2026-05-10", [*rows, april])
    r = told["kling.mau_cmgr"]
    assert r["value"] == pytest.approx((8.8 / 8.0) ** (MONTH / 30.5) - 1)
