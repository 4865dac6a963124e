"""The axis of time: cells of the calendar with their labels, as ordinal days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...core.text.period_text import MONTHS
from .measure import width

MONTHS_OF = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_GAP = 6.0  # pixels between two labels


@dataclass(frozen=True, slots=True)
class TimeCell:
    """From one day to the day after its end, with its name."""

    start: float
    end: float
    name: str

    @property
    def middle(self) -> float:
        """Where the name stands."""
        return (self.start + self.end) / 2


def floor_to(day: date, kind: str) -> date:
    """The first day of the cell that holds `day`."""
    months = MONTHS_OF[kind]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(day: date, kind: str) -> date:
    """The first day of the next cell."""
    months = day.year * 12 + day.month - 1 + MONTHS_OF[kind]
    return date(months // 12, months % 12 + 1, 1)


def cells(start: date, end: date, kind: str) -> tuple[TimeCell, ...]:
    """The cells that hold `start` to `end`, whole."""
    found = []
    day = floor_to(start, kind)
    while day <= end:
        after = following(day, kind)
        found.append(TimeCell(day.toordinal(), after.toordinal(), _name(day, kind)))
        day = after
    return tuple(found)


def fitting(start: date, end: date, room: float, size: float) -> str:
    """The finest kind of cell whose names fit into so many pixels."""
    for kind in ("month", "quarter", "half-year"):
        count = (end.year - start.year) * 12 // MONTHS_OF[kind] + 1
        if count * (width(_name(start, kind), size) + _GAP) <= room:
            return kind
    return "year"


def stride(names: tuple[str, ...], index: int, size: float) -> float:
    """Pixels of plot that a label needs: every second, fourth, ... is left out as it grows narrow; the last stays."""
    from_last = len(names) - 1 - index
    step = (from_last & -from_last) if from_last else 1 << len(names).bit_length()
    widest = max(width(name, size) for name in names) + _GAP
    return len(names) * widest / step


def _name(day: date, kind: str) -> str:
    year = f"{day.year % 100:02}"
    if kind == "month":
        return f"{MONTHS[day.month - 1]} {year}"
    if kind == "quarter":
        return f"Q{(day.month + 2) // 3} {year}"
    return f"H{1 if day.month == 1 else 2} {year}" if kind == "half-year" else str(day.year)
