"""Several numbers for one entity and period, each on its own basis: side by side, with their spread and who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..model.observation import Key, Observation
from ..text import say
from ..text.periods import say_period
from .comparable import leading, newness

RULE = "the latest period end leads, then the basis with more numbers, then the alphabet"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Numbers of one period, the leading basis' first, and how far they lie apart."""

    numbers: tuple[Observation, ...]
    leads: str
    said: str


def side_by_side(rows: Sequence[Observation]) -> list[SideBySide]:
    """Every period for which several bases have a number, the newest first; `rows` are of one series and entity."""
    lead = leading(rows)
    basis = lead[0].basis if lead else ""
    periods: dict[Key, list[Observation]] = {}
    for o in sorted(rows, key=newness, reverse=True):
        periods.setdefault(o.key.on_any_basis, []).append(o)
    found = []
    for same in periods.values():
        if len({o.basis for o in same}) > 1:
            own = sorted(same, key=lambda o: (o.basis != basis, o.basis))
            found.append(SideBySide(tuple(own), basis, _said(own, basis)))
    return found


def _said(own: Sequence[Observation], basis: str) -> str:
    low, high = min(own, key=lambda o: o.number), max(own, key=lambda o: o.number)
    when = say_period(own[0].period_start, own[0].period_end)
    spread = (
        f"{say.ratio(high.number / low.number - 1)} apart"
        if low.number > 0
        else f"{say.number(high.number - low.number, low.unit)} apart"
    )
    listed = say.listed([f"{say.observed(o)} ({o.basis})" for o in own])
    who = f'"{basis}" leads' if any(o.basis == basis for o in own) else f'neither leads, "{basis}" does'
    return f"{when}: {listed}; {spread}. {who}: {RULE}."
