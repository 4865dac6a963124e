"""What was known on a day: the contract's rule, against a reference that knows no SQL and no index."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.model.errors import InputError
from indicators.store import Board

from .samples import on_day, row, values

START = date(2026, 5, 1)
DAYS = [START + timedelta(days=n) for n in range(6)]
writes = st.tuples(
    st.just("write"),
    st.sampled_from(["Kling AI", "Runway"]),
    st.one_of(st.none(), st.sampled_from(DAYS)),
    st.integers(1, 3),
)
acts = st.lists(
    st.tuples(
        st.integers(0, 2),  # days that pass before it, some of them none
        st.one_of(
            writes,
            writes,
            st.tuples(st.just("retract"), st.integers(1, 8)),
            st.tuples(st.just("undo"), st.one_of(st.none(), st.integers(1, 12))),
        ),
    ),
    max_size=14,
)


class Reference:
    """The same board as lists of what happened."""

    def __init__(self):
        """Nothing has happened."""
        self.rows, self.batches, self.undone = [], [], set()

    def standing(self):
        """Rows that nobody took back."""
        gone = {b["retracts"] for n, b in enumerate(self.batches, 1) if n not in self.undone and b["retracts"]}
        return [r for r in self.rows if r["batch"] not in self.undone and r["id"] not in gone]

    def write(self, today, entity, published, value):
        """One row handed in."""
        same = [r for r in self.standing() if (r["entity"], r["published"]) == (entity, published)]
        if same and same[-1]["value"] == value:  # the clock never goes back here, so the last written is the newest
            return
        self.batches.append({"retracts": None})
        known = published or today
        new = {"id": len(self.rows) + 1, "batch": len(self.batches), "value": value, "recorded": today, "known": known}
        self.rows.append(new | {"entity": entity, "published": published})

    def known_on(self, day):
        """Ids of the rows known on a day."""
        found = {}
        for r in sorted(self.standing(), key=lambda r: (r["known"], r["recorded"], r["id"])):
            if r["known"] <= day:
                found[r["entity"]] = r["id"]
        return sorted(found.values())

    def retract(self, id_):
        """Whether a row could be retracted."""
        if id_ not in {r["id"] for r in self.standing()}:
            return False
        self.batches.append({"retracts": id_})
        return True

    def undo(self, batch):
        """Whether a batch could be undone."""
        standing = [n for n in range(1, len(self.batches) + 1) if n not in self.undone]
        target = batch if batch is not None else (standing[-1] if standing else None)
        if target not in standing:
            return False
        self.undone.add(target)
        return True


@given(acts)
@settings(max_examples=30)
def test_any_history_gives_the_contracts_row_per_key_on_every_day(history):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        board, reference, today = Board.open(Path(folder) / "board.db", create=True), Reference(), START
        for passed, act in history:
            today += timedelta(days=passed)
            on_day(patch, today.isoformat())
            if act[0] == "write":
                _, entity, published, value = act
                published_on = published and published.isoformat()
                outcome = board.add_rows([row(entity=entity, published_on=published_on, value=value)], what="", by="t")
                before = len(reference.rows)
                reference.write(today, entity, published, value)
                assert (outcome.batch is None) == (len(reference.rows) == before)
            else:
                done = reference.retract(act[1]) if act[0] == "retract" else reference.undo(act[1])
                if done:
                    board.retract(act[1], "wrong", "t") if act[0] == "retract" else board.undo(act[1], "t")
                else:
                    with pytest.raises(InputError):
                        board.retract(act[1], "wrong", "t") if act[0] == "retract" else board.undo(act[1], "t")
        for day in [START - timedelta(days=1), *(START + timedelta(days=n) for n in range(30))]:
            assert board.observations(day)["id"].tolist() == reference.known_on(day)
        assert board.check() == []


def test_a_number_printed_three_times_is_known_as_it_was_on_each_day(board):
    # in the order in which an analyst may find them, which is not that of their publication
    for published, value in (("2026-05-25", 340.0), ("2026-03-26", 300.0), ("2026-08-20", 346.0)):
        board.add_rows([row(published_on=published, value=value)], what="found", by="me")
    seen = {
        day: values(board.observations(date.fromisoformat(day)))
        for day in ("2026-03-25", "2026-03-26", "2026-05-24", "2026-05-25", "2026-08-19", "2026-08-20", "2100-12-31")
    }
    assert seen == {
        "2026-03-25": [],
        "2026-03-26": [300.0],
        "2026-05-24": [300.0],
        "2026-05-25": [340.0],
        "2026-08-19": [340.0],
        "2026-08-20": [346.0],
        "2100-12-31": [346.0],
    }


def test_a_later_entry_for_the_same_day_of_publication_wins(board):
    board.add_rows([row(value=1)], what="first", by="me")
    board.add_rows([row(value=2)], what="corrected", by="me")
    assert values(board.observations(date(2026, 4, 2))) == [2.0]


def test_a_number_without_a_day_of_publication_is_known_from_the_day_it_was_recorded(board, monkeypatch):
    on_day(monkeypatch, "2026-06-10")
    board.add_rows([row(published_on="")], what="typed", by="me")
    assert values(board.observations(date(2026, 6, 9))) == []
    found = board.observations(date(2026, 6, 10)).iloc[0]
    assert (found["published_on"], found["known_on"]) == (None, "2026-06-10")


def test_units_that_convert_exactly_are_one_key_and_currencies_are_not(board):
    compute = {"series": "compute", "entity": "OpenAI", "basis": "available"}
    board.add_rows([row(**compute, unit="GW", value=1.9)], what="a", by="me")
    outcome = board.add_rows([row(**compute, unit="MW", value=1900, published_on="2026-05-01")], what="b", by="me")
    assert (outcome.new, outcome.revised) == (0, 1)
    money = {"series": "arr", "entity": "Runway", "basis": "press"}
    board.add_rows([row(**money, unit="USD", value=3e8)], what="c", by="me")
    outcome = board.add_rows([row(**money, unit="CNY", value=2e9)], what="d", by="me")
    assert (outcome.new, outcome.revised) == (1, 0)


def test_the_view_is_plain_objects_without_nan(board):
    board.add_rows([row()], what="a", by="me")
    frame = board.observations()
    assert set(frame.dtypes.astype(str)) == {"object"}
    found = frame.iloc[0]
    assert found["age_days"] is None
    assert found["low"] is None
    assert (found["rights"], found["note"], type(found["value"]), type(found["id"])) == ("public", "", float, int)
    assert board.observations(date(1999, 1, 1)).columns.tolist() == frame.columns.tolist()


def test_one_series_can_be_asked_for(board):
    board.add_rows([row(), row(series="dau"), row(series="wau")], what="a", by="me")
    assert board.observations(series="dau")["series"].tolist() == ["dau"]
    assert sorted(board.observations(series=["dau", "wau"])["series"]) == ["dau", "wau"]


def test_the_public_view_latest_is_what_is_known_now(board):
    for value in (1, 2):
        board.add_rows([row(value=value)], what="a", by="me")
    board.add_rows([row(value=3, published_on="2099-01-01")], what="embargoed", by="me")
    with closing(sqlite3.connect(board.path)) as conn:
        assert conn.execute("SELECT value FROM latest").fetchall() == [(2.0,)]
