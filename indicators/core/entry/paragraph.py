"""Candidate numbers in a paragraph, found without any network: whose, which, for when, and the words that say so.

A candidate is a proposal: what the words do not settle is left open, and nothing is taken unasked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from ..model.calendars import Period
from ..model.catalogue import all_series, thesis
from ..model.currencies import ISO_4217
from ..text.misread import Misread
from ..text.numbers import ReadNumber, read_number
from ..text.periods import read_period, say_period, write_period
from ..text.vocabulary import Vocabulary

_ORDINAL = re.compile(r"^(?:the )?(?:first|second|third|fourth) quarter(?: of)?", re.IGNORECASE)
_FOR = re.compile(r"\W*(?:\w+\W+){0,2}?(?:for|at|by|of) (?:the )?")  # "4.7 million users for X"
LONGEST = 20_000  # characters
SPAN = 7  # words of the longest number: "between 7.5 million and 8.1 million users"
_SENTENCE = re.compile(r"(?<=[.!?\u3002])\s+(?=[^a-z])|\n+")
_WORD = re.compile(r"[^\s\u3002\uff0c\u3001]+")
_EDGE = "\"'\u201c\u201d\u2018\u2019()[],;:!?"
_FLOOR = re.compile(r"(?:surpass|top|cross|pass|exceed)(?:ed|es|ing)?$|^excess$", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:up|down|rose|grew|fell|increase[ds]?|growth|gain(?:ed)?|year[- ]o[nv]e?r?[- ]year|yoy|y/y|q/q)\b",
    re.IGNORECASE,
)
# The words beside a number that say which it is; the nearest to it counts.
CUES: dict[str, str] = {
    r"monthly(?: active)? users|monthly actives|\bMAUs?\b": "mau",
    r"weekly(?: active)? users|\bWAUs?\b": "wau",
    r"daily(?: active)? users|\bDAUs?\b": "dau",
    r"registered users|user base|sign[- ]?ups": "registered_users",
    r"paying (?:users|subscribers|customers)|paid (?:users|subscribers)|subscribers": "paying_users",
    r"downloads|installs|downloaded": "downloads",
    r"annuali[sz]ed (?:revenue|run[- ]rate)|run[- ]rate|\bARR\b|annual recurring revenue": "arr",
    r"\brevenues?\b|\bsales\b": "revenue",
    r"\braised\b|\braising\b|funding round|series [a-h]\b": "funding_round",
    r"valuation|valued at|valuing": "valuation",
    r"\bburn(?:ed|ing|s)?\b": "net_burn",
    r"\bcash\b": "cash",
    r"\bemploy(?:s|ed|ees)?\b|\bstaff\b|\bheadcount\b|workforce": "headcount",
    r"open (?:roles|jobs|positions)|openings|job listings": "open_roles",
    r"\bday[- ](?P<age>[0-9]+) retention|\bretention": "retention",
    r"\bgigawatts?\b|\bGW\b": "compute",
}


@cache
def _cues() -> list[tuple[re.Pattern[str], str]]:
    """The cues of the thesis first, for they are the narrower ones."""
    return [(re.compile(pattern, re.IGNORECASE), series) for pattern, series in {**thesis().cues, **CUES}.items()]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number in the text: `typed` for the entry, the sentence it stands in, its own words, and what is still open."""

    start: int
    end: int
    words: str
    sentence: str
    said: str
    typed: Mapping[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()


def candidates(text: str, words: Vocabulary, today: date) -> list[Candidate]:
    """The numbers of a paragraph that may be of a known series, in its order."""
    found: list[Candidate] = []
    entity = ""
    for start, sentence in _sentences(text[:LONGEST]):
        named = _entities(sentence, words)
        dates = list(_dates(sentence, today))
        for left, right, number, shown in _numbers(sentence, dates):
            owner = _owner(sentence, named, left, right) or ("" if named else entity)
            found.append(_candidate((start, sentence), (left, right, shown), number, dates, owner, words))
        entity = named[-1][1] if len({name for _, name in named}) == 1 else "" if named else entity
    return [c for c in found if "series" in c.typed or "unit" in c.typed]


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for gap in [*_SENTENCE.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if text[at:end].strip():
            yield at, text[at:end]
        at = gap.end() if gap else end


def _entities(sentence: str, words: Vocabulary) -> list[tuple[int, str]]:
    """Where known names stand, in their order; a name's first word counts where it is one entity's alone."""
    found: dict[int, str] = {}
    for name in words.entities:
        for short in dict.fromkeys((name, name.split()[0])):
            if words.entity(short) == (name,):
                for m in re.finditer(rf"(?<!\w){re.escape(short)}(?!\w)", sentence):
                    found.setdefault(m.start(), name)
    return sorted(found.items())


def _owner(sentence: str, named: list[tuple[int, str]], left: int, right: int) -> str:
    """The name right behind ("for X"), else the nearest before; a name further behind may be anyone's."""
    behind = _FOR.match(sentence, right)
    named_behind = [name for place, name in named if behind and place == behind.end()]
    before = [name for place, name in named if place <= left]
    return (named_behind or before[-1:] or [""])[0]


def _spans(sentence: str, longest: int) -> Iterator[tuple[int, int]]:
    """Runs of words, the longest first at each place."""
    tokens = list(_WORD.finditer(sentence))
    for i in range(len(tokens)):
        for length in range(min(longest, len(tokens) - i), 0, -1):
            yield tokens[i].start(), tokens[i + length - 1].end()


def _dates(sentence: str, today: date) -> Iterator[tuple[int, int, Period | Misread]]:
    """Periods, and those that lack a year, where they stand; none inside another."""
    last = 0
    for left, right in _spans(sentence, 5):
        shown = sentence[left:right].strip(_EDGE + ".")
        if left < last or not shown or not re.search(r"[a-z0-9]", shown, re.IGNORECASE):
            continue
        found = read_period(_ORDINAL.sub(_quarter, shown), today=today)
        a_word = shown.lower() in ("may", "mar", "march")  # words before they are months
        if isinstance(found, Period) or ("needs a year" in found.why and not a_word):
            yield left, right, found
            last = right


def _quarter(found: re.Match[str]) -> str:
    order = ("first", "second", "third", "fourth")
    return f"Q{1 + next(i for i, word in enumerate(order) if word in found[0].lower())}"


def _numbers(
    sentence: str, dates: list[tuple[int, int, Period | Misread]]
) -> Iterator[tuple[int, int, ReadNumber, str]]:
    """Numbers that are no dates, the longest reading of each, with the words that were read."""
    last = 0
    for left, right in _spans(sentence, SPAN):
        if left < last or any(left < end and start < right for start, end, _ in dates):
            continue
        shown = sentence[left:right].strip(_EDGE).rstrip(".")
        if not any(c.isdigit() for c in shown):
            continue
        first, _, rest = shown.partition(" ")
        plain = f">{rest}" if _FLOOR.match(first) and rest and rest[0] not in "<>~" else shown
        found = read_number(plain)
        if isinstance(found, ReadNumber):
            yield left, right, found, shown
            last = right


def _candidate(  # noqa: PLR0913, PLR0917 - the pieces of a sentence, each found by itself
    where: tuple[int, str],
    span: tuple[int, int, str],
    number: ReadNumber,
    dates: list[tuple[int, int, Period | Misread]],
    entity: str,
    words: Vocabulary,
) -> Candidate:
    start, sentence = where
    left, right, shown = span
    first = shown.split()[0]
    typed = {
        "value": f">{shown.partition(' ')[2]}" if _FLOOR.match(first) and " " in shown else shown,
        "note": f'"{sentence.strip()}"',
    }
    missing: list[str] = []
    series, age = _series(sentence, left, right, number)
    if number.unit == "percent" and "percent" not in (all_series()[series].units if series else ()):
        series = ""
        missing.append("a change or a share, not a level")
    if series:
        typed["series"] = series
        if age:
            typed["age_days"] = age
    if number.unit in ISO_4217 or number.unit:
        typed["unit"] = number.unit or ""
    period = min(dates, key=lambda d: _gap(d[0], d[1], left, right), default=None)
    if period is not None and isinstance(period[2], Period):
        typed["period"] = write_period(period[2].start, period[2].end)
    if entity:
        typed["entity"] = entity
    missing += [name for name in ("series", "entity", "period") if name not in typed]
    when = say_period(period[2].start, period[2].end) if period and isinstance(period[2], Period) else ""
    said = " · ".join(
        part
        for part in (entity, words.series[series].title if series else "", number.said.partition(" as ")[2], when)
        if part
    )
    return Candidate(start + left, start + right, shown, sentence.strip(), said, typed, tuple(missing))


def _gap(a: int, b: int, left: int, right: int) -> int:
    """Characters between two stretches."""
    return max(left - b, a - right, 0)


def _series(sentence: str, left: int, right: int, number: ReadNumber) -> tuple[str, str]:
    """The series whose words stand nearest to the number and fit its unit; a day of retention where it is named."""
    money = number.unit in ISO_4217
    found: list[tuple[int, int, str, str]] = []
    for order, (pattern, series) in enumerate(_cues()):
        for m in pattern.finditer(sentence):
            of_money = series in ("arr", "revenue", "funding_round", "valuation", "net_burn", "cash")
            if of_money == money and (number.unit == "percent") == (series == "retention"):
                age = (m.groupdict().get("age") or "") if series == "retention" else ""
                found.append((_gap(m.start(), m.end(), left, right), order, series, age))
    _, _, series, age = min(found, default=(0, 0, "", ""))
    return series, age
