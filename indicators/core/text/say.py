"""How numbers and days are said to a person. Nothing is rounded before it gets here."""

from __future__ import annotations

import math
from datetime import date

from ..model.catalogue import all_series
from ..model.condition import Condition
from ..model.currencies import ISO_4217
from ..model.observation import Observation
from ..model.reading import Written
from ..model.units import Style, unit_of
from .periods import MONTHS, say_period

MINUS = "\u2212"
TINY = 0.0001  # below this a share is not told apart
EDGE_DIGITS = 6  # significant digits of a line: fewer would put a number on its wrong side
_SIZES = ((1e9, "bn"), (1e6, "M"), (1e3, "k"))
GRADE_WORDS = {
    "reported": "as reported",
    "estimate": "third-party estimate",
    "floor": "more than",
    "ceiling": "less than",
    "derived": "our arithmetic",
    "assumption": "our assumption",
}


def day(d: date) -> str:
    """`8 Sep 2026`, whatever the locale."""
    return f"{d.day} {MONTHS[d.month - 1]} {d.year}"


def as_known(d: date) -> str:
    """`As known 8 Sep 2026, UTC.`: what all that leaves the app says."""
    return f"As known {day(d)}, UTC."


def time(stamp: str) -> str:
    """`8 Sep 2026, 09:30:15 UTC` from a time as the board writes it."""
    return f"{day(date.fromisoformat(stamp[:10]))}, {stamp[11:19]} UTC"


def digits(x: float, significant: int = 3) -> str:
    """`x` to so many significant digits, thousands apart, without trailing zeros and with a true minus sign."""
    if x == 0:
        return "0"
    if not math.isfinite(x):
        return "more than a number can say"
    size = len(str(int(abs(x)))) if abs(x) >= 1 else 0
    places = max(0, significant - size) if size else significant - 1 - _exponent(x)
    text = f"{abs(x):,.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return (MINUS if x < 0 and text.strip("0.,") else "") + text


def _exponent(x: float) -> int:
    return int(f"{x:e}".split("e")[1])


def compact(x: float, significant: int = 3) -> str:
    """`7.8M`, `1.5bn`, `500k`, `155`."""
    for size, letter in _SIZES:
        if abs(x) >= size * (1 - 0.5 * 10.0**-significant):
            return digits(x / size, significant) + letter
    return digits(x, significant)


def ratio(value: float, shown: Written = "level", significant: int = 3) -> str:
    """A ratio as a level (`4%`), a change (`+4%`), a difference in points (`+4 pp`) or a multiple (`2.5x`)."""
    if shown == "times":
        return digits(value, significant) + "\u00d7"
    if 0 < value < TINY and shown == "level":
        return f"under {TINY:.2%}"
    sign = "+" if shown != "level" and value > 0 else ""
    return sign + digits(value * 100, significant) + (" pp" if shown == "points" else "%")


def number(value: float | date | str, unit: str, shown: Written = "level", significant: int = 3) -> str:
    """A value with its unit, as it stands in a sentence: `CNY 850M`, `+30.8%`, `22.5 months`."""
    if shown == "yes_no":
        return "yes" if value else "no"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, str):
        return day(date.fromisoformat(value))
    code, _, per = unit.partition(" per ")
    if code in ISO_4217:
        return _money(value, code, significant) + (f" a {per}" if per else "")
    found = unit_of(code)
    if found.style is Style.SHARE:
        return ratio(value, shown, significant) + (f" a {per}" if per else "")
    if found.style is Style.COMPACT:
        text = ("+" if shown == "change" and value > 0 else "") + compact(value, significant)
    elif found.style is Style.BARE:
        text = digits(value, significant)
    else:
        text = f"{digits(value, significant)} {found.word(value)}"
    return text + (f" a {per}" if per else "")


def _money(value: float, code: str, significant: int) -> str:
    return f"{MINUS if value < 0 else ''}{code} {compact(abs(value), significant)}"


