"""Exchange rates: dated, from the board, never today's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..model.observation import Observation
from ..model.reading import Reason, Unknown
from ..text import say

NEAR = 120  # days between a rate and the number it converts, at most


@dataclass(frozen=True, slots=True)
class Rate:
    """What an amount is multiplied by, the rate's row, and the words for a sentence (empty where none was needed)."""

    factor: float
    used: tuple[Observation, ...] = ()
    said: str = ""


def rate(rows: Iterable[Observation], have: str, want: str, time: float) -> Rate | Unknown:
    """The factor from `have` to `want` at the row nearest to `time`; of two as near, the earlier.

    `rows` are the `fx` numbers of all pairs: entity `USD/CNY` is CNY per one USD, so it serves both ways.
    """
    if have == want:
        return Rate(1.0)
    pairs = {f"{have}/{want}": False, f"{want}/{have}": True}
    fit = [o for o in rows if o.entity in pairs and abs(o.time - time) <= NEAR and o.number > 0]
    if not fit:
        because = f"No exchange rate between {have} and {want} within {NEAR} days on file: enter one as fx."
        return Unknown(reason=Reason.NO_DATA, because=because)
    o = min(fit, key=lambda o: (abs(o.time - time), o.time, -o.known_on.toordinal(), -o.id))
    factor = 1 / o.number if pairs[o.entity] else o.number
    return Rate(factor, (o,), f", at {o.number:g} {o.entity} of {say.when(o)}")
