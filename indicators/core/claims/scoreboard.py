"""All claims with their outcomes, as known then and as known now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from ..evidence.evaluate import evaluate_one
from ..evidence.past import Past
from ..evidence.traced import Asked, Traced
from ..model.indicator import Bands, Indicator
from ..model.reading import Reading
from .claim import Claim, Decided, decide


class Scoreboard:
    """Decides claims as of a day, by a past that reaches up to it.

    A claim is looked at on its period's last day, and later on the days on which what its metric reads changed.
    """

    def __init__(self, indicators: Mapping[str, Indicator], past: Past, as_of: date) -> None:
        """Take over what the decisions rest on."""
        self._indicators, self._past, self._as_of = indicators, past, as_of
        self._changes: dict[Asked, Sequence[date]] = {}

    def decide(self, claims: Sequence[Claim], bands: Mapping[str, Bands] | None = None) -> list[Decided]:
        """Each claim's outcome, in the order given."""
        return [
            decide(
                c,
                partial(self._read, self._past.then, c, bands),
                partial(self._read, self._past.revised, c, bands),
                partial(self._after, c.metric),
                self._as_of,
            )
            for c in claims
        ]

    def _read(
        self, evidence_on: Callable[[date], Traced], claim: Claim, bands: Mapping[str, Bands] | None, day: date
    ) -> Reading:
        indicator, _, metric = claim.metric.partition(".")
        return evaluate_one(self._indicators[indicator], metric, evidence_on(day), bands)

    def _after(self, metric: str, day: date) -> date | None:
        """The first day after one on which a metric, read on that day, may be another."""
        asked = self._past.then(day).asked(metric)
        if asked not in self._changes:
            self._changes[asked] = self._past.changes(asked)
        days = self._changes[asked]
        place = bisect_right(days, day)
        return days[place] if place < len(days) else None
