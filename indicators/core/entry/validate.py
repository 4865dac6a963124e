"""The one validator: cells as they came from a form, a file or the command line → a Draft, or the first fault."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from ..model.catalogue import all_series, thesis
from ..model.currencies import ISO_4217
from ..model.observation import COLUMNS, GRADES, REQUIRED, RIGHTS, Draft, number_of
from ..model.series import Series
from ..model.units import canonical
from ..text.look_alikes import hidden_in_address, likeness, mixed, named, unseen
from .rates import Rates

Cell = str | int | float | date | None
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_FIRST, _LAST = date(1990, 1, 1), date(2100, 12, 31)
_SPACE = re.compile(r"\s+")
_ROUNDING = 1e-12  # of a whole number, which a spreadsheet may have multiplied
RATE = "fx"  # the series of exchange rates


class Fault(Exception):  # noqa: N818 - a value on its way to a Rejection, never seen outside
    """A cell that cannot be taken."""

    def __init__(self, column: str, reason: str) -> None:
        """`reason` is the sentence a person reads."""
        super().__init__(reason)
        self.column, self.reason = column, reason


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row was not taken: its number (1 = first under the header), the column of its first fault, the reason."""

    row: int
    column: str
    reason: str


class Names:
    """The entities, bases and exchange rates that are known, and the verdict on another.

    A name is refused that holds what nobody sees, that looks like another, or that the thesis declares an alias.
    """

    def __init__(self, rates: Rates | None = None) -> None:
        """No name is known but the thesis's entities and the reserved bases."""
        self.rates = rates or Rates()
        self._known: dict[str, dict[str, str]] = {"entity": {}, "basis": {}}  # of each key the name that has it
        self._taken: dict[str, set[str]] = {"entity": set(), "basis": set()}
        for entity in thesis().entities:
            self._learn("entity", entity.name)
        for name in thesis().reserved:
            self._learn("basis", name)

    @classmethod
    def of(cls, entities: Iterable[str], bases: Iterable[str], rates: Rates | None = None) -> Names:
        """What stands on a board. A name that an older version took and this one refuses is none to go by."""
        found = cls(rates)
        for column, names in (("entity", entities), ("basis", bases)):
            for name in names:
                if not fault_of(column, name):
                    found._learn(column, name)
        return found

    def copy(self) -> Names:
        """The same, to learn into."""
        found = Names(self.rates.copy())
        found._known = {column: dict(names) for column, names in self._known.items()}
        found._taken = {column: set(names) for column, names in self._taken.items()}
        return found

    def __eq__(self, other: object) -> bool:
        """Whether the same names and rates are known."""
        return isinstance(other, Names) and self._known == other._known and self.rates == other.rates

    __hash__ = None  # type: ignore[assignment]  # it learns

    def check(self, column: str, name: str) -> None:
        """Fault where `name` holds what is not seen, or is a known one written otherwise."""
        if name in self._taken[column]:
            return
        known = None if unseen(name) else self.twin(column, name)
        if known is None and (why := fault_of(column, name)):
            raise Fault(column, why)
        if known is not None:
            raise Fault(column, f'{column} "{name}" is "{known}" {_otherwise(name, known)}: write it as "{known}".')

    def twin(self, column: str, name: str) -> str | None:
        """The known name that differs from this one in case, spacing or look-alikes only."""
        found = (self._known[column].get(key) for key in likeness(name))
        return (
            None if name in self._taken[column] else next((known for known in found if known not in (None, name)), None)
        )

    def learn(self, draft: Draft) -> None:
        """A name or a rate that was taken is known from then on."""
        if draft.series == RATE:
            self.rates.learn(draft.entity, number_of(draft.value, draft.low, draft.high))
        self.learn_entity(draft.entity)
        if draft.basis not in self._taken["basis"]:
            self._learn("basis", draft.basis)

    def learn_entity(self, name: str) -> None:
        """The same for an entity alone."""
        if name not in self._taken["entity"]:
            self._learn("entity", name)

    def _learn(self, column: str, name: str) -> None:
        self._taken[column].add(name)
        for key in likeness(name):
            self._known[column].setdefault(key, name)


def fault_of(column: str, name: str) -> str:
    """Why no board takes this name, whatever it knows, or nothing."""
    if hidden := unseen(name):
        shown = "".join(c for c in name if not unseen(c))
        return f'{column} "{shown}" holds {named(hidden)}, which is not seen: type it anew.'
    if other := mixed(name):
        return f'{column} "{name}" holds {named(other)} among Latin letters: type it anew.'
    if column == "entity" and (stands_for := aliased(name)):
        return f'entity "{name}" is another name of "{stands_for}": write it as "{stands_for}".'
    return ""


