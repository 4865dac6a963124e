"""The number that is expected next: for which period, and as an observation with a supposed value."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ..model.calendars import Period, months_period
from ..model.catalogue import all_series
from ..model.observation import Observation
from ..text.periods import calendar_month, calendar_quarter, calendar_year


def next_period(o: Observation) -> Period:
    """The period after a number's own: the next month, quarter or year, else as many days again."""
    own = Period(o.period_start, o.period_end)
    start = o.period_end + timedelta(1)
    if calendar_month(own):
        return months_period(start.year, start.month)
    if calendar_quarter(own):
        return months_period(start.year, start.month, 3)
    if calendar_year(own):
        return months_period(start.year, 1, 12)
    rhythm = all_series()[o.series].rhythm
    if own.days == 1:
        day = o.period_end + timedelta(days=rhythm.every if rhythm else 1)
        return Period(day, day)
    days = min(own.days, rhythm.every) if rhythm else own.days  # a search over years is not repeated over years
    return Period(start, start + timedelta(days=days - 1))


def newest_due(o: Observation, as_of: date) -> Period:
    """The newest period after a number's own whose number would be out by a day; the next one where none would."""
    rhythm = all_series()[o.series].rhythm
    lag = timedelta(days=rhythm.lag if rhythm else 0)
    period = next_period(o)
    following = next_period(replace(o, period_start=period.start, period_end=period.end))
    while following.end + lag <= as_of:
        period = following
        following = next_period(replace(o, period_start=period.start, period_end=period.end))
    return period


def supposed(o: Observation, period: Period, value: float) -> Observation:
    """A number that has not come yet: the next one after `o`, published as that one was ("more than", an estimate).

    A cohort's is published once all of it has reached the age.
    """
    return replace(
        o,
        id=0,
        period_start=period.start,
        period_end=period.end,
        value=value,
        low=None,
        high=None,
        known_on=period.end + timedelta(days=o.age_days or 0),
        source="supposed",
    )
