"""One line: read into parts as people write it; what is ambiguous is asked, what is not understood is marked."""

from __future__ import annotations

import string
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from indicators.core.entry.entry import FIELDS, in_power, power_of, read_entry
from indicators.core.entry.oneline import read_line, write_line
from indicators.core.model.catalogue import all_series
from indicators.core.model.units import unit_words
from indicators.core.text.numbers import ReadNumber, read_number, write_number
from indicators.core.text.periods import write_period
from indicators.core.text.vocabulary import Use, Vocabulary

TODAY = date(2026, 11, 25)
PANEL, BRIEF = "Sensor Tower app panel", "Ai Models Market Brief, 2 Apr 2026"
WORDS = Vocabulary(
    all_series(),
    (
        Use("mau", "Kling AI", PANEL, BRIEF),
        Use("mau", "Sora", PANEL, BRIEF),
        Use("mau", "Kling AI", "company, all platforms", "WSJ"),
        Use("downloads", "Hailuo AI", "Sensor Tower", "9kd"),
        Use("revenue", "Kling AI", "Kuaishou results", "Kuaishou Q2 2026 release"),
        Use("headcount", "OpenAI", "as stated", "The Verge"),
        Use("cash", "Runway", "filing", "Delaware"),
    ),
)


def read(text):
    return read_line(text, WORDS, TODAY)


def cells(line):
    return read_entry(line.typed, TODAY).cells


def test_the_line_of_the_design_is_read_in_full():
    line = read("kling mau 8.1m apr26 @sensortower est 7.9-8.4")
    assert line.problems == []
    found = cells(line)
    assert (found["series"], found["entity"], found["basis"]) == ("mau", "Kling AI", PANEL)
    assert (found["value"], found["low"], found["high"]) == (8.1e6, 7.9e6, 8.4e6)
    assert (found["unit"], found["grade"]) == ("users", "estimate")
    assert (found["period_start"], found["period_end"]) == (date(2026, 4, 1), date(2026, 4, 30))
    assert {part.field for part in line.parts if part.state == "understood"} == {
        "entity",
        "series",
        "value",
        "period",
        "basis",
        "grade",
        "spread",
    }
    assert next(part.said for part in line.parts if part.field == "spread") == "7,900,000 to 8,400,000"


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("kling mau 12m+ jan 2026 @company", "grade", "floor"),
        ("kling mau more than 12m jan 2026 @company", "grade", "floor"),
        ("kling mau about 8m apr26 @sensortower", "grade", "estimate"),
        ("kling revenue 3.4亿元 q4 2025", "value", 3.4e8),
        ("kling revenue 3.4亿元 q4 2025", "unit", "CNY"),
        ("kling revenue CNY 340m FY2025", "period_end", date(2025, 12, 31)),
        ("kling revenue 340m yuan h1 2026", "period_end", date(2026, 6, 30)),
        ("kling revenue rmb 850 million q2 2026", "value", 8.5e8),
        ("hailuo downloads 500k 2026w14 @sensor", "period_start", date(2026, 3, 30)),
        ("openai headcount 4,800 31 mar 2026", "value", 4800.0),
        ("openai headcount 4,800 31 mar 2026", "period_end", date(2026, 3, 31)),
        ("runway cash $386.5m 2026-06-30 seen 2 jul 2026", "published_on", date(2026, 7, 2)),
        ("runway cash usd 386.5m 2026-06-30", "unit", "USD"),
        ("runway cash 380-390m usd 2026-06-30", "low", 3.8e8),
        ("runway cash 386m usd 2026-06-30 confidential", "rights", "confidential"),
        ("runway cash 386m usd 2026-06-30 // from the data room", "note", "from the data room"),
        ("runway cash 386m usd 2026-06-30 https://example.org/a#b", "url", "https://example.org/a#b"),
        ("kling d30 4.2% apr26 basis:panel source:X", "age_days", "30"),
        ("kling d30 4.2% apr26 basis:panel source:X", "series", "retention"),
    ],
)
def test_what_people_write_is_read(text, field, value):
    line = read(text)
    assert line.problems == []
    assert cells(line)[field] == value


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("kling mau 8.1m apr 26 @sensortower", "may be a day or a year"),
        ("kling mau 8.1m q3 @sensortower", "needs a year: 2026?"),
        ("kling mau 1,5m apr26 @sensortower", "decimal comma?"),
        ("kling mau nearly 8m apr26 @sensortower", "may mean more or less"),
        ("kling revenue ¥340m q4 2025", "may be CNY or JPY"),
        ("kling revenue 340m q4 2025", "Which currency?"),
        ("runway burn 5m usd jun 2026", "Net burn or Gross burn"),
        ("kling mau 8.1m 03/04/2026 @sensortower", "is ambiguous"),
        ("kling mau 8.1m apr26 @s", "may be"),
        ("openai headcount 2025 2026", 'period "2025" and value "2026"'),
        ("openai headcount 24 mar 2026", 'or as period "mar 2026" and value "24"'),
        ("kling mau ~8m reported apr26 @sensortower", "keep one"),
        ("kling mau 8.1m apr26 @reuters", 'No basis or source begins with "reuters"'),
        ("kling mau 8.1m apr26", "On which basis?"),
        ("kling mau 8.1m @sensortower", "For when?"),
        ("kling mau apr26 @sensortower", "There is no value"),
        ("mau 8.1m apr26 @sensortower", "Whose number is it?"),
        ("kling 8.1m apr26 @sensortower", "Which number is it?"),
        ("", "nothing here to read"),
        ("x " * 400, "too long"),
    ],
)
def test_what_is_ambiguous_or_missing_is_asked(text, asked):
    words = Vocabulary(all_series(), (*WORDS.uses, Use("mau", "Kling AI", "Similarweb", "S")))
    assert any(asked in problem for problem in read_line(text, words, TODAY).problems)


