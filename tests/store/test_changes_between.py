"""What changed, read by index and by series and entity: the same as the whole frames of both sides say."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators import registry
from indicators.core.evidence.evaluate import evaluate_on
from indicators.core.evidence.evidence import Evidence
from indicators.core.review.changed.changes import Kind, changes
from indicators.core.review.snapshot import Snapshot
from indicators.store import Board, Workspace, between, claims_of, snapshot_at
from indicators.store.file import clock
from indicators.store.file.connection import reading
from indicators.store.views.compared import taken_back
from indicators.store.views.moved import moved
from tests.bench import many

from .samples import on_day, row

ADDED = st.tuples(
    st.sampled_from(["mau", "dau", "cash"]),
    st.sampled_from(["Kling AI", "Runway", "Vidu"]),
    st.sampled_from(["panel", "results"]),
    st.sampled_from(["2026-01", "2026-02", "2026-03", "2026-08"]),
    st.sampled_from(["", "2026-04-02", "2026-05-02", "2026-06-03"]),
    st.integers(1, 3),
)
ACTS = st.lists(
    st.one_of(
        st.lists(ADDED, min_size=1, max_size=4),
        st.tuples(st.just("retract"), st.integers(1, 12)),
        st.tuples(st.just("undo"), st.integers(1, 6)),
    ),
    min_size=1,
    max_size=7,
)
DAYS = ["2026-04-01", "2026-05-01", "2026-06-01", "2026-06-03", "2026-06-05", "2026-09-01"]


def cells(one):
    series, entity, basis, month, known_on, value = one
    return row(
        series=series,
        entity=entity,
        basis=basis,
        period_start=f"{month}-01",
        period_end=f"{month}-28",
        published_on=known_on,
        value=value,
        unit="USD" if series == "cash" else "users",
    )


def act_on(board, acts, patch):
    """Do these acts, one a day from the first of June."""
    for day, act in enumerate(acts, start=1):
        on_day(patch, f"2026-06-{day:02}")
        if isinstance(act, list):
            board.add_rows([cells(one) for one in act], what="x", by="me", accept_valid=True)
        elif act[0] == "retract" and board.rows([act[1]]) and not board.rows([act[1]])[0]["retracted"]:
            board.retract(act[1], f"wrong {day}", "me")
        elif act[0] == "undo" and act[1] in [b.batch for b in board.log() if not b.undone]:
            board.undo(act[1], "me")


def whole(board, at, *, recorded):
    """A snapshot with the whole frame of its day."""
    until = f"{at}T23:59:59Z" if recorded else ""
    board, day = board.recorded_by(until), clock.day_of(until) if recorded else date.fromisoformat(at)
    workspace, frame = Workspace(board.path, until), board.observations(day)
    evidence, bands = Evidence(frame, day, board.events(day)), workspace.bands(day)
    return Snapshot(
        frame=frame,
        evidence=evidence,
        evaluated={i.id: evaluate_on(i, evidence, bands) for i in registry().values()},
        claims=claims_of(board, day, registry()),
        lines=tuple(workspace.lines(day)),
        bands=bands,
        until=until,
    )


@given(acts=ACTS, ends=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True), recorded=st.booleans())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_what_changed_is_what_the_whole_frames_say(acts, ends, recorded):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        board = Board.open(Path(folder) / "a.db", create=True)
        act_on(board, acts, patch)
        patch.setattr(clock, "today", lambda: date(2026, 9, 1))
        before, after = (whole(board, at, recorded=recorded) for at in sorted(ends))
        expected = changes(before, after, taken_back(board, before, after))
        found = between(board, *(snapshot_at(board, at, registry(), recorded=recorded) for at in sorted(ends)))
        for part in ("numbers", "sources", "events", "readings", "claims", "lines", "more"):
            assert getattr(found, part) == getattr(expected, part), part


def test_a_plan_leads_nothing_though_its_period_has_begun(board, monkeypatch):
    act_on(board, [[("mau", "Kling AI", basis, month, "2026-04-02", 1)] for basis, month in PLAN], monkeypatch)
    before, after = (snapshot_at(board, at, registry(), recorded=False) for at in ("2026-06-05", "2026-09-01"))
    found = between(board, before, after)
    assert found.sources == ()
    assert found.numbers == ()


PLAN = (("panel", "2026-03"), ("results", "2026-08"))


def test_a_number_that_is_brought_back_is_new_by_the_clock_of_recording(board, monkeypatch):
    act_on(
        board, [[("mau", "Kling AI", "panel", "2026-03", "2026-04-02", 1)], ("retract", 1), ("undo", 2)], monkeypatch
    )
    for first, last, kinds in (
        ("2026-06-01", "2026-06-02", [Kind.TAKEN_BACK]),
        ("2026-06-02", "2026-06-03", [Kind.NEW]),
        ("2026-06-01", "2026-06-03", []),
    ):
        sides = (snapshot_at(board, at, registry(), recorded=True) for at in (first, last))
        assert [n.kind for n in between(board, *sides).numbers] == kinds


@pytest.fixture(scope="module")
def big(tmp_path_factory):
    """Twenty thousand numbers, most of them of companies that no reading uses."""
    return many.fill(tmp_path_factory.mktemp("big") / "board.db", 20_000, many.team())


def test_no_more_numbers_are_looked_at_than_may_be_and_the_rest_is_counted(big):
    before, after = (snapshot_at(big, at, registry(), recorded=False) for at in ("2026-05-01", "2026-11-20"))
    every, some = between(big, before, after), between(big, before, after, 100)
    used = {(o.series, o.entity) for side in (before, after) for o in side.observations(side.ids)}
    assert every.more == 0
    assert len(some.numbers) + some.more == len(every.numbers)
    others = [n for n in some.numbers if (n.number.series, n.number.entity) not in used]
    assert len(others) <= 100 < some.more
    assert (some.readings, some.lines) == (every.readings, every.lines)
    assert {n for n in every.numbers if (n.number.series, n.number.entity) in used} <= set(some.numbers)
    assert {n.kind for n in every.numbers} <= {Kind.NEW, Kind.REVISED, Kind.CONFIRMED}


def test_whose_numbers_changed_is_read_from_the_index_and_not_from_the_board(big):
    before, after = (snapshot_at(big, at, registry(), recorded=False) for at in ("2026-11-19", "2026-11-20"))
    taken = []
    with reading(big.path) as db:
        db.conn.set_progress_handler(lambda: taken.append(1), 1000)
        moved(db, before, after)
    assert len(taken) < 60  # twenty thousand rows in sixty thousand steps: three a row would be reading them all
