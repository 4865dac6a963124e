"""What "A reading" of the contract promises: age, staleness, grade, rights, ranges, one-sidedness and calls."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from indicators import registry
from indicators.core.evidence.evaluate import evaluate
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.ranges import HIDDEN_BAND, check_hidden
from indicators.core.model.catalogue import all_series
from indicators.core.model.errors import InputError
from indicators.core.model.indicator import bands
from indicators.core.model.observation import GRADES
from tests.boards import RUNWAY, evaluated, reading, row

# Age


@pytest.mark.parametrize(
    ("known_on", "as_of", "at", "days_old"),
    [
        ("2026-04-02", "2026-04-30", "2026-03-31", 30),
        ("2026-03-25", "2026-04-30", "2026-03-25", 36),  # published before the last of the cohort had come
        ("2026-03-25", "2026-03-25", "2026-03-25", 0),
    ],
)
def test_at_is_never_later_than_the_number_was_published(known_on, as_of, at, days_old):
    share = row("retention", "2026-03", 0.3, unit="ratio", age_days=1, known_on=known_on)
    r = reading("kling.retention_d1", share, as_of=as_of)
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


FORTNIGHTS = tuple(row("mau", f"2026-03-{day}", 8e6 * 1.1**i) for i, day in enumerate(("02", "16", "30")))


def test_a_stale_reading_has_no_call():
    """Three numbers a fortnight apart, each a tenth above the one before: no scatter, so a call while it is fresh."""
    assert evaluated("kling", *FORTNIGHTS, as_of="2026-04-30").state == "supports"
    later = evaluated("kling", *FORTNIGHTS, as_of="2026-11-22")
    head = later.headline
    assert (later.state, head.reason, head.call, head.no_call) == ("no_call", "stale", None, "stale")
    assert later.state_words == "No call \u00b7 stale"
    assert head.value is not None
    assert head.because.count("tale") == 1  # it is said once


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


@pytest.mark.parametrize(("last", "call"), [(140, "supports"), (120, "mixed"), (101, "mixed")])
def test_a_range_that_begins_at_zero_has_no_high_end_of_growth(last, call):
    """Growth from 0 to 100, read as 50: what is beyond a line even from 100 is beyond it, all else is open."""
    rows = (row("revenue", "2026-Q1", low=0, high=100, unit="CNY"), row("revenue", "2026-Q2", last, unit="CNY"))
    r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
    assert (r.value, r.low, r.high) == (pytest.approx(last / 50 - 1), pytest.approx(last / 100 - 1), None)
    assert r.call == call


# Floors and ceilings: what they may hide


def quarters(first, second, grades=("reported", "reported"), **more):
    """Revenue of two quarters in a row."""
    cells = ({"grade": grade, "unit": "CNY"} for grade in grades)
    numbers = zip((1, 2), (first, second), cells, strict=True)
    return [row("revenue", f"2026-Q{q}", x, **c, **more) for q, x, c in numbers]


HIDDEN = {"reported": (1, 1), "floor": (1, 1.1), "ceiling": (0.9, 1)}  # a floor hides up to a tenth, a ceiling down to


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("reported", "floor", "at least"),
        ("ceiling", "floor", "at least"),
        ("ceiling", "reported", "at least"),
        ("floor", "reported", "at most"),
        ("floor", "ceiling", "at most"),
        ("reported", "ceiling", "at most"),
        ("floor", "floor", ""),
        ("ceiling", "ceiling", ""),
    ],
)
def test_a_floor_or_ceiling_stands_for_a_range_of_a_tenth(first, second, word):
    """One that can only raise, or only lower, the value is said to; two that pull apart give a range."""
    r = reading("kling.revenue_growth_1q", *quarters(100, 120, (first, second)), as_of="2026-08-30")
    (low0, high0), (low1, high1) = HIDDEN[first], HIDDEN[second]
    ends = (0.2, 1.2 * low1 / high0 - 1, 1.2 * high1 / low0 - 1)
    assert (r.value, r.low, r.high) == pytest.approx(ends)
    assert r.bound == word
    assert r.because.lower().startswith(word or "+20% (")
    assert "at most a tenth" in r.because


def test_what_is_not_reported_beside_a_floor_gives_a_range():
    """The words "at least" are said where nothing but the floor leaves the value open."""
    estimate = quarters(100, 120, ("estimate", "floor"))
    ranged = [quarters(100, 120)[0] | {"low": 90, "high": 110}, estimate[1]]
    for rows, low in ((estimate, 0.2), (ranged, 120 / 110 - 1)):
        r = reading("kling.revenue_growth_1q", *rows, as_of="2026-08-30")
        assert (r.bound, r.low) == ("", pytest.approx(low))
        assert r.because.startswith("+20% (")


def test_a_floor_with_a_high_end_hides_no_more_than_that():
    rows = quarters(100, 120, ("reported", "floor"))
    r = reading("kling.revenue_growth_1q", rows[0], rows[1] | {"low": 120, "high": 123}, as_of="2026-08-30")
    assert (r.low, r.high) == pytest.approx((0.2, 0.23))
    assert "tenth" not in r.because


def test_a_share_hides_no_more_than_all():
    r = reading("kling.retention_d1", row("retention", "2026-03", 0.95, unit="ratio", age_days=1, grade="floor"))
    assert (r.value, r.low, r.high) == (0.95, 0.95, 1.0)


def test_a_floor_alone_is_at_least():
    r = reading("kling.revenue", row("revenue", "2026-Q2", low=850e6, grade="floor", unit="CNY"), as_of="2026-08-30")
    assert (r.value, r.low, r.high, r.grade) == (850e6, 850e6, pytest.approx(935e6), "floor")
    assert r.because == ("At least CNY 850M in Q2 2026, example; up to CNY 935M if 'more than' hides at most a tenth.")


def test_what_a_one_sided_number_hides_is_moved_like_a_band():
    """A fifth in place of a tenth: 120 to 144 over 100."""
    kling = registry()["kling"]
    own = {HIDDEN_BAND: bands(supports="<= 0.2", against=None, because="They round down generously.")}
    frame = frame_of(quarters(100, 120, ("reported", "floor")), kling.entity)
    r = evaluate(kling, frame, date(2026, 8, 30), bands=own).reading("revenue_growth_1q")
    assert (r.low, r.high) == pytest.approx((0.2, 0.44))
    assert "if 'more than' hides at most 20%" in r.because


@pytest.mark.parametrize("test", [">= 0.1", "<= 1.5", "<= -0.1", "< 0.1"])
def test_what_is_hidden_is_a_share(test):
    with pytest.raises(InputError, match="share"):
        check_hidden(bands(supports=test, against=None, because=""))


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
        (0.5, "floor", "supports"),  # 50 to 65 %
        (0.2, "floor", "mixed"),  # 20 to 32 %
        (0.02, "floor", "against"),  # 2 to 12 %
        (0.05, "floor", "mixed"),  # 5 to 15.5 %
        (0.5, "ceiling", "supports"),  # 35 to 50 %
        (0.2, "ceiling", "mixed"),  # 8 to 20 %
        (0.05, "ceiling", "against"),  # -5.5 to 5 %
    ],
)
def test_a_one_sided_value_is_judged_by_what_it_may_hide(growth, grade, call):
    assert called(growth, grade=grade) == call


def test_of_two_floors_the_whole_range_is_judged_and_said():
    """More than 850 over more than 650: 850 / 715 to 935 / 650."""
    r = reading("kling.revenue_growth_1q", *quarters(650, 850, ("floor", "floor")), as_of="2026-08-30")
    assert (r.low, r.high) == pytest.approx((850 / 715 - 1, 935 / 650 - 1))
    assert r.call == "mixed"
    assert r.because.startswith("+30.8% (+18.9% to +43.8%, if 'more than' hides at most a tenth)")


def test_a_metric_without_bands_has_no_call():
    assert reading("kling.mau", row("mau", "2026-03", 8e6), as_of="2026-04-10").call is None


def test_without_a_line_against_silence_is_no_call():
    """Papers: one supports, none says nothing, and says so."""
    none = row("papers_count", "2026-04-03..2026-07-01", 0)
    one = row("papers", "2026-05-01", 1, basis="generated robot data", label="A paper")
    silent = reading("robotics.papers", none, as_of="2026-07-05")
    assert (silent.call, silent.no_call) == (None, "none_found")
    assert reading("robotics.papers", none, one, as_of="2026-07-05").call == "supports"


def test_a_users_own_bands_take_the_place_of_the_declared_ones():
    kling = registry()["kling"]
    own = {"kling.mau_growth": bands(supports=">= 9", against="< 5", because="Mine.")}
    found = evaluate(kling, frame_of(FORTNIGHTS, kling.entity), date(2026, 4, 10), bands=own)
    assert found.state == "against"


# The whole


def test_every_metric_is_there_in_its_order_and_the_state_is_the_headlines_call():
    found = evaluated("runway")
    assert [r.metric for r in found.readings] == [f"runway.{m.id}" for m in registry()["runway"].metrics]
    assert (found.state, found.because) == ("no_call", found.headline.because)


def test_json_has_the_fields_of_the_contract_and_days_as_text():
    rows = (row("cash", "2026-03-31", 120e6), row("net_burn", "2026-03", 10e6))
    r = reading("runway.cash_out_on", *rows, as_of="2026-03-31").as_json()
    fields = "metric value low high unit status reason because at days_old grade rights call no_call inputs details"
    assert list(r) == fields.split()
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
