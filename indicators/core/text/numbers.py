"""Numbers as people write them: `7.8M`, `340m yuan`, `7.5-8.1m`, `<0.1%`, `~8m`; what is ambiguous is asked.

Exact: digits are shifted as decimals and become a float once, at the end; a number that a float cannot give back digit
for digit is refused.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from ..model.currencies import ISO_4217, WORDS_BEFORE_NUMBERS
from ..model.units import unit_words
from .misread import Misread
from .number_text import Ends, Mark, Term, parse
from .typed import fold, quote

Grade = Literal["estimate", "floor", "ceiling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNumber:
    """What a text says: a value, a range (`low` and `high`), or both; unit and grade only where the text says so.

    A floor or ceiling is a `value` with that `grade`. `said` repeats what was read, for the person who typed it.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    grade: Grade | None = None
    said: str


_GRADES: tuple[tuple[str, Grade], ...] = (
    (r"~|≈|(?:about|approximately|approx|around|roughly|circa|ca)\b\.?|c\.", "estimate"),
    (r">=?|≥|(?:more than|greater than|over|above|exceeded|exceeds|exceeding|at least)\b", "floor"),
    (r"<=?|≤|(?:less than|fewer than|under|below|at most|up to)\b", "ceiling"),
)
_HEDGES = re.compile(r"(close to|nearly|almost|near|just under|just over)\b\s*(.*)", re.IGNORECASE)
_SAID: dict[Grade, str] = {"estimate": "about ", "floor": "at least ", "ceiling": "at most "}  # true of > and >= alike
_WRITTEN: dict[str, str] = {"estimate": "~", "floor": ">", "ceiling": "<"}
_POWERS = ((12, "trn"), (9, "bn"), (6, "M"))
_DECIMALS, _NEXT_WORD = 2, 1000  # decimals of a shortened number; from here on the next word is due
_PLAIN_FROM, _PLAIN_BELOW = 1e-6, 1e18  # outside, digits are written with an exponent


@lru_cache(maxsize=4096)  # a line is read again at each key
def read_number(text: str, *, decimal: Mark = ".") -> ReadNumber | Misread:
    """The number, range, unit and grade that `text` says, or why it was not read.

    `decimal` is the decimal mark of the text; the other mark, apostrophes or no-break and thin spaces may group
    thousands, in threes. A percentage stays one: "0.1%" is 0.1 with the unit "percent".
    """
    folded = fold(text)
    if isinstance(folded, Misread):
        return folded
    shown, plain = quote(text), folded.replace("\u2212", "-")  # the true minus sign
    if hedge := _HEDGES.match(plain):
        rest = quote(hedge[2] or "8m")[1:-1]
        return Misread(f"{quote(hedge[1])} may mean more or less: write ~{rest} for about, >{rest} or <{rest}")
    grade, body = _split_grade(plain)
    found = parse(body, decimal)
    if found is None:
        return Misread(f"I can't read {shown} as a number: write it like 7.8M, 340m yuan, 7.5-8.1m or <0.1%")
    return found if isinstance(found, Misread) else _settle(shown, grade, *found)


def _split_grade(text: str) -> tuple[Grade | None, str]:
    for pattern, grade in _GRADES:
        if mark := re.match(rf"(?:{pattern})\s*", text, re.IGNORECASE):
            return grade, text[mark.end() :]
    return None, text


def _settle(shown: str, grade: Grade | None, term: Term | None, ends: Ends | None) -> ReadNumber | Misread:
    """One grade, one unit, and floats that give the digits back; else what to ask."""
    if term and term.plus:
        if grade not in {None, "floor"}:
            return Misread(f"{shown} has a plus and another mark: write either 12M+ or one of ~12M, <12M")
        grade = "floor"
    if ends and grade in {"floor", "ceiling"}:
        return Misread(f"{shown} is a range and a bound at once: write 7.5-8.1m, >7.5m or <8.1m")
    units = term.units if term else ends.units if ends else ()
    if len(units) > 1:
        listed = " or ".join(units)
        return Misread(f"The money in {shown} may be {listed}: write the code, as in {units[0]} 340m")
    numbers = [_float(exact) for exact in ((term.full(),) if term else ()) + ((ends.low, ends.high) if ends else ())]
    kept = [number for number in numbers if number is not None]
    if len(kept) < len(numbers):
        return Misread(f"{shown} has more digits than can be kept, or is too large or small: write up to 15 digits")
    value = kept[0] if term else None
    low, high = (kept[-2], kept[-1]) if ends else (None, None)
    unit = units[0] if units else None
    said = f"I read {shown} as {_SAID[grade] if grade else ''}{_say(value, low, high, unit)}"
    return ReadNumber(value=value, low=low, high=high, unit=unit, grade=grade, said=said)


