"""Readings of users: growth against an announcement, trend, share, churn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ...methods import growth as rates
from ...methods.estimate import Estimate
from ..evidence.comparable import after_announcement, before_announcement, chain, comparable, newest, series_up_to
from ..evidence.evidence import Evidence
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Surer, Unknown
from ..text import say
from .levels import from_zero, grown

HALF_YEAR = 183  # days of numbers that a rate of growth looks back over
YEAR = 365  # and a trend
LEVEL = 0.9  # of the interval of a drift
SURER = 0.95  # of the one that a call must hold against: two lines are two ways to be wrong


def cmgr(e: Evidence, *, entity: str) -> Result:
    """Growth per month from the newest comparable number before the announcement to the newest after it."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    last = newest(o for o in rows if after_announcement(o))
    if last is None:
        return e.absent(
            rows, f"No monthly active users of {entity} after {say.day(thesis().announced)} ({rows[-1].basis})."
        )
    earlier = [o for o in rows if before_announcement(o)]
    if not earlier:
        return e.absent(
            rows, f"No monthly active users of {entity} before {say.day(thesis().announced)} ({last.basis})."
        )
    first = newest(o for o in earlier if comparable(o, last))
    return e.no_partner((*earlier, last)) if first is None else grown(first, last, rates.per_month)


def drift(e: Evidence, *, series: str, entity: str) -> Result:
    """Growth a month over the numbers of half a year: a random walk with drift, with its 90% interval."""
    rows = e.lead(series, entity)
    if not rows:
        return e.nothing(series, entity)
    last = rows[-1]
    if len(rows) == 1:
        return e.one_point(last)
    points = series_up_to(rows, last, HALF_YEAR)
    if len(points) == 1:
        return _no_second(e, rows)
    if zero := next((o for o in points if o.number <= 0), None):
        return from_zero(zero, *(o for o in points if o is not zero))
    if len(points) == 2:  # noqa: PLR2004 - one step
        pair = grown(points[0], last, rates.per_month)
        return pair if isinstance(pair, Unknown) else replace(pair, pair_is_few=True, points=2)
    return _drift(e, points)


def _no_second(e: Evidence, rows: tuple[Observation, ...]) -> Unknown:
    last = rows[-1]
    if not any(comparable(o, last) for o in rows):
        return e.no_partner(rows)
    because = f"No comparable number in the {HALF_YEAR} days before {say.when(last)} ({last.basis}); growth needs one."
    return Unknown(reason=Reason.TOO_FEW, because=because, used=(last,))


def _drift(e: Evidence, points: tuple[Observation, ...]) -> Result:
    first, last = points[0], points[-1]
    times, values = [o.time for o in points], [o.number for o in points]
    found, wider = (rates.drift_per_month(times, values, level) for level in (LEVEL, SURER))
    if found is None or wider is None:
        return e.no_partner(points)
    low, high = _ranged(found, first, last)
    least, most = _ranged(wider, first, last)
    return Found(
        value=found.value,
        low=low,
        high=high,
        increasing=(last,),
        decreasing=(first,),
        also=points[1:-1],
        newest=(last,),
        about=f"by {len(points)} numbers from {say.when(first)} to {say.when(last)}, {last.basis}",
        details={"level": LEVEL, "points": len(points)},
        changes=(points,),
        points=len(points),
        surer=Surer(low=least, high=most, because=f"where its {SURER:.0%} interval still reaches the line"),
    )


def _ranged(found: Estimate, first: Observation, last: Observation) -> tuple[float | None, float | None]:
    """The ends of a drift a month, moved by what the ranges of the first and last number make of their ratio."""
    months = rates.months_between(first.time, last.time)
    low = _moved(found.low, first.number / first.top * last.bottom / last.number, months) if first.top > 0 else None
    if first.bottom <= 0:
        return low, None
    return low, _moved(found.high, first.number / first.bottom * last.top / last.number, months)


def _moved(end: float | None, factor: float, months: float) -> float | None:
    return None if end is None else (1 + end) * factor ** (1 / months) - 1


def trend(e: Evidence, *, entity: str) -> Result:
    """Log-linear trend over the comparable numbers of the year up to the newest, without overlaps."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    last = rows[-1]
    if len(rows) == 1:
        return e.one_point(last, "A trend")
    if not any(comparable(o, last) for o in rows):
        return e.no_partner(rows, "A trend")
    points = series_up_to(rows, last, YEAR)
    if len(points) < 4:  # noqa: PLR2004 - a line through fewer leaves no honest interval
        because = (
            f"{len(points)} comparable numbers in the year up to {say.when(last)} ({last.basis}); a trend needs four."
        )
        return Unknown(reason=Reason.TOO_FEW, because=because, used=points)
    if any(o.number <= 0 for o in points):
        return from_zero(next(o for o in points if o.number <= 0), last)
    fit = rates.trend_per_month([o.time for o in points], [o.number for o in points])
    if fit is None:
        return e.no_partner(points, "A trend")
    about = f"by a trend over {len(points)} numbers from {say.when(points[0])} to {say.when(last)}, {last.basis}"
    return Found(
        value=fit.value,
        low=fit.low,
        high=fit.high,
        about=about,
        also=points,
        newest=(last,),
        details={"level": 0.95, "points": len(points)},
    )


def same_period(e: Evidence, series: str, o: Observation) -> dict[str, Observation]:
    """Every entity's number on the same basis, period and unit."""
    found = {}
    for name in e.entities(series):
        for r in e.rows(series, name):
            if (r.basis, r.period_start, r.period_end, r.unit) == (o.basis, o.period_start, o.period_end, o.unit):
                found[name] = r
    return found


