"""The check finds what is wrong with a board that somebody edited by force."""

from __future__ import annotations

import pytest

from indicators.store import Board
from tests.soak.damage import EDITS, TO_DO, filled, force, said

from ..samples import row


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    """A sound board, to be copied."""
    board = filled(tmp_path_factory.mktemp("sound") / "board.db")
    assert board.check() == []
    return board


@pytest.mark.parametrize(("statement", "words"), EDITS)
def test_an_edit_by_force_is_found_and_it_is_said_what_to_do(sound, tmp_path, statement, words):
    board = Board(tmp_path / "board.db")
    sound.backup(board.path)
    force(board, statement)
    problems = said(board)
    assert any(words in problem for problem in problems)
    assert all(TO_DO.search(problem) for problem in problems)


def test_a_missing_guard_is_all_that_is_found(sound, tmp_path):
    board = Board(tmp_path / "board.db")
    sound.backup(board.path)
    force(board, "DROP TRIGGER observation_no_delete")
    (problem,) = board.check()
    assert problem.startswith("The guard observation_no_delete is missing, so rows of observation can be overwritten: ")


def test_many_problems_of_a_sort_are_counted(board):
    board.add_rows([row(label=str(n)) for n in range(50)], what="a", by="me")
    force(board, "UPDATE observation SET unit = 'heads'")
    problems = board.check()
    assert len(problems) == 21
    assert problems[-1] == "There are 30 more problems of this sort."
