"""What "A reading" of the contract promises: age, staleness, grade, rights, ranges, one-sidedness and calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate
from indicators.core.evidence.examples import frame_of
from indicators.core.model.catalogue import all_series
from indicators.core.model.indicator import bands
from indicators.core.model.observation import GRADES
from tests.boards import RUNWAY, evaluated, reading, row

# Age


@pytest.mark.parametrize(
    ("known_on", "as_of", "at", "days_old"),
    [
        ("2026-04-02", "2026-04-30", "2026-03-31", 30),
        ("2026-03-25", "2026-04-30", "2026-03-25", 36),  # published before its period ended
        ("2026-03-25", "2026-03-25", "2026-03-25", 0),
    ],
)
def test_at_is_never_later_than_the_number_was_published(known_on, as_of, at, days_old):
    r = reading("kling.mau", row("mau", "2026-03", 7.8e6, known_on=known_on), as_of=as_of)
    assert (r.at, r.days_old) == (date.fromisoformat(at), days_old)


def test_at_is_the_latest_among_the_newest_inputs():
    """Growth is as old as its newer number; ARR per head as its newer part."""
    r = reading("kling.mau_growth_1m", row("mau", "2026-02", 7e6), row("mau", "2026-03", 8e6), as_of="2026-04-10")
    assert r.at == date(2026, 3, 31)
    r = reading("runway.arr_per_head", row("arr", "2026-06-30", 1e8), row("headcount", "2026-03-31", 100))
    assert r.at == date(2026, 6, 30)


LEVELS = {
    "kling.mau": ("mau", "2026-03-31"),
    "kling.wau_change": ("wau_change", "2026-03-31"),
    "kling.arr": ("arr", "2026-03-31"),
    "kling.revenue": ("revenue", "2026-Q1"),
    "kling.retention_d30": ("retention", "2026-03-31"),
    "runway.net_burn": ("net_burn", "2026-03-31"),
    "runway.months_since_round": ("funding_round", "2026-03-31"),
    "robotics.open_roles": ("robotics_open_roles", "2026-03-31"),
    "robotics.compute_share": ("compute_share_robotics", "2026-03-31"),
}


@pytest.mark.parametrize("metric", LEVELS)
def test_a_reading_is_stale_beyond_twice_its_rhythm_and_once_its_lag(metric):
    series, period = LEVELS[metric]
    more = {"age_days": 30} if series == "retention" else {}
    number = row(series, period, 1.0, known_on="2026-03-31", **more)
    last = date(2026, 3, 31) + timedelta(all_series()[series].stale_after or 30_000)
    fresh = reading(metric, number, as_of=last.isoformat())
    stale = reading(metric, number, as_of=(last + timedelta(1)).isoformat())
    assert fresh.reason is None
    assert (stale.reason, stale.status, stale.value) == (None if series == "funding_round" else "stale", "ok", 1.0) or (
        metric == "runway.months_since_round" and stale.reason is None
    )
    assert stale.reason is None or "Stale: last 31 Mar 2026" in stale.because


def test_a_stale_reading_has_no_call():
    rows = (row("mau", "2026-02", 7e6), row("mau", "2026-03", 8e6))
    assert evaluated("kling", *rows, as_of="2026-04-30").state == "supports"
    later = evaluated("kling", *rows, as_of="2026-11-22")
    assert (later.state, later.headline.reason, later.headline.call) == ("no_call", "stale", None)
    assert later.headline.value is not None


# Grade and rights


@pytest.mark.parametrize(("first", "second"), [(a, b) for a in GRADES for b in GRADES])
def test_the_grade_is_the_softest_among_the_inputs(first, second):
    rows = (row("mau", "2026-02", 7e6, grade=first), row("mau", "2026-03", 8e6, grade=second))
    assert reading("kling.mau_growth_1m", *rows).grade == min(first, second, key=GRADES.index)


def test_the_order_of_grades_is_the_contracts():
    assert GRADES == ("assumption", "derived", "estimate", "floor", "ceiling", "reported")


def test_rights_are_the_strictest_even_where_the_reading_is_not_known():
    rows = (row("mau", "2026-02", 7e6, rights="licensed"), row("mau", "2026-03", 8e6, rights="confidential"))
    assert reading("kling.mau_growth_1m", *rows).rights == "confidential"
    assert reading("kling.mau_growth_1m", rows[0]).rights == "licensed"
    assert reading("kling.mau_growth_1m").rights == "public"


@pytest.mark.parametrize("own", [[row("retention", "2026-03", 0.1, unit="ratio", age_days=30)], []])
def test_rights_of_what_a_reading_quotes_beside_its_inputs_count(own):
    """The details name the peers, so whoever may not see a peer's number may not see the reading."""
    peer = {"entity": "Sora", "unit": "ratio", "age_days": 30, "rights": "confidential"}
    r = reading("kling.retention_d30", *own, row("retention", "2026-02", 0.01, **peer))
    assert r.known is bool(own)
    assert r.details["peers"]["Sora"]["value"] == 0.01
    assert r.rights == "confidential"


