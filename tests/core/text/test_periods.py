"""Periods as people write them: what is read, what is asked, and that what is written or said reads back the same."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.text.misread import Misread
from indicators.core.text.periods import (
    Period,
    calendar_month,
    calendar_quarter,
    calendar_year,
    quarter_period,
    read_period,
    say_period,
    write_period,
)

TODAY = date(2026, 11, 25)


def days(text: str) -> Period:
    start, end = text.split("/")
    return Period(date.fromisoformat(start), date.fromisoformat(end))


MARCH, DAY = "2026-03-01/2026-03-31", "2026-03-31/2026-03-31"
Q1, Q4, H1, WEEK = "2026-01-01/2026-03-31", "2025-10-01/2025-12-31", "2026-01-01/2026-06-30", "2026-03-30/2026-04-05"
HALF_MARCH, TWO_MONTHS, ACROSS = "2026-03-01/2026-03-15", "2026-03-01/2026-04-30", "2026-03-24/2026-04-02"

READ = [
    *((text, DAY) for text in ("2026-03-31", "31 Mar 2026", "31 March 2026", "31st March 2026", "31-Mar-2026")),
    *((text, DAY) for text in ("Mar 31, 2026", "March 31 2026", "2026 March 31", "31 Mar '26", "2026/03/31")),
    *((text, DAY) for text in ("31/03/2026", "03/31/2026", "31.03.2026", "2026\u5e743\u670831\u65e5")),
    *((text, MARCH) for text in ("2026-03", "Mar 2026", "March 2026", "mar26", "Mar '26", "MAR. 2026", "2026 Mar")),
    *(
        (text, MARCH)
        for text in ("2026\u5e743\u6708", "03/2026", " mar  2026 ", "\uff12\uff10\uff12\uff16-\uff10\uff13")
    ),
    ("apr26", "2026-04-01/2026-04-30"),
    ("Sept 2026", "2026-09-01/2026-09-30"),
    ("feb 2024", "2024-02-01/2024-02-29"),
    *(
        (text, Q1)
        for text in ("2026-Q1", "2026Q1", "Q1 2026", "Q1'26", "Q1\u201926", "1Q26", "1q 2026", "Jan-Mar 2026")
    ),
    *((text, Q4) for text in ("Q4 2025", "4Q25", "2025-q4", "Oct to Dec 2025")),
    *((text, H1) for text in ("2026-H1", "H1 2026", "1H26", "2026 H1", "Q1-Q2 2026", "Q1 2026 to Q2 2026")),
    *(
        (text, "2025-01-01/2025-12-31")
        for text in ("2025", "FY2025", "FY25", "FY 25", "2025\u5e74", "2025-H1..2025-H2")
    ),
    *((text, WEEK) for text in ("2026W14", "2026-W14", "week 14 2026", "Week 14, 2026", "W14 2026")),
    *((text, HALF_MARCH) for text in ("1-15 Mar 2026", "1\u201315 March 2026", "1 to 15 Mar 2026", "Mar 1-15, 2026")),
    *((text, TWO_MONTHS) for text in ("2026-03..2026-04", "Mar 2026 to Apr 2026", "Mar \u2013 Apr 2026")),
    *((text, ACROSS) for text in ("2026-03-24..2026-04-02", "24 Mar to 2 Apr 2026", "Mar 24 - Apr 2, 2026")),
    ("24 Dec 2025 to 2 Jan 2026", "2025-12-24/2026-01-02"),
    ("2026-03-31..2026", "2026-03-31/2026-12-31"),
    ("2024-2025", "2024-01-01/2025-12-31"),
    ("2026W53", "2026-12-28/2027-01-03"),
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_period_is_read(text, expected):
    assert read_period(text) == days(expected)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Q4", '"Q4" needs a year: 2025?'),
        ("Q3", '"Q3" needs a year: 2026?'),
        ("H2", '"H2" needs a year: 2025?'),
        ("Mar", '"Mar" needs a year: 2026?'),
        ("Nov", '"Nov" needs a year: 2025?'),
        ("24 Nov", '"24 Nov" needs a year: 2026?'),
        ("25 Nov", '"25 Nov" needs a year: 2025?'),
        ("29 Feb", '"29 Feb" needs a year: 2024?'),
        ("week 14", '"week 14" needs a year: 2026?'),
        ("1-15 Mar", '"1-15 Mar" needs a year: 2026?'),
        ("Q1 2026 to Q3", '"Q3" needs a year: 2026?'),
        ("03/04/2026", "write 2026-03-04 or 2026-04-03"),
        ("3.4.2026", "write 2026-03-04 or 2026-04-03"),
        ("12-11-2026", "write 2026-12-11 or 2026-11-12"),
        ("Mar 26", "write Mar 2026, or 26 Mar and its year"),
        ("Mar-26", "write Mar 2026, or 26 Mar and its year"),
        ("31 Mar 26", "day from year"),
        ("31-Mar-26", "day from year"),
        ("31/03/26", "day from year"),
        ("26-03-31", "day from year"),
        ("2026-04..2026-03", "backward"),
        ("24 Dec to 2 Jan 2026", "backward"),
        ("2025-03-2026", "several periods"),
        ("2026-02-30", "The calendar has no"),
        ("2025-02-29", "The calendar has no"),
        ("31 Apr 2026", "The calendar has no"),
        ("32/13/2026", "The calendar has no"),
        ("15-1 Mar 2026", "The calendar has no"),
        ("2026-13", "The calendar has no"),
        ("2025W53", "The calendar has no"),
        ("Q5 2025", "The calendar has no"),
        ("H3 2025", "The calendar has no"),
        ("1989", "1990 to 2100"),
        ("31 Dec 1989", "1990 to 2100"),
        ("2101-01-01", "1990 to 2100"),
        ("2026..2101", "1990 to 2100"),
        ("2100-W52", "1990 to 2100"),
        ("", "nothing"),
        ("2026\x00", "U+0000"),
    ],
)
def test_what_is_ambiguous_or_impossible_is_asked(text, asks):
    misread = read_period(text, today=TODAY)
    assert isinstance(misread, Misread), misread
    assert asks in misread.why


def test_without_today_no_year_is_proposed():
    misread = read_period("Q4")
    assert isinstance(misread, Misread)
    assert misread.why.startswith('"Q4" needs a year: write it with one')


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "last month",
        "20260331",
        "2026-3",
        "2026-03-31 10:00",
        "2026..",
        "..2026",
        "2026..2026..2027",
        "Q12026",
        "mar",
        "NaT",
        "0",
        "٢٠٢٦",
    ],
)
def test_other_text_is_no_period(text):
    assert isinstance(read_period(text), Misread)


@pytest.mark.parametrize(
    ("period", "written", "said"),
    [
        (DAY, "2026-03-31", "31 Mar 2026"),
        (MARCH, "2026-03", "Mar 2026"),
        (Q1, "2026-Q1", "Q1 2026"),
        (H1, "2026-H1", "H1 2026"),
        ("2026-01-01/2026-12-31", "2026", "2026"),
        (ACROSS, "2026-03-24..2026-04-02", "24 Mar to 2 Apr 2026"),
        (HALF_MARCH, "2026-03-01..2026-03-15", "1 to 15 Mar 2026"),
        ("2025-12-24/2026-01-02", "2025-12-24..2026-01-02", "24 Dec 2025 to 2 Jan 2026"),
        ("2026-02-01/2026-04-30", "2026-02-01..2026-04-30", "1 Feb to 30 Apr 2026"),
    ],
)
def test_a_period_is_written_as_the_contract_does_and_said_as_people_do(period, written, said):
    found = days(period)
    assert write_period(found.start, found.end) == written
    assert say_period(found.start, found.end) == said


def test_length_counts_both_ends_and_the_middle_keeps_half_days():
    assert days(MARCH).days == 31
    assert days(DAY).days == 1
    assert days(MARCH).middle == date(2026, 3, 16).toordinal()
    assert days("2026-04-01/2026-04-30").middle == date(2026, 4, 15).toordinal() + 0.5


def test_a_period_does_not_run_backward():
    with pytest.raises(ValueError, match="back to"):
        Period(date(2026, 4, 1), date(2026, 3, 31))


def test_only_whole_calendar_periods_count_as_such():
    assert calendar_quarter(days(Q1)) == (2026, 1)
    assert calendar_month(days(MARCH)) == (2026, 3)
    assert calendar_year(days("2024-01-01/2024-12-31")) == 2024
    assert calendar_quarter(days("2026-02-01/2026-04-30")) is None
    assert calendar_quarter(days(H1)) is None
    assert calendar_month(days("2026-02-01/2026-02-27")) is None
    assert calendar_year(days("2025-04-01/2026-03-31")) is None
    with pytest.raises(ValueError, match="month"):
        quarter_period(2026, 5)


def test_the_quarters_of_all_years_join_without_a_gap():
    quarters = [quarter_period(year, quarter) for year in range(1990, 2101) for quarter in (1, 2, 3, 4)]
    assert all(calendar_quarter(quarter) is not None for quarter in quarters)
    assert all(a.end + timedelta(days=1) == b.start for a, b in pairwise(quarters))
    assert (quarters[0].start, quarters[-1].end) == (date(1990, 1, 1), date(2100, 12, 31))


DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NAMED = st.builds(
    lambda year, form: read_period(form.format(year)),
    st.integers(1990, 2100),
    st.sampled_from(["{}", "{}-Q2", "{}-H2", "{}-02"]),
)
PERIODS = (
    st.tuples(DATES, DATES).map(lambda ends: Period(min(ends), max(ends)))
    | NAMED
    | DATES.map(lambda day: Period(day, day))
)


@settings(max_examples=500)
@given(PERIODS)
def test_what_is_written_or_said_reads_back_the_same(period):
    assert read_period(write_period(period.start, period.end)) == period
    assert read_period(say_period(period.start, period.end)) == period


@given(DATES)
def test_a_week_is_the_one_that_the_calendar_gives_its_days(day):
    year, week, _ = day.isocalendar()
    read = read_period(f"{year}-W{week:02}")
    if isinstance(read, Misread):
        assert day.year in {1990, 2100} or year in {1989, 2101}
    else:
        assert read.start <= day <= read.end
        assert (read.days, read.start.isoweekday()) == (7, 1)


@given(DATES, st.sampled_from(["{0.day:02}/{0.month:02}/{0.year}", "{0.month:02}/{0.day:02}/{0.year}"]))
def test_a_day_in_digits_is_read_right_or_both_readings_are_offered(day, form):
    read = read_period(form.format(day))
    if isinstance(read, Misread):
        assert day.isoformat() in read.why
        assert day.day != day.month
    else:
        assert read == Period(day, day)


TOKENS = [*"0123456789-/. '", "..", " to ", "2026", "2025", "Q", "H", "W", "FY", "Mar", " may ", "week ", "26", "31"]
TOKENS += ["9999", "0000", "-03", "29 Feb", *"\u5e74\u6708\u2013\x00\u0664"]


def hold_for_any(text, today):
    read = read_period(text, today=today)
    if isinstance(read, Misread):
        assert read.why
        assert read.why.isprintable()
    else:
        assert date(1990, 1, 1) <= read.start <= read.end <= date(2100, 12, 31)


def test_ten_thousand_texts_of_period_like_pieces_do_not_raise():
    chance = random.Random(8601)  # noqa: S311 - the same texts on every run, no secret
    for _ in range(10_000):
        hold_for_any("".join(chance.choices(TOKENS, k=chance.randint(1, 8))), chance.choice([None, TODAY]))


@settings(max_examples=500)
@given(st.text(max_size=30), st.none() | st.dates())
def test_no_text_at_all_raises(text, today):
    hold_for_any(text, today)
