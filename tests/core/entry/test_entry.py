"""What a person typed, read into cells: ambiguity becomes a question beside its field, never a guess."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.entry.entry import read_entry, unit_choices
from indicators.core.model.catalogue import all_series

TODAY = date(2026, 11, 22)
TYPED = {
    "series": "mau",
    "entity": "Kling AI",
    "value": "7.8M",
    "period": "Mar 2026",
    "basis": "panel",
    "source": "test",
}


def read(**typed):
    return read_entry(TYPED | typed, TODAY)


def test_what_was_understood_is_said():
    entry = read()
    assert entry.problems == {}
    assert entry.cells["value"] == 7.8e6
    assert (entry.cells["unit"], entry.cells["grade"]) == ("users", "reported")
    assert (entry.cells["period_start"], entry.cells["period_end"]) == (date(2026, 3, 1), date(2026, 3, 31))
    assert entry.said["period"] == "Mar 2026"
    assert "7,800,000" in entry.said["value"]


@pytest.mark.parametrize(
    ("value", "grade"),
    [("~8m", "estimate"), ("about 8m", "estimate"), (">8m", "floor"), ("<8m", "ceiling"), ("8m", "reported")],
)
def test_the_grade_is_read_from_the_number_unless_given(value, grade):
    assert read(value=value).cells["grade"] == grade
    assert read(value=value, grade="derived").cells["grade"] == "derived"


def test_an_assumption_is_graded_as_one():
    entry = read(series="assume_multihoming", value="0.2-0.4")
    assert (entry.cells["grade"], entry.cells["unit"]) == ("assumption", "ratio")
    assert (entry.cells["value"], entry.cells["low"], entry.cells["high"]) == (None, 0.2, 0.4)


def test_ends_may_stand_in_fields_of_their_own():
    entry = read(low="7m", high="9m")
    assert (entry.cells["low"], entry.cells["value"], entry.cells["high"]) == (7e6, 7.8e6, 9e6)
    alone = read(value="", low="7m", high="9m")
    assert (alone.problems, alone.cells["value"]) == ({}, None)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"value": ""}, "value"),
        ({"value": "many"}, "value"),
        ({"low": "7-8m"}, "low"),
        ({"high": "lots"}, "high"),
        ({"period": ""}, "period"),
        ({"period": "03/04/2026"}, "period"),
        ({"period": "Q4"}, "period"),
        ({"published_on": "March"}, "published_on"),
        ({"published_on": "2026-03"}, "published_on"),
        ({"series": "revenue"}, "unit"),
        ({"series": "revenue", "value": "340m yuan", "unit": "USD"}, "unit"),
        ({"series": "retention", "value": "0.1", "age_days": "30"}, "unit"),
        ({"series": "mau", "value": "5%"}, "unit"),
        ({"value": "$5m"}, "unit"),
        ({"value": "340m yuan", "low": "$300m", "series": "revenue"}, "value"),
    ],
)
def test_what_is_not_understood_is_asked_beside_its_field(typed, field):
    problems = read(**typed).problems
    assert field in problems
    assert len(problems[field]) > 10


def test_a_year_that_is_missing_is_asked_not_guessed():
    problem = read(period="Q3").problems["period"]
    assert "2026" in problem
    assert problem.endswith("?")


def test_all_questions_are_asked_at_once():
    assert {"value", "period", "published_on"} <= set(read(value="many", period="Q4", published_on="soon").problems)


def test_the_currency_may_stand_in_the_number_or_in_its_field():
    for typed in ({"value": "340m yuan"}, {"value": "CNY 340m"}, {"value": "340m", "unit": "CNY"}):
        entry = read(series="revenue", **typed)
        assert (entry.problems, entry.cells["unit"], entry.cells["value"]) == ({}, "CNY", 340e6)


def test_an_empty_day_of_publication_stays_empty():
    assert read().cells["published_on"] == ""
    assert read(published_on="2 Apr 2026").cells["published_on"] == date(2026, 4, 2)


def test_an_unknown_series_is_left_to_the_validator():
    entry = read(series="mood", value="5")
    assert entry.cells["series"] == "mood"


def test_spaces_around_are_nothing():
    entry = read(entity="  Kling AI ", value=" 7.8M ")
    assert (entry.cells["entity"], entry.cells["value"]) == ("Kling AI", 7.8e6)


def test_the_units_that_a_form_offers():
    assert unit_choices(all_series()["mau"]) == ("users",)
    assert unit_choices(all_series()["compute"]) == ("GW", "MW")
    money = unit_choices(all_series()["revenue"], ("CNY", "USD"))
    assert money[:2] == ("CNY", "USD")
    assert len(set(money)) == len(money) > 100


@pytest.mark.parametrize("value", ["8.1", "7.9-8.4", ">8.5", "about 0.5"])
def test_part_of_a_user_is_a_power_of_ten_left_out(value):
    assert "is no whole number of users: write " in read(value=value).problems["value"]
    assert read(value=f"{value}m").problems == {}
    assert read(value=f"{value}%", series="retention", age_days="30").problems == {}


def test_a_whole_number_of_users_is_taken_as_it_stands():
    assert read(value="8100000").cells["value"] == 8.1e6
    assert read(value="8,1", series="revenue", unit="USD").problems  # asked which mark it is