# Ranges


def test_a_range_of_growth_runs_from_low_over_high_to_high_over_low():
    """30 days between the middles of two months of 30 and 30 days, so the exponent is 30.436875 / 30."""
    periods = ("2026-04-01..2026-04-30", "2026-05-01..2026-05-30")
    rows = (row("mau", periods[0], 10e6, low=9e6, high=12e6), row("mau", periods[1], 11e6, low=10e6, high=13e6))
    r = reading("kling.mau_growth_1m", *rows, as_of="2026-06-10")
    power = 30.436875 / 30
    assert r.value == pytest.approx((11 / 10) ** power - 1)
    assert r.low == pytest.approx((10 / 12) ** power - 1)
    assert r.high == pytest.approx((13 / 9) ** power - 1)


def test_a_number_without_a_range_stands_for_both_its_ends():
    rows = (row("revenue", "2026-Q1", 100, unit="CNY"), row("revenue", "2026-Q2", 150, low=120, high=160, unit="CNY"))
    r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
    assert (r.value, r.low, r.high) == pytest.approx((0.5, 0.2, 0.6))


def test_no_error_is_invented():
    r = reading("kling.mau_growth_1m", row("mau", "2026-02", 7e6), row("mau", "2026-03", 8e6))
    assert (r.low, r.high) == (None, None)


def test_a_range_that_begins_at_zero_has_no_high_end_of_growth_and_no_clear_call():
    rows = (row("mau", "2026-02", low=0, high=7e6), row("mau", "2026-03", 8e6))
    r = reading("kling.mau_growth_1m", *rows, as_of="2026-04-10")
    assert r.value > 1
    assert 0.045 < r.low < r.value
    assert r.high is None
    assert r.call == "mixed"


# Floors and ceilings


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("reported", "floor", "at least"),
        ("ceiling", "floor", "at least"),
        ("ceiling", "reported", "at least"),
        ("floor", "reported", "at most"),
        ("floor", "ceiling", "at most"),
        ("reported", "ceiling", "at most"),
        ("floor", "floor", "rests on a floor"),
        ("ceiling", "ceiling", "rests on a ceiling"),
    ],
)
def test_a_floor_or_ceiling_makes_growth_one_sided(first, second, word):
    ends = {"floor": {"low": 1.0}, "ceiling": {"high": 1e9}}
    rows = (row("mau", "2026-02", 7e6, grade=first), row("mau", "2026-03", 8e6, grade=second))
    r = reading("kling.mau_growth_1m", *rows, as_of="2026-04-10")
    assert word in r.because.lower()
    assert (r.low, r.high) == (None, None)
    assert (
        r.value
        == reading("kling.mau_growth_1m", rows[0] | {"grade": "reported"}, rows[1] | {"grade": "reported"}).value
    )
    ranged = [x | ends.get(g, {}) for x, g in zip(rows, (first, second), strict=True)]
    assert (reading("kling.mau_growth_1m", *ranged).low, reading("kling.mau_growth_1m", *ranged).high) == (None, None)


def test_a_floor_alone_is_at_least():
    r = reading("kling.revenue", row("revenue", "2026-Q2", low=850e6, grade="floor", unit="CNY"), as_of="2026-08-30")
    assert (r.value, r.low, r.high, r.grade) == (850e6, None, None, "floor")
    assert r.because.startswith("At least CNY 850M")


# Calls


def called(growth, **more):
    """The call on revenue growth of so much over a quarter: supports from 31 %, against below 13 %."""
    rows = (
        row("revenue", "2026-Q1", 100, unit="CNY"),
        row("revenue", "2026-Q2", 100 * (1 + growth), unit="CNY", **more),
    )
    return reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30").call


@pytest.mark.parametrize(
    ("growth", "call"),
    [
        (0.31, "supports"),
        (0.31 - 9e-10, "supports"),
        (0.31 - 2e-9, "mixed"),
        (0.13, "mixed"),
        (0.13 - 9e-10, "mixed"),
        (0.13 - 2e-9, "against"),
        (5.0, "supports"),
        (-0.5, "against"),
    ],
)
def test_a_value_within_a_billionth_of_a_line_is_on_it(growth, call):
    assert called(growth) == call


