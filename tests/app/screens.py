"""The app's screens without a browser: the pages of its menu, the views of those that have several, what they say.

AppTest runs a page in this process. It cannot choose a row of a table or press a button of a component; those are
tests/e2e's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from streamlit.testing.v1 import AppTest

from indicators import registry
from indicators.app.pages import enter, record
from indicators.core.model.catalogue import thesis
from tests.soak.pages import window

NOW = "2026-12-01T09:00:00Z"  # the clock of these tests, so that what is late stays late
PAST = "2026-06-01"
FORMS = Path(__file__).with_name("test_forms.py")
VIEWS = {"enter": ("how", tuple(enter.VIEWS)), "record": ("view", tuple(record.VIEWS))}
Screen = tuple[str, str]  # the page's name in the menu, and the view

# What an investor looks for on each, on a board with numbers. A page or view that is added needs its words here.
SAYS: dict[Screen, tuple[str, ...]] = {
    ("board", ""): (thesis().question, "Calls on the thesis", "Next: ", "Add a claim, or mark one as not testable"),
    **{
        (i.id, ""): (i.question, "Definitions and sources", "Bands: what supports the thesis", *_titles)
        for i in registry().values()
        for _titles in [[f"{m.title} · " for m in i.metrics]]
    },
    ("enter", "Due"): ("days late", "Not published yet", "Last: "),
    ("enter", "One line"): ("One line", "Who, which number, how much, for when, @source."),
    ("enter", "One number"): ("Series", "Value", "Period", "Basis", "Source", "Rights"),
    ("enter", "Ladder"): ("Day 1", "Day 30", "Day 90", "Cohort"),
    ("enter", "Paste"): ("Cells from Excel or Google Sheets, or a table as text",),
    ("enter", "Job titles"): ("Titles, one a line", "The list is compared with the last one of this basis."),
    ("enter", "Paragraph"): ("A sentence or a paragraph", "Nothing is saved unasked."),
    ("enter", "Event"): ("Something happened", "A context series of your own"),
    ("changes", ""): ("From", "Dates on which anything changed"),
    ("memo", ""): ("Make the memo", "Is it still true?", "Prepared by", "Conflict line"),
    ("record", "Numbers"): ("numbers as known on this day", "Choose a row to see its revisions."),
    ("record", "Revisions"): ("Published more than once:",),
    ("record", "Coverage"): ("calls can be made",),
    ("record", "Log"): ("Take back batch",),
    ("record", "Import"): ("CSV, XLSX or JSON in the columns of an observation, an event or a claim",),
    ("record", "Export and backup"): ("An exact copy", "Automatic copies", "CSV", "XLSX", "JSON"),
}


def show(screen: Screen, **params: str) -> AppTest:
    """A new session on a screen."""
    page, view = screen
    if view:
        params[VIEWS[page][0]] = view
    app = window("" if page == "board" else page, **params)
    assert not app.exception, app.exception
    return app


def _texts(app: AppTest) -> Iterator[str]:
    for element in app._tree:  # noqa: SLF001 - AppTest lists elements by kind only
        for name in ("label", "value", "placeholder", "help"):
            found = getattr(element, name, None)
            if isinstance(found, pd.DataFrame):
                yield from map(str, [*found.columns, *found.to_numpy().ravel()])
            elif isinstance(found, str):
                yield found
    yield from (e.proto.label for e in app.get("download_button"))
    yield from (e.proto.label for e in app.get("expandable"))


def said(app: AppTest) -> str:
    """All that a screen says, as a person reads it: without the marks of Markdown."""
    text = "\n".join(_texts(app)).replace("\\", "").replace("**", "")
    return text + "\n".join(block.label for block in app.expander)


def unpressed(app: AppTest) -> set[str]:
    """The buttons of a screen that no test of the forms presses, by key: a form that is added needs its test there."""
    pressed = re.findall(r'press\(app, "(\w+)"\)', FORMS.read_text("utf-8"))
    return {_kind(button.key) for button in app.button if button.key} - {*map(_kind, pressed)}


def _kind(key: str) -> str:
    """A button's key without the number or series that it is about."""
    return re.sub(r"^(mark|undo)_[a-z_0-9]+$", r"\1", key)
