"""Laws that hold for every metric of every indicator, over generated boards and through a real board file."""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import registry
from indicators.core.evidence.examples import frame_of
from indicators.core.model.currencies import ISO_4217
from indicators.core.model.observation import GRADES, RIGHTS, key_of
from indicators.core.model.reading import NoCall
from indicators.store import Board
from tests.boards import BLOCKS, boards, cells, days, generate, known_by, read_all

REASONS = {
    "no_data",
    "one_point",
    "not_comparable",
    "too_few",
    "from_zero",
    "not_burning",
    "not_identified",
}
METRICS = [i.full(m.id) for i in registry().values() for m in i.metrics]
BANDED = {i.full(m.id) for i in registry().values() for m in i.metrics if m.bands}
PLANNED = {"robotics.freed_compute_ceiling"}
few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def finite(value):
    """Whether nothing in a JSON value is NaN or infinite."""
    return json.dumps(value, allow_nan=False) != ""


@few
@given(boards, days)
def test_every_reading_keeps_the_contract(rows, day):
    rows = known_by(rows, day)
    frame = frame_of(rows, "")
    by_id = {r["id"]: r for r in rows}
    readings = read_all(frame, day)
    assert [r.metric for r in readings] == METRICS
    for r in readings:
        used = [by_id[id_] for id_ in r.inputs]  # a KeyError here is an input that does not exist
        assert len(set(r.inputs)) == len(r.inputs), r
        assert r.because.strip().endswith((".", "?")), r
        assert finite(r.as_json()), r
        strictest = max((str(u.get("rights", "public")) for u in used), key=RIGHTS.index, default="public")
        assert RIGHTS.index(r.rights) >= RIGHTS.index(strictest), r  # what the sentence quotes binds too
        if r.status == "unknown":
            nothing = (r.value, r.low, r.high, r.at, r.days_old, r.grade, r.call, r.no_call)
            assert nothing == (None,) * 8, r
            assert r.reason in REASONS, r
            continue
        assert r.status == "ok"
        assert r.value is not None, r
        assert r.reason in (None, "stale"), r
        assert r.low is None or r.low <= r.value, r
        assert r.high is None or r.value <= r.high, r
        assert r.grade == min((str(u["grade"]) for u in used), key=GRADES.index, default=None), r
        assert r.at <= day, r
        assert r.days_old == (day - r.at).days, r
        assert r.call in (None, "supports", "mixed", "against"), r
        other = any(u["series"] == "retention" and str(u["basis"]).endswith((", rolling", ", bracket")) for u in used)
        speaks = r.metric in BANDED and not other
        assert (r.call is None) == (r.no_call is not None or not speaks), r
        assert r.no_call in (None, *NoCall), r
        assert not (r.reason == "stale" and r.call), r
        if r.no_call:
            assert "No call" in r.because or r.reason == "stale", r
        if any(u["grade"] == "assumption" for u in used):
            assert r.call is None, r
        if used:
            assert any(str(u["basis"]) in r.because for u in used), r
        if r.because.startswith(("At least", "At most")):
            assert any(u["grade"] in ("floor", "ceiling") for u in used), r
            assert all(u["grade"] in ("floor", "ceiling", "reported") for u in used), r
        for u in used:  # what was published before its period ended is used where a definition says so alone
            early = str(u["known_on"]) < frame.loc[frame["id"] == u["id"], "period_end"].iloc[0]
            assert not early or u["series"] in ("papers", "retention") or r.metric in PLANNED, r
        if "level" in r.details:
            assert r.details["level"] in (0.9, 0.95), r


@few
@given(boards, days, st.randoms(use_true_random=False))
def test_the_inputs_are_not_changed_and_their_order_does_not_matter(rows, day, chance):
    frame = frame_of(known_by(rows, day), "")
    before = frame.copy(deep=True)
    once = read_all(frame, day)
    pd.testing.assert_frame_equal(frame, before)
    order = list(range(len(frame)))
    chance.shuffle(order)
    again = read_all(frame.iloc[order], day)
    assert [r.as_json() for r in again] == [r.as_json() for r in once]


FACTOR = 1024.0  # a power of two, so that only logarithms and powers round


def scaled(row):
    """The row as it would stand had the dollar been a 1024th of itself, and the rate with it."""
    factor = FACTOR if row["unit"] == "USD" else 1.0
    if row["series"] == "fx":
        left, right = str(row["entity"]).split("/")
        factor = FACTOR ** ((right == "USD") - (left == "USD"))
    ends = {name: row[name] * factor for name in ("value", "low", "high") if row.get(name) is not None}
    return row | ends


