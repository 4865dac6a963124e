"""What would have to be true: a runway under assumptions that a person moves, and a contract's term against it.

Nothing here is a number of the record: what is moved can be kept as assumptions, never as a reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...methods import cash as methods
from ...methods.growth import DAYS_PER_MONTH
from ..evidence.comparable import newest
from ..evidence.evidence import Evidence
from ..model.observation import Observation
from ..model.reading import Reading, Unknown
from ..text import say
from .burn import named_round

Range = tuple[float, float]  # low and high, 90 %


@dataclass(frozen=True, slots=True)
class Levers:
    """What is moved: cost per head and compute a month as ranges in `unit`, revenue growth a month as a ratio."""

    cost_per_head: Range
    compute: Range
    growth: float
    unit: str = "USD"


@dataclass(frozen=True, slots=True)
class Outlook:
    """Net burn and months of cash under the levers, each (value, low, high); None: the cash is never spent.

    `because` says what it rests on.
    """

    burn: tuple[float, float, float]
    months: tuple[float | None, float | None, float | None]
    because: str


def outlook(e: Evidence, entity: str, levers: Levers) -> Outlook | Unknown:
    """The runway from the as-of day: heads x cost + compute against growing revenue, on the newest balance or round."""
    heads, arr = e.newest("headcount", entity), e.newest("arr", entity)
    held = e.newest("cash", entity) or e.newest("funding_round", entity)
    for series, o in (("headcount", heads), ("arr", arr), ("funding_round", held)):
        if o is None:
            return e.nothing(series, entity)
        if series != "headcount" and o.unit != levers.unit:
            return Unknown(
                reason=e.nothing(series, entity).reason, because=f"{say.observed(o)} is not in {levers.unit}."
            )
    if heads is None or arr is None or held is None:
        msg = "each was checked above"
        raise TypeError(msg)
    return _outlook(e, levers, heads, arr, held)


def _outlook(e: Evidence, levers: Levers, heads: Observation, arr: Observation, held: Observation) -> Outlook:
    spent = methods.burn_from_model(heads.number, (None, *levers.cost_per_head), (None, *levers.compute), 0.0)
    low, high = spent.low or spent.value, spent.high or spent.value
    revenue = arr.number / 12
    since = max(0.0, (e.as_of.toordinal() - held.time) / DAYS_PER_MONTH)

    def months(expenses: float) -> float | None:
        today = held.number - (expenses - revenue) * since
        return methods.months_with_growth(today, expenses, revenue, levers.growth)

    what = named_round(held) if held.series == "funding_round" else f"{say.observed(held)} of cash on {say.when(held)}"
    because = (
        f"Rests on {what} alone, less that burn since; {say.observed(heads)} ({say.when(heads)}), {say.observed(arr)} "
        f"ARR ({say.when(arr)}), and your assumptions. A scenario, not a reading."
    )
    return Outlook(
        burn=(spent.value - revenue, low - revenue, high - revenue),
        months=(months(spent.value), months(high), months(low)),
        because=because,
    )


@dataclass(frozen=True, slots=True)
class Prospect:
    """Whether a company is funded past a term: `yes`, `no` or `can't tell`, and what would have to be true."""

    answer: str
    because: str


def funded_past(e: Evidence, entity: str, months: Reading, term: float) -> Prospect:
    """A contract's term in months against the runway: yes where its low end outlasts it, no where its high fails."""
    needed = _needed(e, entity, term)
    if not months.current or not isinstance(months.value, int | float):
        return Prospect("can't tell", f"{months.because} {needed}")
    low = months.low if isinstance(months.low, int | float) else months.value
    high = months.high if isinstance(months.high, int | float) else months.value
    softened = bool(months.bound) or months.grade == "assumption"
    if low >= term and not softened:
        return Prospect("yes", f"{months.because} {needed}")
    if high < term and not softened:
        return Prospect("no", f"{months.because} {needed}")
    return Prospect("can't tell", f"{months.because} {needed}")


def _needed(e: Evidence, entity: str, term: float) -> str:
    last = newest(e.lead("funding_round", entity))
    if last is None:
        return ""
    since = (e.as_of.toordinal() - last.time) / DAYS_PER_MONTH
    burn = say.number(last.number / (since + term), f"{last.unit} per month")
    return f"On {named_round(last)} alone, net burn would have to be at most {burn} to last {term:g} months from here."
