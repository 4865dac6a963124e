"""Withdrawn calls: since when, and what stood until then."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.review.ahead.withdrawn import withdrawn
from tests.boards import evidence, row

# Growth of 10% in a month supports, of 3% is mixed, of 1% is against.
FIRST = row("mau", "2026-03-15", 100e6, published_on="2026-04-02")


def find(*rows, as_of, metric="kling.mau_growth_1m"):
    def on(day):
        known = [r for r in rows if str(r["published_on"]) <= day.isoformat()]
        newest = {r["period"]: r for r in known}
        return evidence(*newest.values(), as_of=day.isoformat())

    e = on(date.fromisoformat(as_of))
    return withdrawn(evaluate_on(registry()["kling"], e), e, on, {}).get(metric)


@pytest.mark.parametrize(("users", "was"), [(110e6, "Supports"), (103e6, "Mixed"), (101e6, "Against")])
def test_a_stale_call_says_since_when_and_what_it_was(users, was):
    """Monthly users are stale after 2 x 31 + 7 = 69 days: the number of 15 April stands to 23 June."""
    found = find(FIRST, row("mau", "2026-04-15", users, published_on="2026-05-02"), as_of="2026-11-22")
    assert found.on == date(2026, 6, 24)
    assert found.said == f"Call withdrawn 24 Jun 2026 (was: {was})"


def test_on_its_last_day_a_call_stands_and_on_the_next_it_is_withdrawn():
    rows = (FIRST, row("mau", "2026-04-15", 110e6, published_on="2026-05-02"))
    assert find(*rows, as_of="2026-06-23") is None
    assert find(*rows, as_of="2026-06-24").on == date(2026, 6, 24)


def test_what_it_was_is_read_with_the_numbers_of_that_day():
    """A revision that came later does not change what stood then."""
    revised = row("mau", "2026-04-15", 101e6, published_on="2026-08-01")
    rows = (FIRST, row("mau", "2026-04-15", 110e6, published_on="2026-05-02"), revised)
    assert find(*rows, as_of="2026-11-22").was == "supports"


def test_a_number_that_came_when_it_was_stale_already_had_no_call():
    late = row("mau", "2026-04-15", 110e6, published_on="2026-11-01")
    assert find(FIRST, late, as_of="2026-11-22").said == "Call withdrawn 24 Jun 2026 (was: none)"


def test_what_has_no_bands_or_is_not_known_has_no_call_to_withdraw():
    assert find(FIRST, as_of="2026-11-22") is None
    assert find(FIRST, as_of="2026-11-22", metric="kling.mau") is None  # stale, without bands
