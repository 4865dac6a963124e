"""A memo as data: everything that stands in it, in order, before it has a form."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...core.evidence.comparable import told_as
from ...core.model.observation import Observation
from ...core.text import say
from . import rights
from .picture import Picture
from .quoted import Quoted
from .rights import Release

NOT_ADVICE = "Not investment advice; internal."
INVENTED = "INVENTED DATA: made on an example board, no real numbers."


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The remembered fields: who made the memo and who read it, the conflict line, and what it is not."""

    prepared_by: str = ""
    reviewed_by: str = ""
    conflict: str = ""
    disclaimer: str = NOT_ADVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where numbers are from: through whom they were read, who measured them, how many, published when."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a reading means, and where its lines are."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """A whole memo. `id` names its content: equal content has the same `id` and `hash` on every machine."""

    id: str
    hash: str
    title: str
    as_of: date
    made_on: date
    board: str
    example: bool
    people: People
    rights: str
    release: Release
    cannot_tell: tuple[str, ...]
    news: str
    pictures: tuple[Picture, ...]
    cites: tuple[tuple[int, ...], ...]  # a picture's sources, by number
    readings: tuple[tuple[str, ...], ...]
    claims: tuple[tuple[str, ...], ...]
    awaited: tuple[tuple[str, ...], ...]
    sources: tuple[Source, ...]
    definitions: tuple[Definition, ...]
    shown: Quoted

    @property
    def dates(self) -> str:
        """As known when, made when, of which board."""
        return f"{say.as_known(self.as_of)} Made {say.day(self.made_on)}. Board: {self.board}."

    @property
    def signed(self) -> tuple[str, ...]:
        """Who prepared and reviewed it, conflicts, rights and what it is not: one line each, empty ones left out."""
        p = self.people
        lines = (
            f"Prepared by {p.prepared_by}." if p.prepared_by else "",
            f"Reviewed by {p.reviewed_by}." if p.reviewed_by else "",
            p.conflict,
            *rights.lines(self.rights, self.release, self.made_on),
            p.disclaimer,
        )
        return tuple(line for line in lines if line)

    @property
    def invented(self) -> str:
        """The warning of an example board, else empty."""
        return INVENTED if self.example else ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The memo's id and those of its figures: what `verify` looks for in the file."""
        return (self.id, *(picture.id for picture in self.pictures))

    def data_of(self, picture: Picture) -> tuple[list[Observation], str]:
        """The numbers behind a figure that may stand as data, newest first, and what is said of those that may not."""
        rows = list(reversed(picture.figure.rows))
        kept = [o for o in rows if rights.as_data(o.rights, self.release)]
        return kept, rights.withheld([o.rights for o in rows], self.release)


READING_HEADINGS = ("Reading", "Value", "Range", "Grade", "Call", "As of")
CLAIM_HEADINGS = ("Claim", "Test", "Outcome", "By", "What it rests on")
AWAITED_HEADINGS = ("Number", "Last", "Due", "What would change")
DATA_COLUMNS = ("Period", "Entity", "Value", "Basis", "Grade", "Published", "Source")


def data_row(o: Observation) -> tuple[str, ...]:
    """A number in the columns of DATA_COLUMNS."""
    age = f", day {o.age_days}" if o.age_days is not None else ""
    label = f", {o.label}" if o.label else ""
    span = f" ({say.interval(o.low, o.high, o.unit)})" if o.stated and o.value is not None else ""
    return (
        say.when(o) + age + (f" ({told})" if (told := told_as(o)) else ""),
        o.entity + label,
        say.observed(o) + span,
        o.basis,
        say.GRADE_WORDS[o.grade],
        say.day(o.known_on),
        o.source,
    )


SECTIONS = {
    "cannot_tell": "What the board cannot tell",
    "news": "Since the last memo",
    "figures": "Figures",
    "readings": "Readings",
    "claims": "Claims",
    "awaited": "Before the next numbers",
    "sources": "Sources",
    "definitions": "Appendix: definitions",
    "identity": "Appendix: identity",
}


def identity(memo: Memo) -> tuple[str, ...]:
    """What the appendix says of the memo itself."""
    return (
        f"Memo {memo.id}. SHA-256 of what it quotes: {memo.hash}.",
        "Is it still true? Give this file, or an id, to `python -m indicators verify` or to the app's Memo page.",
        "Figures: " + (", ".join(picture.id for picture in memo.pictures) or "none") + ".",
    )


def say_cites(numbers: tuple[int, ...]) -> str:
    """A figure's sources: `Sources 1, 3 to 7.`, empty where there are none."""
    if not numbers:
        return ""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts = [", ".join(map(str, run)) if len(run) <= 2 else f"{run[0]} to {run[-1]}" for run in runs]  # noqa: PLR2004 - two are no run
    return f"{'Source' if len(numbers) == 1 else 'Sources'} {', '.join(parts)}."
