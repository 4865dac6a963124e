"""Readings of hiring: velocity from postings, change of the stock, acceleration, share of all roles, openings rate."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

from ...methods import counts, shares
from ..evidence.comparable import overlap, pair
from ..evidence.evidence import Evidence, not_comparable
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Surer, Unknown
from ..text import say
from .levels import from_zero, parts

WINDOW = 28  # days
LONG_WINDOW = 84  # days, where the shorter window holds few postings
FEW = 10  # postings
LEAST = 14  # days that must be covered
APART = 45  # days between openings and headcount
WEEK = 7
LEVEL = 0.9  # of the interval of postings


def counted(rows: tuple[Observation, ...], end: date, window: int = WINDOW) -> tuple[Observation, ...]:
    """Postings whose period lies whole in the `window` days up to `end`; of overlapping ones the shorter."""
    first = end - timedelta(window - 1)
    inside = [o for o in rows if first <= o.period_start and o.period_end <= end]
    taken: list[Observation] = []
    for o in sorted(inside, key=lambda o: (o.days, -o.period_end.toordinal(), o.id)):
        if not any(overlap(o, other) for other in taken):
            taken.append(o)
    return tuple(sorted(taken, key=lambda o: o.period_start))


def covered(rows: tuple[Observation, ...]) -> int:
    """Days that the postings cover."""
    return sum(o.days for o in rows)


def velocity(e: Evidence, *, entity: str, posted: str, stock: str) -> Result:
    """Roles posted a week, with the exact Poisson interval of their count; the stock of open roles tells no hiring."""
    rows = e.lead(posted, entity)
    if not rows:
        return _untold(e, entity, posted, stock)
    end, window = rows[-1].period_end, WINDOW
    used = counted(rows, end)
    longer = counted(rows, end, LONG_WINDOW)
    if sum(o.number for o in used) < FEW and covered(longer) > covered(used):
        used, window = longer, LONG_WINDOW
    days = covered(used)
    if days < LEAST:
        return too_few(used, days, end, window)
    low = counts.poisson_interval(math.floor(sum(o.bottom for o in used)), days / WEEK, LEVEL)
    high = counts.poisson_interval(math.ceil(sum(o.top for o in used)), days / WEEK, LEVEL)
    value = sum(o.number for o in used) * WEEK / days
    again = _listed_again(e, entity, stock, used)
    said = " No more roles are open than before, so some may have been listed again" if again else ""
    return Found(
        value=value,
        low=low.low if low else None,
        high=high.high if high else None,
        increasing=used,
        newest=(used[-1],),
        quoted=again,
        about=f"posted over {days} days to {say.day(end)}, {rows[-1].basis}" + (f".{said}" if said else ""),
        details={"days": days, "window": window, "level": LEVEL},
        surer=_surer(used, value, low.low if low else None, high.high if high else None),
    )


def _surer(used: tuple[Observation, ...], value: float, low: float | None, high: float | None) -> Surer | None:
    """The interval as wide as the postings vary from period to period: roles that come in batches vary more."""
    alike = {o.days for o in used}
    scatter = counts.dispersion([o.number for o in used]) if len(alike) == 1 else None
    if scatter is None or scatter <= 1:
        return None
    wide = counts.widened(value, low, high, scatter)
    return Surer(low=wide.low, high=wide.high, because="for postings that vary more than chance does")


def too_few(used: tuple[Observation, ...], days: int, end: date, window: int = WINDOW) -> Unknown:
    """Postings that cover too little of the window."""
    because = f"Postings cover {days} of the {window} days to {say.day(end)}; a velocity needs {LEAST}."
    return Unknown(reason=Reason.TOO_FEW, because=because, used=used)


def _untold(e: Evidence, entity: str, posted: str, stock: str) -> Unknown:
    """No postings: what is open now and was open before is told beside it, and is no hiring."""
    missing = e.nothing(posted, entity)
    if not e.rows(stock, entity):
        return missing
    because = f"{missing.because} Open roles tell a net change, not hiring: a role that is filled leaves the page too."
    return replace(missing, because=because)


def _listed_again(
    e: Evidence, entity: str, stock: str, used: tuple[Observation, ...]
) -> tuple[Observation, Observation] | tuple[()]:
    """The pair of open roles that did not grow while at least as many were posted as are open, if there is one."""
    found = pair(e.lead(stock, entity))
    if found is None:
        return ()
    first, last = found
    return found if sum(o.number for o in used) >= last.number and last.number <= first.number else ()


def openings_change(e: Evidence, *, entity: str, stock: str) -> Result:
    """The net change of open roles a week: posted less filled or withdrawn."""
    found = e.pair(stock, entity, "A change of open roles")
    if isinstance(found, Unknown):
        return found
    first, last = found
    weeks = (last.time - first.time) / WEEK
    ranged = first.ranged or last.ranged
    return Found(
        value=(last.number - first.number) / weeks,
        low=(last.bottom - first.top) / weeks if ranged else None,
        high=(last.top - first.bottom) / weeks if ranged else None,
        increasing=(last,),
        decreasing=(first,),
        newest=(last,),
        about=(
            f"net, from {say.observed(first)} on {say.when(first)} to {say.observed(last)} on {say.when(last)}, "
            f"{last.basis}"
        ),
    )


def acceleration(e: Evidence, *, entity: str, posted: str) -> Result:
    """Ln of the velocity over the one 28 days earlier, from postings alone."""
    rows = e.lead(posted, entity)
    if not rows:
        return e.nothing(posted, entity)
    if len(rows) == 1:
        return e.one_point(rows[0], "An acceleration")
    end = rows[-1].period_end
    now, then = counted(rows, end), counted(rows, end - timedelta(WINDOW))
    for used, day in ((now, end), (then, end - timedelta(WINDOW))):
        if covered(used) < LEAST:
            return too_few(used, covered(used), day)
    v1, v0 = (sum(o.number for o in used) / covered(used) for used in (now, then))
    if v0 <= 0:
        return from_zero(then[-1], now[-1])
    if v1 <= 0:
        because = f"No role posted over {covered(now)} days to {say.day(end)} ({rows[-1].basis}): a ratio to zero."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*then, *now))
    low, high = _ends(now, then)
    return Found(
        value=math.log(v1 / v0),
        low=low,
        high=high,
        increasing=now,
        decreasing=then,
        newest=(now[-1],),
        about=(
            f"against 28 days earlier: {say.digits(v1 * WEEK)} roles a week after {say.digits(v0 * WEEK)}, "
            f"{rows[-1].basis}"
        ),
    )


def _ends(now: tuple[Observation, ...], then: tuple[Observation, ...]) -> tuple[float | None, float | None]:
    if not any(o.ranged for o in (*now, *then)):
        return None, None
    lows = [sum(o.bottom for o in used) / covered(used) for used in (now, then)]
    highs = [sum(o.top for o in used) / covered(used) for used in (now, then)]
    low = math.log(lows[0] / highs[1]) if lows[0] > 0 and highs[1] > 0 else None
    return low, (math.log(highs[0] / lows[1]) if lows[1] > 0 else None)


def role_share(e: Evidence, *, entity: str, part: str, whole: str, named: str) -> Result:
    """The open roles of a `named` group (series `part`) over all (`whole`), same day and basis; 95% Wilson interval."""
    found = parts(e, (part, entity), (whole, entity), apart=0, same_basis=True)
    if isinstance(found, Unknown):
        return found
    some, every = found
    if (some.period_start, some.period_end) != (every.period_start, every.period_end):
        return not_comparable("The two counts cover different days.", some, every)
    if every.number <= 0:
        return from_zero(every, some)
    if some.number > every.number:
        because = f"{say.observed(some)} for {named} is more than {say.observed(every)} in all ({some.basis})."
        return not_comparable(because, some, every)
    share = shares.wilson(some.number, every.number)
    if share is None:
        return from_zero(every, some)
    return Found(
        value=share.value,
        low=share.low,
        high=share.high,
        increasing=(some,),
        decreasing=(every,),
        about=f"of open roles: {say.digits(some.number)} of {say.digits(every.number)}, {say.when(some)}, {some.basis}",
        details={"level": 0.95},
    )


def openings_rate(e: Evidence, *, entity: str, stock: str, staff: str) -> Result:
    """Open (series `stock`) over headcount + open, newest of each, at most 45 days apart."""
    found = parts(e, (stock, entity), (staff, entity), apart=APART)
    if isinstance(found, Unknown):
        return found
    roles, heads = found
    rate = shares.openings_rate(roles.number, heads.number)
    if rate is None:
        return from_zero(heads, roles)
    ranged = roles.ranged or heads.ranged
    return Found(
        value=rate,
        low=shares.openings_rate(roles.bottom, heads.top) if ranged else None,
        high=shares.openings_rate(roles.top, heads.bottom) if ranged else None,
        increasing=(roles,),
        decreasing=(heads,),
        about=(
            f"of jobs stand open: {say.observed(roles)} ({say.when(roles)}, {roles.basis}) beside "
            f"{say.observed(heads)} ({say.when(heads)}, {heads.basis})"
        ),
    )
