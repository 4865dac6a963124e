"""The ids of figures and memos inside a file: documents, pictures, web pages, plain text."""

from __future__ import annotations

import codecs
import io
import re
import struct
from collections.abc import Iterator
from pathlib import Path

from ...core.model.errors import InputError
from ...store.exchange.packed import BROKEN, unpacked
from ..content.picture import KEYWORD

_TEXT = 32 * 1024 * 1024  # bytes of a web page, a drawing or Markdown
LIMIT = 256 * 1024 * 1024  # bytes that a file may unpack to
_FIRST = 64 * 1024  # bytes that tell what a file is
_LONGEST = 200  # characters of an id
_MOST = 1_000_000  # words that could be ids; a book has fewer
_PNG = b"\x89PNG\r\n\x1a\n"
_TAG = re.compile(r"<[^<>]*>")
_ID = re.compile(r"(?<![A-Za-z0-9_-])[a-z0-9]+(?:-[a-z0-9]+)+(?![A-Za-z0-9_-])")
_NAMED = re.compile(r"\bFig ([a-z0-9]+(?:-[a-z0-9]+)+-[0-9a-f]{6})(?![A-Za-z0-9_-])")
_READ = (".xml", ".rels", ".txt", ".html", ".md", ".svg", ".png")


def ids_in(data: bytes, name: str) -> tuple[set[str], set[str]]:
    """All that could be an id, and what a caption calls a figure. InputError where the file cannot be read."""
    possible: set[str] = set()
    named: set[str] = set()
    for text in _texts(data, name):
        possible |= {match[0] for match in _ID.finditer(text) if len(match[0]) <= _LONGEST}
        named |= {match[1] for match in _NAMED.finditer(text)}
        if len(possible) > _MOST:
            raise InputError(f"{name} is no document of Telltale's, or holds far more: verify it by its id.")
    return possible, named


def read(path: Path) -> bytes:
    """A file's bytes; InputError where it cannot be read or is too large."""
    try:
        with path.open("rb") as stream:
            first = stream.read(_FIRST)
            limit = LIMIT if first.startswith((_PNG, b"PK")) else _TEXT
            rest = b"" if _no_text(first) else stream.read(limit)
        if len(rest) >= limit:
            raise InputError(f"{path} is larger than {limit // 1024**2} MiB: verify it by its id.")
        return first + rest
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error


def _no_text(first: bytes) -> bool:
    """Whether the first bytes of a file are of nothing that is read here."""
    if first.startswith((_PNG, b"PK")):
        return False
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(first)
    except UnicodeDecodeError:
        return True
    return False


def _texts(data: bytes, name: str) -> Iterator[str]:
    if data.startswith(_PNG):
        yield from _png(data)
    elif data.startswith(b"PK"):
        yield from _zip(data, name)
    elif data.startswith(b"%PDF"):
        raise InputError(f"{name} is a PDF: verify it by the id in its caption or footer.")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(f"{name} is no PNG, SVG, DOCX, PPTX, HTML or Markdown file of Telltale's.") from error
        yield text
        yield _TAG.sub("", text)


def _zip(data: bytes, name: str) -> Iterator[str]:
    """The parts of a document, tags taken out so that a word that an editor split is whole again."""
    try:
        with unpacked(io.BytesIO(data), name, LIMIT) as archive:
            for part in archive.infolist():
                if not part.filename.lower().endswith(_READ):
                    continue
                inside = archive.read(part)
                if inside.startswith(_PNG):
                    yield from _png(inside)
                else:
                    yield _TAG.sub("", inside.decode("utf-8", "replace"))
    except BROKEN as error:
        raise InputError(f"{name} is damaged or locked and cannot be read: save it again.") from error


def _png(data: bytes) -> Iterator[str]:
    """The id in a PNG's text chunks (ISO/IEC 15948, 11.3.4)."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        if kind == b"iTXt":
            keyword, _, text = data[at + 8 : at + 8 + length].partition(b"\0")
            if keyword.decode("latin-1") == KEYWORD:
                yield text[4:].decode("utf-8", "replace")
        at += 12 + length
