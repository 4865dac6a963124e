"""The memo as one HTML file: nothing is loaded from anywhere, nothing runs, and it prints well."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from ...core.model.step import Step
from ..content import blocks
from ..content.document import DATA_COLUMNS, Memo, data_row
from ..content.picture import drawn
from .office import clean

# No script, no request: the browser itself holds the file to that.
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 "Liberation Sans", Arial, Helvetica, sans-serif; color: #1a2230; background: #fff;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.7rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.muted, figcaption, footer, small { color: #4b5565; font-size: .85rem; }
.warning { color: #b41f1f; font-weight: 700; }
figure { margin: 1.5rem 0; } figure img { width: 100%; height: auto; display: block; }
table { border-collapse: collapse; width: 100%; font-size: .8rem; }
th, td { border: 1px solid #dde1e7; padding: .25rem .4rem; text-align: left; vertical-align: top; }
th { background: #eef1f5; } .wide { overflow-x: auto; } summary { cursor: pointer; font-size: .85rem; }
@page { size: A4; margin: 18mm 16mm; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; } thead { display: table-header-group; } details { display: none; }
  a { color: inherit; text-decoration: none; } }
"""


@dataclass(slots=True)
class _Page:
    """The parts so far, whether a section is open, and who is told of each figure."""

    step: Step
    parts: list[str] = field(default_factory=list)
    open: bool = False


def write(memo: Memo, step: Step) -> bytes:
    """The page's bytes, UTF-8."""
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Telltale">\n<meta name="telltale" content="{_e(" ".join(memo.ids))}">\n'
        f"<title>{_e(memo.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    page = _Page(step)
    for block in blocks.blocks(memo):
        _renderer(block)(page, block)
    end = ["</section>" if page.open else "", f"<footer>{_e(blocks.footer(memo))}</footer>"]
    return (head + "\n".join(part for part in (*page.parts, *end) if part) + "\n</body>\n</html>\n").encode()


def _e(text: str) -> str:
    """Text inside markup, or inside a quoted attribute."""
    return escape(clean(text), quote=True)


def _head(page: _Page, block: blocks.Head) -> None:
    page.parts += [
        f"<header><h1>{_e(block.title)}</h1>",
        f'<p class="warning">{_e(block.invented)}</p>' if block.invented else "",
        f'<p class="muted">{_e(block.dates)}<br>{_e(block.signed)}</p></header>',
    ]


def _heading(page: _Page, block: blocks.Heading) -> None:
    page.parts += ["</section>" if page.open else "", f'<section id="{block.name}"><h2>{_e(block.text)}</h2>']
    page.open = True


def _points(page: _Page, block: blocks.Points) -> None:
    page.parts.append("<ul>" + "".join(f"<li>{_e(text)}</li>" for text in block.texts) + "</ul>")


def _paragraphs(page: _Page, block: blocks.Paragraphs) -> None:
    page.parts += [f"<p>{_e(text)}</p>" for text in block.texts]


def _exhibit(page: _Page, block: blocks.Exhibit) -> None:
    """The picture, its caption, the line under it, and the numbers behind it as far as their rights let them be data.

    An SVG holds its numbers as text; where they may not be data, the picture is pixels.
    """
    made = block.picture.figure
    page.step(block.number, block.of, made.title)
    form = "svg" if block.as_data else "png"
    kind = {"svg": "image/svg+xml", "png": "image/png"}[form]
    data = base64.b64encode(drawn(made, form)).decode()
    behind = _grid(DATA_COLUMNS, [data_row(o) for o in block.data]) if block.data else ""
    said = f"<p>{_e(block.withheld)}</p>" if block.withheld else ""
    words = f"Figure {block.number}. {block.caption} {block.cites}"
    page.parts += [
        (
            f'<figure id="{_e(made.id)}"><img alt="{_e(made.alt)}" src="data:{kind};base64,{data}">'
            f"<figcaption>{_e(words)}</figcaption></figure>"
        ),
        f"<p>{_e(block.picture.line)}</p>" if block.picture.line else "",
        f"<details><summary>The numbers behind this figure</summary>{said}{behind}</details>" if made.ids else "",
    ]


def _table(page: _Page, block: blocks.Table) -> None:
    page.parts.append(_grid(block.columns, block.rows))


def _references(page: _Page, block: blocks.References) -> None:
    items = "".join(f"<li>{_e(s.text)} {_link(s.url)}</li>" for s in block.sources)
    page.parts.append(f"<ol>{items}</ol>")


def _glossary(page: _Page, block: blocks.Glossary) -> None:
    page.parts += [f"<p><b>{_e(d.title)}.</b> {_e(d.text)}</p>" for d in block.definitions]


_renderer = blocks.renderer(
    "HTML",
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


def _grid(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f'<th scope="col">{_e(text)}</th>' for text in columns)
    body = "".join("<tr>" + "".join(f"<td>{_e(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def _link(url: str) -> str:
    """A source's address: a link where it is a web address, which is all that a board takes."""
    return (
        f'<a href="{_e(url)}" rel="noreferrer noopener">{_e(url)}</a>'
        if url.startswith(("http://", "https://"))
        else ""
    )
