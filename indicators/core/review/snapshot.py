"""A board as it was known on a day, with all that is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import pandas as pd

from ..claims.claim import Decided
from ..evidence.evaluate import Evaluated
from ..evidence.evidence import Evidence
from ..model.event import Event
from ..model.indicator import Bands, Indicator, Panel
from ..model.observation import Observation, from_row
from ..model.reading import Reading
from .ahead.due import Due, due_numbers
from .ahead.triggers import Line


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """`frame` has one row per key, as the store gives it, and is what `evidence` was made of.

    `evaluated` is by indicator; claims, lines and moved bands as they stood. `until`, a UTC time, where it is of what
    had been recorded by then. Nothing in it is changed: sessions share it.
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
    def indicators(self) -> tuple[Indicator, ...]:
        """The catalogue's, in its order."""
        return tuple(e.indicator for e in self.evaluated.values())

    @property
    def metrics(self) -> frozenset[str]:
        """The full ids of all metrics, which a claim may name."""
        return frozenset(i.full(m.id) for i in self.indicators for m in i.metrics)

    @property
    def ids(self) -> frozenset[int]:
        """The ids of the numbers that hold."""
        return frozenset(int(id_) for id_ in self.frame["id"])

    @cached_property
    def due(self) -> tuple[Due, ...]:
        """The numbers that are expected next, the longest overdue first."""
        return tuple(due_numbers(self.evaluated.values(), self.evidence))

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
        """The numbers with these ids, oldest id first."""
        rows = self.frame[self.frame["id"].isin(set(ids))].sort_values("id").to_dict("records")
        return [from_row({str(name): cell for name, cell in row.items()}) for row in rows]
