"""Before the print, kept: the levels that stood before a number came, for whatever writes numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...core.claims.claim import Claim, claim_of
from ...core.claims.scoreboard import Scoreboard
from ...core.evidence.evaluate import evaluate_on
from ...core.evidence.evidence import Evidence
from ...core.evidence.past import FramesPast
from ...core.evidence.reads import Reads, reads_of
from ...core.review.ahead.came import came, levels
from ...core.review.ahead.due import due_numbers
from ...core.review.ahead.flips import Print, Scene, prints
from ..desk import Desk

if TYPE_CHECKING:
    import pandas as pd

    from ...core.model.event import Event
    from ...core.model.indicator import Bands, Indicator
    from ..board import Board


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What a board knew before numbers were written to it: read at once, worked out only if one was expected."""

    as_of: date
    reads: Reads
    frame: pd.DataFrame
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    bands: Mapping[str, Bands]

    @property
    def evidence(self) -> Evidence:
        """The same as metrics ask for it."""
        return Evidence(self.frame, self.as_of, self.events, self.reads)

    def expected(self, indicators: Mapping[str, Indicator]) -> list[Print]:
        """The numbers that were expected, with the levels at which calls and claims would have flipped."""
        evidence = self.evidence
        due = due_numbers([evaluate_on(i, evidence, self.bands) for i in indicators.values()], evidence)
        board = Scoreboard(indicators, FramesPast(self._on, self.events, self.as_of), self.as_of)
        still_open = [d.claim for d in board.decide(self.claims, self.bands) if d.open]
        scene = Scene(indicators=list(indicators.values()), evidence=evidence, claims=still_open, bands=self.bands)
        return prints(scene, due)

    def _on(self, day: date) -> pd.DataFrame:
        return self.frame[self.frame["known_on"] <= day.isoformat()]


def before(board: Board, as_of: date, indicators: Mapping[str, Indicator]) -> Before:
    """What the board knows now, to be compared with what is written next."""
    reads = reads_of(indicators.values())
    return Before(
        as_of=as_of,
        reads=reads,
        frame=board.observations(as_of, reads=reads),
        events=tuple(board.events(as_of)),
        claims=tuple(claim_of(row) for row in board.claims(as_of)),
        bands=Desk(board.path).bands(as_of),
    )


def keep_came(board: Board, stood: Before, indicators: Mapping[str, Indicator], ids: Collection[int], by: str) -> int:
    """Keep the levels of each number among those written that had been expected; how many there were."""
    known = set(zip(*(stood.frame[name] for name in ("series", "entity", "basis")), strict=True))
    rows = [row for row in board.rows(ids) if (row["series"], row["entity"], row["basis"]) in known]
    return keep(board, stood.expected(indicators), rows, by) if rows else 0


def keep(board: Board, expected: Iterable[Print], rows: Iterable[Mapping[str, object]], by: str) -> int:
    """Keep the levels of each row that had been expected; how many there were."""
    desk, found = Desk(board.path), came(expected, rows)
    for stood, row in found:
        desk.keep_print(
            series=row["series"],
            entity=row["entity"],
            basis=row["basis"],
            period_end=stood.period.end,
            levels=levels(stood),
            observation=row["id"],
            by=by,
        )
    return len(found)