def reaction_gap(e: Evidence, *, entity: str) -> Result:
    """The entity's change in weekly users less the mean of the others' on the same basis and period."""
    own = e.newest("wau_change", entity)
    if own is None:
        return e.nothing("wau_change", entity)
    others = [o for name, o in same_period(e, "wau_change", own).items() if name != entity]
    if len(others) < 2:  # noqa: PLR2004 - one rival is no field
        because = f"{len(others)} other app with a weekly change for {say.when(own)} ({own.basis}); a gap needs two."
        return Unknown(reason=Reason.TOO_FEW, because=because, used=(own, *others))
    mean = sum(o.number for o in others) / len(others)
    low = high = None
    if any(o.ranged for o in (own, *others)):
        low = own.bottom - sum(o.top for o in others) / len(others)
        high = own.top - sum(o.bottom for o in others) / len(others)
    names = say.listed([o.entity for o in others])
    about = (
        f"against the mean of {names}, {say.when(own)}, {own.basis}; {say.ratio(own.number, 'change')} against "
        f"{say.ratio(mean, 'change')}"
    )
    return Found(value=own.number - mean, low=low, high=high, increasing=(own,), decreasing=tuple(others), about=about)


def share(e: Evidence, *, entity: str) -> Result:
    """The entity over all entities with monthly users on one basis and period."""
    rows = e.lead("mau", entity)
    if not rows:
        return e.nothing("mau", entity)
    for own in reversed(rows):
        all_of = same_period(e, "mau", own)
        total = sum(o.number for o in all_of.values())
        if len(all_of) > 1:
            return _share(own, all_of, total) if total > 0 else from_zero(own, *all_of.values())
    because = f"No other app has monthly users on {entity}'s basis ({rows[-1].basis}) for the same period."
    return Unknown(reason=Reason.TOO_FEW, because=because, used=(rows[-1],))


def _share(own: Observation, all_of: dict[str, Observation], total: float) -> Found:
    rest = tuple(o for o in all_of.values() if o.id != own.id)
    low = high = None
    if any(o.ranged for o in all_of.values()):
        under, above = own.bottom + sum(o.top for o in rest), own.top + sum(o.bottom for o in rest)
        low, high = (own.bottom / under if under else None), (own.top / above if above else None)
    names = sorted(all_of)
    about = f"of the users of {say.listed(names)} alone, {say.when(own)}, {own.basis}"
    return Found(
        value=own.number / total,
        low=low,
        high=high,
        increasing=(own,),
        decreasing=rest,
        about=about,
        details={"entities": names},
    )


def net_churn(e: Evidence, *, entity: str) -> Result:
    """Users at the first number plus new users less users at the second: churned less resurrected."""
    found = e.pair("mau", entity, "Net churn")
    if isinstance(found, Unknown):
        return found
    first, last = found
    filled = chain(
        [o for o in e.rows("new_users", entity) if o.basis == last.basis],
        first.period_end + timedelta(1),
        last.period_end,
    )
    if not filled:
        return e.nothing("new_users", entity, f"new users from {say.when(first)} to {say.when(last)}", used=found)
    parts = (first, *filled)
    low = high = None
    if any(o.ranged for o in (*parts, last)):
        low = sum(o.bottom for o in parts) - last.top
        high = sum(o.top for o in parts) - last.bottom
    about = f"lost, less those who came back, from {say.when(first)} to {say.when(last)}, {last.basis}"
    value = sum(o.number for o in parts) - last.number
    return Found(value=value, low=low, high=high, increasing=parts, decreasing=(last,), newest=(last,), about=about)


def downloads_change(e: Evidence, *, entity: str) -> Result:
    """Downloads a day, newest over peak, less 1."""
    rows = e.lead("downloads", entity)
    if not rows:
        return e.nothing("downloads", entity)
    if len(rows) == 1:
        return e.one_point(rows[0], "A decline")
    last = rows[-1]
    peak = max(rows, key=lambda o: (o.number / o.days, -o.id))
    if peak.number <= 0:
        return from_zero(peak, last)
    low = high = None
    if (last.ranged or peak.ranged) and peak.bottom > 0:
        low = (last.bottom / last.days) / (peak.top / peak.days) - 1
        high = (last.top / last.days) / (peak.bottom / peak.days) - 1
    about = f"in {entity}'s downloads a day from the peak {say.during(peak)} to {say.when(last)}, {last.basis}"
    value = (last.number / last.days) / (peak.number / peak.days) - 1
    return Found(value=value, low=low, high=high, increasing=(last,), decreasing=(peak,), newest=(last,), about=about)
