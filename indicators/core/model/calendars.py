"""A period, from a day to a day, and those that the calendar itself has: weeks, months, quarters, halves, years."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` to `end`, both included; ValueError if it runs backward."""

    start: date
    end: date

    def __post_init__(self) -> None:
        """Refuse what no later sum could make sense of."""
        if self.end < self.start:
            raise ValueError(f"a period cannot run from {self.start} back to {self.end}")

    @property
    def days(self) -> int:
        """Length in days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def middle(self) -> float:
        """Time of a number that holds for the period, as an ordinal day with its fraction."""
        return self.start.toordinal() + (self.end - self.start).days / 2


def months_period(year: int, month: int, months: int = 1) -> Period:
    """So many whole calendar months of one year, from the first of `month`. ValueError where there are none such."""
    last = month + months - 1
    return Period(date(year, month, 1), date(year, last, monthrange(year, last)[1]))


def quarter_period(year: int, quarter: int) -> Period:
    """A calendar quarter, 1 to 4; ValueError for another."""
    return months_period(year, 3 * quarter - 2, 3)


def half_period(year: int, half: int) -> Period:
    """A calendar half-year, 1 or 2; ValueError for another."""
    return months_period(year, 6 * half - 5, 6)


def week_period(year: int, week: int) -> Period:
    """An ISO 8601 week, Monday to Sunday; ValueError where the year has no such week."""
    monday = date.fromisocalendar(year, week, 1)
    return Period(monday, monday + timedelta(days=6))


def calendar_month(period: Period) -> tuple[int, int] | None:
    """(year, month) if the period is exactly a calendar month."""
    year, month = period.start.year, period.start.month
    return (year, month) if period == months_period(year, month) else None


def calendar_quarter(period: Period) -> tuple[int, int] | None:
    """(year, quarter) if the period is exactly a calendar quarter."""
    year, quarter = period.start.year, (period.start.month + 2) // 3
    return (year, quarter) if period == quarter_period(year, quarter) else None


def calendar_half(period: Period) -> tuple[int, int] | None:
    """(year, half) if the period is exactly a calendar half-year."""
    year, half = period.start.year, (period.start.month + 5) // 6
    return (year, half) if period == half_period(year, half) else None


def calendar_year(period: Period) -> int | None:
    """The year if the period is exactly a calendar year."""
    return period.start.year if period == months_period(period.start.year, 1, 12) else None
