"""A pasted list of job titles: how many there are, which belong to a group, what came and went since the last one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ..model.calendars import Period
from ..model.thesis import JobGroup
from ..text.periods import write_period
from .grid import cells

HEADINGS = frozenset({"title", "titles", "job title", "job", "role", "position", "opening"})


@dataclass(frozen=True, slots=True)
class Change:
    """Two lists compared, title by title; a title that stands twice is two openings."""

    posted: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


def titles_in(text: str) -> tuple[str, ...]:
    """The titles: the column with that heading, else the first column, else the lines themselves."""
    grid = cells(text)
    if isinstance(grid, str):
        return ()
    if "\t" not in text and "|" not in text:  # a title may hold commas and wide gaps
        lines = [" ".join(line.split()) for line in text.splitlines()]
        rows: list[tuple[str, ...]] = [(line,) for line in lines if line]
    else:
        rows = [row for _, row in grid.rows]
    place = next((i for i, cell in enumerate(rows[0]) if cell.casefold() in HEADINGS), None) if rows else None
    body = rows if place is None else rows[1:]
    found = [" ".join(row[place or 0].split()) for row in body]
    return tuple(title for title in found if title)


def in_group(titles: Iterable[str], group: JobGroup) -> tuple[str, ...]:
    """The titles that their words put into a group; a person has the last word."""
    return tuple(title for title in titles if group.pattern.search(title))


def compare(before: Iterable[str], now: Iterable[str]) -> Change:
    """What came and what went between two lists."""
    old, new = Counter(_plain(before)), Counter(_plain(now))
    return Change(
        tuple(sorted((new - old).elements())), tuple(sorted((old - new).elements())), sum((old & new).values())
    )


def _plain(titles: Iterable[str]) -> Iterable[str]:
    return (" ".join(title.split()) for title in titles)


def entries(
    group: JobGroup, titles: Sequence[str], chosen: Sequence[str], day: date, last: tuple[date, Sequence[str]] | None
) -> list[dict[str, str]]:
    """The numbers that the list gives, as typed entries without entity, basis and source.

    The stock of all roles and of the group's (`chosen`) on the day, and with an earlier list (its day and the group's
    titles) the group's roles posted from the day after it on.
    """
    stock = {"period": day.isoformat(), "unit": "roles"}
    found = [
        stock | {"series": group.every, "value": str(len(titles))},
        stock | {"series": group.stock, "value": str(len(chosen))},
    ]
    if last is not None and last[0] < day:
        change = compare(last[1], chosen)
        since = Period(last[0] + timedelta(1), day)
        note = f"removed since {last[0]}: {'; '.join(change.removed)}" if change.removed else ""
        posted = {"series": group.posted, "value": str(len(change.posted)), "note": note[:1000]}
        found.append(stock | posted | {"period": write_period(since.start, since.end)})
    return found
