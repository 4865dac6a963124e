"""Numbers as people write them: what is read, what is asked, and that nothing is altered on the way."""

from __future__ import annotations

import math

import pytest

from indicators.core.text.misread import Misread
from indicators.core.text.numbers import ReadNumber, read_number, write_number

NNBSP = "\u202f"  # narrow no-break space, the French separator of thousands

SINGLE = [
    ("7.8M", 7_800_000, None, None),
    ("7,800,000", 7_800_000, None, None),
    ("7800000", 7_800_000, None, None),
    ("340m yuan", 340_000_000, "CNY", None),
    ("RMB 340m", 340_000_000, "CNY", None),
    ("RMB340m", 340_000_000, "CNY", None),
    ("340 million renminbi", 340_000_000, "CNY", None),
    ("\u00a5340m CNY", 340_000_000, "CNY", None),
    ("\uffe5340m \u5143", 340_000_000, "CNY", None),
    ("340m yen", 340_000_000, "JPY", None),
    ("US$49.3M", 49_300_000, "USD", None),
    ("US $49.3M", 49_300_000, "USD", None),
    ("usd 49.3m", 49_300_000, "USD", None),
    ("$1.9bn", 1_900_000_000, "USD", None),
    ("1.9bn dollars", 1_900_000_000, "USD", None),
    ("HK$5m", 5_000_000, "HKD", None),
    ("\u20ac2m", 2_000_000, "EUR", None),
    ("2m\u20ac", 2_000_000, "EUR", None),
    ("\u00a33m", 3_000_000, "GBP", None),
    ("3m pounds sterling", 3_000_000, "GBP", None),
    ("5bn won", 5_000_000_000, "KRW", None),
    ("CHF 1.2bn", 1_200_000_000, "CHF", None),
    ("10 ALL", 10, "ALL", None),
    ("<0.1%", 0.1, "percent", "ceiling"),
    ("4 percent", 4, "percent", None),
    ("4 per cent", 4, "percent", None),
    ("+4%", 4, "percent", None),
    (".5%", 0.5, "percent", None),
    ("~8m", 8_000_000, None, "estimate"),
    ("about 8m", 8_000_000, None, "estimate"),
    ("approx. 8m", 8_000_000, None, "estimate"),
    ("circa 8m", 8_000_000, None, "estimate"),
    ("around $8m", 8_000_000, "USD", "estimate"),
    ("12M+", 12_000_000, None, "floor"),
    ("12M+ users", 12_000_000, "users", "floor"),
    ("$12M+", 12_000_000, "USD", "floor"),
    ("> 12M", 12_000_000, None, "floor"),
    (">=12M", 12_000_000, None, "floor"),
    ("more than 12M", 12_000_000, None, "floor"),
    ("over 12M", 12_000_000, None, "floor"),
    ("above 12M", 12_000_000, None, "floor"),
    ("exceeded 12M", 12_000_000, None, "floor"),
    ("at least 12M", 12_000_000, None, "floor"),
    ("<= 12M", 12_000_000, None, "ceiling"),
    ("less than 12M", 12_000_000, None, "ceiling"),
    ("under 12M", 12_000_000, None, "ceiling"),
    ("below 12M", 12_000_000, None, "ceiling"),
    ("at most 12M", 12_000_000, None, "ceiling"),
    ("Up to 12M", 12_000_000, None, "ceiling"),
    ("1.5k", 1_500, None, None),
    ("2.3bn", 2_300_000_000, None, None),
    ("2.3 billion", 2_300_000_000, None, None),
    ("1.2 trillion", 1_200_000_000_000, None, None),
    ("5mn", 5_000_000, None, None),
    ("5 mln", 5_000_000, None, None),
    ("850 million", 850_000_000, None, None),
    ("7.8\u4ebf", 780_000_000, None, None),
    ("3400\u4e07\u5143", 34_000_000, "CNY", None),
    ("3,400\u4e07\u5143", 34_000_000, "CNY", None),
    ("3400\u4e07\u7f8e\u5143", 34_000_000, "USD", None),
    ("0.6GW", 0.6, "GW", None),
    ("600 MW", 600, "MW", None),
    ("2 roles", 2, "roles", None),
    ("7.8M users", 7_800_000, "users", None),
    ("-2.3m", -2_300_000, None, None),
    ("\u22122.3m", -2_300_000, None, None),
    ("-$2.3m", -2_300_000, "USD", None),
    ("CNY -2.3m", -2_300_000, "CNY", None),
    ("(2.3m)", -2_300_000, None, None),
    ("($2.3m)", -2_300_000, "USD", None),
    ("RMB (2.3m)", -2_300_000, "CNY", None),
    ("1e6", 1_000_000, None, None),
    ("1.5E-3", 0.0015, None, None),
    ("\uff17\uff0e\uff18\uff2d", 7_800_000, None, None),
    (f"1{NNBSP}234{NNBSP}567", 1_234_567, None, None),
    ("1\u00a0234.5", 1_234.5, None, None),
    ("1'234'567", 1_234_567, None, None),
    ("1\u2019234.5", 1_234.5, None, None),
    ("1.234", 1.234, None, None),
    ("1,234", 1_234, None, None),
    ("1,234m", 1_234_000_000, None, None),
    ("-0", 0, None, None),
    ("  7.8M  ", 7_800_000, None, None),
]


