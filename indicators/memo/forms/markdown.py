"""The memo as Markdown in one file: the text reads by itself, the pictures stand at its end."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from ...core.model.step import Step
from ..content.document import AWAITED_COLUMNS, CLAIM_COLUMNS, READING_COLUMNS, SECTIONS, Memo, identity, say_cites
from ..content.picture import caption, drawn
from .office import clean

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$!&@:])")


def write(memo: Memo, step: Step) -> bytes:
    """The text's bytes, UTF-8."""
    lines = [f"# {_e(memo.title)}", ""]
    lines += [f"**{_e(memo.invented)}**", ""] if memo.example else []
    lines += [_e(memo.dates), "", _e(" ".join(memo.signed)), ""]
    lines += [f"## {SECTIONS['cannot_tell']}", "", *(f"- {_e(text)}" for text in memo.cannot_tell), ""]
    lines += [f"## {SECTIONS['news']}", "", _e(memo.news), "", f"## {SECTIONS['figures']}", ""]
    pictures = []
    for number, plate in enumerate(memo.plates, start=1):
        step(number, len(memo.plates), plate.figure.title)
        made = plate.figure
        cites = say_cites(memo.cites[number - 1])
        lines += [f"![{_e(made.alt)}][{made.id}]", "", f"*Figure {number}.* {_e(caption(made))} {cites}".rstrip(), ""]
        lines += [_e(plate.line), ""] if plate.line else []
        pictures.append(f"[{made.id}]: data:image/png;base64,{base64.b64encode(drawn(made)).decode()}")
    lines += [f"## {SECTIONS['readings']}", "", *_table(READING_COLUMNS, memo.readings), ""]
    lines += [f"## {SECTIONS['claims']}", "", *_table(CLAIM_COLUMNS, memo.claims), ""]
    lines += [f"## {SECTIONS['awaited']}", "", *_table(AWAITED_COLUMNS, memo.awaited), ""]
    lines += [f"## {SECTIONS['sources']}", ""]
    lines += [f"{s.number}. {_e(s.text)} {_link(s.url)}".rstrip() for s in memo.sources]
    lines += ["", f"## {SECTIONS['definitions']}", ""]
    lines += [f"- **{_e(d.title)}.** {_e(d.text)}" for d in memo.definitions]
    lines += ["", f"## {SECTIONS['identity']}", "", *(f"{_e(text)}\n" for text in identity(memo)), *pictures]
    return ("\n".join(lines) + "\n").encode()


def _e(text: str) -> str:
    """Text of users and sources in one line, with every character that Markdown or HTML reads otherwise as itself."""
    return _MARKS.sub(r"\\\1", " ".join(clean(text).split()))


def _link(url: str) -> str:
    safe = url.startswith(("http://", "https://")) and not re.search(r"[\s<>]", url)
    return f"<{url}>" if safe else ""


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    if not rows:
        return ["None."]
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return [*head, *(f"| {' | '.join(_e(text) for text in row)} |" for row in rows)]
