"""What changed between two sides, and what did it: by hand, and as laws over generated boards."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.core.claims.claim import Claim, Decided, Outcome
from indicators.core.model.catalogue import all_series
from indicators.core.model.condition import condition
from indicators.core.model.event import Event
from indicators.core.model.indicator import bands
from indicators.core.model.observation import key_of
from indicators.core.review.ahead.triggers import Line, Standing
from indicators.core.review.changed.changes import Cause, Kind, Turn, changes
from tests.boards import BLOCKS, EVENTS, OPENAI, RUNWAY, boards, days, generate, row, side

few = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
GROWTH = "kling.mau_growth"
DAY = "2026-05-10"


def mau(id_, period, value, **more):
    return row("mau", period, value, id=id_, **({"basis": "panel", "grade": "estimate"} | more))


# A tenth more each fortnight: no scatter, so that the three together make a call.
MARCH, APRIL = mau(1, "2026-03-18", 8e6), mau(2, "2026-04-15", 9.68e6)
BETWEEN = mau(4, "2026-04-01", 8.8e6)


def readings(before, after, **more):
    return {r.metric: r for r in changes(before, after, **more).readings}


# What did it


def test_nothing_changed():
    same = side(MARCH, APRIL)
    assert not changes(same, same)
    assert not changes(side(), side())


def test_a_number_moves_what_rests_on_it_and_is_named():
    """8M, 8.8M and 9.68M a fortnight apart: some +23 % a month, which supports (from 4.5 %); two make no call."""
    found = readings(side(MARCH, BETWEEN, as_of=DAY), side(MARCH, BETWEEN, APRIL, as_of=DAY))
    growth = found[GROWTH]
    assert (growth.turn, growth.causes, growth.flipped) == (Turn.MOVED, (Cause.NUMBERS,), True)
    assert [n.number.id for n in growth.by] == [2]
    assert found["kling.mau"].turn is Turn.MOVED


def test_time_alone_withdraws_a_call_and_no_number_is_blamed():
    was, now = (side(MARCH, BETWEEN, APRIL, as_of=day) for day in (DAY, "2026-11-22"))
    found = readings(was, now)
    assert (found["kling.mau"].turn, found["kling.mau"].causes) == (Turn.STALE, (Cause.TIME,))
    assert found[GROWTH].flipped
    assert (found[GROWTH].was.call, found[GROWTH].now.call, found[GROWTH].by) == ("supports", None, ())


def test_a_number_that_came_in_time_is_the_cause_though_days_passed():
    was, now = side(MARCH, APRIL, as_of=DAY), side(MARCH, APRIL, mau(3, "2026-10-14", 9e6), as_of="2026-11-22")
    assert readings(was, now)[GROWTH].causes == (Cause.NUMBERS,)


def test_a_moved_band_and_an_event_are_causes_of_their_own():
    own = {GROWTH: bands(supports=">= 0.5", against="< 0.2", because="mine")}
    rows = (MARCH, BETWEEN, APRIL)
    found = readings(side(*rows, as_of=DAY), side(*rows, as_of=DAY, bands=own))
    assert {name: r.causes for name, r in found.items()} == {GROWTH: (Cause.BAND,)}
    assert found[GROWTH].now.call == "mixed"  # about 23 % a month lies between its 20 and 50
    proof = Event(date=date(2026, 5, 1), entity=OPENAI, kind="proof", title="A pilot", source="test")
    found = readings(side(as_of=DAY), side(as_of=DAY, events=(proof,)))
    assert {name: r.causes for name, r in found.items()} == {"robotics.proof_points": (Cause.EVENT,)}


def test_a_reading_that_a_revision_leaves_alone_is_not_told():
    """A number that no reading uses changes no reading: a rival's count on a basis of its own."""
    rival = mau(3, "2026-03", 1e6, entity="Pika", basis="company")
    found = changes(side(MARCH, APRIL, as_of=DAY), side(MARCH, APRIL, rival, as_of=DAY))
    assert [n.number.id for n in found.numbers] == [3]
    assert "kling.mau" not in {r.metric for r in found.readings}


# Sources


def test_another_leading_basis_is_a_change_of_source_and_never_a_move():
    company = [mau(3, "2026-04", 12e6, basis="company"), mau(4, "2026-05", 13e6, basis="company")]
    found = changes(side(MARCH, APRIL, as_of="2026-06-10"), side(MARCH, APRIL, *company, as_of="2026-06-10"))
    ((source,), by_metric) = found.sources, {r.metric: r for r in found.readings}
    assert (source.was.basis, source.now.basis) == ("panel", "company")
    for metric in ("kling.mau", GROWTH):
        assert by_metric[metric].turn is Turn.SOURCE
        assert by_metric[metric].bases == ("panel", "company")
        assert by_metric[metric].causes == (Cause.NUMBERS,)


