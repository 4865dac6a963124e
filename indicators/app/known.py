"""What is known on a day: the evidence, the readings, the claims, and what is drawn of them, for every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from .. import registry
from ..core.came import Came, kept
from ..core.claim import Decided
from ..core.due import Due, due_numbers
from ..core.evaluate import Evaluated
from ..core.event import Event
from ..core.evidence import Evidence
from ..core.flips import Print, Scene, prints
from ..core.indicator import Bands
from ..core.side import Side
from ..core.triggers import Line
from ..core.withdrawn import Withdrawn, withdrawn
from ..store import Board, Desk, Mark, scoreboard_of, side_of
from ..store.clock import today

Made = TypeVar("Made")


@dataclass(frozen=True)
class Known:
    """One day's evidence and readings."""

    as_of: date
    frame: pd.DataFrame
    events: tuple[Event, ...]
    evidence: Evidence
    evaluated: Mapping[str, Evaluated]
    due: tuple[Due, ...]
    claims: tuple[Decided, ...]
    bands: Mapping[str, Bands]
    lines: tuple[Line, ...]
    marks: Mapping[tuple[str, str], Mark]
    hidden: int  # numbers on the board that were published later
    withdrawn: Mapping[str, Withdrawn]  # by metric
    came: tuple[Came, ...]  # newest first
    side: Side  # the same as one side of a comparison
    example: bool
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What is drawn of it, made when a page first shows it and kept as long as this is; nobody changes it."""
        if key not in self._made:
            self._made[key] = make()  # two sessions at once make it twice, and equal
        made: Made = self._made[key]
        return made

    @cached_property
    def prints(self) -> tuple[Print, ...]:
        """What each due number would flip. Solved when a page first shows it: it costs more than all readings."""
        return self.expected({(d.last.series, d.last.entity) for d in self.due})

    def expected(self, whose: AbstractSet[tuple[str, str]]) -> tuple[Print, ...]:
        """The same for the due numbers of these series and entities alone."""
        claims = [d.claim for d in self.claims if d.open]
        scene = Scene(indicators=list(registry().values()), evidence=self.evidence, claims=claims, bands=self.bands)
        return tuple(prints(scene, [d for d in self.due if (d.last.series, d.last.entity) in whose]))


def make_known(store: Board, as_of: date) -> Known:
    """Read the board and evaluate every indicator."""
    indicators, desk = registry(), Desk(store.path, store.until)
    scores = scoreboard_of(store, as_of, indicators)
    side = side_of(store, as_of, indicators, scores)
    evidence, evaluated = side.evidence, side.evaluated
    due = tuple(due_numbers(evaluated.values(), evidence))
    return Known(
        as_of=as_of,
        frame=side.frame,
        events=side.events,
        evidence=evidence,
        evaluated=evaluated,
        due=due,
        claims=tuple(side.claims),
        bands=side.bands,
        lines=tuple(side.lines),
        marks=desk.marks(as_of),
        hidden=later(store, as_of),
        withdrawn={
            name: w for e in evaluated.values() for name, w in withdrawn(e, evidence, scores.then, side.bands).items()
        },
        came=came(store, desk, as_of),
        side=side,
        example=store.kind == "example",
    )


def came(store: Board, desk: Desk, as_of: date) -> tuple[Came, ...]:
    """The numbers that had been expected and are known on a day."""
    stood = desk.prints()
    return tuple(kept(stood, store.rows(row["observation"] for row in stood), as_of))


def later(store: Board, as_of: date) -> int:
    """How many numbers, of those that stand today, were published after a day."""
    if as_of >= today():
        return 0
    return int((store.observations()["known_on"] > as_of.isoformat()).sum())
