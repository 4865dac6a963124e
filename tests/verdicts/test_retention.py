"""Cohorts that had not all reached an age, and shares of another kind."""

from __future__ import annotations

import pytest

from tests.verdicts.rows import rows_of

D30 = "kling.retention_d30"


def test_ret_cohort_incomplete(tell):
    """Whoever came on 31 October reaches day 30 on 30 November; the share was published on the 1st."""
    told = tell("ret_cohort_incomplete", "empty", "2026-11-30")
    assert told[D30]["value"] == pytest.approx(0.05)
    assert (told[D30]["call"], told[D30]["no_call"]) == (None, "partial")


@pytest.mark.parametrize(("published", "call"), [("2026-11-29", None), ("2026-11-30", "supports")])
def test_ret_cohort_incomplete_until_the_last_had_reached_the_age(tell, published, call):
    rows = rows_of("ret_cohort_incomplete")
    rows[0]["published_on"] = published
    told = tell("ret_cohort_incomplete", "empty", "2026-11-30", rows)
    assert told[D30]["call"] == call


def test_ret_cohort_incomplete_is_told_at_every_age(tell):
    """Day 1 has no bands, so nothing but the sentence can say it."""
    rows = [rows_of("ret_cohort_incomplete")[0] | {"age_days": "1", "published_on": "2026-10-31"}]
    r = tell("ret_cohort_incomplete", "empty", "2026-11-30", rows)["kling.retention_d1"]
    assert "partial" in r["because"]


def test_ret_period_not_cohort(tell):
    told = tell("ret_period_not_cohort", "empty", "2026-11-30")
    assert told[D30]["value"] == pytest.approx(0.12)
    assert (told[D30]["call"], told[D30]["no_call"]) == (None, "partial")


def test_ret_period_not_cohort_published_when_all_had_reached_it(tell):
    rows = [row | {"published_on": "2026-08-30"} for row in rows_of("ret_period_not_cohort")]
    told = tell("ret_period_not_cohort", "empty", "2026-11-30", rows)
    assert (told[D30]["call"], told[D30]["no_call"]) == ("supports", None)


@pytest.mark.parametrize("kind", ["rolling", "bracket"])
def test_ret_period_not_cohort_on_another_kind_of_share(tell, kind):
    """A rolling or bracket share is no share active on a day: no call, no model."""
    rows = [
        row | {"published_on": "2026-08-30", "basis": f"{row['basis']}, {kind}"}
        for row in rows_of("ret_period_not_cohort")
    ]
    told = tell("ret_period_not_cohort", "empty", "2026-11-30", rows)
    assert (told[D30]["value"], told[D30]["call"]) == (pytest.approx(0.12), None)
    assert told["kling.retention_model"]["status"] == "unknown"
