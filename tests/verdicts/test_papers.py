"""Papers: one that is only assumed to count, searches that disagree or join, a field that varies more than chance."""

from __future__ import annotations

import math

import pytest
from scipy.stats import beta

from tests.verdicts.rows import rows_of

PAPERS = "robotics.papers"
GROWTH = "robotics.field_growth_1y"
DAY = "2026-11-30"


def test_paper_one_intern(tell):
    r = tell("paper_one_intern", "public", DAY)[PAPERS]
    assert (r["value"], r["call"], r["no_call"]) == (1, None, "assumption")


def test_paper_one_intern_that_a_company_reports(tell):
    rows = [rows_of("paper_one_intern")[0] | {"grade": "reported"}]
    r = tell("paper_one_intern", "public", DAY, rows)[PAPERS]
    assert (r["value"], r["call"], r["no_call"]) == (1, "supports", None)


def test_paper_one_intern_beside_a_reported_one(tell):
    """An assumption among the inputs is one, however many stand beside it."""
    first = rows_of("paper_one_intern")[0]
    rows = [first, first | {"grade": "reported", "label": "Another paper"}]
    r = tell("paper_one_intern", "public", DAY, rows)[PAPERS]
    assert (r["value"], r["no_call"]) == (2, "assumption")


# Searches


def test_papers_two_counts_disagree(tell):
    """The search of a day more leads and found none; the other found three, and both are named."""
    told = tell("papers_two_counts_disagree", "empty", DAY)
    r = told[PAPERS]
    assert (r["value"], r["at"], r["call"]) == (3, "2026-11-20", "supports")
    assert "arXiv query A found 0 from 3 Apr to 20 Nov 2026" in r["because"]
    assert "OpenAlex query B found 3 from 3 Apr to 19 Nov 2026" in r["because"]
    assert r["details"]["provisional"] is True


def test_papers_two_counts_disagree_where_the_other_cannot_tell(tell):
    """Three found from March on may be older than the brief: named, not counted, and no call."""
    rows = rows_of("papers_two_counts_disagree")
    rows[1] |= {"period_start": "2026-03-01", "period_end": "2026-11-20"}
    r = tell("papers_two_counts_disagree", "empty", DAY, rows)[PAPERS]
    assert (r["value"], r["call"], r["no_call"]) == (0, None, "none_found")
    assert "OpenAlex query B found 3 from 1 Mar to 20 Nov 2026" in r["because"]


def test_papers_two_counts_disagree_with_papers_listed(tell):
    """One paper under two spellings after both searches ended, which adds to the three."""
    rows = rows_of("papers_two_counts_disagree")
    paper = rows[0] | {
        "series": "papers",
        "basis": "generated robot data",
        "period_start": "2026-11-25",
        "period_end": "2026-11-25",
        "value": "1",
        "published_on": "2026-11-25",
        "label": "Robots that Learn from Video",
    }
    again = paper | {"label": "Robots That Learn From Video (v2)", "published_on": "2026-11-28"}
    r = tell("papers_two_counts_disagree", "empty", DAY, [*rows, paper, again])[PAPERS]
    assert (r["value"], r["at"], r["details"]["listed"]) == (4, "2026-11-25", 1)


def test_count_contiguous(tell):
    """To 1 July on the public record, from 2 July on here: one search of all the days."""
    told = tell("count_contiguous", "public", DAY)
    r = told[PAPERS]
    assert (r["value"], r["at"]) == (0, "2026-11-20")
    assert (r["call"], r["no_call"]) == (None, "none_found")
    assert "from 1 Jan 2024 to 20 Nov 2026" in r["because"]
    assert "1 Jul 2026" not in r["because"]


def test_count_contiguous_with_a_day_between(tell):
    """From 3 July on it is a search of its own: it found none, and leads no further than 1 July."""
    rows = [rows_of("count_contiguous")[0] | {"period_start": "2026-07-03"}]
    r = tell("count_contiguous", "public", DAY, rows)[PAPERS]
    assert (r["value"], r["at"]) == (0, "2026-07-01")
    assert "found 0 from 3 Jul to 20 Nov 2026" in r["because"]


def test_count_contiguous_that_found_two(tell):
    rows = [rows_of("count_contiguous")[0] | {"value": "2"}]
    r = tell("count_contiguous", "public", DAY, rows)[PAPERS]
    assert (r["value"], r["at"], r["call"]) == (2, "2026-11-20", "supports")


# The field


def widened(now, then):
    """The ratio of two quarters, its exact interval and the interval widened by their months, by hand."""
    ratio, free = sum(now) / sum(then), len(now) + len(then) - 2
    low = beta.ppf(0.025, sum(now), sum(then) + 1)
    high = beta.ppf(0.975, sum(now) + 1, sum(then))
    exact = [low / (1 - low), high / (1 - high)]
    phi = sum((x - m) ** 2 / m for part in (now, then) for m in [sum(part) / 3] for x in part) / free
    return ratio, exact, [ratio * math.exp(math.log(end / ratio) * math.sqrt(max(phi, 1))) for end in exact]


def test_field_overdispersed(tell):
    """20, 31 and 71 papers after 5, 11 and 18: phi is (35.4 + 7.5) / 4, about 10.7."""
    r = tell("field_overdispersed", "public", DAY)[GROWTH]
    ratio, exact, wide = widened((20, 31, 71), (5, 11, 18))
    assert r["value"] == pytest.approx(ratio) == pytest.approx(3.59, abs=5e-3)
    assert exact == pytest.approx([2.44, 5.41], abs=6e-3)
    assert [r["low"], r["high"]] == pytest.approx(wide)
    assert r["low"] < exact[0]
    assert r["high"] > exact[1]
    assert "11 times as much as by chance" in r["because"]


def test_field_overdispersed_without_the_bulk_month(tell):
    """With 27 in June the months around 26 vary as chance lets them; those of 2025 still widen it a little."""
    rows = rows_of("field_overdispersed")
    rows[0]["value"] = "27"
    r = tell("field_overdispersed", "public", DAY, rows)[GROWTH]
    _, exact, wide = widened((20, 31, 27), (5, 11, 18))
    assert [r["low"], r["high"]] == pytest.approx(wide)
    assert exact[0] / 1.6 < r["low"] < exact[0]


def test_field_overdispersed_by_less_than_chance(tell):
    """Months as even as 31, 31, 31 leave the exact interval as it is."""
    rows = rows_of("field_overdispersed")
    rows += [
        row | {"period_start": f"2025-0{month}-01", "period_end": f"2025-0{month}-{days}"}
        for row, month, days in zip([rows[0]] * 3, (4, 5, 6), (30, 31, 30), strict=True)
    ]
    for row, value in zip(rows, (31, 31, 11, 11, 11), strict=True):
        row["value"] = str(value)
    r = tell("field_overdispersed", "public", DAY, rows)[GROWTH]
    _, exact, _ = widened((31, 31, 31), (11, 11, 11))
    assert [r["low"], r["high"]] == pytest.approx(exact)
