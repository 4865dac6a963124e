"""Taking back: retract, undo, void."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.core.model.errors import InputError
from indicators.store.rows.content import Content, numbered

from ..samples import claim, row, values


def test_a_retracted_row_is_out_of_past_views_too_and_stays_on_record(board):
    board.add_rows([row(value=1, published_on="2026-04-02")], what="a", by="me")
    board.add_rows([row(value=2, published_on="2026-05-02")], what="b", by="me")
    outcome = board.retract(1, "misread", "me")
    assert (outcome.batch, outcome.new, outcome.revised, outcome.ids) == (3, 0, 0, (1,))
    assert values(board.observations(date(2026, 4, 30))) == []
    assert values(board.observations()) == [2.0]
    (found,) = board.rows([1])
    assert (found["retracted_why"], found["retracted"][-1]) == ("misread", "Z")
    board.undo(3, "me")
    assert values(board.observations(date(2026, 4, 30))) == [1.0]
    assert board.rows([1])[0]["retracted"] is None


def test_undo_takes_the_newest_batch_that_stands_but_never_inits(board):
    board.add(Content(observations=numbered([row(entity="Sora")])), what="brief.csv", by="init", kind="init")
    for value in (1, 2):
        board.add_rows([row(value=value)], what=f"entry {value}", by="me")
    assert board.undo(None, "me").batch == 3
    assert values(board.observations()) == [7_800_000.0, 1.0]
    assert board.undo(None, "me").batch == 2
    with pytest.raises(InputError, match="nothing to undo"):
        board.undo(None, "me")
    assert board.undo(1, "me").batch == 1
    log = board.log()
    assert [b.batch for b in log] == [1, 2, 3]  # an undo makes no batch
    assert all(b.undone and b.undone_by == "me" for b in log)


def test_after_an_undo_the_same_file_can_be_loaded_again(board):
    file = [row(), row(entity="Sora")]
    board.add_rows(file, what="file", by="me")
    assert board.add_rows(file, what="file", by="me").batch is None
    board.undo(None, "me")
    assert len(board.observations()) == 0
    again = board.add_rows(file, what="file", by="me")
    assert (again.batch, again.new, again.unchanged, again.ids) == (2, 2, 0, (3, 4))


def test_undoing_a_revision_brings_the_number_before_it_back(board):
    board.add_rows([row(value=1)], what="a", by="me")
    board.add_rows([row(value=2)], what="b", by="me")
    board.undo(None, "me")
    assert values(board.observations()) == [1.0]
    assert board.add_rows([row(value=1)], what="c", by="me").unchanged == 1


def test_what_cannot_be_taken_back_is_said_in_a_sentence(board):
    board.add_rows([row()], what="a", by="me")
    for call, words in (
        (lambda: board.retract(99, "why", "me"), "no observation 99"),
        (lambda: board.retract(1, "  ", "me"), "needs a reason"),
        (lambda: board.undo(99, "me"), "no batch 99"),
        (lambda: board.void_claim("x", "why", "me"), 'no claim "x"'),
    ):
        with pytest.raises(InputError, match=words):
            call()
    board.retract(1, "typo", "me")
    with pytest.raises(InputError, match="already"):
        board.retract(1, "typo", "me")
    board.undo(1, "me")
    with pytest.raises(InputError, match="undone on .* already"):
        board.undo(1, "me")


def test_a_row_of_an_undone_batch_says_so(board):
    board.add_rows([row()], what="a", by="me")
    board.undo(1, "me")
    (found,) = board.export_rows()
    assert (found["retracted_why"], found["retracted"]) == ("batch 1 undone", board.log()[0].undone)


def test_a_misspelt_twin_cannot_come_back_beside_the_right_one(board):
    board.add_rows([row(entity="a rival")], what="typo", by="me")
    board.retract(1, "typo", "me")
    board.add_rows([row(entity="A Rival")], what="right", by="me")
    with pytest.raises(InputError, match="A Rival"):
        board.undo(2, "me")


def test_a_void_claim_stays_and_can_be_lifted(board):
    board.add_claims([claim()], what="a", by="me")
    outcome = board.void_claim("kling-doubles", "guidance withdrawn", "me")
    (found,) = board.claims()
    assert (found["void_why"], found["voided"][-1]) == ("guidance withdrawn", "Z")
    with pytest.raises(InputError, match="already"):
        board.void_claim("kling-doubles", "again", "me")
    board.undo(outcome.batch, "me")
    assert board.claims()[0]["voided"] is None


def test_undoing_a_retraction_says_which_number_came_back(board):
    board.add_rows([row(), row(entity="Sora")], what="a", by="me")
    taken = board.retract(2, "misread", "me")
    assert board.undo(taken.batch, "me").ids == (2,)
