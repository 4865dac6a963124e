"""The memo as one HTML file: nothing is loaded from anywhere, nothing runs, and it prints well."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

from ...core.model.step import Step
from ..content import rights
from ..content.document import (
    AWAITED_COLUMNS,
    CLAIM_COLUMNS,
    DATA_COLUMNS,
    READING_COLUMNS,
    SECTIONS,
    Memo,
    data_row,
    identity,
    say_cites,
)
from ..content.picture import Plate, caption, drawn
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


def write(memo: Memo, step: Step) -> bytes:
    """The page's bytes, UTF-8."""
    head = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Telltale">\n<meta name="telltale" content="{_e(" ".join(memo.ids))}">\n'
        f"<title>{_e(memo.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    parts = [
        f"<header><h1>{_e(memo.title)}</h1>",
        f'<p class="warning">{_e(memo.invented)}</p>' if memo.example else "",
        f'<p class="muted">{_e(memo.dates)}<br>{_e(" ".join(memo.signed))}</p></header>',
        _section("cannot_tell", "<ul>" + "".join(f"<li>{_e(text)}</li>" for text in memo.cannot_tell) + "</ul>"),
        _section("news", f"<p>{_e(memo.news)}</p>"),
        _section("figures", "\n".join(_figures(memo, step))),
        _section("readings", _table(READING_COLUMNS, memo.readings)),
        _section("claims", _table(CLAIM_COLUMNS, memo.claims)),
        _section("awaited", _table(AWAITED_COLUMNS, memo.awaited)),
        _section("sources", "<ol>" + "".join(f"<li>{_e(s.text)} {_link(s.url)}</li>" for s in memo.sources) + "</ol>"),
        _section("definitions", "".join(f"<p><b>{_e(d.title)}.</b> {_e(d.text)}</p>" for d in memo.definitions)),
        _section("identity", "".join(f"<p>{_e(text)}</p>" for text in identity(memo))),
        f"<footer>{_e(' '.join((*memo.signed, memo.dates)))} Memo {memo.id}.</footer>",
    ]
    return (head + "\n".join(part for part in parts if part) + "\n</body>\n</html>\n").encode()


def _e(text: str) -> str:
    """Text inside markup, or inside a quoted attribute."""
    return escape(clean(text), quote=True)


def _section(name: str, inside: str) -> str:
    return f'<section id="{name}"><h2>{SECTIONS[name]}</h2>\n{inside or "<p>None.</p>"}</section>'


def _figures(memo: Memo, step: Step) -> Sequence[str]:
    found = []
    for number, plate in enumerate(memo.plates, start=1):
        step(number, len(memo.plates), plate.figure.title)
        found.append(_figure(memo, number, plate))
    return found


def _figure(memo: Memo, number: int, plate: Plate) -> str:
    """The picture, its caption, the line under it, and the numbers behind it as far as their rights let them be data.

    An SVG holds its numbers as text; where they may not be data, the picture is pixels.
    """
    made = plate.figure
    form = "svg" if rights.as_data(plate.rights, memo.release) else "png"
    kind = {"svg": "image/svg+xml", "png": "image/png"}[form]
    data = base64.b64encode(drawn(made, form)).decode()
    rows, withheld = memo.data_of(plate)
    behind = _table(DATA_COLUMNS, [data_row(o) for o in rows]) if rows else ""
    said = f"<p>{_e(withheld)}</p>" if withheld else ""
    table = f"<details><summary>The numbers behind this figure</summary>{said}{behind}</details>" if made.ids else ""
    line = f"<p>{_e(plate.line)}</p>" if plate.line else ""
    words = f"Figure {number}. {caption(made)} {say_cites(memo.cites[number - 1])}"
    return (
        f'<figure id="{_e(made.id)}"><img alt="{_e(made.alt)}" src="data:{kind};base64,{data}">'
        f"<figcaption>{_e(words)}</figcaption></figure>{line}{table}"
    )


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
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
