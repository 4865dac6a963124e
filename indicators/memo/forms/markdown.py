"""The memo as Markdown in one file: the text reads by itself, the pictures stand at its end."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field

from ...core.model.step import Step
from ..content import blocks
from ..content.document import Memo
from ..content.picture import drawn
from .office import clean

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$!&@:])")


@dataclass(slots=True)
class _Text:
    """The lines so far, the pictures that go to the end, and who is told of each figure."""

    step: Step
    lines: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def write(memo: Memo, step: Step) -> bytes:
    """The text's bytes, UTF-8."""
    text = _Text(step)
    for block in blocks.blocks(memo):
        _renderer(block)(text, block)
    lines = [*text.lines, f"*{_e(blocks.footer(memo))}*", "", *text.pictures]
    return ("\n".join(lines) + "\n").encode()


def _head(text: _Text, block: blocks.Head) -> None:
    text.lines += [f"# {_e(block.title)}", ""]
    text.lines += [f"**{_e(block.invented)}**", ""] if block.invented else []
    text.lines += [_e(block.dates), "", _e(block.signed), ""]


def _heading(text: _Text, block: blocks.Heading) -> None:
    text.lines += [f"## {block.text}", ""]


def _points(text: _Text, block: blocks.Points) -> None:
    text.lines += [*(f"- {_e(one)}" for one in block.texts), ""]


def _paragraphs(text: _Text, block: blocks.Paragraphs) -> None:
    text.lines += [f"{_e(one)}\n" for one in block.texts]


def _exhibit(text: _Text, block: blocks.Exhibit) -> None:
    text.step(block.number, block.of, block.picture.figure.title)
    made = block.picture.figure
    below = f"*Figure {block.number}.* {_e(block.caption)} {block.cites}".rstrip()
    text.lines += [f"![{_e(made.alt)}][{made.id}]", "", below, ""]
    text.lines += [_e(block.picture.line), ""] if block.picture.line else []
    text.pictures.append(f"[{made.id}]: data:image/png;base64,{base64.b64encode(drawn(made)).decode()}")


def _table(text: _Text, block: blocks.Table) -> None:
    text.lines += [f"| {' | '.join(block.columns)} |", f"|{' --- |' * len(block.columns)}"]
    text.lines += [*(f"| {' | '.join(_e(cell) for cell in row)} |" for row in block.rows), ""]


def _references(text: _Text, block: blocks.References) -> None:
    text.lines += [*(f"{s.number}. {_e(s.text)} {_link(s.url)}".rstrip() for s in block.sources), ""]


def _glossary(text: _Text, block: blocks.Glossary) -> None:
    text.lines += [*(f"- **{_e(d.title)}.** {_e(d.text)}" for d in block.definitions), ""]


_renderer = blocks.renderer(
    "Markdown",
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


def _e(text: str) -> str:
    """Text of users and sources in one line, with every character that Markdown or HTML reads otherwise as itself."""
    return _MARKS.sub(r"\\\1", " ".join(clean(text).split()))


def _link(url: str) -> str:
    safe = url.startswith(("http://", "https://")) and not re.search(r"[\s<>]", url)
    return f"<{url}>" if safe else ""
