"""What a memo looks at: a board as known on a day, and the same board as it was when something was handed out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from .. import registry
from ..core.claim import Decided, claim_of
from ..core.evaluate import Evaluated, evaluate_on
from ..core.event import Event
from ..core.evidence import Evidence
from ..core.flips import Print
from ..core.indicator import Bands, Panel
from ..core.observation import COLUMNS, Observation, from_row
from ..core.reading import Reading
from ..core.scoreboard import Scoreboard
from ..core.series import SERIES, key_unit
from ..store import Board, Desk

KNOWN = (*COLUMNS, "id", "known_on", "recorded_at", "recorded_by", "batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One day's evidence, readings and claims on a board."""

    board: Board
    as_of: date
    frame: pd.DataFrame
    events: Sequence[Event]
    evaluated: Mapping[str, Evaluated]
    claims: Sequence[Decided]
    bands: Mapping[str, Bands]
    example: bool
    prints: Sequence[Print] | None = None  # None: solved when they are asked for

    def panel(self, name: str) -> tuple[Panel, Evaluated] | None:
        """A panel by its full id (`kling.users`), with its indicator's readings; None where there is none."""
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
        """The id of the last number written that the view rests on: what was on file at this moment."""
        return int(self.frame["id"].max()) if len(self.frame) else 0


def look(board: Board, as_of: date) -> View:
    """Read a board and evaluate every indicator and claim as known on a day."""
    frame, events, bands = board.observations(as_of), tuple(board.events(as_of)), Desk(board.path).bands(as_of)
    evidence = Evidence(frame, as_of, events)
    decided = Scoreboard(registry(), board.observations, events, as_of, board.known_days(as_of)).decide(
        [claim_of(row) for row in board.claims(as_of)], bands
    )
    return View(
        board=board,
        as_of=as_of,
        frame=frame,
        events=events,
        evaluated={i.id: evaluate_on(i, evidence, bands) for i in registry().values()},
        claims=tuple(decided),
        bands=bands,
        example=board.kind == "example",
    )


def key_of(row: Mapping[str, Any]) -> tuple[object, ...]:
    """What makes two rows versions of one number (contract, section 1)."""
    names = ("series", "entity", "basis", "period_start", "period_end", "age_days", "label")
    return (*(row[name] for name in names), key_unit(row["unit"]))


def known_on(row: Mapping[str, Any]) -> str:
    """The day since when a row of an export is known, as ISO text."""
    return str(row["published_on"] or row["recorded_at"][:10])


def stands(row: Mapping[str, Any], at: str = "") -> bool:
    """Whether a row is not taken back; with a time, whether it was not yet taken back then."""
    return not row["retracted"] or bool(at and row["retracted"] >= at)


def newest_of_each_key(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[object, ...], Mapping[str, Any]]:
    """The row that holds for each key."""
    ordered = sorted(rows, key=lambda row: (known_on(row), row["recorded_at"], row["id"]))
    return {key_of(row): row for row in ordered}


def frame_of(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows of an export as the store's frame of a day."""
    held = sorted(rows, key=lambda row: row["id"])
    return pd.DataFrame(
        [[known_on(row) if name == "known_on" else row[name] for name in KNOWN] for row in held],
        columns=list(KNOWN),
        dtype=object,
    )


def series_title(series: str) -> str:
    """A series' name inside a sentence; a declared one by its id."""
    found = SERIES.get(series)
    if found is None:
        return series
    return found.title if found.title.split()[0].isupper() else found.title[:1].lower() + found.title[1:]
