"""After the print: what came is told from what did not, and stands against the levels of before."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.evidence.expected import next_period
from indicators.core.review.ahead.due import Due
from indicators.core.review.ahead.flips import Flip, NextNumber
from indicators.core.review.ahead.outturns import Outturn, arrived, kept, levels
from tests.boards import observations, row

SUPPORTS = Flip("kling.revenue_growth_1q", "Growth", 1113.5e6, "CNY", rising=True, becomes="Supports")
AGAINST = Flip("kling.revenue_growth_1q", "Growth", 960.5e6, "CNY", rising=False, becomes="Against", inclusive=False)


def printed(**more):
    (last,) = observations(row("revenue", "2026-Q2", 850e6, unit="CNY", basis="results", **more))
    return NextNumber(Due(last, date(2026, 11, 20), 0), next_period(last), "CNY", (SUPPORTS, AGAINST))


ROW = {
    "id": 7,
    "series": "revenue",
    "entity": "Kling AI",
    "basis": "results",
    "age_days": None,
    "unit": "CNY",
    "period_end": "2026-09-30",
    "value": 1.12e9,
    "low": None,
    "high": None,
    "grade": "reported",
    "published_on": "2026-11-20",
    "recorded_at": "2026-11-22T09:00:00Z",
    "retracted": None,
}


def test_the_expected_number_is_found_among_those_that_came():
    other = ROW | {"id": 8, "period_end": "2026-12-31"}
    ((stood, found),) = arrived([printed()], [other, ROW])
    assert (stood.period.end, found["id"]) == (date(2026, 9, 30), 7)


@pytest.mark.parametrize(
    "other",
    [
        {"series": "arr"},
        {"entity": "Runway"},
        {"basis": "press"},
        {"unit": "USD"},
        {"period_end": "2026-12-31"},
        {"age_days": 30},
    ],
)
def test_another_number_is_not_it(other):
    assert arrived([printed()], [ROW | other]) == []


def test_what_is_kept_comes_back_as_it_stood():
    stood = {"observation": 7, "levels": levels(printed())}
    (found,) = kept([stood], [ROW], date(2026, 11, 22))
    assert found.flips == (SUPPORTS, AGAINST)
    assert found.title == "Kling AI revenue, Q3 2026"
    assert found.said == (
        "CNY 1.12bn against \u2265 CNY 1.1135bn Supports (Growth): reached; < CNY 960.5M Against (Growth): not reached"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ({"grade": "floor"}, "more than CNY 1.12bn against"),
        ({"value": 1.0371e9}, "CNY 1.0371bn against"),  # between the two levels at full precision
        ({"value": None, "low": 1.1e9, "high": 1.2e9}, "CNY 1.1bn to CNY 1.2bn against"),
    ],
)
def test_the_number_is_said_as_it_was_published(number, said):
    (found,) = kept([{"observation": 7, "levels": levels(printed())}], [ROW | number], date(2026, 11, 22))
    assert found.said.startswith(said)
    assert ("reached" in found.said) is (number.get("value", 1) is not None)


def test_on_an_earlier_day_and_after_it_was_taken_back_it_is_not_shown():
    stood = [{"observation": 7, "levels": levels(printed())}]
    assert list(kept(stood, [ROW], date(2026, 11, 19))) == []
    assert list(kept(stood, [ROW | {"retracted": "2026-11-23T00:00:00Z"}], date(2026, 11, 25))) == []
    undated = ROW | {"published_on": None}  # known since it was recorded
    assert list(kept(stood, [undated], date(2026, 11, 21))) == []
    assert len(list(kept(stood, [undated], date(2026, 11, 22)))) == 1


def test_a_number_in_another_unit_stands_against_the_levels_in_the_canonical_one():
    level = Flip("robotics.compute", "Compute", 1.0, "GW", rising=True, becomes="Supports")
    year = (date(2026, 1, 1), date(2026, 12, 31))
    found = Outturn(ROW | {"series": "compute", "entity": "OpenAI", "unit": "MW", "value": 500}, (level,), year)
    assert found.value == 0.5
    assert found.said == "0.5 GW against \u2265 1 GW Supports (Compute): not reached"
