"""Periods as people write them, as the contract writes them, and as they are said to people.

What is ambiguous, such as 03/04/2026 or Mar 26, is asked. Month names are English whatever the machine's locale.
"""

from __future__ import annotations

from datetime import date

from ..model.calendars import (
    Period,
    calendar_half,
    calendar_month,
    calendar_quarter,
    calendar_year,
    half_period,
    months_period,
    quarter_period,
    week_period,
)
from .misread import Misread
from .period_text import MONTHS, parse

__all__ = [
    "MONTHS",
    "Misread",
    "Period",
    "calendar_half",
    "calendar_month",
    "calendar_quarter",
    "calendar_year",
    "half_period",
    "months_period",
    "quarter_period",
    "read_period",
    "say_period",
    "week_period",
    "write_period",
]


def write_period(start: date, end: date) -> str:
    """The contract's form: `2026-03-31`, `2026-03`, `2026-Q1`, `2026-H1`, `2026`, else `2026-03-20..2026-04-02`."""
    period = Period(start, end)
    if start == end:
        return start.isoformat()
    if month := calendar_month(period):
        return f"{month[0]:04}-{month[1]:02}"
    if quarter := calendar_quarter(period):
        return f"{quarter[0]:04}-Q{quarter[1]}"
    if half := calendar_half(period):
        return f"{half[0]:04}-H{half[1]}"
    return f"{start.year:04}" if calendar_year(period) else f"{start.isoformat()}..{end.isoformat()}"


def say_period(start: date, end: date) -> str:
    """For people: `31 Mar 2026`, `Mar 2026`, `Q1 2026`, `H1 2026`, `2026`, `24 Mar to 2 Apr 2026`."""
    period = Period(start, end)
    if start == end:
        return _day(end)
    if month := calendar_month(period):
        return f"{MONTHS[month[1] - 1]} {month[0]}"
    if quarter := calendar_quarter(period):
        return f"Q{quarter[1]} {quarter[0]}"
    if half := calendar_half(period):
        return f"H{half[1]} {half[0]}"
    if calendar_year(period):
        return str(start.year)
    if start.year != end.year:
        return f"{_day(start)} to {_day(end)}"
    first = f"{start.day}" if start.month == end.month else f"{start.day} {MONTHS[start.month - 1]}"
    return f"{first} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def read_period(text: str, *, today: date | None = None) -> Period | Misread:
    """The period that `text` names, within 1990 to 2100, or why it was not read.

    The contract's forms and people's: `Q4 2025`, `4Q25`, `H1 2026`, `FY25` (the calendar year), `Mar 2026`, `31 Mar
    2026`, `2026W14`, `1-15 Mar 2026`, `A to B`. Where the year is missing, the latest that had ended by `today` is
    proposed, not assumed.
    """
    return parse(text, today)
