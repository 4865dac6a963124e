"""One sequence of blocks for every form: no form leaves a kind out or has an order of its own, and one footer."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pytest
from pptx import Presentation

from indicators.core.model.errors import DeclarationError
from indicators.memo.content import blocks
from indicators.memo.content.document import SECTIONS
from tests.memo.conftest import FORMS
from tests.memo.test_documents import text_of

every = pytest.mark.parametrize("form", FORMS)


def headings(data, form):
    """The headings of a file's sections, in order, each once."""
    if form == "docx":
        found = [p.text for p in docx.Document(io.BytesIO(data)).paragraphs if p.style.name == "Heading 1"]
    elif form == "pptx":
        shapes = [shape for slide in Presentation(io.BytesIO(data)).slides for shape in slide.shapes]
        found = [s.text_frame.text.removesuffix(", continued") for s in shapes if s.has_text_frame]
        found = [text for text in found if text in SECTIONS.values()]
    else:
        found = re.findall(r"<h2>(.*?)</h2>" if form == "html" else r"(?m)^## (.*)$", data.decode())
    return list(dict.fromkeys(found))


@every
def test_the_sections_stand_in_one_order(files, form):
    # A slide with a figure has the figure's finding as its title, so that section has no slide of its own.
    expected = [text for name, text in SECTIONS.items() if (form, name) != ("pptx", "figures")]
    assert headings(files[form], form) == expected


@every
def test_the_footer_is_the_same_everywhere(files, made, form):
    text = " ".join(text_of(files[form], form).split())
    foot = blocks.footer(made)
    assert foot in text
    for said in ("INVENTED DATA", "A. Analyst", "The firm holds 1024.HK.", "Licensed data, internal use.", made.id):
        assert said in foot


def test_every_slide_bears_the_footer(files, made):
    for slide in Presentation(io.BytesIO(files["pptx"])).slides:
        assert any(s.has_text_frame and s.text_frame.text == blocks.footer(made) for s in slide.shapes)


def test_a_form_that_forgets_a_kind_of_block_is_refused():
    known = {kind: print for kind in blocks.KINDS if kind is not blocks.Exhibit}
    with pytest.raises(DeclarationError, match=r"The form Letter has no renderer of Exhibit\."):
        blocks.renderer("Letter", known)


def test_an_empty_section_says_none(made):
    found = list(blocks.blocks(replace(made, pictures=(), cites=(), claims=())))
    for name in ("figures", "claims"):
        at = found.index(blocks.Heading(name, SECTIONS[name]))
        assert found[at + 1] == blocks.NONE
