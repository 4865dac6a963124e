"""What users type is drawn as text, whatever it looks like."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from indicators.core.model.event import Event
from tests.figures.conftest import AS_OF, drawn
from tests.figures.pictures import said

NASTY = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "]]><svg onload=alert(1)>",
    "javascript:alert(1)",
    "=HYPERLINK(1)",
    "${7*7} {{7*7}}",
    "datum.x'] + alert(1)//",
    "two\nlines\tand a\x00 control",
    "right\u202eto left",
    "快手可灵 🎬",
)


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_is_only_text(text):
    event = Event(date=AS_OF.replace(month=6), entity="Sora", kind="shutdown", title=text, source=text)
    made = drawn(
        "kling.users",
        {
            "series": "mau",
            "period": "2026-03",
            "value": 1e6,
            "basis": text,
            "source": text,
            "note": text,
            "label": text,
        },
        {"series": "mau", "entity": "Sora", "period": "2026-06", "value": 2e6, "basis": text, "source": text},
        events=(event,),
    )
    svg = made.svg().decode()
    root = ET.fromstring(svg)  # noqa: S314 - well-formed is what is tested
    tags = {node.tag.partition("}")[2] for node in root.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "text", "line", "defs", "clipPath"}
    assert not any(
        name.lower().startswith("on") or name.endswith("href") for node in root.iter() for name in node.attrib
    )
    assert made.png()[:8] == b"\x89PNG\r\n\x1a\n"
    assert "\n" not in made.title


def test_markup_is_shown_as_it_was_typed():
    made = drawn("kling.users", {"series": "mau", "period": "2026-03", "value": 1e6, "source": "<b>Bold & Co</b>"})
    assert "<b>Bold & Co</b>" in said(made.svg().decode())


def test_long_words_do_not_leave_the_picture():
    endless = "W" * 400
    made = drawn(
        "kling.users", {"series": "mau", "period": "2026-03", "value": 1e6, "source": endless, "basis": endless}
    )
    assert len(made.title) <= 90
    made.png()