def test_what_is_not_understood_is_marked_where_it_stands():
    text = "kling mau 8.1m frob apr26 @sensortower"
    line = read(text)
    (part,) = [part for part in line.parts if part.state == "unknown"]
    assert text[part.start : part.end] == "frob"
    assert line.problems


def test_a_basis_and_source_are_as_last_time_only_where_there_is_one():
    assert cells(read("openai headcount 4,800 mar 2026"))["basis"] == "as stated"
    assert "basis" not in read("kling mau 8.1m apr26").typed


def test_the_same_number_cut_otherwise_is_not_ambiguous():
    assert read("runway cash 5m usd 2026-06").problems == []


TEXT = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
NAME = TEXT.filter(bool)
VALUES = st.decimals(0, 1000, places=2).map(float).filter(bool)


@st.composite
def entries(draw):
    """Fields that an entry may hold, number and period as our own writers write them."""
    kind = all_series()[draw(st.sampled_from(["mau", "revenue", "headcount", "wau_change", "compute"]))]
    unit = "CNY" if kind.money else draw(st.sampled_from(kind.units))
    value = (
        float(draw(st.integers(1, 10**6)))
        if kind.whole
        else draw(VALUES) * (1 if unit in ("ratio", "percent") else 1e6)
    )
    spread = draw(st.booleans()) and not kind.whole
    grade = draw(st.sampled_from([None, "estimate"] + ([] if spread else ["floor", "ceiling"])))
    low, high = (value * 0.5, value * 2) if spread else (None, None)
    start = draw(st.dates(date(1995, 1, 1), date(2090, 1, 1)))
    end = draw(st.dates(start, date(2095, 1, 1)))
    typed = {
        "series": kind.id,
        "entity": draw(st.sampled_from(["Kling AI", "Runway"]) | NAME),
        "value": write_number(value, low, high, unit if unit in unit_words().values() or kind.money else None, grade),
        "period": write_period(start, end),
        "basis": draw(NAME),
        "source": draw(NAME),
    }
    more = {"note": draw(NAME), "label": draw(NAME), "rights": "licensed", "published_on": "2026-04-02"}
    return typed | {name: text for name, text in more.items() if draw(st.booleans())}


@settings(max_examples=150, deadline=None)
@given(entries())
@example({"series": "mau", "entity": '"', "value": "8M", "period": "2026-04", "basis": "//", "source": "@x #y"})
@example(
    {"series": "mau", "entity": "a", "value": "8M", "period": "2026-04", "basis": "b", "source": "c", "note": "// d"}
)
def test_what_the_parser_prints_it_reads_back(typed):
    line = read_line(write_line(typed, WORDS), WORDS, TODAY)
    assert line.problems == []
    assert line.typed == typed
    assert read_entry(line.typed, TODAY).cells == read_entry(typed, TODAY).cells


def test_only_fields_of_an_entry_are_written():
    with pytest.raises(ValueError, match="not fields"):
        write_line({"frob": "x"}, WORDS)
    assert "value" in FIELDS


PIECES = [
    "kling",
    "mau",
    "8.1m",
    "apr26",
    "@sensortower",
    "est",
    "7.9-8.4",
    "2026",
    "24",
    "q4",
    "usd",
    '"',
    "d30",
    "roles",
]
PIECES += ["seen", "#x", "//", "basis:", "revenue", "runway", "mar", "%", "about", "to", "between", "\u4ebf", "\u202e"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(string.printable, max_size=6), max_size=14))
def test_no_line_raises_and_what_has_no_problem_is_complete(pieces):
    line = read(" ".join(pieces))
    if not line.problems:
        assert {"series", "entity", "value", "period", "basis", "source"} <= line.typed.keys()
        assert read_entry(line.typed, TODAY).problems == {}
        assert not any(part.state in ("unknown", "asked") for part in line.parts)


@pytest.mark.parametrize(
    ("text", "word", "written"),
    [
        ("8.1", "M", "8.1M"),
        ("7.9-8.4", "M", "7.9-8.4M"),
        ("8.1 (7.9-8.4)", "M", "8.1M (7.9-8.4)"),
        ("~8.1", "M", "~8.1M"),
        (">850", "M", ">850M"),
        ("8.1m", "M", "8.1m"),
        ("CNY 850m", "M", "CNY 850m"),
        ("4%", "M", "4%"),
        ("8.1", "", "8.1"),
        ("about 8", "M", "about 8M"),
        ("CNY 850", "M", "CNY 850M"),
        ("8.1 users", "M", "8.1M users"),
        ("12+", "M", "12M+"),
        ("8.1 mn", "M", "8.1 mn"),
        ("3.4亿", "M", "3.4亿"),
        ("8.1e6", "M", "8.1e6"),
    ],
)
def test_a_bare_number_has_the_power_of_ten_of_its_field(text, word, written):
    assert in_power(text, word) == written


@pytest.mark.parametrize(
    "text", ["8.1", "about 8", "between 7.5 and 8.1", "8.1 ± 0.2", "8.1 (7.9-8.4)", "7.5 to 8.1", "CNY 8", "8+"]
)
def test_no_number_in_a_field_of_millions_is_read_without_them(text):
    found = read_number(in_power(text, "M"))
    assert isinstance(found, ReadNumber)
    assert min(n for n in (found.value, found.low, found.high) if n is not None) >= 1e6


def test_the_power_of_ten_of_a_number():
    assert [power_of(x) for x in (999, 1e3, 7.8e6, -3.4e8, 1.9e9, 2e12)] == ["", "k", "M", "M", "bn", "trn"]
