"""A pasted table, long or wide, as typed entries: one a cell, each with its place, or why it was not understood.

Long: a row a number. Wide: a row an entity (or series), a column a period; or the other way round. What holds for the
whole table (series, basis, unit, the day it was seen) is given once. What the table leaves open is one question for all
its rows; until it is answered none of them can be taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..model.series import Series
from ..text.misread import Misread
from ..text.periods import write_period
from ..text.typed import quote
from ..text.vocabulary import Vocabulary, loosely
from .entry import Entry, Mark, in_power, read_entry
from .grid import cells
from .paste_columns import Column, columns_of, headings, said_by_headings
from .table_dates import Dates, Order, Short, Stands, asked_of, learn, may_stand_for, single_days
from .table_numbers import mark_of, nothing

GIVEN = ("series", "entity", "basis", "source", "unit", "grade", "published_on", "rights", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is given once for a table. `names` says whose a name in it is; empty fields are not answered."""

    given: Mapping[str, str] = field(default_factory=dict)
    decimal: str = ""
    order: Order = ""
    short: Short = ""
    stands: Stands = ""
    power: str = ""
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """What the table leaves open: the field of `Choices` (a name: `name:App`), the sentence, and the answers."""

    field: str
    text: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One number of the table: its line and column there, what it was read from, and the entry or the problem."""

    line: int
    column: str
    shown: str
    entry: Entry
    field: str = ""
    why: str = ""


@dataclass(slots=True)
class Pasted:
    """What was understood of a table; `fault` where it is none."""

    rows: list[PastedRow] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    said: str = ""
    empty: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with a number: where it stands and what its row and column say of it."""

    line: int
    column: str
    text: str
    typed: Mapping[str, str]


def read_table(text: str, choices: Choices, words: Vocabulary, today: date) -> Pasted:
    """Read a pasted table."""
    grid = cells(text)
    if isinstance(grid, str):
        return Pasted(fault=grid)
    columns = columns_of(grid, words, today)
    if isinstance(columns, str):
        return Pasted(fault=columns)
    result = Pasted()
    header = headings(grid, columns)
    numbers = _cells(grid.rows[header:], columns, result)
    if not numbers:
        return Pasted(fault="There are headings here but no number: copy the rows below them too.")
    kinds = _kinds(numbers, words)
    power, unit = said_by_headings(grid, columns)
    dates, open_ = _dates(numbers, choices, kinds, result, today)
    mark = _mark(numbers, choices, result)
    entities = _entities(numbers, choices, words, result)
    for cell in numbers:
        typed = {"unit": unit} | {k: v for k, v in choices.given.items() if v} | dict(cell.typed)
        result.rows.append(
            _row(cell, typed, _Reading(words, today, dates, open_, mark, entities, choices.power or power))
        )
    comma = ", decimal comma" if mark == "," else ""
    shape = "wide" if any(column.role == "value" and "period" in column.meaning for column in columns) else "long"
    scale = f", numbers in {choices.power or power}" if choices.power or power else ""
    count = f"{len(result.rows)} {'number' if len(result.rows) == 1 else 'numbers'}"
    result.said = (
        f"{count} in a {shape} table{scale}{comma}; {result.empty} empty {'cell' if result.empty == 1 else 'cells'}"
    )
    return result


# Cells


def _cells(rows: Sequence[tuple[int, tuple[str, ...]]], columns: Sequence[Column], result: Pasted) -> list[_Cell]:
    """Every number with what its row and its column's heading say of it."""
    roles = [column for column in columns if column.role and column.role != "value"]
    values = [column for column in columns if column.role == "value"]
    unknown = _unknown(rows, columns)
    found = []
    for line, row in rows:
        own = {column.role: row[column.place] for column in roles if row[column.place]}
        if aside := [
            f"{c.heading}: {row[c.place]}" for c in columns if not c.role and row[c.place] and c not in unknown
        ]:
            own["note"] = "; ".join([*aside, *([own["note"]] if "note" in own else [])])
        if unknown:
            own["?"] = " and ".join(quote(c.heading or f"column {c.place + 1}") for c in unknown)
        for column in values or [Column(-1, "value", "low and high")]:
            text = row[column.place] if values else ""
            if values and nothing(text) and not own.keys() & {"low", "high"}:
                result.empty += 1
            else:
                found.append(_Cell(line, column.heading, text, own | dict(column.meaning)))
    return found


def _unknown(rows: Sequence[tuple[int, tuple[str, ...]]], columns: Sequence[Column]) -> list[Column]:
    """Columns without a role that tell rows apart, such as countries or devices: what they mean must be said."""
    return [c for c in columns if not c.role and len({row[c.place] for _, row in rows if row[c.place]}) > 1]


def _kinds(numbers: Sequence[_Cell], words: Vocabulary) -> dict[str, Series]:
    """The series that the table's cells may be of, by what they are called there."""
    named = {cell.typed.get("series", "") for cell in numbers}
    return {name: words.series[found[0]] for name in named if len(found := words.kinds(name)) == 1}


