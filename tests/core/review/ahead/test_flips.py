"""Before the print: a level is exact, is solved from the metric itself, and speaks only where a call would stand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2, t

from indicators import registry
from indicators.core.claims.claim import Claim, Decided, Outcome
from indicators.core.claims.judge import decide, read
from indicators.core.evidence.evaluate import evaluate_on, evaluate_one
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.expected import newest_due, next_period, supposed
from indicators.core.model.calendars import Period
from indicators.core.model.catalogue import all_series
from indicators.core.model.condition import Condition
from indicators.core.model.indicator import bands
from indicators.core.model.reading import CALL_WORDS
from indicators.core.review.ahead.flips import next_numbers, rounded, said
from indicators.core.review.snapshot import Snapshot
from tests.boards import BLOCKS, EVENTS, days, evidence, generate, known_by, observations, reading, row

QUARTERS = (
    row("revenue", "2026-Q1", 650e6, unit="CNY", grade="floor", basis="results", published_on="2026-05-27"),
    row("revenue", "2026-Q2", 850e6, unit="CNY", grade="floor", basis="results", published_on="2026-08-21"),
)
MONTHS = (row("mau", "2026-09", 8e6), row("mau", "2026-10", 8e6))
POSTED = row("robotics_roles_posted", "2026-11-09..2026-11-15", 3, entity="OpenAI")


def supported(line):
    """How many roles the next week must bring for the low end of both weeks' Poisson interval to be on a line."""
    return next(n for n in range(100) if chi2.ppf(0.05, 2 * (3 + n)) / 2 / 2 >= line)


def expected(e, claims=(), own=None):
    evaluated = {i.id: evaluate_on(i, e, own) for i in registry().values()}
    snapshot = Snapshot(frame=frame_of([], ""), evidence=e, evaluated=evaluated, bands=own or {})
    return next_numbers(snapshot, snapshot.due, claims)


def levels(found, metric):
    """The levels of a metric among next_numbers, by what they flip to."""
    return {f.becomes: f for p in found for f in p.flips if f.metric == metric}


def claim(metric, test, period_end):
    """An open claim on whatever basis leads."""
    made = Claim(
        id="c",
        claim="claimed",
        kind="forecast",
        source="a test",
        made_on=date(2026, 4, 2),
        set_on=date(2026, 4, 2),
        period_end=period_end,
        resolve_by=period_end + timedelta(90),
        metric=metric,
        test=test,
    )
    nothing = reading(metric)
    return Decided(made, Outcome.OPEN, "", nothing, Outcome.OPEN, nothing)


def test_revenue_levels_are_the_bands_times_the_last_quarter():
    """31% and 13% over CNY 850M; a call is met within 1e-9 of its line, so the level lies that much beside it."""
    reported = [quarter | {"grade": "reported"} for quarter in QUARTERS]
    flips = levels(expected(evidence(*reported)), "kling.revenue_growth_1q")
    assert flips["Supports"].level == pytest.approx(850e6 * 1.31, rel=2e-9)
    assert flips["Against"].level == pytest.approx(850e6 * 1.13, rel=2e-9)
    assert (flips["Supports"].rising, flips["Against"].rising) == (True, False)
    assert flips["Supports"].said == "from CNY 1.1135bn"
    assert flips["Against"].said == "under CNY 960.5M"  # 960.5M itself grows by 13% and is mixed


def test_of_floors_the_levels_are_those_from_which_no_hidden_tenth_can_turn_it():
    """The next "more than" must grow by 31% over 850M and its tenth, and stay under 13% with a tenth of its own."""
    flips = levels(expected(evidence(*QUARTERS)), "kling.revenue_growth_1q")
    assert flips["Supports"].level == pytest.approx(850e6 * 1.1 * 1.31, rel=2e-9)
    assert flips["Against"].level == pytest.approx(850e6 * 1.13 / 1.1, rel=2e-9)


def test_a_level_lies_on_the_side_of_the_last_number_where_the_other_is_a_slip():
    """Eight times as much makes no call, so "supports" ends there too: the level is where it begins."""
    reported = [quarter | {"grade": "reported"} for quarter in QUARTERS]
    flips = levels(expected(evidence(*reported)), "kling.revenue_growth_1q")
    assert flips["Supports"].level < 8 * 850e6 / 2
    assert flips["Against"].level > 850e6 / 8 * 2