def edge(value: float, unit: str, shown: Written = "level") -> str:
    """A line or level, to more digits than a reading: `10.15M`, `CNY 1.1135bn`."""
    return number(value, unit, shown, EDGE_DIGITS)


def condition(test: Condition, unit: str, shown: Written = "level") -> str:
    """`≥ 10.15M`, `< 2%`: a test in the metric's unit."""
    word = {">": ">", ">=": "\u2265", "<": "<", "<=": "\u2264"}[test.op]
    return f"{word} {edge(test.edge, unit, shown)}"


def interval(low: float | date | None, high: float | date | None, unit: str, shown: Written = "level") -> str:
    """`CNY 8M to CNY 12M`; an open end is said as such; empty where neither end is known."""
    if low is None and high is None:
        return ""
    if low is None and high is not None:
        return f"up to {number(high, unit, shown)}"
    if high is None and low is not None:
        return f"from {number(low, unit, shown)}"
    first, last = number(low or 0, unit, shown), number(high or 0, unit, shown)
    return f"{_without_end(first, last)} to {last}"


def _without_end(low: str, high: str) -> str:
    """`USD 8M a month` before `USD 12M a month` is said as `USD 8M`: the words at the end are said once."""
    words, others = low.split(" "), high.split(" ")
    while len(words) > 1 and words[-1] == others[-1] and words[-1].isalpha():
        words, others = words[:-1], others[:-1]
    return " ".join(words)


def graded(grade: str | None, *, computed: bool) -> str:
    """A reading's grade in words; a value that no input states is our arithmetic on what they state."""
    words = GRADE_WORDS.get(grade or "", "")
    return f"our arithmetic ({words})" if computed and grade in ("reported", "estimate", "floor", "ceiling") else words


def observed(o: Observation) -> str:
    """An observation's number with its grade in words: `more than CNY 850M`, `about 7.5M to 8.1M`."""
    series = all_series().get(o.series)
    if o.series == "fx":  # how many of the second currency one of the first is
        return f"{digits(o.number)} {o.entity.partition('/')[2]}"
    shown: Written = "change" if series is not None and series.id == "wau_change" else "level"
    text = number(o.number, o.unit, shown)
    if o.value is None and o.stated:
        text = interval(o.low, o.high, o.unit, shown)
    return {"floor": "more than ", "ceiling": "less than "}.get(o.grade, "") + text


def when(o: Observation) -> str:
    """An observation's period: `Mar 2026`, `Q2 2026`, `24 Mar to 2 Apr 2026`."""
    return say_period(o.period_start, o.period_end)


def during(o: Observation) -> str:
    """An observation's period after a verb: `in Mar 2026`, `on 8 Sep 2026`, `from 24 Mar to 2 Apr 2026`."""
    return during_days(o.period_start, o.period_end)


def during_days(start: date, end: date) -> str:
    """Days after a verb, as `during` has an observation's."""
    text = say_period(start, end)
    if start == end:
        return f"on {text}"
    return f"from {text}" if " to " in text else f"in {text}"


def series_title(series: str) -> str:
    """A series' name inside a sentence; a declared one by its id."""
    found = all_series().get(series)
    if found is None:
        return series
    return inside(found.title)


def inside(title: str) -> str:
    """A title inside a sentence: it begins small, unless its first word has capitals of its own (`ARR`, `MAUs`)."""
    rest = title.partition(" ")[0][1:]
    return title if rest != rest.lower() else title[:1].lower() + title[1:]


def name(o: Observation) -> str:
    """`Acme monthly active users, Mar 2026`: a number's name, without the number."""
    return f"{kind(o)}, {when(o)}"


def kind(o: Observation) -> str:
    """`Acme monthly active users`: what a number is of, without its time."""
    which = f", {o.label}" if o.label else ""
    age = f", day {o.age_days}" if o.age_days is not None else ""
    return f"{o.entity} {series_title(o.series)}{which}{age}"


def listed(parts: tuple[str, ...] | list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return ", ".join(parts[:-1]) + " and " + parts[-1] if len(parts) > 1 else "".join(parts)
