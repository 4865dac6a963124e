"""Which numbers may meet in one computation. The only place where comparability is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from ..model.catalogue import all_series, thesis
from ..model.observation import NO_ROUND, OTHER_BASIS, Observation

LENGTHS = 1.2  # the longer period at most so many times the shorter
APART = 7  # days between two times, at least


def newness(o: Observation) -> tuple[date, date, date, int]:
    """Sort key: the newest number is the greatest."""
    return (o.period_end, o.period_start, o.known_on, o.id)


def newest(rows: Iterable[Observation]) -> Observation | None:
    """The newest of `rows`, None of none."""
    return max(rows, key=newness, default=None)


def overlap(a: Observation, b: Observation) -> bool:
    """Whether two periods share a day."""
    return a.period_start <= b.period_end and b.period_start <= a.period_end


def same_length(a: Observation, b: Observation) -> bool:
    """Whether two periods are alike in length: the longer at most 1.2 times the shorter, both ends counted."""
    return max(a.days, b.days) <= LENGTHS * min(a.days, b.days)


def comparable(a: Observation, b: Observation) -> bool:
    """Whether `a` and `b` may be set against each other: one series, entity, basis, unit and age, alike in length."""
    series = all_series().get(a.series)
    alike = (a.series, a.entity, a.basis, a.unit, a.age_days) == (b.series, b.entity, b.basis, b.unit, b.age_days)
    length = (series is not None and series.stock) or same_length(a, b)
    return alike and length and not overlap(a, b) and abs(a.time - b.time) >= APART


def pair(rows: Sequence[Observation]) -> tuple[Observation, Observation] | None:
    """The newest number and the newest one comparable with it, older first; None where nothing is comparable."""
    last = newest(rows)
    if last is None:
        return None
    first = newest(o for o in rows if comparable(o, last))
    return None if first is None else (first, last)


def series_up_to(rows: Sequence[Observation], last: Observation, days: int) -> tuple[Observation, ...]:
    """`last` and what is comparable with it in the days up to its time, without overlaps, oldest first."""
    fit = [o for o in rows if o.id != last.id and comparable(o, last) and 0 <= last.time - o.time <= days]
    return without_overlap((last, *fit))


def without_overlap(rows: Iterable[Observation]) -> tuple[Observation, ...]:
    """From the newest back, what overlaps none that is taken; oldest first."""
    taken: list[Observation] = []
    for o in sorted(rows, key=newness, reverse=True):
        if not any(overlap(o, other) for other in taken):
            taken.append(o)
    return tuple(sorted(taken, key=lambda o: o.time))


def leading(rows: Sequence[Observation]) -> tuple[Observation, ...]:
    """The rows on the leading basis."""
    basis = leading_basis((o.series, o.basis, o.period_end.isoformat()) for o in rows)
    return tuple(sorted((o for o in rows if o.basis == basis), key=newness))


def leading_basis(rows: Iterable[tuple[str, str, str]]) -> str | None:
    """The basis that leads among rows of (series, basis, period end as ISO text); None among none.

    Latest period end, then more numbers, then alphabetical. A basis of rolling or bracket retention never leads where
    another has retention; one of debt or of secondary sales never leads among rounds.
    """
    every = [row for row in rows if not (row[0] == "funding_round" and row[1].casefold().endswith(NO_ROUND))]
    plain = [row for row in every if not (row[0] == "retention" and row[1].casefold().endswith(OTHER_BASIS))]
    pool = plain or every
    if not pool:
        return None
    count = Counter(basis for _, basis, _ in pool)
    last = max(end for _, _, end in pool)
    return min({basis for _, basis, end in pool if end == last}, key=lambda basis: (-count[basis], basis))


def unfinished(o: Observation) -> bool:
    """Whether a number was published before its period ended: no metric uses it but where a definition says so."""
    return o.period_end > o.known_on and _whole(o.series)


def unfinished_cells(series: str, period_end: str, known_on: str) -> bool:
    """The same of a row's cells, days as ISO text."""
    return period_end > known_on and _whole(series)


def _whole(series: str) -> bool:
    """Whether a number is of a period as a whole: an item counts from its day on, a cohort has a rule of its own."""
    declared = all_series().get(series)
    return declared is None or not (declared.item or declared.aged)


def told_as(o: Observation) -> str:
    """What an unfinished number is: `plan` of a level or of a period that had not begun, else `to date`; else empty."""
    return told_cells(o.series, *(day.isoformat() for day in (o.period_start, o.period_end, o.known_on)))


def told_cells(series: str, period_start: str, period_end: str, known_on: str) -> str:
    """The same of a row's cells, days as ISO text."""
    if not unfinished_cells(series, period_end, known_on):
        return ""
    declared = all_series().get(series)
    adds_up = declared is not None and (declared.flow or declared.search)
    return "to date" if adds_up and period_start <= known_on else "plan"


def partial_cohort(o: Observation) -> bool:
    """Whether not all of a cohort had reached the age when its share was published."""
    return o.age_days is not None and o.period_end + timedelta(o.age_days) > o.known_on


def before_announcement(o: Observation) -> bool:
    """Whether at least two thirds of the period's days lie before the announcement."""
    return 3 * _days_before(o) >= 2 * o.days


def after_announcement(o: Observation) -> bool:
    """Whether at least two thirds of the period's days lie on the announcement or later."""
    return 3 * (o.days - _days_before(o)) >= 2 * o.days


def _days_before(o: Observation) -> int:
    return min(max((thesis().announced - o.period_start).days, 0), o.days)


def cohort_before(o: Observation) -> bool:
    """Whether a cohort ended before the announcement."""
    return o.period_end < thesis().announced


def cohort_after(o: Observation) -> bool:
    """Whether a cohort starts on the announcement or later."""
    return o.period_start >= thesis().announced


def chain(rows: Sequence[Observation], start: date, end: date) -> tuple[Observation, ...]:
    """The fewest rows that fill `start` to `end` without gap or overlap; empty where none do."""
    ways: dict[date, tuple[Observation, ...]] = {start: ()}
    done: set[date] = set()
    goal = end + timedelta(1)
    while open_ends := [day for day in ways if day not in done]:
        here = min(open_ends)
        done.add(here)
        for o in rows:
            follow = o.period_end + timedelta(1)
            longer = (*ways[here], o)
            if (
                o.period_start == here
                and follow <= goal
                and len(longer) < len(ways.get(follow, (o,) * len(rows) + (o,)))
            ):
                ways[follow] = longer
    return ways.get(goal, ())
