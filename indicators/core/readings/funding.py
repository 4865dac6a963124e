"""Readings of funding: the newest round and what it must carry, revenue per head, multiples, who else raised."""

from __future__ import annotations

from itertools import pairwise

from ...methods.growth import DAYS_PER_MONTH, per_year
from ..evidence.comparable import after_announcement, comparable
from ..evidence.evidence import Evidence, carried, not_comparable
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from .burn import ends, named_round, no_burn, number
from .levels import from_zero, grown, parts

MULTIPLE_APART = 275  # days between a valuation and the ARR it is set against
HEADS_APART = 180  # days between ARR and headcount
FAR_APART = 45  # days between the parts of a ratio, from which on the sentence says how many
HALF_YEAR = 180  # days, at least, for a yearly rate
PLAN = 24  # months that a round is meant to last


def last_round_months(e: Evidence, *, entity: str, burn: str) -> Result:
    """The newest round over the burn."""
    last, rate = e.newest("funding_round", entity), e.result(burn)
    if last is None:
        return e.nothing("funding_round", entity, used=rate.used)
    if isinstance(rate, Unknown):
        return carried(rate)
    if rate.unit != f"{last.unit} per month":
        return not_comparable(f"The round stands in {last.unit}, the burn in {rate.unit}.", last, *rate.used)
    if number(rate) <= 0 and (why := no_burn(rate)):
        return why
    low, high = ends(rate)
    ranged = last.ranged or low is not None
    return Found(
        value=last.number / number(rate),
        low=last.bottom / (number(rate) if high is None else high) if ranged else None,
        high=last.top / (number(rate) if low is None else low) if ranged and (low is None or low > 0) else None,
        increasing=(last, *rate.decreasing),
        decreasing=rate.increasing,
        newest=(last, *rate.newest),
        about=f"that {named_round(last)} ({last.basis}) lasts at a burn of {say.number(number(rate), rate.unit)}",
    )


def months_since(e: Evidence, o: Observation) -> float:
    """Months from a round to the as-of day."""
    return (e.as_of.toordinal() - o.time) / DAYS_PER_MONTH


def months_since_round(e: Evidence, *, entity: str) -> Result:
    """Months since the newest round; the gaps between rounds beside it."""
    rows = e.lead("funding_round", entity)
    if not rows:
        return e.nothing("funding_round", entity)
    times = [o.time for o in rows]
    gaps = [(b - a) / DAYS_PER_MONTH for a, b in pairwise(times)]
    return Found(
        value=max(0.0, months_since(e, rows[-1])),
        also=(rows[-1],),
        about=f"since {named_round(rows[-1])} ({rows[-1].basis}){_apart(gaps)}",
        details={"gaps": gaps},
    )


def _apart(gaps: list[float]) -> str:
    """How far the rounds lie apart, in whole months: their days are often known to the month alone."""
    months = [f"{gap:.0f}" if gap >= 1 else "less than 1" for gap in gaps]
    if len(months) == 1:
        unit = "month" if months[0] in ("1", "less than 1") else "months"
        return f"; the round before came {months[0]} {unit} earlier"
    return f"; the rounds up to it came {say.listed(months)} months apart" if months else ""


def burn_for(e: Evidence, *, entity: str) -> Result:
    """The burn that leaves 24 months from the as-of day on the newest round alone."""
    last = e.newest("funding_round", entity)
    if last is None:
        return e.nothing("funding_round", entity)
    months = months_since(e, last) + PLAN
    if months <= 0:
        because = f"The newest round, {named_round(last)}, lies more than {PLAN} months ahead."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(last,))
    return Found(
        value=last.number / months,
        low=last.bottom / months if last.ranged else None,
        high=last.top / months if last.ranged else None,
        unit=f"{last.unit} per month",
        increasing=(last,),
        about=f"of net burn leaves {PLAN} months from {say.day(e.as_of)} on {named_round(last)} alone ({last.basis})",
    )


def breakeven_cost(e: Evidence, *, entity: str) -> Result:
    """ARR/12 less heads x cost per head: what compute and the rest may cost before cash burns."""
    arr, heads, cost = (e.newest(s, entity) for s in ("arr", "headcount", "assume_cost_per_head"))
    used = tuple(o for o in (arr, heads, cost) if o is not None)
    if arr is None or heads is None or cost is None:
        missing = "arr" if arr is None else "headcount" if heads is None else "assume_cost_per_head"
        return e.nothing(missing, entity, used=used)
    if arr.unit != cost.unit:
        return not_comparable(f"ARR stands in {arr.unit}, the cost per head in {cost.unit}.", *used)
    about = (
        f"for compute and all else before cash burns: {say.observed(arr)} ARR ({say.when(arr)}, {arr.basis}) less "
        f"{say.observed(heads)} at {say.interval(cost.low, cost.high, cost.unit)} each (our assumption)"
    )
    return Found(
        value=arr.number / 12 - heads.number * cost.number,
        low=arr.bottom / 12 - heads.top * cost.top,
        high=arr.top / 12 - heads.bottom * cost.bottom,
        unit=f"{arr.unit} per month",
        increasing=(arr,),
        decreasing=(heads, cost),
        newest=(arr, heads),
        about=about,
    )


