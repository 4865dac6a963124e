"""Exchange rates: dated, from the board, the nearest at most 120 days away."""

from __future__ import annotations

import pytest

from indicators.core.evidence.fx import rate
from indicators.core.model.reading import Reason, Unknown
from tests.boards import observations, row


def fx(day, value, pair="USD/CNY", **more):
    return row("fx", day, value, entity=pair, **more)


def at(day):
    return observations(row("mau", day, 1.0))[0].time


def test_usd_cny_is_cny_per_usd():
    rows = observations(fx("2026-06-30", 7.0))
    assert rate(rows, "USD", "CNY", at("2026-06-30")).factor == 7
    assert rate(rows, "CNY", "USD", at("2026-06-30")).factor == pytest.approx(1 / 7)


def test_one_currency_needs_no_rate():
    found = rate([], "USD", "USD", at("2026-06-30"))
    assert (found.factor, found.used, found.said) == (1.0, (), "")


def test_the_nearest_in_time():
    rows = observations(fx("2026-01-01", 6.0), fx("2026-05-01", 7.0))
    assert rate(rows, "USD", "CNY", at("2026-03-20")).used[0].number == 7  # 42 days against 78
    assert rate(rows, "USD", "CNY", at("2026-02-01")).used[0].number == 6


def test_of_two_as_near_the_earlier():
    rows = observations(fx("2026-01-11", 7.0), fx("2026-01-01", 6.0))
    assert rate(rows, "USD", "CNY", at("2026-01-06")).factor == 6
    assert rate(rows[::-1], "USD", "CNY", at("2026-01-06")).factor == 6


@pytest.mark.parametrize(("day", "known"), [("2026-05-01", True), ("2026-05-02", False), ("2025-09-03", True)])
def test_at_most_120_days_away(day, known):
    found = rate(observations(fx("2026-01-01", 6.0)), "USD", "CNY", at(day))
    assert isinstance(found, Unknown) is not known
    if not known:
        assert found.reason is Reason.NO_DATA
        assert "within 120 days" in found.because


def test_a_rate_between_other_currencies_does_not_serve():
    rows = observations(fx("2026-01-01", 0.9, "USD/EUR"), fx("2026-01-01", 7.8, "EUR/CNY"))
    assert isinstance(rate(rows, "USD", "CNY", at("2026-01-01")), Unknown)


def test_a_rate_of_zero_converts_nothing():
    assert isinstance(rate(observations(fx("2026-01-01", 0.0)), "CNY", "USD", at("2026-01-01")), Unknown)


def test_the_sentence_names_the_rate_and_its_day():
    assert "6.817 USD/CNY" in rate(observations(fx("2026-07-02", 6.817)), "CNY", "USD", at("2026-05-15")).said
