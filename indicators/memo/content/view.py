"""What a memo looks at: a board as known on a day, and the same board as it was when something was handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from ... import registry
from ...core.claims.claim import Decided
from ...core.evidence.evaluate import Evaluated
from ...core.evidence.evidence import Evidence
from ...core.evidence.reads import reads_of
from ...core.model.event import Event
from ...core.model.indicator import Bands, Panel
from ...core.model.observation import COLUMNS, Key, Observation, from_row, key_of
from ...core.model.reading import Reading
from ...core.review.ahead.flips import Print
from ...core.review.ahead.triggers import Line
from ...core.review.changed.side import Side
from ...core.review.record.vintages import Habit
from ...store import Board, Measures, Numbers, side_of

KNOWN = (*COLUMNS, "id", "known_on", "recorded_at", "recorded_by", "batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One day's evidence, readings and claims on a board; the frame holds what the catalogue's readings declare."""

    board: Board
    as_of: date
    frame: pd.DataFrame
    events: Sequence[Event]
    evaluated: Mapping[str, Evaluated]
    claims: Sequence[Decided]
    bands: Mapping[str, Bands]
    example: bool
    habits: Callable[[], Sequence[Habit]]  # how the bases that may be cited revise; read when it is asked for
    stands: Callable[[], Measures]  # what stands on the board in all; read when it is asked for
    prints: Callable[[], Sequence[Print]] | None = None  # where they are solved already
    lines: Sequence[Line] = ()

    @property
    def evidence(self) -> Evidence:
        """The numbers as metrics ask for them."""
        return Evidence(self.frame, self.as_of, self.events, reads_of(registry().values()))

    @property
    def side(self) -> Side:
        """The same as one side of a comparison."""
        return Side(
            frame=self.frame,
            evidence=self.evidence,
            evaluated=self.evaluated,
            claims=self.claims,
            lines=self.lines,
            bands=self.bands,
        )

    def panel(self, name: str) -> tuple[Panel, Evaluated] | None:
        """A panel by its full id (`acme.users`), with its indicator's readings; None where there is none."""
        indicator, _, panel = name.partition(".")
        evaluated = self.evaluated.get(indicator)
        found = [p for p in evaluated.indicator.panels if p.id == panel] if evaluated else []
        return (found[0], evaluated) if found and evaluated else None

    def reading(self, metric: str) -> Reading | None:
        """A reading by its full id; None where there is none."""
        evaluated = self.evaluated.get(metric.partition(".")[0])
        return next((r for r in evaluated.readings if r.metric == metric), None) if evaluated else None

    def observations(self, ids: Iterable[int]) -> list[Observation]:
        """The numbers with these ids that are known on the day, oldest id first."""
        rows = self.frame[self.frame["id"].isin(set(ids))]
        return [from_row({str(k): v for k, v in row.items()}) for row in rows.to_dict("records")]

    @property
    def newest_id(self) -> int:
        """The id of the last number written that was known on the day: what was on file at this moment."""
        return self.board.newest_id(self.as_of)


def look(board: Board, as_of: date) -> View:
    """Read a board and evaluate every indicator and claim as known on a day."""
    reads = reads_of(registry().values())
    side = side_of(board, as_of, registry(), reads)
    numbers = Numbers(board.path, board.until)
    return View(
        board=board,
        as_of=as_of,
        frame=side.frame,
        events=side.events,
        evaluated=side.evaluated,
        claims=side.claims,
        bands=side.bands,
        example=board.kind == "example",
        habits=cache(lambda: numbers.habits(as_of, set(side.frame["basis"]))),
        stands=cache(lambda: numbers.measures(as_of)),
        lines=side.lines,
    )


def known_on(row: Mapping[str, Any]) -> str:
    """The day since when a row of an export is known, as ISO text."""
    return str(row["published_on"] or row["recorded_at"][:10])


def stands(row: Mapping[str, Any], at: str = "") -> bool:
    """Whether a row is not taken back; with a time, whether it was not yet taken back then."""
    return not row["retracted"] or bool(at and row["retracted"] >= at)


def newest_of_each_key(rows: Iterable[Mapping[str, Any]]) -> dict[Key, Mapping[str, Any]]:
    """The row that holds for each key."""
    return {key_of(row): row for row in sorted(rows, key=in_order)}


def in_order(row: Mapping[str, Any]) -> tuple[str, str, int]:
    """Sorts rows of a key as they became known."""
    return known_on(row), row["recorded_at"], row["id"]


def frame_of(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of an export as the store's frame of a day."""
    held = sorted(rows, key=lambda row: row["id"])
    return pd.DataFrame(
        [[known_on(row) if name == "known_on" else row[name] for name in KNOWN] for row in held],
        columns=list(KNOWN),
        dtype=object,
    )
