"""Readings of papers: what was listed, what searches counted, what is silence and what is nothing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ...methods import counts
from ..evidence.comparable import leading
from ..evidence.evidence import Evidence
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from ..text.periods import Period, calendar_month, quarter_period
from .searches import INDEXED, Search, inside, joined, listed, most_apart, within

Quarter = tuple[int, int]
_SOON = f"provisional, searched within {INDEXED} days of its last day"


@dataclass(frozen=True, slots=True)
class Count:
    """Papers counted, with the ends of the range (the number itself where the rows give none), and the rows."""

    number: float
    bottom: float
    top: float
    used: tuple[Observation, ...]

    @property
    def ranged(self) -> bool:
        """Whether a row gives a range."""
        return any(o.ranged for o in self.used)

    @property
    def whole(self) -> tuple[float, float]:
        """The ends as counts: what a one-sided number may hide is no whole number."""
        return math.floor(self.bottom), math.ceil(self.top)


def papers(e: Evidence, *, entity: str, after: date) -> Result:
    """Papers published after a day: the larger of the listed and of what any search of the days after it found.

    Papers listed outside a search are added to what it found. None is known only where the leading search, the newest
    that covers the day after, found none and no other did.
    """
    own = tuple(o for o in listed(e, entity) if o.known_on > after)
    first = after + timedelta(1)
    late = [o for o in e.rows("papers_count", entity) if o.period_end >= first]
    usable = [o for o in late if o.period_start >= first or o.number == 0]
    searches = joined(usable)
    leads = max((s for s in searches if s.covers(first)), key=lambda s: (s.end, s.made_on), default=None)
    totals = {s: _with_listed(s, own) for s in searches}
    most = max(totals, key=lambda s: (totals[s].number, s is leads, s.end), default=None)
    value = max([float(len(own)), *(total.number for total in totals.values())])
    if not value and leads is None:
        return _not_searched(e, entity, after, tuple(late))
    rests_on = [s for s in (leads, most) if s is not None]
    aside = tuple(o for o in late if o not in usable and (leads is None or o.period_end >= leads.end))
    provisional = any(s.provisional for s in rests_on)
    told = [s.said() for s in sorted(searches, key=lambda s: (s is not leads, s.basis, s.start))]
    told += [f"left out: {Search((o,)).said()}, some perhaps before {say.day(first)}" for o in aside]
    told += [_SOON] if provisional else []
    told += [] if value else ["weak evidence, few such papers are published"]
    named = ", ".join(f'"{o.label}"' for o in own[:2] if o.label)
    ranged = any(o.ranged for s in searches for o in s.counted)
    return Found(
        value=value,
        low=max([float(len(own)), *(total.bottom for total in totals.values())]) if ranged else None,
        high=max([float(len(own)), *(total.top for total in totals.values())]) if ranged else None,
        increasing=(*own, *usable),
        at=min(max([*(s.end for s in rests_on[:1]), *(o.known_on for o in own)]), e.as_of),
        about=(
            f"by {entity} on {thesis().counting}, published after {say.day(after)}{': ' + named if named else ''}"
            f"{''.join('; ' + part for part in told)}"
        ),
        details={"listed": len(own), "provisional": provisional},
        quoted=aside,
        none_found=value == 0,
    )


def _with_listed(search: Search, own: tuple[Observation, ...]) -> Count:
    """What a search found, or more that is listed in its days, and what is listed outside of them."""
    known = float(sum(search.covers(o.known_on) for o in own))
    outside = len(own) - known
    found = search.counted
    ends = (sum(o.number for o in found), sum(o.bottom for o in found), sum(o.top for o in found))
    number, bottom, top = (max(end, known) + outside for end in ends)
    return Count(number, bottom, top, search.rows)


def _not_searched(e: Evidence, entity: str, after: date, used: tuple[Observation, ...]) -> Unknown:
    gap = e.nothing("papers_count", entity, f"search of the days after {say.day(after)}")
    if not used:
        return gap
    found = "; ".join(Search((o,)).said() for o in used)
    because = f"No search on file begins by the day after {say.day(after)}, finds none and ends later: {found}."
    return Unknown(reason=Reason.NO_DATA, because=because, used=used)


# By quarter


def quarter_of(day: date) -> Quarter:
    """The calendar quarter of a day."""
    return day.year, (day.month - 1) // 3 + 1


def step(quarter: Quarter, steps: int) -> Quarter:
    """The quarter so many steps later."""
    year, index = divmod(quarter[0] * 4 + quarter[1] - 1 + steps, 4)
    return year, index + 1


def searched(e: Evidence, entity: str) -> tuple[Observation, ...]:
    """What was counted on the leading basis."""
    return leading(e.rows("papers_count", entity))


def count_in(e: Evidence, entity: str, quarter: Quarter) -> Count | None:
    """What a searched quarter holds, the larger of count and listed, and the rows that say so; None: not searched."""
    period = quarter_period(*quarter)
    rows = inside(searched(e, entity), period)
    if not rows:
        return None
    own = tuple(o for o in listed(e, entity) if period.start <= o.known_on <= period.end)
    found = most_apart(o for o in rows if within(o, period))
    least = float(len(own))
    ends = (sum(o.number for o in found), sum(o.bottom for o in found), sum(o.top for o in found))
    number, bottom, top = (max(float(end), least) for end in ends)
    return Count(number, bottom, top, (*rows, *own))


def newest_quarter(e: Evidence, entity: str) -> Quarter | None:
    """The newest calendar quarter that a search covers whole."""
    rows = searched(e, entity)
    if not rows:
        return None
    quarter, first = quarter_of(max(o.period_end for o in rows)), min(o.period_start for o in rows)
    while quarter_period(*quarter).end >= first:
        if inside(rows, quarter_period(*quarter)):
            return quarter
        quarter = step(quarter, -1)
    return None


def said(quarter: Quarter) -> str:
    """`Q2 2026`."""
    return f"Q{quarter[1]} {quarter[0]}"


def papers_quarter(e: Evidence, *, entity: str) -> Result:
    """The newest quarter that a search covers whole, with its exact 95% interval; provisional if searched too soon."""
    quarter = newest_quarter(e, entity)
    found = count_in(e, entity, quarter) if quarter else None
    if quarter is None or found is None:
        return e.nothing("papers_count", entity, "search of a whole calendar quarter", used=searched(e, entity))
    least, most = found.whole
    low, high = counts.poisson_interval(least), counts.poisson_interval(most)
    end = quarter_period(*quarter).end
    counted = [o for o in found.used if o.series == "papers_count"]
    made_on = max(o.known_on for o in counted if o.period_end >= end)
    provisional = (made_on - end).days < INDEXED
    return Found(
        value=found.number,
        low=low.low if low else None,
        high=high.high if high else None,
        increasing=found.used,
        at=min(end, e.as_of),
        about=f"in {said(quarter)}, {counted[0].basis}, if the search missed none{'; ' + _SOON if provisional else ''}",
        details={"level": 0.95, "quarter": said(quarter), "provisional": provisional},
    )


def papers_rate_ratio(e: Evidence, *, entity: str) -> Result:
    """That quarter's count over the one before's, with its exact conditional 95% interval."""
    quarter = newest_quarter(e, entity)
    now = count_in(e, entity, quarter) if quarter else None
    if quarter is None or now is None:
        return e.nothing("papers_count", entity, "search of a whole calendar quarter", used=searched(e, entity))
    then = count_in(e, entity, step(quarter, -1))
    if then is None:
        return e.nothing("papers_count", entity, f"search of {said(step(quarter, -1))}", used=now.used)
    months = months_of(searched(e, entity))
    both = tuple(whole_quarter(months, q) for q in (quarter, step(quarter, -1)))
    return ratio_of(now, then, said(quarter), said(step(quarter, -1)), both)


def ratio_of(now: Count, then: Count, later: str, earlier: str, months: tuple[tuple[Observation, ...], ...]) -> Result:
    """The ratio of two counts over equal spans; where a count is a range, its outer ends give the interval's.

    Where the `months` of both vary more than chance lets counts vary, the interval is the wider for it.
    """
    used, basis = (*now.used, *then.used), now.used[0].basis
    if then.number <= 0:
        because = f"No paper in {earlier} ({basis}): a ratio from zero is not defined."
        return Unknown(reason=Reason.FROM_ZERO, because=because, used=used)
    (now_least, now_most), (then_least, then_most) = now.whole, then.whole
    low, high = counts.rate_ratio(now_least, 1.0, then_most, 1.0), counts.rate_ratio(now_most, 1.0, then_least, 1.0)
    value = now.number / then.number
    spread = counts.dispersion(*([o.number for o in part] for part in months)) if all(months) else None
    ends = counts.widened(value, low.low if low else None, high.high if high else None, spread or 1.0)
    about = f"the count of {earlier} in {later}, {say.digits(now.number)} after {say.digits(then.number)}, {basis}"
    if spread is not None and spread > 1:
        about += f"; its months vary {say.digits(spread, 2)} times as much as by chance, and the range allows for it"
    return Found(
        value=value,
        low=ends.low,
        high=ends.high,
        increasing=now.used,
        decreasing=then.used,
        newest=now.used,
        about=about,
        details={"level": 0.95, "dispersion": spread},
    )


def first_paper_on(e: Evidence, *, entity: str) -> Result:
    """The earliest day on which a paper on the counting basis was published."""
    own = listed(e, entity)
    if not own:
        return e.nothing("papers", entity, f"paper on {thesis().counting}")
    o = own[0]
    title = f': "{o.label}"' if o.label else ""
    return Found(value=o.known_on, increasing=(o,), about=f"is the first {entity} paper on {thesis().counting}{title}")


# The field


def months_of(rows: Iterable[Observation]) -> dict[tuple[int, int], Observation]:
    """The newest number of each whole calendar month."""
    found = ((calendar_month(Period(o.period_start, o.period_end)), o) for o in rows)
    return {month: o for month, o in found if month}


def whole_quarter(months: dict[tuple[int, int], Observation], quarter: Quarter) -> tuple[Observation, ...]:
    """A quarter's three months, empty where one is missing."""
    wanted = [(quarter[0], month) for month in range(3 * quarter[1] - 2, 3 * quarter[1] + 1)]
    return tuple(months[m] for m in wanted) if all(m in months for m in wanted) else ()


