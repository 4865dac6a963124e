"""A memo as a sequence of blocks, the same for every form: a form renders each kind of block and knows no order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...core.model.errors import DeclarationError
from ...core.model.observation import Observation
from . import rights
from .document import AWAITED_HEADINGS, CLAIM_HEADINGS, READING_HEADINGS, SECTIONS, Definition, Memo, Source, identity
from .document import say_cites as cites_said
from .picture import Picture, caption


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over the memo: the title, of which day and board it is, who signs it, and an example's warning."""

    title: str
    dates: str
    signed: str
    invented: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section; `name` is its id in SECTIONS."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """Sentences that stand as a list."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Running text, a paragraph each."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibit:
    """A figure, numbered from 1 of `of`, with its caption, the sources that it cites and the numbers behind it.

    `data` are those whose rights let them be data, newest first; `withheld` says what was left out. Where `as_data` is
    false, the picture may not hold its numbers as text.
    """

    picture: Picture
    number: int
    of: int
    caption: str
    cites: str
    sources: tuple[Source, ...]
    data: tuple[Observation, ...]
    withheld: str
    as_data: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of texts under their columns; `name` is that of its section."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class References:
    """The sources, numbered."""

    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """What the readings mean and where their lines are."""

    definitions: tuple[Definition, ...]


Block = Head | Heading | Points | Paragraphs | Exhibit | Table | References | Glossary
KINDS: tuple[type[Any], ...] = (Head, Heading, Points, Paragraphs, Exhibit, Table, References, Glossary)


NONE = Paragraphs(("None.",))  # a section in which nothing stands


def blocks(memo: Memo) -> Iterator[Block]:
    """Everything that stands in the memo, in order; the footer of its pages is `footer`."""
    yield Head(memo.title, memo.dates, " ".join(memo.signed), memo.invented)
    for name, body in _sections(memo):
        yield Heading(name, SECTIONS[name])
        yield from body or (NONE,)


def _sections(memo: Memo) -> Iterator[tuple[str, Sequence[Block]]]:
    """The order of a memo: each section's name in SECTIONS and what stands in it."""
    yield "cannot_tell", (Points(memo.cannot_tell),)
    yield "news", (Paragraphs((memo.news,)),)
    yield "figures", tuple(_exhibits(memo))
    yield "readings", (Table("readings", READING_HEADINGS, memo.readings),) if memo.readings else ()
    yield "claims", (Table("claims", CLAIM_HEADINGS, memo.claims),) if memo.claims else ()
    yield "awaited", (Table("awaited", AWAITED_HEADINGS, memo.awaited),) if memo.awaited else ()
    yield "sources", (References(memo.sources),) if memo.sources else ()
    yield "definitions", (Glossary(memo.definitions),) if memo.definitions else ()
    yield "identity", (Paragraphs(identity(memo)),)


def footer(memo: Memo) -> str:
    """What stands at the foot of every page, slide and file: an example's warning, who signs, rights, dates, the id."""
    return " ".join(part for part in (memo.invented, *memo.signed, memo.dates, f"Memo {memo.id}.") if part)


def renderer(form: str, renderers: Mapping[type[Any], Callable[..., Any]]) -> Callable[[Block], Callable[..., Any]]:
    """How a form finds its renderer of a block. DeclarationError where the form has forgotten a kind of block."""
    if missing := [kind.__name__ for kind in KINDS if kind not in renderers]:
        raise DeclarationError(f"The form {form} has no renderer of {', '.join(missing)}.")
    return lambda block: renderers[type(block)]


def _exhibits(memo: Memo) -> Iterator[Exhibit]:
    for number, (picture, cited) in enumerate(zip(memo.pictures, memo.cites, strict=True), start=1):
        sources = tuple(source for source in memo.sources if source.number in cited)
        data, withheld = memo.data_of(picture)
        yield Exhibit(
            picture=picture,
            number=number,
            of=len(memo.pictures),
            caption=caption(picture.figure),
            cites=cites_said(cited),
            sources=sources,
            data=tuple(data),
            withheld=withheld,
            as_data=rights.as_data(picture.rights, memo.release),
        )
