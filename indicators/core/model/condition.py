"""A test such as `>= 0.045` and whether a reading settles it: used by bands, claims and exit triggers alike."""

from __future__ import annotations

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

    def settled(self, value: float, low: float | None, high: float | None, bound: str) -> bool | None:
        """True or False where the whole reading says so; None where its range or its one-sidedness leaves it open.

        `bound` is "", "at least", "at most" or "approximate"; the last is judged by its printed numbers.
        """
        if bound in ("at least", "at most"):
            return self._settled_one_sided(value, bound)
        ends = {self.holds(end) for end in (low, value, high) if end is not None}
        return ends.pop() if len(ends) == 1 else None

    def _settled_one_sided(self, value: float, bound: str) -> bool | None:
        rising = self.op in (">", ">=")
        if bound == "at least":
            return True if rising and self.holds(value) else (False if not rising and not self.holds(value) else None)
        return False if rising and not self.holds(value) else (True if not rising and self.holds(value) else None)

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
