"""A test such as `>= 0.045` and whether a reading settles it: used by bands, claims and exit triggers alike."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from .errors import DeclarationError

_FORM = re.compile(r"\s*(>=|<=|>|<)\s*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)\s*", re.ASCII)
EDGE = 1e-9  # a value this near to an edge is on it


@dataclass(frozen=True, slots=True)
class Condition:
    """`op` is one of > >= < <=; `edge` is in the metric's unit."""

    op: str
    edge: float

    def holds(self, value: float) -> bool:
        """Whether `value` meets the test; a value within 1e-9 of the edge is on it."""
        gap = 0.0 if abs(value - self.edge) <= EDGE else value - self.edge
        return {">": gap > 0, ">=": gap >= 0, "<": gap < 0, "<=": gap <= 0}[self.op]

    def settled(self, value: float, low: float | None, high: float | None) -> bool | None:
        """True or False where the value and its whole range say so; None where the range straddles the edge.

        A range of which one end alone is known has no end on the other side.
        """
        if (low is None) != (high is None):
            low, high = (-math.inf if low is None else low), (math.inf if high is None else high)
        ends = {self.holds(end) for end in (low, value, high) if end is not None}
        return ends.pop() if len(ends) == 1 else None

    def __str__(self) -> str:
        """The form it is written in."""
        return f"{self.op} {self.edge:.15g}"


def condition(text: str) -> Condition:
    """Read `>= 0.045`; DeclarationError where the form is another."""
    match = _FORM.fullmatch(text)
    if match is None:
        msg = f'"{text}" is not a test: write one of > >= < <= and a number in the metric\'s unit.'
        raise DeclarationError(msg)
    return Condition(match[1], float(match[2]))
