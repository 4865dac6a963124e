"""What is said beside numbers that are about to be kept, for every way in: surprise lines, guards and warnings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ...entry.validate import Rejection
from ...evidence.evidence import Evidence
from ...model.observation import RIGHTS, Observation
from .surprise import guards, surprise

SAID = 6  # kinds of numbers in one batch that have a surprise line


@dataclass(frozen=True, slots=True)
class Remarks:
    """What history would have led one to expect, and what a reader should know of it; a sentence each.

    `warnings` are what gives pause enough to be asked, by row: see `warn`.
    """

    surprises: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    warnings: tuple[Rejection, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it but the warnings, for a reader of plain text; what gives pause is marked."""
        return (*self.surprises, *(f"! {guard}" for guard in self.guards))


def remarks(
    numbers: Iterable[Observation], evidence: Evidence, today: date, rights_of: Callable[[str], str] = lambda _: ""
) -> Remarks:
    """What is to be said of `numbers`, of which `evidence` knows nothing yet; `rights_of` a source until now.

    Of several of one kind the newest is held against the others and what is on file.
    """
    every = list(numbers)
    last = {o.key.of_any_period: o for o in sorted(every, key=lambda o: o.time)}
    lines, pauses = [], []
    for o in list(last.values())[:SAID]:
        own = [other for other in every if (other.series, other.entity) == (o.series, o.entity) and other is not o]
        new = {other.key for other in own}
        stood = evidence.rows(o.series, o.entity)
        held = [r for r in stood if r.key not in new] + own
        lines.append(surprise(held, o).said)
        pauses += [*guards(held, o, today), weakened(o, rights_of(o.source))]
    return Remarks(tuple(lines), tuple(dict.fromkeys(filter(None, pauses))))


def weakened(o: Observation, until_now: str) -> str:
    """What gives pause where a source's numbers were held more strictly until now ("": nothing is known of them)."""
    if not until_now or RIGHTS.index(o.rights) >= RIGHTS.index(until_now):
        return ""
    return f"{o.source} was {until_now} until now; this number is {o.rights}."
