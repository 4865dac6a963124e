"""The due queue: which expected numbers are asked for today, which come later, and which a user has quieted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from ...evidence.expected import next_period
from ...model.calendars import Period
from .due import Due

WAIT = 7  # days for which "not published yet" is quiet


class Marked(Protocol):
    """What a user said of the next number of a series and entity, and when."""

    @property
    def kind(self) -> str:
        """`not obtainable`, `not published`, `skipped` or `asked again`."""

    @property
    def period_end(self) -> str:
        """The last day of the period that was meant, ISO."""

    @property
    def because(self) -> str:
        """Why."""

    @property
    def set_on(self) -> date:
        """When it was said."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An expected number and the period it is for; the mark that quiets it, if one does."""

    due: Due
    period: Period
    mark: Marked | None = None

    @property
    def name(self) -> str:
        """What tells it from any other: series, entity and the period's last day."""
        return f"{self.due.last.series}/{self.due.last.entity}/{self.period.end}"


@dataclass(frozen=True, slots=True)
class Queue:
    """Expected numbers, the latest first: to be asked for today, later, and not until something changes."""

    now: tuple[Asked, ...]
    later: tuple[Asked, ...]
    quiet: tuple[Asked, ...]


def queue(due: Iterable[Due], marks: Mapping[tuple[str, str], Marked], today: date) -> Queue:
    """Sort what is due by lateness; a number whose period has not ended is not asked for yet."""
    now, later, quiet = [], [], []
    for one in sorted(due, key=lambda d: (d.on, d.last.series, d.last.entity)):
        period = next_period(one.last)
        mark = marks.get((one.last.series, one.last.entity))
        if mark is not None and quieted(mark, period, today):
            quiet.append(Asked(one, period, mark))
        elif one.late(today) and period.end < today:
            now.append(Asked(one, period))
        else:
            later.append(Asked(one, period))
    return Queue(tuple(now), tuple(later), tuple(quiet))


def quieted(mark: Marked, period: Period, today: date) -> bool:
    """Not obtainable: until it is asked again. Not published yet: a week. Skipped: the day. Each for its period."""
    if mark.kind == "not obtainable":
        return True
    if mark.period_end != period.end.isoformat():
        return False
    if mark.kind == "not published":
        return today < mark.set_on + timedelta(days=WAIT)
    return mark.kind == "skipped" and mark.set_on == today