def aliased(name: str) -> str:
    """The entity of the thesis that a name is an alias of, in any case or spacing, or nothing."""
    own = set(likeness(name))
    for entity in thesis().entities:
        if name in entity.aliases:
            return entity.name
        if not own.isdisjoint(likeness(entity.name)):
            return ""  # the name itself, which a twin on the board decides about
        if any(not own.isdisjoint(likeness(alias)) for alias in entity.aliases):
            return entity.name
    return ""


def _otherwise(name: str, known: str) -> str:
    """How a name differs from its twin."""
    if fold(name) == fold(known):
        return "in another case or spacing"
    other = next((c for c in name if c not in known), "")
    return f"in letters that look alike ({named(other)})" if other else "in letters that look alike"


def fold(name: str) -> str:
    """A name without case and spacing."""
    return _SPACE.sub("", name).casefold()


def validate(
    cells: Mapping[str, Cell], names: Names | None, today: date, series: Mapping[str, Series] | None = None
) -> Draft:
    """The row as a Draft. Faults are raised in the order of the columns; the caller makes a Rejection of them.

    Without `names` the row is taken as it was recorded once: its names and what its url hides are not judged.
    """
    for column in COLUMNS:
        if isinstance(value := cells.get(column), str) and "\0" in value:
            raise Fault(column, f"{column} holds a NUL byte: remove it.")
    words = {c: read_text(cells.get(c)) for c in COLUMNS}
    for column in REQUIRED:
        if words[column] == "":
            raise Fault(column, f"{column} is missing.")
    kind = (all_series() if series is None else series).get(words["series"])
    if kind is None:
        raise Fault("series", f'series "{words["series"]}" is not known: `list` shows the series.')
    _entity(kind, words["entity"])
    if names is not None:
        names.check("entity", words["entity"])
        names.check("basis", words["basis"])
    start, end = read_day(cells["period_start"], "period_start"), read_day(cells["period_end"], "period_end")
    if end < start:
        raise Fault("period_end", f"the period ends on {end}, before it starts on {start}.")
    age = _age(kind, cells.get("age_days"))
    draft = Draft(
        series=kind.id,
        entity=words["entity"],
        basis=words["basis"],
        period_start=start,
        period_end=end,
        age_days=age,
        value=read_number(cells.get("value"), "value"),
        low=read_number(cells.get("low"), "low"),
        high=read_number(cells.get("high"), "high"),
        unit=words["unit"],
        grade=words["grade"],
        published_on=read_day(cells["published_on"], "published_on") if words["published_on"] else None,
        source=words["source"],
        url=words["url"] if names is None else read_url(words["url"]),
        rights=words["rights"] or RIGHTS[0],
        label=words["label"],
        note=words["note"],
    )
    _whole(draft, kind, today)
    if names is not None and kind.id == RATE:
        _rate(draft, names.rates)
    return draft


def _whole(draft: Draft, kind: Series, today: date) -> None:
    """The rules that concern a number with its unit, its grade and its dates."""
    if not kind.accepts(draft.unit):
        wanted = "an ISO 4217 code such as USD" if kind.money else " or ".join(kind.units)
        raise Fault("unit", f'unit "{draft.unit}" does not fit {kind.id}: use {wanted}.')
    if draft.grade not in GRADES:
        raise Fault("grade", f'grade "{draft.grade}" is not one of {", ".join(reversed(GRADES))}.')
    if draft.rights not in RIGHTS:
        raise Fault("rights", f'rights "{draft.rights}" is not one of {", ".join(RIGHTS)}.')
    _numbers(draft, kind)
    if kind.assumption:
        _assumption(draft)
    known = draft.published_on or today
    if draft.age_days is not None and known < (earliest := _plus(draft.period_start, draft.age_days)):
        raise Fault("published_on", f"day-{draft.age_days} retention cannot be known on {known}, before {earliest}.")


def _numbers(draft: Draft, kind: Series) -> None:
    ends = {"value": draft.value, "low": draft.low, "high": draft.high}
    if all(number is None for number in ends.values()):
        raise Fault("value", "value is missing, and no range is given.")
    for column, number in ends.items():
        if number is not None:
            _limits(kind, column, number, draft.unit)
    one_sided = {"floor": draft.low, "ceiling": draft.high}.get(draft.grade)
    if draft.value is None and (draft.low is None or draft.high is None) and one_sided is None:
        missing = "high" if draft.high is None else "low"
        raise Fault(
            "value", f"value and {missing} are missing: a single bound needs grade floor (low) or ceiling (high)."
        )
    order = [(c, n) for c in ("low", "value", "high") if (n := ends[c]) is not None]
    for (a, x), (b, y) in pairwise(order):
        if x > y:
            raise Fault(a, f"{a} {x:.15g} is above {b} {y:.15g}.")


