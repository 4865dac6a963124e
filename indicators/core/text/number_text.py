"""The grammar of typed numbers: one number with money, power of ten and unit, and two of them as a range.

A function returns None where a text has not the shape it looks for, and Misread where it has but must ask.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Literal, NamedTuple

from ..model.currencies import WORDS_BEFORE_NUMBERS, currencies
from ..model.units import unit_words
from .misread import Misread
from .typed import quote

Mark = Literal[".", ","]


class Term(NamedTuple):
    """One number and what stands around it: possible units (none: not said) and a trailing plus.

    `power` of ten is None where the text gives none, so that the other end of a range may lend its own.
    """

    digits: Decimal
    power: int | None
    units: tuple[str, ...]
    plus: bool = False

    def full(self, lent: int | None = None) -> Decimal:
        """The number with its power of ten, or the `lent` one; exact, since only the exponent moves."""
        sign, figures, exponent = self.digits.as_tuple()
        return Decimal((sign, figures, int(exponent) + ((lent or 0) if self.power is None else self.power)))


class Ends(NamedTuple):
    """Both ends of a range in full, and its possible units."""

    low: Decimal
    high: Decimal
    units: tuple[str, ...]


# A table reads better in rows than with one word a line.
# fmt: off
_POWERS = {
    "k": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mln": 6, "million": 6, "millions": 6, "b": 9, "bn": 9, "bln": 9,
    "billion": 9, "billions": 9, "t": 12, "tn": 12, "trn": 12, "trillion": 12, "trillions": 12, "千": 3, "万": 4,
    "萬": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "億": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12,
}
# fmt: on
_ASKED_UNITS = {"mW": "milliwatts or megawatts", "兆": "a million or a trillion", "mil": "a thousand or a million"}
_WORDS = "|".join(sorted((word for word in _POWERS if word.isascii()), key=len, reverse=True))
_SIGNS = "|".join(sorted((word for word in _POWERS if not word.isascii()), key=len, reverse=True))
_SUFFIX = re.compile(rf"\s*((?:{_WORDS})(?![a-z])|{_SIGNS})?\s*(\+)?\s*([^+\s][^+]*?)?\s*(\+)?", re.IGNORECASE)
_THIN = "\u00a0\u2007\u2009\u202f"  # no-break, figure, thin and narrow no-break space
_GROUPERS = rf"'\u2019{_THIN}"
_TERM = re.compile(
    r"(?P<sign>[-+](?!\s))?(?P<money>[^0-9\s.,+()-](?:[^0-9.,+()-]*[^0-9\s.,+()-])?)?(?P<gap>\s*)(?P<inner>[-+])?"
    rf"(?P<number>[.,]?[0-9](?:[., {_GROUPERS}]?[0-9])*)(?P<exponent>e[-+]?[0-9]{{1,4}}(?![0-9]))?(?P<rest>.*)",
    re.IGNORECASE,
)
_GROUPED = r"[1-9][0-9]{0,2}(?P<gap>[%s])[0-9]{3}(?:(?P=gap)[0-9]{3})*"  # one mark throughout
_MARKS: tuple[tuple[Mark, Mark], ...] = ((".", ","), (",", "."))  # the decimal mark, and the one between thousands
_NUMBER: dict[Mark, re.Pattern[str]] = {
    decimal: re.compile(rf"(?P<whole>{_GROUPED % (group + _GROUPERS)}|0|[1-9][0-9]*)?(?:[{decimal}](?P<part>[0-9]+))?")
    for decimal, group in _MARKS
}
_NAMES: dict[Mark, str] = {".": "point", ",": "comma"}
_DASHES = "-\u2010\u2011\u2013\u2014"
_BETWEEN = re.compile(rf"\s+to\s+|\s*[{_DASHES}]\s*", re.IGNORECASE)
_BETWEEN_AND = re.compile(r"between\s+(.+?)\s+and\s+(.+)|from\s+(.+?)\s+to\s+(.+)", re.IGNORECASE)
_MARGIN = re.compile(r"(.+?)\s*(?:±|\+/-)\s*(.+)")
_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
_WIDE = Context(prec=800)  # holds the sum of any two numbers that a float can give back


def parse(text: str, decimal: Mark) -> tuple[Term | None, Ends | None] | Misread | None:
    """The value and the range that `text`, freed of words such as "about", states; None if it is neither."""
    whole = _whole(text, decimal)
    if isinstance(whole, tuple):
        return whole
    ends = _range(text, decimal)
    return (None, ends) if isinstance(ends, Ends) else ends or whole


def _whole(text: str, decimal: Mark) -> tuple[Term, Ends | None] | Misread | None:
    """`text` as one number, in brackets if negative, or with a range in brackets or a margin behind it."""
    if margin := _MARGIN.fullmatch(text):
        return _with_margin(margin[1], margin[2], decimal)
    if not (brackets := _BRACKETS.fullmatch(text)):
        term = _term(text, decimal)
        return (term, None) if isinstance(term, Term) else term
    before, inside, after = (part.strip() for part in brackets.groups())
    if re.search("[0-9]", before):
        return _with_range(f"{before} {after}".strip(), inside, decimal)
    if not re.search("[0-9]", inside) or inside[0] in "+-":
        return None
    term = _term(f"{before} {inside} {after}".strip(), decimal)
    return (term._replace(digits=term.digits.copy_negate()), None) if isinstance(term, Term) else term


def _with_range(text: str, inside: str, decimal: Mark) -> tuple[Term, Ends] | Misread | None:
    """`8.1m (7.9-8.4)`: a range without a power of ten of its own has the value's."""
    term, ends = _term(text, decimal), None
    if not isinstance(term, Term):
        return term
    ends = _range(inside, decimal, term.power)
    if not isinstance(ends, Ends):
        return ends
    units = _same(term.units, ends.units)
    if isinstance(units, Misread):
        return units
    if not ends.low <= term.full() <= ends.high:
        return Misread(
            f"{quote(text)} lies outside its range {quote(inside)}: write the range around it, as in 8.1m (7.9m-8.4m)"
        )
    return term._replace(units=units), ends