def _newest_whole(e: Evidence, entity: str) -> tuple[dict[tuple[int, int], Observation], Quarter] | Unknown:
    rows = e.lead("field_papers", entity)
    if len(rows) == 1:
        return e.one_point(rows[0], "A quarter")
    months = months_of(rows)
    quarters = {(year, (month - 1) // 3 + 1) for year, month in months}
    whole = [q for q in quarters if whole_quarter(months, q)]
    if not whole:
        return e.nothing("field_papers", entity, "whole quarter of papers in the field", used=rows)
    return months, max(whole)


def field_quarter(e: Evidence, *, entity: str) -> Result:
    """The newest calendar quarter with all three months."""
    found = _newest_whole(e, entity)
    if isinstance(found, Unknown):
        return found
    months, quarter = found
    total = _total(whole_quarter(months, quarter))
    return Found(
        value=total.number,
        low=total.bottom if total.ranged else None,
        high=total.top if total.ranged else None,
        increasing=total.used,
        about=f"in the field in {said(quarter)}, {total.used[0].basis}",
    )


def _total(used: tuple[Observation, ...]) -> Count:
    return Count(sum(o.number for o in used), sum(o.bottom for o in used), sum(o.top for o in used), used)


def field_growth_1y(e: Evidence, *, entity: str) -> Result:
    """That quarter over the same a year before, with its exact conditional 95% interval."""
    found = _newest_whole(e, entity)
    if isinstance(found, Unknown):
        return found
    months, quarter = found
    now, earlier = whole_quarter(months, quarter), step(quarter, -4)
    then = whole_quarter(months, earlier)
    if not then:
        return e.nothing("field_papers", entity, f"whole quarter {said(earlier)} of papers in the field", used=now)
    return ratio_of(_total(now), _total(then), said(quarter), said(earlier), (now, then))


def proof_points(e: Evidence, *, entity: str, since: date) -> Result:
    """Events of kind proof since a day; none is 0, on the as-of day always."""
    proofs = [event for event in e.events if event.kind == "proof" and event.entity == entity and event.date >= since]
    names = ": " + "; ".join(event.title for event in proofs[-2:]) if proofs else ""
    about = f"proof {'point' if len(proofs) == 1 else 'points'} of {entity} on file since {say.day(since)}{names}"
    return Found(value=float(len(proofs)), at=e.as_of, about=about)
