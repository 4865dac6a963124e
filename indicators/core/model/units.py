"""Units other than currencies: how each is written and read, whether it is whole, and which convert exactly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """How a number of a unit is written."""

    COUNTED = "counted"  # `11 roles`: digits and the unit's word
    COMPACT = "compact"  # `7.8M`: shortened, without a word
    SHARE = "share"  # `4%`, `+4%`, `2.5x`
    BARE = "bare"  # `120`: digits alone
    DAY = "day"  # `8 Sep 2026`


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit, by the id that stands in rows and readings.

    `one` is the word after a 1, `many` after any other number (empty: the id). `words` are read when people type them,
    in any case. `whole`: nothing is counted in parts of it. `canonical` is the unit that it converts to exactly, and
    `makes_one` how many of it make one of that. `in_millions`: people leave the power of ten out when they type it.
    """

    id: str
    style: Style = Style.COUNTED
    one: str = ""
    many: str = ""
    words: tuple[str, ...] = ()
    whole: bool = False
    canonical: str = ""
    makes_one: float = 1.0
    in_millions: bool = False

    def word(self, value: float) -> str:
        """The word behind a number."""
        return (self.one or self.many or self.id) if value == 1 else (self.many or self.id)


_CONTRACT = (
    Unit(id="users", style=Style.COMPACT, words=("user", "users"), whole=True, in_millions=True),
    Unit(id="downloads", style=Style.COMPACT, words=("download", "downloads"), whole=True, in_millions=True),
    Unit(id="ratio", style=Style.SHARE, words=("ratio",)),
    Unit(
        id="percent",
        style=Style.COUNTED,
        words=("%", "percent", "per cent", "pct"),
        canonical="ratio",
        makes_one=100.0,
    ),
    Unit(id="people", one="person", words=("people", "person"), whole=True),
    Unit(id="roles", one="role", words=("role", "roles"), whole=True),
    Unit(id="papers", one="paper", words=("paper", "papers"), whole=True),
    Unit(id="GW", words=("gw",)),
    Unit(id="MW", words=("mw",), canonical="GW", makes_one=1000.0),
    Unit(id="months", one="month"),
    Unit(id="index", style=Style.BARE),
    Unit(id="ln ratio", style=Style.BARE),
    Unit(id="1", style=Style.BARE),
    Unit(id="date", style=Style.DAY),
)
# Those of the contract; a catalogue that is loaded adds its own.
UNITS: dict[str, Unit] = {unit.id: unit for unit in _CONTRACT}


def unit_of(id_: str) -> Unit:
    """A declared unit; what is none is counted under its own id."""
    return UNITS.get(id_) or Unit(id=id_)


def key_unit(unit: str) -> str:
    """The unit in a key: units that convert exactly are one, currencies are not."""
    return unit_of(unit).canonical or unit


def canonical(value: float, unit: str) -> float:
    """`value` in the canonical unit of `unit`."""
    found = unit_of(unit)
    return value / found.makes_one if found.canonical else value


def unit_words() -> dict[str, str]:
    """The words, in lower case, that are read as a unit, with its id."""
    return {word: unit.id for unit in UNITS.values() for word in unit.words}
