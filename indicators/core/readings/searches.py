"""What was searched for papers and found: searches that join, titles that are one paper, quarters that are covered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from ..evidence.evidence import Evidence
from ..model.catalogue import thesis
from ..model.observation import Observation
from ..text import say
from ..text.periods import Period

INDEXED = 60  # days after the last day searched, until which papers of that time are still being indexed
_VERSION = re.compile(r"[\W_]*\b(?:v|ver|version)[\s.]*\d+(?:\.\d+)*[\W_]*$")
_SIGN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Search:
    """Counts on one basis whose periods touch or overlap, by their first day: one search of all their days."""

    rows: tuple[Observation, ...]

    @property
    def basis(self) -> str:
        """Who searched, and how."""
        return self.rows[0].basis

    @property
    def start(self) -> date:
        """The first day searched."""
        return self.rows[0].period_start

    @property
    def end(self) -> date:
        """The last day searched."""
        return max(o.period_end for o in self.rows)

    @property
    def made_on(self) -> date:
        """The day on which its last days were searched."""
        return max(o.known_on for o in self.rows if o.period_end == self.end)

    @property
    def provisional(self) -> bool:
        """Whether it was made while papers of its last days were still being indexed."""
        return (self.made_on - self.end).days < INDEXED

    @property
    def counted(self) -> tuple[Observation, ...]:
        """Its counts that add up: of those that overlap the ones that found most together."""
        return most_apart(self.rows)

    def covers(self, day: date) -> bool:
        """Whether it searched a day."""
        return self.start <= day <= self.end

    def said(self) -> str:
        """`arXiv found 3 from 3 Apr to 19 Nov 2026`."""
        number = sum(o.number for o in self.counted)
        return f"{self.basis} found {say.digits(number)} {say.during_days(self.start, self.end)}"


def joined(rows: Iterable[Observation]) -> tuple[Search, ...]:
    """The rows as searches, by basis and first day: on one basis, what touches or overlaps is one search."""
    found: list[Search] = []
    ordered = sorted(rows, key=lambda o: (o.basis, o.period_start, o.period_end, o.id))
    for _, same in groupby(ordered, key=lambda o: o.basis):
        run: list[Observation] = []
        for o in same:
            if run and o.period_start > max(r.period_end for r in run) + timedelta(1):
                found.append(Search(tuple(run)))
                run = []
            run.append(o)
        found.append(Search(tuple(run)))
    return tuple(found)


def most_apart(rows: Iterable[Observation]) -> tuple[Observation, ...]:
    """Of counts that overlap, those without a day in common that found most together, by their last day."""
    ordered = sorted(rows, key=lambda o: (o.period_end, o.period_start))
    best: list[tuple[Observation, ...]] = [()]  # of the first i rows
    for i, o in enumerate(ordered):
        free = next((k + 1 for k in range(i - 1, -1, -1) if ordered[k].period_end < o.period_start), 0)
        best.append(max(best[-1], (*best[free], o), key=lambda taken: (sum(r.number for r in taken), len(taken))))
    return best[-1]


def inside(rows: Iterable[Observation], period: Period) -> tuple[Observation, ...]:
    """The counts that cover a period whole: in it, or longer and found none. Empty where a day is not searched."""
    fit = [
        o
        for o in rows
        if o.period_start <= period.end and period.start <= o.period_end and (within(o, period) or o.number == 0)
    ]
    reached = period.start
    for o in sorted(fit, key=lambda o: o.period_start):
        if o.period_start > reached:
            return ()
        reached = max(reached, o.period_end + timedelta(1))
    return tuple(fit) if reached > period.end else ()


def within(o: Observation, period: Period) -> bool:
    """Whether a number's period lies in another."""
    return period.start <= o.period_start and o.period_end <= period.end


# Papers that are listed


def title(label: str) -> str:
    """A title's key: two that differ in case, signs and spaces or a version ("v2") alone are one paper."""
    folded = label.casefold()
    return _SIGN.sub("", _VERSION.sub("", folded)) or _SIGN.sub("", folded)


def listed(e: Evidence, entity: str) -> tuple[Observation, ...]:
    """The entity's papers on the counting basis, each once as it was first published; by that day."""
    rows = (o for o in e.rows("papers", entity) if o.basis == thesis().counting)
    first: dict[str, Observation] = {}
    for o in sorted(rows, key=lambda o: (o.known_on, o.id)):
        first.setdefault(title(o.label) or f"{o.id}", o)
    return tuple(first.values())
