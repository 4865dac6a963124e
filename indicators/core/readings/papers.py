"""Readings of papers: what was listed, what a search counted, what is silence and what is nothing."""

from __future__ import annotations

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

PROVISIONAL = 60  # days after a quarter in which its papers are still being indexed

Quarter = tuple[int, int]


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


def listed(e: Evidence, entity: str) -> tuple[Observation, ...]:
    """The entity's papers on the counting basis, by the day they were published."""
    rows = (o for o in e.rows("papers", entity) if o.basis == thesis().counting)
    return tuple(sorted(rows, key=lambda o: (o.known_on, o.id)))


def searches(e: Evidence, entity: str) -> tuple[Observation, ...]:
    """The searches on the leading basis, the longest first, then the newest published."""
    rows = leading(e.rows("papers_count", entity))
    return tuple(sorted(rows, key=lambda o: (-o.days, -o.known_on.toordinal(), -o.id)))


def searched_to(s: Observation) -> date:
    """The last day that a search can have seen: one published before its period ended saw no more than that day."""
    return min(s.period_end, s.known_on)


def papers(e: Evidence, *, entity: str, after: date) -> Result:
    """Papers published after a day: inside a search the larger of its count and the listed, outside it the listed."""
    own = tuple(o for o in listed(e, entity) if o.known_on > after)
    first = after + timedelta(1)
    usable = [s for s in searches(e, entity) if searched_to(s) > after and (s.period_start >= first or s.number == 0)]
    witness = next((s for s in usable if s.period_start <= first), None)
    # A search that found some is never set aside for a longer one that found none.
    found_some = [s for s in usable if s.number]
    taken = _without_overlap([*found_some, *([witness] if witness else []), *usable])
    if not own and not any(s.number for s in taken):
        return _none_found(e, entity, witness, after)
    outside = sum(not any(_covers(s, o.known_on) for s in taken) for o in own)
    inside = [(s, float(len(_inside(own, s)))) for s in taken]
    ends = [searched_to(s) for s in taken if s is witness or s.number]
    at = min(max([*ends, *(o.known_on for o in own)]), e.as_of)
    ranged = any(s.ranged for s in taken)
    names = ", ".join(f'"{o.label}"' for o in own[:2] if o.label)
    more = f"{': ' + names if names else ''}{'; ' + taken[0].basis if taken else ''}"
    return Found(
        value=outside + sum(max(s.number, known) for s, known in inside),
        low=outside + sum(max(s.bottom, known) for s, known in inside) if ranged else None,
        high=outside + sum(max(s.top, known) for s, known in inside) if ranged else None,
        up=(*own, *taken),
        at=at,
        about=f"by {entity} on {thesis().counting}, published after {say.day(after)}{more}",
        details={"listed": len(own)},
    )


def _none_found(e: Evidence, entity: str, witness: Observation | None, after: date) -> Result:
    if witness is None:
        used = searches(e, entity)
        gap = e.nothing("papers_count", entity, f"search of the days after {say.day(after)}")
        basis = f" ({used[0].basis})" if used else ""
        told = f"No search on file{basis} begins by the day after {say.day(after)}, finds none and ends later."
        return Unknown(reason=Reason.NO_DATA, because=told if used else gap.because, used=used)
    about = (
        f"by {entity} on {thesis().counting} found after {say.day(after)}, in a search that ends on "
        f"{say.day(searched_to(witness))} ({witness.basis}); weak evidence, few such papers are published"
    )
    at = min(witness.period_end, witness.known_on)
    return Found(value=0.0, up=(witness,), at=at, about=about, details={"listed": 0}, none_found=True)


def _without_overlap(pool: Iterable[Observation]) -> list[Observation]:
    taken: list[Observation] = []
    for s in pool:
        if not any(s.period_start <= t.period_end and t.period_start <= s.period_end for t in taken):
            taken.append(s)
    return taken


def _covers(search: Observation, day: date) -> bool:
    return search.period_start <= day <= searched_to(search)


def _inside(own: Iterable[Observation], search: Observation) -> list[Observation]:
    return [o for o in own if _covers(search, o.known_on)]


# By quarter


def quarter_of(day: date) -> Quarter:
    """The calendar quarter of a day."""
    return day.year, (day.month - 1) // 3 + 1


def step(quarter: Quarter, steps: int) -> Quarter:
    """The quarter so many steps later."""
    year, index = divmod(quarter[0] * 4 + quarter[1] - 1 + steps, 4)
    return year, index + 1


def covering(e: Evidence, entity: str, quarter: Quarter) -> Observation | None:
    """The search that covers a quarter whole: of that quarter alone, or a longer one that found nothing."""
    period = quarter_period(*quarter)
    for s in sorted(searches(e, entity), key=lambda s: s.days):
        whole = s.period_start <= period.start and searched_to(s) >= period.end
        alone = (s.period_start, s.period_end) == (period.start, period.end)
        if whole and (alone or s.number == 0):
            return s
    return None


