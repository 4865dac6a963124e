"""The warnings: each kind of the contract's "Command line", with what gives none beside it."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.entry.validate import Names, validate
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.rows import FrameRows
from indicators.core.model.catalogue import all_series
from indicators.core.review.record.warn import reads, warnings
from indicators.core.text.periods import read_period

TODAY = date(2026, 11, 25)
UNITS = {"open_roles": "roles", "headcount": "people", "retention": "ratio", "wau_change": "ratio", "fx": "ratio"}


def row(series, period, value=None, **more):
    """A row in the contract's columns, known a week after its period."""
    span = read_period(period)
    money = all_series()[series].money
    cells = {
        "series": series,
        "entity": "Runway" if money else "Kling AI",
        "basis": "panel",
        "period_start": span.start,
        "period_end": span.end,
        "value": value,
        "unit": UNITS.get(series, "USD" if money else all_series()[series].units[0]),
        "grade": "reported",
        "published_on": min(date.fromordinal(span.end.toordinal() + 7), TODAY),
        "source": "test",
    }
    return cells | more


def warned(*rows, on_file=()):
    """(row, column, reason) of the warnings about rows in a file, the first being row 1."""
    names = Names()
    drafts = [(n, validate(cells, names, TODAY)) for n, cells in enumerate(rows, 1)]
    asked = reads((draft for _, draft in drafts), all_series())  # what else is on file is not read
    short = [_short(cells) for cells in on_file if asked.covers(cells["series"], cells["entity"])]
    found = warnings(drafts, FrameRows(frame_of(short, ""), asked), TODAY, all_series())
    return [(w.row, w.column, w.reason) for w in found]


def _short(cells):
    """A row as a worked example has it."""
    days = {"period_start", "period_end", "published_on"}
    period = f"{cells['period_start']}..{cells['period_end']}"
    rest = {name: cell for name, cell in cells.items() if name not in days}
    return rest | {"period": period, "known_on": cells["published_on"].isoformat()}


def said(*rows, on_file=()):
    """The reasons, in one text."""
    return " ".join(reason for _, _, reason in warned(*rows, on_file=on_file))


def months(series, *values, first=1, **more):
    return [row(series, f"2026-{first + n:02}", value, **more) for n, value in enumerate(values)]


# A lost power of ten


@pytest.mark.parametrize("value", [8_100, 81_000_000, 960_000])
def test_a_number_eightfold_its_neighbour_asks_for_its_power_of_ten(value):
    file, then = months("mau", 8_100_000), months("mau", value, first=2)
    ((place, column, reason),) = warned(*then, on_file=file)
    assert (place, column) == (1, "value")
    assert reason.endswith("times the number of Jan 2026, 8.1M: is the power of ten right?")
    ((place, _, _),) = warned(*file, *then)
    assert place == 2


def test_the_neighbour_is_asked_whatever_the_usual_step():
    assert "power of ten" in said(*months("mau", 8100, first=6), on_file=months("mau", 6e6, 7e6, 8e6, 7.5e6, 8.2e6))


def test_a_backfill_is_held_against_the_number_after_it():
    assert "0.0012 times the number of Oct 2026" in said(
        *months("mau", 9_600, first=9), on_file=months("mau", 8e6, first=10)
    )


def test_a_revision_is_held_against_what_it_was():
    file = months("mau", 7_800_000)
    assert said(row("mau", "2026-01", 78e6), on_file=file) == (
        "78M is 10 times what it was until now, 7.8M: is the power of ten right?"
    )


@pytest.mark.parametrize(
    ("rows", "file"),
    [
        (months("mau", 8_300_000, first=2), months("mau", 8_100_000)),
        (months("mau", 812_000), []),
        (months("open_roles", 12), []),
        (months("open_roles", 40, first=2), months("open_roles", 4)),  # few are counted one by one
        (months("wau_change", 0.04, first=2), months("wau_change", 0.002)),  # a change may be as small as it likes
        (months("mau", 8_100, first=2), months("mau", 8_100_000, basis="another")),
        ([row("revenue", "2026", 9e9, unit="CNY")], [row("revenue", "2025-Q4", 1e8, unit="CNY")]),  # no period as long
    ],
)
def test_what_is_near_small_by_nature_or_on_another_measure_gives_none(rows, file):
    assert warned(*rows, on_file=file) == []


@pytest.mark.parametrize(("series", "value"), [("mau", 812), ("revenue", 112), ("downloads", 999)])
def test_the_first_of_its_kind_in_full_asks_for_its_power_of_ten(series, value):
    assert "in full, without k, m or bn" in said(row(series, "2026-01", value))


