"""Readings of papers: what was listed, what a search counted, what is silence and what is nothing."""

from __future__ import annotations

from datetime import date

import pytest
from scipy.stats import beta, chi2

from indicators.core.model.event import Event
from tests.boards import reading, row

PAPERS = "robotics.papers"


def paper(day, label="A paper", **more):
    return row("papers", day, 1, label=label, basis=more.pop("basis", "generated robot data"), **more)


def search(period, value=None, **more):
    return row("papers_count", period, value, basis=more.pop("basis", "arXiv"), **more)


def field(period, value=None, **more):
    return row("field_papers", period, value, entity="Field", **more)


# Since the brief


@pytest.mark.parametrize(
    ("period", "known"),
    [
        ("2026-04-03..2026-07-01", True),
        ("2026-04-04..2026-07-01", False),  # it begins too late to have seen all
        ("2024-01-01..2026-07-01", True),
        ("2024-01-01..2026-04-03", True),
        ("2024-01-01..2026-04-02", False),  # it saw nothing after the brief
    ],
)
def test_none_is_known_only_by_a_search_that_begins_by_3_april_and_ends_after_the_2nd(period, known):
    r = reading(PAPERS, search(period, 0), as_of="2026-07-05")
    assert (r.value, r.reason) == ((0, None) if known else (None, "no_data"))
    assert r.call is None


def test_silence_is_not_nothing():
    assert reading(PAPERS, as_of="2026-07-05").reason == "no_data"


def test_a_search_that_begins_earlier_serves_only_when_it_found_none():
    assert reading(PAPERS, search("2026-01-01..2026-07-01", 2)).reason == "no_data"
    assert reading(PAPERS, search("2026-04-03..2026-07-01", 2)).value == 2


def test_at_is_the_searchs_end_or_the_newest_paper():
    none = search("2024-01-01..2026-07-01", 0)
    assert reading(PAPERS, none).at == date(2026, 7, 1)
    assert reading(PAPERS, none, paper("2026-05-01")).at == date(2026, 7, 1)
    assert reading(PAPERS, none, paper("2026-09-01")).at == date(2026, 9, 1)


def test_a_search_that_was_published_before_its_end_is_no_search():
    assert reading(PAPERS, search("2026-04-03..2026-09-30", 0, known_on="2026-07-01")).reason == "no_data"


def test_listed_papers_count_from_3_april():
    assert reading(PAPERS, paper("2026-04-03")).value == 1
    assert reading(PAPERS, paper("2026-04-02")).reason == "no_data"
    two = (paper("2026-05-01", "One"), paper("2026-06-01", "Two"))
    r = reading(PAPERS, *two, as_of="2026-06-10")
    assert (r.value, r.call, r.details["listed"]) == (2, "supports", 2)
    assert '"One"' in r.because


@pytest.mark.parametrize("other", [{"basis": "background"}, {"entity": "Field"}, {"entity": "Google"}])
def test_any_other_basis_or_entity_is_context(other):
    assert reading(PAPERS, paper("2026-05-01", **other)).reason == "no_data"


def test_inside_a_search_the_larger_of_count_and_listed():
    listed = [paper(f"2026-05-0{i}", f"Paper {i}") for i in (1, 2, 3)]
    assert reading(PAPERS, search("2026-04-03..2026-07-01", 2), *listed).value == 3
    assert reading(PAPERS, search("2026-04-03..2026-07-01", 5), *listed).value == 5
    assert reading(PAPERS, search("2024-01-01..2026-07-01", 0), *listed).value == 3


def test_outside_a_search_what_is_listed_adds():
    listed = (paper("2026-08-01", "Later"), paper("2026-05-01", "Inside"))
    assert reading(PAPERS, search("2026-04-03..2026-07-01", 2), *listed).value == 3


def test_a_search_that_gives_a_range_counts_by_its_middle_and_shows_its_ends():
    r = reading(PAPERS, search("2026-04-03..2026-07-01", low=0, high=3), as_of="2026-07-05")
    assert (r.value, r.low, r.high, r.call) == (1.5, 0, 3, None)


def test_what_any_search_found_counts_and_each_is_named():
    """The leading search is the newest that covers 3 April; another found four, and neither search hides the other."""
    rows = (search("2026-04-03..2026-07-01", 4, basis="arXiv"), search("2026-04-03..2026-08-01", 0, basis="OpenAlex"))
    r = reading(PAPERS, *rows)
    assert (r.value, r.at, r.inputs) == (4, date(2026, 8, 1), (1, 2))
    assert "arXiv found 4 from 3 Apr to 1 Jul 2026" in r.because
    assert "OpenAlex found 0 from 3 Apr to 1 Aug 2026" in r.because