def count_in(e: Evidence, entity: str, quarter: Quarter) -> Count | None:
    """What a searched quarter holds, the larger of count and listed, and the rows that say so; None: not searched."""
    search = covering(e, entity, quarter)
    if search is None:
        return None
    period = quarter_period(*quarter)
    own = tuple(o for o in listed(e, entity) if period.start <= o.known_on <= period.end)
    alone = (search.period_start, search.period_end) == (period.start, period.end)
    least = float(len(own))
    low, number, high = (search.bottom, search.number, search.top) if alone else (0.0, 0.0, 0.0)
    return Count(max(number, least), max(low, least), max(high, least), (search, *own))


def newest_quarter(e: Evidence, entity: str) -> Quarter | None:
    """The newest calendar quarter that a search covers whole."""
    for search_end in sorted({s.period_end for s in searches(e, entity)}, reverse=True):
        quarter = quarter_of(min(search_end, e.as_of) + timedelta(1))
        for _ in range(500):
            quarter = step(quarter, -1)
            if quarter_period(*quarter).end < min(s.period_start for s in searches(e, entity)):
                break
            if covering(e, entity, quarter):
                return quarter
    return None


def said(quarter: Quarter) -> str:
    """`Q2 2026`."""
    return f"Q{quarter[1]} {quarter[0]}"


def papers_quarter(e: Evidence, *, entity: str) -> Result:
    """The newest quarter that a search covers whole, with its exact 95% interval; provisional for 60 days."""
    quarter = newest_quarter(e, entity)
    found = count_in(e, entity, quarter) if quarter else None
    if quarter is None or found is None:
        return e.nothing("papers_count", entity, "search of a whole calendar quarter", used=searches(e, entity))
    used = found.used
    low, high = counts.poisson_interval(found.bottom), counts.poisson_interval(found.top)
    end = quarter_period(*quarter).end
    provisional = (e.as_of - end).days < PROVISIONAL
    return Found(
        value=found.number,
        low=low.low if low else None,
        high=high.high if high else None,
        up=used,
        at=min(end, used[0].known_on, e.as_of),
        about=f"in {said(quarter)}, {used[0].basis}{'; provisional, still being indexed' if provisional else ''}",
        details={"level": 0.95, "quarter": said(quarter), "provisional": provisional},
    )


def papers_rate_ratio(e: Evidence, *, entity: str) -> Result:
    """That quarter's count over the one before's, with its exact conditional 95% interval."""
    quarter = newest_quarter(e, entity)
    now = count_in(e, entity, quarter) if quarter else None
    if quarter is None or now is None:
        return e.nothing("papers_count", entity, "search of a whole calendar quarter", used=searches(e, entity))
    then = count_in(e, entity, step(quarter, -1))
    if then is None:
        return e.nothing("papers_count", entity, f"search of {said(step(quarter, -1))}", used=now.used)
    return ratio_of(now, then, said(quarter), said(step(quarter, -1)), now.used[0].basis)


def ratio_of(now: Count, then: Count, later: str, earlier: str, basis: str) -> Result:
    """The ratio of two counts over equal spans; where a count is a range, its outer ends give the interval's."""
    used = (*now.used, *then.used)
    if then.number <= 0:
        because = f"No paper in {earlier} ({basis}): a ratio from zero is not defined."
        return Unknown(reason=Reason.FROM_ZERO, because=because, used=used)
    low, high = counts.rate_ratio(now.bottom, 1.0, then.top, 1.0), counts.rate_ratio(now.top, 1.0, then.bottom, 1.0)
    return Found(
        value=now.number / then.number,
        low=low.low if low else None,
        high=high.high if high else None,
        up=now.used,
        down=then.used,
        newest=now.used,
        about=f"the count of {earlier} in {later}, {say.digits(now.number)} after {say.digits(then.number)}, {basis}",
        details={"level": 0.95},
    )


def first_paper_on(e: Evidence, *, entity: str) -> Result:
    """The earliest day on which a paper on the counting basis was published."""
    own = listed(e, entity)
    if not own:
        return e.nothing("papers", entity, f"paper on {thesis().counting}")
    o = own[0]
    title = f': "{o.label}"' if o.label else ""
    return Found(value=o.known_on, up=(o,), about=f"is the first {entity} paper on {thesis().counting}{title}")


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
        up=total.used,
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
    return ratio_of(_total(now), _total(then), said(quarter), said(earlier), now[0].basis)


def proof_points(e: Evidence, *, entity: str, since: date) -> Result:
    """Events of kind proof since a day; none is 0, on the as-of day always."""
    proofs = [event for event in e.events if event.kind == "proof" and event.entity == entity and event.date >= since]
    names = ": " + "; ".join(event.title for event in proofs[-2:]) if proofs else ""
    about = f"proof {'point' if len(proofs) == 1 else 'points'} of {entity} on file since {say.day(since)}{names}"
    return Found(value=float(len(proofs)), at=e.as_of, about=about)