def test_an_older_month_on_another_basis_leads_nothing():
    found = changes(
        side(MARCH, APRIL, as_of=DAY), side(MARCH, APRIL, mau(3, "2026-02", 12e6, basis="company"), as_of=DAY)
    )
    assert found.sources == ()
    assert Turn.SOURCE not in {r.turn for r in found.readings}


def test_another_way_to_a_number_and_what_is_built_on_it_are_no_moves():
    """The burn from two balances, 60M in two months, gives way to a stated one; the months of cash rest on it."""
    cash = [row("cash", day, x, id=i) for i, (day, x) in enumerate([("2026-01-31", 300e6), ("2026-03-31", 240e6)], 1)]
    stated = row("net_burn", "2026-04", 20e6, id=3, basis="press")
    found = readings(*(side(*rows, as_of=DAY, entity=RUNWAY) for rows in (cash, [*cash, stated])))
    burn, months = found["runway.net_burn"], found["runway.months"]
    assert (burn.turn, burn.bases) == (Turn.SOURCE, ("balances", "reported"))
    assert (months.turn, months.bases) == (Turn.SOURCE, ("balances", "reported"))


def test_another_currency_is_no_move():
    first = row("arr", "2026-03", 240e6, id=1, basis="press", unit="USD")
    last = row("arr", "2026-04", 2e9, id=2, basis="press", unit="CNY")
    found = readings(side(first, as_of=DAY), side(first, last, as_of=DAY))["kling.arr"]
    assert (found.turn, found.bases) == (Turn.SOURCE, ("USD", "CNY"))


# Claims and exit triggers


def decided(outcome, rows, **more):
    result = side(*rows, as_of=DAY).evaluated["kling"].reading("mau")
    day = date(2026, 4, 2)
    claim = Claim(
        id="c",
        claim="Users pass ten million",
        kind="forecast",
        source="a test",
        made_on=day,
        set_on=day,
        period_end=date(2026, 4, 30),
        resolve_by=date(2026, 11, 30),
        metric="kling.mau",
        test=condition(">= 10000000"),
    )
    return replace(Decided(claim, outcome, "", result, outcome, result), **more)


def claims(was, now):
    before = side(MARCH, as_of=DAY, claims=[was] if was else [])
    return changes(before, side(MARCH, APRIL, as_of=DAY, claims=[now])).claims


def test_a_claim_that_is_decided_otherwise_is_told_with_the_number_that_did_it():
    (change,) = claims(decided(Outcome.OPEN, [MARCH]), decided(Outcome.MISSED, [MARCH, APRIL]))
    assert change.was.outcome is Outcome.OPEN
    assert change.now.outcome is Outcome.MISSED
    assert [n.number.id for n in change.by] == [2]


def test_a_claim_that_stands_as_it_stood_is_not_told_but_one_as_known_now_is():
    met = decided(Outcome.MET, [MARCH])
    assert claims(met, met) == ()
    assert len(claims(met, replace(met, outcome_now=Outcome.MISSED))) == 1


def test_a_claim_made_between_has_no_before():
    (change,) = claims(None, decided(Outcome.OPEN, [MARCH]))
    assert change.was is None


def line(test=">= 0", name="no growth, no thesis"):
    return Line(name, GROWTH, test, "", date(2026, 4, 2))


def lines(before, after):
    return changes(side(MARCH, as_of=DAY, lines=before), side(MARCH, APRIL, as_of=DAY, lines=after)).lines


def test_an_exit_trigger_that_stands_otherwise_is_told_with_the_number_that_did_it():
    (change,) = lines([line(">= 0.5")], [line(">= 0.5")])
    assert (change.stood, change.stands) == (Standing.CANT_TELL, Standing.BROKEN)
    assert [n.number.id for n in change.by] == [2]


def test_an_exit_trigger_that_was_set_moved_or_taken_away_is_told():
    ((added,), (moved,), (gone,)) = lines([], [line()]), lines([line()], [line(">= 0.01")]), lines([line()], [])
    assert (added.was, added.stands) == (None, Standing.HOLDING)
    assert (moved.was.test, moved.now.test) == (">= 0", ">= 0.01")
    assert (gone.now, gone.stood) == (None, Standing.CANT_TELL)


# Laws