@pytest.mark.parametrize(
    ("rows", "value", "at"),
    [
        ([("2026-04-03..2026-06-30", 2), ("2026-07-01..2026-10-31", 1)], 3, date(2026, 10, 31)),  # they touch
        ([("2026-04-03..2026-06-30", 2), ("2026-06-01..2026-10-31", 1)], 2, date(2026, 10, 31)),  # June is in both
        ([("2026-04-03..2026-06-30", 2), ("2026-07-02..2026-10-31", 1)], 2, date(2026, 6, 30)),  # a day between
        ([("2026-04-03..2026-06-30", 2), ("2026-05-01..2026-10-31", 5)], 5, date(2026, 10, 31)),
        ([("2024-01-01..2026-06-30", 0), ("2026-07-01..2026-10-31", 1)], 1, date(2026, 10, 31)),
        ([("2026-04-03..2026-09-30", 0), ("2026-05", 1), ("2026-07", 2), ("2026-07-20..2026-08-31", 1)], 3, None),
    ],
)
def test_searches_of_one_basis_that_touch_or_overlap_are_one(rows, value, at):
    r = reading(PAPERS, *(search(period, found) for period, found in rows))
    assert (r.value, r.at) == (value, at or date(2026, 9, 30))


def test_a_newer_search_that_begins_too_early_is_left_out_and_named():
    """Some of the seven may be older than the brief; that none came after it is known up to 1 July alone."""
    rows = (search("2026-04-03..2026-07-01", 0), search("2026-03-01..2026-10-31", 7, basis="OpenAlex"))
    r = reading(PAPERS, *rows)
    assert (r.value, r.at, r.inputs) == (0, date(2026, 7, 1), (1,))
    assert "OpenAlex found 7 from 1 Mar to 31 Oct 2026" in r.because
    older = search("2026-03-01..2026-05-31", 7, basis="OpenAlex")
    assert "OpenAlex" not in reading(PAPERS, rows[0], older).because


def test_a_search_of_some_of_the_days_that_found_none_tells_nothing_alone():
    assert reading(PAPERS, search("2026-05-01..2026-10-31", 0)).reason == "no_data"
    assert reading(PAPERS, search("2026-05-01..2026-10-31", 1)).value == 1


@pytest.mark.parametrize(
    ("other", "papers"),
    [
        ("ROBODREAM: World-Models for Robots!", 1),
        ("RoboDream \u2013 world models for robots (v2)", 1),
        ("RoboDream: World models for robots, version 2", 1),
        ("RoboDream: world models for robot arms", 2),
        ("RoboDream 2: world models for robots", 2),
    ],
)
def test_titles_that_differ_in_case_signs_and_version_alone_are_one_paper(other, papers):
    rows = (paper("2026-05-01", "RoboDream: World models for robots"), paper("2026-07-01", other))
    r = reading(PAPERS, *rows)
    assert (r.value, r.details["listed"]) == (papers, papers)


def test_a_new_version_of_a_paper_from_before_the_brief_is_no_new_paper():
    rows = (paper("2026-03-01", "RoboDream"), paper("2026-05-01", "RoboDream v2"))
    assert reading(PAPERS, *rows).reason == "no_data"
    assert reading("robotics.papers_quarter", search("2026-Q2", 0), *rows).value == 0


@pytest.mark.parametrize(("made", "provisional"), [("2026-08-29", True), ("2026-08-30", False)])
def test_a_search_stays_provisional_if_it_was_made_within_60_days_of_its_last_day(made, provisional):
    """Its own day counts, not the calendar: a search made too early does not see more by waiting."""
    r = reading(PAPERS, search("2026-04-03..2026-07-01", 0, published_on=made), as_of="2026-11-22")
    assert r.details["provisional"] is provisional
    assert ("provisional" in r.because) is provisional


# By quarter


def test_the_newest_quarter_that_a_search_covers_whole():
    r = reading("robotics.papers_quarter", search("2026-Q1", 3), search("2026-Q2", 1), search("2026-07", 5))
    assert (r.value, r.at, r.details["quarter"]) == (1, date(2026, 6, 30), "Q2 2026")


