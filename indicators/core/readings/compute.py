"""Readings of compute: the share that a part of a company has, and the most that closing an app can have freed."""

from __future__ import annotations

from dataclasses import dataclass

from ...methods import shares
from ..evidence.comparable import leading, newest
from ..evidence.evidence import Evidence, not_comparable
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from ..text.periods import Period, calendar_year
from .levels import found_level, from_zero


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a company that uses compute: its name, the series of its share, of its compute and of all compute."""

    name: str
    share: str
    own: str
    whole: str = "compute"


def compute_share(e: Evidence, *, entity: str, part: Part) -> Result:
    """Entered, or the part over all of one period and basis; the later period, then the entered one."""
    entered = e.newest(part.share, entity)
    made = _newest_parts(e, entity, part)
    if entered is None and made is None:
        return _no_share(e, entity, part)
    if made is None or (entered is not None and entered.period_end >= made[0].period_end):
        return (
            found_level(entered, f"of compute {say.during(entered)}, {entered.basis}")
            if entered
            else _no_share(e, entity, part)
        )
    return _share(*made, part.name)


def _no_share(e: Evidence, entity: str, part: Part) -> Unknown:
    rows = (*e.lead(part.own, entity), *e.lead(part.whole, entity)[-1:])
    if e.lead(part.own, entity) and e.lead(part.whole, entity):
        return not_comparable(f"{entity}'s compute for {part.name} and in all share no period and basis.", *rows)
    return e.nothing(part.share, entity, used=rows)


def _newest_parts(e: Evidence, entity: str, part: Part) -> tuple[Observation, Observation] | None:
    alike = {(o.period_start, o.period_end, o.basis): o for o in e.lead(part.whole, entity)}
    some = newest(o for o in e.lead(part.own, entity) if (o.period_start, o.period_end, o.basis) in alike)
    return None if some is None else (some, alike[some.period_start, some.period_end, some.basis])


def _share(some: Observation, every: Observation, named: str) -> Result:
    if every.number <= 0:
        return from_zero(every, some)
    value = some.number / every.number
    if value > 1:
        because = f"{say.observed(some)} for {named} is more than {say.observed(every)} in all ({some.basis})."
        return not_comparable(because, some, every)
    low = high = span = None
    if some.ranged or every.ranged:
        # The rest of the compute is what the part is set against; part and rest are taken as independent.
        rest = (every.bottom - some.number, every.top - some.number)
        span = shares.share_interval((some.bottom, some.top), rest) if min(*rest, some.bottom) > 0 else None
        # Where the rest may be nothing there is no such form: the corners, a share ending at 1.
        corners = (some.bottom / every.top, min(some.top / every.bottom, 1.0) if every.bottom > 0 else 1.0)
        ends = corners if span is None else (span.low, span.high)
        low, high = (value if end is None else end for end in ends)
        low, high = min(low, value), max(high, value)
    return Found(
        value=value,
        low=low,
        high=high,
        increasing=(some,),
        decreasing=(every,),
        about=f"of compute: {say.observed(some)} of {say.observed(every)} {say.during(some)}, {some.basis}",
        details={"level": 0.9} if span is not None else {},
    )


def freed_ceiling(e: Evidence, *, entity: str, closed: str) -> Result:
    """The closed app's compute spend over the entity's, the newest calendar year that both have."""
    spent, total = (_by_year(leading(e.every("compute_spend", name))) for name in (closed, entity))
    if not spent or not total:
        missing = closed if not spent else entity
        return e.nothing(
            "compute_spend", missing, "compute spend of a calendar year", used=(*spent.values(), *total.values())
        )
    both = set(spent) & set(total)
    used = (*spent.values(), *total.values())
    if not both:
        because = f"No calendar year has the compute spend of both {closed} and {entity}."
        return Unknown(reason=Reason.NO_DATA, because=because, used=used)
    part, whole = spent[max(both)], total[max(both)]
    if part.unit != whole.unit:
        return not_comparable(f"{closed}'s spend stands in {part.unit}, {entity}'s in {whole.unit}.", part, whole)
    if whole.number <= 0:
        return from_zero(whole, part)
    ranged = part.ranged or whole.ranged
    return Found(
        value=part.number / whole.number,
        low=part.bottom / whole.top if ranged else None,
        high=part.top / whole.bottom if ranged and whole.bottom > 0 else None,
        increasing=(part,),
        decreasing=(whole,),
        about=(
            f"of {entity}'s compute spend in {max(both)} is what {closed} would have cost: "
            f"{say.observed(part)} ({part.basis}) of {say.observed(whole)} ({whole.basis})"
        ),
    )


def _by_year(rows: tuple[Observation, ...]) -> dict[int, Observation]:
    found = ((calendar_year(Period(o.period_start, o.period_end)), o) for o in rows)
    return {year: o for year, o in found if year}
