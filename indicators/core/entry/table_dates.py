"""Dates of a table: one way of writing them throughout, known from the table itself or asked once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from ..model.calendars import Period, months_period
from ..model.series import Series
from ..text.misread import Misread
from ..text.period_text import MONTHS
from ..text.periods import read_period
from ..text.typed import quote

Order = Literal["", "day first", "month first"]
Short = Literal["", "year", "day"]
Stands = Literal["", "day", "month", "quarter", "week from", "week to"]
_NUMERIC = re.compile(r"(?P<a>[0-9]{1,2})[-/.](?P<b>[0-9]{1,2})[-/.](?P<y>[0-9]{4}|[0-9]{2})")
_SHORT = re.compile(rf"(?P<n>{'|'.join(MONTHS)})[a-z]*\.?[- '\u2019]+(?P<d>[0-9]{{2}})", re.IGNORECASE)
_LAST_MONTH, _LAST_DAY, _MONTHLY, _WEEK = 12, 31, 28, 7


@dataclass(frozen=True, slots=True)
class Dates:
    """How the dates of a table are written, and what a single day stands for; empty: not known."""

    order: Order = ""
    short: Short = ""
    stands: Stands = ""

    def read(self, text: str, today: date) -> Period | Misread:
        """The period of a cell."""
        found = self._read(text.strip(), today)
        if isinstance(found, Period) and found.days == 1:
            return _stood_for(found.start, self.stands)
        return found

    def _read(self, text: str, today: date) -> Period | Misread:
        numeric, short = _NUMERIC.fullmatch(text), _SHORT.fullmatch(text)
        if short and (self.short == "year" or int(short["d"]) > _LAST_DAY):
            return read_period(f"{short['n'][:3]} {_century(short['d'])}", today=today)
        if short and self.short == "day":
            return read_period(f"{int(short['d'])} {short['n'][:3]}", today=today)
        if numeric and self.order:
            day, month = (numeric["a"], numeric["b"]) if self.order == "day first" else (numeric["b"], numeric["a"])
            return read_period(f"{_century(numeric['y'])}-{int(month):02}-{int(day):02}", today=today)
        return read_period(text, today=today)


def _century(year: str) -> str:
    return year if len(year) > 2 else f"20{year}"  # noqa: PLR2004 - a year in full


def _stood_for(day: date, stands: Stands) -> Period:
    match stands:
        case "month":
            return months_period(day.year, day.month)
        case "quarter":
            return months_period(day.year, day.month - (day.month - 1) % 3, 3)
        case "week from":
            return Period(day, day + timedelta(days=_WEEK - 1))
        case "week to":
            return Period(day - timedelta(days=_WEEK - 1), day)
        case _:
            return Period(day, day)


def learn(texts: Iterable[str], given: Dates) -> tuple[Dates, tuple[str, ...]]:
    """What the dates themselves prove, added to what was given, and which of `order` and `short` must be asked.

    An order is proved where in some date one part is above 12 and in none the other is.
    """
    every = [text.strip() for text in texts]
    numeric = [found for text in every if (found := _NUMERIC.fullmatch(text))]
    order = given.order
    if numeric and not order:
        first = any(int(found["a"]) > _LAST_MONTH for found in numeric)
        second = any(int(found["b"]) > _LAST_MONTH for found in numeric)
        if first != second:
            order = "day first" if first else "month first"
    short = given.short
    days = [int(found["d"]) for text in every if (found := _SHORT.fullmatch(text))]
    if days and not short and max(days) > _LAST_DAY:
        short = "year"
    asked = (("order",) if numeric and not order else ()) + (("short",) if days and not short else ())
    return Dates(order, short, given.stands), asked


def single_days(texts: Iterable[str], dates: Dates, today: date) -> tuple[date, ...]:
    """The cells that are a single day, whatever it stands for."""
    plain = Dates(dates.order, dates.short, "day")
    found = [plain.read(text, today) for text in texts]
    return tuple(sorted({p.start for p in found if isinstance(p, Period) and p.days == 1}))


def may_stand_for(days: Sequence[date], kind: Series) -> tuple[Stands, ...]:
    """What a column of days may stand for beside themselves; a stock holds on its day, so nothing is asked of one."""
    if not days or kind.stock:
        return ()
    every = kind.rhythm.every if kind.rhythm else _MONTHLY
    edges = all(d.day == 1 for d in days) or all((d + timedelta(1)).day == 1 for d in days)
    if edges and every >= _MONTHLY:
        return ("month", "quarter", "day") if all((d.month % 3) in (0, 1) for d in days) else ("month", "day")
    gaps = {(b - a).days % _WEEK for a, b in pairwise(days)}
    return ("week from", "week to", "day") if gaps == {0} and every == _WEEK else ()


def asked_of(name: str, text: str) -> str:
    """What is asked of one cell while the table's question is open."""
    what = {"order": "Is the day or the month first", "short": "Is the number a year or a day"}[name]
    return f"{what} in {quote(text)}? Answer it once for the table."
