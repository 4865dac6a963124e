"""The memo as a Word document: real headings and captions, figures at their printed size with a description each."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor

from ...core.model.step import Step
from ..content.document import AWAITED_COLUMNS, CLAIM_COLUMNS, READING_COLUMNS, SECTIONS, Memo, identity, say_cites
from ..content.picture import Plate, caption, drawn
from .office import clean, describe, repeatable

FONT = "Arial"
_WIDTH = 6.5  # inches of text on a page of 8.5
_READINGS = (1.75, 1.0, 1.15, 0.85, 0.65, 1.1)  # inches
_CLAIMS = (1.7, 1.35, 0.75, 0.75, 1.95)
_AWAITED = (1.75, 1.3, 0.95, 2.5)
_INK, _MUTED, _RED = RGBColor(0x1A, 0x22, 0x30), RGBColor(0x4B, 0x55, 0x65), RGBColor(0xB4, 0x1F, 0x1F)
_SHADE = "EEF1F5"


def write(memo: Memo, step: Step) -> bytes:
    """The document's bytes; equal memos give equal bytes."""
    document = docx.Document()
    _styles(document)
    describe(document.core_properties, memo)
    document.add_heading(clean(memo.title), level=0)
    for text in (memo.dates, " ".join(memo.signed), *([memo.invented] if memo.example else [])):
        _muted(document, text, colour=_RED if text == memo.invented else _MUTED)
    document.add_heading(SECTIONS["cannot_tell"], level=1)
    for text in memo.cannot_tell:
        document.add_paragraph(clean(text), style="List Bullet")
    document.add_heading(SECTIONS["news"], level=1)
    document.add_paragraph(clean(memo.news))
    document.add_heading(SECTIONS["figures"], level=1)
    for number, plate in enumerate(memo.plates, start=1):
        step(number, len(memo.plates), plate.figure.title)
        _figure(document, memo, number, plate)
    document.add_heading(SECTIONS["readings"], level=1)
    _table(document, READING_COLUMNS, memo.readings, _READINGS)
    document.add_heading(SECTIONS["claims"], level=1)
    _table(document, CLAIM_COLUMNS, memo.claims, _CLAIMS)
    document.add_heading(SECTIONS["awaited"], level=1)
    _table(document, AWAITED_COLUMNS, memo.awaited, _AWAITED)
    document.add_heading(SECTIONS["sources"], level=1)
    for source in memo.sources:
        _hanging(document, f"{source.number}.", " ".join(part for part in (source.text, source.url) if part))
    document.add_heading(SECTIONS["definitions"], level=1)
    for one in memo.definitions:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{clean(one.title)}. ").bold = True
        paragraph.add_run(clean(one.text))
    document.add_heading(SECTIONS["identity"], level=1)
    for text in identity(memo):
        document.add_paragraph(clean(text))
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


def _figure(document: Any, memo: Memo, number: int, plate: Plate) -> None:  # noqa: ANN401 - see above
    """Picture, caption and the line under it, kept on one page."""
    made = plate.figure
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(drawn(made)), width=Inches(_WIDTH))
    described = shape._inline.docPr  # noqa: SLF001 - the library has no other way to the description
    described.set("descr", clean(made.alt))
    described.set("name", made.id)
    described.set("title", clean(made.title))
    below = f"Figure {number}. {clean(caption(made))} {say_cites(memo.cites[number - 1])}".strip()
    text = document.add_paragraph(below, style="Caption")
    if plate.line:
        text.paragraph_format.keep_with_next = True
        document.add_paragraph(clean(plate.line))


def _table(document: Any, columns: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:  # noqa: ANN401 - see above
    """A table whose head repeats on each page and whose rows stay whole."""
    if not rows:
        document.add_paragraph("None.")
        return
    table = document.add_table(rows=0, cols=len(columns), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Inches(width)
    for texts in (columns, *rows):
        head = texts is columns
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
    text = " ".join(part for part in (memo.invented, *memo.signed, memo.dates, f"Memo {memo.id}.") if part)
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(7.5), _MUTED
