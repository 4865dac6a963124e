"""What a second attack found: ranges with one end, sums past a line, whose numbers a claim's basis names."""

from __future__ import annotations

import pytest

from tests.verdicts.rows import rows_of

DAY = "2026-11-30"
CELLS = dict.fromkeys(rows_of("cash_floor")[0], "")


def row(series, entity, start, end, value, **more):
    """One row of a company's own numbers."""
    cells = {
        "basis": "data room",
        "grade": "reported",
        "source": "a test",
        "published_on": "2026-11-20",
        "rights": "public",
    }
    own = {"series": series, "entity": entity, "period_start": start, "period_end": end, "value": str(value)}
    return CELLS | cells | own | {name: str(text) for name, text in more.items()}


def test_cash_floor_over_a_burn_with_a_high_end_alone(tell):
    """10 to 13M a month of 300M: 300 / 13 - 0.986 = 22.1 to 29.0 months, across 24."""
    rows = [
        row("cash", "Runway", "2026-10-31", "2026-10-31", 3e8, unit="USD"),
        row("net_burn", "Runway", "2026-10-01", "2026-10-31", 1e7, high=1.3e7, unit="USD", grade="floor"),
    ]
    r = tell("burn", "empty", DAY, rows)["runway.months"]
    assert r["value"] == pytest.approx(30 - 30 / 30.436875)
    assert (r["low"], r["high"]) == (
        pytest.approx(300 / 13 - 30 / 30.436875, rel=0.01),
        pytest.approx(r["value"], rel=0.01),
    )
    assert r["call"] == "mixed"


def test_floor_over_floor_supports_with_a_high_end_alone(tell):
    """1.4bn over 1 to 1.3bn: 7.7 to 40%."""
    rows = [
        row("revenue", "Kling AI", "2026-04-01", "2026-06-30", 1e9, high=1.3e9, unit="CNY", grade="floor"),
        row("revenue", "Kling AI", "2026-07-01", "2026-09-30", 1.4e9, unit="CNY"),
    ]
    r = tell("revenue", "empty", DAY, rows)["kling.revenue_growth_1q"]
    assert (r["low"], r["value"], r["call"]) == (pytest.approx(1.4 / 1.3 - 1), pytest.approx(0.4), "mixed")


def test_arr_range_with_a_low_end_alone(tell):
    rows = [row("cash", "Runway", "2026-10-31", "2026-10-31", 3e8, low=1.5e8, unit="USD", grade="estimate")]
    r = tell("cash", "empty", DAY, rows)["runway.cash_today"]
    assert r["status"] == "unknown"  # no burn, and so no cash of today
    rows.append(row("net_burn", "Runway", "2026-10-01", "2026-10-31", 1e7, unit="USD"))
    r = tell("cash", "empty", DAY, rows)["runway.months"]
    assert (r["low"], r["call"]) == (pytest.approx(15 - 30 / 30.436875, rel=0.01), "mixed")
