"""An example board, its figures as they are handed out, and memos in every form, each made once a session."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.memo import Choice, People, Pick, Release, compose, panel_picture, written
from indicators.store import Board, init, take
from tests.figures.conftest import PANELS

AS_OF = date(2026, 11, 25)
NAMED = Release(to="I. Committee", why="quarterly review")
PEOPLE = People(prepared_by="A. Analyst", reviewed_by="B. Partner", conflict="The firm holds 1024.HK.")
LINE = "What I make of it."
PICKS = (
    Pick(panel="kling.users", line=LINE),
    Pick(panel="runway.arr", title="Runway's run rate, month by month"),
    Pick(panel="kling.retention"),
)
FORMS = ("docx", "pptx", "html", "md")


def look(board, as_of):
    """A board as known on a day."""
    return take(board, as_of, registry())


def board_of(folder, kind="public"):
    """A new board of a kind in a folder."""
    path = folder / f"{kind}.db"
    init(path, kind)
    return Board.open(path)


@pytest.fixture
def board(tmp_path):
    """A public board of one's own, to change."""
    return board_of(tmp_path)


@pytest.fixture(scope="session")
def example(tmp_path_factory):
    """The example board as known on a day; nobody writes to it."""
    return look(board_of(tmp_path_factory.mktemp("memo"), "example"), AS_OF)


@pytest.fixture(scope="session")
def pictures(example):
    """Every panel's figure as it is handed out."""
    return {name: panel_picture(example, name, release=NAMED) for name in PANELS}


@pytest.fixture(scope="session")
def made(example):
    """A memo of three figures."""
    return compose(example, Choice(picks=PICKS, people=PEOPLE), AS_OF)


@pytest.fixture(scope="session")
def files(made):
    """That memo in every form."""
    return {form: written(made, form) for form in FORMS}


def add(board, series, entity, value, **more):
    """Write one number: Kling's users on the public record's panel unless told otherwise; the outcome."""
    row = {
        "series": series,
        "entity": entity,
        "value": value,
        "unit": "users",
        "basis": "Sensor Tower app panel",
        "period_start": "2026-03-01",
        "period_end": "2026-03-31",
        "grade": "estimate",
        "published_on": "2026-05-12",
        "source": "Sensor Tower",
    } | more
    outcome = board.add_rows([row], what="test", by="tester")
    assert not outcome.rejected, outcome.rejected
    return outcome