def test_a_moved_band_moves_its_level():
    own = {"kling.revenue_growth_1q": bands(supports=">= 0.5", against="< 0", because="")}
    reported = [quarter | {"grade": "reported"} for quarter in QUARTERS]
    flips = levels(expected(evidence(*reported), own=own), "kling.revenue_growth_1q")
    assert flips["Supports"].level == pytest.approx(1275e6, rel=2e-9)
    assert flips["Against"].level == pytest.approx(850e6, rel=2e-9)


def test_the_level_of_users_is_where_the_interval_of_the_drift_clears_the_line():
    """Five months of 1% growth: the sixth is against up to where the high end of all steps is 2.4%, by 95%."""
    steady = [row("mau", f"2026-{6 + i:02}", 8e6 * 1.01**i) for i in range(5)]
    flips = levels(expected(evidence(*steady)), "kling.mau_growth")
    times = [0.0, 30.5, 61.0, 92.0, 122.5, 153.0]  # middles of June to November, from that of June
    passed = np.diff(times) / 30.436875

    def high(value):
        steps = np.diff(np.log([8e6 * 1.01**i for i in range(5)] + [value]))
        mu = steps.sum() / passed.sum()
        s = math.sqrt((((steps - mu * passed) ** 2) / passed).sum() / 4)
        return math.exp(mu + t.ppf(0.975, 4) * s / math.sqrt(passed.sum())) - 1

    level = brentq(lambda x: high(x) - 0.024, 8.3e6, 9.5e6, xtol=1e-3)
    least = brentq(lambda x: high(x) - 0.024, 7e6, 8.3e6, xtol=1e-3)  # a fall so deep makes the drift itself unsure
    assert flips["Against"].level == pytest.approx(level, rel=1e-6)
    assert not flips["Against"].rising
    assert flips["Against"].until == pytest.approx(least, rel=1e-6)
    assert flips["Against"].said == "from 8.087M to 8.563M"
    assert [flips["Against"].reached(x) for x in (8e6, 8.3e6, 8.7e6)] == [False, True, False]


def test_no_number_makes_a_call_of_one_pair():
    assert "kling.mau_growth" not in {f.metric for p in expected(evidence(MONTHS[1])) for f in p.flips}


def test_a_falling_level_for_what_is_better_low():
    rows = (
        row("cash", "2026-09-30", 600e6, entity="Runway"),
        row("net_burn", "2026-09", 20e6, entity="Runway"),
    )
    (found,) = [p for p in expected(evidence(*rows)) if p.due.last.series == "net_burn"]
    flips = levels([found], "runway.months")
    assert (flips["Supports"].rising, flips["Against"].rising) == (False, True)
    # On 31 Jan 2027, four months and a day after the balance: (600 - burn x months since) / burn = 24 and 12; the burn
    # is the mean of September and October, by their days.
    since = (date(2027, 1, 31) - date(2026, 9, 30)).days / 30.436875
    assert (flips["Against"].level * 31 + 20e6 * 30) / 61 == pytest.approx(600e6 / (12 + since), rel=1e-8)
    # Of the two the newest alone must support as well, and is the higher one there.
    assert flips["Supports"].level == pytest.approx(600e6 / (24 + since), rel=1e-8)


def test_a_level_is_found_where_a_higher_number_would_leave_nothing_to_read():
    """Burn that outruns the cash leaves no months at all; below that it is against."""
    rows = (
        row("cash", "2026-09-30", 120e6, entity="Runway"),
        row("net_burn", "2026-09", 5e6, entity="Runway"),
    )
    (found,) = [p for p in expected(evidence(*rows)) if p.due.last.series == "net_burn"]
    assert levels([found], "runway.months")["Against"].rising