# Zeros, burns, totals to date, what is usual


def test_a_zero_after_a_number_above_five_is_asked_about():
    file = [row("open_roles", "2026-11-17", 30)]
    assert said(row("open_roles", "2026-11-18", 0), on_file=file) == (
        "0 after 30 roles on 17 Nov 2026: was it counted, or is the number missing?"
    )
    assert warned(row("open_roles", "2026-11-24", 0), on_file=[row("open_roles", "2026-11-17", 5)]) == []
    assert warned(row("open_roles", "2026-11-24", 0)) == []


@pytest.mark.parametrize(
    ("period", "days"),
    [("2026-Q3", "92 days"), ("2026-09-30", "1 day"), ("2026", "365 days"), ("2026-09-01..2026-09-15", "15 days")],
)
def test_a_burn_whose_period_is_no_month_is_asked_about(period, days):
    found = [w for w in warned(row("net_burn", period, 3e7)) if w[1] == "period_end"]
    assert len(found) == 1
    assert f"its period has {days}." in found[0][2]


def test_a_burn_of_a_quarter_says_what_a_month_would_be():
    """30M over the 92 days of a quarter of 30.436875 days a month is 9.925M a month."""
    assert "that is USD 9.93M a month" in said(row("gross_burn", "2026-Q3", 3e7))


@pytest.mark.parametrize("period", ["2026-02", "2026-09", "2026-10", "2026-09-16..2026-10-15"])
def test_a_burn_of_a_month_is_not(period):
    assert warned(row("net_burn", period, 1e7)) == []


def test_a_total_to_date_below_an_earlier_one_is_asked_about():
    file = [row("app_revenue_to_date", "2026-01-01..2026-03-31", 2.1e6, entity="Sora")]
    below = row("app_revenue_to_date", "2026-01-01..2026-06-30", 1.4e6, entity="Sora")
    assert said(below, on_file=file).startswith("A total to date never falls, and it was USD 2.1M")
    assert warned(below | {"value": 2.2e6}, on_file=file) == []
    assert said(file[0], on_file=[below]).startswith("A total to date never falls, and it is USD 1.4M")
    assert [w[0] for w in warned(file[0], below)] == [2]


@pytest.mark.parametrize(
    ("series", "value", "more", "warns"),
    [
        ("retention", 0.61, {"age_days": 30}, True),
        ("retention", 0.0009, {"age_days": 30}, True),
        ("retention", 61, {"age_days": 30, "unit": "percent"}, True),
        ("retention", 0.6, {"age_days": 30}, False),
        ("retention", 0.001, {"age_days": 30}, False),
        ("retention", 0.61, {"age_days": 1}, False),
        ("wau_change", 1.01, {}, True),
        ("wau_change", 1.0, {}, False),
        ("compute_share_robotics", 0.21, {"entity": "OpenAI", "unit": "ratio"}, True),
        ("compute_share_robotics", 20, {"entity": "OpenAI", "unit": "percent"}, False),
    ],
)
def test_what_lies_where_such_numbers_do_not_is_asked_about(series, value, more, warns):
    assert bool(warned(row(series, "2026-01", value, **more))) is warns


def test_a_number_outside_what_was_expected_is_asked_about():
    file = months("mau", 7.0e6, 7.1e6, 7.2e6, 7.3e6, 7.4e6)
    ((_, column, reason),) = warned(*months("mau", 9_000_000, first=6), on_file=file)
    assert (column, reason.endswith("now 9M in Jun 2026: OUTSIDE.")) == ("value", True)
    assert warned(*months("mau", 7_500_000, first=6), on_file=file) == []


def test_after_numbers_that_stand_still_another_is_no_surprise():
    """Three rounded numbers alike have no spread, so that any other would lie outside of it."""
    file = months("mau", 7_000_000, 7_000_000, 7_000_000)
    assert warned(*months("mau", 7_100_000, first=4), on_file=file) == []


# Rounds


F = row("funding_round", "2026-09-01", 300e6, label="Series F")


@pytest.mark.parametrize(
    "again",
    [
        row("funding_round", "2026-09-02", 305e6, label="Series F led by X"),
        row("funding_round", "2026-10-10", 250e6, label="Growth"),
        row("funding_round", "2026-08-01", 300e6, label=""),
        row("funding_round", "2026-09-05", 300e6, label="Series F again", basis="press"),
        row("funding_round", "2027-03-01", 500e6, label="series  f", published_on=TODAY),
    ],
)
def test_a_round_that_a_known_one_may_be_is_asked_about(again):
    for found in (warned(again, on_file=[F]), warned(F, again)):
        (reason,) = [reason for _, column, reason in found if column == "label"]
        assert reason.startswith('It may be the round on file: "Series F", USD 300M, 1 Sep 2026.')


