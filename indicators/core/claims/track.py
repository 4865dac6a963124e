"""How a source's calls came out: a count, and from ten decided ones on a Brier score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...methods.scoring import brier
from .claim import Decided, Outcome

ENOUGH = 10  # decided calls of one source before a score says anything
ASSERTED = ("forecast", "guidance")  # kinds of claim by which a source says that something will be


@dataclass(frozen=True, slots=True)
class Track:
    """A source's calls: how many it made that are scored, how many are decided and met, and from ten on their score.

    `score` is the Brier score, 0 to 1: a claim asserts its outcome, so each counts as a forecast of probability 1, and
    the score is the share that was missed.
    """

    source: str
    made: int
    decided: int
    met: int
    score: float | None

    @property
    def said(self) -> str:
        """`2 decided of 5: 1 met, 1 missed`."""
        text = f"{self.decided} decided of {self.made}"
        if self.decided:
            text += f": {self.met} met, {self.decided - self.met} missed"
        return text if self.score is None else f"{text}; Brier {self.score:.2f} (0 is best, 1 worst)"


def tracks(claims: Iterable[Decided]) -> list[Track]:
    """Each source's forecasts and guidance, by name; watch items, void claims and tests set in hindsight left out."""
    by_source: dict[str, list[Decided]] = {}
    for d in claims:
        if d.claim.kind in ASSERTED and d.claim.scored and d.outcome is not Outcome.VOID:
            by_source.setdefault(d.claim.source, []).append(d)
    return [_track(source, made) for source, made in sorted(by_source.items())]


def _track(source: str, made: list[Decided]) -> Track:
    came = [d.outcome is Outcome.MET for d in made if d.scored]
    score = brier([1.0] * len(came), came) if len(came) >= ENOUGH else None
    return Track(source, len(made), len(came), sum(came), score)