def arr_growth_1y(e: Evidence, *, entity: str) -> Result:
    """Yearly rate from the newest comparable number at least 180 days before the newest."""
    rows = e.lead("arr", entity)
    if not rows:
        return e.nothing("arr", entity)
    last = rows[-1]
    if len(rows) == 1:
        return e.one_point(last)
    early = [o for o in rows if last.time - o.time >= HALF_YEAR]
    fit = [o for o in early if comparable(o, last)]
    if fit:
        return grown(fit[-1], last, per_year)
    if early:
        return e.no_partner((*early, last), "A yearly rate")
    sentence = f"No ARR of {entity} at least {HALF_YEAR} days before {say.when(last)} on file ({last.basis})."
    return Unknown(reason=Reason.NO_DATA, because=sentence, used=rows)


def arr_per_head(e: Evidence, *, entity: str) -> Result:
    """The newest ARR over the newest headcount, at most 180 days apart."""
    found = parts(e, ("arr", entity), ("headcount", entity), apart=HEADS_APART)
    if isinstance(found, Unknown):
        return found
    arr, heads = found
    if heads.number <= 0:
        return from_zero(heads, arr)
    ranged = arr.ranged or heads.ranged
    return Found(
        value=arr.number / heads.number,
        low=arr.bottom / heads.top if ranged else None,
        high=arr.top / heads.bottom if ranged and heads.bottom > 0 else None,
        unit=arr.unit,
        increasing=(arr,),
        decreasing=(heads,),
        about=(
            f"of ARR per head: {say.observed(arr)} ({say.when(arr)}, {arr.basis}) over {say.observed(heads)} "
            f"({say.when(heads)}{_days_apart(arr, heads)})"
        ),
    )


def value_to_arr(e: Evidence, *, entity: str) -> Result:
    """The newest valuation over the ARR nearest in time, at most 275 days apart, in one currency."""
    worth, rows = e.newest("valuation", entity), e.lead("arr", entity)
    if worth is None or not rows:
        return e.nothing("valuation" if worth is None else "arr", entity, used=rows[-1:] if worth is None else (worth,))
    arr = min(rows, key=lambda o: (abs(o.time - worth.time), -o.time))
    days = abs(arr.time - worth.time)
    if days > MULTIPLE_APART:
        because = f"Valuation ({say.when(worth)}) and ARR ({say.when(arr)}) lie {days:.0f} days apart."
        return not_comparable(because, worth, arr)
    if arr.unit != worth.unit:
        return not_comparable(f"Valuation stands in {worth.unit}, ARR in {arr.unit}.", worth, arr)
    if arr.number <= 0:
        return from_zero(arr, worth)
    ranged = arr.ranged or worth.ranged
    return Found(
        value=worth.number / arr.number,
        low=worth.bottom / arr.top if ranged else None,
        high=worth.top / arr.bottom if ranged and arr.bottom > 0 else None,
        increasing=(worth,),
        decreasing=(arr,),
        newest=(worth,),
        about=(
            f"ARR: {say.observed(worth)} ({say.when(worth)}, {worth.basis}) over {say.observed(arr)} "
            f"({say.when(arr)}, {arr.basis}{_days_apart(arr, worth)})"
        ),
    )


def _days_apart(of: Observation, other: Observation) -> str:
    """How far apart in time the parts of a ratio lie, where it is more than a month and a half."""
    days = of.time - other.time
    return f", {abs(days):.0f} days {'later' if days > 0 else 'earlier'}" if abs(days) > FAR_APART else ""


def capital_share(e: Evidence, *, entity: str, beside: str) -> Result:
    """The entity's rounds since the announcement over all entities', in USD; `details` with and without `beside`."""
    raised: dict[str, float] = {}
    used: list[Observation] = []
    for name in e.entities("funding_round"):
        for o in e.lead("funding_round", name):
            if not after_announcement(o) or o.number <= 0:
                continue
            rate = e.rate(o.unit, "USD", o.time)
            if isinstance(rate, Unknown):
                return Unknown(reason=rate.reason, because=rate.because, used=(*used, o))
            used += [o, *rate.used]
            raised[name] = raised.get(name, 0.0) + o.number * rate.factor
    if len(raised) < 2:  # noqa: PLR2004 - a share needs a rival
        who = "One company" if raised else "No company"
        because = f"{who} on file has raised since {say.day(thesis().announced)}; a share needs two."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=tuple(used))
    return _shared(entity, beside, raised, tuple(used))


def _shared(entity: str, beside: str, raised: dict[str, float], used: tuple[Observation, ...]) -> Result:
    total, own = sum(raised.values()), raised.get(entity, 0.0)
    without = total - (raised.get(beside, 0.0) if beside != entity else 0.0)
    names = say.listed(sorted(raised))
    bases = say.listed(sorted({o.basis for o in used if o.series != "fx"}))
    if total <= 0:
        because = f"No round above nothing is on file of {names} since {say.day(thesis().announced)}."
        return Unknown(reason=Reason.FROM_ZERO, because=because, used=used)
    rest = f"; {say.ratio(own / without)} without {beside}" if without > 0 and beside in raised else ""
    theirs = f"{entity} raised {say.number(own, 'USD')}" if own else f"none by {entity}"
    about = (
        f"of USD {say.compact(total)} raised since {say.day(thesis().announced)} by {names}{rest}; {theirs}; {bases}"
    )
    return Found(
        value=own / total,
        increasing=tuple(o for o in used if o.entity == entity),
        decreasing=tuple(o for o in used if o.entity != entity and o.series != "fx"),
        also=tuple(o for o in used if o.series == "fx"),
        newest=tuple(o for o in used if o.series != "fx"),
        about=about,
        details={
            f"with {beside}": own / total,
            f"without {beside}": own / without if without > 0 else None,
            "raised": raised,
        },
    )
