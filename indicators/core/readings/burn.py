"""The burn in three ways: as reported, from two balances and the rounds between, by assumption."""

from __future__ import annotations

from datetime import date

from ...methods import cash as methods
from ...methods.growth import months_between
from ..evidence.comparable import comparable, newest, overlap
from ..evidence.evidence import Evidence, not_comparable
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say

MODEL = ("headcount", "assume_cost_per_head", "assume_compute_cost", "arr")  # what a burn by assumption rests on
WINDOW = 75  # days in which reported burns are averaged: a quarter's months
APART = 28  # days between two balances, at least: over fewer a late invoice is a burn
_WAYS = {"reported": "as reported", "balances": "from two balances", "model": "by our assumptions"}


def number(found: Found) -> float:
    """A result's value, which is a number here."""
    if isinstance(found.value, date):
        msg = "a day where a number was meant"
        raise TypeError(msg)
    return found.value


def ends(found: Found) -> tuple[float | None, float | None]:
    """A result's range in numbers."""
    low, high = (end if isinstance(end, int | float) else None for end in (found.low, found.high))
    return low, high


def span(found: Found) -> tuple[float, float]:
    """A result's range in numbers; the value for an end that it has not."""
    low, high = ends(found)
    return (number(found) if low is None else low), (number(found) if high is None else high)


# Whether it burns


def holds_zero(burn: Found) -> bool:
    """Whether the range of a burn leaves open on which side of 0 it lies."""
    low, high = ends(burn)
    return low is not None and high is not None and low <= 0 <= high


def no_burn(burn: Found) -> Unknown | None:
    """Why no runway follows from this burn: it does not burn, or its range does not tell; None where it burns."""
    if holds_zero(burn):
        basis = burn.newest[0].basis if burn.newest else ""
        because = (
            f"Can't tell whether it burns: net burn is anything from {say.interval(*ends(burn), burn.unit)} "
            f"({_WAYS[burn.details['from']]}, {basis})."
        )
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=burn.used)
    if number(burn) <= 0:
        because = f"Not burning: net burn is {say.number(number(burn), burn.unit)} {burn.about}."
        return Unknown(reason=Reason.NOT_BURNING, because=because, used=burn.used)
    return None


# As reported


def reported(rows: tuple[Observation, ...]) -> Result:
    """The mean, weighted by days, of the burns that end within 75 days of the newest's end; overlaps left out."""
    last = rows[-1]
    taken: list[Observation] = []
    for o in reversed(rows):
        if (last.period_end - o.period_end).days <= WINDOW and not any(overlap(o, t) for t in taken):
            taken.append(o)
    used = tuple(taken)
    if len({o.unit for o in used}) > 1:
        return not_comparable(f"Net burn stands in {say.listed(sorted({o.unit for o in used}))} ({last.basis}).", *used)
    days = sum(o.days for o in used)
    ranged = any(o.ranged for o in used)
    several = f"on average over {len(used)} numbers to {say.when(last)}, weighted by days"
    return Found(
        value=sum(o.number * o.days for o in used) / days,
        low=sum(o.bottom * o.days for o in used) / days if ranged else None,
        high=sum(o.top * o.days for o in used) / days if ranged else None,
        unit=f"{last.unit} per month",
        increasing=used,
        newest=(last,),
        about=f"{several if len(used) > 1 else say.during(last)}, {last.basis}",
        details={"from": "reported"},
    )


# From balances


def balances(e: Evidence, entity: str) -> tuple[Observation, Observation] | None:
    """The newest balance and the newest comparable one at least 28 days before it, older first; None without."""
    rows = e.lead("cash", entity)
    last = newest(rows)
    first = newest(o for o in rows if last is not None and comparable(o, last) and last.time - o.time >= APART)
    return None if first is None or last is None else (first, last)


def too_near(e: Evidence, entity: str) -> str:
    """That the balances on file lie too near to each other to tell a burn, where they do; else empty."""
    rows = [o for o in e.lead("cash", entity) if o.unit == e.lead("cash", entity)[-1].unit]
    if len(rows) < 2 or balances(e, entity) is not None:  # noqa: PLR2004 - a pair
        return ""
    return f" Balances less than {APART} days apart ({rows[-1].basis}) tell no burn."


