"""An exchange rate beside those that are known: within a factor of two, whichever way round its pair is written."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.entry.rates import Rates
from indicators.core.entry.validate import Fault, Names, validate

KNOWN = [("USD/CNY", 7.1), ("EUR/USD", 1.1)]


@pytest.mark.parametrize(
    ("pair", "rate"),
    [
        ("USD/CNY", 14.2),
        ("USD/CNY", 3.55),
        ("CNY/USD", 0.1467),
        ("USD/EUR", 1 / 1.1),
        ("USD/JPY", 150),
        ("CNY/JPY", 20),
    ],
)
def test_what_is_within_a_factor_of_two_or_of_another_pair_is_taken(pair, rate):
    assert Rates(KNOWN).fault(pair, rate) == ""


@pytest.mark.parametrize(
    ("pair", "rate", "said"),
    [
        (
            "USD/CNY",
            0.1467,
            "0.1467 USD/CNY is not within a factor of 2 of the 7.1 on file. It fits CNY/USD: USD/CNY is",
        ),
        ("CNY/USD", 7.1, "7.1 CNY/USD is not within a factor of 2 of the 0.140845 on file. It fits USD/CNY"),
        ("USD/CNY", 14.3, "14.3 USD/CNY is not within a factor of 2 of the 7.1 on file. USD/CNY is CNY for one USD"),
        ("USD/CNY", 0, "0 USD/CNY is not within"),
    ],
)
def test_what_is_not_is_refused_and_says_which_way_it_fits(pair, rate, said):
    assert Rates(KNOWN).fault(pair, rate).startswith(said)


def test_a_currency_that_falls_by_and_by_is_followed():
    """The lira went from 5.9 to 42 for a dollar in six years; each rate is near one that was known."""
    rates = Rates()
    for rate in (5.9, 7.4, 13.3, 18.7, 29.5, 35.3, 42):
        assert rates.fault("USD/TRY", rate) == ""
        rates.learn("USD/TRY", rate)
    assert rates.fault("TRY/USD", 1 / 10) == ""
    assert rates.fault("USD/TRY", 90) != ""


def test_the_validator_learns_a_rate_and_refuses_the_next_upside_down():
    names = Names()
    cells = {"series": "fx", "entity": "USD/CNY", "basis": "ECB", "unit": "ratio", "grade": "reported", "source": "ECB"}
    cells |= {"period_start": "2026-07-01", "period_end": "2026-07-01"}
    names.learn(validate(cells | {"low": 7.0, "high": 7.2}, names, date(2026, 7, 2)))
    with pytest.raises(Fault) as caught:
        validate(cells | {"value": 0.14}, names, date(2026, 7, 2))
    assert caught.value.column == "value"
    validate(cells | {"value": 0.14, "entity": "CNY/USD"}, names, date(2026, 7, 2))


def test_what_is_learned_by_a_copy_is_not_known_to_the_other():
    first = Rates(KNOWN)
    second = first.copy()
    second.learn("USD/JPY", 150)
    assert first != second
    assert first.fault("USD/JPY", 1) == ""
    assert second.fault("USD/JPY", 1) != ""
