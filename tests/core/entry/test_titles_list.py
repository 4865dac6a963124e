"""Job titles: the stock, and what was posted and removed by comparison with the last list."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.core.entry.entry import read_entry
from indicators.core.entry.titles_list import compare, entries, in_group, titles_in
from indicators.core.model.catalogue import thesis

TITLES = st.lists(st.sampled_from(["Robotics Engineer", "Accountant", "Actuator Lead", "Counsel"]), max_size=12)
OLD, NEW = date(2026, 11, 10), date(2026, 11, 17)

(ROBOTICS,) = thesis().jobs


@given(TITLES, TITLES)
def test_posted_less_removed_is_the_change_of_the_stock_title_by_title(before, now):
    change = compare(before, now)
    posted, removed = Counter(change.posted), Counter(change.removed)
    assert not posted & removed
    assert Counter(before) + posted - removed == Counter(now)
    assert change.kept + len(change.posted) == len(now)


@pytest.mark.parametrize(
    "text",
    [
        "Robotics Engineer\n\n  Accountant,  Payroll \n",
        "Job title\tTeam\nRobotics Engineer\tHardware\nAccountant, Payroll\tFinance",
        "Team\tTitle\nHardware\tRobotics Engineer\nFinance\tAccountant, Payroll",
        "| Title | Place |\n|---|---|\n| Robotics Engineer | SF |\n| Accountant, Payroll | SF |",
    ],
)
def test_titles_are_found_in_lines_and_tables(text):
    assert titles_in(text) == ("Robotics Engineer", "Accountant, Payroll")


def test_nothing_is_no_list():
    assert titles_in(" \n") == ()


def test_robotics_roles_are_told_by_their_words():
    titles = ["Humanoid Lead", "ROBOTICS intern", "Research Scientist, Embodied AI", "Sales Manager"]
    assert in_group(titles, ROBOTICS) == ("Humanoid Lead", "ROBOTICS intern", "Research Scientist, Embodied AI")


def test_a_list_gives_stock_and_with_an_earlier_one_postings_since_the_day_after_it():
    titles = ["Robotics Engineer", "Gripper Technician", "Counsel"]
    first = entries(ROBOTICS, titles, titles[:2], NEW, None)
    assert [(e["series"], e["value"]) for e in first] == [("open_roles", "3"), ("robotics_open_roles", "2")]
    *_, posted = entries(ROBOTICS, titles, titles[:2], NEW, (OLD, ["Robotics Engineer", "Actuator Lead"]))
    assert (posted["series"], posted["value"]) == ("robotics_roles_posted", "1")
    assert "Actuator Lead" in posted["note"]
    cells = read_entry({"entity": "OpenAI", "basis": "careers page", "source": "s"} | posted, NEW).cells
    assert (cells["period_start"], cells["period_end"]) == (date(2026, 11, 11), NEW)


def test_an_older_or_equal_day_tells_no_postings():
    assert len(entries(ROBOTICS, ["A"], [], OLD, (OLD, []))) == 2
    assert len(entries(ROBOTICS, ["A"], [], OLD, (NEW, []))) == 2
