"""Exit triggers: a line on a metric below (or above) which the thesis is dropped, and how near it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from . import say
from .claim import settles
from .condition import Condition
from .reading import Reading

NEAR = 0.1  # of the line's own size: nearer than this is at risk


class Standing(StrEnum):
    """Where a trigger stands."""

    HOLDING = "Holding"
    AT_RISK = "At risk"
    BROKEN = "Broken"
    CANT_TELL = "Can't tell"


@dataclass(frozen=True, slots=True)
class Trigger:
    """A line's standing, with the distance and the age in words."""

    standing: Standing
    because: str


def trigger(test: Condition, reading: Reading) -> Trigger:
    """Whether the line holds. Stale or missing evidence, or a range over the line, is neither broken nor holding."""
    line = f"{reading.title} {say.condition(test, reading.unit, reading.shown)}"
    if not reading.current or not isinstance(reading.value, int | float):
        return Trigger(Standing.CANT_TELL, f"{line}. {reading.because}")
    settled = settles(test, reading)
    distance = reading.value - test.edge
    size = say.number(abs(distance), reading.unit, reading.shown).lstrip("+")
    far = f"{size} {'above' if distance >= 0 else 'below'} it"
    age = f"{reading.days_old} days old" if reading.days_old is not None else "undated"
    because = f"{line}: {far}, {age}. {reading.because}"
    if settled is False:
        return Trigger(Standing.BROKEN, because)
    near = abs(distance) <= NEAR * abs(test.edge)
    if settled is None:
        straddles = reading.low is not None or reading.high is not None
        return Trigger(Standing.AT_RISK if straddles else Standing.CANT_TELL, because)
    return Trigger(Standing.AT_RISK if near else Standing.HOLDING, because)