@pytest.mark.parametrize(("text", "value", "unit", "grade"), SINGLE)
def test_a_single_number_is_read_exactly(text, value, unit, grade):
    read = read_number(text)
    assert isinstance(read, ReadNumber), read
    assert (read.value, read.low, read.high, read.unit, read.grade) == (value, None, None, unit, grade)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "unit", "grade"),
    [
        ("7.5-8.1m", None, 7_500_000, 8_100_000, None, None),
        ("7.5\u20138.1m", None, 7_500_000, 8_100_000, None, None),
        ("7.5 \u2014 8.1 m", None, 7_500_000, 8_100_000, None, None),
        ("7.5 to 8.1m", None, 7_500_000, 8_100_000, None, None),
        ("between 7.5 and 8.1m", None, 7_500_000, 8_100_000, None, None),
        ("from 7.5m to 8.1m", None, 7_500_000, 8_100_000, None, None),
        ("900k-1.2m", None, 900_000, 1_200_000, None, None),
        ("RMB 7.5-8.1m", None, 7_500_000, 8_100_000, "CNY", None),
        ("\u00a57.5-8.1m yuan", None, 7_500_000, 8_100_000, "CNY", None),
        ("$2m-$3m", None, 2_000_000, 3_000_000, "USD", None),
        ("4-5%", None, 4, 5, "percent", None),
        ("-5 to -3%", None, -5, -3, "percent", None),
        ("1e6-2e6", None, 1_000_000, 2_000_000, None, None),
        ("~7.5-8.1m", None, 7_500_000, 8_100_000, None, "estimate"),
        ("5\u4e07-6\u4e07", None, 50_000, 60_000, None, None),
        ("100m \u00b1 5m", 100_000_000, 95_000_000, 105_000_000, None, None),
        ("100 +/- 5m", 100_000_000, 95_000_000, 105_000_000, None, None),
        ("4% \u00b1 1%", 4, 3, 5, "percent", None),
        ("8.1m (7.9-8.4)", 8_100_000, 7_900_000, 8_400_000, None, None),
        ("8.1m (7.9m to 8.4m)", 8_100_000, 7_900_000, 8_400_000, None, None),
        ("8.1m users (7.9-8.4)", 8_100_000, 7_900_000, 8_400_000, "users", None),
        ("-2.3m (-3 to -2)", -2_300_000, -3_000_000, -2_000_000, None, None),
    ],
)
def test_a_range_takes_the_suffix_for_both_ends(text, value, low, high, unit, grade):  # noqa: PLR0913, PLR0917 - all that is read
    read = read_number(text)
    assert isinstance(read, ReadNumber), read
    assert (read.value, read.low, read.high, read.unit, read.grade) == (value, low, high, unit, grade)


ASKED = [
    ("\u00a5340m", "CNY or JPY"),
    ("\u00a57-8m", "CNY or JPY"),
    ("50 pounds", "GBP or EGP"),
    ("1,23", "decimal comma? write 1.23"),
    ("1,5m", "decimal comma? write 1.5"),
    ("0,123", "decimal comma? write 0.123"),
    ("1.234,5", "decimal comma? write 1234.5"),
    ("1,5-2,5m", "decimal comma? write 1.5"),
    ("1.234.567", "thousands set off by a point? write 1234567"),
    ("1,00,000", "not grouped in threes"),
    ("1,234'567", "not grouped in threes"),
    ("7 800 000", "without spaces"),
    ("close to 8m", "~8m for about"),
    ("nearly 8m", "~8m for about"),
    ("8-7m", "smaller number first"),
    ("5--3", "smaller number first"),
    ("7.5m-8.1", "write both in full"),
    ("-5-3%", "write -5 to 3 or -5 to -3"),
    ("100m \u00b1 5%", "relative"),
    ("100m \u00b1 5", "write it in full"),
    ("8.1m (7-8)", "outside its range"),
    (">7-8m", "a range and a bound"),
    ("7-8m+", "a range and open-ended"),
    ("<5m+", "a plus and another mark"),
    ("$5m EUR", "USD and EUR"),
    ("$7m-\u20ac8m", "USD and EUR"),
    ("$5%", "USD and percent"),
    ("USD-5m", "negative"),
    ("TOP 10", "a word or a currency"),
    ("600 mW", "milliwatts or megawatts"),
    ("5\u5146", "a million or a trillion"),
    ("5 mil", "a thousand or a million"),
    ("1e6m", "both an exponent"),
    ("5 months", 'don\'t know "months"'),
    ("340m yuan USD", 'don\'t know "yuan USD"'),
    ("340\u00b9", "special character"),
    ("10\u00b2", "special character"),
    ("7\u200b8", "U+200B"),
    ("7\x008", "U+0000"),
    ("7\n8", "U+000A"),
    ("2026-03", "starts with a zero"),
    ("0.1234567890123456789", "15 digits"),
    ("1e400", "15 digits"),
    ("1e-400", "15 digits"),
    ("1e300 \u00b1 1e-300", "too far apart"),
    ("", "nothing"),
    ("  ", "nothing"),
    ("9" * 500, "too long"),
]


