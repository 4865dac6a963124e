"""The words that a board knows: entities, series, bases and sources, and the short forms in which people type them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..model.catalogue import all_series, thesis
from ..model.indicator import Indicator
from ..model.series import Series

# Beside ids and titles. A word that stands at two series is asked.
WORDS: dict[str, tuple[str, ...]] = {
    "mau": ("monthly users", "monthly actives"),
    "wau": ("weekly users", "weekly actives"),
    "dau": ("daily users", "daily actives"),
    "registered_users": ("registered", "sign-ups"),
    "paying_users": ("paid users", "subscribers", "paying subscribers"),
    "downloads": ("installs",),
    "wau_change": ("weekly change",),
    "revenue": ("sales",),
    "app_revenue": ("in-app revenue",),
    "arr": ("run-rate", "run-rate revenue", "annualized revenue", "annualised revenue", "annual recurring revenue"),
    "net_burn": ("burn",),
    "gross_burn": ("burn",),
    "cash": ("cash balance",),
    "funding_round": ("round", "raise"),
    "headcount": ("employees", "staff", "heads"),
    "open_roles": ("roles", "openings", "all roles"),
    "fx": ("rate",),
}
_LOOSE = re.compile(r"[\s_\-\u2010\u2011'\u2019]+")


def loosely(name: str) -> str:
    """A name without case, spacing, hyphens and underscores."""
    return _LOOSE.sub("", name).casefold()


def named(indicators: Iterable[Indicator]) -> tuple[str, ...]:
    """The entities that the catalogue names: whom the indicators are about and whom their panels show."""
    every = [(i.entity, *(name for panel in i.panels for name in panel.entities)) for i in indicators]
    return tuple(dict.fromkeys(name for names in every for name in names))


class Use(NamedTuple):
    """A measure that stands on the board: whose, on which basis, from which source."""

    series: str
    entity: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What may be meant. `uses` are those of the board, the newest first; `more` are entities it may not hold yet."""

    series: Mapping[str, Series] = field(default_factory=all_series)
    uses: tuple[Use, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def entities(self) -> tuple[str, ...]:
        """The known entities."""
        return tuple(dict.fromkeys([*(use.entity for use in self.uses), *self.more]))

    def entity(self, text: str) -> tuple[str, ...]:
        """The entities that `text` names in full, else by their first word."""
        wanted = loosely(text)
        full = tuple(name for name in self.entities if loosely(name) == wanted)
        return full or tuple(name for name in self.entities if loosely(name.split()[0]) == wanted)

    def kinds(self, text: str) -> tuple[str, ...]:
        """The series that `text` names by id or title, else by another word."""
        wanted = loosely(text)
        named = tuple(s.id for s in self.series.values() if wanted in (loosely(s.id), loosely(s.title)))
        every = {**WORDS, **thesis().words}
        return named or tuple(id_ for id_, words in every.items() if wanted in map(loosely, words))

    def measures(self, series: str, entity: str) -> tuple[Use, ...]:
        """The measures of one series and entity, the newest first."""
        return tuple(use for use in self.uses if use.series == series and use.entity == entity)

    def near(self, name: str, text: str, series: str, entity: str) -> tuple[str, ...]:
        """The bases or sources (`name`) that begin with `text`: this series and entity's, else this series', else any.

        One that is `text` in full goes before those that only begin with it.
        """
        wanted = loosely(text)
        own = self.measures(series, entity)
        for uses in (own, tuple(use for use in self.uses if use.series == series), self.uses):
            every = dict.fromkeys(getattr(use, name) for use in uses)
            full = tuple(n for n in every if loosely(n) == wanted)
            found = full or tuple(n for n in every if loosely(n).startswith(wanted))
            if found:
                return found
        return ()
