"""Readings of revenue: quarters, years, run rate, and what another app's users paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from ...methods.growth import DAYS_PER_YEAR
from ..evidence.comparable import chain
from ..evidence.evidence import Evidence, not_comparable
from ..model.observation import Observation
from ..model.reading import Found, Reason, Result, Unknown
from ..text import say
from ..text.periods import Period, calendar_quarter, calendar_year
from .levels import found_level, from_zero, grown, over

YEAR = 4  # quarters


def quarterly(rows: tuple[Observation, ...]) -> dict[tuple[int, int], Observation]:
    """The newest number of each whole calendar quarter; half-years and years are not quarters."""
    found = ((calendar_quarter(Period(o.period_start, o.period_end)), o) for o in rows)
    return {quarter: o for quarter, o in found if quarter}


def before(quarter: tuple[int, int], steps: int = 1) -> tuple[int, int]:
    """The calendar quarter so many steps earlier."""
    year, index = divmod(quarter[0] * 4 + quarter[1] - 1 - steps, 4)
    return year, index + 1


def revenue(e: Evidence, *, entity: str) -> Result:
    """The newest calendar quarter."""
    rows = e.lead("revenue", entity)
    quarters = quarterly(rows)
    if not quarters:
        return e.nothing("revenue", entity, "revenue of a calendar quarter", used=rows)
    return found_level(quarters[max(quarters)])


def revenue_growth(e: Evidence, *, entity: str, steps: int) -> Result:
    """The newest calendar quarter over the one so many quarters before, less 1."""
    found = _quarters(e, entity, (0, steps))
    return found if isinstance(found, Unknown) else grown(found[1], found[0], over)


def growth_1q(e: Evidence, *, entity: str) -> Result:
    """Growth on the quarter, with that over a year beside it: a season is in the first and not in the second."""
    found, year = revenue_growth(e, entity=entity, steps=1), revenue_growth(e, entity=entity, steps=YEAR)
    if isinstance(found, Unknown):
        return found
    if isinstance(year, Unknown):
        return replace(found, details={"growth_1y": None})
    beside = f"{found.about}; {say.number(year.value, 'ratio', 'change')} over a year"
    return replace(found, about=beside, quoted=year.used, details={"growth_1y": year.value})


def _quarters(e: Evidence, entity: str, steps: tuple[int, ...]) -> tuple[Observation, ...] | Unknown:
    """The newest calendar quarter and those so many steps before it, in one currency."""
    rows = e.lead("revenue", entity)
    quarters = quarterly(rows)
    if len(rows) == 1:
        return e.one_point(rows[0])
    if not quarters:
        return e.nothing("revenue", entity, "revenue of a calendar quarter", used=rows)
    last = max(quarters)
    wanted = [before(last, step) for step in steps]
    used = tuple(quarters[q] for q in wanted if q in quarters)
    if missing := [q for q in wanted if q not in quarters]:
        year, quarter = missing[0]
        sentence = f"{entity}'s revenue for Q{quarter} {year} is not on file ({quarters[last].basis})."
        return Unknown(reason=Reason.NO_DATA, because=sentence, used=used)
    if len({o.unit for o in used}) > 1:
        return not_comparable(f"{entity}'s quarters stand in {say.listed(sorted({o.unit for o in used}))}.", *used)
    return used


def growth_change(e: Evidence, *, entity: str) -> Result:
    """The newest quarterly growth less the one before it; three quarters in a row."""
    found = _quarters(e, entity, (0, 1, 2))
    if isinstance(found, Unknown):
        return found
    q2, q1, q0 = found
    if q1.number <= 0 or q0.number <= 0:
        return from_zero(q0 if q0.number <= 0 else q1, q2)
    now, then = q2.number / q1.number - 1, q1.number / q0.number - 1
    low = high = None
    if any(o.ranged for o in found) and q1.bottom > 0 and q0.bottom > 0:
        # The middle quarter stands below one rate and above the other, so its low end gives the highest change.
        low = q2.bottom / q1.top - q1.top / q0.bottom
        high = q2.top / q1.bottom - q1.bottom / q0.top
    about = (
        f"in quarterly growth, {say.ratio(then, 'change')} {say.during(q1)} to {say.ratio(now, 'change')} in "
        f"{say.when(q2)}, {q2.basis}"
    )
    return Found(
        value=now - then,
        low=low,
        high=high,
        increasing=(q2, q0),
        decreasing=(q1,),
        newest=(q2,),
        about=about,
    )


def years(rows: tuple[Observation, ...]) -> dict[int, tuple[Observation, ...]]:
    """Each known calendar year: its yearly number where there is one, else its four quarters in one currency."""
    quarters = quarterly(rows)
    found: dict[int, tuple[Observation, ...]] = {}
    for year in sorted({o.period_start.year for o in rows}):
        parts = tuple(quarters[year, q] for q in range(1, 5) if (year, q) in quarters)
        if len(parts) == 4 and len({o.unit for o in parts}) == 1:  # noqa: PLR2004 - a year's quarters
            found[year] = parts
    for o in rows:
        whole = calendar_year(Period(o.period_start, o.period_end))
        if whole:
            found[whole] = (o,)
    return found


def year_ratio(e: Evidence, *, entity: str) -> Result:
    """The newest known calendar year over the year before; how far the running year has come, beside it."""
    rows = e.lead("revenue", entity)
    if not rows:
        return e.nothing("revenue", entity)
    known = years(rows)
    details = _progress(rows, known)
    if not known:
        return Unknown(
            reason=Reason.ONE_POINT if len(rows) == 1 else Reason.NO_DATA,
            because=f"No whole calendar year of {entity}'s revenue on file ({rows[-1].basis}).",
            used=rows,
            details=details,
        )
    year = max(known)
    last, first = known[year], known.get(year - 1)
    if first is None:
        reason = Reason.ONE_POINT if len(known) == 1 else Reason.NO_DATA
        return Unknown(
            reason=reason, because=_no_year_before(year, last, details), used=last, quoted=rows, details=details
        )
    if {o.unit for o in first} != {o.unit for o in last}:
        gap = not_comparable(f"{year - 1} and {year} stand in different currencies.", *first, *last)
        return Unknown(reason=gap.reason, because=gap.because, used=gap.used, quoted=rows, details=details)
    below = sum(o.number for o in first)
    if below <= 0:
        return from_zero(first[0], last[0])
    low = high = None
    if any(o.ranged for o in (*first, *last)) and sum(o.bottom for o in first) > 0:
        low = sum(o.bottom for o in last) / sum(o.top for o in first)
        high = sum(o.top for o in last) / sum(o.bottom for o in first)
    return Found(
        value=sum(o.number for o in last) / below,
        low=low,
        high=high,
        increasing=last,
        decreasing=first,
        newest=last,
        about=f"of {year - 1}'s revenue in {year}, {last[0].basis}",
        quoted=rows,
        details=details,
    )


def _no_year_before(year: int, last: tuple[Observation, ...], details: dict[str, Any]) -> str:
    total = sum(o.number for o in last)
    text = f"{say.number(total, last[0].unit)} in {year} ({last[0].basis}); {year - 1} is not on file as a whole year."
    if progress := details.get("progress"):
        through = say.day(date.fromisoformat(progress["through"]))
        so_far = say.number(progress["so_far"], progress["unit"])
        before_it = say.number(progress["before"], progress["unit"])
        least = f": at least {say.ratio(details['at_least'], 'times')}" if "at_least" in details else ""
        text += f" {progress['year']} stands at {so_far} to {through}, against {before_it}{least}."
    return text + " A ratio needs two years in a row."


def _progress(rows: tuple[Observation, ...], known: dict[int, tuple[Observation, ...]]) -> dict[str, Any]:
    """How far the first year that is not whole has come: the chain from 1 January that reaches furthest.

    `at_least` is the least that its ratio to the year before can be, whatever still comes: a sum only grows.
    """
    if not known:
        return {}
    year = max(known) + 1
    whole, unit = known[year - 1], known[year - 1][0].unit
    parts = [o for o in rows if o.period_start.year == year and o.unit == unit]
    ends = sorted({o.period_end for o in parts}, reverse=True)
    filled = next((c for end in ends if (c := chain(parts, date(year, 1, 1), end))), ())
    if not filled:
        return {}
    progress = {
        "year": year,
        "so_far": sum(o.number for o in filled),
        "through": filled[-1].period_end.isoformat(),
        "before": sum(o.number for o in whole),
        "unit": unit,
    }
    most = sum(o.top for o in whole)
    least = {"at_least": sum(o.bottom for o in filled) / most} if most > 0 else {}
    return {"progress": progress} | least


def run_rate_gap(e: Evidence, *, entity: str) -> Result:
    """The newest ARR whose month lies in a known quarter over four times that quarter's revenue, in one currency."""
    arr, quarters = e.lead("arr", entity), quarterly(e.lead("revenue", entity))
    if not arr:
        return e.nothing("arr", entity)
    if not quarters:
        return e.nothing("revenue", entity, "revenue of a calendar quarter", used=arr[-1:])
    for o in reversed(arr):
        quarter = quarters.get((o.period_end.year, (o.period_end.month - 1) // 3 + 1))
        if quarter is not None and quarter.period_start <= o.period_start:
            return _gap(e, o, quarter)
    sentence = f"No ARR of {entity} falls in a quarter whose revenue is on file ({arr[-1].basis})."
    return Unknown(reason=Reason.NO_DATA, because=sentence, used=arr[-1:])


def _gap(e: Evidence, arr: Observation, quarter: Observation) -> Result:
    rate = e.rate(quarter.unit, arr.unit, quarter.time)
    if isinstance(rate, Unknown):
        return Unknown(reason=rate.reason, because=rate.because, used=(arr, quarter))
    below = 4 * quarter.number * rate.factor
    if below <= 0:
        return from_zero(quarter, arr)
    low = high = None
    if (arr.ranged or quarter.ranged) and quarter.bottom > 0:
        low = arr.bottom / (4 * quarter.top * rate.factor)
        high = arr.top / (4 * quarter.bottom * rate.factor)
    about = (
        f"the run rate of {say.when(quarter)}, its revenue times four: ARR {say.observed(arr)} {say.during(arr)} "
        f"({arr.basis}) against "
        f"{say.observed(quarter)} ({quarter.basis}){rate.said}"
    )
    return Found(
        value=arr.number / below,
        low=low,
        high=high,
        increasing=(arr,),
        decreasing=(quarter,),
        also=rate.used,
        newest=(arr, quarter),
        about=about,
    )


def prize(e: Evidence, *, entity: str, closed: str) -> Result:
    """What all of the closed app's users paid it, a year, over the entity's newest ARR."""
    rows = e.rows("app_revenue_to_date", closed)
    arr = e.newest("arr", entity)
    pairs = {}
    for basis in {o.basis for o in rows}:
        on = sorted((o for o in rows if o.basis == basis), key=lambda o: (o.period_end, o.id))
        if len(on) > 1:
            pairs[basis] = (on[-2], on[-1])
    if not pairs or arr is None:
        gap = (
            e.nothing("arr", entity)
            if pairs
            else e.nothing("app_revenue_to_date", closed, "pair of app revenue to date")
        )
        if len(rows) == 1 and arr is not None:
            return e.one_point(rows[0], "Spend a day")
        return Unknown(reason=gap.reason, because=gap.because, used=(*rows, arr) if arr else rows)
    first, last = max(pairs.values(), key=lambda p: (p[1].period_end, p[1].id))
    return _prize(e, first, last, arr)


def _prize(e: Evidence, first: Observation, last: Observation, arr: Observation) -> Result:
    days = (last.period_end - first.period_end).days
    if first.unit != last.unit or days <= 0:
        return not_comparable(
            f"{last.entity}'s two totals to date differ in currency or end on one day ({last.basis}).", first, last
        )
    rate = e.rate(last.unit, arr.unit, last.period_end.toordinal())
    if isinstance(rate, Unknown):
        return Unknown(reason=rate.reason, because=rate.because, used=(first, last, arr))
    if arr.number <= 0:
        return from_zero(arr, last)

    def over_arr(spend: float, below: float) -> float:
        return spend / days * DAYS_PER_YEAR * rate.factor / below

    low = high = None
    if any(o.ranged for o in (first, last, arr)) and arr.bottom > 0:
        # A total that is said to have fallen is below zero, so which end of the ARR makes it extreme turns round.
        ends = [
            over_arr(spend, below)
            for spend in (last.bottom - first.top, last.top - first.bottom)
            for below in (arr.bottom, arr.top)
        ]
        low, high = min(ends), max(ends)
    spend = say.number((last.number - first.number) / days * DAYS_PER_YEAR * rate.factor, arr.unit)
    about = (
        f"of {arr.entity}'s ARR is what {last.entity}'s users spent in its app alone, {spend} a year by its totals of "
        f"{say.day(first.period_end)} and {say.day(last.period_end)} ({last.basis}), against "
        f"{say.observed(arr)} ({say.when(arr)})"
    )
    return Found(
        value=over_arr(last.number - first.number, arr.number),
        low=low,
        high=high,
        increasing=(last,),
        decreasing=(first, arr),
        also=rate.used,
        newest=(last, arr),
        about=about,
    )
