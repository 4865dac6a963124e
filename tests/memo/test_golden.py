"""Every panel in every preset on the example board, as it is handed out: size, resolution, words, legibility."""

from __future__ import annotations

import json
import re

import pytest
import vl_convert

from indicators.core.text import say
from indicators.figures.canvas.drawing import Size
from indicators.figures.panels.figure import DRAW, SCREEN
from indicators.memo import caption, citation, drawn, file_name
from tests.figures.conftest import PANELS
from tests.figures.pictures import png, said, size, words
from tests.figures.test_palette import contrast

PRESETS = {"memo": (1430, 805, 220), "slide": (2706, 1232, 220), "web": (1200, 675, 96)}
WATERMARK = "INVENTED DATA"  # lies behind the whole plot
CAUSE = r"because|caus|due to|drove|driv|thanks|led to|result of|set free|as a result|explains"
SVG_TEXT = re.compile(r"<text[^>]*>")

every = pytest.mark.parametrize("name", PANELS)
everywhere = pytest.mark.parametrize("preset", PRESETS)


@every
@everywhere
def test_a_png_has_exact_pixels_its_resolution_its_words_and_its_id(pictures, name, preset):
    made = pictures[name].figure
    facts = png(drawn(made, preset=preset))
    assert (facts["width"], facts["height"]) == PRESETS[preset][:2]
    assert facts["dpi"] == pytest.approx(PRESETS[preset][2], rel=0.01)
    assert facts["texts"] == {"Title": made.title, "Description": made.alt, "Figure": made.id}


@every
@everywhere
def test_the_footer_is_in_the_picture_and_nothing_overlaps_or_is_cut(pictures, name, preset):
    made = pictures[name].figure
    svg = drawn(made, "svg", preset).decode()
    wide, high = size(svg)
    found, text = [w for w in words(svg) if w.text != WATERMARK], said(svg)
    for part in (
        made.title,
        made.subtitle,
        *made.footer,
        f"Fig {made.id}",
        "As known 25 Nov 2026, UTC",
        "INVENTED DATA",
    ):
        assert part in text
    assert all(w.left >= 0 and w.right <= wide and w.top >= 0 and w.bottom <= high for w in found)
    for i, word in enumerate(found):
        assert [other.text for other in found[i + 1 :] if word.meets(other)] == [], word.text


@every
def test_two_runs_give_the_same_bytes(pictures, name):
    made = pictures[name].figure
    for form in ("png", "svg"):
        assert drawn(made, form, "web") == drawn(made, form, "web")


@every
def test_the_words_hold_the_last_number_and_its_source(pictures, name):
    made = pictures[name].figure
    last = made.shown.groups[0].last
    assert say.observed(last) in made.alt or made.shown.panel.mark == "dots" or made.shown.panel.bars
    assert say.when(last) in made.alt or made.shown.panel.bars
    assert made.title in caption(made)
    for text in (caption(made), citation(made)):
        assert made.id in text
        assert "Source: " in text
        assert "25 Nov 2026" in text


@every
def test_a_title_claims_neither_cause_nor_a_fall_that_the_rows_do_not_carry(pictures, name):
    made = pictures[name].figure
    assert not re.search(CAUSE, made.title, re.IGNORECASE)
    if "down from a peak" in made.title:
        rows = made.shown.groups[0].rows
        assert max(o.number for o in rows) > rows[-1].number
    if " on Q" in made.title:  # growth is said on the quarter directly before, which must be there
        assert len(made.shown.groups[0].rows) > 1


@every
def test_words_stand_out_from_the_page(pictures, name):
    svg = drawn(pictures[name].figure, "svg").decode()
    inks = set(re.findall(r'fill="(#[0-9A-Fa-f]{6})"', "".join(SVG_TEXT.findall(svg)))) - {"#FFFFFF", "#D9DDE3"}
    assert inks
    assert all(contrast(ink, "#FFFFFF") >= 4.5 for ink in inks)


@every
@pytest.mark.parametrize("size", [Size(596.0, 200.0), Size(1100.0, 300.0), SCREEN])
def test_no_word_lies_on_a_mark(pictures, name, size):
    shown = pictures[name].figure.shown
    drawing = DRAW[shown.panel.mark](shown, size)
    assert drawing.texts
    for text in drawing.texts:
        box = drawing.box(text)
        covered = [
            dot.of
            for dot in drawing.dots
            if box.left < drawing.plot.px(dot.x) < box.right and box.top < drawing.plot.py(dot.y) < box.bottom
        ]
        assert covered == [], text.text
        ranges = [rule for rule in drawing.rules if rule.front and rule.x == rule.x2 and rule.y != rule.y2]
        hidden = [
            rule
            for rule in ranges
            if box.left < drawing.plot.px(rule.x) < box.right
            and box.top < drawing.plot.py(min(rule.y, rule.y2))
            and drawing.plot.py(max(rule.y, rule.y2)) < box.bottom
        ]
        assert hidden == [], text.text


@every
@pytest.mark.parametrize("wide", [272, 560])  # a card on a phone and on a screen
def test_on_a_page_no_word_meets_another_or_is_cut(pictures, name, wide):
    spec = pictures[name].figure.on_screen(dark=False) | {"width": wide}
    spec["datasets"] = {
        part: json.loads(frame.to_json(orient="records", date_format="iso")) for part, frame in spec["datasets"].items()
    }
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.1")
    found = [w for w in words(svg) if w.text != WATERMARK]
    high = size(svg)[1]
    assert found
    assert all(w.left >= -1 and w.right <= wide + 10 and w.top >= -1 and w.bottom <= high + 1 for w in found)
    for i, word in enumerate(found):
        assert [other.text for other in found[i + 1 :] if word.meets(other)] == [], word.text


@every
def test_a_file_name_sorts_and_explains(pictures, name):
    made = pictures[name].figure
    panel = name.replace(".", "-").replace("_", "-")
    pattern = rf"{panel}_(\d{{4}}[\dQHto-]*|none)_asof-2026-11-25_{panel}-[0-9a-f]{{6}}\.png"
    assert re.fullmatch(pattern, file_name(made, "png"))


def test_the_file_name_of_a_quarter(pictures):
    made = pictures["kling.revenue"].figure
    assert file_name(made, "png") == f"kling-revenue_2026-Q3_asof-2026-11-25_{made.id}.png"
