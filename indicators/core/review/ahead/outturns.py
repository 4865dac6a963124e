"""After a number came: the number that was expected, against the levels that stood before it came."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from ...model.units import canonical, key_unit
from ...text import say
from ...text.periods import say_period
from .flips import Flip, NextNumber

Row = Mapping[str, Any]


def arrived(expected_numbers: Iterable[NextNumber], rows: Iterable[Row]) -> list[tuple[NextNumber, Row]]:
    """Each expected number that is among `rows`, with its row.

    `rows` hold the contract's columns, days as ISO text; series, entity, basis, age, unit and the period's end must be
    those that were expected.
    """
    expected = {
        (o.series, o.entity, o.basis, o.age_days, p.unit, p.period.end.isoformat()): p
        for p in expected_numbers
        for o in [p.due.last]
    }
    found = []
    for row in rows:
        unit = key_unit(row["unit"])
        name = (row["series"], row["entity"], row["basis"], row["age_days"], unit, row["period_end"])
        if name in expected:
            found.append((expected[name], row))
    return found


def levels(found: NextNumber) -> dict[str, Any]:
    """What is kept of an expected number: its period and the levels, as JSON holds them."""
    return {
        "period": [found.period.start.isoformat(), found.period.end.isoformat()],
        "flips": [asdict(flip) for flip in found.flips],
    }


@dataclass(frozen=True, slots=True)
class Outturn:
    """A number that was expected, as it first came, and the levels that stood before it."""

    row: Row
    flips: tuple[Flip, ...]
    period: tuple[date, date]

    @property
    def value(self) -> float | None:
        """The number in its canonical unit; of a range its middle is not taken."""
        number = self.row["value"]
        return None if number is None else canonical(float(number), self.row["unit"])

    @property
    def title(self) -> str:
        """`Acme revenue, Q3 2026`."""
        series = say.series_title(self.row["series"])
        age = "" if self.row["age_days"] is None else f"day-{self.row['age_days']} "
        return f"{self.row['entity']} {age}{series}, {say_period(*self.period)}"

    @property
    def said(self) -> str:
        """`CNY 1.12bn against ≥ CNY 1.1135bn Supports: reached`, one part a level."""
        parts = [f"{f.signed} {f.becomes} ({f.title}){self._reached(f)}" for f in self.flips]
        return f"{self._number()} against {'; '.join(parts)}"

    def _number(self) -> str:
        unit = key_unit(self.row["unit"])
        word = {"floor": "more than ", "ceiling": "less than "}.get(self.row["grade"], "")
        if self.value is not None:
            return word + say.edge(self.value, unit)
        low, high = (
            None if self.row[end] is None else canonical(float(self.row[end]), self.row["unit"])
            for end in ("low", "high")
        )
        return word + say.interval(low, high, unit)

    def _reached(self, flip: Flip) -> str:
        if self.value is None:
            return ""
        return ": reached" if flip.reached(self.value) else ": not reached"


def kept(expected_numbers: Iterable[Row], rows: Iterable[Row], as_of: date) -> Iterator[Outturn]:
    """What was kept, with each number's row as exported; a number that was taken back or came later is left out."""
    by_id = {row["id"]: row for row in rows}
    for stood in expected_numbers:
        row = by_id.get(stood["observation"])
        if row is None or row["retracted"]:
            continue
        if (row["published_on"] or row["recorded_at"][:10]) <= as_of.isoformat():
            start, end = (date.fromisoformat(day) for day in stood["levels"]["period"])
            yield Outturn(row, tuple(Flip(**flip) for flip in stood["levels"]["flips"]), (start, end))
