"""What readings may ask a board for: pairs of series and entity, and series of every entity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model.indicator import Indicator, Panel

Pair = tuple[str, str]  # a series and an entity


@dataclass(frozen=True, slots=True)
class Reads:
    """The numbers that may be asked for: those of `pairs`, and every entity's of `series`."""

    pairs: frozenset[Pair] = frozenset()
    series: frozenset[str] = frozenset()

    def __or__(self, other: Reads) -> Reads:
        """What either may ask for."""
        return Reads(self.pairs | other.pairs, self.series | other.series)

    def covers(self, series: str, entity: str) -> bool:
        """Whether the numbers of a series and entity may be asked for."""
        return series in self.series or (series, entity) in self.pairs

    def meets(self, pairs: Iterable[Pair]) -> bool:
        """Whether any of these pairs may be asked for."""
        return any(self.covers(*pair) for pair in pairs)

    @property
    def ranges(self) -> tuple[tuple[str, str | None], ...]:
        """Each series of every entity (None), then each pair that is not among them; in order."""
        alone = sorted(pair for pair in self.pairs if pair[0] not in self.series)
        return (*((name, None) for name in sorted(self.series)), *alone)


def reads_of(indicators: Iterable[Indicator]) -> Reads:
    """What the readings and pictures of these indicators declare."""
    found = Reads()
    for indicator in indicators:
        own = Reads(frozenset((s, indicator.entity) for s in indicator.series) | indicator.others, indicator.everyone)
        found |= own
        for panel in indicator.panels:
            found |= reads_of_panel(panel)
    return found


def reads_of_panel(panel: Panel) -> Reads:
    """What a picture shows: its series of its entities, of every entity where it names none."""
    if not panel.entities:
        return Reads(series=frozenset(panel.series))
    return Reads(frozenset((series, entity) for series in panel.series for entity in panel.entities))
