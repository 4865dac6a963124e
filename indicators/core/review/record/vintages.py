"""Revisions as knowledge: each number with its releases, and how those who publish revise what they published."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from typing import Any, Protocol

from ...model.catalogue import all_series
from ...model.observation import CONFIDENTIAL, Observation, from_row, strictest
from ...text import say

BOUNDS = ("floor", "ceiling")  # grades that leave one side open: no share of them is a revision


@dataclass(frozen=True, slots=True)
class Vintages:
    """One number with its releases, oldest first.

    A release is the last version of a day on which the number was published: a correction of that day's own entry is
    ours, and no revision by its source.
    """

    releases: tuple[Observation, ...]

    @property
    def first(self) -> Observation:
        """The first print."""
        return self.releases[0]

    @property
    def latest(self) -> Observation:
        """The number as it is known."""
        return self.releases[-1]

    @property
    def rights(self) -> str:
        """The strictest of its releases."""
        return strictest(r.rights for r in self.releases)

    @property
    def again(self) -> bool:
        """Whether it was published more than once."""
        return len(self.releases) > 1

    @property
    def revised(self) -> bool:
        """Whether a later release contradicts the first: a bound that is made exact, or another bound, does not."""
        return moved(self.releases).revised

    @property
    def changes(self) -> tuple[float, ...]:
        """Each later release against the first print, as a share of its size; empty from zero and with a bound."""
        return moved(self.releases).changes

    @property
    def change(self) -> float | None:
        """The latest against the first print, as a share of its size; None from zero, with a bound, and with one."""
        return self.changes[-1] if self.changes else None

    @property
    def size(self) -> str:
        """The change in words: `+5%`; without a share what is known of it."""
        if self.change:
            return say.ratio(self.change, "change")
        if self.revised:
            return "changed" if self.first.number else "from zero"
        same = all(math.isclose(r.number, self.first.number, rel_tol=1e-9) for r in self.releases)
        return "unchanged" if same else "within the bound"

    @property
    def said(self) -> str:
        """`Acme, Revenue, Q4 2025 (Acme results): CNY 340M on 25 Mar 2026, CNY 345M on 2 Apr 2026 (+1.47%)`."""
        o = self.latest
        title = all_series()[o.series].title if o.series in all_series() else o.series
        prints = ", ".join(f"{say.observed(r)} on {say.day(r.known_on)}" for r in self.releases)
        return f"{o.entity}, {title}, {say.when(o)} ({o.basis}): {prints} ({self.size})"

    def as_json(self) -> dict[str, Any]:
        """The number's key, its releases in the canonical unit, and the change from first to latest."""
        o = self.latest
        return {
            "series": o.series,
            "entity": o.entity,
            "basis": o.basis,
            "period_start": o.period_start.isoformat(),
            "period_end": o.period_end.isoformat(),
            "unit": o.unit,
            "releases": [{"id": r.id, "known_on": r.known_on.isoformat(), "value": r.number} for r in self.releases],
            "change": self.change,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """How the numbers of one basis are revised: who measures decides that, whatever page it was read on.

    `mean_absolute` and `mean` are shares of the first print, over the numbers that were published again; None without.
    """

    basis: str
    numbers: int
    again: int
    revised: int
    mean_absolute: float | None
    mean: float | None

    @property
    def said(self) -> str:
        """`Kuaishou results: 3 of 9 numbers published again, 2 revised, by 2.1% on average, up by 1.5%`."""
        if not self.again:
            own = f"none of {self.numbers} numbers" if self.numbers > 1 else "its only number was not"
            return f"{self.basis}: {own} published again."
        start = f"{self.basis}: {self.again} of {self.numbers} numbers published again, "
        if not self.revised:
            return f"{start}none revised."
        size = f", by {say.ratio(self.mean_absolute)} on average" if self.mean_absolute else ""
        lean = f", {'up' if self.mean > 0 else 'down'} by {say.ratio(abs(self.mean))}" if size and self.mean else ""
        return f"{start}{self.revised} revised{size}{lean}."


class Said(Protocol):
    """What a release says of a number."""

    @property
    def number(self) -> float:
        """The number in its canonical unit."""

    @property
    def grade(self) -> str:
        """Its grade."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of a first print: whether a later release contradicts it, and each one's change as a share of it."""

    revised: bool
    changes: tuple[float, ...]


def moved(releases: Sequence[Said]) -> Moved:
    """What the later of a number's releases, oldest first, did to the first; no changes from zero and with a bound."""
    first = releases[0]
    size = abs(first.number)
    share = size and not any(r.grade in BOUNDS for r in releases)
    return Moved(
        revised=any(_contradicts(first, r) for r in releases),
        changes=tuple((r.number - first.number) / size for r in releases[1:]) if share else (),
    )


def _contradicts(first: Said, later: Said) -> bool:
    """Whether both cannot be true; a bound leaves one side open."""
    if math.isclose(first.number, later.number, rel_tol=1e-9):
        return False
    low, high = sorted((first, later), key=lambda o: o.number)
    return low.grade != "floor" and high.grade != "ceiling"


def vintages(rows: Iterable[Mapping[str, Any]]) -> list[Vintages]:
    """Each number with its releases.

    `rows` are the standing versions with a `key`, in the order of key, day known, time recorded and id. What we assume
    ourselves is left out: nobody publishes it.
    """
    found = []
    for _, versions in groupby((row for row in rows if row["grade"] != "assumption"), key=lambda row: row["key"]):
        by_day = {row["known_on"]: row for row in versions}
        found.append(Vintages(tuple(from_row(row) for row in by_day.values())))
    return found


def published_again(numbers: Iterable[Vintages]) -> list[Vintages]:
    """Those published more than once, the revised ones and what is known last on top."""
    again = (number for number in numbers if number.again)
    return sorted(again, key=lambda n: rank(n.latest.known_on.isoformat(), n.latest.id, revised=n.revised))


def rank(known_on: str, id_: int, *, revised: bool) -> tuple[bool, int, int]:
    """Where a number stands among those published more than once, by its latest release."""
    return (not revised, -date.fromisoformat(known_on).toordinal(), id_)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The numbers published more than once: the first of them in their order, and what there is to say of all.

    `moves` counts those whose change is a share, `size` is the sum of these without their signs; `rights` are the
    strictest.
    """

    shown: tuple[Vintages, ...] = ()
    count: int = 0
    revised: int = 0
    moves: int = 0
    size: float = 0.0
    rights: str = "public"


def habits(numbers: Iterable[Vintages]) -> list[Habit]:
    """How each basis revises, those with revisions first, then by how often they publish again."""
    by_basis: dict[str, list[Vintages]] = {}
    for number in numbers:
        by_basis.setdefault(number.latest.basis, []).append(number)
    return in_order(
        habit_of(basis, [moved(number.releases) if number.again else None for number in own])
        for basis, own in by_basis.items()
    )


def in_order(found: Iterable[Habit]) -> list[Habit]:
    """Those with revisions first, then by how often they publish again."""
    return sorted(found, key=lambda habit: (-habit.revised, -habit.again, habit.basis))


def citable(numbers: Iterable[Vintages]) -> list[Habit]:
    """How each basis revises, by what may be said beside any citation of it: confidential numbers do not count."""
    return habits(number for number in numbers if number.rights != CONFIDENTIAL)


def cited(known: Iterable[Habit], bases: Collection[str]) -> str:
    """Where these bases are cited: how they have revised what they published; empty where none published again."""
    said = [habit.said for habit in known if habit.again and habit.basis in bases]
    return f"Revisions. {' '.join(said)}" if said else ""


def revised(numbers: Iterable[Vintages]) -> set[int]:
    """The ids of the latest releases that say another number than the first print."""
    return {number.latest.id for number in numbers if number.revised}


def habit_of(basis: str, numbers: Sequence[Moved | None]) -> Habit:
    """A basis' habit from what became of each of its numbers; None for one that was published once."""
    again = [number for number in numbers if number is not None]
    changes = [number.changes[-1] for number in again if number.changes]
    return Habit(
        basis=basis,
        numbers=len(numbers),
        again=len(again),
        revised=sum(number.revised for number in again),
        mean_absolute=sum(map(abs, changes)) / len(changes) if changes else None,
        mean=sum(changes) / len(changes) if changes else None,
    )


def answer(numbers: Iterable[Vintages], as_of: date) -> tuple[dict[str, Any], str]:
    """What the command line says of revisions: for --json, and for a person."""
    every = list(numbers)
    again = [number for number in every if number.again]
    found = {
        "as_of": as_of.isoformat(),
        "bases": [asdict(habit) for habit in habits(every)],
        "numbers": [number.as_json() for number in again],
    }
    lines = [*(habit.said for habit in habits(every)), "", *(number.said for number in again)]
    return found, "\n".join(lines).strip() or "no numbers"
