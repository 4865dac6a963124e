"""Running a case: every look of every drawn year against what the bands say of its truth."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass

from numpy.random import default_rng

from indicators import registry
from indicators.core.evidence.calls import judged
from indicators.core.evidence.evaluate import evaluate_one
from indicators.core.evidence.evidence import Evidence
from indicators.core.evidence.examples import frame_of

from .worlds import Case, Noise

_SEED = 20_260_402
CALLS = ("supports", "against")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case came to: looks by call, the looks that called falsely, and the years with one at least.

    A call is false where it supports or speaks against and the bands, held against the truth, do not say the same.
    """

    case: Case
    truth: str
    seen: Counter[str]
    false: int
    years: int

    @property
    def looks(self) -> int:
        """How many looks there were."""
        return sum(self.seen.values())

    def share(self, call: str) -> float:
        """The share of the looks with a call."""
        return self.seen[call] / self.looks

    @property
    def false_share(self) -> float:
        """The share of the looks with a false call."""
        return self.false / self.looks


def says(case: Case) -> str:
    """What the bands say of the world itself, "no call" where silence can say nothing."""
    indicator, _, metric = case.metric.partition(".")
    (own,) = (m.bands for m in registry()[indicator].metrics if m.id == metric)
    return "no call" if own is None or case.value is None else judged(own, case.value)


def calls(case: Case, noise: Noise) -> list[str]:
    """The metric's call at each look, "no call" where it has none."""
    indicator, _, metric = case.metric.partition(".")
    frame = frame_of(case.rows(noise), registry()[indicator].entity)
    found = []
    for day in case.looks:
        e = Evidence(frame[frame["known_on"] <= day.isoformat()], day)
        found.append(evaluate_one(registry()[indicator], metric, e).call or "no call")
    return found


def run(case: Case, *, quick: bool) -> Outcome:
    """Draw a case from its own seed."""
    chance = default_rng([_SEED, zlib.crc32(case.name.encode())])
    truth = says(case)
    seen: Counter[str] = Counter()
    false = years = 0
    for _ in range(case.quick if quick else case.runs):
        drawn = calls(case, Noise(chance))
        wrong = sum(call in CALLS and call != truth for call in drawn)
        seen.update(drawn)
        false += wrong
        years += wrong > 0
    return Outcome(case, truth, seen, false, years)
