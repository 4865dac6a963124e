"""How numbers are written at an axis and beside a mark, and where the ticks of an axis of numbers stand."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ...core.model.currencies import ISO_4217
from ...core.model.observation import Observation
from ...core.text import say

_NAMED = re.compile(r"\b([A-Z]{3}) (million|billion)\b")
_SIGNS = {"floor": "> ", "ceiling": "< "}
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Amount:
    """Writes numbers of one unit; `size` where the panel's measure already says "CNY million"."""

    unit: str
    size: float = 1.0
    change: bool = False

    def axis(self, x: float) -> str:
        """A tick's label."""
        if self.unit == "ratio":
            return say.ratio(x)
        return say.digits(x / self.size) if self.size > 1 else say.compact(x)

    def short(self, x: float) -> str:
        """A number beside its mark."""
        if self.unit == "ratio":
            return say.ratio(x, "change" if self.change else "level")
        return self.axis(x)

    def label(self, o: Observation) -> str:
        """An observation beside its mark: `> 650`, `7.8M`, `0 to 0.5%`."""
        if o.value is None and o.low is not None and o.high is not None:
            low, high = self.short(o.low), self.short(o.high)
            low = low.removesuffix("%") if high.endswith("%") else low
            return f"{low} to {high}"
        return _SIGNS.get(o.grade, "") + self.short(o.number)


def amount(unit: str, measure: str, series: str = "") -> Amount:
    """How a panel with this unit and measure writes its numbers."""
    named = _NAMED.search(measure)
    size = {"million": 1e6, "billion": 1e9}[named[2]] if named and unit in ISO_4217 else 1.0
    return Amount(unit, size, change=series == "wau_change")


def measured(measure: str, unit: str) -> str:
    """The measure with the currency that the numbers are really in."""
    named = _NAMED.search(measure)
    return measure.replace(named[1], unit, 1) if named and unit in ISO_4217 else measure


def ticks(low: float, high: float, *, whole: bool = False, about: int = 4) -> tuple[float, ...]:
    """Round numbers from `low` to `high`, about so many steps apart."""
    step = _step((high - low) / about) if high > low else 1.0
    step = max(step, 1.0) if whole else step
    step = math.ceil(step) if whole else step
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(round(i * step, 12) for i in range(first, last + 1))


def _step(rough: float) -> float:
    size = 10.0 ** math.floor(math.log10(rough))
    return next(s * size for s in _STEPS if s * size >= rough * 0.999)