@few
@given(boards, days)
def test_a_change_of_currency_unit_scales_money_and_nothing_else(rows, day):
    rows = known_by(rows, day)
    before = read_all(frame_of(rows, ""), day)
    after = read_all(frame_of([scaled(r) for r in rows], ""), day)
    for old, new in zip(before, after, strict=True):
        factor = FACTOR if old.unit.partition(" per ")[0] == "USD" else 1.0
        assert (new.status, new.reason, new.call, new.no_call, new.inputs, new.unit, new.at) == (
            (old.status, old.reason, old.call, old.no_call, old.inputs, old.unit, old.at)
        ), (old, new)
        for name in ("value", "low", "high"):
            was, now = getattr(old, name), getattr(new, name)
            if isinstance(was, float | int):
                assert now == pytest.approx(was * factor, rel=1e-6, abs=1e-12 * factor), (old, new)
            else:
                assert now == was, (old, new)


def test_the_law_of_currencies_is_not_empty():
    """Money readings in dollars and in other currencies do occur on the generated boards."""
    units = Counter(
        r.unit.partition(" per ")[0]
        for seed in range(8)
        for r in read_all(frame_of(generate(seed, BLOCKS), ""), date(2026, 11, 22))
        if r.known
    )
    money = {unit for unit in units if unit in ISO_4217}
    assert {"USD", "CNY"} <= money


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(boards, days, st.randoms(use_true_random=False))
def test_the_past_does_not_know_the_future(tmp_path_factory, rows, day, chance):
    """Through a real board: what was published after a day, revisions too, leaves the readings as of that day alone."""
    past = [cells(r) for r in known_by(rows, day)]
    future = [cells(r) for r in rows if r not in known_by(rows, day)]
    later = (day + timedelta(chance.randint(1, 200))).isoformat()
    future += [
        c
        | {"published_on": later}
        | {end: c[end] for end in ("value", "low", "high") if end in c}
        | {"note": "revised"}
        for c in past
        if chance.random() < 0.3
    ]
    readings = []
    for written in (past, past + future, future + past):
        board = Board.open(tmp_path_factory.mktemp("law") / "board.db", create=True)
        for row in written:
            assert row["published_on"]
        outcome = board.add_rows(written, what="law", by="test") if written else None
        assert outcome is None or not outcome.rejected, outcome
        found = board.observations(day)
        as_entered = {id_: entered(row) for id_, row in zip(found["id"], found.to_dict("records"), strict=True)}
        readings.append(
            [
                replace(r, inputs=()).as_json() | {"rows": sorted(as_entered[id_] for id_ in r.inputs)}
                for r in read_all(found, day)
            ]
        )
    assert readings[0] == readings[1]
    assert readings[0] == readings[2]


def entered(row):
    """What identifies a row whatever its id."""
    return str(key_of(row))


def test_every_metric_gets_its_turn():
    """The generated boards are no straw men: each metric is known on some, and each reason occurs."""
    known, reasons, calls = Counter(), Counter(), Counter()
    for seed in range(80):
        chance = random.Random(seed)  # noqa: S311 - no secret
        blocks = chance.sample(BLOCKS, chance.randint(len(BLOCKS) // 2, len(BLOCKS)))
        day = date(2026, 4, 1) + timedelta(chance.randint(0, 300))
        for r in read_all(frame_of(known_by(generate(seed, blocks), day), ""), day):
            known[r.metric] += r.known
            reasons[r.reason] += 1
            calls[r.call] += 1
    rare = {metric: known[metric] for metric in METRICS if known[metric] < 3}
    assert not rare
    assert REASONS | {"stale"} <= set(reasons)
    assert {"supports", "mixed", "against"} <= set(calls)


@pytest.mark.parametrize("indicator", registry().values(), ids=lambda i: i.id)
def test_on_an_empty_board_nothing_is_known_but_that_no_proof_is_on_file(indicator):
    day = date(2026, 11, 22)
    readings = {r.metric: r for r in read_all(frame_of([], ""), day) if r.metric.startswith(indicator.id)}
    counted = readings.pop("robotics.proof_points", None)
    assert counted is None or (counted.value, counted.at, counted.grade) == (2.0, day, None)
    assert {r.reason for r in readings.values()} <= {"no_data", "too_few"}
    assert [r.metric for r in readings.values() if r.reason == "too_few"] in ([], ["runway.capital_share"])
    assert not any(math.isfinite(r.value) for r in readings.values() if r.value is not None)
