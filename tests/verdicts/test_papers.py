"""A paper that is only assumed to count."""

from __future__ import annotations

from tests.verdicts.rows import rows_of


def test_paper_one_intern(tell):
    r = tell("paper_one_intern", "public", "2026-11-30")["robotics.papers"]
    assert (r["value"], r["call"], r["no_call"]) == (1, None, "assumption")


def test_paper_one_intern_that_a_company_reports(tell):
    rows = [rows_of("paper_one_intern")[0] | {"grade": "reported"}]
    r = tell("paper_one_intern", "public", "2026-11-30", rows)["robotics.papers"]
    assert (r["value"], r["call"], r["no_call"]) == (1, "supports", None)


def test_paper_one_intern_beside_a_reported_one(tell):
    """An assumption among the inputs is one, however many stand beside it."""
    first = rows_of("paper_one_intern")[0]
    rows = [first, first | {"grade": "reported", "label": "Another paper"}]
    r = tell("paper_one_intern", "public", "2026-11-30", rows)["robotics.papers"]
    assert (r["value"], r["no_call"]) == (2, "assumption")