@pytest.mark.parametrize(
    "other",
    [
        row("funding_round", "2026-09-02", 80e6, label="Extension"),
        row("funding_round", "2026-02-10", 315e6, label="Series E"),
        row("funding_round", "2026-09-02", 300e6, label="Loan", basis="panel, debt"),
        row("funding_round", "2026-09-02", 300e6, label="Series C", entity="PixVerse"),
        row("funding_round", "2026-09-01", 300e6, label="Series F", basis="press"),  # the same round as another sees it
        row("funding_round", "2026-09-02", 300e6, label="In yuan", unit="CNY"),
    ],
)
def test_another_round_is_not(other):
    assert [w for w in warned(other, on_file=[F]) if w[1] == "label" and "round on file" in w[2]] == []


def test_a_round_in_another_currency_is_compared_by_the_rate_on_file():
    rate = row("fx", "2026-09-01", 7.1, entity="USD/CNY")
    yuan = row("funding_round", "2026-09-02", 2.1e9, label="In yuan", unit="CNY")
    assert "It may be the round on file" in said(yuan, on_file=[F, rate])


# Words


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (row("funding_round", "2026-09-01", 9e8, note="half of it venture debt"), "debt"),
        (row("funding_round", "2026-09-01", 9e8, label="Tender"), "Tender"),
        (row("funding_round", "2026-09-01", 9e8, basis="secondary sale"), "secondary"),
        (row("funding_round", "2026-09-01", 9e8, label="Convertible note"), "Convertible"),
        (row("cash", "2026-09-30", 9e8, note="incl. restricted cash"), "restricted"),
        (row("mau", "2026-09", 9e6, basis="panel, rolling 30 days"), "rolling"),
        (row("arr", "2026-09-30", 9e8, note="year-end target"), "target"),
        (row("revenue", "2026-Q3", 9e8, note="Guidance"), "Guidance"),
        (row("compute", "2026-Q3", 10, entity="OpenAI", unit="GW", label="contracted"), "contracted"),
        (row("revenue", "2026-Q3", 9e8, note="with a one-off licence fee"), "one-off"),
        (row("funding_round", "2026-09-01", 9e8, note="closes in two parts"), "closes"),
        (row("funding_round", "2026-09-01", 9e8, label="Total raised"), "Total"),
        (row("mau", "2026-09", 9e6, entity="Kling AI total"), "total"),
    ],
)
def test_words_that_say_more_than_the_columns_are_asked_about(cells, word):
    assert f'speaks of "{word}"' in said(cells)


@pytest.mark.parametrize(
    "cells",
    [
        row("funding_round", "2026-09-01", 9e8, basis="as stated, debt", note="venture debt"),
        row("funding_round", "2026-09-01", 9e8, basis="as stated, secondary", label="Tender"),
        row("retention", "2026-09", 0.1, age_days=7, basis="panel, rolling"),
        row("arr", "2026-12-31", 9e8, note="year-end target", published_on=date(2026, 11, 1)),
        row("headcount", "2026-09-30", 900, note="total staff"),
        row("app_revenue_to_date", "2026-01-01..2026-09-30", 9e8, note="total to date", entity="Sora"),
        row(
            "papers", "2026-09-01", 1, entity="OpenAI", label="Rolling diffusion for target-driven hands", unit="papers"
        ),
        row("mau", "2026-09", 9e6, note="undisclosed, unrestricted, attotal"),
    ],
)
def test_where_the_row_says_so_itself_they_are_not(cells):
    assert "speaks of" not in said(cells)


# Rates, and what stands already


def test_the_first_rate_of_a_pair_is_asked_about_and_the_next_is_not():
    first, turned = row("fx", "2026-07-01", 7.1, entity="USD/CNY"), row("fx", "2026-08-01", 0.1408, entity="CNY/USD")
    assert warned(first, turned) == [(1, "value", "The first rate of USD/CNY on file: is it 7.1 CNY for one USD?")]
    assert warned(turned, on_file=[first]) == []


def test_what_stands_on_file_already_is_not_asked_about_again():
    file = months("mau", 8_100_000, 8_100, first=1)
    assert warned(*file, on_file=file) == []
    assert warned(file[1] | {"published_on": TODAY}, on_file=file) == []
    assert len(warned(file[1] | {"grade": "estimate"}, on_file=file)) == 1
