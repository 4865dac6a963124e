"""Tests such as `>= 0.045`: what holds, what settles it, and what leaves it open."""

from __future__ import annotations

import pytest

from indicators.core.model.condition import condition
from indicators.core.model.errors import DeclarationError

OPS = (">", ">=", "<", "<=")


@pytest.mark.parametrize("text", [">= 0.045", "<12", "> -1.5e-3", "  <=   2 ", ">.5"])
def test_forms_that_are_read(text):
    assert condition(text).op in OPS


@pytest.mark.parametrize(
    "text", ["", "0.045", "= 1", "=> 1", ">= 4,5", "> nan", "> inf", "> 1 or < 2", "> 1%", "> \uff11"]
)
def test_forms_that_are_not(text):
    with pytest.raises(DeclarationError, match="is not a test"):
        condition(text)


@pytest.mark.parametrize("text", [">= 0.045", "< 12", "> -0.0015", "<= 10150000"])
def test_it_is_written_as_it_was_read(text):
    assert str(condition(text)) == text
    assert condition(str(condition(text))) == condition(text)


@pytest.mark.parametrize(
    ("op", "below", "on", "above"),
    [(">", False, False, True), (">=", False, True, True), ("<", True, False, False), ("<=", True, True, False)],
)
def test_a_value_within_a_billionth_of_the_edge_is_on_it(op, below, on, above):
    test = condition(f"{op} 0.3")
    for gap in (0.0, 9e-10, -9e-10):
        assert test.holds(0.3 + gap) is on
    assert test.holds(0.3 - 2e-9) is below
    assert test.holds(0.3 + 2e-9) is above
    assert condition(">= 0.3").holds(0.1 + 0.2)
    assert condition("<= 0.3").holds(0.1 + 0.2)


@pytest.mark.parametrize(
    ("low", "high", "settled"),
    [(0.11, 0.4, True), (0.1, 0.4, True), (0.09, 0.4, None), (None, 0.4, None), (0.11, None, True), (None, None, True)],
)
def test_an_interval_settles_a_test_only_as_a_whole(low, high, settled):
    assert condition(">= 0.1").settled(0.2, low, high) is settled


def test_an_interval_wholly_on_the_other_side_settles_it_too():
    assert condition(">= 0.1").settled(0.05, 0.01, 0.09) is False
    assert condition("< 0.1").settled(0.05, 0.01, 0.1) is None


@pytest.mark.parametrize(
    ("text", "low", "high", "settled"),
    [
        (">= 10", 11, None, True),
        (">= 10", 9, None, None),  # it may be more
        (">= 10", None, 9, False),
        (">= 10", None, 12, None),
        ("< 10", None, 9, True),
        ("< 10", 11, None, False),
        ("< 10", 8, None, None),
        (">= 10", 10, None, True),
        ("> 10", None, 10, False),
    ],
)
def test_a_range_with_one_end_goes_on_without_end_on_the_other_side(text, low, high, settled):
    value = low if high is None else high
    assert condition(text).settled(value, low, high) is settled
