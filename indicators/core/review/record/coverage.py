"""Coverage: of each number that is wanted, which months are on file, late, missing, revised or disputed."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations
from typing import Any

from ...evidence.evaluate import Evaluated, evaluate_on, silent
from ...evidence.evidence import Evidence
from ...evidence.reads import Pair, Reads, reads_of
from ...model.calendars import Period, months_period
from ...model.catalogue import all_series
from ...model.indicator import Bands, Indicator
from ...model.observation import Observation
from ...model.reading import CALL_WORDS
from ...model.series import Rhythm
from ...text import say

MONTHS = 12  # columns
MONTH_DAYS = 31  # what comes no more often than this is looked for every month, what comes less often every quarter
QUARTER = 3
UNSETTLED = "known, and short of every line"  # a metric may have a line for one call alone


class Filled(StrEnum):
    """What stands in a month of a series; NOTHING where nothing is expected yet, or any more."""

    ON_FILE = "on file"
    OTHER_BASIS = "other basis"  # on file, but not on the basis that readings use
    REVISED = "revised"
    DISPUTED = "disputed"  # two bases say different numbers for one period
    LATE = "late"  # due for no longer than the series' rhythm
    MISSING = "missing"  # due for longer
    NOTHING = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """A series of an entity: its leading basis ("" where it has no number), and a cell for each month."""

    series: str
    entity: str
    basis: str
    cells: tuple[Filled, ...]

    @property
    def title(self) -> str:
        """The series' name."""
        return all_series()[self.series].title


@dataclass(frozen=True, slots=True)
class Decision:
    """A metric that makes a call: the call in words, "" where it cannot decide; the reason in a word; the sentence."""

    metric: str
    title: str
    call: str
    reason: str
    because: str