def test_the_rest_of_a_running_year_meets_a_claim_on_it():
    """CNY 1.5bn in the half-year against 1.04bn: 580M more is twice, 1,620M more three times."""
    name, year_end = "kling.revenue_year_ratio", date(2026, 12, 31)
    year = row("revenue", "2025", 1040e6, unit="CNY", basis="results", published_on="2026-04-02")
    e = evidence(year, *QUARTERS)
    flip = levels(expected(e, [claim(name, Condition(">", 2), year_end)]), name)["Met"]
    assert flip.level == pytest.approx(580e6, rel=2e-9)
    assert flip.said == "above CNY 580M"
    assert not flip.reached(580e6)
    flip = levels(expected(e, [claim(name, Condition(">=", 3), year_end)]), name)["Met"]
    assert flip.level == pytest.approx(1620e6, rel=2e-9)
    assert flip.said == "from CNY 1.62bn"
    assert flip.reached(1620e6)


def test_a_claim_flips_at_its_own_line():
    own = claim("kling.mau", Condition(">=", 10_150_000), date(2026, 11, 30))
    flip = levels(expected(evidence(*MONTHS), [own]), "kling.mau")["Met"]
    assert flip.level == pytest.approx(10_150_000, abs=1e-6)
    assert flip.said == "from 10.15M"


@pytest.mark.parametrize("last", [date(2027, 3, 31), date(2026, 10, 31)])
def test_a_claim_that_the_next_number_does_not_reach_or_that_ended_before_it_does_not_flip(last):
    """November's number is the next."""
    other = claim("kling.mau", Condition(">=", 10_150_000), last)
    assert "kling.mau" not in {f.metric for p in expected(evidence(*MONTHS), [other]) for f in p.flips}


def test_a_claim_does_not_flip_by_a_number_on_another_basis_than_its_own():
    own = claim("kling.mau", Condition(">=", 10_150_000), date(2026, 11, 30))
    named = replace(own, claim=replace(own.claim, basis="another panel"))
    assert "kling.mau" not in {f.metric for p in expected(evidence(*MONTHS), [named]) for f in p.flips}


def test_counted_things_flip_at_whole_numbers():
    flips = levels(expected(evidence(POSTED)), "robotics.hiring_velocity")
    assert flips["Supports"].level == supported(2) == 6
    assert flips["Supports"].said == "from 6 roles"


def test_a_level_between_two_whole_numbers_is_the_one_on_its_side():
    own = {"robotics.hiring_velocity": bands(supports=">= 1.3", against="< 0.7", because="")}
    flips = levels(expected(evidence(POSTED), own=own), "robotics.hiring_velocity")
    assert flips["Supports"].level == supported(1.3)


def test_where_months_are_missing_the_newest_due_speaks_since_the_next_would_be_stale_at_once():
    """On 22 November an April number is 206 days old, too old for a call; October's is the newest that is out."""
    own = claim("kling.mau", Condition(">=", 10_150_000), date(2026, 10, 31))
    (found,) = expected(evidence(row("mau", "2026-03", 7.8e6)), [own])
    assert found.period == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert levels([found], "kling.mau")["Met"].said == "from 10.15M"


def test_retention_flips_by_age():
    rows = [
        row("retention", "2026-06", share, age_days=age, published_on="2026-10-01")
        for age, share in ((1, 0.3), (30, 0.04))
    ]
    (found,) = expected(evidence(*rows))
    assert found.title == "day-30 retention"
    assert {f.becomes: f.said for f in found.flips} == {"Supports": "from 5%", "Against": "under 2%"}


def test_what_would_flip_nothing_is_no_print():
    assert expected(evidence(row("headcount", "2026-05-01", 155, entity="Runway"))) == []
    assert expected(evidence()) == []


def test_a_print_in_words():
    (found,) = expected(evidence(*(quarter | {"grade": "reported"} for quarter in QUARTERS)))
    assert said(found) == (
        "Kling AI revenue, Q3 2026: Supports from CNY 1.1135bn (Revenue growth on the quarter), "
        "Against under CNY 960.5M (Revenue growth on the quarter)"
    )


# Laws

small = st.builds(generate, st.integers(0, 2**32), st.sets(st.sampled_from(BLOCKS), min_size=1, max_size=3))


