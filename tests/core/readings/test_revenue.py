"""Readings of revenue: calendar quarters and years, the run rate against them, and what a closed app's users paid."""

from __future__ import annotations

from datetime import date

import pytest

from tests.boards import SORA, reading, row

YEAR = 365.2425


def revenue(period, value, **more):
    return row("revenue", period, value, unit=more.pop("unit", "CNY"), **more)


def quarters(first_year, *values):
    return [revenue(f"{first_year + i // 4}-Q{i % 4 + 1}", x) for i, x in enumerate(values)]


def arr(period, value, **more):
    return row("arr", period, value, **more)


# Quarters


@pytest.mark.parametrize("other", ["2026-H1", "2026", "2026-06", "2026-04-02..2026-06-30", "2026-04-01..2026-06-29"])
def test_only_a_calendar_quarter_is_a_quarter(other):
    r = reading("kling.revenue", revenue("2026-Q1", 650), revenue(other, 9999))
    assert (r.value, r.at) == (650, date(2026, 3, 31))
    assert reading("kling.revenue", revenue(other, 9999)).reason == "no_data"


def test_the_newest_quarter_on_the_leading_basis():
    rows = (revenue("2026-Q1", 1, basis="b"), revenue("2026-Q1", 2, basis="a"), revenue("2025-Q4", 3, basis="b"))
    assert reading("kling.revenue", *rows).value == 1  # two numbers lead over one


def test_growth_on_the_quarter_needs_the_one_directly_before():
    assert reading("kling.revenue_growth_1q", *quarters(2025, 150, 250)).value == pytest.approx(250 / 150 - 1)
    gap = reading("kling.revenue_growth_1q", revenue("2025-Q1", 150), revenue("2025-Q3", 300))
    assert (gap.reason, gap.inputs) == ("no_data", (2,))
    assert "Q2 2025" in gap.because


def test_growth_over_a_year_stands_beside_growth_on_the_quarter():
    r = reading("kling.revenue_growth_1q", *quarters(2025, 150, 250, 300, 340, 600))
    assert r.details == {"growth_1y": pytest.approx(3.0)}
    assert reading("kling.revenue_growth_1q", *quarters(2025, 150, 250)).details == {"growth_1y": None}


def test_growth_on_the_year_needs_the_same_quarter_a_year_before():
    assert reading("kling.revenue_growth_1y", *quarters(2025, 150, 250, 300, 340, 600)).value == pytest.approx(3.0)
    assert reading("kling.revenue_growth_1y", *quarters(2025, 150, 250, 300, 340)).reason == "no_data"


@pytest.mark.parametrize("metric", ["revenue_growth_1q", "revenue_growth_1y", "revenue_growth_change"])
@pytest.mark.parametrize("period", ["2026-Q1", "2026-H1"])
def test_one_number_in_all_is_one_point(metric, period):
    assert reading(f"kling.{metric}", revenue(period, 1)).reason == "one_point"


def test_quarters_in_two_currencies_are_not_comparable():
    rows = (revenue("2026-Q1", 650), revenue("2026-Q2", 119, unit="USD"))
    assert reading("kling.revenue_growth_1q", *rows).reason == "not_comparable"


def test_growth_from_a_quarter_of_nothing():
    assert reading("kling.revenue_growth_1q", *quarters(2025, 0, 250)).reason == "from_zero"


# The change of growth


def test_the_change_of_growth_takes_three_quarters_in_a_row():
    r = reading("kling.revenue_growth_change", *quarters(2025, 100, 200, 300))
    assert (r.value, r.inputs) == (pytest.approx(0.5 - 1.0), (1, 2, 3))
    assert reading("kling.revenue_growth_change", *quarters(2025, 100, 200)).reason == "no_data"
    gap = [q for q in quarters(2025, 100, 200, 300, 400) if q["period"] != "2025-Q3"]
    assert reading("kling.revenue_growth_change", *gap).reason == "no_data"


@pytest.mark.parametrize("zero", [0, 1])
def test_the_change_of_growth_from_zero(zero):
    values = [100, 100, 100]
    values[zero] = 0
    assert reading("kling.revenue_growth_change", *quarters(2025, *values)).reason == "from_zero"