@pytest.mark.parametrize(("text", "asks"), ASKED)
def test_what_is_ambiguous_is_asked_in_one_sentence(text, asks):
    misread = read_number(text)
    assert isinstance(misread, Misread), misread
    assert asks in misread.why
    assert "\n" not in misread.why


# fmt: off
OTHER = [
    "nan", "inf", "-inf", "Infinity", "NaN%", "abc", "all 10", "pen 5", "overall 8m", "1..2", "1,,2", "340,m", "5.",
    "--5", "+-5", "((5))", "(-5)", "-(5)", "()", "(", "%", "$", "m", "~", ">", "5%5", "0x10", "1_000", "\u0663",
    "\xbd", "1/2", "5-", "-", "to", "between 5", "2026-03-31", "3\u4ebf4000\u4e07", "7.5~8.1m", "=1+1",
]
# fmt: on


@pytest.mark.parametrize("text", OTHER)
def test_other_text_is_no_number(text):
    assert isinstance(read_number(text), Misread)


@pytest.mark.parametrize(
    ("text", "value"), [("1.234,5", 1234.5), ("1,5", 1.5), ("1.234", 1234), ("1,234", 1.234), ("1.234.567", 1234567)]
)
def test_a_decimal_comma_is_read_where_it_is_the_rule(text, value):
    read = read_number(text, decimal=",")
    assert isinstance(read, ReadNumber)
    assert read.value == value


@pytest.mark.parametrize(("text", "asks"), [("1.5", "write 1,5"), ("1,234.5", "write 1234,5")])
def test_a_decimal_point_is_asked_where_the_comma_is_the_rule(text, asks):
    misread = read_number(text, decimal=",")
    assert isinstance(misread, Misread)
    assert f"decimal point? {asks}" in misread.why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("340m yuan", 'I read "340m yuan" as CNY 340,000,000'),
        ("<0.1%", 'I read "<0.1%" as at most 0.1%'),
        ("12M+ users", 'I read "12M+ users" as at least 12,000,000 users'),
        ("~8m", 'I read "~8m" as about 8,000,000'),
        ("(2.3m)", 'I read "(2.3m)" as \u22122,300,000'),
        ("4-5%", 'I read "4-5%" as 4 to 5%'),
        ("$8.1m (7.9-8.4)", 'I read "$8.1m (7.9-8.4)" as USD 8,100,000 (7,900,000 to 8,400,000)'),
    ],
)
def test_what_was_read_is_said_back(text, said):
    read = read_number(text)
    assert isinstance(read, ReadNumber)
    assert read.said == said


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("7.8M", (7_800_000,)),
        ("7,812,345", (7_812_345,)),
        ("340,000", (340_000,)),
        ("CNY 340M", (340_000_000, None, None, "CNY")),
        ("7.5-8.1M users", (None, 7_500_000, 8_100_000, "users")),
        ("~8M", (8_000_000, None, None, None, "estimate")),
        ("<0.1%", (0.1, None, None, "percent", "ceiling")),
        (">12M", (None, 12_000_000, None, None, "floor")),
        ("8", (8, None, None, None, "reported")),
        ("USD -5 to -3M", (None, -5e6, -3e6, "USD")),
    ],
)
def test_a_number_is_written_short_where_that_is_exact(written, number):
    assert write_number(*number) == written


@pytest.mark.parametrize(
    "number",
    [
        (None,),
        (None, 1),
        (math.nan,),
        (math.inf,),
        (1, 2, 3),
        (None, 3, 2),
        (2, 1, 3, None, "floor"),
        (1, None, None, "x"),
    ],
)
def test_what_no_text_says_is_not_written(number):
    with pytest.raises(ValueError, match=r"number|order|range|unit"):
        write_number(*number)
