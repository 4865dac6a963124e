"""Calls that a record is too noisy for: by hand, each beside one that holds."""

from __future__ import annotations

import pytest

from tests.boards import OPENAI, RUNWAY, reading, row

USD = {"unit": "USD", "entity": RUNWAY}


def test_a_drift_holds_its_call_by_95_percent_too():
    """Steps of ln 0.0770 and 0.0843: mean 0.0806, error 0.0037: at least 5.9 % by 90 % (t 6.31), 3.4 % by 95 %."""
    months = [row("mau", f"2026-{m:02}", x) for m, x in ((8, 8e6), (9, 8.64e6), (10, 9.4e6))]
    found = reading("kling.mau_growth", *months)
    assert (found.call, found.no_call) == (None, "too_noisy")
    assert found.low == pytest.approx(0.059, abs=0.003)
    assert "95% interval still reaches the line" in found.because
    steadier = [row("mau", f"2026-{m:02}", x) for m, x in ((8, 8e6), (9, 8.65e6), (10, 9.36e6))]
    assert reading("kling.mau_growth", *steadier).call == "supports"


def weeks(*counts):
    starts = ("10-05..2026-10-11", "10-12..2026-10-18", "10-19..2026-10-25", "10-26..2026-11-01")
    return [
        row("robotics_roles_posted", f"2026-{days}", x, unit="roles", entity=OPENAI)
        for days, x in zip(starts, counts, strict=True)
    ]


def test_postings_in_batches_are_called_by_how_much_they_vary():
    """20 in 28 days, 5 a week, at least 3.3 by Poisson. All in one week: phi = 300/5/3 = 20, at least 0.8."""
    even, batch = (
        reading("robotics.hiring_velocity", *weeks(*x), as_of="2026-11-05") for x in ((5, 5, 5, 5), (20, 0, 0, 0))
    )
    assert even.value == batch.value == 5
    assert even.low == batch.low == pytest.approx(3.31, abs=0.01)
    assert (even.call, batch.call, batch.no_call) == ("supports", None, "too_noisy")
    assert "vary more than chance" in batch.because


def runway(cash, *burns, grade="reported", **more):
    months = [
        row("net_burn", f"2026-{m:02}", x, grade=grade, **USD, **more) for m, x in zip((8, 9, 10), burns, strict=False)
    ]
    return reading("runway.months", *months, row("cash", "2026-10-31", cash, **USD), as_of="2026-10-31")


def test_the_newest_of_several_burns_must_say_what_their_mean_says():
    """About 10M a month on average: 250M are 25 months, but 22.7 at the 11M of October; 300M are 27.3."""
    unsure, sure, calm = runway(250e6, 9e6, 10e6, 11e6), runway(300e6, 9e6, 10e6, 11e6), runway(250e6, 9e6, 11e6, 10e6)
    assert unsure.value == pytest.approx(25, abs=0.2)
    assert (unsure.call, unsure.no_call) == (None, "too_noisy")
    assert "newest burn alone" in unsure.because
    assert sure.call == calm.call == "supports"
    assert runway(250e6, 10e6).call == "supports"


def test_an_estimate_of_burn_needs_a_range():
    assert runway(300e6, 10e6, grade="estimate").no_call == "too_noisy"
    assert runway(300e6, 10e6, grade="estimate", low=9e6, high=11e6).call == "supports"
    assert runway(300e6, 10e6, grade="estimate", low=6e6, high=15e6).call == "mixed"


def cohorts(*shares):
    return [
        each
        for month, share in zip(("2026-07", "2026-08"), shares, strict=True)
        for each in (
            row("retention", month, share, unit="ratio", age_days=30, published_on="2026-10-10"),
            row("cohort_size", month, 10_000, published_on="2026-10-10"),
        )
    ]


def test_cohorts_that_vary_more_than_chance_need_a_wider_interval():
    """6 % of 10,000, at least 5.55 by Wilson. After 3 %: phi = 2 x 150^2 / 430 = 105, ten times as wide."""
    alike, other = (
        reading("kling.retention_d30", *cohorts(*x), as_of="2026-10-15") for x in ((0.061, 0.06), (0.03, 0.06))
    )
    assert alike.low == other.low == pytest.approx(0.0555, abs=0.0002)
    assert (alike.call, other.call, other.no_call) == ("supports", None, "too_noisy")
    assert "cohorts that vary" in other.because
