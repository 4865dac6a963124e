"""Widths and lines of text, against the renderer's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.figures.canvas.measure import cut, plain, width, wrap
from tests.figures.pictures import rendered_width

TEXTS = ("Kling AI: more than CNY 850M in Q2 2026, about +31% on Q1", "24 Mar: Sora's end announced", "WWW iii 0.5%")
printable = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=120)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("bold", [False, True])
def test_a_text_is_as_wide_as_it_is_drawn(text, bold):
    drawn = rendered_width(text, 11.0, bold)
    assert width(text, 11.0, bold=bold) == pytest.approx(drawn, rel=0.05, abs=1.5)


@given(printable, st.integers(60, 600))
def test_lines_fit_and_lose_nothing(text, room):
    lines = wrap(text, 11.0, room)
    assert all(width(line, 11.0) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == plain(text).replace(" ", "")


def test_words_that_belong_together_stay_together():
    lines = wrap("As known 22 Nov 2026, UTC. Fig kling-users-7f3a91", 11.0, 190, whole="Fig kling-users-7f3a91")
    assert any("Fig kling-users-7f3a91" in line for line in lines)


@given(st.text(max_size=200), st.integers(10, 60))
def test_a_label_is_one_short_line(text, longest):
    short = cut(text, longest)
    assert len(short) <= longest
    assert "\n" not in short
    assert short == plain(text) or short.endswith("\u2026")
