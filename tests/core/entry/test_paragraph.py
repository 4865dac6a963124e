"""Numbers in a paragraph: proposed with the words that say so; what the words do not settle is left open."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.entry.entry import read_entry
from indicators.core.entry.oneline import read_line, write_line
from indicators.core.entry.paragraph import candidates
from indicators.core.model.catalogue import all_series
from indicators.core.text.vocabulary import Vocabulary

TODAY = date(2026, 11, 25)
WORDS = Vocabulary(all_series(), (), ("Kling AI", "Sora", "Runway", "OpenAI"))
ARTICLE = (
    "Kuaishou said that Kling AI's revenue exceeded RMB850 million in the second quarter of 2026, up over 200% year on "
    "year. Sora had 4.7 million monthly active users in March 2026. Runway, which employs 155 people, raised $315 "
    "million at a valuation of $5.3 billion in February 2026. Kling's annualized revenue run-rate hit USD 500M in "
    "April 2026."
)


def found(text):
    return candidates(text, WORDS, TODAY)


def of(series, text=ARTICLE):
    (candidate,) = [c for c in found(text) if c.typed.get("series") == series]
    return candidate


@pytest.mark.parametrize(
    ("series", "entity", "value", "unit", "period"),
    [
        ("revenue", "Kling AI", 8.5e8, "CNY", "2026-Q2"),
        ("mau", "Sora", 4.7e6, "users", "2026-03"),
        ("headcount", "Runway", 155.0, "people", "2026-02"),
        ("funding_round", "Runway", 3.15e8, "USD", "2026-02"),
        ("valuation", "Runway", 5.3e9, "USD", "2026-02"),
        ("arr", "Kling AI", 5e8, "USD", "2026-04"),
    ],
)
def test_an_articles_numbers_are_found_with_whose_which_when(series, entity, value, unit, period):
    candidate = of(series)
    assert candidate.open == ()
    assert (candidate.typed["entity"], candidate.typed["period"]) == (entity, period)
    entry = read_entry(dict(candidate.typed), TODAY)
    assert (entry.cells["value"], entry.cells["unit"]) == (value, unit)
    assert candidate.words in candidate.sentence
    assert ARTICLE[candidate.start : candidate.end].startswith(candidate.words)
    assert candidate.typed["note"] == f'"{candidate.sentence}"'


def test_more_than_makes_a_floor():
    assert read_entry(dict(of("revenue").typed), TODAY).cells["grade"] == "floor"


def test_a_change_is_no_level():
    (change,) = [c for c in found(ARTICLE) if c.words == "over 200%"]
    assert "series" not in change.typed
    assert change.open[0] == "a change or a share, not a level"


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("Its app had 7.8 million monthly active users in March 2026.", "entity"),
        ("It had 7.8 million monthly active users in March 2026, more than Sora ever had.", "entity"),
        ("Kling had 7.8 million monthly active users.", "period"),
        ("Kling had 7.8 million monthly active users in March.", "period"),
        ("Kling had $7.8 million in March 2026.", "series"),
    ],
)
def test_what_the_words_do_not_settle_is_open(text, open_):
    (candidate,) = found(text)
    assert open_ in candidate.open


def test_a_name_right_behind_a_number_owns_it():
    text = "Kling had 7.8 million monthly active users in March 2026, against 4.7 million for Sora."
    assert [c.typed["entity"] for c in found(text)] == ["Kling AI", "Sora"]


def test_a_name_carries_over_to_the_next_sentence_only_where_it_was_the_only_one():
    one = "Kling grew. Its app had 8 million monthly active users in May 2026."
    two = "Kling beat Sora. Its app had 8 million monthly active users in May 2026."
    assert found(one)[0].typed["entity"] == "Kling AI"
    assert "entity" not in found(two)[0].typed


def test_a_candidate_as_a_line_reads_back_as_the_same_number():
    typed = {k: v for k, v in of("revenue").typed.items() if k != "note"} | {"basis": "b", "source": "s"}
    line = read_line(write_line(typed, WORDS), WORDS, TODAY)
    assert line.problems == []
    assert line.typed == typed


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200) | st.lists(st.sampled_from(ARTICLE.split()), max_size=40).map(" ".join))
def test_no_text_raises_and_evidence_is_always_quoted(text):
    for candidate in found(text):
        assert candidate.words in candidate.sentence
        assert candidate.typed["value"]
