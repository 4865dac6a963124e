"""A claim needs what decides it; the form says what is missing and proposes a rule."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators import registry
from indicators.core.claims.lint import lint, next_quarter_end, propose, read_test, resolve_by, slug, suggested
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.model.condition import Condition
from tests.boards import evidence, row

TODAY = date(2026, 11, 22)
WHOLE = {
    "claim": "Kling passes ten million users",
    "source": "A note of 20 Nov 2026",
    "kind": "forecast",
    "made_on": "2026-11-20",
    "metric": "kling.mau",
    "test": ">= 10M",
    "period_end": "2027-03-31",
    "resolve_by": "2027-05-08",
    "note": "",
}


def problems(**typed):
    return lint(WHOLE | typed, registry().values(), None, "users", TODAY)


def test_a_whole_claim_has_no_problem():
    assert problems() == {}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("claim", "What is claimed?"),
        ("source", "Who claims it?"),
        ("made_on", "When was it claimed?"),
        ("metric", "choose a metric, for example"),
        ("test", "Without a test it cannot be met or missed"),
        ("period_end", "for example 2027-03-31"),
        ("resolve_by", "By when must the evidence be in?"),
    ],
)
def test_what_is_missing_is_named_with_a_rule(field, text):
    found = problems(**{field: " "})
    assert list(found) == [field]
    assert text in found[field]


def test_days_that_contradict_each_other_are_refused():
    assert "after today" in problems(made_on="2026-11-23")["made_on"]
    assert "before the period ends on 2027-03-31" in problems(resolve_by="2027-03-30")["resolve_by"]
    assert problems(resolve_by="2027-03-31") == {}


def test_the_metric_that_is_suggested_speaks_of_the_claim():
    indicators = list(registry().values())
    assert suggested("Kling's day-30 retention holds up", indicators).startswith('"Kling: Day-30 retention"')
    assert suggested("Runway has months of cash left", indicators) == '"Runway: Months of cash" >= 24'
    assert suggested("OpenAI hires for robotics every week", indicators).startswith('"Robotics: ')


@pytest.mark.parametrize(
    ("text", "unit", "test"),
    [
        (">= 0.045", "ratio per month", Condition(">=", 0.045)),
        ("\u2265 4.5%", "ratio per month", Condition(">=", 0.045)),
        ("< 10.15M", "users", Condition("<", 10_150_000)),
        ("\u2264 1.1bn yuan", "CNY", Condition("<=", 1.1e9)),
        ("> 2", "ratio", Condition(">", 2)),
        (">= 12", "months", Condition(">=", 12)),
    ],
)
def test_tests_as_people_write_them(text, unit, test):
    assert read_test(text, unit) == test


@pytest.mark.parametrize(
    ("text", "unit", "why"),
    [
        ("10M", "users", "is not a test"),
        ("more than ten", "users", "is not a test"),
        (">= 4.5%", "users", "is in percent, the metric in users"),
        (">= USD 1bn", "CNY", "is in USD, the metric in CNY"),
        (">= ~10M", "users", "is not a test"),
        (">= 1,5m", "users", "1,5"),
    ],
)
def test_what_is_no_test_is_asked_about(text, unit, why):
    found = read_test(text, unit)
    assert isinstance(found, str)
    assert why in found


def kling(*rows):
    e = evidence(*rows, as_of="2026-11-22")
    return evaluate_on(registry()["kling"], e), e


def test_the_form_proposes_band_quarter_and_the_day_by_which_the_number_is_out():
    found, e = kling(row("revenue", "2026-Q2", 850e6, unit="CNY"), row("revenue", "2026-Q3", 1e9, unit="CNY"))
    metric = next(m for m in registry()["kling"].metrics if m.id == "revenue_growth_1q")
    offer = propose(metric.bands, found.reading("revenue_growth_1q"), e, TODAY)
    assert (offer.test, offer.period_end) == (">= 0.31", date(2027, 3, 31))
    assert (offer.resolve_by - offer.period_end).days == 92 + 51  # results come every quarter, 51 days after it


def test_without_a_band_the_value_is_proposed_and_without_a_rhythm_ninety_days():
    found, e = kling(row("mau", "2026-10", 7.8e6))
    assert propose(None, found.reading("mau"), e, TODAY).test == ">= 7800000"
    unknown = propose(None, found.reading("retention_d1"), e, TODAY)
    assert unknown.test == ""
    assert (unknown.resolve_by - unknown.period_end).days == 90
    assert (resolve_by(date(2027, 1, 1), found.reading("mau"), e) - date(2027, 1, 1)).days == 31 + 7


@pytest.mark.parametrize(
    ("today", "end"),
    [
        ("2026-11-22", "2027-03-31"),
        ("2026-12-31", "2027-03-31"),
        ("2027-01-01", "2027-06-30"),
        ("2026-04-02", "2026-09-30"),
    ],
)
def test_the_next_calendar_quarter(today, end):
    assert next_quarter_end(date.fromisoformat(today)).isoformat() == end


def test_ids_come_from_the_first_words_and_are_never_taken_twice():
    assert slug("Kling's 2026 revenue more than doubles, says Kuaishou", []) == "klings-2026-revenue-more-than-doubles"
    assert slug("Kling", ["kling", "kling-2"]) == "kling-3"
    assert slug("\u5feb\u624b", []) == "claim"


@given(st.text(max_size=60), st.lists(st.text(max_size=8), max_size=3))
def test_any_text_gives_a_plain_new_id(text, taken):
    found = slug(text, taken)
    assert found
    assert found not in taken
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