def _with_margin(centre: str, margin: str, decimal: Mark) -> tuple[Term, Ends] | Misread | None:
    """`100m ± 5m`; a bare centre has the margin's power of ten. "± 5%" of something that is no percentage is asked."""
    middle, width = _term(centre, decimal), _term(margin, decimal)
    if not isinstance(middle, Term) or not isinstance(width, Term):
        return middle if isinstance(middle, Misread) else width if isinstance(width, Misread) else None
    shown = quote(f"{centre} ± {margin}")
    if width.digits < 0 or middle.plus or width.plus:
        return Misread(f"I can't tell the range in {shown}: write both ends, as in 95m-105m")
    if ("percent" in width.units) != ("percent" in middle.units):
        return Misread(f"I can't tell whether the margin in {shown} is relative: write both ends, as in 95m-105m")
    if middle.power and width.power is None:
        return Misread(f"I can't tell how large the margin in {shown} is: write it in full, as in 100m ± 5m")
    units = _same(middle.units, width.units)
    if isinstance(units, Misread):
        return units
    value, half = middle.full(width.power), width.full()
    if max(value.adjusted(), half.adjusted()) - min(value.adjusted(), half.adjusted()) > _WIDE.prec // 2:
        return Misread(f"The numbers in {shown} are too far apart: write both ends, as in 95m-105m")
    return Term(value, 0, units), Ends(_WIDE.subtract(value, half), _WIDE.add(value, half), units)


def _term(text: str, decimal: Mark) -> Term | Misread | None:
    """One number with sign, money before it, and power of ten, unit and plus behind it."""
    if not (found := _TERM.fullmatch(text)) or not (suffix := _SUFFIX.fullmatch(found["rest"])):
        return None
    money, (power, plus, unit, plus_behind) = found["money"] or "", suffix.groups()
    units = _units(money, unit or "", text)
    if units is None or isinstance(units, Misread):
        return units
    if found["inner"] and (found["sign"] or (money.isalpha() and not found["gap"])):
        return Misread(f"I can't tell whether {quote(text)} is negative: write it like USD -5m or USD 5m")
    if found["exponent"] and power:
        return Misread(f"{quote(text)} has both an exponent and {quote(power)}: write only one of them")
    digits = _digits(found["number"], decimal)
    if isinstance(digits, Misread):
        return digits
    sign = "-" if "-" in {found["sign"], found["inner"]} else ""
    exact = Decimal(f"{sign}{digits}{found['exponent'] or ''}")
    own_power = _POWERS[power.lower()] if power else 0 if found["exponent"] else None
    return Term(exact, own_power, units, bool(plus or plus_behind))