def test_the_range_of_the_change_holds_at_the_corners():
    """The middle quarter raises one rate and lowers the other, so its ends go together."""
    rows = quarters(2025, 100, 200, 300)
    for q, low, high in zip(rows, (90, 180, 290), (110, 220, 310), strict=True):
        q.update(low=low, high=high)
    r = reading("kling.revenue_growth_change", *rows)
    corners = [c / b - b / a for a in (90, 100, 110) for b in (180, 200, 220) for c in (290, 300, 310)]
    assert (r.low, r.high) == pytest.approx((min(corners), max(corners)))


@pytest.mark.parametrize(
    ("grades", "word"),
    [
        (("reported", "reported", "floor"), "at least"),
        (("reported", "floor", "reported"), "at most"),
        (("floor", "reported", "reported"), "at least"),
        (("reported", "floor", "floor"), ""),
    ],
)
def test_floors_bind_the_change_by_what_they_move(grades, word):
    rows = [q | {"grade": g} for q, g in zip(quarters(2025, 100, 200, 300), grades, strict=True)]
    r = reading("kling.revenue_growth_change", *rows)
    assert r.bound == word
    assert "at most a tenth" in r.because
    tops = [1.1 if g == "floor" else 1.0 for g in grades]
    corners = [3 * c / b / 2 - 2 * b / a for a in (1, tops[0]) for b in (1, tops[1]) for c in (1, tops[2])]
    assert (r.low, r.high) == pytest.approx((min(corners), max(corners)))


# Years


def test_a_year_is_its_yearly_number_else_four_quarters():
    rows = [*quarters(2024, 1, 2, 3, 4), *quarters(2025, 5, 5, 5, 5)]
    assert reading("kling.revenue_year_ratio", *rows).value == pytest.approx(20 / 10)
    r = reading("kling.revenue_year_ratio", *rows, revenue("2025", 30))
    assert (r.value, r.inputs) == (pytest.approx(3.0), (1, 2, 3, 4, 9))


def test_one_year_known_is_one_point_with_the_progress_of_the_next():
    rows = [*quarters(2025, 150, 250, 300, 340), revenue("2026-Q1", 650), revenue("2026-04", 100)]
    r = reading("kling.revenue_year_ratio", *rows)
    assert r.reason == "one_point"
    progress = {"year": 2026, "so_far": 750, "through": "2026-04-30", "before": 1040, "unit": "CNY"}
    assert r.details["progress"] == progress
    assert r.details["at_least"] == 750 / 1040


def test_progress_follows_the_longest_chain_from_new_year():
    rows = [*quarters(2025, 1, 1, 1, 1), revenue("2026-Q1", 2), revenue("2026-H1", 5), revenue("2026-Q3", 9)]
    assert reading("kling.revenue_year_ratio", *rows).details["progress"]["so_far"] == 14
    gap = [*quarters(2025, 1, 1, 1, 1), revenue("2026-Q2", 2)]
    assert "progress" not in reading("kling.revenue_year_ratio", *gap).details


def test_a_known_ratio_shows_the_running_year_too():
    rows = [*quarters(2024, 1, 1, 1, 1), *quarters(2025, 2, 2, 2, 2), revenue("2026-Q1", 3)]
    r = reading("kling.revenue_year_ratio", *rows)
    assert (r.value, r.details["progress"]["year"]) == (2.0, 2026)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "no_data"),
        ([revenue("2026-Q1", 1)], "one_point"),
        (quarters(2025, 1, 1, 1), "no_data"),
        ([revenue("2025", 1)], "one_point"),
        ([revenue("2023", 1), revenue("2025", 1)], "no_data"),  # two years known, not in a row
        ([revenue("2024", 1, unit="USD"), revenue("2025", 1)], "not_comparable"),
        ([revenue("2024", 0), revenue("2025", 1)], "from_zero"),
    ],
)
def test_the_years_are_not_known(rows, reason):
    assert reading("kling.revenue_year_ratio", *rows).reason == reason


# Run rate