def with_revisions(rows, seed):
    """The same board with some numbers printed again later, at times with another value."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    again = []
    for r in rows:
        if chance.random() < 0.3:
            later = (date.fromisoformat(str(r["known_on"])) + timedelta(chance.randint(1, 90))).isoformat()
            factor = 1 if all_series()[r["series"]].whole else chance.choice((1, 0.5))
            ends = {end: r[end] * factor for end in ("value", "low", "high") if r.get(end)}
            again.append(r | ends | {"id": len(rows) + len(again) + 1, "published_on": later, "known_on": later})
    return rows + again


def on(rows, day):
    """The side of a day: of each number the row printed last by then."""
    frame = side(*rows, as_of=day.isoformat()).frame
    by_key = {}
    for r in sorted(frame.to_dict("records"), key=lambda r: (r["known_on"], r["id"])):
        by_key[key_of(r)] = r["id"]
    held = set(by_key.values())
    return side(*(r for r in rows if r["id"] in held), as_of=day.isoformat(), events=EVENTS)


def of(sides):
    return {r.metric: r for e in sides.evaluated.values() for r in e.readings}


@few
@given(boards, days, days, st.integers(0, 2**32))
def test_the_difference_explains_every_reading_that_differs(rows, one, other, seed):
    rows = with_revisions(rows, seed)
    before, after = on(rows, min(one, other)), on(rows, max(one, other))
    found = changes(before, after)

    # Taken together the changed numbers lead from the first side to the second, and none is of later.
    was, now = ({o.id for n in found.numbers if (o := getattr(n, end))} for end in ("was", "now"))
    assert (before.ids - was) | now == after.ids
    assert all(n.number.known_on <= after.as_of for n in found.numbers)
    applied = side(
        *(r for r in rows if r["id"] in (before.ids - was) | now), as_of=after.as_of.isoformat(), events=EVENTS
    )
    assert [r.as_json() for r in of(applied).values()] == [r.as_json() for r in of(after).values()]

    # Each reading that says another thing is told, and what was not by a number would have come without any.
    still = side(*(r for r in rows if r["id"] in before.ids), as_of=after.as_of.isoformat(), events=EVENTS)
    told = {r.metric: r for r in found.readings}
    for metric, new in of(after).items():
        old = of(before)[metric]
        same = (old.value, old.low, old.high, old.unit, old.reason, old.call, old.grade) == (
            (new.value, new.low, new.high, new.unit, new.reason, new.call, new.grade)
        )
        assert same or metric in told, metric
        if metric not in told:
            continue
        change = told[metric]
        assert change.causes
        assert (Cause.NUMBERS in change.causes) == bool(change.by), metric
        if Cause.NUMBERS not in change.causes:
            assert (of(still)[metric].value, of(still)[metric].call) == (new.value, new.call), metric


@few
@given(boards, days, days)
def test_a_newest_number_on_another_basis_is_never_told_as_a_move(rows, one, other):
    before, after = on(rows, min(one, other)), on(rows, max(one, other))
    basis = {r["id"]: r["basis"] for r in rows}
    for change in changes(before, after).readings:
        was, now = ({basis[id_] for id_ in r.inputs} for r in (change.was, change.now))
        if len(change.was.inputs) == len(change.now.inputs) == 1 and was != now:
            assert change.turn is not Turn.MOVED, change


@few
@given(boards, days)
def test_a_side_does_not_differ_from_itself(rows, day):
    assert not changes(on(rows, day), on(rows, day))


@settings(few, max_examples=6)
@given(boards, days, days, days, st.integers(0, 2**32))
def test_two_steps_lead_where_one_leap_leads(rows, one, other, third, seed):
    rows = with_revisions(rows, seed)
    first, middle, last = (on(rows, day) for day in sorted((one, other, third)))
    step, next_step, leap = changes(first, middle), changes(middle, last), changes(first, last)
    assert applied(applied(first.ids, step), next_step) == applied(first.ids, leap) == last.ids
    told = {r.metric for found in (step, next_step) for r in found.readings}
    for r in leap.readings:
        if (r.was.value, r.was.reason, r.was.call) != (r.now.value, r.now.reason, r.now.call):
            assert r.metric in told
    events = [*step.events, *next_step.events]
    assert sorted(events, key=str) == sorted(leap.events, key=str)


def applied(ids, found):
    return (ids - {n.was.id for n in found.numbers if n.was}) | {n.now.id for n in found.numbers if n.now}


def test_the_laws_are_not_empty():
    """On the generated boards every turn and cause of a reading, and late and revised numbers, do occur."""
    turns, causes, kinds, late, sources = set(), set(), set(), 0, 0
    for seed in range(30):
        rows = with_revisions(generate(seed, BLOCKS), seed)
        found = changes(on(rows, date(2026, 4, 20)), on(rows, date(2026, 10, 1)))
        turns |= {r.turn for r in found.readings}
        causes |= {cause for r in found.readings for cause in r.causes}
        kinds |= {n.kind for n in found.numbers}
        late += sum(n.newer is not None for n in found.numbers)
        sources += len(found.sources)
        if turns == set(Turn) and len(causes) == 3 and len(kinds) == 3 and late and sources:
            break
    assert turns == set(Turn)
    assert causes == {Cause.NUMBERS, Cause.TIME, Cause.EVENT}
    assert kinds == {Kind.NEW, Kind.REVISED, Kind.CONFIRMED}
    assert late
    assert sources
