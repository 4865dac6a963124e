"""Readings of migration: above what would have been, share captured of a closed app's users, draw. Never causal."""

from __future__ import annotations

from functools import lru_cache

from ...methods import capture
from ...methods.estimate import Estimate
from ..evidence.comparable import after_announcement, before_announcement, comparable, newest, without_overlap
from ..evidence.evidence import Evidence, carried, not_comparable
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from .levels import from_zero

COURSE = 12  # segments of a trend that is drawn
LEAST = 3  # numbers before the announcement that tell what would have been


def excess(e: Evidence, *, entity: str) -> Result:
    """The newest number after the announcement less what the comparable ones before it lead to: a walk with drift."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    announced = say.day(thesis().announced)
    last = newest(o for o in rows if after_announcement(o))
    if last is None:
        return e.absent(rows, f"No monthly active users of {entity} after {announced} ({rows[-1].basis}).")
    earlier = [o for o in rows if before_announcement(o)]
    if not earlier:
        return e.absent(rows, f"No monthly active users of {entity} before {announced} ({last.basis}).")
    fit = without_overlap(o for o in earlier if comparable(o, last))
    if not fit:
        return e.no_partner((*earlier, last), "What would have been")
    if len(fit) < LEAST:
        count = "One comparable number" if len(fit) == 1 else f"{len(fit)} comparable numbers"
        because = f"{count} before {announced} ({last.basis}); what would have been needs three."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=(*fit, last))
    if any(o.number <= 0 for o in fit):
        return from_zero(next(o for o in fit if o.number <= 0), last)
    # To be drawn from its first number to the newest, where it is read.
    steps = [fit[0].time + (last.time - fit[0].time) * i / COURSE for i in range(COURSE + 1)]
    times, values = [o.time for o in fit], [o.number for o in fit]
    line, *course = capture.counterfactual_course(times, values, (last.time, *steps))
    if line is None:
        return e.no_partner((*fit, last), "What would have been")
    drawn = [[t, point.value] for t, point in zip(steps, course, strict=True) if point is not None]
    return _excess(last, fit, line, drawn)


def _excess(last: Observation, fit: tuple[Observation, ...], line: Estimate, course: list[list[float]]) -> Found:
    """`course` is what would have been, as points: ordinal day, users."""
    about = (
        f"above what {len(fit)} numbers before {say.day(thesis().announced)} lead to, {say.compact(line.value)} "
        f"{say.during(last)}, {last.basis}; relative to that, no cause is shown"
    )
    return Found(
        value=last.number - line.value,
        low=None if line.high is None else last.bottom - line.high,
        high=None if line.low is None else last.top - line.low,
        increasing=(last,),
        also=fit,
        newest=(last,),
        about=about,
        details={
            "trend": line.value,
            "trend_low": line.low,
            "trend_high": line.high,
            "points": len(fit),
            "course": course,
            "level": 0.9,
        },
    )


def capture_rate(e: Evidence, *, entity: str, closed: str, excess: str) -> Result:
    """Users above what would have been over the closed app's who were free to come; its range by draws of all parts."""
    above, rows = e.result(excess), e.lead("mau", entity)
    if isinstance(above, Unknown) and above.reason in (Reason.NO_DATA, Reason.ONE_POINT):
        return carried(above)
    both, left = e.newest("assume_multihoming", entity), e.newest("assume_leave_category", entity)
    if both is None or left is None:
        return e.nothing("assume_multihoming" if both is None else "assume_leave_category", entity, used=above.used)
    alike = (rows[-1].basis, rows[-1].unit)
    gone = newest(o for o in e.rows("mau", closed) if (o.basis, o.unit) == alike and before_announcement(o))
    if gone is None:
        return e.nothing("mau", closed, f"monthly active users before {say.day(thesis().announced)}", used=above.used)
    return carried(above) if isinstance(above, Unknown) else _captured(above, gone, both, left)


def _captured(above: Found, gone: Observation, both: Observation, left: Observation) -> Result:
    fit, (last,) = above.also, above.increasing
    assumed = tuple((o.number, o.bottom, o.top) for o in (both, left))
    times, values = tuple(o.time for o in fit), tuple(o.number for o in fit)
    found = _drawn_rate(times, values, last.time, last.number, gone.number, assumed)
    if found is None:
        because = f"The assumptions leave nobody of {gone.entity}'s users to capture."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*above.used, both, left, gone))
    about = (
        f"of {gone.entity}'s {say.compact(gone.number)} users of {say.when(gone)} who had not used both "
        f"({say.interval(both.bottom, both.top, 'ratio')} assumed) nor left "
        f"({say.interval(left.bottom, left.top, 'ratio')} assumed), {gone.basis}; no cause is shown"
    )
    return Found(
        value=found.value,
        low=found.low,
        high=found.high,
        increasing=above.increasing,
        also=(*fit, gone),
        either=(both, left),
        newest=above.newest,
        about=about,
        details={"pool": gone.number * (1 - both.number) * (1 - left.number), "level": 0.9},
        rests_on=(above,),
    )