def _float(exact: Decimal) -> float | None:
    """The float that gives the same digits back, or None if there is none."""
    number = float(exact)
    if not math.isfinite(number) or Decimal(repr(number)) != exact:
        return None
    return number or 0.0  # never minus zero


def _say(value: float | None, low: float | None, high: float | None, unit: str | None) -> str:
    """The numbers in full digits for a person, with their unit."""
    spread = f"{_digits(low)} to {_digits(high)}" if low is not None and high is not None else ""
    single = "" if value is None else _digits(value)
    return _assemble(single, spread, unit, code_first=True).replace("-", "\u2212")


def _assemble(single: str, spread: str, unit: str | None, *, code_first: bool) -> str:
    """`single`, `spread` or `single (spread)` with the unit where people put it."""
    before = f"{unit} " if unit in ISO_4217 and code_first else ""
    behind = "" if unit is None or before else "%" if unit == "percent" else f" {unit}"
    if not spread or not single:
        return f"{before}{single or spread}{behind}"
    return f"{before}{single}{behind} ({spread}{behind if unit == 'percent' else ''})"


def _digits(number: float) -> str:
    """Every digit, thousands grouped; with an exponent where that would be a row of zeros."""
    if number and not _PLAIN_FROM <= abs(number) < _PLAIN_BELOW:
        return repr(number)
    digits = f"{Decimal(repr(number)):,f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def write_number(
    value: float | None,
    low: float | None = None,
    high: float | None = None,
    unit: str | None = None,
    grade: str | None = None,
) -> str:
    """The text that `read_number` reads back as the same: `7.8M`, `~CNY 340M`, `7.5-8.1M users`, `<0.1%`.

    Millions and up are shortened where two decimals hold them exactly. A single bound that its grade names (floor: low,
    ceiling: high) is the number, as in the contract; grades other than estimate, floor and ceiling have no mark.
    ValueError for what no text says: no number, one that is not finite, ends out of order, an unknown unit.
    """
    if value is None and (low is None) != (high is None) and grade == ("floor" if high is None else "ceiling"):
        value, low, high = low if high is None else high, None, None
    numbers = [number for number in (value, low, high) if number is not None]
    _check(value, low, high, unit, grade)
    power, word = _common_power(numbers)
    texts = [_scaled(number, power) for number in numbers]
    plain = all(re.fullmatch("[0-9.,]+", text) for text in texts)
    spread = f"{texts[-2]}{'-' if plain else ' to '}{texts[-1]}{word}" if low is not None else ""
    single = "" if value is None else texts[0] + word
    return _WRITTEN.get(grade or "", "") + _assemble(single, spread, unit, code_first=unit not in WORDS_BEFORE_NUMBERS)


def _check(value: float | None, low: float | None, high: float | None, unit: str | None, grade: str | None) -> None:
    """ValueError unless these are a value, a range, or a value within its range."""
    if (low is None) != (high is None) or (value is None and low is None):
        message = "a number needs a value, or a low and a high"
    elif not all(math.isfinite(number) for number in (value, low, high) if number is not None):
        message = "a number must be finite"
    elif low is not None and high is not None and not low <= (low if value is None else value) <= high:
        message = f"{low}, {value}, {high} are not in order"
    elif low is not None and grade in {"floor", "ceiling"}:
        message = f"a {grade} has no range"
    elif unit is not None and unit not in ISO_4217 and unit not in unit_words().values():
        message = f"{unit!r} is not a unit that can be read back"
    else:
        return
    raise ValueError(message)


def _common_power(numbers: list[float]) -> tuple[int, str]:
    """The largest power of ten that shortens all `numbers` exactly to two decimals; one for all, so that ends match."""
    for power, word in _POWERS:
        parts = [_shifted(number, -power) for number in numbers]
        short = all(part.as_tuple().exponent in range(-_DECIMALS, 1) and abs(part) < _NEXT_WORD for part in parts)
        if short and any(abs(part) >= 1 for part in parts):
            return power, word
    return 0, ""


def _shifted(number: float, power: int) -> Decimal:
    """`number` times ten to the `power`, without needless zeros; exact, since only the exponent moves."""
    sign, figures, exponent = Decimal(repr(float(number))).as_tuple()
    shifted = Decimal((sign, figures, int(exponent) + power)).normalize()
    return Decimal(int(shifted)) if int(shifted.as_tuple().exponent) > 0 and abs(shifted) < _NEXT_WORD else shifted


def _scaled(number: float, power: int) -> str:
    return f"{_shifted(number, -power):f}" if power else _digits(float(number))
