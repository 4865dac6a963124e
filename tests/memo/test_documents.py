"""Memos opened by other programs' eyes: python-docx, python-pptx, an HTML parser, an XML parser."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from html.parser import HTMLParser

import docx
import pytest
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.util import Inches

from indicators.core.model.errors import UsageError
from indicators.memo import Choice, compose, written
from indicators.memo.content.document import SECTIONS
from tests.memo.conftest import AS_OF, FORMS, LINE, PICKS

every = pytest.mark.parametrize("form", FORMS)


def text_of(data, form):
    """All that a reader sees."""
    if form == "docx":
        document = docx.Document(io.BytesIO(data))
        cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
        feet = [p.text for s in document.sections for p in s.footer.paragraphs]
        return "\n".join([*(p.text for p in document.paragraphs), *cells, *feet])
    if form == "pptx":
        shapes = [s for slide in Presentation(io.BytesIO(data)).slides for s in slide.shapes]
        cells = [c.text for s in shapes if s.has_table for r in s.table.rows for c in r.cells]
        return "\n".join([*(s.text_frame.text for s in shapes if s.has_text_frame), *cells])
    if form == "html":
        return Page(data).text
    return re.sub(r"\\(.)", r"\1", data.decode())


class Page(HTMLParser):
    """A web page read by the standard library."""

    def __init__(self, data):
        """Read it."""
        super().__init__()
        self.tags, self.text, self._silent = [], "", False
        self.feed(data.decode())

    def handle_starttag(self, tag, attrs):
        """Keep the tag."""
        self.tags.append((tag, dict(attrs)))
        self._silent = tag == "style"

    def handle_endtag(self, tag):  # noqa: ARG002 - as the library calls it
        """Words count again."""
        self._silent = False

    def handle_data(self, data):
        """Keep the words."""
        self.text += "" if self._silent else data


@every
def test_it_holds_all_that_a_memo_must(files, made, form):
    text = text_of(files[form], form)
    assert made.title in text
    assert "As known 25 Nov 2026, UTC." in text
    for name in ("A. Analyst", "B. Partner", "The firm holds 1024.HK.", "Not investment advice", "INVENTED DATA"):
        assert name in text
    assert "Licensed data, internal use." in text  # the strictest of what it rests on
    for section in SECTIONS.values():
        assert section in text
    assert text.index(SECTIONS["cannot_tell"]) < text.index(SECTIONS["news"]) < text.index("Readings")
    assert made.news in text
    for sentence in made.cannot_tell:
        assert sentence in text
    for one in made.pictures:
        assert one.figure.title in text
        assert one.id in text
    assert LINE in text
    for row in (*made.readings, *made.claims):
        assert row[0] in text
        assert row[1] in text
    for source in made.sources:
        assert f"{source.text}" in text
    for definition in made.definitions:
        assert definition.text in text
    assert made.hash in text
    assert len(made.hash) == 64


@every
def test_equal_memos_are_equal_bytes(files, made, form):
    if form != "pptx":  # the slowest; it goes the same way as DOCX
        assert written(made, form) == files[form]


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_every_part_of_an_office_file_is_well_formed(files, form):
    with zipfile.ZipFile(io.BytesIO(files[form])) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))  # noqa: S314 - our own file
        core = archive.read("docProps/core.xml").decode()
    assert "memo-2026-11-25-" in core


def test_word_has_real_headings_captions_and_described_pictures_of_print_size(files, made):
    document = docx.Document(io.BytesIO(files["docx"]))
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert headings == list(SECTIONS.values())
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert [c.split(".")[0] for c in captions] == ["Figure 1", "Figure 2", "Figure 3"]
    assert all(re.search(r"Sources? \d", c) for c in captions)
    pictures = document.inline_shapes
    assert [round(p.width / Inches(1), 2) for p in pictures] == [6.5] * 3
    described = [node.get("descr") for node in document.element.iter(qn("wp:docPr"))]
    assert described == [one.figure.alt for one in made.pictures]
    assert document.core_properties.title == made.title
    assert document.core_properties.author == "A. Analyst"
    heads = [row for t in document.tables for row in t.rows if row._tr.trPr.findall(qn("w:tblHeader"))]  # noqa: SLF001
    assert len(heads) == len(document.tables) == 3


def test_each_page_of_word_says_in_its_footer_who_made_it_and_whose_numbers_they_are(files, made):
    (section,) = docx.Document(io.BytesIO(files["docx"])).sections
    foot = " ".join(p.text for p in section.footer.paragraphs)
    people = ("A. Analyst", "B. Partner", "The firm holds 1024.HK.", "Not investment advice")
    for words in ("INVENTED DATA", *people, "Licensed data, internal use.", made.id):
        assert words in foot


def test_each_slide_says_by_itself_that_its_numbers_are_invented_and_whose_they_are(files, made):
    for slide in Presentation(io.BytesIO(files["pptx"])).slides:
        text = "\n".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        for words in ("INVENTED DATA", "A. Analyst", "Licensed data, internal use.", made.id):
            assert words in text


def test_slides_have_one_figure_each_with_its_finding_source_and_notes(files, made):
    deck = Presentation(io.BytesIO(files["pptx"]))
    assert (round(deck.slide_width / Inches(1), 2), deck.slide_height / Inches(1)) == (13.33, 7.5)
    held = [(slide, [s for s in slide.shapes if s.shape_type == 13]) for slide in deck.slides]
    figures = [(slide, pictures) for slide, pictures in held if pictures]
    assert [len(pictures) for _, pictures in figures] == [1, 1, 1]
    for (slide, (picture,)), one in zip(figures, made.pictures, strict=True):
        assert slide.shapes.title.text_frame.text == one.figure.title
        assert picture._element.nvPicPr.cNvPr.get("descr") == one.figure.alt  # noqa: SLF001 - read as Office does
        texts = " ".join(s.text_frame.text for s in slide.shapes if s.has_text_frame)
        assert "Source: " in texts
        notes = slide.notes_slide.notes_text_frame.text
        assert one.id in notes
        assert made.id in notes
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_web_page_asks_nobody_for_anything_and_runs_nothing(files, made):
    page = Page(files["html"])
    assert not [tag for tag, _ in page.tags if tag in {"script", "iframe", "object", "embed", "link", "form", "base"}]
    sources = [attrs["src"] for _, attrs in page.tags if "src" in attrs]
    assert len(sources) == 3
    assert all(src.startswith("data:image/") for src in sources)
    assert [attrs["alt"] for tag, attrs in page.tags if tag == "img"] == [one.figure.alt for one in made.pictures]
    assert not [name for _, attrs in page.tags for name in attrs if name.startswith("on")]
    policy = next(a["content"] for t, a in page.tags if t == "meta" and "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "@media print" in files["html"].decode()
    assert "url(" not in files["html"].decode()


def test_markdown_names_its_pictures_and_holds_them(files, made):
    text = files["md"].decode()
    for one in made.pictures:
        assert re.search(rf"^!\[.+\]\[{one.id}\]$", text, re.MULTILINE)
        assert re.search(rf"^\[{one.id}\]: data:image/png;base64,[A-Za-z0-9+/=]+$", text, re.MULTILINE)
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {7, 6, 5}  # readings, claims and the next numbers


def test_progress_is_told_figure_by_figure(made):
    steps = []
    written(made, "html", lambda *step: steps.append(step))
    assert [(done, of) for done, of, _ in steps] == [(1, 3), (2, 3), (3, 3)]
    assert steps[0][2] == made.pictures[0].figure.title


def test_order_words_and_readings_are_the_users(example):
    memo = compose(example, Choice(picks=PICKS[::-1], readings=("runway.arr",), title="Mine"), AS_OF)
    assert [one.figure.panel for one in memo.pictures] == ["kling.retention", "runway.arr", "kling.users"]
    assert [row[0] for row in memo.readings] == ["Runway: Annual run-rate revenue"]
    assert memo.title == "Mine"
    assert memo.pictures[1].figure.title == "Runway's run rate, month by month"


def test_another_title_is_another_figure(example):
    plain, renamed = (compose(example, Choice(picks=(p,)), AS_OF).pictures[0].figure for p in (PICKS[2], PICKS[1]))
    again = compose(example, Choice(picks=(PICKS[1],)), AS_OF).pictures[0].figure
    assert renamed.id == again.id
    proposed = compose(example, Choice(picks=(type(PICKS[1])(panel="runway.arr"),)), AS_OF).pictures[0].figure
    assert proposed.id != renamed.id
    assert proposed.ids == renamed.ids
    assert renamed.id in " ".join(renamed.footer)
    assert proposed.id not in " ".join(renamed.footer)
    assert plain.id != renamed.id


def test_without_a_choice_all_that_has_numbers_is_in_it(example):
    memo = compose(example, Choice(), AS_OF)
    assert {one.figure.panel for one in memo.pictures} >= {"kling.users", "runway.cash", "robotics.papers"}
    assert all(one.figure.ids for one in memo.pictures)
    assert len(memo.readings) >= 60


def test_an_unknown_panel_or_form_is_said(example, made):
    with pytest.raises(UsageError, match="There is no panel"):
        compose(example, Choice(picks=(type(PICKS[0])(panel="kling.nothing"),)), AS_OF)
    with pytest.raises(UsageError, match="There is no reading"):
        compose(example, Choice(readings=("kling.nothing",)), AS_OF)
    with pytest.raises(UsageError, match="cannot be made as"):
        written(made, "pdf")
