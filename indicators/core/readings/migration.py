"""Readings of migration: above trend, share captured of a closed app's users, draw. Relative, never causal."""

from __future__ import annotations

from datetime import date

from ...methods import capture
from ...methods.estimate import Estimate
from ..evidence.comparable import before_announcement, comparable, newest, overlap
from ..evidence.evidence import Evidence, carried, not_comparable
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from .levels import from_zero

COURSE = 12  # segments of a trend that is drawn


def excess(e: Evidence, *, entity: str) -> Result:
    """The newest number after the announcement less the log-linear trend of the comparable ones before it."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    last = newest(o for o in rows if not before_announcement(o))
    if last is None:
        return e.absent(
            rows, f"No monthly active users of {entity} after {say.day(thesis().announced)} ({rows[-1].basis})."
        )
    earlier = [o for o in rows if before_announcement(o)]
    fit = _apart([o for o in earlier if comparable(o, last)])
    if earlier and not fit:
        return e.no_partner((*earlier, last), "A trend before the announcement")
    if not earlier:
        return e.absent(
            rows, f"No monthly active users of {entity} before {say.day(thesis().announced)} ({last.basis})."
        )
    if len(fit) < 2:  # noqa: PLR2004 - a trend needs two
        because = f"One comparable number before {say.day(thesis().announced)} ({last.basis}); a trend needs two."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=(*fit, last))
    if any(o.number <= 0 for o in fit):
        return from_zero(next(o for o in fit if o.number <= 0), last)
    # To be drawn from its first number to the newest, where it is read.
    steps = [fit[0].time + (last.time - fit[0].time) * i / COURSE for i in range(COURSE + 1)]
    times, values = [o.time for o in fit], [o.number for o in fit]
    line, *course = capture.counterfactual_course(times, values, (last.time, *steps))
    if line is None:
        return e.no_partner((*fit, last), "A trend before the announcement")
    drawn = [[t, point.value] for t, point in zip(steps, course, strict=True) if point is not None]
    return _excess(last, fit, line, drawn)


def _apart(rows: list[Observation]) -> tuple[Observation, ...]:
    taken: list[Observation] = []
    for o in sorted(rows, key=lambda o: (o.period_end, o.id), reverse=True):
        if not any(overlap(o, other) for other in taken):
            taken.append(o)
    return tuple(sorted(taken, key=lambda o: o.time))


def _excess(last: Observation, fit: tuple[Observation, ...], line: Estimate, course: list[list[float]]) -> Found:
    """`course` is the trend as points: ordinal day, users."""
    trend_at, low, high = line.value, line.low, line.high
    about = (
        f"above the trend of {len(fit)} numbers before {say.day(thesis().announced)}, which reaches "
        f"{say.compact(trend_at)} "
        f"{say.during(last)}, {last.basis}; relative to that trend, no cause is shown"
    )
    return Found(
        value=last.number - trend_at,
        low=None if high is None else last.number - high,
        high=None if low is None else last.number - low,
        up=(last,),
        either=fit if any(o.grade in ("floor", "ceiling") for o in fit) else (),
        down=fit,
        newest=(last,),
        about=about,
        details={
            "trend": trend_at,
            "trend_low": low,
            "trend_high": high,
            "points": len(fit),
            "course": course,
        }
        | ({"level": 0.95} if low is not None else {}),
    )


def capture_rate(e: Evidence, *, entity: str, closed: str, excess: str) -> Result:
    """Users above trend over the closed app's who were free to come; low and high by the assumptions' ends."""
    above = e.result(excess)
    if isinstance(above, Unknown):
        return carried(above)
    own = newest(above.up)
    both, left = e.newest("assume_multihoming", entity), e.newest("assume_leave_category", entity)
    for series, assumed in (("assume_multihoming", both), ("assume_leave_category", left)):
        if assumed is None:
            return e.nothing(series, entity, used=above.used)
    gone = newest(
        o
        for o in e.rows("mau", closed)
        if own and o.basis == own.basis and o.unit == own.unit and before_announcement(o)
    )
    if gone is None:
        return e.nothing("mau", closed, f"monthly active users before {say.day(thesis().announced)}", used=above.used)
    if both is None or left is None or isinstance(above.value, date):
        msg = "both assumptions and a number were checked above"
        raise TypeError(msg)

    def rate(multihoming: float, leave: float) -> float | None:
        return capture.capture_rate(float(above.value), gone.number, multihoming, leave)  # type: ignore[arg-type]  # a number

    value = rate(both.number, left.number)
    if value is None:
        because = f"The assumptions leave nobody of {closed}'s users to capture."
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=(*above.used, both, left, gone))
    ends = [end for end in (rate(both.bottom, left.bottom), rate(both.top, left.top)) if end is not None]
    known = len(ends) == 2  # noqa: PLR2004 - low and high
    about = (
        f"of {closed}'s {say.compact(gone.number)} users of {say.when(gone)} who had not used both "
        f"({say.interval(both.bottom, both.top, 'ratio')} assumed) nor left "
        f"({say.interval(left.bottom, left.top, 'ratio')} assumed), {gone.basis}; relative to trend, no cause is shown"
    )
    return Found(
        value=value,
        low=min(*ends, value) if known else None,
        high=max(*ends, value) if known else None,
        up=above.up,
        down=(*above.down, gone),
        either=(*above.either, both, left),
        newest=above.newest,
        about=about,
        open_ended=not known,
        details={"pool": float(above.value) / value if value else None},
    )


def draw(e: Evidence, *, entity: str, closed: str) -> Result:
    """100 x The entity's share of the summed gain over its share of the level before, the closed app left out."""
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
    if first[entity].number <= 0:
        return from_zero(first[entity], *used)
    start, end = ({name: o.number for name, o in part.items()} for part in (first, last))
    value = capture.draw_index(start, end, entity)
    if value is None:
        because = (
            f"{say.listed(sorted(counted))} together gained nothing after {say.when(first[entity])} ({rows[-1].basis})."
        )
        return Unknown(reason=Reason.NOT_IDENTIFIED, because=because, used=used)
    about = (
        f"where 100 is a fair share of the gains of {say.listed(sorted(counted))}, {say.when(first[entity])} to "
        f"{say.when(last[entity])}, {rows[-1].basis}; relative, no cause is shown"
    )
    return Found(
        value=value,
        either=used,
        newest=tuple(last.values()),
        about=about,
        open_ended=any(o.ranged for o in used),  # no closed form for its range, so no line is cleared
        details={"entities": sorted(counted)},
    )


def _both_sides(e: Evidence, own: Observation, closed: str) -> dict[str, tuple[Observation, ...]]:
    found = {}
    for name in e.entities("mau"):
        rows = tuple(o for o in e.rows("mau", name) if (o.basis, o.unit) == (own.basis, own.unit))
        sides = {before_announcement(o) for o in rows}
        if name != closed and len(sides) == 2:  # noqa: PLR2004 - before and after
            found[name] = rows
    return found


def _common(counted: dict[str, tuple[Observation, ...]], *, earlier: bool) -> dict[str, Observation]:
    """The newest period that all counted have on one side of the announcement."""
    by_period = [
        {(o.period_end, o.period_start): o for o in rows if before_announcement(o) is earlier}
        for rows in counted.values()
    ]
    shared = set.intersection(*(set(periods) for periods in by_period))
    if not shared:
        return {}
    return {name: periods[max(shared)] for name, periods in zip(counted, by_period, strict=True)}