def _dates(
    numbers: Sequence[_Cell], choices: Choices, kinds: Mapping[str, Series], result: Pasted, today: date
) -> tuple[Dates, tuple[str, ...]]:
    """How the dates are written; what is open becomes a question."""
    texts = [cell.typed["period"] for cell in numbers if "period" in cell.typed]
    dates, asked = learn(texts, Dates(choices.order, choices.short, choices.stands))
    if "order" in asked:
        answers = (("day first", "day first: 3/4 is 3 April"), ("month first", "month first: 3/4 is 4 March"))
        result.questions.append(Question("order", "Which comes first in the dates?", answers))
    if "short" in asked:
        example = next(text for text in texts if not isinstance(Dates(short="year").read(text, today), Misread))
        answers = (("year", f"{example} is a month and its year"), ("day", "it is a day of a month"))
        result.questions.append(Question("short", f"What is the number in {quote(example)}?", answers))
    given = kinds.get(choices.given.get("series", ""), None) or next(iter(kinds.values()), None)
    if given is not None and not choices.stands and not asked:
        options = may_stand_for(single_days(texts, dates, today), given)
        if options:
            words = {
                "day": "that day alone",
                "month": "its month",
                "quarter": "its quarter",
                "week from": "the week from it on",
                "week to": "the week up to it",
            }
            stand = tuple((str(option), words[option]) for option in options)
            result.questions.append(Question("stands", "What does a day in this table stand for?", stand))
            asked = (*asked, "stands")
    return dates, asked


def _mark(numbers: Sequence[_Cell], choices: Choices, result: Pasted) -> Mark | None:
    """The decimal mark, None while it is asked."""
    if choices.decimal:
        return "," if choices.decimal == "," else "."
    texts = [
        text for cell in numbers for text in (cell.text, cell.typed.get("low", ""), cell.typed.get("high", "")) if text
    ]
    mark, doubt = mark_of(texts)
    if not doubt:
        return mark
    example = next((text for text in texts if "," in text or "." in text), "1,234")
    answers = ((".", "the point: 1,234.5"), (",", "the comma: 1.234,5"))
    result.questions.append(Question("decimal", f"Which is the decimal mark in {quote(example)}?", answers))
    return None


def _entities(numbers: Sequence[_Cell], choices: Choices, words: Vocabulary, result: Pasted) -> dict[str, str]:
    """Whose the names in the table are: one on the board, one that was said, else asked."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(cell.typed["entity"] for cell in numbers if "entity" in cell.typed):
        same = [known for known in words.entities if loosely(known) == loosely(name)]
        if same or choices.names.get(name):
            found[name] = choices.names.get(name) or same[0]
        else:
            likely = words.entity(name.split(":")[0]) or words.entity(name.split()[0])
            answers = dict.fromkeys([*likely, name, *words.entities])
            shown = tuple((answer, "a new name" if answer == name else answer) for answer in answers)
            result.questions.append(Question(f"name:{name}", f"Whose is {quote(name)}?", shown))
    return found


# Rows


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the cells of one table are read."""

    words: Vocabulary
    today: date
    dates: Dates
    asked: tuple[str, ...]
    mark: Mark | None
    entities: Mapping[str, str]
    power: str


def _row(cell: _Cell, typed: dict[str, str], how: _Reading) -> PastedRow:
    """A cell as an entry, or the first thing that was not understood."""
    name, why = _settle(cell, typed, how)
    shown = cell.text or " to ".join(typed.get(end, "") for end in ("low", "high"))
    if why:
        return PastedRow(cell.line, cell.column, shown, Entry(cells=dict(typed)), name, why)
    typed["value"] = in_power(cell.text, how.power)
    for end in ("low", "high"):
        typed[end] = in_power(typed.get(end, ""), how.power)
    entry = read_entry(typed, how.today, how.words.series, decimal=how.mark or ".")
    name, why = next(iter(entry.problems.items()), ("", ""))
    return PastedRow(cell.line, cell.column, shown, entry, name, why)


def _settle(cell: _Cell, typed: dict[str, str], how: _Reading) -> tuple[str, str]:
    """Names and periods of the table as the board has them; (field, reason) of what is open."""
    if columns := typed.pop("?", ""):
        return "", f"{columns} tells rows apart, and I don't know what it means: paste one of them, or name it label."
    series = typed.get("series", "")
    kinds = how.words.kinds(series) if series else ()
    if len(kinds) != 1:
        return "series", f"{quote(series)} is no series that I know." if series else "Which series is this? Choose it."
    typed["series"] = kinds[0]
    if "entity" in cell.typed:
        if cell.typed["entity"] not in how.entities:
            return "entity", f"Whose is {quote(cell.typed['entity'])}? Answer it once for the table."
        typed["entity"] = how.entities[cell.typed["entity"]]
    if how.mark is None:
        return "value", "Which is the decimal mark? Answer it once for the table."
    return _settle_period(typed, how)


def _settle_period(typed: dict[str, str], how: _Reading) -> tuple[str, str]:
    ends = (typed.pop("period_start", ""), typed.pop("period_end", ""))
    if "period" not in typed and any(ends):
        typed["period"] = f"{ends[0]}..{ends[1]}"
        return "", ""
    text = typed.get("period", "")
    period = how.dates.read(text, how.today)
    if isinstance(period, Misread):
        open_ = next((name for name in how.asked if name in ("order", "short")), "")
        return "period", asked_of(open_, text) if open_ and "stands" not in how.asked else period.why
    if "stands" in how.asked and period.days == 1:
        return "period", f"What does the day {quote(text)} stand for? Answer it once for the table."
    typed["period"] = write_period(period.start, period.end)
    return "", ""
