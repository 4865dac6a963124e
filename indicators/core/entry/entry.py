"""Reads what a person typed, in a form or on the command line, into the cells that the validator takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from ..model.catalogue import all_series
from ..model.currencies import ISO_4217
from ..model.series import Series
from ..model.units import unit_of
from ..text.misread import Misread
from ..text.numbers import ReadNumber, read_number
from ..text.periods import read_period, say_period
from .validate import Cell

Mark = Literal[".", ","]
FIELDS = (
    "series",
    "entity",
    "value",
    "period",
    "basis",
    "source",
    "unit",
    "grade",
    "published_on",
    "url",
    "rights",
    "label",
    "note",
    "age_days",
    "low",
    "high",
)


@dataclass(slots=True)
class Entry:
    """`cells` for the validator; what was read, and what was not understood, each by field."""

    cells: dict[str, Cell] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def read_entry(
    typed: Mapping[str, str], today: date, series: Mapping[str, Series] | None = None, *, decimal: Mark = "."
) -> Entry:
    """Read the fields of `FIELDS`; what is ambiguous becomes a problem with a question, never a guess.

    `decimal` is the decimal mark of the numbers.
    """
    text = {name: typed.get(name, "").strip() for name in FIELDS}
    entry = Entry()
    for name in ("series", "entity", "basis", "source", "url", "rights", "label", "note", "age_days"):
        entry.cells[name] = text[name]
    kind = (all_series() if series is None else series).get(text["series"])
    _read_period(entry, text["period"], today)
    _read_published(entry, text["published_on"], today)
    number = _read_value(entry, text, decimal)
    if number is not None:
        _unit(entry, text["unit"], number, kind)
        _whole(entry, number, kind)
        entry.cells["grade"] = text["grade"] or number.grade or (_default_grade(kind))
    return entry


def _default_grade(kind: Series | None) -> str:
    return "assumption" if kind is not None and kind.assumption else "reported"


def _read_period(entry: Entry, text: str, today: date) -> None:
    period = read_period(text, today=today)
    if isinstance(period, Misread):
        entry.problems["period"] = period.why
        return
    entry.cells |= {"period_start": period.start, "period_end": period.end}
    entry.said["period"] = say_period(period.start, period.end)


def _read_published(entry: Entry, text: str, today: date) -> None:
    entry.cells["published_on"] = ""
    if not text:
        return
    day = read_period(text, today=today)
    if isinstance(day, Misread):
        entry.problems["published_on"] = day.why
    elif day.start != day.end:
        entry.problems["published_on"] = f'"{text}" is more than a day: write one like 2026-04-02.'
    else:
        entry.cells["published_on"] = day.start
        entry.said["published_on"] = say_period(day.start, day.end)


def _read_value(entry: Entry, text: Mapping[str, str], decimal: Mark) -> ReadNumber | None:
    """The value with the ends that stand in fields of their own."""
    read: dict[str, ReadNumber] = {}
    for name in ("value", "low", "high"):
        if not text[name]:
            continue
        found = read_number(text[name], decimal=decimal)
        if isinstance(found, Misread):
            entry.problems[name] = found.why
        elif name != "value" and found.value is None:
            entry.problems[name] = f'"{text[name]}" is a range: one end is wanted here.'
        else:
            read[name] = found
    if entry.problems.keys() & {"value", "low", "high"}:
        return None
    if not read:
        entry.problems["value"] = "No value: write a number such as 7.8M, or a range such as 7.5-8.1m."
        return None
    units = {n.unit for n in read.values() if n.unit}
    if len(units) > 1:
        entry.problems["value"] = f"The value and its ends are in {' and '.join(sorted(units))}: use one."
        return None
    main = read.get("value")
    low, high = (read[name].value if name in read else None for name in ("low", "high"))
    if main is not None:
        low, high = main.low if low is None else low, main.high if high is None else high
        entry.said["value"] = main.said
    entry.cells |= {"value": main.value if main else None, "low": low, "high": high}
    return ReadNumber(
        value=main.value if main else None,
        low=low,
        high=high,
        unit=units.pop() if units else None,
        grade=main.grade if main else None,
        said=main.said if main else "",
    )


def _unit(entry: Entry, asked: str, number: ReadNumber, kind: Series | None) -> None:
    """The unit that was asked for, else the one in the number, else the series' only one."""
    if asked and number.unit and asked != number.unit:
        entry.problems["unit"] = f"The number says {number.unit}, the unit {asked}: correct one."
    unit = asked or number.unit or ""
    if not unit and kind is not None:
        if kind.money:
            entry.problems["unit"] = "Which currency? Write it with the number, as in CNY 340m, or choose it."
        elif len(kind.units) > 1:
            entry.problems["unit"] = f"{' or '.join(kind.units)}? Write it with the number, or choose it."
        else:
            unit = kind.units[0]
    if unit and kind is not None and not kind.accepts(unit):
        wanted = "a currency" if kind.money else " or ".join(kind.units)
        entry.problems["unit"] = f"{kind.title} takes {wanted}, not {unit}."
    entry.cells["unit"] = unit


