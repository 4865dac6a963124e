"""The grammar of typed periods: strict forms, each with its parts by name, and two of them as a range."""

from __future__ import annotations

import re
from datetime import date

from ..model.calendars import Period, half_period, months_period, quarter_period, week_period
from .misread import Misread
from .typed import fold, quote

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_YEAR, LAST_YEAR = 1990, 2100
# Parts: y year, q quarter, h half, w week, m month, n its name, d day, e the last day of several in one month.
_NAME = (
    r"(?P<n>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR, _SHORT = "(?P<y>[0-9]{4})", "(?P<y>[0-9]{4}|[0-9]{2})"
_MARKED = "'?(?P<y>[0-9]{4}|(?<=')[0-9]{2})"  # two digits only behind an apostrophe
_DAY, _TO = "(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?", r"(?:\s*-\s*|\s+to\s+)(?P<e>[0-9]{1,2})(?:st|nd|rd|th)?"
_WITH_YEAR = (
    _YEAR,
    f"{_YEAR}年",
    f"(?:fy|cy) ?'?{_SHORT}",
    f"{_YEAR}-(?P<m>[0-9]{{2}})",
    f"(?P<m>[0-9]{{1,2}})[-/.]{_YEAR}",
    f"{_YEAR}年(?P<m>[0-9]{{1,2}})月",
    f"{_YEAR}(?P<sep>[-/.])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<d>[0-9]{{1,2}})",
    f"{_YEAR}年(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})[日号]",
    f"{_YEAR}[ -]?q(?P<q>[0-9])",
    f"q(?P<q>[0-9])(?: |-|(?='))'?{_SHORT}",
    f"(?P<q>[0-9])q[ -]?'?{_SHORT}",
    f"{_YEAR}[ -]?h(?P<h>[0-9])",
    f"h(?P<h>[0-9])(?: |-|(?='))'?{_SHORT}",
    f"(?P<h>[0-9])h[ -]?'?{_SHORT}",
    f"{_YEAR}[ -]?w(?P<w>[0-9]{{1,2}})",
    f"{_YEAR},? (?:week|wk) ?(?P<w>[0-9]{{1,2}})",
    f"(?:week|wk|w) ?(?P<w>[0-9]{{1,2}})(?:,| of)? {_MARKED}",
    f"{_NAME},?[ -]?{_MARKED}",
    f"{_NAME}(?P<y>[0-9]{{2}})",
    f"{_YEAR}[ -]?{_NAME}",
    f"{_DAY}[ -]?(?:of )?{_NAME},?[ -]?{_MARKED}",
    f"{_NAME} {_DAY},? {_MARKED}",
    f"{_YEAR}[ -]{_NAME}[ -]{_DAY}",
    f"{_DAY}{_TO} {_NAME},? {_MARKED}",
    f"{_NAME} {_DAY}{_TO},? {_MARKED}",
)
_WITHOUT_YEAR = (
    "q(?P<q>[0-9])",
    "(?P<q>[0-9])q",
    "h(?P<h>[0-9])",
    "(?P<h>[0-9])h",
    "(?:week |wk ?|w)(?P<w>[0-9]{1,2})",
    _NAME,
    f"{_DAY}[ -]?{_NAME}",
    f"{_NAME} (?P<d>[0-9])(?:st|nd|rd|th)?",
    f"{_NAME} (?P<d>[0-9]{{2}})(?:st|nd|rd|th)",
    f"{_DAY}{_TO} {_NAME}",
    f"{_NAME} {_DAY}{_TO}",
)
_FLAGS = re.IGNORECASE | re.ASCII  # the latter so that no exotic letter passes for a plain one
_NAMED, _UNNAMED = (tuple(re.compile(form, _FLAGS) for form in forms) for forms in (_WITH_YEAR, _WITHOUT_YEAR))
_NUMERIC = re.compile(r"(?P<a>[0-9]{1,2})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4})")
_SHORT_NUMERIC = re.compile(r"[0-9]{1,2}(?P<sep>[-/.])[0-9]{1,2}(?P=sep)[0-9]{2}")
_DAY_OR_YEAR = re.compile(rf"{_NAME}[ -](?P<d>[0-9]{{2}})", _FLAGS)
_DAY_AND_SHORT_YEAR = re.compile(rf"[0-9]{{1,2}}[ -]?{_NAME}[ -]?[0-9]{{2}}", _FLAGS)
_BETWEEN = re.compile(r"\s*\.\.\s*|\s+to\s+|\s*-\s*", _FLAGS)
_PIVOT = 90  # two-digit years: 90 to 99 are the 1990s
_LOOK_BACK = 8  # years; 29 Feb skips up to seven


def parse(text: str, today: date | None) -> Period | Misread:
    """The period that `text` names, or why it was not read."""
    folded = fold(text)
    if isinstance(folded, Misread):
        return folded
    plain = re.sub(r"[\u2018\u2019]", "'", re.sub(r"[\u2010\u2011\u2013\u2014]", "-", " ".join(folded.split())))
    found = _single(plain, text, today) or _range(re.sub("^from ", "", plain, flags=_FLAGS), today)
    if found is None:
        forms = "2026-03-31, Mar 2026, Q1 2026, H1 2026, 2026 or 2026-03-20..2026-04-02"
        return Misread(f"I can't read {quote(text)} as a period: write it like {forms}")
    return found


def _single(plain: str, shown: str, today: date | None) -> Period | Misread | None:
    """One period; None if the text has no such form."""
    for form in _NAMED:
        if found := form.fullmatch(plain):
            return _build(found.groupdict(), _year(found["y"]), shown)
    for form in _UNNAMED:
        if found := form.fullmatch(plain):
            return _needs_year(found.groupdict(), shown, today)
    return _numeric(plain, shown)


def _year(digits: str) -> int:
    if len(digits) > 2:  # noqa: PLR2004 - a year in full
        return int(digits)
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)


