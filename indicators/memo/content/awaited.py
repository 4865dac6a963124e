"""Before the print, in a memo: the numbers that come next, and the levels at which a call or a claim would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...core.review.ahead.flips import Flip, NextNumber
from ...core.text import say
from ...core.text.periods import say_period
from ...store import BoardSnapshot
from . import rights
from .rights import Release


def awaited(snapshot: BoardSnapshot, release: Release) -> list[NextNumber]:
    """The numbers that would change something, longest overdue first; no level that rests on what may not be said."""
    found = [
        replace(one, flips=tuple(f for f in one.flips if rights.may_leave(rights_of(snapshot, one, (f,)), release)))
        for one in snapshot.next_numbers
    ]
    return [one for one in found if one.flips]


def rights_of(snapshot: BoardSnapshot, found: NextNumber, flips: Sequence[Flip]) -> str:
    """The strictest rights of the last number and of the readings that the levels were solved from."""
    readings = [snapshot.reading(flip.metric) for flip in flips]
    return rights.strictest([found.due.last.rights, *(r.rights for r in readings if r is not None)])


def awaited_row(snapshot: BoardSnapshot, found: NextNumber) -> tuple[str, ...]:
    """A number in the columns of AWAITED_HEADINGS."""
    o = found.due.last
    day = say.day(found.due.on)
    missing = f", {found.due.missing} missing" if found.due.missing > 1 else ""
    return (
        f"{o.entity} {found.title}, {say_period(found.period.start, found.period.end)}",
        f"{say.observed(o)}, {say.when(o)}",
        f"overdue since {day}{missing}" if found.due.late(snapshot.as_of) else day,
        "; ".join(_levels(found.flips)),
    )


def _levels(flips: Sequence[Flip]) -> list[str]:
    """One part for each metric or claim: `Growth: supports from CNY 1.1135bn, against under CNY 960.5M`."""
    by_title: dict[str, list[str]] = {}
    for flip in flips:
        by_title.setdefault(flip.title, []).append(f"{flip.becomes.lower()} {flip.said}")
    return [f"{title}: {', '.join(said)}" for title, said in by_title.items()]
