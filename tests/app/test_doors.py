"""Every way to write and every file that leaves asks who may enter, at that moment: a new door cannot forget it."""

from __future__ import annotations

import ast
import inspect
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from indicators import actions, memo, store
from indicators.app.access import rules as access
from indicators.app.access import signed_in
from indicators.store import Board, Workspace, init
from indicators.store.rows import rights
from indicators.store.views import kept_levels
from tests.app.test_access import ANN, GOOD, secrets  # noqa: F401 - a fixture
from tests.store.samples import row

ROOT = Path(__file__).parents[2]
APP = sorted((ROOT / "indicators" / "app").rglob("*.py"))
PLACES = (Board, Workspace, store, memo, actions, kept_levels, rights)
# Words that others use too: a set's `add`; `keep` of the app's own, which asks itself; `init` makes a board, by nobody.
WORDS = {"add", "keep", "init"}


def writers():
    """The names of all functions and methods that record a name: those with a parameter `by`."""
    found = set()
    for place in PLACES:
        for name, function in inspect.getmembers(place, callable):
            ours = not name.startswith("_") and inspect.isroutine(function)
            if ours and "by" in inspect.signature(function).parameters:
                found.add(name)
    return found - WORDS


def functions(tree):
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def calls(node, names):
    """The calls of functions of these names in a part of a program, by `partial` too."""
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        target = call.func
        if isinstance(target, ast.Name) and target.id == "partial":
            target = call.args[0]
        name = target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
        if name in names:
            yield name, call


def asks(node):
    """Whether a part of a program calls `who()`."""
    return any(isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "who" for n in ast.walk(node))


def named_by(function, call):
    """How a call that writes gets the name: by `who()` in it or above it in the function, or by a parameter."""
    if asks(call):
        return "who"
    given = (*call.args, *(k.value for k in call.keywords))
    if not any(isinstance(value, ast.Name) and value.id == "by" for value in given):
        return "nothing"
    if "by" in {a.arg for a in (*function.args.args, *function.args.kwonlyargs)}:
        return "parameter"
    return "who" if asks(function) else "nothing"


def test_the_writers_are_found():
    assert {"add_rows", "add_events", "add_series", "add_claims", "void_claim", "retract", "undo"} <= writers()
    assert {"mark", "stage", "remember", "set_band", "set_line", "keep_figure", "keep_memo", "import_file"} <= writers()


def test_nothing_is_written_but_under_a_name_that_was_asked_for_at_that_moment():
    """`who()` gives a name to whoever may enter now; one that is handed on is from `who()` at each of its callers."""
    names, doors, handed_on = writers(), [], {"a first look"}
    while handed_on:
        doors, handed_on = [], set()
        for file in APP:
            tree = ast.parse(file.read_text("utf-8"))
            for function in functions(tree):
                for name, call in calls(function, names):
                    how = named_by(function, call)
                    doors.append((file.name, function.name, name, how))
                    if how == "parameter" and function.name not in names:
                        handed_on.add(function.name)
        names |= handed_on
    assert len(doors) > 20
    assert [door for door in doors if door[3] == "nothing"] == []


def test_only_one_module_knows_who_is_there():
    for file in APP:
        text = file.read_text("utf-8")
        assert ("st.user" in text) == (file.name == "signed_in.py"), file.name
        assert ("who as local_user" in text) == (file.name == "signed_in.py"), file.name
        assert "getuser" not in text, file.name


def test_every_file_leaves_by_one_door():
    doors = [file.name for file in APP if "download_button" in file.read_text("utf-8")]
    assert doors == ["downloads.py"]
    tree = ast.parse((ROOT / "indicators/app/access/downloads.py").read_text("utf-8"))
    (data,) = [k.value for n in ast.walk(tree) if isinstance(n, ast.Call) for k in n.keywords if k.arg == "data"]
    assert ast.unparse(data) == "signed_in.guarded(make)"


# The doors, tried


@pytest.fixture
def board(secrets):  # noqa: F811 - the fixture
    """A board with sign-in; whoever is taken off the list is so by writing the file anew."""
    secrets.write_text(GOOD)
    path = secrets.with_name("board.db")
    init(path, "public")
    Board.open(path).add_rows([row()], what="form", by="Bob")  # so that there is a batch to take back
    return path


def window(page="", **params):
    """Ann's window on a page."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
    app.user = ANN | {"iat": int(time.time())}
    app.query_params.update(params)
    app._page_hash = calc_hash(page)  # noqa: SLF001 - switch_page knows files only, and our pages are functions
    return app.run()


def everything(board):
    """All that stands on a board."""
    with closing(sqlite3.connect(board)) as db:
        return list(db.iterdump())


def off_the_list():
    path = Path(config.get_option("secrets.files")[0])
    path.write_text(GOOD.replace("@fund.example", "@other-fund.example"))


def shown(app):
    return " ".join(e.value for e in [*app.error, *app.caption, *app.markdown])


def test_whoever_is_taken_off_the_list_sees_no_page(board):
    del board
    app = window()
    assert "Kling" in shown(app)
    off_the_list()
    app.run()
    assert "may not open this board" in shown(app)
    assert "Kling" not in shown(app)


@pytest.mark.parametrize("on_the_list", [True, False], ids=["on the list", "taken off"])
@pytest.mark.parametrize(("page", "view", "button"), [("kling", "", "mark_mau"), ("record", "Log", "undo")])
def test_a_click_writes_only_for_whoever_is_on_the_list(board, page, view, button, on_the_list):
    """In the run that a click starts, its callback comes before the page and its question who may enter."""
    app = window(page, view=view)
    before = everything(board)
    if button == "undo":
        box = app.selectbox(key="undo_batch")
        box.select(box.options[0]).run()
    if not on_the_list:
        off_the_list()
    app.button(key=button).click().run()
    assert (everything(board) != before) == on_the_list


def test_a_file_is_made_for_nobody_who_was_taken_off_the_list(board, monkeypatch):
    del board
    user = ANN | {"iat": int(time.time())}
    monkeypatch.setattr(signed_in.st, "user", type("User", (), {"to_dict": lambda _: dict(user)})())
    made = signed_in.guarded(lambda: b"the board")
    assert made() == b"the board"
    assert signed_in.who() == "Ann Lee (ann@fund.example)"
    off_the_list()
    for act in (made, signed_in.who):
        with pytest.raises(access.AccessError, match="no longer open"):
            act()
