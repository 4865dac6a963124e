"""Coverage: what stands in each month of a series, and what can be decided."""

from __future__ import annotations

import pytest

from indicators import registry
from indicators.core.model.event import Event
from indicators.core.review.record.coverage import Filled, coverage, decisions, disputed, months
from tests.boards import evaluated, evidence, observations, row

KLING = (registry()["kling"],)
PANEL, OTHER = "Sensor Tower app panel", "company"


def cells(found, series, entity="Kling AI", revised=()):
    (line,) = [r for r in coverage(KLING, found, revised) if (r.series, r.entity) == (series, entity)]
    return dict(zip([f"{m.start:%Y-%m}" for m in months(found.as_of)], line.cells, strict=True))


def mau(period, value=8e6, basis=PANEL, **more):
    return row("mau", period, value, basis=basis, **more)


def test_months_run_over_a_year_to_the_days_own():
    names = [f"{m.start:%Y-%m}" for m in months(evidence().as_of)]
    assert (names[0], names[-1], len(names)) == ("2025-12", "2026-11", 12)


def test_a_monthly_number_is_on_file_missing_late_or_not_yet_due():
    """MAU comes every 31 days and is out 7 days later: October's was due on 7 November, November's is not yet."""
    found = cells(evidence(mau("2026-07"), mau("2026-08"), as_of="2026-11-22"), "mau")
    assert found["2026-06"] == Filled.NOTHING  # before the first number
    assert (found["2026-07"], found["2026-08"]) == (Filled.ON_FILE, Filled.ON_FILE)
    assert (found["2026-09"], found["2026-10"], found["2026-11"]) == (Filled.MISSING, Filled.LATE, Filled.NOTHING)
    on_the_day = cells(evidence(mau("2026-09"), as_of="2026-11-07"), "mau")
    assert on_the_day["2026-10"] == Filled.NOTHING
    assert cells(evidence(mau("2026-09"), as_of="2026-11-08"), "mau")["2026-10"] == Filled.LATE


def test_a_quarterly_number_is_looked_for_once_a_quarter():
    quarters = [row("revenue", f"2026-Q{n}", 1e9, unit="CNY", basis="results") for n in (1, 2)]
    found = cells(evidence(*quarters, as_of="2026-11-22"), "revenue")
    assert {m for m, c in found.items() if c == Filled.ON_FILE} == {"2026-03", "2026-06"}
    assert found["2026-09"] == Filled.LATE  # due on 20 November
    assert {found[m] for m in ("2026-07", "2026-08", "2026-10", "2026-11")} == {Filled.NOTHING}


def test_a_number_on_a_basis_that_readings_do_not_use_is_told_apart():
    found = cells(evidence(mau("2026-08", basis=OTHER), mau("2026-09")), "mau")
    assert (found["2026-08"], found["2026-09"]) == (Filled.OTHER_BASIS, Filled.ON_FILE)


def test_revised_and_disputed_numbers_are_marked():
    known = evidence(mau("2026-08"), mau("2026-09"), mau("2026-09", 9e6, basis=OTHER), mau("2026-10"))
    (august,) = [o.id for o in known.rows("mau", "Kling AI") if o.period_end.month == 8]
    found = cells(known, "mau", revised={august})
    assert (found["2026-08"], found["2026-09"], found["2026-10"]) == (Filled.REVISED, Filled.DISPUTED, Filled.ON_FILE)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": 8e6}, {"value": 9e6}, True),
        ({"value": 8e6}, {"value": 8.001e6}, False),  # the same to three digits
        ({"value": 8e6}, {"value": 9e6, "low": 7e6, "high": 10e6}, False),
        ({"value": 8e6}, {"value": 7e6, "grade": "floor"}, False),
        ({"value": 8e6}, {"value": 9e6, "grade": "floor"}, True),
        ({"value": 8e6}, {"value": 7e6, "grade": "ceiling"}, True),
        ({"value": 8e6}, {"value": 9e6, "period": "2026-08"}, False),
    ],
)
def test_two_bases_are_in_dispute_where_both_cannot_be_true(one, other, expected):
    first = {"period": "2026-09", "basis": PANEL, "series": "mau"} | one
    second = {"period": "2026-09", "basis": OTHER, "series": "mau"} | other
    a, b = observations(row(**first), row(**second))
    assert disputed(a, b) is disputed(b, a) is expected


def test_what_was_shut_down_is_waited_for_no_more():
    shut = Event(date=evidence(as_of="2026-09-15").as_of, entity="Sora", kind="shutdown", title="closed", source="s")
    found = cells(evidence(mau("2026-06", entity="Sora"), events=(shut,)), "mau", "Sora")
    assert found["2026-07"] == Filled.MISSING
    assert {found[m] for m in ("2026-09", "2026-10", "2026-11")} == {Filled.NOTHING}


def test_a_series_that_nobody_entered_is_missing_from_the_start():
    found = cells(evidence(), "mau")
    assert (found["2025-12"], found["2026-10"]) == (Filled.MISSING, Filled.LATE)


def test_what_can_be_decided_has_a_call_and_what_cannot_says_why():
    months = [mau(f"2026-0{month}", 8e6 * 1.1**month) for month in (7, 8, 9)]
    known = evaluated("kling", *months, as_of="2026-11-22")
    found = {d.metric: d for d in decisions([known], {})}
    assert found["kling.mau_growth"].call == "Supports"
    assert not found["kling.retention_d30"].call
    assert "No day-30 retention" in found["kling.retention_d30"].because
    stale = evaluated("kling", mau("2026-01", 8e6), mau("2026-02", 9e6), as_of="2026-11-22")
    (growth,) = [d for d in decisions([stale], {}) if d.metric == "kling.mau_growth"]
    assert (growth.call, growth.reason) == ("", "stale")
    assert "Stale: last 28 Feb 2026" in growth.because


def test_a_known_number_that_no_line_settles_is_said_as_that():
    search = {"basis": "lists", "unit": "papers", "published_on": "2026-10-02"}
    known = evaluated("robotics", row("papers_count", "2026-04-02..2026-10-01", 0, **search))
    (papers,) = [d for d in decisions([known], {}) if d.metric == "robotics.papers"]
    assert (papers.call, papers.reason) == ("", "none found")
