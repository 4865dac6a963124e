"""Readings of cash: the burn, cash rolled forward, the runway by draws and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ...methods import cash as methods
from ...methods.growth import DAYS_PER_MONTH, months_between
from ..evidence.evidence import Evidence, carried, not_comparable
from ..model.catalogue import all_series
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Surer, Unknown
from ..text import say
from .burn import (
    MODEL,
    balances,
    by_balances,
    ends,
    from_balances,
    from_model,
    holds_zero,
    named_round,
    no_burn,
    number,
    reported,
    rounds_between,
    span,
    too_near,
)

NEAR = 45  # days around a balance in which it is not plain whether it holds a round


def net_burn(e: Evidence, *, entity: str) -> Result:
    """Reported burns, else two balances and the rounds between, else heads x cost + compute - ARR/12."""
    found = _net_burn(e, entity)
    if isinstance(found, Found) and holds_zero(found):
        return replace(found, about=f"{found.about}; the range holds 0: can't tell whether it burns")
    return found


def _net_burn(e: Evidence, entity: str) -> Result:
    if rows := e.lead("net_burn", entity):
        return reported(rows)
    if two := balances(e, entity):
        return by_balances(e, *two)
    if not all_series().keys() >= {*MODEL}:  # a thesis that assumes no costs has no third way
        missing = e.nothing("net_burn", entity)
        return replace(missing, because=missing.because + too_near(e, entity))
    return from_model(e, entity)


# Cash today


def cash_today(e: Evidence, *, entity: str, burn: str) -> Result:
    """The newest balance plus later rounds less the burn since, to the as-of day. `burn` is the metric to use."""
    balance, rate = e.newest("cash", entity), e.result(burn)
    if balance is None:
        return e.nothing("cash", entity, used=rate.used)
    if isinstance(rate, Unknown):
        return Unknown(reason=rate.reason, because=rate.because, used=(balance, *rate.used))
    if rate.unit != f"{balance.unit} per month":
        return not_comparable(f"Cash stands in {balance.unit}, the burn in {rate.unit}.", balance, *rate.used)
    return _rolled(Funds(e.as_of, balance, rounds_between(e, balance, date.max), rate))


@dataclass(frozen=True, slots=True)
class Funds:
    """What a runway is made of: a balance, the rounds after it in its currency, and a burn in it, on a day."""

    as_of: date
    balance: Observation
    rounds: tuple[Observation, ...]
    burn: Found

    @property
    def elapsed(self) -> float:
        """Months from the balance to the day."""
        return max(0.0, (self.as_of - self.balance.period_end).days / DAYS_PER_MONTH)

    @property
    def ranged(self) -> bool:
        """Whether a balance, a round or the burn has a range."""
        return any(o.ranged for o in (self.balance, *self.rounds)) or ends(self.burn) != (None, None)

    @property
    def held(self) -> tuple[methods.Ends, ...]:
        """The ranges of the balance and of each round."""
        return tuple((o.bottom, o.top) for o in (self.balance, *self.rounds))


def _rolled(funds: Funds) -> Found:
    balance, rounds, burn, months = funds.balance, funds.rounds, funds.burn, funds.elapsed
    raised = sum(o.number for o in rounds)
    least, most = sum(low for low, _ in funds.held), sum(high for _, high in funds.held)
    slow, fast = span(burn)
    about = (
        f"on {say.day(funds.as_of)}: {say.observed(balance)} on {say.day(balance.period_end)} ({balance.basis})"
        f"{', plus ' + say.number(raised, balance.unit) + ' raised since' if rounds else ''}, less a burn of "
        f"{say.number(number(burn), burn.unit)}"
    )
    return Found(
        value=methods.roll_forward(balance.number, raised, number(burn), months),
        low=least - fast * months if funds.ranged else None,
        high=most - slow * months if funds.ranged else None,
        unit=balance.unit,
        increasing=(balance, *rounds, *burn.decreasing),
        decreasing=burn.increasing,
        newest=(balance,),
        about=about,
        rests_on=(burn,),
    )


# The runway


def _funds(e: Evidence, cash: str, burn: str) -> Funds | Unknown:
    """What is held today and burnt, or why there is no runway."""
    held, rate = e.result(cash), e.result(burn)
    if isinstance(held, Unknown):
        return carried(held)
    if isinstance(rate, Unknown):
        return carried(rate)
    balance = held.newest[0]
    funds = Funds(e.as_of, balance, rounds_between(e, balance, date.max), rate)
    if why := _no_runway(funds):
        return why
    if other := foreign_rounds(e, balance):
        because = (
            f"{say.listed(other)} came after the balance in {held.unit}: enter a balance that holds it. {held.about}."
        )
        return not_comparable(because, *held.used)
    return funds


def _no_runway(funds: Funds) -> Unknown | None:
    if why := no_burn(funds.burn):
        return why
    held = _rolled(funds)
    if number(held) > 0:
        return None
    spent = f"{say.number(number(held), held.unit)} {held.about}"
    because = f"By that burn the balance is spent: {spent}. Enter a newer balance."
    return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=held.used)


def foreign_rounds(e: Evidence, balance: Observation) -> list[str]:
    """Rounds after a balance in another currency, which the balance rolled forward leaves out."""
    rounds = e.lead("funding_round", balance.entity)
    return [
        f"A round of {say.observed(o)}"
        for o in rounds
        if balance.period_end < o.period_end <= e.as_of and o.unit != balance.unit
    ]


def months(e: Evidence, *, cash: str, burn: str) -> Result:
    """Cash today over the burn, with its 90 % range by draws; rounds that the balance may hold are asked about."""
    funds = _funds(e, cash, burn)
    if isinstance(funds, Unknown):
        return funds
    asked = _maybe_counted(e, funds.balance)
    found = _runway(funds)
    if isinstance(found, Unknown):
        return found
    return replace(
        found,
        about=found.about + "".join(f". {_question(o, funds.balance)}" for o in asked),
        details={**found.details, "maybe_counted": [_named(o) for o in asked]},
        quoted=asked,
        without=tuple(_without(funds, asked)),
    )


def _runway(funds: Funds) -> Result:
    if why := _no_runway(funds):
        return why
    held, rate = _rolled(funds), funds.burn
    plain = methods.runway_months(number(held), number(rate))
    if plain is None:
        because = f"The numbers are too large to compute with ({funds.balance.basis})."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=held.used)
    given = {"from": rate.details["from"]}
    low = high = None
    if funds.ranged:
        _, low, high = methods.months_left(plain.value, funds.held, span(rate), funds.elapsed)
        given["level"] = 0.9
    return Found(
        value=plain.value,
        low=low,
        high=high,
        increasing=(*held.increasing, *rate.decreasing),
        decreasing=(*held.decreasing, *rate.increasing),
        newest=held.newest,
        about=f"of cash: {say.number(number(held), held.unit)} {held.about}",
        details=given,
        surer=_by_newest_burn(funds, low, high),
        rests_on=(held, rate),
    )


def _by_newest_burn(funds: Funds, low: float | None, high: float | None) -> Surer | None:
    """The ends moved to the months at the newest of several reported burns, where those lie beyond them."""
    burns = funds.burn.increasing
    if funds.burn.details["from"] != "reported" or len(burns) == 1:
        return None
    rate = burns[0].number
    cash = funds.balance.number + sum(o.number for o in funds.rounds)
    months = cash / rate - funds.elapsed if rate > 0 else math.inf
    return Surer(
        low=months if low is None else min(low, months),
        high=months if high is None else max(high, months),
        because="where its newest burn alone would say otherwise",
    )


def _maybe_counted(e: Evidence, balance: Observation) -> tuple[Observation, ...]:
    """Rounds within 45 days before or after a balance, of which its day does not tell whether it holds them."""
    rounds = e.lead("funding_round", balance.entity)
    return tuple(o for o in rounds if abs((o.period_end - balance.period_end).days) <= NEAR)


def _named(o: Observation) -> dict[str, Any]:
    return {"label": o.label, "day": o.period_end.isoformat(), "amount": o.number}


def _question(o: Observation, balance: Observation) -> str:
    """`Is Series E of USD 315M, 10 Feb 2026, in that balance? It came 10 days after it`."""
    days = (o.period_end - balance.period_end).days
    size = f"{abs(days)} day{'' if abs(days) == 1 else 's'}"
    apart = f"{size} after it, and is counted" if days > 0 else f"{size} before it" if days else "on the same day"
    name = named_round(o)
    return f"Is {name}, in that balance? It came {apart}"


def _without(funds: Funds, asked: tuple[Observation, ...]) -> Iterator[Result]:
    """The runway without each round asked about, where it counts: in what is held, or in a burn from two balances."""
    first, *raised = funds.burn.increasing
    for o in asked:
        if o in funds.rounds:
            yield _runway(replace(funds, rounds=tuple(r for r in funds.rounds if r is not o)))
        elif funds.burn.details["from"] == "balances" and o in raised:
            burn = from_balances(first, tuple(r for r in raised if r is not o), funds.burn.decreasing[0])
            yield _runway(replace(funds, burn=burn))


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
        increasing=runway.increasing,
        decreasing=runway.decreasing,
        newest=runway.newest,
        about=(
            f"by a runway of {say.number(number(runway), 'months')} from {say.day(e.as_of)}, {runway.newest[0].basis}"
        ),
    )


def p_under(e: Evidence, *, limit: float, cash: str, burn: str) -> Result:
    """The chance that the runway is shorter than `limit` months: the share of its draws that are."""
    funds = _funds(e, cash, burn)
    if isinstance(funds, Unknown):
        return funds
    held, rate = _rolled(funds), funds.burn
    if not funds.ranged:
        because = f"Neither cash nor burn has a range ({rate.about}): a chance needs a low and a high end."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*held.used, *rate.used))
    return Found(
        value=methods.p_shorter(limit, methods.runway_draws(funds.held, span(rate), funds.elapsed)),
        increasing=(*held.decreasing, *rate.increasing),
        decreasing=(*held.increasing, *rate.decreasing),
        newest=held.newest,
        about=(
            f"chance that the runway is shorter than {limit:g} months, if cash and burn lie as their ranges say: "
            f"{say.observed(funds.balance)} on {say.day(funds.balance.period_end)} ({funds.balance.basis}), burn of "
            f"{say.number(number(rate), rate.unit)} {rate.about}"
        ),
    )


def default_alive(e: Evidence, *, cash: str, burn: str, arr: str, growth: str) -> Result:
    """Whether revenue, growing on, meets expenses before the cash is spent (1) or not (0)."""
    rate, revenue, pace, held = e.result(burn), e.result(arr), e.result(growth), e.result(cash)
    for part in (rate, revenue, pace):
        if isinstance(part, Unknown):
            return carried(part)
    if isinstance(rate, Found) and holds_zero(rate) and (unsure := no_burn(rate)):
        return unsure
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
        why = _funds(e, cash, burn)
        if isinstance(why, Unknown):
            return why
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
    if number(rate) <= 0 and (why := no_burn(rate)):
        return why
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
        because = f"The numbers are too large to compute with ({last.basis})."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*found, *rate.used))
    return Found(
        value=value,
        low=(number(rate) if low is None else low) * spent / gains[2] if ranged else None,
        high=(number(rate) if high is None else high) * spent / gains[1] if ranged and gains[1] > 0 else None,
        increasing=(first, *rate.increasing),
        decreasing=(last, *rate.decreasing),
        newest=(last, *rate.newest),
        about=(
            f"of burn per unit of ARR gained from {say.when(first)} to {say.when(last)}, {last.basis}; "
            f"burn {rate.about}"
        ),
        changes=(found,),
        rests_on=(rate,),
    )
