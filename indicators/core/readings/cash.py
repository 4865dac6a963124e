"""Readings of cash: the burn in three ways, cash rolled forward, the runway and what follows from it."""

from __future__ import annotations

from datetime import date

from ...methods import cash as methods
from ...methods.growth import DAYS_PER_MONTH, months_between
from ..evidence.comparable import overlap, pair
from ..evidence.evidence import Evidence, carried, not_comparable
from ..model.catalogue import all_series
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say

MODEL = ("headcount", "assume_cost_per_head", "assume_compute_cost", "arr")  # what a burn by assumption rests on
WINDOW = 75  # days in which reported burns are averaged: a quarter's months


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


# The burn


def net_burn(e: Evidence, *, entity: str) -> Result:
    """Reported burns, else two balances and the rounds between, else heads x cost + compute - ARR/12."""
    rows = e.lead("net_burn", entity)
    if rows:
        return _reported(rows)
    balances = pair(e.lead("cash", entity))
    if balances is not None:
        return _from_balances(e, *balances)
    if not all_series().keys() >= {*MODEL}:  # a thesis that assumes no costs has no third way
        return e.nothing("net_burn", entity)
    return _from_model(e, entity)


def _reported(rows: tuple[Observation, ...]) -> Result:
    last = rows[-1]
    taken: list[Observation] = []
    for o in reversed(rows):
        if (last.period_end - o.period_end).days <= WINDOW and not any(overlap(o, t) for t in taken):
            taken.append(o)
    used = tuple(taken)
    if len({o.unit for o in used}) > 1:
        return not_comparable(f"Net burn stands in {say.listed(sorted({o.unit for o in used}))} ({last.basis}).", *used)
    ranged = any(o.ranged for o in used)
    count = f"a mean of {len(used)} numbers to {say.when(last)}" if len(used) > 1 else f"{say.during(last)}"
    return Found(
        value=sum(o.number for o in used) / len(used),
        low=sum(o.bottom for o in used) / len(used) if ranged else None,
        high=sum(o.top for o in used) / len(used) if ranged else None,
        unit=f"{last.unit} per month",
        up=used,
        newest=(last,),
        about=f"{count}, {last.basis}",
        details={"from": "reported"},
    )


def _from_balances(e: Evidence, first: Observation, last: Observation) -> Result:
    between = [o for o in e.lead("funding_round", first.entity) if first.period_end < o.period_end <= last.period_end]
    rounds = rounds_between(e, first, last.period_end)
    if len(between) > len(rounds):
        other = say.listed(sorted({o.unit for o in between} - {first.unit}))
        because = f"A round in {other} lies between two balances in {first.unit} ({last.basis}): no burn from them."
        return not_comparable(because, first, last, *between)
    months = months_between(first.time, last.time)
    raised = sum(o.number for o in rounds)
    ranged = any(o.ranged for o in (first, last, *rounds))
    with_rounds = f", with {say.number(raised, first.unit)} raised between" if rounds else ""
    about = (
        f"from {say.observed(first)} on {say.day(first.period_end)} to {say.observed(last)} on "
        f"{say.day(last.period_end)}{with_rounds}, {last.basis}"
    )
    top, bottom = sum(o.top for o in rounds), sum(o.bottom for o in rounds)
    return Found(
        value=(first.number + raised - last.number) / months,
        low=(first.bottom + bottom - last.top) / months if ranged else None,
        high=(first.top + top - last.bottom) / months if ranged else None,
        unit=f"{last.unit} per month",
        up=(first, *rounds),
        down=(last,),
        newest=(last,),
        about=about,
        details={"from": "balances"},
    )


def rounds_between(e: Evidence, first: Observation, end: date) -> tuple[Observation, ...]:
    """Rounds after a balance's day up to `end`, in the balance's currency."""
    return tuple(
        o
        for o in e.lead("funding_round", first.entity)
        if first.period_end < o.period_end <= end and o.unit == first.unit
    )


def _from_model(e: Evidence, entity: str) -> Result:
    parts = [e.newest(name, entity) for name in MODEL]
    used = tuple(o for o in parts if o is not None)
    if len(used) < len(MODEL):
        missing = next(name for name, o in zip(MODEL, parts, strict=True) if o is None)
        gap = e.nothing("net_burn", entity)
        then = "" if missing != "assume_cost_per_head" else " Or assume a cost per head and a compute cost."
        return Unknown(reason=Reason.NO_DATA, because=gap.because + then, used=used)
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
        up=(heads, cost, compute),
        down=(arr,),
        newest=(heads, arr),
        about=about,
        details={"from": "model", "level": 0.9},
    )


def _range(o: Observation, parts: int = 1) -> tuple[float, float | None, float | None]:
    """A number with its range, divided by `parts`."""
    low, high = (o.bottom / parts, o.top / parts) if o.ranged else (None, None)
    return o.number / parts, low, high


# Cash and runway


