"""What moved besides readings when numbers came: claims decided otherwise, exit triggers that stand otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from .claim import OUTCOME_WORDS, Decided
from .condition import condition
from .evaluate import Evaluated
from .triggers import trigger


@dataclass(frozen=True, slots=True)
class Shift:
    """A claim or an exit trigger before and after, in words."""

    title: str
    was: str
    now: str


class Named(Protocol):
    """An exit trigger: its name, metric and test."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def metric(self) -> str:
        """The metric's full id."""

    @property
    def test(self) -> str:
        """`>= 0.03`."""


def claims_moved(before: Iterable[Decided], after: Iterable[Decided]) -> list[Shift]:
    """The claims whose outcome is another."""
    was = {d.claim.id: d.outcome for d in before}
    return [
        Shift(f"Claim: {d.claim.claim}", OUTCOME_WORDS[was[d.claim.id]], OUTCOME_WORDS[d.outcome])
        for d in after
        if d.claim.id in was and was[d.claim.id] is not d.outcome
    ]


def lines_moved(lines: Iterable[Named], before: Mapping[str, Evaluated], after: Mapping[str, Evaluated]) -> list[Shift]:
    """The exit triggers that stand otherwise."""
    found = []
    for line in lines:
        indicator, _, _ = line.metric.partition(".")
        was, now = (
            trigger(condition(line.test), readings[indicator].reading(line.metric)).standing
            for readings in (before, after)
        )
        if was is not now:
            found.append(Shift(f"Exit trigger: {line.name}", was.value, now.value))
    return found
