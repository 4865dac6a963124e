"""The board's ledger, for questions about what was handed out earlier: every row ever written, and which one holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from ... import registry
from ...core.claims.claim import Claim, Decided, Outcome, claim_of
from ...core.claims.scoreboard import Scoreboard
from ...core.evidence.evidence import Evidence
from ...core.evidence.past import FramesPast
from ...core.model.indicator import Bands
from ...core.model.observation import COLUMNS, Key, Observation, from_row, key_of
from ...core.review.record.vintages import vintages
from ...store import Board, Workspace

KNOWN = (*COLUMNS, "id", "known_on", "recorded_at", "recorded_by", "batch")


@dataclass(frozen=True)
class Ledger:
    """Every row ever written, and which one holds today for each number. Read once for many questions."""

    board: Board
    today: date

    @cached_property
    def rows(self) -> dict[int, dict[str, Any]]:
        """Every row by id, taken-back ones too."""
        return {row["id"]: row for row in self.board.export_rows()}

    @cached_property
    def holds(self) -> dict[Key, Mapping[str, Any]]:
        """The row that holds now for each key."""
        day = self.today.isoformat()
        return newest_of_each_key(row for row in self.rows.values() if stands(row) and known_on(row) <= day)

    @cached_property
    def bands(self) -> Mapping[str, Bands]:
        """The bands that users moved."""
        return Workspace(self.board.path).bands()

    def of(self, number: int) -> Observation | None:
        """What holds now for the number that had this id."""
        row = self.rows.get(number)
        found = self.holds.get(key_of(row)) if row else None
        return observation(found) if found else None

    def first(self, number: int) -> Observation | None:
        """The first print, as it stands now, of the number of which a row has this id."""
        row = self.rows.get(number)
        same = [other for other in self.rows.values() if row and stands(other) and key_of(other) == key_of(row)]
        found = vintages([{**other, "key": "", "known_on": known_on(other)} for other in sorted(same, key=in_order)])
        return found[0].first if found else None

    def evidence(self, as_of: date, until: int) -> Evidence:
        """The numbers that were on file with id `until` and known on a day, each as it holds now."""
        day = as_of.isoformat()
        keys = {key_of(row) for row in self.rows.values() if row["id"] <= until and known_on(row) <= day}
        frame = frame_of(row for key, row in self.holds.items() if key in keys)
        return Evidence(frame, as_of, self.board.events(as_of))

    @cached_property
    def claims(self) -> list[Claim]:
        """Every claim as it stands now."""
        return [claim_of(row) for row in self.board.claims()]

    def decided(self, claims: Sequence[Claim], as_of: date, until: int) -> list[Decided]:
        """Claims as known on a day, by the numbers that were on file with id `until`, taken-back ones left out."""
        return self._scoreboard(as_of, until).decide(claims)

    def corrected(self, claim: Claim, as_of: date, until: int) -> Outcome:
        """What a claim comes to by the numbers that were known on a day and on file then, each as it holds now."""
        return self._scoreboard(as_of, until).corrected(claim, self.evidence(as_of, until))

    def _scoreboard(self, as_of: date, until: int) -> Scoreboard:
        keys = {key_of(row) for row in self.rows.values() if row["id"] <= until}
        held = [row for row in self.rows.values() if stands(row) and key_of(row) in keys]

        def frame_on(day: date) -> pd.DataFrame:
            last = day.isoformat()
            return frame_of(newest_of_each_key(row for row in held if known_on(row) <= last).values())

        known = {(row["series"], row["entity"], date.fromisoformat(known_on(row))) for row in held}
        past = FramesPast(frame_on, self.board.events(as_of), as_of, known)
        return Scoreboard(registry(), past, as_of, self.bands)

    @cached_property
    def _today(self) -> dict[str, Decided]:
        last = max(self.rows, default=0)
        return {d.claim.id: d for d in self.decided(self.claims, self.today, last)}

    def today_of(self, claim: str) -> Decided | None:
        """A claim as it stands today, by all that is on file."""
        return self._today.get(claim)


def observation(row: Mapping[str, Any]) -> Observation:
    """A row of an export as metrics see it."""
    return from_row({**row, "known_on": known_on(row)})


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
