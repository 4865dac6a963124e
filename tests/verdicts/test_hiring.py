"""Hiring: few postings by chance, and open roles, which tell a net change and no hiring."""

from __future__ import annotations

import pytest
from scipy.stats import chi2

from tests.verdicts.rows import rows_of

VELOCITY, CHANGE = "robotics.hiring_velocity", "robotics.openings_change"
DAY = "2026-11-30"


def exact(count, weeks, level=0.9):
    """The exact interval of a Poisson rate (Garwood 1936): chi-square quantiles of 2k and 2k + 2 degrees over two."""
    tail = (1 - level) / 2
    return chi2.ppf(tail, 2 * count) / 2 / weeks, chi2.ppf(1 - tail, 2 * count + 2) / 2 / weeks


def test_posted_poisson_noise(tell):
    told = tell("posted_poisson_noise", "empty", DAY)
    r = told[VELOCITY]
    assert (r["value"], r["call"], told.states["robotics"]) == (2, "mixed", "mixed")
    assert (r["low"], r["high"]) == pytest.approx((0.87, 3.95), abs=0.005)
    assert (r["low"], r["high"]) == pytest.approx(exact(6, 3))


def test_posted_poisson_noise_of_a_busy_board(tell):
    """36 in three weeks are 12 a week, 8.9 to 15.8: above any line."""
    rows = [row | {"value": "12"} for row in rows_of("posted_poisson_noise")]
    r = tell("posted_poisson_noise", "empty", DAY, rows)[VELOCITY]
    assert (r["low"], r["high"]) == pytest.approx(exact(36, 3))
    assert (r["value"], r["call"]) == (12, "supports")


def test_posted_poisson_noise_over_too_few_days(tell):
    """One week is under 14 days."""
    told = tell("posted_poisson_noise", "empty", DAY, rows_of("posted_poisson_noise")[-1:])
    assert (told[VELOCITY]["reason"], told.states["robotics"]) == ("too_few", "no_call")


def net_alone(told, change):
    """What open roles alone tell: a net change a week, and nothing of hiring."""
    assert (told[VELOCITY]["reason"], told.states["robotics"]) == ("no_data", "no_call")
    assert (told[CHANGE]["value"], told[CHANGE]["call"], told[CHANGE]["no_call"]) == (pytest.approx(change), None, None)


def test_stock_falls_as_filled(tell):
    """28 fewer in two weeks, while 28 people came."""
    net_alone(tell("stock_falls_as_filled", "empty", DAY), -14)


def test_stock_falls_as_filled_that_rises(tell):
    rows = rows_of("stock_falls_as_filled")
    rows[1] |= {"value": "61"}
    net_alone(tell("stock_falls_as_filled", "empty", DAY, rows), 10.5)


def test_stock_falls_as_filled_on_another_basis(tell):
    """A count by somebody else is no change of this one."""
    rows = rows_of("stock_falls_as_filled")
    rows[1] |= {"basis": "job board"}
    told = tell("stock_falls_as_filled", "empty", DAY, rows)
    assert (told[VELOCITY]["reason"], told[CHANGE]["reason"]) == ("no_data", "one_point")


def test_scraper_zero_read(tell):
    """30 fewer in a week: the warning came when the row did, and nothing is called."""
    net_alone(tell("scraper_zero", "empty", DAY), -30)


def test_public_roles_11(tell):
    """11 as stated in June and in November; the postings of the record end in May and are stale."""
    told = tell("public_roles_11", "public", DAY)
    assert (told[VELOCITY]["call"], told[VELOCITY]["no_call"]) == (None, "stale")
    assert (told[CHANGE]["value"], told[CHANGE]["call"], told.states["robotics"]) == (0, None, "no_call")


def test_public_roles_11_that_are_more(tell):
    """4 more in 175 days, from 2 June to 24 November."""
    rows = [rows_of("public_roles_11")[0] | {"value": "15"}]
    told = tell("public_roles_11", "public", DAY, rows)
    assert told[CHANGE]["value"] == pytest.approx(4 * 7 / 175)
    assert told.states["robotics"] == "no_call"


def test_public_roles_11_while_the_postings_are_new(tell):
    """In May hiring has its own numbers, five postings in 47 days, and open roles change nothing of them."""
    rows = [rows_of("public_roles_11")[0] | dict.fromkeys(("period_start", "period_end", "published_on"), "2026-05-14")]
    told = tell("public_roles_11", "public", "2026-05-20", rows)
    assert (told[VELOCITY]["value"], told[VELOCITY]["call"]) == (pytest.approx(5 * 7 / 47), "mixed")
