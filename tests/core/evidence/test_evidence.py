"""What is known on a day, as metrics ask for it: plans, leading bases, events, and why something is not known."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.evidence.comparable import told_as
from indicators.core.model.event import Event
from indicators.core.model.reading import Reason, Unknown
from tests.boards import KLING, evidence, observations, reading, row


def event(day, kind="proof", entity="OpenAI", title="A pilot"):
    return Event(date=date.fromisoformat(day), entity=entity, kind=kind, title=title, source="test")


# A number


@pytest.mark.parametrize(
    ("cells", "number"),
    [
        ({"value": 5, "low": 1, "high": 9}, 5),
        ({"low": 4, "high": 9}, 6),  # sqrt(4 x 9)
        ({"low": 0, "high": 9}, 4.5),  # the mean where an end is not positive
        ({"low": -3, "high": 1}, -1),
        ({"low": 7, "grade": "floor"}, 7),
        ({"high": 7, "grade": "ceiling"}, 7),
        ({"low": 7, "high": 7}, 7),
    ],
)
def test_where_only_bounds_are_given_they_stand_for_the_number(cells, number):
    (o,) = observations(row("net_burn", "2026-03", **cells))
    assert o.number == pytest.approx(number)
    assert o.bottom <= o.number <= o.top


def test_the_middle_of_a_very_large_range_is_finite():
    (o,) = observations(row("cash", "2026-03", low=1e200, high=1e250))
    assert o.number == pytest.approx(1e225)


@pytest.mark.parametrize(
    ("period", "day"),
    [("2026-03-01..2026-03-31", 15.0), ("2026-03-01..2026-03-30", 14.5), ("2026-03-01", 0.0)],
)
def test_the_time_is_the_middle_of_the_period_with_its_fraction(period, day):
    (o,) = observations(row("mau", period, 1.0))
    assert o.time == date(2026, 3, 1).toordinal() + day


# Plans and numbers to date


def test_what_was_published_before_its_period_ended_is_used_by_no_metric():
    """A plan is one for good: that its month has come, or is over, does not make it a number."""
    rows = (row("mau", "2026-05", 1.0, known_on="2026-04-01"), row("mau", "2026-03", 2.0))
    for day in ("2026-04-30", "2026-05-01", "2026-12-01"):
        assert [o.number for o in evidence(*rows, as_of=day).rows("mau", KLING)] == [2.0]
        assert [o.number for o in evidence(*rows, as_of=day).every("mau", KLING)] == [2.0, 1.0]


def test_a_plan_does_not_lead():
    rows = (row("mau", "2026-12", 1.0, basis="plan", known_on="2026-04-01"), row("mau", "2026-03", 2.0))
    for day in ("2026-11-22", "2027-02-01"):
        assert evidence(*rows, as_of=day).newest("mau", KLING).basis == "example"


def test_a_plan_alone_is_no_number():
    plan = row("mau", "2026-12", 1.0, known_on="2026-04-01")
    assert reading("kling.mau", plan, as_of="2026-11-22").reason == "no_data"
    assert evidence(plan, as_of="2026-11-22").entities("mau") == ()


@pytest.mark.parametrize(("known_on", "value"), [("2026-11-29", None), ("2026-11-30", 3.0)])
def test_a_running_period_does_not_count_until_it_is_over(known_on, value):
    r = reading("kling.mau", row("mau", "2026-11", 3.0, known_on=known_on), as_of="2026-12-22")
    assert r.value == value


@pytest.mark.parametrize(
    ("series", "period", "known_on", "told"),
    [
        ("mau", "2026-11", "2026-11-10", "plan"),  # a level
        ("revenue", "2026-Q4", "2026-11-10", "to date"),  # a sum
        ("revenue", "2027-Q1", "2026-11-10", "plan"),  # a sum that has not begun
        ("papers_count", "2026-Q4", "2026-11-10", "to date"),
        ("revenue", "2026-Q3", "2026-11-10", ""),
        ("papers", "2026-11", "2026-11-10", ""),  # a paper counts from the day it is published
    ],
)
def test_an_unfinished_number_is_told_as_what_it_is(series, period, known_on, told):
    (o,) = observations(row(series, period, 1.0, known_on=known_on))
    assert told_as(o) == told


# Events


def test_events_after_the_day_are_not_known():
    e = evidence(as_of="2026-05-01", events=(event("2026-05-01"), event("2026-05-02")))
    assert [x.date for x in e.events] == [date(2026, 5, 1)]


# Reasons


def test_other_bases_do_not_count_for_a_pair():
    rows = (row("mau", "2026-01", 12e6, basis="company"), row("mau", "2026-03", 7.8e6, basis="panel"))
    r = reading("kling.mau_growth_1m", *rows)
    assert (r.reason, r.inputs) == ("one_point", (2,))
    assert "panel" in r.because
    assert "12M in Jan 2026 (company)" in r.because


def test_several_numbers_none_comparable_with_the_newest():
    r = reading("kling.mau_growth_1m", row("mau", "2026-Q1", 7e6), row("mau", "2026-04", 8e6))
    assert (r.reason, set(r.inputs)) == ("not_comparable", {1, 2})


def test_the_newest_decides_even_where_older_ones_are_comparable():
    rows = (row("mau", "2026-01", 1e6), row("mau", "2026-02", 2e6), row("mau", "2026-Q2", 3e6))
    assert reading("kling.mau_growth_1m", *rows).reason == "not_comparable"


def test_no_number_says_where_it_is_found():
    r = reading("kling.retention_d30")
    assert r.reason == "no_data"
    assert "Sensor Tower sells it" in r.because


def test_a_metric_built_on_another_takes_over_its_reason():
    """Months of cash rest on cash today, that on the burn; the date and the chances on the months."""
    rows = (row("cash", "2026-06-30", 1e8), row("net_burn", "2026-06", -1e6))
    for name in ("months", "cash_out_on", "p_under_12", "p_under_24", "last_round_months", "burn_multiple"):
        extra = (row("funding_round", "2026-01-01", 1e8), row("arr", "2026-01", 1e7), row("arr", "2026-06", 2e7))
        assert reading(f"runway.{name}", *rows, *extra, as_of="2026-07-01").reason == "not_burning", name


def test_a_number_that_outruns_the_computer_is_not_identified_and_never_infinite():
    rows = (row("revenue", "2026-Q1", 1e-300, unit="CNY"), row("revenue", "2026-Q2", 1e300, unit="CNY"))
    r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
    assert (r.reason, r.value, r.inputs) == ("not_identified", None, (1, 2))
    total = [row("field_papers", f"2026-0{month}", 1.7e308, entity="Field") for month in (1, 2, 3)]
    assert reading("robotics.field_papers_quarter", *total).reason == "not_identified"


def test_a_result_is_computed_once():
    calls = []

    def compute(_):
        calls.append(1)
        return Unknown(reason=Reason.NO_DATA, because="Nothing.")

    e = evidence()
    e.add_metrics({"x.y": compute}, {})
    assert e.result("x.y") is e.result("x.y")
    assert calls == [1]
