"""The memo as PowerPoint slides: one figure a slide, its finding as the title, the source as text, ids in the notes."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR
from pptx.util import Emu, Inches, Pt

from ...core.model.step import Step
from ..content import blocks
from ..content.document import DATA_COLUMNS, Memo, data_row
from ..content.picture import citation, drawn
from .office import clean, describe, repeatable

FONT = "Arial"
EMPTY = "\u2013"  # an empty cell is as high as the template's 18 points
_SIDE, _TOP, _WIDE = 0.5, 0.3, 12.333  # inches
_PICTURE = (12.3, 5.6)
_TITLE_ONLY = 5  # the layout of the library's template
_WIDTHS = {  # of a table's columns, in inches
    "readings": (3.4, 2.0, 2.2, 1.75, 0.9, 2.083),
    "claims": (3.0, 2.5, 1.3, 1.2, 4.333),
    "awaited": (3.4, 2.4, 1.9, 4.633),
}
_LINES, _SMALL_LINES = 24, 30  # lines of a slide's text, and of small print
_TABLE = 5.4  # inches for the rows of a table
_LETTER = 0.5  # of its size, the width of a letter of Arial over whole sentences
_INK, _MUTED, _RED = RGBColor(0x1A, 0x22, 0x30), RGBColor(0x4B, 0x55, 0x65), RGBColor(0xB4, 0x1F, 0x1F)
_SHADE = RGBColor(0xEE, 0xF1, 0xF5)


@dataclass(slots=True)
class _Deck:
    """The presentation so far and the heading of the section; `opening` is the title slide while it has room."""

    deck: Any
    memo: Memo
    step: Step
    heading: str = ""
    opening: Any = None


def write(memo: Memo, step: Step) -> bytes:
    """The presentation's bytes; equal memos give equal bytes."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    describe(deck.core_properties, memo)
    slides = _Deck(deck, memo, step)
    for block in blocks.blocks(memo):
        _renderer(block)(slides, block)
    out = io.BytesIO()
    deck.save(out)
    return repeatable(out.getvalue())


