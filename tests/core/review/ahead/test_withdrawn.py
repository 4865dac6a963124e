"""Withdrawn calls: since when, and what stood until then."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.review.ahead.withdrawn import withdrawn
from tests.boards import evidence, row

# Growth of 50% on the quarter supports, of 20% is mixed, of 1% is against.
FIRST = row("revenue", "2026-Q1", 100e6, unit="CNY", published_on="2026-05-02")


def second(value, published_on="2026-08-02"):
    return row("revenue", "2026-Q2", value, unit="CNY", published_on=published_on)


def find(*rows, as_of, metric="kling.revenue_growth_1q"):
    def on(day):
        known = [r for r in rows if str(r["published_on"]) <= day.isoformat()]
        newest = {(r["series"], r["period"]): r for r in known}
        return evidence(*newest.values(), as_of=day.isoformat())

    e = on(date.fromisoformat(as_of))
    return withdrawn(evaluate_on(registry()["kling"], e), e, on, {}).get(metric)


@pytest.mark.parametrize(("value", "was"), [(150e6, "Supports"), (120e6, "Mixed"), (101e6, "Against")])
def test_a_stale_call_says_since_when_and_what_it_was(value, was):
    """Results are stale after 2 x 92 + 51 = 235 days: the number to 30 June stands to 20 February."""
    found = find(FIRST, second(value), as_of="2027-05-22")
    assert found.on == date(2027, 2, 21)
    assert found.said == f"Call withdrawn 21 Feb 2027 (was: {was})"


def test_on_its_last_day_a_call_stands_and_on_the_next_it_is_withdrawn():
    rows = (FIRST, second(150e6))
    assert find(*rows, as_of="2027-02-20") is None
    assert find(*rows, as_of="2027-02-21").on == date(2027, 2, 21)


def test_what_it_was_is_read_with_the_numbers_of_that_day():
    """A revision that came later does not change what stood then."""
    rows = (FIRST, second(150e6), second(101e6, "2027-03-01"))
    assert find(*rows, as_of="2027-05-22").was == "supports"


def test_a_number_that_came_when_it_was_stale_already_had_no_call():
    late = second(150e6, "2027-05-01")
    assert find(FIRST, late, as_of="2027-05-22").said == "Call withdrawn 21 Feb 2027 (was: none)"


def test_a_call_is_withdrawn_when_one_of_its_series_is_stale_though_the_reading_is_not():
    """A share of October's cohort is read to May; the size of the cohort behind its interval is stale after 69 days."""
    rows = (
        row("retention", "2026-10", 0.3, unit="ratio", age_days=30, published_on="2026-12-01"),
        row("cohort_size", "2026-10", 1000, published_on="2026-12-01"),
    )
    found = find(*rows, as_of="2027-02-01", metric="kling.retention_d30")
    assert found.said == "Call withdrawn 9 Jan 2027 (was: Supports)"


def test_what_has_no_bands_or_is_not_known_has_no_call_to_withdraw():
    assert find(FIRST, as_of="2027-05-22") is None
    assert find(FIRST, as_of="2027-05-22", metric="kling.revenue") is None  # stale, without bands
