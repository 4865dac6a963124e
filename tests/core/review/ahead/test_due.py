"""Numbers due: last period's end + every + lag, for what readings rest on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.model.catalogue import all_series
from indicators.core.model.event import Event
from indicators.core.review.ahead.due import due_numbers
from tests.boards import evidence, row


def due(*rows, as_of="2026-11-22", entity="Kling AI", events=()):
    e = evidence(*rows, as_of=as_of, entity=entity, events=events)
    return due_numbers([evaluate_on(i, e) for i in registry().values()], e)


@pytest.mark.parametrize(
    ("series", "entity"),
    [("mau", "Kling AI"), ("wau_change", "Kling AI"), ("arr", "Runway"), ("robotics_open_roles", "OpenAI")],
)
def test_due_is_the_last_periods_end_plus_every_plus_lag(series, entity):
    (found,) = due(row(series, "2026-03-31", 1, entity=entity))
    rhythm = all_series()[series].rhythm
    assert found.on == date(2026, 3, 31) + timedelta(rhythm.every + rhythm.lag)
    assert found.last.period_end == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("as_of", "missing", "late"),
    [
        ("2026-04-10", 0, False),
        ("2026-05-07", 0, False),  # April has been over for a week, and its number has a day left
        ("2026-05-08", 1, False),  # 31 March + 31 + 7: due on the day itself
        ("2026-05-09", 1, True),
        ("2026-11-22", 7, True),  # "7 missing": April to October
    ],
)
def test_how_many_are_missing(as_of, missing, late):
    (found,) = due(row("mau", "2026-03", 7.8e6), as_of=as_of)
    assert (found.on, found.missing, found.late(date.fromisoformat(as_of))) == (date(2026, 5, 8), missing, late)


def test_what_comes_when_it_comes_is_never_due():
    assert (
        due(row("funding_round", "2026-02-10", 1, entity="Runway"), row("valuation", "2026-02-10", 1, entity="Runway"))
        == []
    )


def test_the_longest_overdue_comes_first():
    rows = (row("mau", "2026-03", 1), row("wau_change", "2026-03-31", 0.1), row("revenue", "2026-Q2", 1, unit="CNY"))
    found = due(*rows)
    assert [x.last.series for x in found] == ["wau_change", "mau", "revenue"]
    assert [x.on for x in found] == sorted(x.on for x in found)


def test_only_the_newest_on_the_leading_basis_counts():
    rows = (
        row("mau", "2026-03", 1, basis="a"),
        row("mau", "2026-02", 1, basis="a"),
        row("mau", "2026-01", 1, basis="b"),
    )
    (found,) = due(*rows)
    assert found.last.id == 1


def test_of_what_was_shut_down_nothing_more_is_expected():
    rows = (row("downloads", "2026-01", 1, entity="Sora"), row("downloads", "2026-02", 1, entity="Sora"))
    end = Event(date=date(2026, 3, 24), entity="Sora", kind="shutdown", title="The end", source="test")
    assert [x.last.entity for x in due(*rows)] == ["Sora"]
    assert due(*rows, events=(end,)) == []
    assert [x.last.entity for x in due(*rows, as_of="2026-03-23", events=(end,))] == ["Sora"]


def test_on_an_empty_board_nothing_is_due():
    assert due() == []