def _slide(deck: Any, memo: Memo, title: str, size: float) -> Any:  # noqa: ANN401 - python-pptx has no public types
    """A slide with a title and, at the foot, the ids and rights."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = (Inches(v) for v in (_SIDE, _TOP, _WIDE, 0.75))
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    run = frame.paragraphs[0].add_run()
    run.text = clean(title)
    longest = 70 * 28 / size
    _look(run, size if len(title) <= longest else size * 0.8, bold=True)
    frame.paragraphs[0].alignment = 1
    _text(slide, [blocks.footer(memo)], top=7.1, size=8, colour=_RED if memo.example else _MUTED, high=0.3)
    return slide


def _head(slides: _Deck, block: blocks.Head) -> None:
    slides.opening = _slide(slides.deck, slides.memo, block.title, 24)
    lines = [text for text in (block.dates, block.signed, block.invented) if text]
    _text(slides.opening, lines, top=1.15, size=12, colour=_MUTED)


def _heading(slides: _Deck, block: blocks.Heading) -> None:
    """Kept for the slides of its section; the first stands on the title slide."""
    slides.heading = block.text
    if slides.opening is not None:
        _text(slides.opening, [block.text], top=2.0, size=18, bold=True)


def _points(slides: _Deck, block: blocks.Points) -> None:
    """On as many slides as hold them, the first of them the title slide where it has room."""
    texts = [f"\u2022 {text}" for text in block.texts]
    pages = list(_paged(texts, 13, _LINES - 7 if slides.opening is not None else _LINES))
    if slides.opening is not None:
        _text(slides.opening, pages.pop(0), top=2.45, size=13)
        slides.opening, slides.heading = None, f"{slides.heading}, continued"
    for page in pages:
        _text(_slide(slides.deck, slides.memo, slides.heading, 24), page, top=1.2, size=13)


def _paragraphs(slides: _Deck, block: blocks.Paragraphs) -> None:
    _pages(slides, block.texts, 14, _LINES)


def _references(slides: _Deck, block: blocks.References) -> None:
    _pages(slides, [f"{s.number}. {s.text} {s.url}".strip() for s in block.sources], 11, _SMALL_LINES)


def _glossary(slides: _Deck, block: blocks.Glossary) -> None:
    _pages(slides, [f"{d.title}. {d.text}" for d in block.definitions], 11, _SMALL_LINES)


def _pages(slides: _Deck, texts: Sequence[str], size: float, lines: int) -> None:
    slides.opening = None
    for page in _paged(texts, size, lines):
        _text(_slide(slides.deck, slides.memo, slides.heading, 24), page, top=1.2, size=size)


def _exhibit(slides: _Deck, block: blocks.Exhibit) -> None:
    """Title, picture, source line, and in the notes what to say, cite and check."""
    made, deck = block.picture.figure, slides.deck
    slides.opening = None
    slides.step(block.number, block.of, made.title)
    slide = _slide(deck, slides.memo, made.title, 24)
    left = Emu((deck.slide_width - Inches(_PICTURE[0])) // 2)
    data = io.BytesIO(drawn(made, preset="slide", titled=False))
    picture = slide.shapes.add_picture(data, left, Inches(1.05), Inches(_PICTURE[0]), Inches(_PICTURE[1]))
    described = picture._element.nvPicPr.cNvPr  # noqa: SLF001 - the library has no other way to the description
    described.set("descr", clean(made.alt))
    described.set("name", made.id)
    source = " ".join(line for line in made.footer if line.startswith(("Source", "As known")))
    line = " ".join(part for part in (block.picture.line, source) if part)
    _text(slide, [line], top=6.66, size=10, colour=_MUTED, high=0.45)
    slide.notes_slide.notes_text_frame.text = clean(_notes(slides.memo, block))


def _notes(memo: Memo, block: blocks.Exhibit) -> str:
    """Caption, citation, links, ids and the numbers behind the figure."""
    made = block.picture.figure
    table = [" | ".join(DATA_COLUMNS), *(" | ".join(data_row(o)) for o in block.data)] if block.data else []
    parts = [
        f"Figure {block.number}. {block.caption}",
        citation(made),
        block.cites,
        f"Memo {memo.id}. Fig {made.id}. Numbers: {', '.join(str(n) for n in made.ids) or 'none'}.",
        *(source.url for source in block.sources if source.url),
        block.withheld,
        *table,
    ]
    return "\n".join(part for part in parts if part)


def _text(  # noqa: PLR0913 - where, how large, how
    slide: Any,  # noqa: ANN401 - see above
    paragraphs: Sequence[str],
    *,
    top: float,
    size: float,
    colour: RGBColor = _INK,
    bold: bool = False,
    high: float = 0.4,
) -> None:
    frame = slide.shapes.add_textbox(Inches(_SIDE), Inches(top), Inches(_WIDE), Inches(high)).text_frame
    frame.word_wrap = True
    for i, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if i == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(size * 0.3)
        run = paragraph.add_run()
        run.text = clean(text)
        _look(run, size, bold=bold, colour=colour)


def _look(run: Any, size: float, *, bold: bool = False, colour: RGBColor = _INK) -> None:  # noqa: ANN401 - see above
    run.font.name, run.font.size, run.font.bold, run.font.color.rgb = FONT, Pt(size), bold, colour


def _lines(text: str, inches: float, size: float) -> int:
    """Lines that a text takes in a box so wide, each broken between words."""
    per_line = max(int(inches * 72 / (size * _LETTER)), 1)
    return max(1, len(textwrap.wrap(text, per_line)))


def _paged(texts: Sequence[str], size: float, lines: int) -> Iterator[list[str]]:
    """Texts in slides of so many lines; one that is longer than a slide is cut between words."""
    page: list[str] = []
    left = float(lines)
    for text in _short_enough(texts, size, lines):
        need = _lines(text, _WIDE - 0.2, size) + 0.3
        if page and need > left:
            yield page
            page, left = [], float(lines)
        page.append(text)
        left -= need
    if page:
        yield page


def _short_enough(texts: Sequence[str], size: float, lines: int) -> Iterator[str]:
    most = int((_WIDE - 0.2) * 72 / (size * _LETTER)) * (lines - 1)
    for text in texts:
        rest = text
        while len(rest) > most:
            at = rest.rfind(" ", most // 2, most)
            at = at if at > 0 else most
            yield rest[:at]
            rest = rest[at:].lstrip()
        yield rest


def _table(slides: _Deck, block: blocks.Table) -> None:
    """Rows in as many slides as hold them."""
    widths, slides.opening = _WIDTHS[block.name], None
    pages: list[list[Sequence[str]]] = [[]]
    left = _TABLE
    for row in block.rows:
        need = max(_lines(text, width - 0.12, 10) for text, width in zip(row, widths, strict=True)) * 0.167 + 0.11
        if pages[-1] and need > left:
            pages.append([])
            left = _TABLE
        pages[-1].append(row)
        left -= need
    for page in pages:
        slide = _slide(slides.deck, slides.memo, slides.heading, 24)
        place = (Inches(_SIDE), Inches(1.15), Inches(_WIDE), Inches(0.28 * (len(page) + 1)))
        table = slide.shapes.add_table(len(page) + 1, len(block.columns), *place).table
        for i, width in enumerate(widths):
            table.columns[i].width = Inches(width)
        for y, texts in enumerate((block.columns, *page)):
            table.rows[y].height = Inches(0.28)
            for x, text in enumerate(texts):
                _cell(table.cell(y, x), text, head=y == 0)


def _cell(cell: Any, text: str, *, head: bool) -> None:  # noqa: ANN401 - see above
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = _SHADE if head else RGBColor(0xFF, 0xFF, 0xFF)
    cell.text_frame.word_wrap = True
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = clean(text) or EMPTY
    _look(run, 10, bold=head)


_renderer = blocks.renderer(
    "PowerPoint",
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
