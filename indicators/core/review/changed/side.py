"""One side of a comparison: a board as it was known on a day, with all that was made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from ...claims.claim import Decided
from ...evidence.evaluate import Evaluated
from ...evidence.evidence import Evidence
from ...model.event import Event
from ...model.indicator import Bands
from ...model.observation import Observation, from_row
from ..ahead.triggers import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`frame` has one row per key, as the store gives it, and is what `evidence` was made of.

    `evaluated` is by indicator; claims, lines and moved bands as they stood. `until`, a UTC time, where it is the side
    of what had been recorded by then.
    """

    frame: pd.DataFrame
    evidence: Evidence
    evaluated: Mapping[str, Evaluated]
    claims: Sequence[Decided] = ()
    lines: Sequence[Line] = ()
    bands: Mapping[str, Bands] = field(default_factory=dict)
    until: str = ""

    @property
    def as_of(self) -> date:
        """The day on which all this was known."""
        return self.evidence.as_of

    @property
    def events(self) -> tuple[Event, ...]:
        """What had happened by then."""
        return self.evidence.events

    @property
    def ids(self) -> frozenset[int]:
        """The ids of the numbers that hold."""
        return frozenset(int(id_) for id_ in self.frame["id"])

    def observations(self, ids: Iterable[int]) -> list[Observation]:
        """The numbers with these ids, oldest id first."""
        rows = self.frame[self.frame["id"].isin(set(ids))].sort_values("id").to_dict("records")
        return [from_row({str(name): cell for name, cell in row.items()}) for row in rows]
