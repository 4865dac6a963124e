"""Floors, lost powers of ten, running quarters, seasons and years that only grow: what revenue and run rate tell."""

from __future__ import annotations

import pytest

from tests.verdicts.rows import rows_of

QUARTER = "kling.revenue_growth_1q"
TENTH = "if 'more than' hides at most a tenth"


def range_of(r):
    return [r["value"], r["low"], r["high"]]


def test_floor_over_floor_supports(tell):
    """More than 1.12bn over more than 850M: 1120 / 935 to 1232 / 850."""
    r = tell("floor_over_floor_supports", "public", "2026-11-30")[QUARTER]
    assert range_of(r) == pytest.approx([1120 / 850 - 1, 1120 / 935 - 1, 1232 / 850 - 1])
    assert range_of(r) == pytest.approx([0.318, 0.198, 0.449], abs=6e-4)
    assert (r["call"], r["no_call"]) == ("mixed", None)
    assert TENTH in r["because"]
    assert "at least" not in r["because"].lower()


@pytest.mark.parametrize(("value", "call"), [("1230000000", "supports"), ("1220000000", "mixed")])
def test_floor_over_floor_supports_from_where_the_whole_range_does(tell, value, call):
    """31 % over 935M are 1,224.9M."""
    rows = rows_of("floor_over_floor_supports")
    rows[0]["value"] = value
    assert tell("floor_over_floor_supports", "public", "2026-11-30", rows)[QUARTER]["call"] == call


def test_floor_over_floor_supports_with_a_range_of_its_own(tell):
    """The source's own high end takes the place of the tenth, and only the older floor hides one."""
    rows = rows_of("floor_over_floor_supports")
    rows[0] |= {"low": "1120000000", "high": "1130000000"}
    r = tell("floor_over_floor_supports", "public", "2026-11-30", rows)[QUARTER]
    assert range_of(r) == pytest.approx([1120 / 850 - 1, 1120 / 935 - 1, 1130 / 850 - 1])


def test_approx_decides(tell):
    """Each of three floors may hide a tenth; the middle one stands on both sides."""
    r = tell("approx_decides", "public", "2026-11-24")["kling.revenue_growth_change"]
    low = (1120 / 935 - 1) - (935 / 650 - 1)
    high = (1232 / 850 - 1) - (850 / 715 - 1)
    assert range_of(r) == pytest.approx([1120 / 850 - 850 / 650, low, high])
    assert (r["low"], r["high"]) == (pytest.approx(-0.241, abs=5e-4), pytest.approx(0.261, abs=5e-4))
    assert TENTH in r["because"]


def test_approx_decides_on_what_was_known_before(tell):
    """Before the third quarter: 850 over 650 against 650 over 340, which no tenth can turn round."""
    r = tell("approx_decides", "public", "2026-11-19")["kling.revenue_growth_change"]
    assert r["value"] == pytest.approx(850 / 650 - 650 / 340)
    assert r["high"] == pytest.approx(935 / 650 - 650 / 340)
    assert r["high"] < 0


def test_rev_thousand(tell):
    r = tell("rev_thousand", "public", "2026-11-30")[QUARTER]
    assert r["value"] == pytest.approx(1.05 / 850 - 1)
    assert (r["call"], r["no_call"]) == (None, "unlikely")
    assert "unit" in r["because"]


@pytest.mark.parametrize("value", ["0", "6800000000"], ids=["fell to nothing", "eight times as much"])
def test_rev_thousand_of_other_slips(tell, value):
    rows = rows_of("rev_thousand")
    rows[0]["value"] = value
    r = tell("rev_thousand", "public", "2026-11-30", rows)[QUARTER]
    assert (r["status"], r["call"], r["no_call"]) == ("ok", None, "unlikely")


def test_q3_running_full_period(tell):
    """Two months to date are no third quarter: the second still leads, and its growth has the range of two floors."""
    told = tell("q3_running_full_period", "public", "2026-11-30")
    assert (told["kling.revenue"]["value"], told["kling.revenue"]["at"]) == (850e6, "2026-06-30")
    r = told[QUARTER]
    assert range_of(r) == pytest.approx([850 / 650 - 1, 850 / 715 - 1, 935 / 650 - 1])
    assert range_of(r) == pytest.approx([0.308, 0.189, 0.438], abs=6e-4)
    assert r["call"] == "mixed"


def test_q3_running_full_period_does_not_count_in_the_year_so_far(tell):
    told = tell("q3_running_full_period", "public", "2026-11-30")
    progress = told["kling.revenue_year_ratio"]["details"]["progress"]
    assert (progress["so_far"], progress["through"]) == (1.5e9, "2026-06-30")


def test_q3_running_full_period_published_on_its_last_day(tell):
    rows = rows_of("q3_running_full_period")
    rows[0]["published_on"] = "2026-09-30"
    told = tell("q3_running_full_period", "public", "2026-11-30", rows)
    assert told["kling.revenue"]["value"] == 500e6