def test_its_interval_is_exact():
    r = reading("robotics.papers_quarter", search("2026-Q1", 3))
    assert (r.low, r.high) == pytest.approx((chi2.ppf(0.025, 6) / 2, chi2.ppf(0.975, 8) / 2))
    none = reading("robotics.papers_quarter", search("2026-Q1", 0))
    assert (none.low, none.high) == pytest.approx((0, chi2.ppf(0.975, 2) / 2))
    assert r.details["level"] == 0.95


def test_a_longer_count_serves_only_when_it_is_zero():
    assert reading("robotics.papers_quarter", search("2026-H1", 0)).details["quarter"] == "Q2 2026"
    assert reading("robotics.papers_quarter", search("2026-H1", 2)).reason == "no_data"
    assert reading("robotics.papers_quarter", search("2024-01-01..2026-07-01", 0)).details["quarter"] == "Q2 2026"
    assert reading("robotics.papers_quarter", search("2026-02-01..2026-05-31", 0)).reason == "no_data"


def test_in_a_quarter_too_the_larger_of_count_and_listed():
    listed = (paper("2026-04-01", "One"), paper("2026-06-30", "Two"), paper("2026-07-01", "Out"))
    assert reading("robotics.papers_quarter", search("2026-Q2", 1), *listed).value == 2


def test_a_quarter_that_is_not_over_is_not_covered():
    r = reading("robotics.papers_quarter", search("2026-Q2", 4, known_on="2026-05-01"), as_of="2026-05-15")
    assert r.reason == "no_data"


@pytest.mark.parametrize(("made", "provisional"), [("2026-08-28", True), ("2026-08-29", False)])
def test_a_quarter_is_provisional_if_it_was_searched_within_60_days(made, provisional):
    r = reading("robotics.papers_quarter", search("2026-Q2", 1, published_on=made))
    assert r.details["provisional"] is provisional


def test_months_that_were_searched_make_a_quarter():
    rows = [search(f"2026-0{month}", found) for month, found in ((4, 1), (5, 0), (6, 2))]
    r = reading("robotics.papers_quarter", *rows)
    assert (r.value, r.details["quarter"], r.inputs) == (3, "Q2 2026", (1, 2, 3))
    assert reading("robotics.papers_quarter", rows[0], rows[2]).reason == "no_data"


def test_what_more_than_may_hide_is_no_part_of_a_paper():
    """More than ten may be eleven; the interval is that of ten at the low and of eleven at the high end."""
    r = reading("robotics.papers_quarter", search("2026-Q2", 10, grade="floor"))
    assert (r.low, r.high) == pytest.approx((chi2.ppf(0.025, 20) / 2, chi2.ppf(0.975, 24) / 2))


def test_the_ratio_to_the_quarter_before_with_its_exact_conditional_interval():
    r = reading("robotics.papers_rate_ratio", search("2026-Q1", 3), search("2026-Q2", 6))
    low, high = beta.ppf(0.025, 6, 4), beta.ppf(0.975, 7, 3)
    assert (r.value, r.low, r.high) == pytest.approx((2, low / (1 - low), high / (1 - high)))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([search("2026-Q2", 1)], "no_data"),
        ([search("2026-Q2", 1), search("2026-Q1", 0)], "from_zero"),
        ([search("2026-H1", 0)], "from_zero"),
    ],
)
def test_the_ratio_is_not_known(rows, reason):
    assert reading("robotics.papers_rate_ratio", *rows).reason == reason


def test_the_first_paper_counts_before_the_brief_too():
    rows = (paper("2026-05-01", "Later"), paper("2025-01-15", "First"), paper("2019-10-31", "Old", basis="background"))
    r = reading("robotics.first_paper_on", *rows)
    assert (r.value, r.unit, r.inputs) == (date(2025, 1, 15), "date", (2,))
    assert reading("robotics.first_paper_on", rows[2]).reason == "no_data"


def test_a_paper_counts_from_the_day_on_which_it_was_published():
    late = paper("2026-03", known_on="2026-04-10")
    assert reading(PAPERS, late).value == 1
    assert reading("robotics.first_paper_on", late).value == date(2026, 4, 10)


# The field


def months(year, quarter, *values, **more):
    return [field(f"{year}-{3 * quarter - 2 + i:02}", x, **more) for i, x in enumerate(values)]