def cash_today(e: Evidence, *, entity: str, burn: str) -> Result:
    """The newest balance plus later rounds less the burn since, to the as-of day. `burn` is the metric to use."""
    balance, rate = e.newest("cash", entity), e.result(burn)
    if balance is None:
        return e.nothing("cash", entity, used=rate.used)
    if isinstance(rate, Unknown):
        return Unknown(reason=rate.reason, because=rate.because, used=(balance, *rate.used))
    if rate.unit != f"{balance.unit} per month":
        return not_comparable(f"Cash stands in {balance.unit}, the burn in {rate.unit}.", balance, *rate.used)
    return _rolled(e, balance, rate)


def _rolled(e: Evidence, balance: Observation, burn: Found) -> Found:
    rounds = rounds_between(e, balance, date.max)
    raised = sum(o.number for o in rounds)
    least, most = sum(o.bottom for o in rounds), sum(o.top for o in rounds)
    months = max(0.0, (e.as_of - balance.period_end).days / DAYS_PER_MONTH)
    low, high = ends(burn)
    ranged = any(o.ranged for o in (balance, *rounds)) or low is not None or high is not None
    about = (
        f"on {say.day(e.as_of)}: {say.observed(balance)} on {say.day(balance.period_end)} ({balance.basis})"
        f"{', plus ' + say.number(raised, balance.unit) + ' raised since' if rounds else ''}, less a burn of "
        f"{say.number(number(burn), burn.unit)}"
    )
    return Found(
        value=methods.roll_forward(balance.number, raised, number(burn), months),
        low=balance.bottom + least - (number(burn) if high is None else high) * months if ranged else None,
        high=balance.top + most - (number(burn) if low is None else low) * months if ranged else None,
        unit=balance.unit,
        up=(balance, *rounds, *burn.down),
        down=burn.up,
        newest=(balance,),
        about=about,
        rests_on=(burn,),
    )


def _both(e: Evidence, cash: str, burn: str) -> tuple[Found, Found] | Unknown:
    """Cash today and a burn above zero, or why there is no runway."""
    held, rate = e.result(cash), e.result(burn)
    if isinstance(held, Unknown):
        return carried(held)
    if isinstance(rate, Unknown):
        return carried(rate)
    if number(rate) <= 0:
        return not_burning(rate)
    if number(held) <= 0:
        spent = f"{say.number(number(held), held.unit)} {held.about}"
        because = f"By that burn the balance is spent: {spent}. Enter a newer balance."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=held.used)
    return held, rate


def not_burning(burn: Found) -> Unknown:
    """A company that does not burn cash has no runway to run out of."""
    because = f"Not burning: net burn is {say.number(number(burn), burn.unit)} {burn.about}."
    return Unknown(reason=Reason.NOT_BURNING, because=because, used=burn.used)


def months(e: Evidence, *, cash: str, burn: str) -> Result:
    """Cash today over the burn; the burn's ends give the runway's, one at or below zero leaves it open."""
    found = _both(e, cash, burn)
    if isinstance(found, Unknown):
        return found
    held, rate = found
    if other := foreign_rounds(e, held.newest[0]):
        because = (
            f"{say.listed(other)} came after the balance in {held.unit}: enter a balance that holds it. {held.about}."
        )
        return not_comparable(because, *held.used)
    low, high = ends(rate)
    runway = methods.runway_months(number(held), number(rate), low, high)
    if runway is None:
        return not_burning(rate)
    return Found(
        value=runway.value,
        low=runway.low,
        high=runway.high,
        up=(*held.up, *rate.down),
        down=(*held.down, *rate.up),
        newest=held.newest,
        about=f"of cash: {say.number(number(held), held.unit)} {held.about}",
        details=rate.details,
        rests_on=(held, rate),
    )


def foreign_rounds(e: Evidence, balance: Observation) -> list[str]:
    """Rounds after a balance in another currency, which the balance rolled forward leaves out."""
    rounds = e.lead("funding_round", balance.entity)
    return [
        f"A round of {say.observed(o)}"
        for o in rounds
        if balance.period_end < o.period_end <= e.as_of and o.unit != balance.unit
    ]


def cash_out_on(e: Evidence, *, months: str) -> Result:
    """The day on which the runway ends: whole months with month-end clamping, then days of the month reached."""
    runway = e.result(months)
    if isinstance(runway, Unknown):
        return carried(runway)
    day = methods.cash_out_on(e.as_of, number(runway))
    if day is None:
        because = f"The runway of {say.number(number(runway), 'months')} ends after 2100."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=runway.used)
    low, high = ends(runway)
    return Found(
        value=day,
        low=None if low is None else methods.cash_out_on(e.as_of, low),
        high=None if high is None else methods.cash_out_on(e.as_of, high),
        up=runway.up,
        down=runway.down,
        newest=runway.newest,
        about=(
            f"by a runway of {say.number(number(runway), 'months')} from {say.day(e.as_of)}, {runway.newest[0].basis}"
        ),
    )


