"""The snapshot of a board: what is known on a day, and what only the board can tell beside it, read when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pandas as pd

from ...core.evidence.evaluate import evaluate_on
from ...core.evidence.ranges import hidden_share
from ...core.evidence.reads import Pair, Reads, reads_of
from ...core.evidence.traced import Traced
from ...core.readings import peers
from ...core.review.ahead.flips import NextNumber, next_numbers
from ...core.review.ahead.outturns import Outturn, kept
from ...core.review.ahead.withdrawn import Withdrawn, withdrawn
from ...core.review.snapshot import Snapshot
from ..file import clock
from ..file.connection import reading
from ..workspace import Mark, Workspace
from .claims import Claims
from .numbers import Numbers
from .past import PairsPast

if TYPE_CHECKING:
    from ...core.claims.claim import Decided
    from ...core.model.indicator import Indicator
    from ...core.review.record.vintages import Habit
    from ..board import Board
    from .measures import Measures

Made = TypeVar("Made")


@dataclass(frozen=True, kw_only=True)
class BoardSnapshot(Snapshot):
    """A snapshot with its board. The frame holds what readings, pictures and peers declare; no other row was read.

    `numbers` are what was read of the board, kept from one snapshot to the next.
    """

    evidence: Traced
    board: Board
    numbers: Numbers
    claims: Claims
    _made: dict[tuple[object, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: tuple[object, ...], make: Callable[[], Made]) -> Made:
        """What is drawn of it, made when a page first shows it and kept as long as this is; nobody changes it."""
        if key not in self._made:
            self._made[key] = make()  # two sessions at once make it twice, and equal
        made: Made = self._made[key]
        return made

    @cached_property
    def example(self) -> bool:
        """Whether the board is an invented one."""
        return self.board.kind == "example"

    @property
    def stands(self) -> Measures:
        """What stands on the board in all."""
        return self.once(("stands",), lambda: self.numbers.measures(self.as_of))

    @property
    def habits(self) -> Sequence[Habit]:
        """How the bases of what readings and pictures use have revised what they published, as anybody may cite it."""
        return self.once(("habits",), lambda: self.numbers.habits(self.as_of, set(self.frame["basis"])))

    @cached_property
    def marks(self) -> Mapping[tuple[str, str], Mark]:
        """What users said of numbers that are due."""
        return Workspace(self.board.path, self.board.until).marks(self.as_of)

    @cached_property
    def hidden(self) -> int:
        """Numbers on the board that were published later, up to today."""
        today = clock.today()
        return self.board.later(self.as_of, today) if self.as_of < today else 0

    @property
    def newest_id(self) -> int:
        """The id of the last number written that was known on the day: what was on file at this moment."""
        return self.board.newest_id(self.as_of)

    def on_file(self, series: str, entity: str) -> pd.DataFrame:
        """The numbers of any series and entity, in the columns of the frame."""
        return self.numbers.observations(self.as_of, Reads(frozenset({(series, entity)})))

    @cached_property
    def withdrawn(self) -> Mapping[str, Withdrawn]:
        """The calls that were withdrawn because their evidence grew stale, by metric."""
        with reading(self.board.path, self.board.until) as db:
            past = PairsPast(db, self.as_of, self.events)
            parts = [withdrawn(e, self.evidence, past.then, self.bands) for e in self.evaluated.values()]
        return {name: found for part in parts for name, found in part.items()}

    @cached_property
    def outturns(self) -> tuple[Outturn, ...]:
        """The numbers that had been expected and are known, the newest first."""
        stood = Workspace(self.board.path, self.board.until).kept_levels()
        return tuple(kept(stood, self.board.rows(row["observation"] for row in stood), self.as_of))

    @cached_property
    def next_numbers(self) -> tuple[NextNumber, ...]:
        """What each due number would flip. Solved when it is first asked for: it costs more than all readings."""
        return tuple(next_numbers(self, self.due))

    def expected(self, whose: AbstractSet[Pair], claims: Sequence[Decided]) -> tuple[NextNumber, ...]:
        """The same for the due numbers of these series and entities alone, by these claims as they stood."""
        due = [d for d in self.due if (d.last.series, d.last.entity) in whose]
        return tuple(next_numbers(self, due, [d for d in claims if d.open])) if due else ()

    def about(self, pairs: AbstractSet[Pair]) -> Snapshot:
        """For a comparison of numbers of these pairs alone: with the claims that they could move, decided now."""
        return Snapshot(**{name: getattr(self, name) for name in _SHARED} | {"claims": self.claims.about(pairs)})


_SHARED = tuple(Snapshot.__dataclass_fields__)


def take(
    board: Board,
    as_of: date,
    indicators: Mapping[str, Indicator],
    numbers: Numbers | None = None,
    before: BoardSnapshot | None = None,
) -> BoardSnapshot:
    """Read what the catalogue declares, and evaluate every indicator; claims are decided when they are looked at.

    `before` is another snapshot of the board: what read none of the numbers that have changed is not computed again.
    """
    workspace, held = Workspace(board.path, board.until), numbers or Numbers(board.path, board.until)
    reads = reads_of(indicators.values()) | peers.READS
    frame = held.observations(as_of, reads)
    evidence, bands = Traced(frame, as_of, board.events(as_of), reads), workspace.bands(as_of)
    evidence.hiding(hidden_share(bands))
    if before is not None:
        evidence.take_over(before.evidence, _changed(before.frame, frame))
    return BoardSnapshot(
        frame=frame,
        evidence=evidence,
        evaluated={i.id: evaluate_on(i, evidence, bands) for i in indicators.values()},
        claims=Claims(board, as_of, indicators, bands),
        lines=tuple(workspace.lines(as_of)),
        bands=bands,
        until=board.until,
        board=board,
        numbers=held,
    )


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> set[Pair]:
    """The series and entities of the rows that are in one frame alone: a row never changes, a newer one comes."""
    columns = ["id", "series", "entity"]
    alone = pd.concat([before[columns], after[columns]]).drop_duplicates("id", keep=False)
    return set(zip(alone["series"], alone["entity"], strict=True))
