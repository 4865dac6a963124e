"""First prints against the latest on their way out: how what was published first has moved since, under one id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core import say
from ..core.vintages import Vintages, published_again, vintages
from ..figures import Printed, Prints, Sheet
from ..figures.words import identity, names
from . import quoted, rights
from .picture import Plate, sheet_plate
from .rights import NO_RELEASE, Release
from .view import View

PANEL = "board.revisions"
_MOST = 12  # numbers in the picture


def prints_plate(
    view: View,
    numbers: Iterable[Vintages] | None = None,
    *,
    title: str = "",
    conflict: str = "",
    release: Release = NO_RELEASE,
) -> Plate:
    """The numbers published more than once; confidential ones are left out unless a release says to whom and why.

    `numbers` are the board's vintages as of the view's day where they are read already.
    """
    every = vintages(view.board.vintages(view.as_of)) if numbers is None else numbers
    again = published_again(every)
    open_ = [n for n in again if rights.may_leave(n.rights, release)]
    shown = open_[:_MOST]
    strictest = rights.strictest(n.rights for n in open_)
    kept = quoted.shown(
        [n.latest for n in shown],
        (),
        view.newest_id,
        panel=PANEL,
        first_prints=[quoted.row(n.first) for n in shown],
        **({"release": release.as_json(view.as_of)} if strictest == rights.CONFIDENTIAL else {}),
    )
    finding = _finding(open_)
    body = Prints(tuple(_printed(n) for n in shown))
    said = [view.as_of, view.example, finding, [(r.words, r.size, r.changes) for r in body.rows], kept]
    name = f"board-revisions-{quoted.digest(said)[:6]}"
    left = len(again) - len(open_)
    sheet = Sheet(
        id=name,
        panel=PANEL,
        title=finding,
        subtitle=_subtitle(len(shown), len(open_)),
        footer=(
            *([f"Source: {names(r.source for n in shown for r in reversed(n.releases))}."] if shown else []),
            *([f"Left out: {_left_out(left)} confidential prints."] if left else []),
            *identity(view.as_of, name, strictest, example=view.example),
        ),
        alt=" ".join([f"Lines from the first print to the latest: {finding}.", *(f"{n.said}." for n in shown)]),
        rows=tuple(n.latest for n in shown),
        as_of=view.as_of,
        example=view.example,
        body=body,
    )
    return sheet_plate(sheet, kept, strictest, release, title=title, conflict=conflict)


def _left_out(many: int) -> str:
    return "1 number that rests on" if many == 1 else f"{many} numbers that rest on"


def _printed(number: Vintages) -> Printed:
    o = number.latest
    prints = " \u2192 ".join(dict.fromkeys(say.observed(r) for r in number.releases))
    words = (say.kind(o), f"{say.when(o)}: {prints}", o.basis)
    return Printed(words=words, size=number.size, changes=number.changes, latest=o)


def _finding(again: Sequence[Vintages]) -> str:
    """`2 of 5 numbers published again were revised, by 2.1% on average`."""
    if not again:
        return "No number was published more than once"
    revised = sum(n.revised for n in again)
    what = "number" if len(again) == 1 else "numbers"
    if not revised:
        said = "none of them revised" if again[1:] else again[0].size
        return f"{len(again)} {what} published again, {said}"
    changes = [abs(n.change) for n in again if n.change is not None]
    size = f", by {say.ratio(sum(changes) / len(changes))} on average" if any(changes) else ""
    return f"{revised} of {len(again)} {what} published again {'was' if revised == 1 else 'were'} revised{size}"


def _subtitle(shown: int, every: int) -> str:
    more = f"; {shown} of {every} shown" if shown < every else ""
    return f"Later prints against the first, as a share of the first print{more}"
