"""Two things timed in turn, A B A B, so that a busy machine slows both; medians with their quartiles."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Once = Callable[[], float]  # does the thing once and gives what it cost, in the row's unit


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of what was measured, and its quartiles."""

    median: float
    low: float
    high: float
    count: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Spread:
        """Of at least one value."""
        low, middle, high = (
            statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else (values[0],) * 3
        )
        return cls(middle, low, high, len(values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A line of the table: ours and the floor in `unit`, and the goal for their ratio or, without a floor, for ours."""

    row: str
    what: str
    against: str
    unit: str
    ours: Spread
    floor: Spread | None
    goal: float | None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.ours.median / self.floor.median if self.floor and self.floor.median else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None where there is none."""
        reached = self.ours.median if self.floor is None else self.ratio
        return None if self.goal is None or reached is None else reached <= self.goal


@dataclass(slots=True)
class Progress:
    """One line on stderr that says what is being measured and how far it is."""

    quiet: bool = False
    _said: str = field(default="", init=False)

    def say(self, text: str, done: int = 0, of: int = 0) -> None:
        """Write over what was said before; on what is no terminal, a line for each new text."""
        if self.quiet:
            return
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{text}" + (f"  {done} of {of}" if of else ""))
        elif text != self._said:
            sys.stderr.write(f"{text}\n")
        self._said = text
        sys.stderr.flush()

    def end(self) -> None:
        """Leave the line."""
        if not self.quiet and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K")


def timed(do: Callable[[], object]) -> Once:
    """How long `do` takes, in milliseconds."""

    def once() -> float:
        began = time.perf_counter()
        do()
        return (time.perf_counter() - began) * 1000

    return once


def in_turn(
    progress: Progress, text: str, both: tuple[Once, Once], *, rounds: int, warm: int = 1
) -> tuple[Spread, Spread]:
    """Both, ours and the floor, each `rounds` times in turn, after `warm` rounds that do not count."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(warm + rounds):
        progress.say(text, max(number - warm, 0) + 1, rounds)
        for values, once in zip(found, both, strict=True):
            value = once()
            if number >= warm:
                values.append(value)
    return Spread.of(found[0]), Spread.of(found[1])
