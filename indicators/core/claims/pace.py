"""What an open claim still needs, beside what was seen so far."""

from __future__ import annotations

import math
from datetime import date

from ...methods.growth import DAYS_PER_MONTH
from ..evidence.comparable import newness, pair
from ..model.observation import Observation
from ..text import say
from .claim import Needs
from .judge import Seen, reaches


def pace(one: Seen) -> tuple[Needs | None, str]:
    """What is needed, and the sentence that sets it beside the pace seen; none where the metric has no pace."""
    if one.metric.grows == "count":
        return _count(one)
    if one.metric.grows == "sum":
        return _sum(one)
    return _level(one)


def _count(one: Seen) -> tuple[Needs | None, str]:
    test, r = one.claim.test, one.reading
    if test.op not in (">", ">="):
        return None, ""
    so_far = float(r.value) if isinstance(r.value, int | float) else 0.0
    least = math.floor(test.edge) + 1 if test.op == ">" else math.ceil(test.edge)
    needs = Needs(max(least - so_far, 0.0), r.unit or one.metric.unit)
    found = "none found so far" if not so_far else f"{say.number(so_far, needs.unit)} so far"
    until = f", to {say.day(r.at)}" if r.at else ""
    return needs, f"Needs {needs.said} by {say.day(one.claim.period_end)}; {found}{until}."


def _sum(one: Seen) -> tuple[Needs | None, str]:
    test, last = one.claim.test, one.claim.period_end
    found = _running(one)
    if found is None or test.op not in (">", ">="):
        return None, ""
    before, so_far, unit, through = found
    if least := one.reading.details.get("at_least"):
        before = max(before, so_far / least)  # the most that the year before can be
    needs = Needs(max(test.edge * before - so_far, 0.0), unit)
    word = "over " if test.op == ">" else ""
    if through is None:
        return needs, f"Needs {word}{say.number(needs.value, unit)} in {last.year}; no part of it is on file."
    gone, left = (through - date(last.year, 1, 1)).days + 1, (last - through).days
    seen = say.number(so_far / gone * DAYS_PER_MONTH, f"{unit} per month")
    due = f", {say.number(needs.value / left * DAYS_PER_MONTH, f'{unit} per month')}" if left > 0 else ""
    return needs, f"Needs {word}{needs.said} by {say.day(last)}{due}; seen {seen} to {say.day(through)}."


def _running(one: Seen) -> tuple[float, float, str, date | None] | None:
    """Of the claim's year: all of the year before, what is on file, the unit, and to which day (None: nothing yet)."""
    progress, year = one.reading.details.get("progress"), one.claim.period_end.year
    if progress and progress["year"] == year:
        return progress["before"], progress["so_far"], progress["unit"], date.fromisoformat(progress["through"])
    used = set(one.reading.inputs)
    rows = [o for pair_ in one.evidence.of(used) for o in one.evidence.rows(*pair_) if o.id in used]
    last = [o for o in rows if o.period_start.year == o.period_end.year == year - 1]
    whole = sum(o.days for o in last) == (date(year, 1, 1) - date(year - 1, 1, 1)).days
    units = {o.unit for o in last}
    return (sum(o.number for o in last), 0.0, units.pop(), None) if whole and len(units) == 1 else None


def _level(one: Seen) -> tuple[Needs | None, str]:
    """The growth a month from the newest number's time to the claim's last day, where the reading is one number.

    A number that reaches the last day and leaves the test open is as near as a pace could come.
    """
    o, edge = _number(one), one.claim.test.edge
    months = 0.0 if o is None else (one.claim.period_end.toordinal() - o.time) / DAYS_PER_MONTH
    over = one.evidence.as_of >= one.claim.period_end
    if o is None or months <= 0 or edge <= 0 or (over and reaches(one)):
        return None, ""
    try:
        needs = Needs((edge / o.number) ** (1 / months) - 1, "ratio per month")
    except OverflowError:
        return None, ""
    return needs, f"Needs {needs.said} from {say.when(o)}; {_growth(one, o)}."


def _number(one: Seen) -> Observation | None:
    """The number that the reading is."""
    r = one.reading
    if not r.known or len(r.inputs) != 1:
        return None
    for series, entity in one.evidence.of(set(r.inputs)):
        for o in one.evidence.rows(series, entity):
            if o.id == r.inputs[0] and o.number == r.value and o.number > 0:
                return o
    return None


def _growth(one: Seen, o: Observation) -> str:
    rows = [x for x in one.evidence.rows(o.series, o.entity) if x.basis == o.basis and newness(x) <= newness(o)]
    found = pair(rows)
    if found is None or found[0].number <= 0:
        return "no pace seen yet, from one number"
    first, last = found
    grown = (last.number / first.number) ** (DAYS_PER_MONTH / (last.time - first.time)) - 1
    return f"seen {say.number(grown, 'ratio per month', 'change')}, {say.when(first)} to {say.when(last)}"
