"""New, revised, unchanged, rejected: what becomes of a row that is handed in."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.model.errors import InputError

from .samples import claim, event, on_day, row, values


def test_new_then_unchanged_then_revised(board):
    first = board.add_rows([row(), row(entity="Sora", value=4_700_000)], what="file", by="me")
    assert (first.batch, first.new, first.states, first.ids) == (1, 2, ("new", "new"), (1, 2))
    again = board.add_rows([row(), row(entity="Sora", value="4700000")], what="file", by="me")
    assert (again.batch, again.new, again.revised, again.unchanged, again.ids) == (None, 0, 0, 2, ())
    changed = board.add_rows([row(value=8e6), row(entity="Runway", value=1)], what="file", by="me")
    assert (changed.batch, changed.new, changed.revised, changed.ids) == (2, 1, 1, (3, 4))
    assert changed.previous == {1: 7_800_000.0}
    assert [b.rows for b in board.log()] == [2, 2]


@pytest.mark.parametrize("published", ["2026-04-02", ""])
def test_the_same_file_on_another_day_adds_nothing(board, monkeypatch, published):
    on_day(monkeypatch, "2026-06-01")
    board.add_rows([row(published_on=published)], what="file", by="me")
    on_day(monkeypatch, "2026-06-02")
    assert board.add_rows([row(published_on=published)], what="file", by="me").unchanged == 1
    assert len(board.export_rows()) == 1


def test_another_note_is_a_revision_but_spaces_around_it_are_not(board):
    board.add_rows([row(note="Fußnote")], what="a", by="me")
    assert board.add_rows([row(note="  Fußnote\t")], what="a", by="me").unchanged == 1
    assert board.add_rows([row(note="footnote")], what="a", by="me").revised == 1


def test_a_row_is_compared_with_the_newest_of_its_own_day_of_publication(board):
    for published, value in (("2026-04-02", 1), ("2026-05-02", 2)):
        board.add_rows([row(published_on=published, value=value)], what="a", by="me")
    assert board.add_rows([row(published_on="2026-04-02", value=1)], what="a", by="me").unchanged == 1
    assert board.add_rows([row(published_on="2026-04-02", value=2)], what="a", by="me").revised == 1


def test_one_rejected_row_refuses_all_unless_the_valid_ones_are_asked_for(board):
    rows = [row(), row(entity="Sora", value="lots"), row(entity="Runway")]
    refused = board.add_rows(rows, what="a", by="me")
    assert (refused.batch, refused.new, board.log(), board.export_rows()) == (None, 0, [], [])
    assert [(r.row, r.column) for r in refused.rejected] == [(2, "value")]
    assert refused.states == ("new", "rejected", "new")
    taken = board.add_rows(rows, what="a", by="me", accept_valid=True)
    assert (taken.new, [r["entity"] for r in board.export_rows()]) == (2, ["Kling AI", "Runway"])


def test_a_dry_run_says_what_would_be_and_writes_nothing(board):
    board.add_rows([row()], what="a", by="me")
    stamp = board.stamp()
    outcome = board.add_rows([row(value=1), row(entity="Sora"), row(grade="hunch")], what="b", by="me", dry_run=True)
    assert outcome.states == ("revised", "new", "rejected")
    assert (outcome.batch, outcome.new, outcome.revised, outcome.previous) == (None, 1, 1, {1: 7_800_000.0})
    assert board.stamp() == stamp


def test_two_rows_of_one_key_and_day_are_one_too_many(board, monkeypatch):
    on_day(monkeypatch, "2026-06-01")
    rows = [row(), row(value=1), row(published_on=""), row(published_on="2026-06-01", value=2)]
    assert [r.row for r in board.add_rows(rows, what="a", by="me").rejected] == [2, 4]


@pytest.mark.parametrize(
    ("column", "written"), [("entity", "kling ai"), ("entity", "KlingAI"), ("basis", "sensor tower App Panel")]
)
def test_a_known_name_in_another_case_or_spacing_is_rejected_by_name(board, column, written):
    board.add_rows([row()], what="a", by="me")
    (fault,) = board.add_rows([row(**{column: written}, series="dau")], what="b", by="me").rejected
    assert (fault.row, fault.column) == (1, column)
    assert row()[column] in fault.reason
    (fault,) = board.add_rows([row(entity="Neu", basis="b"), row(entity="NEU", basis="b")], what="c", by="me").rejected
    assert (fault.row, fault.column) == (2, "entity")


def test_a_name_that_was_taken_back_is_not_known(board):
    board.add_rows([row(entity="a rival")], what="typo", by="me")
    board.undo(None, "me")
    assert board.add_rows([row(entity="A Rival")], what="right", by="me").new == 1
    assert board.names().twin("entity", "A RIVAL") == "A Rival"
    assert board.names().twin("entity", "a rival") == "A Rival"


def test_half_a_character_is_rejected(board):
    (fault,) = board.add_rows([row(note="\ud83d")], what="a", by="me").rejected
    assert "half a character" in fault.reason


def test_ids_have_no_gaps_and_count_in_writing_order(board):
    board.add_rows([row(value=1)], what="a", by="me")
    board.add_rows([row(value="no")], what="refused", by="me")
    with pytest.raises(InputError):
        board.add_rows([row(value=2)], what="a\0b", by="me")
    board.add_rows([row(value=2), row(entity="Sora")], what="b", by="me")
    assert [r["id"] for r in board.export_rows()] == [1, 2, 3]
    assert [b.batch for b in board.log()] == [1, 2]


def test_history_holds_everything_oldest_first(board):
    for value in (1, 2, 3):
        board.add_rows([row(value=value)], what="a", by="me")
    board.add_rows([row(basis="other"), row(period_start="2026-02-01", period_end="2026-02-28")], what="b", by="me")
    board.retract(2, "typo", "me")
    rows = board.history("mau", "Kling AI", "Sensor Tower app panel")
    assert [(r["id"], r["value"], r["retracted_why"]) for r in rows[:3]] == [
        (1, 1.0, ""),
        (2, 2.0, "typo"),
        (3, 3.0, ""),
    ]
    period = (date(2026, 2, 1), date(2026, 2, 28))
    assert [r["id"] for r in board.history("mau", "Kling AI", period=period)] == [5]
    assert board.history("mau", "Nobody") == []
    with pytest.raises(InputError, match="not known"):
        board.history("maus", "Kling AI")


def test_versions_are_the_rows_of_one_key_and_of_no_other(board):
    yuan = {"series": "revenue", "basis": "results", "unit": "CNY", "value": 7}
    rate = {"series": "wau_change", "basis": "results"}
    board.add_rows([row(**yuan), row(**yuan | {"unit": "USD", "value": 1})], what="a", by="me")
    board.add_rows([row(**yuan | {"value": 8}), row(**yuan | {"label": "restated"})], what="b", by="me")
    board.add_rows([row(**rate, unit="ratio", value=0.04)], what="c", by="me")
    board.add_rows([row(**rate, unit="percent", value=5)], what="d", by="me")
    board.retract(3, "typo", "me")
    by_id = {id_: [r["id"] for r in board.versions_of(id_)] for id_ in range(1, 7)}
    assert by_id == {1: [1, 3], 2: [2], 3: [1, 3], 4: [4], 5: [5, 6], 6: [5, 6]}
    assert board.versions_of(99) == []


def test_events_are_known_by_date_entity_and_title(board):
    assert board.add_events([event(), event(title="App is closed")], what="a", by="me").new == 2
    assert board.add_events([event()], what="a", by="me").unchanged == 1
    changed = board.add_events([event(source="The Verge")], what="b", by="me")
    assert (changed.revised, {e.source for e in board.events()}) == (1, {"OpenAI", "The Verge"})
    board.undo(changed.batch, "me")
    assert {e.source for e in board.events()} == {"OpenAI"}
    assert board.events(date(2026, 3, 23)) == []


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"date": "24 Mar 2026"}, "date"),
        ({"date": "2026-02-30"}, "date"),
        ({"title": " "}, "title"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"source": "a\0b"}, "source"),
    ],
)
def test_a_bad_event_is_rejected(board, cells, column):
    (fault,) = board.add_events([event(**cells)], what="a", by="me").rejected
    assert fault.column == column


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"kind": "hope"}, "kind"),
        ({"set_on": "2026-04-01"}, "set_on"),
        ({"test": "about 2"}, "test"),
        ({"test": "= 2"}, "test"),
        ({"metric": "kling.luck"}, "metric"),
        ({"period_end": "2026-13-01"}, "period_end"),
        ({"id": ""}, "id"),
    ],
)
def test_a_bad_claim_is_rejected(board, cells, column):
    metrics = {"kling.revenue_year_ratio"}
    (fault,) = board.add_claims([claim(**cells)], what="a", by="me", metrics=metrics).rejected
    assert fault.column == column


def test_a_claim_revises_the_one_of_its_id(board):
    assert board.add_claims([claim()], what="a", by="me").new == 1
    assert board.add_claims([claim()], what="a", by="me").unchanged == 1
    assert board.add_claims([claim(test=">= 3")], what="b", by="me").revised == 1
    (found,) = board.claims()
    assert (found["test"], found["note"], found["voided"]) == (">= 3", "", None)


def test_a_declared_series_can_be_used_at_once_and_stays(board):
    assert board.add_series([{"id": "videos", "title": "Videos made", "units": "videos", "flow": 1}], by="me").new == 1
    assert board.add_rows([row(series="videos", unit="videos", value=600e6)], what="a", by="me").new == 1
    (fault,) = board.add_series([{"id": "videos", "title": "Videos", "units": "videos", "flow": 0}], by="me").rejected
    assert fault.column == "id"
    (fault,) = board.add_series([{"id": "mau", "title": "Users", "units": "users"}], by="me").rejected
    assert fault.column == "id"
    assert board.series()["videos"].flow
    assert values(board.observations()) == [600e6]


def test_the_stamp_moves_with_every_act_and_only_then(board):
    stamps = [board.stamp()]
    board.add_rows([row()], what="a", by="me")
    stamps.append(board.stamp())
    board.observations()
    assert board.stamp() == stamps[-1]
    board.retract(1, "typo", "me")
    stamps.append(board.stamp())
    board.undo(2, "me")
    stamps.append(board.stamp())
    board.undo(1, "me")
    stamps.append(board.stamp())
    board.add_series([{"id": "videos", "title": "Videos", "units": "videos"}], by="me")
    stamps.append(board.stamp())
    assert len(set(stamps)) == len(stamps)


def test_the_number_replaced_is_the_one_known_today(board):
    board.add_rows([row(value=1)], what="a", by="me")
    board.add_rows([row(value=3, published_on="2099-01-01")], what="embargoed", by="me")
    outcome = board.add_rows([row(value=2, published_on="2026-05-01")], what="b", by="me", dry_run=True)
    assert outcome.previous == {1: 1.0}
