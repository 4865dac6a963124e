"""The memo as a Word document: real headings and captions, figures at their printed size with a description each."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from ...core.model.step import Step
from ..content import blocks
from ..content.document import Memo
from ..content.picture import drawn
from .office import clean, describe, repeatable

FONT = "Arial"
_WIDTH = 6.5  # inches of text on a page of 8.5
_WIDTHS = {  # of a table's columns, in inches
    "readings": (1.75, 1.0, 1.15, 0.85, 0.65, 1.1),
    "claims": (1.7, 1.35, 0.75, 0.75, 1.95),
    "awaited": (1.75, 1.3, 0.95, 2.5),
}
_INK, _MUTED, _RED = RGBColor(0x1A, 0x22, 0x30), RGBColor(0x4B, 0x55, 0x65), RGBColor(0xB4, 0x1F, 0x1F)
_SHADE = "EEF1F5"


@dataclass(frozen=True, slots=True)
class _Page:
    """The document so far, and who is told of each figure."""

    document: Any
    step: Step


def write(memo: Memo, step: Step) -> bytes:
    """The document's bytes; equal memos give equal bytes."""
    document = docx.Document()
    _styles(document)
    describe(document.core_properties, memo)
    page = _Page(document, step)
    for block in blocks.blocks(memo):
        _renderer(block)(page, block)
    _foot(document, memo)
    out = io.BytesIO()
    document.save(out)
    return repeatable(out.getvalue())


def _styles(document: Any) -> None:  # noqa: ANN401 - python-docx's document has no public type
    """A4-proof margins and one font; the sizes of print."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Inches(1 if side in ("left", "right") else 0.8))
    sizes = {"Normal": 10, "Title": 20, "Heading 1": 13, "Heading 2": 11, "Caption": 8.5, "List Bullet": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = _MUTED if name == "Caption" else _INK
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)
    document.styles["Caption"].font.bold = False
    document.styles["Normal"].paragraph_format.space_after = Pt(4)


def _muted(document: Any, text: str, colour: RGBColor = _MUTED) -> None:  # noqa: ANN401 - see above
    if text:
        run = document.add_paragraph().add_run(clean(text))
        run.font.color.rgb, run.font.size = colour, Pt(9)
        run.bold = colour == _RED


def _head(page: _Page, block: blocks.Head) -> None:
    page.document.add_heading(clean(block.title), level=0)
    _muted(page.document, block.dates)
    _muted(page.document, block.signed)
    _muted(page.document, block.invented, colour=_RED)


def _heading(page: _Page, block: blocks.Heading) -> None:
    page.document.add_heading(block.text, level=1)


def _points(page: _Page, block: blocks.Points) -> None:
    for text in block.texts:
        page.document.add_paragraph(clean(text), style="List Bullet")


def _paragraphs(page: _Page, block: blocks.Paragraphs) -> None:
    for text in block.texts:
        page.document.add_paragraph(clean(text))


def _exhibit(page: _Page, block: blocks.Exhibit) -> None:
    """Picture, caption and the line under it, kept on one page."""
    made = block.picture.figure
    page.step(block.number, block.of, made.title)
    paragraph = page.document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(drawn(made)), width=Inches(_WIDTH))
    described = shape._inline.docPr  # noqa: SLF001 - the library has no other way to the description
    described.set("descr", clean(made.alt))
    described.set("name", made.id)
    described.set("title", clean(made.title))
    below = f"Figure {block.number}. {clean(block.caption)} {block.cites}".strip()
    text = page.document.add_paragraph(below, style="Caption")
    if block.picture.line:
        text.paragraph_format.keep_with_next = True
        page.document.add_paragraph(clean(block.picture.line))


def _table(page: _Page, block: blocks.Table) -> None:
    """A table whose head repeats on each page and whose rows stay whole."""
    document, widths = page.document, _WIDTHS[block.name]
    table = document.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for texts in (block.columns, *block.rows):
        head = texts is block.columns
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no other way to these two
        properties.append(OxmlElement("w:cantSplit"))
        if head:
            properties.append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Inches(width)
            run = cell.paragraphs[0].add_run(clean(text))
            run.font.size, run.bold = Pt(8), head
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            if head:
                shade = OxmlElement("w:shd")
                shade.set(qn("w:val"), "clear")
                shade.set(qn("w:fill"), _SHADE)
                cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - see above
    document.add_paragraph()


def _references(page: _Page, block: blocks.References) -> None:
    for source in block.sources:
        _hanging(page.document, f"{source.number}.", " ".join(part for part in (source.text, source.url) if part))


def _glossary(page: _Page, block: blocks.Glossary) -> None:
    for one in block.definitions:
        paragraph = page.document.add_paragraph()
        paragraph.add_run(f"{clean(one.title)}. ").bold = True
        paragraph.add_run(clean(one.text))


_renderer = blocks.renderer(
    "Word",
    {
        blocks.Head: _head,
        blocks.Heading: _heading,
        blocks.Points: _points,
        blocks.Paragraphs: _paragraphs,
        blocks.Exhibit: _exhibit,
        blocks.Table: _table,
        blocks.References: _references,
        blocks.Glossary: _glossary,
    },
)


def _hanging(document: Any, mark: str, text: str) -> None:  # noqa: ANN401 - see above
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.left_indent = Inches(0.35)
    paragraph.paragraph_format.first_line_indent = Inches(-0.35)
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(f"{mark}\t{clean(text)}")
    run.font.size = Pt(8.5)


def _foot(document: Any, memo: Memo) -> None:  # noqa: ANN401 - see above
    """Rights, id and the warning of an example board on every page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run(clean(blocks.footer(memo)))
    run.font.size, run.font.color.rgb = Pt(7.5), _MUTED