@pytest.mark.parametrize(
    ("low", "high", "call"),
    [
        (130, 160, "mixed"),  # 30 % to 60 % straddles 31 %
        (131, 160, "supports"),
        (110, 160, "mixed"),  # straddles both lines
        (115, 160, "mixed"),
    ],
)
def test_an_interval_that_straddles_a_line_is_mixed(low, high, call):
    assert called(0.5, low=low, high=high) == call


def test_an_interval_wholly_below_is_against():
    assert called(0.05, low=101, high=112) == "against"
    assert called(0.05, low=101, high=114) == "mixed"


@pytest.mark.parametrize(
    ("growth", "grade", "call"),
    [
        (0.5, "floor", "supports"),  # at least 50 %
        (0.2, "floor", "mixed"),
        (0.05, "floor", "mixed"),  # at least 5 % leaves it open
        (0.5, "ceiling", "mixed"),
        (0.2, "ceiling", "mixed"),
        (0.05, "ceiling", "against"),  # at most 5 %
    ],
)
def test_a_one_sided_value_that_does_not_settle_it_is_mixed(growth, grade, call):
    assert called(growth, grade=grade) == call


def test_of_two_floors_the_printed_numbers_are_judged_and_the_sentence_says_so():
    rows = [row("revenue", f"2026-Q{q}", x, unit="CNY", grade="floor") for q, x in ((1, 650), (2, 850))]
    r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
    assert r.call == "mixed"  # 30.8 %, between 13 and 31
    assert "approximate: rests on a floor" in r.because


def test_a_metric_without_bands_has_no_call():
    assert reading("kling.mau", row("mau", "2026-03", 8e6), as_of="2026-04-10").call is None


def test_without_a_line_against_silence_is_no_call():
    """Papers: one supports, none says nothing."""
    none = row("papers_count", "2026-04-03..2026-07-01", 0)
    one = row("papers", "2026-05-01", 1, basis="generated robot data", label="A paper")
    assert reading("robotics.papers", none, as_of="2026-07-05").call is None
    assert reading("robotics.papers", none, one, as_of="2026-07-05").call == "supports"


def test_a_users_own_bands_take_the_place_of_the_declared_ones():
    kling = registry()["kling"]
    rows = (row("mau", "2026-02", 7e6), row("mau", "2026-03", 8e6))
    own = {"kling.mau_growth_1m": bands(supports=">= 9", against="< 5", because="Mine.")}
    found = evaluate(kling, frame_of(rows, kling.entity), date(2026, 4, 10), bands=own)
    assert found.state == "against"


# The whole


def test_every_metric_is_there_in_its_order_and_the_state_is_the_headlines_call():
    found = evaluated("runway")
    assert [r.metric for r in found.readings] == [f"runway.{m.id}" for m in registry()["runway"].metrics]
    assert (found.state, found.because) == ("no_call", found.headline.because)


def test_json_has_the_fields_of_the_contract_and_days_as_text():
    rows = (row("cash", "2026-03-31", 120e6), row("net_burn", "2026-03", 10e6))
    r = reading("runway.cash_out_on", *rows, as_of="2026-03-31").as_json()
    fields = "metric value low high unit status reason because at days_old grade rights call inputs details"
    assert set(r) == set(fields.split())
    assert (r["value"], r["at"], r["unit"]) == ("2027-03-31", "2026-03-31", "date")


def test_values_are_in_the_canonical_unit():
    assert reading("kling.wau_change", row("wau_change", "2026-04-02", 4, unit="percent")).value == pytest.approx(0.04)
    share = row("compute_share_robotics", "2026", low=1, high=3, unit="percent")
    r = reading("robotics.compute_share", share)
    assert (r.low, r.high) == pytest.approx((0.01, 0.03))
    assert r.unit == "ratio"


def test_money_is_shown_in_the_currency_in_which_it_was_published():
    assert reading("runway.arr", row("arr", "2026-06-30", 1e8, unit="EUR")).unit == "EUR"
    assert reading("runway.net_burn", row("net_burn", "2026-06", 1e6, unit="EUR")).unit == "EUR per month"


def test_another_entitys_numbers_are_not_the_indicators():
    assert reading("kling.mau", row("mau", "2026-03", 1e6, entity="Vidu")).reason == "no_data"
    assert reading("runway.arr", row("arr", "2026-06-30", 1e8, entity=RUNWAY)).status == "ok"
