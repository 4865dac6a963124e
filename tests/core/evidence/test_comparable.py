"""Which numbers may meet: "Metrics" of the contract, rule by rule."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from indicators.core.evidence.comparable import (
    before_announcement,
    chain,
    cohort_after,
    cohort_before,
    comparable,
    leading,
    newest,
    pair,
    same_length,
)
from tests.boards import observations, row

STOCKS = (
    *("arr", "cash", "valuation", "registered_users", "headcount", "robotics_headcount", "robotics_data_collectors"),
    *("open_roles", "robotics_open_roles"),
)


def mau(period, **more):
    return row("mau", period, 1.0, **more)


def both(*rows):
    a, b = observations(*rows)
    assert comparable(a, b) is comparable(b, a)
    return comparable(a, b)


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ("2026-02", "2026-03", True),  # 28 and 31 days: 1.107
        ("2026-01-01..2026-01-10", "2026-02-01..2026-02-12", True),  # 12 is exactly 1.2 x 10
        ("2026-01-01..2026-01-10", "2026-02-01..2026-02-13", False),  # 13 is more
        ("2026-01-01..2026-02-19", "2026-03-01..2026-04-29", True),  # 60 is exactly 1.2 x 50
        ("2026-01-01..2026-02-19", "2026-03-01..2026-04-30", False),  # 61 is more
        ("2026-Q1", "2026-04", False),
        ("2026-01-31", "2026-03-31", True),  # one day each
    ],
)
def test_lengths_may_differ_by_a_fifth(first, second, fits):
    assert both(mau(first), mau(second)) is fits


def test_same_length_counts_both_ends():
    a, b = observations(mau("2026-01-01..2026-01-05"), mau("2026-02-01..2026-02-06"))
    assert (a.days, b.days) == (5, 6)
    assert same_length(a, b)


@pytest.mark.parametrize("series", STOCKS)
def test_for_stocks_the_length_of_the_period_does_not_matter(series):
    assert both(row(series, "2025", 1.0), row(series, "2026-03-31", 2.0))


@pytest.mark.parametrize("series", ["mau", "downloads", "net_burn", "revenue", "compute", "new_users"])
def test_for_all_others_it_does(series):
    assert not both(row(series, "2025", 1.0), row(series, "2026-03-31", 2.0))


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ("2026-03-01..2026-03-30", "2026-03-30..2026-04-28", False),  # they share 30 March
        ("2026-03-01..2026-03-30", "2026-03-31..2026-04-29", True),
        ("2026-03-01..2026-03-31", "2026-03-01..2026-03-31", False),
    ],
)
def test_periods_must_not_overlap(first, second, fits):
    assert both(mau(first), mau(second)) is fits


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        ("2026-03-01", "2026-03-07", False),  # six days
        ("2026-03-01", "2026-03-08", True),  # seven
        ("2026-03-01..2026-03-07", "2026-03-08..2026-03-14", True),  # weeks: middles seven days apart
        ("2026-03-01..2026-03-06", "2026-03-07..2026-03-13", False),  # 6.5 days
        ("2026-03-01..2026-03-02", "2026-03-08..2026-03-09", True),
    ],
)
def test_times_are_at_least_seven_days_apart(first, second, fits):
    assert both(mau(first), mau(second)) is fits


def test_one_series_entity_basis_unit_and_age():
    base = mau("2026-02")
    for more in ({"basis": "other"}, {"entity": "Vidu"}, {"series": "wau"}):
        assert not both(base, mau("2026-03") | more)
    assert not both(row("revenue", "2026-Q1", 1.0, unit="CNY"), row("revenue", "2026-Q2", 1.0, unit="USD"))
    assert not both(
        row("retention", "2026-02", 0.1, age_days=30, known_on="2026-05-01"),
        row("retention", "2026-03", 0.1, age_days=7, known_on="2026-05-01"),
    )


def test_units_that_convert_exactly_are_one():
    assert both(row("compute", "2024", 600, unit="MW"), row("compute", "2025", 1.9, unit="GW"))
    a, b = observations(row("wau_change", "2026-03", 4, unit="percent"), row("wau_change", "2026-04", 0.04))
    assert comparable(a, b)
    assert a.number == pytest.approx(b.number)


def test_newest_is_by_end_then_start_then_publication_then_id():
    rows = observations(
        mau("2026-03-01..2026-03-30", known_on="2026-09-01"),
        mau("2026-02-01..2026-03-31", known_on="2026-08-01"),
        mau("2026-03-01..2026-03-31", known_on="2026-04-01", label="a"),
        mau("2026-03-01..2026-03-31", known_on="2026-05-01", label="b"),
        mau("2026-03-01..2026-03-31", known_on="2026-05-01", label="c"),
    )
    for order in permutations(rows):
        assert newest(order).id == 5
    assert newest(rows[:4]).id == 4
    assert newest(rows[:3]).id == 3
    assert newest(rows[:2]).id == 2
    assert newest([]) is None


def test_a_pair_is_the_newest_and_the_newest_comparable_with_it():
    rows = observations(mau("2026-01"), mau("2026-02"), mau("2026-03"), mau("2026-03-16..2026-04-14"))
    assert [o.id for o in pair(rows)] == [2, 4]  # March overlaps the newest
    assert pair(rows[:1]) is None
    assert pair([]) is None
    assert pair(observations(mau("2026-01"), mau("2026-Q1"))) is None


# The leading basis


def lead_of(*rows):
    found = {o.basis for o in leading(observations(*rows))}
    assert len(found) == 1
    return found.pop()


def test_the_latest_end_leads():
    many = [mau(f"2026-0{i}", basis="many") for i in (1, 2, 3)]
    assert lead_of(*many, mau("2026-04", basis="one")) == "one"


def test_then_more_numbers():
    many = [mau(f"2026-0{i}", basis="z many") for i in (1, 2, 3)]
    assert lead_of(mau("2026-03", basis="a one"), *many) == "z many"


def test_then_the_alphabet():
    assert lead_of(mau("2026-03", basis="b"), mau("2026-03", basis="a")) == "a"


@pytest.mark.parametrize("ending", [", rolling", ", bracket"])
def test_rolling_and_bracket_retention_never_lead_where_another_has_it(ending):
    d30 = {"age_days": 30, "known_on": "2026-09-01"}
    loose = row("retention", "2026-05", 0.1, basis="panel" + ending, **d30)
    plain = row("retention", "2025-05", 0.1, basis="panel", **d30)
    assert lead_of(loose, plain) == "panel"
    assert lead_of(loose) == "panel" + ending


def test_the_ending_means_nothing_for_other_series():
    assert lead_of(mau("2026-04", basis="panel, rolling"), mau("2026-03", basis="panel")) == "panel, rolling"


def test_of_nothing_nothing():
    assert leading([]) == ()


def test_it_is_sorted_newest_last():
    rows = observations(mau("2026-03"), mau("2026-01"), mau("2026-02"))
    assert [o.id for o in leading(rows)] == [2, 3, 1]


@pytest.mark.parametrize(
    ("period", "before"),
    [
        ("2026-03", True),  # 23 of its 31 days
        ("2026-03-24", False),
        ("2026-03-23", True),
        ("2026-03-08..2026-03-31", True),  # 16 of 24 days: two thirds
        ("2026-03-09..2026-03-31", False),  # 15 of 23
        ("2026-Q1", True),
        ("2026-04", False),
    ],
)
def test_a_number_is_before_the_announcement_when_two_thirds_of_its_days_are(period, before):
    (o,) = observations(mau(period))
    assert before_announcement(o) is before


@pytest.mark.parametrize(
    ("period", "before", "after"),
    [
        ("2026-03-01..2026-03-23", True, False),
        ("2026-03-01..2026-03-24", False, False),
        ("2026-03-24..2026-03-31", False, True),
        ("2026-03", False, False),
        ("2026-04", False, True),
    ],
)
def test_a_cohort_is_before_when_it_ends_before_and_after_when_it_starts_on_it_or_later(period, before, after):
    (o,) = observations(mau(period))
    assert (cohort_before(o), cohort_after(o)) == (before, after)


# Chains


def chained(start, end, *periods):
    rows = observations(*(mau(p, label=str(i)) for i, p in enumerate(periods)))
    return [o.id for o in chain(rows, date.fromisoformat(start), date.fromisoformat(end))]


def test_it_fills_from_end_to_end():
    assert chained("2026-01-01", "2026-03-31", "2026-01", "2026-02", "2026-03") == [1, 2, 3]


def test_of_several_ways_the_one_of_fewest_rows():
    assert chained("2026-01-01", "2026-03-31", "2026-01", "2026-02", "2026-03", "2026-Q1") == [4]


def test_no_gap():
    assert chained("2026-01-01", "2026-03-31", "2026-01", "2026-03") == []
    assert chained("2026-01-01", "2026-03-31", "2026-01-02..2026-03-31") == []


def test_no_overlap_and_nothing_that_sticks_out():
    assert chained("2026-01-01", "2026-02-28", "2026-01", "2026-01-31..2026-02-28") == []
    assert chained("2026-01-01", "2026-02-28", "2026-01", "2026-02-01..2026-03-01") == []


def test_a_dead_end_does_not_hide_a_way():
    assert chained("2026-01-01", "2026-03-31", "2026-01-01..2026-02-15", "2026-01", "2026-02", "2026-03") == [
        2,
        3,
        4,
    ]


def test_the_order_of_rows_does_not_matter():
    for order in permutations(("2026-01", "2026-02", "2026-03")):
        assert len(chained("2026-01-01", "2026-03-31", *order)) == 3