def test_plan_arr_running(tell):
    told = tell("plan_arr_running", "empty", "2026-11-30")
    assert (told["runway.arr"]["value"], told["runway.arr"]["at"]) == (200e6, "2026-09-08")
    assert told["runway.arr_growth_1m"]["reason"] == "one_point"


def test_plan_arr_running_for_next_year(tell):
    """A target for a year that has not begun is a plan too, when that year has come."""
    rows = rows_of("plan_arr_running")
    rows[1] |= {"period_start": "2027-01-01", "period_end": "2027-12-31"}
    assert tell("plan_arr_running", "empty", "2027-06-30", rows)["runway.arr"]["value"] == 200e6


def test_plan_arr_running_alone_is_no_number(tell):
    rows = rows_of("plan_arr_running")[1:]
    assert tell("plan_arr_running", "empty", "2026-11-30", rows)["runway.arr"]["reason"] == "no_data"


def test_q1_cny_season(tell):
    """1.4bn over 950M, and over the 650M of a year before beside it: both are known, and both are said."""
    r = tell("q1_cny_season", "public", "2027-06-01")[QUARTER]
    assert r["value"] == pytest.approx(1400 / 950 - 1) == pytest.approx(0.474, abs=5e-4)
    assert r["details"]["growth_1y"] == pytest.approx(1400 / 650 - 1) == pytest.approx(1.154, abs=5e-4)
    assert "+115% over a year" in r["because"]


def test_q1_cny_season_without_the_year_before(tell):
    r = tell("q1_cny_season", "empty", "2027-06-01")[QUARTER]
    assert r["details"] == {"growth_1y": None}
    assert "over a year" not in r["because"]


def test_q1_cny_season_of_the_third_quarter(tell):
    """On 28 May 2027 all three quarters came; two of them alone leave Q4 newest: 950 over 900, 950 over 340."""
    rows = rows_of("q1_cny_season")[:2]
    r = tell("q1_cny_season", "public", "2027-06-01", rows)[QUARTER]
    assert r["details"]["growth_1y"] == pytest.approx(950 / 340 - 1)


def test_settled_not_said(tell):
    """More than 1.5bn in the half-year and more than 1.12bn after it, of 1.04bn in all of the year before."""
    told = tell("settled_not_said", "public", "2026-11-20")
    details = told["kling.revenue_year_ratio"]["details"]
    assert details["at_least"] == pytest.approx(2.62 / 1.04) == pytest.approx(2.52, abs=5e-3)
    assert details["progress"]["so_far"] == 2.62e9


def test_settled_not_said_a_day_before(tell):
    details = tell("settled_not_said", "public", "2026-11-19")["kling.revenue_year_ratio"]["details"]
    assert details["at_least"] == pytest.approx(1.5 / 1.04)


def test_settled_not_said_where_the_year_before_is_a_floor(tell):
    """The least is over the most that the year before can have been."""
    year = rows_of("settled_not_said")[0] | {
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "value": "1040000000",
        "published_on": "2026-03-25",
        "grade": "floor",
    }
    half = year | {
        "period_start": "2026-01-01",
        "period_end": "2026-06-30",
        "value": "1500000000",
        "published_on": "2026-08-19",
    }
    told = tell("settled_not_said", "empty", "2026-11-20", [year, half])
    assert told["kling.revenue_year_ratio"]["details"]["at_least"] == pytest.approx(1.5 / 1.144)


def test_arr_range_100_300(tell):
    """100 to 300M over more than 90M of June 2025, 449.5 days before: from 100 / 99 to 300 / 90, as a year."""
    r = tell("arr_range_100_300", "public", "2026-11-30")["runway.arr_growth_1y"]
    power = 365.2425 / 449.5
    assert range_of(r) == pytest.approx([x**power - 1 for x in (200 / 90, 100 / 99, 300 / 90)])
    assert (r["low"], r["high"]) == (pytest.approx(0.008, abs=5e-4), pytest.approx(1.66, abs=5e-3))
    assert (r["call"], r["no_call"]) == ("mixed", None)
    assert "at most" not in r["because"].lower().replace("hides at most", "")


def test_arr_range_100_300_without_its_range_is_one_pair(tell):
    rows = [rows_of("arr_range_100_300")[0] | {"low": "", "high": ""}]
    r = tell("arr_range_100_300", "public", "2026-11-30", rows)["runway.arr_growth_1y"]
    assert (r["call"], r["no_call"]) == (None, "one_pair")


def test_arr_range_100_300_reported_is_at_most(tell):
    """Over a floor of the earlier number alone, and nothing else soft, growth is at most what it says."""
    rows = [rows_of("arr_range_100_300")[0] | {"low": "", "high": "", "grade": "reported"}]
    r = tell("arr_range_100_300", "public", "2026-11-30", rows)["runway.arr_growth_1y"]
    assert r["because"].startswith("At most +91")
    assert (r["high"], r["low"]) == (r["value"], pytest.approx((200 / 99) ** (365.2425 / 449.5) - 1))
