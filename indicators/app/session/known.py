"""What is known on a day: the evidence, the readings, the claims, and what is drawn of them, for every page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import pandas as pd

from ... import registry
from ...core.claims.claim import Decided
from ...core.evidence.evaluate import Evaluated
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import Pair, Reads, reads_of
from ...core.model.event import Event
from ...core.model.indicator import Bands
from ...core.readings import peers
from ...core.review.ahead.came import Came, kept
from ...core.review.ahead.due import Due, due_numbers
from ...core.review.ahead.flips import Print, Scene, prints
from ...core.review.ahead.triggers import Line
from ...core.review.ahead.withdrawn import Withdrawn
from ...core.review.changed.side import Side
from ...store import Board, Claims, Desk, Mark, Measures, Numbers, side_of, withdrawn_of
from ...store.file.clock import today

Made = TypeVar("Made")


@dataclass(frozen=True)
class Known:
    """One day's evidence and readings. What only some pages show is made when it is first looked at."""

    as_of: date
    frame: pd.DataFrame  # of the numbers that readings, pictures and peers declare; no others were read
    evidence: Evidence
    evaluated: Mapping[str, Evaluated]
    due: tuple[Due, ...]
    claims: Claims
    bands: Mapping[str, Bands]
    lines: tuple[Line, ...]
    marks: Mapping[tuple[str, str], Mark]
    hidden: int  # numbers on the board that were published later
    side: Side  # the same as one side of a comparison
    example: bool
    board: Board
    numbers: Numbers
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What is drawn of it, made when a page first shows it and kept as long as this is; nobody changes it."""
        if key not in self._made:
            self._made[key] = make()  # two sessions at once make it twice, and equal
        made: Made = self._made[key]
        return made

    @property
    def events(self) -> tuple[Event, ...]:
        """What had happened."""
        return self.evidence.events

    @property
    def stands(self) -> Measures:
        """What stands on the board in all."""
        return self.once(("stands",), lambda: self.numbers.measures(self.as_of))

    def on_file(self, series: str, entity: str) -> pd.DataFrame:
        """The numbers of any series and entity, in the columns of the frame."""
        return self.numbers.observations(self.as_of, Reads(frozenset({(series, entity)})))

    @cached_property
    def withdrawn(self) -> Mapping[str, Withdrawn]:
        """The calls that were withdrawn, by metric."""
        return withdrawn_of(self.board, self.side)

    @cached_property
    def came(self) -> tuple[Came, ...]:
        """The numbers that had been expected and are known, the newest first."""
        stood = Desk(self.board.path, self.board.until).prints()
        return tuple(kept(stood, self.board.rows(row["observation"] for row in stood), self.as_of))

    @cached_property
    def prints(self) -> tuple[Print, ...]:
        """What each due number would flip. Solved when a page first shows it: it costs more than all readings."""
        return self._expected(self.due, self.claims)

    def expected(self, whose: AbstractSet[Pair], claims: Sequence[Decided]) -> tuple[Print, ...]:
        """The same for the due numbers of these series and entities alone, by these claims as they stood."""
        return self._expected([d for d in self.due if (d.last.series, d.last.entity) in whose], claims)

    def _expected(self, due: Sequence[Due], claims: Sequence[Decided]) -> tuple[Print, ...]:
        open_ = [d.claim for d in claims if d.open]
        scene = Scene(indicators=list(registry().values()), evidence=self.evidence, claims=open_, bands=self.bands)
        return tuple(prints(scene, due))

    def beside(self, pairs: AbstractSet[Pair]) -> Side:
        """As one side of a comparison, for numbers of these pairs alone: the claims that they could move, decided."""
        return replace(self.side, claims=self.claims.about(pairs))


def make_known(store: Board, numbers: Numbers, as_of: date) -> Known:
    """Read what the catalogue declares, and evaluate every indicator."""
    indicators, desk = registry(), Desk(store.path, store.until)
    reads = reads_of(indicators.values()) | peers.READS
    side = side_of(store, as_of, indicators, reads, numbers.observations(as_of, reads))
    return Known(
        as_of=as_of,
        frame=side.frame,
        evidence=side.evidence,
        evaluated=side.evaluated,
        due=tuple(due_numbers(side.evaluated.values(), side.evidence)),
        claims=Claims(store, as_of, indicators, side.bands),
        bands=side.bands,
        lines=tuple(side.lines),
        marks=desk.marks(as_of),
        hidden=store.later(as_of, today()) if as_of < today() else 0,
        side=side,
        example=store.kind == "example",
        board=store,
        numbers=numbers,
    )
