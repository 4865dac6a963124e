"""What moved between two evaluations of the same indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from . import say
from .evaluate import Evaluated
from .reading import CALL_WORDS, REASON_WORDS, Reading, Reason


@dataclass(frozen=True, slots=True)
class Move:
    """A reading before and after, in words."""

    metric: str
    title: str
    was: str
    now: str


def moves(before: Mapping[str, Evaluated], after: Mapping[str, Evaluated]) -> list[Move]:
    """Every reading whose value, range, call or reason is another, in the declared order."""
    found = []
    for name, evaluated in after.items():
        for old, new in zip(before[name].readings, evaluated.readings, strict=True):
            if _shape(old) != _shape(new):
                found.append(Move(new.metric, f"{evaluated.indicator.short}: {new.title}", told(old), told(new)))
    return found


def _shape(r: Reading) -> tuple[object, ...]:
    return (r.value, r.low, r.high, r.unit, r.status, r.reason, r.call, r.bound)


def told(r: Reading) -> str:
    """A reading in a few words: value, range, call and staleness, or why there is none."""
    if not r.known or r.value is None:
        return f"not known ({REASON_WORDS[Reason(r.reason)]})" if r.reason else "not known"
    call = f", {CALL_WORDS[r.call]}" if r.call else ""
    return f"{valued(r)}{call}{', stale' if r.reason else ''}"


def valued(r: Reading) -> str:
    """A known reading's value with bound and range: `at most +91.3% a year`, `19 months (16 months to 22 months)`."""
    if r.value is None:
        return ""
    before = f"{r.bound} " if r.bound in ("at least", "at most") else "about " if r.bound else ""
    span = say.interval(r.low, r.high, r.unit, r.shown)
    return f"{before}{say.number(r.value, r.unit, r.shown)}{f' ({span})' if span else ''}"