def _units(money: str, unit: str, whole: str) -> tuple[str, ...] | Misread | None:
    """The units that the words before and behind a number allow together."""
    if money in WORDS_BEFORE_NUMBERS:
        return Misread(f"{quote(whole)} may start with a word or a currency: write the code last, as in 340m {money}")
    before, behind = currencies(money), _unit_behind(unit, whole)
    if (money and not before) or behind is None:
        return None
    return behind if isinstance(behind, Misread) else _same(before, behind)


def _unit_behind(text: str, whole: str) -> tuple[str, ...] | Misread | None:
    """The possible units of the words behind a number; None if digits follow, which is another shape."""
    if asked := _ASKED_UNITS.get(text):
        return Misread(f"{quote(text)} in {quote(whole)} may mean {asked}: write it in full, as in 600 MW or 1.5bn")
    unit = unit_words().get(" ".join(text.lower().split()))
    units = (unit,) if unit else currencies(text)
    if units or not text:
        return units
    if not text[0].isalpha() or re.search("[0-9]", text):
        return None
    known = "k, m, bn or trn and a unit such as CNY, %, users or MW"
    return Misread(f"I don't know {quote(text)} in {quote(whole)}: write a number with {known}")


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | Misread:
    """The units that both allow; an empty one says nothing."""
    if not one or not other:
        return one or other
    both = tuple(unit for unit in one if unit in other)
    return both or Misread(f"I read both {one[0]} and {other[0]}: write one unit only")


def _digits(text: str, decimal: Mark) -> str | Misread:
    """Plain digits with a point, from digits whose thousands, if grouped at all, are grouped in threes."""
    if (plain := _strict(text, decimal)) is not None:
        return plain
    if " " in text:
        return Misread(f"I can't tell whether {quote(text)} is one number: write it without spaces")
    if re.match("0[0-9]", text):
        return Misread(f"{quote(text)} starts with a zero: write the number without it, and a day in its own field")
    other: Mark = "," if decimal == "." else "."
    if (swapped := _strict(text, other)) is not None:
        written = swapped.replace(".", decimal)
        asked = f"decimal {_NAMES[other]}?" if text.count(other) == 1 else f"thousands set off by a {_NAMES[decimal]}?"
        return Misread(f"I can't tell what the marks in {quote(text)} mean: {asked} write {written}")
    model = f"1{other}234{other}567{decimal}8"
    return Misread(f"{quote(text)} is not grouped in threes: write it like {model} or without marks between thousands")


def _strict(text: str, decimal: Mark) -> str | None:
    found = _NUMBER[decimal].fullmatch(text)
    if not found or not text:
        return None
    whole = re.sub("[^0-9]", "", found["whole"] or "0")
    return f"{whole}.{found['part']}" if found["part"] else whole


def _range(text: str, decimal: Mark, lent: int | None = None) -> Ends | Misread | None:
    """Two ends: `7.5-8.1m`, `7.5m to 8.1m`, `between 7.5 and 8.1m`; `lent` is a power of ten for bare ones."""
    if pair := _BETWEEN_AND.fullmatch(text):
        left, right = (part for part in pair.groups() if part)
        return _ends(left, right, " to ", decimal, lent)
    asked: Misread | None = None
    for gap in _BETWEEN.finditer(text):
        ends = _ends(text[: gap.start()], text[gap.end() :], gap[0], decimal, lent)
        if isinstance(ends, Ends):
            return ends
        asked = asked or ends
    return asked


def _ends(left: str, right: str, gap: str, decimal: Mark, lent: int | None) -> Ends | Misread | None:
    low, high = _term(left, decimal), _term(right, decimal)
    if low is None or high is None:
        return None
    if isinstance(low, Misread) or isinstance(high, Misread):
        return low if isinstance(low, Misread) else high if isinstance(high, Misread) else None
    shown = quote(left + gap + right)
    if low.plus or high.plus:
        return Misread(f"{shown} is a range and open-ended at once: write 7.5-8.1m or 7.5m+")
    if low.digits < 0 < high.digits and gap.strip() in _DASHES:
        return Misread(f"I can't tell whether both ends of {shown} are negative: write -5 to 3 or -5 to -3")
    if low.power and high.power is None:
        return Misread(f"I can't tell how large the second number in {shown} is: write both in full, as in 7.5m-8.1m")
    units = _same(low.units, high.units)
    if isinstance(units, Misread):
        return units
    power = lent if high.power is None else high.power
    ends = Ends(low.full(power), high.full(power), units)
    if ends.low > ends.high:
        return Misread(f"The range {shown} runs from high to low: write the smaller number first, each as in 900k-1.2m")
    return ends
