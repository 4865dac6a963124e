"""Exit triggers: a line on a metric below (or above) which the thesis is dropped, and how near it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...claims.judge import settles
from ...model.condition import Condition
from ...model.reading import Reading
from ...text import say
from .due import Due

NEAR = 0.1  # of the line's own size: nearer than this is at risk


class Standing(StrEnum):
    """Where a trigger stands."""

    HOLDING = "Holding"
    AT_RISK = "At risk"
    BROKEN = "Broken"
    CANT_TELL = "Can't tell"


@dataclass(frozen=True, slots=True)
class Line:
    """An exit trigger as a user set it: where `test` no longer holds on `metric`, the thesis is dropped."""

    name: str
    metric: str
    test: str
    because: str
    set_on: date


@dataclass(frozen=True, slots=True)
class Trigger:
    """A line's standing, with the distance and the age in words."""

    standing: Standing
    because: str


def trigger(test: Condition, reading: Reading, due: Due | None = None, as_of: date | None = None) -> Trigger:
    """Whether the line holds. Stale or missing evidence, or a range over the line, is neither broken nor holding.

    `due` is the next number that the reading waits for, as of a day.
    """
    standing, because = _stand(test, reading)
    if due is None:
        return Trigger(standing, because)
    late = as_of is not None and due.late(as_of)
    word = "was expected" if late else "is expected"
    return Trigger(standing, f"{because} The next number ({due.last.entity} {due.title}) {word} {say.day(due.on)}.")


def _stand(test: Condition, reading: Reading) -> tuple[Standing, str]:
    line = f"{reading.title} {say.condition(test, reading.unit, reading.shown)}"
    if not reading.current or not isinstance(reading.value, int | float):
        return Standing.CANT_TELL, f"{line}. {reading.because}"
    settled = settles(test, reading)
    distance = reading.value - test.edge
    size = say.number(abs(distance), reading.unit, reading.shown).lstrip("+")
    far = f"{size} {'above' if distance >= 0 else 'below'} it"
    age = f"{reading.days_old} days old" if reading.days_old is not None else "undated"
    because = f"{line}: {far}, {age}. {reading.because}"
    if settled is False:
        return Standing.BROKEN, because
    near = abs(distance) <= NEAR * abs(test.edge)
    if settled is None:
        straddles = reading.low is not None or reading.high is not None
        return (Standing.AT_RISK if straddles else Standing.CANT_TELL), because
    return (Standing.AT_RISK if near else Standing.HOLDING), because
