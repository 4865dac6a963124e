"""What was typed and not saved: over views, pages and sessions, and who is shown it. The browser's part is in e2e."""

from __future__ import annotations

import json

import pytest
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.util import calc_hash

from indicators.app.access import signed_in
from indicators.store import Board, init
from tests.soak.pages import FIRST, form, window

LINE = "kling mau 8.1m apr26 @nobody"


@pytest.fixture
def board(tmp_path, monkeypatch):
    """A new board that the app shows."""
    monkeypatch.setenv("INDICATORS_BOARD", str(tmp_path / "board.db"))
    init(tmp_path / "board.db")
    return Board.open(tmp_path / "board.db")


def keeper(app):
    return next(e.proto for e in app.get("bidi_component") if e.proto.component_name == "telltale_keeper")


def kept(app):
    """What the page hands to its window."""
    return json.loads(keeper(app).json)


def give(app, **given):
    """What the window sends to a session, as its component does."""
    states = app._tree.get_widget_states()  # noqa: SLF001 - AppTest has no way of its own to a component's event
    event = json.dumps([{"event": "given", "value": given}])
    states.widgets.add(id=_make_trigger_id(keeper(app).id, "events"), json_trigger_value=event)
    return app._run(states)  # noqa: SLF001 - the same


def turn(app, page):
    """Go to another page."""
    app._page_hash = calc_hash(page)  # noqa: SLF001 - switch_page knows files only, and our pages are functions
    return app.run()


def typed_line():
    app = window("enter", how="One line")
    return app.text_input(key="line").set_value(LINE).run()


@pytest.mark.usefixtures("board")
def test_it_is_there_after_another_view_and_another_page():
    app = typed_line()
    app.segmented_control(key="how").set_value("Event").run()
    app.text_input(key="event_title").set_value("It happened").run()
    turn(app, "record")
    turn(app, "enter")
    assert not app.exception
    assert app.segmented_control(key="how").value == "Event"
    assert app.text_input(key="event_title").value == "It happened"
    app.segmented_control(key="how").set_value("One line").run()
    assert app.text_input(key="line").value == LINE


@pytest.mark.usefixtures("board")
def test_the_window_gives_it_to_a_new_session():
    old = kept(typed_line())
    app = give(window("enter", how="One line"), window="w", values=old["values"])
    assert not app.exception
    assert app.text_input(key="line").value == LINE
    assert kept(app)["values"] == old["values"]


@pytest.mark.usefixtures("board")
def test_a_new_window_is_offered_a_name_and_keeps_its_own_for_what_it_has_pasted():
    names = {kept(window("enter"))["window"] for _ in range(2)}
    assert len(names - {""}) == 2
    mine = window("enter", how="Paste")
    assert kept(mine)["rests"] is False
    paste(mine, "App\tJan 2026\nKling AI\t7")
    name = kept(mine)["window"]
    assert kept(mine)["rests"] is True
    again = give(window("enter", how="Due"), window=name, rests=True)
    assert (kept(again)["window"], kept(again)["rests"]) == (name, True)
    again.segmented_control(key="how").set_value("Paste").run()
    again.button(key="paste_drop").click().run()
    assert kept(again)["rests"] is False


@pytest.mark.usefixtures("board")
def test_text_that_was_never_sent_waits_for_its_field():
    app = give(window("enter", how="One line"), window="w", unsent={"event_title": "It happened", "line": LINE})
    assert app.text_input(key="line").value == LINE
    app.segmented_control(key="how").set_value("Event").run()
    assert app.text_input(key="event_title").value == "It happened"
    assert kept(app)["unsent"] == {}


def test_what_was_saved_is_no_draft_and_what_is_changed_then_is(board):
    board.add_rows([FIRST], what="first", by="me")
    app = form("done", "11")
    assert kept(app)["values"]["enter_value"] == "11"
    app.button(key="save_number").click().run()
    assert [s.value for s in app.success]
    assert kept(app)["values"] == {}
    app.text_input(key="enter_value").set_value("12").run()
    assert kept(app)["values"]["enter_value"] == "12"
    assert kept(app)["values"]["enter_label"] == "done"


@pytest.mark.usefixtures("board")
def test_a_link_is_not_mixed_with_what_the_window_kept():
    app = give(window("enter", add="kling mau"), window="w", values={"line": LINE}, unsent={"line": LINE})
    assert app.text_input(key="line").value == "kling mau"


def test_typing_adds_nothing_to_the_board(board):
    before = board.path.read_bytes()
    typed_line()
    assert board.path.read_bytes() == before


def test_a_cut_connection_takes_the_old_word_away_and_leaves_a_new_one(board):
    board.add_rows([FIRST], what="first", by="me")
    app = form("cut", "11")
    before = kept(app)["said"]
    app.button(key="save_number").click().run()
    give(app, lost=before)  # the save came through, its word did not
    assert [s.value for s in app.success if s.value.startswith("Saved as batch")]
    give(app, lost=kept(app)["said"])
    assert not app.success
    assert [e.value for e in app.error if "Nothing was saved since then" in e.value]


@pytest.mark.usefixtures("board")
def test_another_person_is_named_to_the_window(monkeypatch):
    """The window gives what it kept to the person it was typed by, and clears it before another."""
    mine = kept(window("enter"))
    monkeypatch.setattr(signed_in, "local_user", lambda: "somebody else")
    assert kept(window("enter"))["person"] != mine["person"]


def paste(app, text):
    app.text_area(key="paste_text").set_value(text).run()
    return app.button(key="paste_read").click().run()


@pytest.mark.usefixtures("board")
def test_a_pasted_table_belongs_to_a_window_and_a_person(monkeypatch):
    mine = give(window("enter", how="Paste"), window="mine")
    paste(mine, "App\tJan 2026\nKling AI\t7")
    other = give(window("enter", how="Paste"), window="other")
    paste(other, "App\tFeb 2026\nKling AI\t8")
    assert not mine.exception
    texts = [m.value for m in mine.run().caption]
    assert not other.exception
    again = give(window("enter", how="Paste"), window="mine")
    assert [c.value for c in again.caption] == texts
    third = give(window("enter", how="Paste"), window="third")
    offers = [b for b in third.button if b.label == "Take it up here"]
    assert len(offers) == 2
    offers[0].click().run()
    assert [b for b in third.button if b.key == "paste_drop"]
    monkeypatch.setattr(signed_in, "local_user", lambda: "somebody else")
    colleague = give(window("enter", how="Paste"), window="mine")
    assert not [b for b in colleague.button if b.label == "Take it up here" or b.key == "paste_drop"]