def rounds_between(e: Evidence, first: Observation, end: date) -> tuple[Observation, ...]:
    """Rounds after a balance's day up to `end`, in the balance's currency."""
    return tuple(
        o
        for o in e.lead("funding_round", first.entity)
        if first.period_end < o.period_end <= end and o.unit == first.unit
    )


def named_round(o: Observation) -> str:
    """`Series E of USD 315M, 10 Feb 2026`."""
    return f"{o.label + ' of ' if o.label else 'a round of '}{say.observed(o)}, {say.when(o)}"


def by_balances(e: Evidence, first: Observation, last: Observation) -> Result:
    """The burn from one balance to another, with what was raised between."""
    between = [o for o in e.lead("funding_round", first.entity) if first.period_end < o.period_end <= last.period_end]
    rounds = rounds_between(e, first, last.period_end)
    if len(between) > len(rounds):
        other = say.listed(sorted({o.unit for o in between} - {first.unit}))
        because = f"A round in {other} lies between two balances in {first.unit} ({last.basis}): no burn from them."
        return not_comparable(because, first, last, *between)
    return from_balances(first, rounds, last)


def from_balances(first: Observation, rounds: tuple[Observation, ...], last: Observation) -> Found:
    """(cash at first + rounds - cash at last) over the months between; all in one currency."""
    months = months_between(first.time, last.time)

    def burnt(held: float, raised: float, left: float) -> float:
        rate = methods.balances_burn(held, raised, left, months)
        if rate is None:
            msg = "two balances of one time"
            raise ValueError(msg)
        return rate

    ranged = any(o.ranged for o in (first, last, *rounds))
    raised, least, most = (
        sum(part) for part in ([o.number for o in rounds], [o.bottom for o in rounds], [o.top for o in rounds])
    )
    with_rounds = f", with {say.number(raised, first.unit)} raised between" if rounds else ""
    about = (
        f"from {say.observed(first)} on {say.day(first.period_end)} to {say.observed(last)} on "
        f"{say.day(last.period_end)}{with_rounds}, {last.basis}"
    )
    return Found(
        value=burnt(first.number, raised, last.number),
        low=burnt(first.bottom, least, last.top) if ranged else None,
        high=burnt(first.top, most, last.bottom) if ranged else None,
        unit=f"{last.unit} per month",
        increasing=(first, *rounds),
        decreasing=(last,),
        newest=(last,),
        about=about,
        details={"from": "balances"},
        changes=() if rounds else ((first, last),),
    )


# By assumption


def from_model(e: Evidence, entity: str) -> Result:
    """Heads x cost per head + compute - ARR/12."""
    parts = [e.newest(name, entity) for name in MODEL]
    used = tuple(o for o in parts if o is not None)
    if len(used) < len(MODEL):
        missing = next(name for name, o in zip(MODEL, parts, strict=True) if o is None)
        gap = e.nothing("net_burn", entity)
        then = "" if missing != "assume_cost_per_head" else " Or assume a cost per head and a compute cost."
        return Unknown(reason=Reason.NO_DATA, because=gap.because + too_near(e, entity) + then, used=used)
    heads, cost, compute, arr = used
    if len({o.unit for o in (cost, compute, arr)}) > 1:
        return not_comparable("Cost per head, compute and ARR stand in different currencies.", *used)
    model = methods.burn_from_model(
        _range(heads),
        _range(cost),
        _range(compute),
        _range(arr, 12),
    )
    about = (
        f"by our assumptions: {say.observed(heads)} ({heads.basis}) at {say.interval(cost.low, cost.high, cost.unit)} "
        f"each and compute of {say.interval(compute.low, compute.high, compute.unit)}, less a twelfth of "
        f"{say.observed(arr)} ARR ({arr.basis})"
    )
    return Found(
        value=model.value,
        low=model.low,
        high=model.high,
        unit=f"{cost.unit} per month",
        increasing=(heads, cost, compute),
        decreasing=(arr,),
        newest=(heads, arr),
        about=about,
        details={"from": "model", "level": 0.9},
    )


def _range(o: Observation, parts: int = 1) -> tuple[float, float | None, float | None]:
    """A number with its range, divided by `parts`."""
    low, high = (o.bottom / parts, o.top / parts) if o.ranged else (None, None)
    return o.number / parts, low, high