def _whole(entry: Entry, number: ReadNumber, kind: Series | None) -> None:
    """Nobody counts 8.1 users: the power of ten was left out."""
    if kind is None or not unit_of(str(entry.cells["unit"])).in_millions or "value" in entry.problems:
        return
    for found in (number.value, number.low, number.high):
        if found is not None and found % 1 and abs(found) < 1e3:  # noqa: PLR2004 - above it people shorten
            short, unit = f"{found:.15g}", entry.cells["unit"]
            entry.problems["value"] = f"{short} is no whole number of {unit}: write {short}m, or all its digits."
            return


POWERS = ((1e12, "trn"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))  # words that `read_number` knows
_BARE = r"[0-9][0-9.,\u00a0\u202f'\u2019]*"
_SCALED = re.compile(
    rf"(?P<lead>[^0-9]*)(?P<one>{_BARE})(?:(?P<dash>\s*[-\u2013\u2014]\s*|\s+to\s+)(?P<two>{_BARE}))?"
    rf"(?P<rest>\+?(?:\s*\(\s*{_BARE}\s*[-\u2013\u2014]\s*{_BARE}\s*\))?|\s+[^0-9(]+)"
)
_OWN_POWER = re.compile(
    r"[0-9]\s*(?:[kmbt](?:illions?|m|n|ln|rn|rillions?)?|thousand|[千万萬十百亿億兆]|e[-+]?[0-9])(?![a-z])",
    re.IGNORECASE,
)
_SHARE = re.compile(r"%|percent|per cent|pct|ratio", re.IGNORECASE)


def power_of(number: float) -> str:
    """The word for the power of ten in which people say a number of this size: `M` of 7,800,000; empty below 1,000."""
    return next((word for size, word in POWERS if abs(number) >= size), "")


def in_power(text: str, word: str) -> str:
    """A number without a power of ten of its own, in that of its field: `8.1` in `M` is `8.1M`, `~8 users` `~8M users`.

    One with a word of its own, an exponent or a percent sign is left as it is.
    """
    plain = text.strip()
    if not word or not plain or _OWN_POWER.search(plain) or _SHARE.search(plain):
        return text
    if not (found := _SCALED.fullmatch(plain)):
        return f"{plain} {word}"  # read as the power of all of it, or refused
    lead, one, dash, two, rest = (found[name] or "" for name in ("lead", "one", "dash", "two", "rest"))
    return f"{lead}{one}{dash}{two}{word}{rest}"


def unit_choices(kind: Series, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The units that a form offers: the series' own, or the currencies on the board first and then all."""
    if not kind.money:
        return kind.units
    return (*known, *sorted(ISO_4217.difference(known)))