def p_under(e: Evidence, *, limit: float, cash: str, burn: str) -> Result:
    """The chance that the runway is shorter than `limit` months, from the burn's range alone."""
    found = _both(e, cash, burn)
    if isinstance(found, Unknown):
        return found
    held, rate = found
    low, high = ends(rate)
    chance = None
    if low is not None and high is not None and 0 < low < high:
        chance = methods.p_shorter(limit, number(held), number(rate), low, high)
    if chance is None:
        because = f"The burn has no range above zero ({rate.about}): a chance needs a low and a high end."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*held.used, *rate.used))
    return Found(
        value=chance,
        up=(*held.down, *rate.up),
        down=(*held.up, *rate.down),
        newest=held.newest,
        about=(
            f"chance that the runway is shorter than {limit:g} months, if the burn lies as its range says: {rate.about}"
        ),
    )


def default_alive(e: Evidence, *, cash: str, burn: str, arr: str, growth: str) -> Result:
    """Whether revenue, growing on, meets expenses before the cash is spent (1) or not (0)."""
    rate, revenue, pace, held = e.result(burn), e.result(arr), e.result(growth), e.result(cash)
    for part in (rate, revenue, pace):
        if isinstance(part, Unknown):
            return carried(part)
    if isinstance(held, Unknown):
        if isinstance(rate, Unknown) or isinstance(pace, Unknown) or number(rate) > 0 or number(pace) < 0:
            return carried(held)
        held = rate  # a company that earns needs no cash to be judged
    if isinstance(rate, Unknown) or isinstance(revenue, Unknown) or isinstance(pace, Unknown):
        msg = "unknown parts were returned above"
        raise TypeError(msg)
    if f"{revenue.unit} per month" != rate.unit:
        return not_comparable(f"ARR stands in {revenue.unit}, the burn in {rate.unit}.", *revenue.used, *rate.used)
    earns = number(rate) <= 0 and number(pace) >= 0
    if not earns and number(held) <= 0:
        return _both(e, cash, burn) if number(rate) > 0 else not_burning(rate)  # type: ignore[return-value]  # unknown here
    return _verdict(rate, revenue, pace, held, earns=earns)


def _verdict(rate: Found, revenue: Found, pace: Found, held: Found, *, earns: bool) -> Result:
    monthly = number(revenue) / 12
    used = (*rate.used, *revenue.used, *pace.used, *held.used)
    verdict = None if earns else methods.default_alive(number(held), number(rate) + monthly, monthly, number(pace))
    if not earns and verdict is None:
        because = f"Expenses of {say.number(number(rate) + monthly, held.unit)} a month are not above zero."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=used)
    alive = earns or (verdict is not None and verdict.alive)
    word = "reaches break-even on current cash" if alive else "does not reach break-even on current cash"
    return Found(
        value=1.0 if alive else 0.0,
        also=used,
        newest=held.newest,
        about=f"({word}): {say.number(number(pace), 'ratio', 'change')} revenue "
        f"growth a month, burn {say.number(number(rate), rate.unit)}; {held.newest[0].basis}",
        details={}
        if verdict is None
        else {"months_to_profit": verdict.periods_to_profit, "capital_needed": verdict.capital_needed},
    )


def burn_multiple(e: Evidence, *, entity: str, burn: str) -> Result:
    """Burn over the newest comparable ARR pair's time, per unit of ARR gained."""
    rate, found = e.result(burn), e.pair("arr", entity, "A burn multiple")
    if isinstance(rate, Unknown):
        return carried(rate)
    if isinstance(found, Unknown):
        return found
    first, last = found
    if number(rate) <= 0:
        return not_burning(rate)
    if f"{last.unit} per month" != rate.unit:
        return not_comparable(f"ARR stands in {last.unit}, the burn in {rate.unit}.", *found, *rate.used)
    if last.number <= first.number:
        because = f"ARR did not grow from {say.when(first)} to {say.when(last)} ({last.basis}): no multiple."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*found, *rate.used))
    spent = months_between(first.time, last.time)
    gains = (last.number - first.number, last.bottom - first.top, last.top - first.bottom)
    low, high = ends(rate)
    ranged = (low is not None and high is not None) or first.ranged or last.ranged
    value = methods.burn_multiple(number(rate) * spent, gains[0])
    if value is None:
        return not_burning(rate)
    return Found(
        value=value,
        low=(number(rate) if low is None else low) * spent / gains[2] if ranged else None,
        high=(number(rate) if high is None else high) * spent / gains[1] if ranged and gains[1] > 0 else None,
        up=(first, *rate.up),
        down=(last, *rate.down),
        newest=(last, *rate.newest),
        about=(
            f"of burn per unit of ARR gained from {say.when(first)} to {say.when(last)}, {last.basis}; "
            f"burn {rate.about}"
        ),
        changes=(found,),
        rests_on=(rate,),
    )
