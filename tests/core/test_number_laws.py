"""Laws of reading and writing numbers, over generated texts: exact both ways, and nothing altered in silence."""

from __future__ import annotations

import math
import random
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.core.model.currencies import ISO_4217
from indicators.core.text.misread import Misread
from indicators.core.text.numbers import ReadNumber, read_number, write_number

NNBSP = "\u202f"  # narrow no-break space, the French separator of thousands
FLOATS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12).map(float)
SHORT = st.decimals(-1000, 1000, places=2).flatmap(
    lambda d: st.sampled_from([d, d * 1000, d * 10**6, d * 10**9]).map(float)
)
UNITS = st.none() | st.sampled_from(
    ["percent", "ratio", "GW", "MW", "users", "downloads", "people", "roles", "papers", *sorted(ISO_4217)]
)


@st.composite
def numbers(draw):
    ends = sorted(draw(st.lists(FLOATS | SHORT, min_size=3, max_size=3)))
    shape = draw(st.sampled_from(["value", "range", "both"]))
    grade = draw(st.sampled_from([None, "estimate"] + (["floor", "ceiling"] if shape == "value" else [])))
    value = None if shape == "range" else ends[1]
    low, high = (None, None) if shape == "value" else (ends[0], ends[2])
    return value, low, high, draw(UNITS), grade


@settings(max_examples=500)
@given(numbers())
@example((None, 0.0, 5e6, "users", None))
@example((8.1e6, 7.9e6, 8.4e6, "ALL", "estimate"))
@example((1e22, 1e-300, 1e300, "percent", None))
def test_what_is_written_reads_back_the_same(number):
    read = read_number(write_number(*number))
    assert isinstance(read, ReadNumber), read
    assert (read.value, read.low, read.high, read.unit, read.grade) == number


TOKENS = [
    *"0123456789.,-+()%~<>' $",
    *"\u2013\u00b1\u00a5\u20ac\u4e07\u5143\u00a0\u0664\u00b2\x00",
    "e",
    "k",
    "m",
    "bn",
    " to ",
]
TOKENS += ["between ", " and ", "USD", "yuan", "nan", "inf", "1,234", "7.8M", "1e999", "e-9"]


def hold_for_any(text, decimal):
    read = read_number(text, decimal=decimal)
    if isinstance(read, Misread):
        assert read.why
        assert read.why.isprintable()
        return
    found = [number for number in (read.value, read.low, read.high) if number is not None]
    assert found
    assert all(math.isfinite(number) for number in found)
    assert (read.low is None) == (read.high is None)
    if read.low is not None and read.high is not None:
        assert read.low <= (read.low if read.value is None else read.value) <= read.high


def test_ten_thousand_texts_of_number_like_pieces_neither_raise_nor_give_nan():
    chance = random.Random(4217)  # noqa: S311 - the same texts on every run, no secret
    for _ in range(10_000):
        hold_for_any("".join(chance.choices(TOKENS, k=chance.randint(1, 9))), chance.choice([".", ","]))


@settings(max_examples=500)
@given(st.text(max_size=30), st.sampled_from([".", ","]))
def test_no_text_at_all_raises_or_gives_nan(text, decimal):
    hold_for_any(text, decimal)


def in_threes(text: str, decimal: str) -> Fraction | None:
    """The number by the schoolbook: groups of three behind a first of one to three that does not start with zero."""
    whole, *part = text.split(decimal)
    groups = whole.split("," if decimal == "." else ".")
    fits = len(groups[0]) in {1, 2, 3} and groups[0][:1] != "0" and all(len(group) == 3 for group in groups[1:])
    if (
        len(part) > 1
        or (len(groups) > 1 and not fits)
        or not all((*groups, *part))
        or not "".join((*groups, *part)).isdigit()
    ):
        return None
    return int("".join(groups)) + (Fraction(int(part[0]), 10 ** len(part[0])) if part else Fraction(0))


@settings(max_examples=1000)
@given(st.text("0123456789,,,..", min_size=1, max_size=12), st.sampled_from([".", ","]))
@example("1,234", ".")
@example("1,234", ",")
@example("0,500", ".")
@example("1234,567", ".")
def test_a_comma_never_changes_a_number_by_a_factor(text, decimal):
    read = read_number(text, decimal=decimal)
    if isinstance(read, ReadNumber) and text[0] not in ".,":
        assert Fraction(repr(read.value)) == in_threes(text, decimal)


@given(
    st.integers(0, 10**12), st.sampled_from([(".", ","), (",", "."), (".", NNBSP), (",", NNBSP), (".", "'"), (".", "")])
)
def test_every_grouped_number_is_read(number, marks):
    decimal, group = marks
    read = read_number(f"{number:,}".replace(",", group) + f"{decimal}5", decimal=decimal)
    assert isinstance(read, ReadNumber)
    assert read.value == number + 0.5


@given(
    st.integers(1, 10**6),
    st.integers(0, 10**6),
    st.sampled_from([("k", 3), ("M", 6), ("bn", 9), ("\u4e07", 4), ("\u4ebf", 8)]),
)
def test_a_suffix_multiplies_both_ends_exactly(low, more, suffix):
    word, power = suffix
    read = read_number(f"{low / 100:.2f}-{(low + more) / 100:.2f}{word}")
    assert isinstance(read, ReadNumber)
    assert (read.low, read.high) == (low * 10 ** (power - 2), (low + more) * 10 ** (power - 2))
