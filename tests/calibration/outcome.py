"""Running a case and counting what came of it."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

from numpy.random import default_rng

from .cases import Case

_SEED = 20_260_324


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to: intervals given, those that held the truth, and draws that had no interval."""

    case: Case
    given: int
    held: int
    without: int

    @property
    def covered(self) -> float:
        """The share of the intervals that held the truth."""
        return self.held / self.given

    @property
    def error(self) -> float:
        """Its standard error (Agresti and Coull: two of each kind added, so that it is never 0)."""
        share = (self.held + 2) / (self.given + 4)
        return math.sqrt(share * (1 - share) / (self.given + 4))

    def inside(self, errors: float = 0) -> bool:
        """Tell whether the share lies in the band, give or take so many standard errors at its edges."""
        low, high = (edge + side * errors * math.sqrt(edge * (1 - edge) / self.given) for edge, side in _edges(self))
        return low <= self.covered <= high


def _edges(outcome: Outcome) -> tuple[tuple[float, int], tuple[float, int]]:
    low, high = outcome.case.band
    return (low, -1), (high, 1)


def run(case: Case, *, quick: bool) -> Outcome:
    """Draw a case from its own seed."""
    chance = default_rng([_SEED, zlib.crc32(case.name.encode())])
    seen = [case.draw(chance) for _ in range(case.quick if quick else case.runs)]
    return Outcome(case, given=sum(held is not None for held in seen), held=seen.count(True), without=seen.count(None))