def test_the_newest_quarter_with_all_three_months():
    rows = [*months(2025, 4, 1, 2, 3), *months(2026, 1, 4, 5, 6), *months(2026, 2, 7, 8)]
    r = reading("robotics.field_papers_quarter", *rows)
    assert (r.value, r.at) == (15, date(2026, 3, 31))


def test_a_quarterly_number_is_no_month():
    assert reading("robotics.field_papers_quarter", field("2026-Q1", 60), field("2025-Q4", 1)).reason == "no_data"


def test_one_month_in_all_is_one_point():
    assert reading("robotics.field_papers_quarter", field("2026-01", 6)).reason == "one_point"
    assert reading("robotics.field_growth_1y", field("2026-01", 6)).reason == "one_point"


def conditional(now, then):
    """The exact conditional 95 % interval of a ratio of two counts."""
    low, high = beta.ppf(0.025, now, then + 1), beta.ppf(0.975, now + 1, then)
    return low / (1 - low), high / (1 - high)


def test_growth_of_the_field_is_against_the_same_quarter_a_year_before():
    """Months of 5 and 20 as even as can be: nothing to widen the exact interval for."""
    rows = [*months(2025, 1, 5, 4, 6), *months(2026, 1, 20, 19, 21)]
    r = reading("robotics.field_growth_1y", *rows)
    assert (r.value, r.low, r.high) == pytest.approx((4, *conditional(60, 15)))
    assert "by chance" not in r.because
    assert reading("robotics.field_growth_1y", *rows[3:]).reason == "no_data"
    none = [*months(2025, 1, 0, 0, 0), *rows[3:]]
    assert reading("robotics.field_growth_1y", *none).reason == "from_zero"


def test_months_that_vary_more_than_chance_widen_the_interval():
    """Around 5 the squares are 4, 4, 16; around 20, 196, 25, 81: phi = (24 / 5 + 302 / 20) / 4 = 4.975."""
    r = reading("robotics.field_growth_1y", *months(2025, 1, 3, 3, 9), *months(2026, 1, 6, 25, 29))
    low, high = conditional(60, 15)
    assert r.details["dispersion"] == pytest.approx(4.975)
    assert r.value == 4
    assert (r.low, r.high) == pytest.approx((4 * (low / 4) ** 4.975**0.5, 4 * (high / 4) ** 4.975**0.5))
    assert "its months vary 5 times as much as by chance" in r.because


def test_a_ratio_of_quarters_counted_by_the_month_is_widened_likewise():
    rows = [search(f"2026-0{i}", x, published_on=f"2026-0{i + 1}-20") for i, x in enumerate((1, 9, 2, 2, 20, 2), 1)]
    r = reading("robotics.papers_rate_ratio", *rows)
    phi = ((9 + 25 + 4) / 4 + (36 + 144 + 36) / 8) / 4
    low, high = conditional(24, 12)
    assert (r.value, r.details["dispersion"]) == (2, pytest.approx(phi))
    assert (r.low, r.high) == pytest.approx((2 * (low / 2) ** phi**0.5, 2 * (high / 2) ** phi**0.5))


def test_counts_given_as_ranges_widen_the_interval_and_stay_whole():
    ranged = [field("2026-01", 25), field("2026-02", low=20, high=30), field("2026-03", 25)]
    rows = [*months(2025, 1, 5, 5, 5), *ranged]
    r = reading("robotics.field_growth_1y", *rows)
    assert r.value == pytest.approx((50 + 600**0.5) / 15)
    assert (r.low, r.high) == pytest.approx((conditional(70, 15)[0], conditional(80, 15)[1]))


# Proof


def proof(day, kind="proof", entity="OpenAI"):
    return Event(date=date.fromisoformat(day), entity=entity, kind=kind, title=day, source="test")


def test_proof_points_since_the_brief():
    events = (
        proof("2026-04-01"),
        proof("2026-04-02"),
        proof("2026-10-01"),
        proof("2026-12-01"),
        proof("2026-06-01", kind="launch"),
        proof("2026-06-02", entity="Runway"),
    )
    r = reading("robotics.proof_points", events=events, as_of="2026-11-22")
    assert (r.value, r.unit, r.at, r.grade, r.inputs) == (2, "1", date(2026, 11, 22), None, ())


def test_no_proof_point_is_zero_on_the_day_itself():
    r = reading("robotics.proof_points", as_of="2026-11-22")
    assert (r.value, r.status, r.at, r.days_old) == (0, "ok", date(2026, 11, 22), 0)
