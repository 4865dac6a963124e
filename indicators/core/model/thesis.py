"""What a thesis declares: the one file of a folder that says what it is about. Everything else reads it from here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .series import Series
from .units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A company or product: a colour of its own (light ground, dark ground), and other names that stand for it."""

    name: str
    colour: tuple[str, str] | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class JobGroup:
    """A group of jobs that is counted apart from all: `words` (a regular expression) tell it by a title.

    `stock`, `posted` and `every` are the series of its open roles, of its postings and of all open roles.
    """

    id: str
    title: str
    words: str
    stock: str
    posted: str
    every: str = "open_roles"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a title of this group contains."""
        return re.compile(self.words, re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """What the empty fields show, so that a person sees the form in which to write."""

    line: str
    table: str
    claim: str
    figure: str
    panel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thesis:
    """One thesis.

    `made_on` is the day on which it was put down, `announced` the one that divides before from after, `closed` whose
    end that was.

    `question` heads the board, `topic` a memo. `series`, `units`, `words` (short names of series) and `cues` (regular
    expressions that tell a series in prose) stand beside those of the contract. `events` are the kinds that every
    figure shows; `event_kinds` those that a form offers. `reserved` are bases with a meaning of their own. `data` is
    the folder of `seed`, the files of a first load, and of the invented example board in `example/`.
    """

    id: str
    title: str
    claim: str
    question: str
    topic: str
    made_on: date
    announced: date
    announcement: str
    closed: str
    entities: tuple[Entity, ...]
    examples: Examples
    data: str
    seed: tuple[str, ...]
    board_title: str
    series: tuple[Series, ...] = ()
    units: tuple[Unit, ...] = ()
    jobs: tuple[JobGroup, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    cues: Mapping[str, str] = field(default_factory=dict)
    events: tuple[str, ...] = ("shutdown",)
    event_kinds: tuple[str, ...] = ()
    reserved: tuple[str, ...] = ()
    counting: str = ""  # the basis on which a listed item counts; any other is context

    def entity(self, name: str) -> Entity | None:
        """The declared entity of a name."""
        return next((e for e in self.entities if e.name == name), None)

    def problems(self) -> list[str]:
        """What contradicts itself, each as `place: what`."""
        names = [e.name for e in self.entities]
        aliases = [alias for e in self.entities for alias in e.aliases]
        found = [f'entities: "{x}" stands twice.' for x in sorted({x for x in names if names.count(x) > 1})]
        found += [
            f'entities: the alias "{x}" stands twice or is a name.'
            for x in sorted({x for x in aliases if aliases.count(x) > 1 or x in names})
        ]
        if self.closed and self.closed not in names:
            found.append(f'closed: "{self.closed}" is not among the entities.')
        return found