def test_run_rate_over_four_times_the_quarter_in_which_its_month_lies():
    rows = (revenue("2026-Q1", 100e6, unit="USD"), revenue("2026-Q2", 125e6, unit="USD"), arr("2026-05", 600e6))
    r = reading("kling.run_rate_gap", *rows, arr("2026-08", 9e9))
    assert (r.value, r.inputs) == (pytest.approx(600 / 500), (2, 3))


def test_run_rate_converts_at_the_rate_nearest_to_the_quarter():
    rows = (revenue("2026-Q2", 700e6), arr("2026-05", 400e6))
    early = row("fx", "2026-05-01", 8.0, entity="USD/CNY")
    near = row("fx", "2026-05-20", 7.0, entity="USD/CNY")
    r = reading("kling.run_rate_gap", *rows, early, near)  # the quarter's middle is 15 May
    assert (r.value, r.inputs) == (pytest.approx(400e6 / (4 * 100e6)), (1, 2, 4))
    assert reading("kling.run_rate_gap", *rows).reason == "no_data"
    far = row("fx", "2026-01-01", 7.0, entity="USD/CNY")  # 134 days
    assert reading("kling.run_rate_gap", *rows, far).reason == "no_data"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((revenue("2026-Q2", 1),), "no_data"),
        ((arr("2026-05", 1),), "no_data"),
        ((revenue("2026-Q2", 1, unit="USD"), arr("2026-07", 1)), "no_data"),
        ((revenue("2026-Q2", 0, unit="USD"), arr("2026-05", 1)), "from_zero"),
    ],
)
def test_the_run_rate_gap_is_not_known(rows, reason):
    assert reading("kling.run_rate_gap", *rows).reason == reason


def test_arr_and_its_growth():
    rows = (arr("2026-03", 400e6), arr("2026-05-31", 500e6))
    assert reading("kling.arr", *rows).value == 500e6
    days = (date(2026, 5, 31) - date(2026, 3, 16)).days
    assert reading("kling.arr_growth_1m", *rows).value == pytest.approx(1.25 ** (30.436875 / days) - 1)


# The prize


def to_date(end, value, **more):
    return row("app_revenue_to_date", f"2025-09-30..{end}", value, entity=SORA, **more)


def test_the_prize_is_spend_a_day_over_a_year_against_the_run_rate():
    rows = (to_date("2026-01-29", 1.4e6), to_date("2026-03-24", 2.1e6), arr("2026-04", 500e6))
    r = reading("kling.prize_at_sora_spend", *rows)
    assert r.value == pytest.approx(0.7e6 / 54 * YEAR / 500e6)


def test_the_prize_takes_the_newest_basis_that_has_two():
    pair = [to_date("2026-01-29", 1.4e6, basis="a"), to_date("2026-03-24", 2.1e6, basis="a")]
    lone = to_date("2026-04-02", 1.4e6, basis="b")
    r = reading("kling.prize_at_sora_spend", *pair, lone, arr("2026-04", 500e6))
    assert r.inputs == (1, 2, 4)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((to_date("2026-01-29", 1), to_date("2026-03-24", 2)), "no_data"),
        ((arr("2026-04", 1),), "no_data"),
        ((to_date("2026-01-29", 1), arr("2026-04", 1)), "one_point"),
        ((to_date("2026-01-29", 1), to_date("2026-03-24", 2), arr("2026-04", 0)), "from_zero"),
        ((to_date("2026-01-29", 1, unit="EUR"), to_date("2026-03-24", 2), arr("2026-04", 1)), "not_comparable"),
        ((to_date("2026-01-29", 1), to_date("2026-03-24", 2), arr("2026-04", 1, unit="EUR")), "no_data"),
    ],
)
def test_the_prize_is_not_known(rows, reason):
    assert reading("kling.prize_at_sora_spend", *rows).reason == reason


def test_the_range_of_the_prize_holds_its_value_even_where_a_total_was_mended_down():
    rows = (to_date("2026-01-29", 2e6), to_date("2026-03-24", 1e6), arr("2026-04", None, low=400e6, high=600e6))
    r = reading("kling.prize_at_sora_spend", *rows)
    assert r.low < r.value < r.high < 0
