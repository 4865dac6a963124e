"""What the columns of a pasted table are: by their headings, by periods across the top, or by names across the top."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model.calendars import Period
from ..text.periods import read_period
from ..text.typed import quote
from ..text.vocabulary import Vocabulary, loosely
from .grid import Grid
from .table_numbers import nothing, stated

HEADINGS = {
    "entity": ("entity", "app", "app name", "unified name", "company", "name", "product"),
    "series": ("series", "metric", "measure", "kpi"),
    "period": ("period", "date", "month", "quarter", "week", "day", "year", "time"),
    "value": ("value", "number", "figure", "amount"),
    "low": ("low", "lower", "from value"),
    "high": ("high", "upper", "to value"),
    "unit": ("unit", "units", "currency"),
    "basis": ("basis",),
    "source": ("source",),
    "grade": ("grade",),
    "published_on": ("published", "published on", "seen", "seen on"),
    "url": ("url", "link"),
    "rights": ("rights",),
    "label": ("label",),
    "note": ("note", "notes", "comment"),
    "age_days": ("age days", "age", "day of retention"),
    "period_start": ("period start",),
    "period_end": ("period end",),
}
_ASKED = ("needs a year", "may be a day or a year", "is ambiguous", "tell day from year")
_ROLE = {loosely(word): role for role, words in HEADINGS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its role, its heading, and for one of values what the heading itself says."""

    place: int
    role: str
    heading: str
    meaning: Mapping[str, str] = field(default_factory=dict)


def columns_of(grid: Grid, words: Vocabulary, today: date) -> list[Column] | str:
    """The role of every column, from the first row; a table without headings must be periods and numbers."""
    if not grid.rows:
        return "There is no table here: copy its headings and rows."
    heads = grid.rows[0][1]
    if len(heads) == 2 and all(dated(row[0], today) and not dated(row[1], today) for _, row in grid.rows):  # noqa: PLR2004 - period and number
        return [Column(0, "period", ""), Column(1, "value", "")]
    columns = [_headed_column(i, head, words, today) for i, head in enumerate(heads)]
    roles = {column.role for column in columns}
    if roles <= {"", "value"} and not any("period" in c.meaning for c in columns):
        return _crosswise(grid, columns, today)
    body = [row for _, row in grid.rows[1:]]
    if "value" not in roles and "low" not in roles:
        return _entities_across(columns, body)
    first = columns[0]
    if not first.role and "entity" not in roles and any("period" in c.meaning for c in columns):
        role = "series" if body and all(words.kinds(row[0]) for row in body if row[0]) else "entity"
        columns[0] = Column(0, role, first.heading)
    return columns


def _headed_column(place: int, head: str, words: Vocabulary, today: date) -> Column:
    role = _ROLE.get(loosely(head), "")
    if role:
        return Column(place, role, head)
    if head and dated(head, today):
        return Column(place, "value", head, {"period": head})
    bare = re.split(r"[(,]", head, maxsplit=1)[0]
    kinds = words.kinds(bare) if head else ()
    if len(kinds) == 1:
        return Column(place, "value", head, {"series": kinds[0]})
    return Column(place, "", head)


def dated(text: str, today: date) -> bool:
    """Whether a cell is a period, or would be with an answer to a question."""
    found = read_period(text, today=today)
    return isinstance(found, Period) or any(asked in found.why for asked in _ASKED)


def _entities_across(columns: list[Column], body: Sequence[Sequence[str]]) -> list[Column] | str:
    """Periods down, entities across."""
    if "period" not in {column.role for column in columns}:
        return "I find neither a column of numbers nor one of periods: the headings are " + ", ".join(
            quote(column.heading) for column in columns[:6]
        )
    found = []
    for column in columns:
        full = [row[column.place] for row in body if not nothing(row[column.place])]
        across = not column.role and column.heading and full and all(any(c.isdigit() for c in text) for text in full)
        found.append(Column(column.place, "value", column.heading, {"entity": column.heading}) if across else column)
    if not any(column.role == "value" for column in found):
        return "I find a column of periods but none of numbers: copy the columns beside it too."
    return found


def _crosswise(grid: Grid, columns: list[Column], today: date) -> list[Column] | str:
    """No heading says period: either the first column holds periods, or the table has no headings at all."""
    firsts = [row[0] for _, row in grid.rows if row[0]]
    periods = [text for text in firsts[1:] if dated(text, today)]
    if len(periods) * 2 >= len(firsts[1:]) > 0 and not dated(columns[0].heading, today):  # a slip is said in its row
        down = [Column(0, "period", columns[0].heading), *columns[1:]]
        body = [row for _, row in grid.rows[1:]]
        return down if any(c.role == "value" for c in down) else _entities_across(down, body)
    return "I can't find the headings: the first row must name the columns, or be the months across."


def headings(grid: Grid, columns: Sequence[Column]) -> int:
    """How many rows are headings."""
    return 1 if any(column.heading for column in columns) or not grid.rows else 0


def said_by_headings(grid: Grid, columns: Sequence[Column]) -> tuple[str, str]:
    """Power of ten and currency as the titles or the headings of values state them; all must agree."""
    heads = [*grid.titles, *(c.heading for c in columns if c.role in ("value", "entity") and "period" not in c.meaning)]
    found = {
        (power, unit) for head in heads if (power := stated(head)[0]) or stated(head)[1] for unit in [stated(head)[1]]
    }
    return found.pop() if len(found) == 1 else ("", "")