def months(as_of: date) -> tuple[Period, ...]:
    """The last months up to the day's own."""
    count = as_of.year * 12 + as_of.month - 1
    return tuple(months_period(m // 12, m % 12 + 1) for m in range(count - MONTHS + 1, count + 1))


def reads_for(indicators: Iterable[Indicator]) -> Reads:
    """What is asked for: what the readings declare, and every entity of their series that are expected again."""
    every = list(indicators)
    return reads_of(every) | Reads(
        series=frozenset(s for i in every for s in i.series if all_series()[s].rhythm is not None)
    )


def wanted(indicators: Iterable[Indicator], whose: Callable[[str], Iterable[str]]) -> list[Pair]:
    """The series that are expected again, of each indicator's own entity, then of others: `whose` a series is."""
    own = [(series, i.entity) for i in indicators for series in i.series if all_series()[series].rhythm is not None]
    return list(dict.fromkeys((*own, *((series, entity) for series, _ in own for entity in whose(series)))))


def coverage(indicators: Iterable[Indicator], evidence: Evidence, revised: Collection[int] = ()) -> list[Covered]:
    """A row for each series that is expected again: of each indicator's own entity, then of others that have numbers.

    `revised` are the ids of numbers that a later release changed.
    """
    return rows_of(wanted(indicators, evidence.entities), evidence, revised)


def rows_of(pairs: Iterable[Pair], evidence: Evidence, revised: Collection[int] = ()) -> list[Covered]:
    """The rows of these series and entities."""
    closed = {event.entity: event.date for event in evidence.events if event.kind == "shutdown"}
    rows = [_row(pair, evidence, revised, closed.get(pair[1], date.max)) for pair in pairs]
    return [row for row in rows if row is not None]


def _row(pair: tuple[str, str], evidence: Evidence, revised: Collection[int], closed: date) -> Covered | None:
    series, entity = pair
    rhythm = all_series()[series].rhythm
    if rhythm is None:
        return None
    rows = [o for o in evidence.rows(series, entity) if o.period_end <= evidence.as_of]
    last = evidence.newest(series, entity)
    basis = last.basis if last else ""
    step = 1 if rhythm.every <= MONTH_DAYS else QUARTER
    phase = _month(max(o.period_end for o in rows)) if rows else QUARTER - 1  # with none on file: calendar quarters
    cells = []
    for month in months(evidence.as_of):
        end = _month(month.end)
        if (end - phase) % step:
            cells.append(Filled.NOTHING)
            continue
        found = [o for o in rows if end - step < _month(o.period_end) <= end]
        if found:
            cells.append(_found(found, basis, revised))
        elif month.end > closed or (rows and month.end < rows[0].period_end):
            cells.append(Filled.NOTHING)
        else:
            cells.append(_absent(month.end, rhythm, evidence.as_of))
    return Covered(series, entity, basis, tuple(cells))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _found(found: Sequence[Observation], basis: str, revised: Collection[int]) -> Filled:
    if any(disputed(a, b) for a, b in combinations(found, 2)):
        return Filled.DISPUTED
    own = [o for o in found if o.basis == basis]
    if not own:
        return Filled.OTHER_BASIS
    return Filled.REVISED if any(o.id in revised for o in own) else Filled.ON_FILE


def _absent(end: date, rhythm: Rhythm, as_of: date) -> Filled:
    due = end + timedelta(days=rhythm.lag)
    if due >= as_of:
        return Filled.NOTHING
    return Filled.LATE if (as_of - due).days <= rhythm.every else Filled.MISSING


def disputed(a: Observation, b: Observation) -> bool:
    """Whether two bases say different numbers of one period, to three digits; a range or a bound may hold both."""
    if a.key.on_any_basis != b.key.on_any_basis or a.basis == b.basis:
        return False
    (a_low, a_high), (b_low, b_high) = _span(a), _span(b)
    return (a_low > b_high or b_low > a_high) and say.compact(a.number) != say.compact(b.number)


def _span(o: Observation) -> tuple[float, float]:
    return (
        -math.inf if o.grade == "ceiling" else o.stated_low,
        math.inf if o.grade == "floor" else o.stated_high,
    )


def decisions(evaluated: Iterable[Evaluated], bands: Mapping[str, Bands]) -> list[Decision]:
    """Every metric that makes a call, in the declared order."""
    return [
        Decision(
            metric=r.metric,
            title=f"{e.indicator.short}: {r.title}",
            call=CALL_WORDS.get(r.call or "", ""),
            reason="" if r.call else silent(r) or UNSETTLED,
            because=r.because,
        )
        for e in evaluated
        for m, r in zip(e.indicator.metrics, e.readings, strict=True)
        if bands.get(r.metric, m.bands) is not None
    ]


def said(rows: Iterable[Covered], decided: Iterable[Decision], as_of: date) -> str:
    """The table in letters, and what can and cannot be decided."""
    letters = {
        Filled.ON_FILE: "#",
        Filled.OTHER_BASIS: "o",
        Filled.REVISED: "r",
        Filled.DISPUTED: "!",
        Filled.LATE: "L",
        Filled.MISSING: "-",
        Filled.NOTHING: " ",
    }
    first, *_, last = (say.day(month.start).split()[1] for month in months(as_of))
    meaning = ", ".join(f"{letter} {cell.value}" for cell, letter in letters.items() if cell)
    lines = [f"{'':50} {first} to {last}, a letter a month: {meaning}"]
    lines += [
        f"{f'{row.entity}, {row.title}':50} {''.join(letters[c] for c in row.cells)}  {row.basis or 'none on file'}"
        for row in rows
    ]
    for words, which in (("Can be decided", True), ("Cannot be decided", False)):
        lines += ["", f"{words} {say.day(as_of)}:"]
        lines += [f"  {d.metric}: {d.call or d.because}" for d in decided if bool(d.call) is which]
    return "\n".join(lines)


def answer(
    indicators: Collection[Indicator], evidence: Evidence, bands: Mapping[str, Bands], revised: Collection[int]
) -> tuple[dict[str, Any], str]:
    """What the command line says of coverage: for --json, and for a person."""
    rows, as_of = coverage(indicators, evidence, revised), evidence.as_of
    decided = decisions([evaluate_on(i, evidence, bands) for i in indicators], bands)
    found = {
        "as_of": as_of.isoformat(),
        "months": [month.start.isoformat()[:7] for month in months(as_of)],
        "series": [asdict(row) for row in rows],
        "decisions": [asdict(decision) for decision in decided],
    }
    return found, said(rows, decided, as_of)
