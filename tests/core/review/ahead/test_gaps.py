"""What it costs to know: which missing number would unlock what."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.review.ahead.gaps import gaps
from tests.boards import evidence, row


def find(indicator, *rows, entity="Kling AI", as_of="2026-11-22"):
    indicators = registry()
    return gaps(indicators[indicator], list(indicators.values()), evidence(*rows, entity=entity, as_of=as_of))


def test_a_second_month_unlocks_growth_and_the_call_waits_for_it():
    first = find("kling", row("mau", "2026-03", 7.8e6))[0]
    assert (first.series, first.entity, first.headline, first.often) == ("mau", "Kling AI", True, "monthly")
    assert {"kling.mau_growth", "kling.mau_growth_1m", "kling.mau_cmgr"} <= set(first.unlocks)
    assert first.where == "Sensor Tower sells it monthly; Kuaishou names it now and then."


def test_retention_unlocks_by_the_ladder_though_the_call_does_not_wait_for_it():
    found = {g.series: g for g in find("kling", row("mau", "2026-03", 7.8e6))}
    assert not found["retention"].headline
    assert {"kling.retention_d1", "kling.retention_d30", "kling.retention_model"} <= set(found["retention"].unlocks)


def test_where_one_number_is_not_enough_both_are_named():
    found = {g.series: g for g in find("runway", entity="Runway")}
    assert found["cash"].needs == ("net_burn",)
    assert found["net_burn"].needs == ("cash",)
    assert found["cash"].headline
    assert found["net_burn"].headline
    assert "runway.months" in found["cash"].unlocks


def test_with_the_burn_on_file_cash_alone_is_missing():
    (cash, *_) = find("runway", row("net_burn", "2026-09", 10e6), entity="Runway")
    assert (cash.series, cash.needs, cash.headline) == ("cash", (), True)


def test_what_is_known_is_no_gap():
    rows = (row("cash", "2026-09-30", 120e6), row("net_burn", "2026-09", 10e6))
    assert not any(g.headline for g in find("runway", *rows, entity="Runway"))


@pytest.mark.parametrize("indicator", registry())
def test_on_an_empty_board_every_call_waits_for_something(indicator):
    found = find(indicator)
    assert any(g.headline for g in found)
    assert all(g.unlocks for g in found)


def test_where_nothing_is_on_file_a_series_may_need_two_numbers():
    (first, *_) = find("kling")
    assert (first.series, first.needs) == ("mau", ("mau",))


def test_supposing_a_number_leaves_what_is_known_as_it_is():
    e = evidence(row("mau", "2026-03", 7.8e6), as_of="2026-11-22")
    before = e.rows("mau", "Kling AI")
    gaps(registry()["kling"], list(registry().values()), e)
    assert e.rows("mau", "Kling AI") == before
    assert e.as_of == date(2026, 11, 22)
