"""Pasted tables: long, wide and turned; dates, marks and names read right or asked about, never off by a factor."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.entry.paste import Choices, read_table
from indicators.core.entry.staged import counted, waiting
from indicators.core.entry.table_numbers import mark_of, stated
from indicators.core.entry.validate import Names
from indicators.core.evidence.examples import frame_of
from indicators.core.model.catalogue import all_series
from indicators.core.text.vocabulary import Use, Vocabulary

TODAY = date(2026, 11, 25)
PANEL = "Sensor Tower app panel"
WORDS = Vocabulary(all_series(), (Use("mau", "Kling AI", PANEL, "ST"), Use("mau", "Vidu", PANEL, "ST")), ("Runway",))
GIVEN = {"series": "mau", "basis": PANEL, "source": "ST", "grade": "estimate", "published_on": "2026-11-20"}
KLING = GIVEN | {"entity": "Kling AI"}


def read(text, given=GIVEN, **answers):
    return read_table(text, Choices(given=given, **answers), WORDS, TODAY)


def numbers(pasted):
    """What was read, by entity and first day."""
    assert pasted.fault == ""
    assert [row.why for row in pasted.rows if row.why] == []
    return {
        (r.entry.cells["entity"], r.entry.cells["period_start"].isoformat()): r.entry.cells["value"]
        for r in pasted.rows
    }


EXPECTED = {
    ("Kling AI", "2026-01-01"): 7.1e6,
    ("Kling AI", "2026-02-01"): 7.4e6,
    ("Vidu", "2026-01-01"): 1.2e6,
    ("Vidu", "2026-02-01"): 1.3e6,
}
SHAPES = {
    "wide": "App\tJan 2026\tFeb 2026\nKling AI\t7,100,000\t7,400,000\nVidu\t1,200,000\t1,300,000",
    "wide with a blank corner": "\t2026-01\t2026-02\nKling AI\t7.1m\t7.4m\nVidu\t1.2m\t1.3m",
    "long": (
        "App\tDate\tMAU\nKling AI\tJan 2026\t7.1m\nKling AI\tFeb 2026\t7.4m\nVidu\tJan 2026\t1.2m\nVidu\tFeb 2026\t1.3m"
    ),
    "turned": "Month\tKling AI\tVidu\nJan 2026\t7.1m\t1.2m\nFeb 2026\t7.4m\t1.3m",
    "turned without a heading over the months": "\tKling AI\tVidu\nJan 2026\t7.1m\t1.2m\nFeb 2026\t7.4m\t1.3m",
    "comma separated": (
        "app,period,value\nKling AI,2026-01,7.1m\nKling AI,2026-02,7.4m\nVidu,2026-01,1.2m\nVidu,2026-02,1.3m"
    ),
    "semicolons and quotes": '"App";"Jan 2026";"Feb 2026"\n"Kling AI";7,1;7,4\nVidu;1,2;1,3',
    "Markdown": "| App | Jan 2026 | Feb 2026 |\n|---|---|---|\n| Kling AI | 7.1m | 7.4m |\n| Vidu | 1.2m | 1.3m |",
    "aligned text": "App       Jan 2026   Feb 2026\nKling AI  7.1m       7.4m\nVidu      1.2m       1.3m",
    "Windows line ends and a title": (
        "Active users\t\t\r\nApp\tJan 2026\tFeb 2026\r\nKling AI\t7.1m\t7.4m\r\nVidu\t1.2m\t1.3m\r\n"
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_of_any_shape_gives_the_same_numbers(shape):
    answers = {"power": "M"} if shape == "semicolons and quotes" else {}
    assert numbers(read(SHAPES[shape], **answers)) == EXPECTED


def test_two_columns_need_no_heading():
    assert numbers(read("Apr 2026\t8.1m\nMay 2026\t8.3m", KLING)) == {
        ("Kling AI", "2026-04-01"): 8.1e6,
        ("Kling AI", "2026-05-01"): 8.3e6,
    }


def test_empty_cells_are_no_numbers_and_counted():
    pasted = read("App\tJan 2026\tFeb 2026\nKling AI\t\t7.4m\nVidu\tn/a\t-")
    assert numbers(pasted) == {("Kling AI", "2026-02-01"): 7.4e6}
    assert pasted.empty == 3


def test_a_series_of_its_own_a_column():
    pasted = read("Date\tMAU\tDAU\nApr 2026\t8.1m\t1.2m", {**KLING, "series": ""})
    assert [(r.entry.cells["series"], r.entry.cells["value"]) for r in pasted.rows] == [("mau", 8.1e6), ("dau", 1.2e6)]


def test_a_heading_says_power_and_currency():
    given = {**GIVEN, "series": "", "entity": "Runway"}
    pasted = read("Period\tRevenue (USD m)\nQ1 2026\t112.5\nQ2 2026\t131.0", given)
    assert [(r.entry.cells["value"], r.entry.cells["unit"]) for r in pasted.rows] == [(112.5e6, "USD"), (131e6, "USD")]
    assert "numbers in M" in pasted.said
    assert [stated(h) for h in ("MAU, in thousands", "Users (000s)", "Revenue (RMB bn)", "In-app spend", "MAU")] == [
        ("k", ""),
        ("k", ""),
        ("bn", "CNY"),
        ("", ""),
        ("", ""),
    ]


# Questions


def asked(pasted):
    return [question.field for question in pasted.questions]


@pytest.mark.parametrize(
    ("text", "field", "answer", "value", "start"),
    [
        ("Month\tMAU\nApr 2026\t7,850\nMay 2026\t8,100", "decimal", ".", 7850.0, "2026-04-01"),
        ("Month\tMAU (m)\nApr 2026\t7,850\nMay 2026\t8,100", "decimal", ",", 7.85e6, "2026-04-01"),
        ("Date\tMAU\n03/04/2026\t8.1m", "order", "day first", 8.1e6, "2026-04-03"),
        ("Date\tMAU\n03/04/2026\t8.1m", "order", "month first", 8.1e6, "2026-03-04"),
        ("Date\tMAU\n3/4/26\t8.1m", "order", "day first", 8.1e6, "2026-04-03"),
        ("\tApr-26\nKling AI\t8.1m", "short", "year", 8.1e6, "2026-04-01"),
        ("Date\tMAU\n2026-04-01\t8.1m\n2026-05-01\t8.2m", "stands", "month", 8.1e6, "2026-04-01"),
    ],
)
def test_what_a_table_leaves_open_is_one_question_and_nothing_is_taken_before(text, field, answer, value, start):
    before = read(text, KLING)
    assert asked(before) == [field]
    assert all(row.why for row in before.rows)
    after = read(text, KLING, **{field: answer})
    assert field not in asked(after)
    assert not after.rows[0].why
    assert (after.rows[0].entry.cells["value"], after.rows[0].entry.cells["period_start"].isoformat()) == (value, start)


def test_a_day_stands_for_its_month_once_that_is_said():
    pasted = read("Date\tMAU\n2026-04-01\t8.1m\n2026-05-01\t8.2m", KLING, stands="month")
    assert [r.entry.cells["period_end"] for r in pasted.rows] == [date(2026, 4, 30), date(2026, 5, 31)]


def test_an_order_is_proved_by_a_day_above_twelve():
    pasted = read("Date\tMAU\n03/04/2026\t8.1m\n25/04/2026\t8.2m", KLING)
    assert [r.entry.cells["period_start"] for r in pasted.rows] == [date(2026, 4, 3), date(2026, 4, 25)]


def test_a_stock_holds_on_its_day_so_nothing_is_asked():
    given = {**KLING, "series": "headcount", "entity": "Runway"}
    assert asked(read("Date\tHeadcount\n2026-04-01\t155\n2026-05-01\t160", given)) == []


def test_an_unknown_name_is_asked_once_and_remembered_by_the_answers():
    text = "App\tJan 2026\tFeb 2026\nKling AI: AI Video Maker\t7.1m\t7.4m"
    before = read(text)
    assert asked(before) == ["name:Kling AI: AI Video Maker"]
    assert before.questions[0].answers[0][0] == "Kling AI"
    assert all(row.field == "entity" for row in before.rows)
    after = read(text, names={"Kling AI: AI Video Maker": "Kling AI"})
    assert set(numbers(after)) == {("Kling AI", "2026-01-01"), ("Kling AI", "2026-02-01")}


def test_a_column_that_tells_rows_apart_is_never_dropped_in_silence():
    text = "Date\tApp\tCountry\tMAU\nApr 2026\tKling AI\tUS\t1.1m\nApr 2026\tKling AI\tGB\t0.2m"
    assert all('"Country" tells rows apart' in row.why for row in read(text).rows)
    one = read(text.replace("GB", "US").replace("Apr 2026\tKling AI\tUS\t0.2m", "May 2026\tKling AI\tUS\t1.2m"))
    assert all(row.entry.cells["note"] == "Country: US" for row in one.rows)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "nothing here"),
        ("hello", "can't find the headings"),
        ("App\tJan 2026", "no number"),
        ("App\tCountry\nKling AI\tUS", "headings"),
        ("a\0b\tc\nd\te", "headings"),
    ],
)
def test_what_is_no_table_is_said(text, said):
    assert said in read(text).fault


# Decimal marks

CENTS = st.integers(1, 10**9)


def written(cents, point, group):
    whole, part = divmod(cents, 100)
    return f"{whole:,}".replace(",", group) + f"{point}{part:02}"


@settings(max_examples=300)
@given(
    st.lists(CENTS, min_size=1, max_size=8),
    st.sampled_from([(".", ","), (",", "."), (".", ""), (",", ""), (",", "\u202f")]),
)
def test_a_table_with_cents_is_read_right_whichever_mark_it_uses(cents, marks):
    texts = [written(c, *marks) for c in cents]
    pasted = read("Month\tMAU\n" + "\n".join(f"{1990 + i}\t{text}" for i, text in enumerate(texts)), KLING)
    if marks[0] == "," and len(cents) == 1:  # one cell may be a slip of the hand
        assert asked(pasted) == ["decimal"]
        pasted = read("Month\tMAU\n1990\t" + texts[0], KLING, decimal=",")
    assert [row.entry.cells["value"] for row in pasted.rows] == [c / 100 for c in cents]


@settings(max_examples=300)
@given(st.lists(st.integers(1, 10**7), min_size=1, max_size=8), st.sampled_from([",", ".", ""]))
def test_whole_numbers_are_read_right_or_asked_about_never_off_by_a_factor(values, group):
    texts = [f"{v:,}".replace(",", group) for v in values]
    pasted = read("Month\tMAU\n" + "\n".join(f"{1990 + i}\t{text}" for i, text in enumerate(texts)), KLING)
    if asked(pasted):
        assert asked(pasted) == ["decimal"]
        assert all(row.why for row in pasted.rows)
    else:
        assert [row.entry.cells["value"] for row in pasted.rows] == values


@pytest.mark.parametrize(
    ("texts", "mark", "doubt"),
    [
        (["7,85", "1,2"], ",", ""),
        (["7,85", "12m"], ".", "decimal"),
        (["7.85", "1.2"], ".", ""),
        (["1,234", "2,345"], ".", "decimal"),
        (["1,234", "12,5"], ".", "decimal"),  # the one proof may be a slip in a table of thousands
        (["1.234,5", "2.345,6", "1.234"], ",", ""),
        (["7,85", "7.85"], ".", "decimal"),
        (["7m", "foo"], ".", ""),
    ],
)
def test_a_mark_is_taken_only_where_it_is_proved(texts, mark, doubt):
    assert mark_of(texts) == (mark, doubt)


# The diff


def verdicts(pasted, *rows):
    given = [dict(r.entry.cells) | {"rights": "licensed"} if not r.why else (r.field, r.why) for r in pasted.rows]
    frame = frame_of([{"basis": PANEL, **row} for row in rows], "Kling AI") if rows else pd.DataFrame()
    return waiting(given, frame, Names(), TODAY, all_series())


def test_new_revised_same_and_rejected_are_told_apart():
    pasted = read("App\tJan 2026\tFeb 2026\tMar 2026\tApr 2026\nKling AI\t7.1m\t7.4m\t7.9m\tfoo")
    on_file = (
        {"series": "mau", "period": "2026-02", "value": 7.4e6, "unit": "users", "grade": "estimate"},
        {"series": "mau", "period": "2026-03", "value": 7.8e6, "unit": "users", "grade": "estimate"},
    )
    found = verdicts(pasted, *on_file)
    assert [one.fate for one in found] == ["new", "same", "revised", "rejected"]
    assert found[2].was["value"] == 7.8e6
    assert "foo" in found[3].why
    assert counted(found) == {"new": 1, "revised": 1, "same": 1, "rejected": 1}


def test_two_numbers_for_one_key_contradict_each_other_and_neither_is_taken():
    text = "Date\tMAU\nApr 2026\t8.1m\nApr 2026\t8.2m\nMay 2026\t8.3m\nMay 2026\t8.3m"
    assert [one.fate for one in verdicts(read(text, KLING))] == ["rejected", "rejected", "new", "same"]


@settings(max_examples=100)
@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=12, unique=True), st.data())
def test_pasting_a_whole_history_again_adds_only_what_is_new_or_revised(values, data):
    periods = [f"{2010 + i}" for i in range(len(values))]
    on_file = [
        {"series": "mau", "period": p, "value": float(v), "unit": "users", "grade": "estimate"}
        for p, v in zip(periods, values, strict=True)
    ]
    kept = data.draw(st.sets(st.sampled_from(range(len(values)))))
    changed = data.draw(st.sets(st.sampled_from(sorted(kept)))) if kept else set()
    now = [v + 1 if i in changed else v for i, v in enumerate(values)]
    text = "Year\tMAU\n" + "\n".join(f"{p}\t{v}" for p, v in zip(periods, now, strict=True))
    found = verdicts(read(text, KLING), *[row for i, row in enumerate(on_file) if i in kept])
    expected = ["new" if i not in kept else "revised" if i in changed else "same" for i in range(len(values))]
    assert [one.fate for one in found] == expected


def test_weeks_are_asked_about_and_end_or_begin_on_the_day():
    days = [date(2026, 9, 6) + timedelta(7 * i) for i in range(3)]
    text = "Date\tWAU\n" + "\n".join(f"{d}\t1.5m" for d in days)
    given = {**KLING, "series": "wau"}
    assert asked(read(text, given)) == ["stands"]
    ends = read(text, given, stands="week to")
    assert [r.entry.cells["period_start"] for r in ends.rows] == [d - timedelta(6) for d in days]
