"""First prints against the latest on their way out: how what was published first has moved since, under one id."""

from __future__ import annotations

from ...core.model.observation import CONFIDENTIAL
from ...core.review.record.vintages import Again, Vintages
from ...core.text import say
from ...figures import FirstPrints, RevisedNumber, Sheet
from ...figures.wording.words import identity, names
from ...store import BoardSnapshot, Revisions
from . import quoted, rights
from .picture import Picture, sheet_picture
from .rights import NO_RELEASE, Release

PANEL = "board.revisions"
MOST = 12  # numbers in the picture


def first_prints_picture(
    snapshot: BoardSnapshot,
    found: Revisions | None = None,
    *,
    title: str = "",
    conflict: str = "",
    release: Release = NO_RELEASE,
) -> Picture:
    """The numbers published more than once; confidential ones are left out unless a release says to whom and why.

    `found` is what was revised as of the snapshot's day where it is read already.
    """
    found = snapshot.board.revisions(snapshot.as_of, MOST) if found is None else found
    open_ = found.every if rights.may_leave(CONFIDENTIAL, release) else found.citable
    shown = open_.shown[:MOST]
    strictest = open_.rights
    kept = quoted.shown(
        [n.latest for n in shown],
        (),
        snapshot.newest_id,
        panel=PANEL,
        first_prints=[quoted.row(n.first) for n in shown],
        **({"release": release.as_json(snapshot.as_of)} if strictest == rights.CONFIDENTIAL else {}),
    )
    finding = _finding(open_)
    body = FirstPrints(tuple(_printed(n) for n in shown))
    said = [snapshot.as_of, snapshot.example, finding, [(r.words, r.size, r.changes) for r in body.rows], kept]
    name = f"board-revisions-{quoted.digest(said)[:6]}"
    left = found.every.count - open_.count
    sheet = Sheet(
        id=name,
        panel=PANEL,
        title=finding,
        subtitle=_subtitle(len(shown), open_.count),
        footer=(
            *([f"Source: {names(r.source for n in shown for r in reversed(n.releases))}."] if shown else []),
            *([f"Left out: {_left_out(left)} confidential prints."] if left else []),
            *identity(snapshot.as_of, name, strictest, example=snapshot.example),
        ),
        alt=" ".join([f"Lines from the first print to the latest: {finding}.", *(f"{n.said}." for n in shown)]),
        rows=tuple(n.latest for n in shown),
        as_of=snapshot.as_of,
        example=snapshot.example,
        body=body,
    )
    return sheet_picture(sheet, kept, strictest, release, title=title, conflict=conflict)


def _left_out(many: int) -> str:
    return "1 number that rests on" if many == 1 else f"{many} numbers that rest on"


def _printed(number: Vintages) -> RevisedNumber:
    o = number.latest
    prints = " \u2192 ".join(dict.fromkeys(say.observed(r) for r in number.releases))
    words = (say.kind(o), f"{say.when(o)}: {prints}", o.basis)
    return RevisedNumber(words=words, size=number.size, changes=number.changes, latest=o)


def _finding(again: Again) -> str:
    """`2 of 5 numbers published again were revised, by 2.1% on average`."""
    if not again.count:
        return "No number was published more than once"
    what = "number" if again.count == 1 else "numbers"
    if not again.revised:
        said = "none of them revised" if again.count > 1 else again.shown[0].size
        return f"{again.count} {what} published again, {said}"
    size = f", by {say.ratio(again.size / again.moves)} on average" if again.size else ""
    was = "was" if again.revised == 1 else "were"
    return f"{again.revised} of {again.count} {what} published again {was} revised{size}"


def _subtitle(shown: int, every: int) -> str:
    more = f"; {shown} of {every} shown" if shown < every else ""
    return f"Later prints against the first, as a share of the first print{more}"
