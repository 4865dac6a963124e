"""What judges a claim: numbers about its days, on its basis, that reach its last day and settle the test."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.core.claims.claim import Outcome
from indicators.core.claims.judge import measured_by
from indicators.core.claims.scoreboard import Scoreboard
from indicators.core.evidence.examples import frame_of
from indicators.core.evidence.past import FramesPast
from indicators.core.model.event import Event
from tests.boards import known_by, row
from tests.core.claims.test_claim import claim

KLING, OPENAI = "Kling AI", "OpenAI"


def mau(period, value, published_on, **more):
    return row("mau", period, value, published_on=published_on, **more)


def paper(published_on, label, period=""):
    cells = {"entity": OPENAI, "basis": "generated robot data", "label": label, "unit": "papers"}
    return row("papers", period or published_on[:7], 1, published_on=published_on, **cells)


def search(until, count, published_on, start="2026-04-03"):
    return row("papers_count", f"{start}..{until}", count, published_on=published_on, entity=OPENAI, unit="papers")


def revenue(period, value, published_on, **more):
    return row("revenue", period, value, published_on=published_on, unit="CNY", **more)


def judged(rows, as_of, events=(), **more):
    """The claim by rows of which each is known from its `published_on` on; the newest known row of a key holds."""
    numbered = [r | {"id": n} for n, r in enumerate(rows, 1)]

    def frame_on(day):
        known = sorted(known_by(numbered, day), key=lambda r: (str(r["known_on"]), r["id"]))
        newest = {(r["series"], r.get("entity"), r.get("basis"), r["period"], r.get("label")): r for r in known}
        return frame_of(newest.values(), KLING)

    day = date.fromisoformat(as_of)
    known = [(r["series"], r.get("entity", KLING), date.fromisoformat(str(r["known_on"]))) for r in numbered]
    past = FramesPast(frame_on, events, day, known)
    (found,) = Scoreboard(registry(), past, day).decide([claim(**more)])
    return found


def outcome(*rows, as_of="2026-11-30", **more):
    return judged(rows, as_of, **more).outcome


# The window: numbers about days up to the end of the period


@pytest.mark.parametrize(
    ("period", "reaches"),
    [
        ("2026-09", True),
        ("2026-08-17..2026-09-15", True),  # 15 days before 30 September: at most half of 31
        ("2026-08-16..2026-09-14", False),  # 16 days
        ("2026-10", False),  # about later days
        ("2026-09-02..2026-10-01", False),  # a day of it is
    ],
)
@pytest.mark.parametrize(("value", "becomes"), [(12, "met"), (9, "missed")])
def test_a_reading_reaches_from_half_its_rhythm_before_the_last_day_and_is_about_no_later_day(
    period, reaches, value, becomes
):
    assert outcome(mau(period, value, "2026-10-20")) == (becomes if reaches else "open")


def test_a_number_of_a_later_period_says_nothing_of_the_claim_now_or_then():
    found = judged([mau("2026-03", 7.8, "2026-04-02"), mau("2027-08", 12, "2027-09-05")], "2027-09-10")
    assert (found.outcome, found.outcome_now, found.reading.value) == (Outcome.CANT_TELL, Outcome.CANT_TELL, 7.8)


def test_a_series_without_a_rhythm_reaches_on_the_last_day_alone():
    """Funding rounds have no rhythm, so the share of them reaches where a round is of 30 September itself."""
    rounds = [
        row("funding_round", day, 100, entity=entity, label=entity, unit="USD", published_on="2026-10-01")
        for entity in ("Runway", "Pika")
        for day in ("2026-09-29",)
    ]
    more = {"metric": "runway.capital_share", "test": ">= 0.4"}
    assert outcome(*rounds, **more) is Outcome.OPEN
    assert outcome(*(r | {"period": "2026-09-30"} for r in rounds), **more) is Outcome.MET


# What is settled, and from when on


@pytest.mark.parametrize(
    ("number", "becomes"),
    [
        ({"value": 10}, "met"),  # on the line of >=
        ({"value": 9.99}, "missed"),
        ({"value": 11, "low": 10, "high": 13}, "met"),
        ({"value": 11, "low": 9, "high": 13}, "open"),  # straddles the line
        ({"value": 8, "low": 7, "high": 9.9}, "missed"),
    ],
)
def test_a_range_decides_only_what_it_settles(number, becomes):
    assert outcome(mau("2026-09", number.pop("value"), "2026-10-08", **number)) == becomes


def test_what_its_range_leaves_open_is_cant_tell_at_the_deadline_and_says_why():
    found = judged([mau("2026-09", 10, "2026-10-08", low=8, high=13)], "2026-12-31")
    assert found.outcome is Outcome.CANT_TELL
    assert "the range leaves that open" in found.because


def test_missed_is_said_from_the_day_after_the_period_on():
    """A number of 1 to 20 September reaches 30 September, but the month may still come out otherwise."""
    rows = [mau("2026-08-22..2026-09-20", 9, "2026-09-22")]
    assert outcome(*rows, as_of="2026-09-30") is Outcome.OPEN
    found = judged(rows, "2026-10-01")
    assert (found.outcome, found.fixed_on) == (Outcome.MISSED, date(2026, 10, 1))
    found = judged([mau("2026-08-22..2026-09-20", 11, "2026-09-22")], "2026-09-30")
    assert (found.outcome, found.fixed_on) == (Outcome.MET, date(2026, 9, 22))


FIRST, REVISED = mau("2026-09", 9, "2026-10-08"), mau("2026-09", 11, "2026-10-25")


def test_the_first_reading_that_settles_it_fixes_the_outcome_and_a_revision_stands_beside_it():
    found = judged([FIRST, REVISED], "2026-11-22")
    assert (found.outcome, found.reading.value, found.fixed_on) == (Outcome.MISSED, 9, date(2026, 10, 8))
    assert (found.outcome_now, found.reading_now.value) == (Outcome.MET, 11)
    assert judged([FIRST, REVISED], "2026-10-24").outcome_now is Outcome.MISSED


@pytest.mark.parametrize(("published", "becomes"), [("2026-12-31", "met"), ("2027-01-01", "cant_tell")])
def test_what_comes_after_the_deadline_changes_what_is_known_now_alone(published, becomes):
    found = judged([mau("2026-09", 12, published)], "2027-03-01")
    assert (found.outcome, found.outcome_now) == (becomes, Outcome.MET)


# The basis


TWO = [
    mau("2026-03", 7.8, "2026-04-02", basis="Sensor Tower app panel"),
    mau("2026-09", 13, "2026-10-01", basis="company, all platforms"),
]


def test_a_claim_is_judged_on_the_basis_that_led_when_its_test_was_set():
    assert outcome(*TWO, as_of="2026-10-02") is Outcome.OPEN
    assert outcome(*TWO, mau("2026-09", 7.1, "2026-10-06", basis="Sensor Tower app panel")) is Outcome.MISSED


def test_a_claim_that_names_its_basis_is_judged_on_it():
    assert outcome(*TWO, as_of="2026-10-02", basis="company, all platforms") is Outcome.MET
    found = judged(TWO[1:], "2026-12-31", basis="Sensor Tower app panel")
    assert found.outcome is Outcome.CANT_TELL
    assert "no Sensor Tower number for Sep 2026 by 31 Dec 2026" in found.because


def test_where_no_basis_led_any_may_judge():
    assert outcome(TWO[1], as_of="2026-10-02") is Outcome.MET


def test_a_named_basis_leaves_the_other_series_of_a_metric_on_their_own():
    """The gap of the run rate to the quarters is in dollars by a rate that no company publishes."""
    rows = [
        revenue("2026-Q3", 700e6, "2026-11-20", basis="Kuaishou results"),
        row("arr", "2026-09", 500e6, basis="Kuaishou results", unit="USD", published_on="2026-11-20"),
        row("fx", "2026-09-30", 7, entity="USD/CNY", basis="central bank", unit="ratio", published_on="2026-09-30"),
    ]
    more = {"metric": "kling.run_rate_gap", "test": "> 1", "basis": "Kuaishou results"}
    assert outcome(*rows, **more) is Outcome.MET  # 500M against 4 x 100M
    assert outcome(*rows, **(more | {"basis": "press"})) is Outcome.OPEN


@pytest.mark.parametrize(
    ("basis", "who"),
    [
        ("Sensor Tower app panel", "Sensor Tower"),
        ("Kuaishou results", "Kuaishou"),
        ("company, all platforms", "company, all platforms"),
        ("PitchBook", "PitchBook"),
        ("", ""),
    ],
)
def test_a_basis_is_named_by_who_measures(basis, who):
    assert measured_by(basis) == who


# Counts and sums that can only grow


PAPERS = {"metric": "robotics.papers", "test": ">= 1", "period_end": date(2026, 7, 2)}


def test_a_count_that_meets_its_test_settles_on_the_day_on_which_it_does():
    found = judged([paper("2026-05-04", "One")], "2026-05-10", **PAPERS)
    assert (found.outcome, found.fixed_on) == (Outcome.MET, date(2026, 5, 4))


def test_a_paper_counts_for_a_claim_from_the_day_on_which_it_was_published():
    """Of June, published on 30 June, it counts; one of June that was published on 3 July does not."""
    assert outcome(paper("2026-06-30", "One"), **PAPERS) is Outcome.MET
    assert outcome(paper("2026-07-03", "One", period="2026-06"), **PAPERS) is Outcome.OPEN


@pytest.mark.parametrize(
    ("until", "becomes"),
    [("2026-07-01", "open"), ("2026-07-02", "missed"), ("2026-11-20", "open")],
)
def test_a_count_that_has_not_met_its_test_is_missed_where_a_search_covers_the_last_day(until, becomes):
    """A search that ends later is about later days too, and left out."""
    assert outcome(search(until, 0, "2026-11-25"), **PAPERS) == becomes


def test_papers_listed_on_the_last_day_do_not_cover_it():
    """Two are asked for, one is listed, and the search ends a day early: a second may be found."""
    rows = [search("2026-07-01", 0, "2026-07-05"), paper("2026-07-02", "One", period="2026-07-02")]
    found = judged(rows, "2026-12-31", **(PAPERS | {"test": ">= 2"}))
    assert (found.outcome, found.reading.value) == (Outcome.CANT_TELL, 1)
    assert "no search that covers 2 Jul 2026 by 31 Dec 2026" in found.because


def proofs(*days):
    return tuple(
        Event(date=date.fromisoformat(d), entity=OPENAI, kind="proof", title=d, source="a test", url="") for d in days
    )


@pytest.mark.parametrize(
    ("days", "as_of", "becomes"),
    [
        ((), "2026-04-03", "open"),
        ((), "2028-04-02", "open"),  # missed needs a day after the last
        ((), "2028-04-03", "missed"),
        (("2026-07-04",), "2028-04-02", "open"),
        (("2026-07-04", "2026-11-01"), "2026-11-01", "met"),
        (("2026-07-04", "2028-04-03"), "2028-05-01", "missed"),  # the second a day late
    ],
)
def test_proof_points_are_open_on_every_day_before_their_end(days, as_of, becomes):
    more = {"metric": "robotics.proof_points", "test": ">= 2", "period_end": date(2028, 4, 2)}
    found = judged([], as_of, proofs(*days), **more, resolve_by=date(2028, 6, 30))
    assert found.outcome == becomes


def test_fewer_than_is_not_met_before_the_end_and_missed_once_more_are_counted():
    more = {"metric": "robotics.proof_points", "test": "< 2", "period_end": date(2026, 9, 30)}
    one, two = proofs("2026-07-04"), proofs("2026-07-04", "2026-08-01")
    assert judged([], "2026-09-29", one, **more).outcome is Outcome.OPEN
    assert judged([], "2026-09-30", one, **more).outcome is Outcome.MET
    assert judged([], "2026-09-29", two, **more).outcome is Outcome.OPEN
    assert judged([], "2026-10-01", two, **more).outcome is Outcome.MISSED


YEAR_2025 = [revenue(f"2025-Q{n}", value, "2026-03-25") for n, value in enumerate((150, 250, 300, 340), 1)]  # 1,040
HALF = [revenue("2026-Q1", 650, "2026-05-28"), revenue("2026-Q2", 850, "2026-08-20")]
DOUBLES = {
    "metric": "kling.revenue_year_ratio",
    "test": "> 2",
    "period_end": date(2026, 12, 31),
    "resolve_by": date(2027, 4, 30),
}


def test_a_sum_that_can_only_grow_settles_before_its_year_ends():
    rows = [*YEAR_2025, *HALF, revenue("2026-Q3", 1120, "2026-11-20")]
    assert judged(rows, "2026-11-19", **DOUBLES).outcome is Outcome.OPEN
    found = judged(rows, "2026-11-20", **DOUBLES)
    assert (found.outcome, found.fixed_on) == (Outcome.MET, date(2026, 11, 20))
    assert (found.reading.value, found.reading.at) == (pytest.approx(2620 / 1040), date(2026, 9, 30))
    assert found.because.endswith(
        "At least 2.52\u00d7: CNY 2.62k in 2026 to 30 Sep 2026, after CNY 1.04k in all of the year before."
    )
    assert judged(rows, "2026-11-30", **(DOUBLES | {"test": ">= 3"})).outcome is Outcome.OPEN


def test_a_sum_is_missed_by_the_whole_year_alone():
    rows = [*YEAR_2025, *HALF, revenue("2026-Q3", 100, "2026-11-20"), revenue("2026-Q4", 100, "2027-03-25")]
    assert judged(rows, "2027-03-24", **DOUBLES).outcome is Outcome.OPEN
    found = judged(rows, "2027-03-25", **DOUBLES)
    assert (found.outcome, found.reading.value) == (Outcome.MISSED, pytest.approx(1700 / 1040))


def test_what_has_come_of_another_year_settles_nothing():
    """By November 2026 that year has doubled the one before; a claim on 2027 does not take it for its own."""
    rows = [*YEAR_2025, *HALF, revenue("2026-Q3", 1120, "2026-11-20")]
    later = {"period_end": date(2027, 12, 31), "resolve_by": date(2028, 4, 30)}
    assert judged(rows, "2026-11-30", **(DOUBLES | later)).outcome is Outcome.OPEN


def test_a_void_claim_is_not_testable_whatever_the_numbers_say():
    found = judged([FIRST], "2026-11-22", void_why="nobody counts it any more")
    assert (found.outcome, found.outcome_now, found.open, found.scored) == (Outcome.VOID, Outcome.VOID, False, False)
    assert found.because == "Not testable: nobody counts it any more"