def test_every_reading_that_a_level_names_turns_exactly_there():
    seen = set()

    @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
    @given(small, days, st.sampled_from([1e-9, 1e-7]))
    def law(rows, day, hair):
        e = Evidence(frame_of(known_by(rows, day), ""), day, EVENTS)
        for found in expected(e):
            for flip in found.flips:
                seen.add(flip.metric)
                turns(e, found, flip, hair)

    law()
    assert len(seen) >= 2, seen  # not held by nothing being solved


def turns(e, found, flip, hair):
    """A hair to one side of the level the call is the one that is named, to the other side it is not."""
    o = found.due.last
    indicator, _, metric = flip.metric.partition(".")
    day = max(found.due.on, found.period.end, e.as_of)

    def call(value):
        then = e.suppose(supposed(o, found.period, value), day)
        reading = evaluate_one(registry()[indicator], metric, then)
        assert reading.current or reading.call is None  # no call rests on what is stale or unknown
        return CALL_WORDS.get(reading.call)

    step = 1.0 if all_series()[o.series].whole else abs(flip.level) * hair
    on, off = (flip.level, flip.level - step) if flip.rising else (flip.level, flip.level + step)
    assert call(on) == flip.becomes, (flip, o)
    assert call(off) != flip.becomes, (flip, o)
    if flip.inclusive:
        assert call(flip.round) == flip.becomes


@settings(max_examples=25)
@given(st.floats(1e3, 1e9), st.floats(-0.5, 3).filter(lambda r: abs(r) > 1e-3))
def test_a_claims_level_is_exact_too(before, rate):
    rows = [
        row("revenue", "2026-Q1", before, unit="USD"),
        row("revenue", "2026-Q2", before, unit="USD"),
    ]
    e = evidence(*rows)
    own = claim("kling.revenue_growth_1q", Condition(">=", rate), date(2026, 9, 30))
    flip = next(f for p in expected(e, [own]) for f in p.flips if f.becomes == "Met")
    (found,) = expected(e, [own])

    def outcome(value):
        day = max(found.due.on, e.as_of)
        then = e.suppose(supposed(found.due.last, found.period, value), day)
        metric = next(m for m in registry()["kling"].metrics if m.id == "revenue_growth_1q")
        return decide(read(own.claim, registry()["kling"], metric, then, own.basis), day)

    assert outcome(flip.level) is Outcome.MET
    assert outcome(math.nextafter(flip.level, 0)) is Outcome.MISSED


@given(st.floats(1e-3, 1e12), st.booleans())
def test_a_level_is_said_on_its_own_side(level, rising):
    value = rounded(level, rising=rising)
    assert value == pytest.approx(level, rel=1.1e-3)
    beyond = level - value if rising else value - level
    assert beyond <= level * 1.1e-7


# Periods


@pytest.mark.parametrize(
    ("series", "period", "after"),
    [
        ("mau", "2026-01", ("2026-02-01", "2026-02-28")),
        ("mau", "2026-12", ("2027-01-01", "2027-01-31")),
        ("revenue", "2026-Q4", ("2027-01-01", "2027-03-31")),
        ("revenue", "2025", ("2026-01-01", "2026-12-31")),
        ("robotics_open_roles", "2026-06-02", ("2026-06-09", "2026-06-09")),
        ("arr", "2026-09-08", ("2026-12-09", "2026-12-09")),
        ("wau_change", "2026-03-24..2026-04-02", ("2026-04-03", "2026-04-09")),
        ("papers_count", "2025-01-01..2026-07-01", ("2026-07-02", "2026-10-01")),
    ],
)
def test_the_next_period(series, period, after):
    (o,) = observations(row(series, period, 1))
    found = next_period(o)
    assert (found.start.isoformat(), found.end.isoformat()) == after


@given(days, st.sampled_from(["2025-11", "2026-03", "2026-06-02", "2026-Q1"]))
def test_the_newest_due_is_out_and_the_one_after_it_is_not(day, period):
    series = {7: "mau", 10: "robotics_open_roles"}.get(len(period), "mau" if "Q" not in period else "revenue")
    (o,) = observations(row(series, period, 1))
    found, lag = newest_due(o, day), timedelta(all_series()[series].rhythm.lag)
    following = next_period(replace(o, period_start=found.start, period_end=found.end))
    assert following.end + lag > day
    assert found == next_period(o) or found.end + lag <= day