def _limits(kind: Series, column: str, number: float, unit: str) -> None:
    value = canonical(number, unit)
    if kind.low is not None and (value < kind.low or (kind.low_open and value == kind.low)):
        raise Fault(column, f"{column} {number:.15g} is too small: {kind.id} is {_limit(kind)}.")
    if kind.high is not None and value > kind.high:
        raise Fault(column, f"{column} {number:.15g} {unit} is too large: {kind.id} is {_limit(kind)}.")
    if kind.whole and abs(value - round(value)) > _ROUNDING * max(1.0, abs(value)):
        raise Fault(column, f"{column} {number:.15g} is not whole: {kind.id} counts {unit}.")


def _limit(kind: Series) -> str:
    if kind.low == kind.high:
        return f"always {kind.low:g}"
    low = f"{'above' if kind.low_open else 'at least'} {kind.low:g}" if kind.low is not None else ""
    return low + (f" and at most {kind.high:g} as a ratio" if kind.high is not None else "")


def _rate(draft: Draft, known: Rates) -> None:
    if why := known.fault(draft.entity, number_of(draft.value, draft.low, draft.high)):
        column = "value" if draft.value is not None else "low" if draft.low is not None else "high"
        raise Fault(column, why)


def _assumption(draft: Draft) -> None:
    if draft.grade != "assumption":
        raise Fault("grade", f'{draft.series} is an assumption: grade "assumption", not "{draft.grade}".')
    for column in ("low", "high"):
        if getattr(draft, column) is None:
            raise Fault(column, f"{draft.series} is an assumption: give it a low and a high end.")


def _entity(kind: Series, entity: str) -> None:
    if kind.entity and entity != kind.entity:
        raise Fault("entity", f'{kind.id} is about "{kind.entity}", not "{entity}".')
    if kind.id == RATE:
        codes = entity.split("/")
        if len(codes) != 2 or not ISO_4217.issuperset(codes):  # noqa: PLR2004 - two currencies make a rate
            raise Fault("entity", f'entity "{entity}" is not a pair of currencies such as USD/CNY.')


def read_text(cell: Cell) -> str:
    """A cell as text: trimmed, NFC."""
    if cell is None:
        return ""
    return unicodedata.normalize("NFC", str(cell)).strip()


def read_number(cell: Cell, column: str) -> float | None:
    """A cell as a finite number, None where it is empty; a Fault where it is anything else."""
    if cell is None or (isinstance(cell, str) and cell.strip() == ""):
        return None
    if isinstance(cell, bool | date):
        raise Fault(column, f'{column} "{cell}" is not a number.')
    if isinstance(cell, str):
        text = cell.strip()
        if not _NUMBER.fullmatch(text):
            raise Fault(column, f'{column} "{text}" is not a number: digits, one decimal point, no separators.')
        cell = float(text)
    try:
        found = float(cell)
    except OverflowError:  # a whole number beyond a float
        found = math.inf
    if not math.isfinite(found):
        raise Fault(column, f"{column} is not a finite number.")
    return found


def _age(kind: Series, cell: Cell) -> int | None:
    age = read_number(cell, "age_days")
    if kind.aged and age is None:
        raise Fault("age_days", "age_days is missing: retention is by the days since a user's first day.")
    if not kind.aged and age is not None:
        raise Fault("age_days", f"age_days belongs to retention, not to {kind.id}.")
    if age is None:
        return None
    if age < 0 or age != math.floor(age) or age > _LAST.toordinal():
        raise Fault("age_days", f"age_days {age:.15g} is not a whole number of days.")
    return int(age)


def read_day(cell: Cell, column: str) -> date:
    """A cell as a day of 1990 to 2100; a Fault where it is anything else."""
    if isinstance(cell, datetime):
        raise Fault(column, f'{column} "{cell}" has a time of day: a day is wanted.')
    if isinstance(cell, date):
        found = cell
    else:
        text = read_text(cell)
        if not _DAY.fullmatch(text):
            raise Fault(column, f'{column} "{text}" is not a day like 2026-03-31.')
        try:
            found = date.fromisoformat(text)
        except ValueError:
            raise Fault(column, f'{column} "{text}" is not a day of the calendar.') from None
    if not _FIRST <= found <= _LAST:
        raise Fault(column, f"{column} {found} lies outside 1990 to 2100.")
    return found


def _plus(day: date, days: int) -> date:
    return day + timedelta(days=min(days, date.max.toordinal() - day.toordinal()))


def read_url(cell: Cell) -> str:
    """A cell as an http or https address, or empty; a Fault where it is none, or hides where it leads."""
    url = read_text(cell)
    if url and (why := hidden_in_address(url)):
        raise Fault("url", f'url "{url}" {why}: correct it or leave it empty.')
    return url


def rejection(row: int, fault: Fault) -> Rejection:
    """The fault with its row."""
    return Rejection(row, fault.column, fault.reason)