def _build(parts: dict[str, str | None], year: int, shown: str) -> Period | Misread:
    """The period with these parts; Misread where the calendar has none, or it lies outside the years allowed."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return Misread(f"{quote(shown)} is not within {FIRST_YEAR} to {LAST_YEAR}: check the year")
    numbers = {name: int(digits) for name, digits in parts.items() if digits and name in {"q", "h", "w", "m", "d", "e"}}
    if name := parts.get("n"):
        numbers["m"] = MONTHS.index(name[:3].title()) + 1
    try:
        period = _calendar(numbers, year)
    except ValueError:
        return Misread(f"The calendar has no {quote(shown)}: check the day, week, month or quarter")
    if period.start.year < FIRST_YEAR or period.end.year > LAST_YEAR:
        return Misread(f"{quote(shown)} is not within {FIRST_YEAR} to {LAST_YEAR}: check the year")
    return period


def _calendar(numbers: dict[str, int], year: int) -> Period:
    """ValueError where the calendar has no such day, week, month, quarter or half, or the days run backward."""
    match numbers:
        case {"q": quarter}:
            return quarter_period(year, quarter)
        case {"h": half}:
            return half_period(year, half)
        case {"w": week}:
            return week_period(year, week)
        case {"m": month, "d": day}:
            return Period(date(year, month, day), date(year, month, numbers.get("e", day)))
        case {"m": month}:
            return months_period(year, month)
        case _:
            return months_period(year, 1, 12)


def _needs_year(parts: dict[str, str | None], shown: str, today: date | None) -> Misread:
    """Ask for the year; propose the latest in which the period had ended before `today`."""
    if today is not None:
        for year in range(today.year, today.year - _LOOK_BACK - 1, -1):
            period = _build(parts, year, shown)
            if isinstance(period, Period) and period.end < today:
                return Misread(f"{quote(shown)} needs a year: {year}?")
    return Misread(f"{quote(shown)} needs a year: write it with one, as in Q4 2025 or 31 Mar 2026")


def _numeric(plain: str, shown: str) -> Period | Misread | None:
    """Days in digits alone, where day and month may be told apart; else what to ask."""
    if _SHORT_NUMERIC.fullmatch(plain) or _DAY_AND_SHORT_YEAR.fullmatch(plain):
        return Misread(f"I can't tell day from year in {quote(shown)}: write it like 2026-03-31")
    if found := _DAY_OR_YEAR.fullmatch(plain):
        name, number = found["n"][:3].title(), found["d"]
        year = _year(number)
        return Misread(
            f"{quote(shown)} may be a day or a year: write {name} {year}, or {int(number)} {name} and its year"
        )
    if not (found := _NUMERIC.fullmatch(plain)):
        return None
    year, first, second = int(found["y"]), found["a"], found["b"]
    readings = {
        period
        for month, day in ((first, second), (second, first))
        if isinstance(period := _build({"m": month, "d": day}, year, shown), Period)
    }
    if len(readings) > 1:
        month_first, day_first = sorted(readings, key=lambda period: period.start.month != int(first))
        return Misread(f"{quote(shown)} is ambiguous: write {month_first.start} or {day_first.start}")
    return readings.pop() if readings else _build({"m": second, "d": first}, year, shown)


def _range(plain: str, today: date | None) -> Period | Misread | None:
    """`A..B`, `A to B`, `A-B`: from the start of A to the end of B; a year that A lacks is B's."""
    found = [_ends(plain[: gap.start()], plain[gap.end() :], plain, today) for gap in _BETWEEN.finditer(plain)]
    periods = {ends for ends in found if isinstance(ends, Period)}
    if len(periods) > 1:
        return Misread(f"{quote(plain)} can be read as several periods: write it like 2026-03-20..2026-04-02")
    return periods.pop() if periods else next((ends for ends in found if ends is not None), None)


def _ends(left: str, right: str, whole: str, today: date | None) -> Period | Misread | None:
    first, last = _single(left, left, today), _single(right, right, today)
    if first is None or last is None:
        return None
    if isinstance(first, Misread) and isinstance(last, Period):
        first = _with_year_of(last, left) or first
    if isinstance(first, Misread) or isinstance(last, Misread):
        return first if isinstance(first, Misread) else last
    if first.start > last.end:
        return Misread(
            f"{quote(whole)} runs backward, from {first.start} to {last.end}: write the earlier first, with its year"
        )
    return Period(first.start, last.end)


def _with_year_of(last: Period, text: str) -> Period | Misread | None:
    """`Jan` of "Jan to Mar 2026"; `Mar 24` is a day where the range ends on a day."""
    forms = (*_UNNAMED, _DAY_OR_YEAR) if last.days == 1 else _UNNAMED
    for form in forms:
        if found := form.fullmatch(text):
            return _build(found.groupdict(), last.end.year, text)
    return None