Share = tuple[float, float, float]


@lru_cache(maxsize=64)
def _drawn_rate(  # noqa: PLR0913, PLR0917 - what the draws are of, kept, as they are slow
    times: tuple[float, ...],
    values: tuple[float, ...],
    at: float,
    users: float,
    displaced: float,
    assumed: tuple[Share, Share],
) -> Estimate | None:
    multihoming, leave = assumed
    return capture.capture_interval(
        times, values, at, users=users, displaced=displaced, multihoming=multihoming, leave=leave
    )


def draw(e: Evidence, *, entity: str, closed: str) -> Result:
    """100 x the entity's share of the summed gain over its share of the level before, the closed app left out."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    if len(rows) == 1:
        return e.one_point(rows[0], "A draw index")
    counted = _both_sides(e, rows[-1], closed)
    if entity not in counted:
        sides = f"No monthly users of {entity} on both sides of {say.day(thesis().announced)} ({rows[-1].basis})."
        return e.absent(rows, sides, "A draw index")
    if len(counted) < 2:  # noqa: PLR2004 - a share needs a rival
        because = f"No rival but {closed} has users on both sides of {say.day(thesis().announced)} ({rows[-1].basis})."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=rows)
    first, last = _common(counted, earlier=True), _common(counted, earlier=False)
    used = tuple(o for part in (first, last) for o in part.values())
    if not first or not last or not comparable(first[entity], last[entity]):
        names = say.listed(sorted(counted))
        return not_comparable(f"{names} share no comparable period before and after ({rows[-1].basis}).", *used)
    return _drawn(first, last, entity)


def _drawn(first: dict[str, Observation], last: dict[str, Observation], entity: str) -> Result:
    used, own = (*first.values(), *last.values()), first[entity]
    if own.number <= 0:
        return from_zero(own, *used)
    start, end = ({name: o.number for name, o in part.items()} for part in (first, last))
    value = capture.draw_index(start, end, entity)
    if value is None:
        return _no_index(first, last)
    low = high = None
    if any(o.ranged for o in used):
        ranges = (tuple((name, (o.bottom, o.top)) for name, o in part.items()) for part in (first, last))
        found = _drawn_index(value, *ranges, entity)
        low, high = found.low, found.high
    about = (
        f"where 100 is a fair share of the gains of {say.listed(sorted(start))}, {say.when(own)} to "
        f"{say.when(last[entity])}, {own.basis}; relative, no cause is shown"
    )
    return Found(
        value=value,
        low=low,
        high=high,
        either=used,
        newest=tuple(last.values()),
        about=about,
        details={"entities": sorted(start)} | ({"level": 0.9} if low is not None or high is not None else {}),
        changes=tuple((first[name], last[name]) for name in sorted(start)),
        needs_range=True,
    )


def _no_index(first: dict[str, Observation], last: dict[str, Observation]) -> Unknown:
    lost = [name for name in sorted(first) if last[name].number < first[name].number]
    who, when = say.listed(sorted(first)), f"{say.when(next(iter(first.values())))} to {say.when(last[min(last)])}"
    what = (
        f"{say.listed(lost)} lost users from {when}: a share of the gains says nothing then"
        if lost
        else f"{who} together gained under a tenth of what they had from {when}: too little to divide by"
    )
    because = f"{what} ({first[min(first)].basis})."
    return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*first.values(), *last.values()))


Ends = tuple[tuple[str, tuple[float, float]], ...]


@lru_cache(maxsize=64)
def _drawn_index(value: float, before: Ends, after: Ends, entity: str) -> Estimate:
    """The index with its interval; kept, as its draws are slow."""
    return capture.draw_interval(value, dict(before), dict(after), entity)


def _both_sides(e: Evidence, own: Observation, closed: str) -> dict[str, tuple[Observation, ...]]:
    found = {}
    for name in e.entities("mau"):
        rows = tuple(o for o in e.rows("mau", name) if (o.basis, o.unit) == (own.basis, own.unit))
        if name != closed and any(map(before_announcement, rows)) and any(map(after_announcement, rows)):
            found[name] = rows
    return found


def _common(counted: dict[str, tuple[Observation, ...]], *, earlier: bool) -> dict[str, Observation]:
    """The newest period that all counted have on one side of the announcement."""
    side = before_announcement if earlier else after_announcement
    by_period = [{(o.period_end, o.period_start): o for o in rows if side(o)} for rows in counted.values()]
    shared = set.intersection(*(set(periods) for periods in by_period))
    if not shared:
        return {}
    return {name: periods[max(shared)] for name, periods in zip(counted, by_period, strict=True)}
