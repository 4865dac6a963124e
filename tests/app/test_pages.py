"""Every screen of the app, on the public record, the example, an empty board and a past day."""

from __future__ import annotations

import pytest

from indicators import registry
from tests.app.screens import PAST, SAYS, VIEWS, said, show, unpressed

WRITES = ("enter", "Import")  # a page and a view that are for writing
FINDS_NOTHING = {
    "Revisions",
    "Coverage",
    "Log",
    "Numbers",
    "Due",
}  # views that have other words where nothing is on file

OFFERS = ("Add a claim, or mark one as not testable", "Take back batch")  # to write something

pytestmark = pytest.mark.usefixtures("looked_at")
screens = pytest.mark.parametrize("screen", SAYS, ids=lambda s: " ".join(filter(None, s)))


def test_every_page_of_the_menu_and_every_view_is_here():
    pages = show(("board", "")).session_state["pages"]
    every = {(page, view) for page in pages for view in VIEWS.get(page, ("", ("",)))[1]}
    assert every == set(SAYS)


@screens
def test_on_the_public_record(screen):
    app = show(screen)
    text = said(app)
    assert [words for words in SAYS[screen] if words not in text] == []
    assert "INVENTED" not in text
    assert not app.error
    assert unpressed(app) == set()


@screens
def test_on_the_example(screen):
    text = said(show(screen, board="example"))
    assert "INVENTED DATA. This is the example board; no number on it is real." in text
    if screen[1] not in FINDS_NOTHING:
        assert [words for words in SAYS[screen] if words not in text] == []


@screens
def test_on_an_empty_board(screen):
    app = show(screen, board="empty")
    text = said(app)
    assert "INVENTED" not in text
    assert not app.error
    if screen[0] in registry():
        assert "No call · no data" in text
    elif screen[0] == "changes":
        assert "Nothing was on file by then, so nothing has changed." in text
    elif screen[1] not in FINDS_NOTHING and screen[0] != "board":
        assert [words for words in SAYS[screen] if words not in text] == []


@screens
def test_on_a_past_day(screen):
    app = show(screen, asof=PAST)
    text = said(app)
    assert "As known on 1 Jun 2026:" in text
    assert "entry is off." in text
    off = screen[0] in WRITES or screen[1] in WRITES
    assert ("is off while the page shows a past day" in text) is off
    if not off:
        expected = {*SAYS[screen]} - {*OFFERS}
        assert [words for words in expected if words not in text] == []
    assert [words for words in OFFERS if words in text] == []
    assert unpressed(app) == set()


def test_the_board_draws_a_picture_for_each_card():
    app = show(("board", ""))
    assert len(app.get("vega_lite_chart")) == len(registry())
    assert {m.label.partition(",")[0] for m in app.metric} >= {
        i.headline.title if i.card.level == i.headline.id else next(m.title for m in i.metrics if m.id == i.card.level)
        for i in registry().values()
    }
