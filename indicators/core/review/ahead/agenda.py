"""What comes: expected numbers and claims' last days, as a list and as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from ...claims.claim import Decided
from ...text import say
from .due import Due
from .flips import NextNumber, said


@dataclass(frozen=True, slots=True)
class Coming:
    """Something with a day: what it is, and what it would decide."""

    on: date
    title: str
    detail: str
    name: str  # stable, so that a calendar updates an entry instead of adding one


def coming(as_of: date, due: Iterable[Due], prints: Sequence[NextNumber], claims: Iterable[Decided]) -> list[Coming]:
    """What is expected from a day on, the nearest first; what is overdue stands on the day itself."""
    flips: dict[tuple[str, str], str] = {}
    for p in prints:
        name = (p.due.last.series, p.due.last.entity)
        flips[name] = f"{flips[name]}. {said(p)}" if name in flips else said(p)
    found = [
        Coming(
            max(d.on, as_of),
            f"{d.last.entity}: {d.title} due{f' since {say.day(d.on)}' if d.late(as_of) else ''}",
            flips.get((d.last.series, d.last.entity), ""),
            f"{d.last.series}-{d.last.entity}-{d.on}",
        )
        for d in due
    ]
    found += [
        Coming(d.claim.resolve_by, f"Evidence must be in: {d.claim.claim}", d.because, f"claim-{d.claim.id}")
        for d in claims
        if d.open and d.claim.resolve_by >= as_of
    ]
    return sorted(found, key=lambda c: (c.on, c.title))


def ics(entries: Iterable[Coming], made: datetime | None = None) -> bytes:
    """An iCalendar file (RFC 5545) with one all-day entry each."""
    import icalendar  # noqa: PLC0415 - loaded when a calendar is wanted

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Telltale//Indicators//EN")
    calendar.add("version", "2.0")
    stamp = made or datetime.now(UTC)
    for entry in entries:
        event = icalendar.Event()
        event.add("uid", f"{entry.name}@telltale".replace(" ", "-"))
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.on)
        event.add("dtend", entry.on + timedelta(days=1))
        event.add("summary", entry.title)
        event.add("description", entry.detail)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
