"""The claims on their way out: as a picture, and as text that pastes into a sheet or a document, under one id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...core.claims.claim import OUTCOME_WORDS, Decided
from ...core.text import say
from ...figures import Column, Sheet, Table
from ...figures.canvas.measure import cut
from ...figures.wording.words import identity, names
from ...store import BoardSnapshot
from . import quoted, rights
from .compose import CONFIDENTIAL_WORDS, claim_rows
from .document import CLAIM_HEADINGS
from .picture import Picture, sheet_picture
from .rights import NO_RELEASE, Release

PANEL = "board.claims"
TITLE = "Calls on the thesis"  # not all are the brief's: users add their own
_COLUMNS = (
    Column("Call", 0.37, bold=True),
    Column("Test", 0.25),
    Column("Outcome", 0.13),
    Column("Period to", 0.125),
    Column("Due by", 0.125),
)
_LONGEST = 60  # letters of a claim in the alternative text


def claims_picture(
    snapshot: BoardSnapshot, *, title: str = "", conflict: str = "", release: Release = NO_RELEASE
) -> Picture:
    """Every claim of the snapshot, the first due on top; what rests on confidential numbers says no more than that."""
    lines = dict(zip((d.claim.id for d in snapshot.claims), claim_rows(snapshot, release), strict=True))
    claims = sorted(snapshot.claims, key=lambda d: (d.claim.resolve_by, d.claim.id))
    open_ = [d for d in claims if rights.may_leave(d.rights, release)]
    readings = {
        r.metric: (snapshot.evaluated[d.claim.metric.partition(".")[0]].indicator.short, r)
        for d in open_
        for r in [snapshot.reading(d.claim.metric) or d.reading_now]
    }
    read = [r for d in open_ for r in (d.reading, d.reading_now)]
    used = snapshot.observations(n for r in (*read, *(r for _, r in readings.values())) for n in r.inputs)
    strictest = rights.strictest([*(d.rights for d in open_), *(o.rights for o in used)])
    kept = quoted.shown(
        used,
        [quoted.reading(r, short) for short, r in readings.values()],
        snapshot.newest_id,
        panel=PANEL,
        claims={d.claim.id: d.outcome.value for d in open_},
        claims_now={d.claim.id: d.outcome_now.value for d in open_},
        tests={d.claim.id: lines[d.claim.id][1] for d in open_},
        **({"release": release.as_json(snapshot.as_of)} if strictest == rights.CONFIDENTIAL else {}),
    )
    rows = [lines[d.claim.id] for d in claims]
    name = f"board-claims-{quoted.digest([snapshot.as_of, snapshot.example, rows, kept])[:6]}"
    finding = _finding(open_, len(claims))
    sheet = Sheet(
        id=name,
        panel=PANEL,
        title=finding,
        subtitle="What was said of the thesis, the test that decides it, and how it stands",
        footer=(
            *_sources(open_, [o.source for o in used]),
            *identity(snapshot.as_of, name, strictest, example=snapshot.example),
        ),
        alt=_alt(finding, open_, snapshot),
        rows=tuple(used),
        as_of=snapshot.as_of,
        example=snapshot.example,
        body=Table(columns=_COLUMNS, rows=tuple(_cells(d, lines[d.claim.id]) for d in claims)),
    )
    return sheet_picture(sheet, kept, strictest, release, title=title, conflict=conflict)


def claims_text(snapshot: BoardSnapshot, one: Picture, release: Release = NO_RELEASE) -> str:
    """The table as tab-separated text, with what each outcome rests on, and the footer of its picture."""
    lines = [CLAIM_HEADINGS, *claim_rows(snapshot, release)]
    return "\n".join(["\t".join(" ".join(cell.split()) for cell in line) for line in lines] + list(one.figure.footer))


def _cells(d: Decided, line: tuple[str, ...]) -> tuple[str, ...]:
    claim, test, outcome, to, why = line
    return (claim, test if why != CONFIDENTIAL_WORDS else why, outcome, to, say.day(d.claim.resolve_by))


def _finding(claims: Sequence[Decided], every: int) -> str:
    """`Calls on the thesis: 1 missed, 6 open, 1 can't tell`."""
    count = Counter(d.outcome for d in claims)
    parts = [f"{count[o]} {words.lower()}" for o, words in OUTCOME_WORDS.items() if count[o]]
    if left := every - len(claims):
        parts.append(f"{left} left out")
    return f"{TITLE}: {', '.join(parts)}" if parts else f"{TITLE}: none on file"


def _sources(claims: Sequence[Decided], sources: Sequence[str]) -> list[str]:
    said = f"Calls: {names(d.claim.source for d in claims)}." if claims else ""
    tested = f"Tested on: {names(sources)}." if sources else ""
    return [text for text in (said, tested) if text]


def _alt(title: str, claims: Sequence[Decided], snapshot: BoardSnapshot) -> str:
    each = [f"{cut(d.claim.claim, _LONGEST)}: {d.said[:1].lower()}{d.said[1:]}." for d in claims]
    return " ".join([f"Table of calls and their tests: {title}.", *each, say.as_known(snapshot.as_of)])
