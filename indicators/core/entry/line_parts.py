"""The parts that a line may be cut into, and the cuts that leave the least over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from ..model.currencies import currencies
from ..model.observation import GRADES, RIGHTS
from ..model.units import unit_words
from ..text.misread import Misread
from ..text.numbers import read_number
from ..text.periods import read_period, say_period
from ..text.say import GRADE_WORDS
from ..text.typed import quote
from ..text.vocabulary import Vocabulary
from .entry import FIELDS, Mark

SPAN = 6  # tokens of the longest part: "between 7.5m and 8.1m"
CUTS = 64  # ways to cut a line that are compared
GRADE_SHORT = {
    **{grade: grade for grade in GRADES},
    "est": "estimate",
    "estimated": "estimate",
    "stated": "reported",
    "rep": "reported",
    "min": "floor",
    "max": "ceiling",
    "assumed": "assumption",
}
NAMES = {name: name for name in FIELDS} | {"seen": "published_on", "published": "published_on", "age": "age_days"}
_NAMED = re.compile(r"(?P<name>[a-z_]+):(?P<text>.+)", re.DOTALL)
_AGE = re.compile(r"(?:d|day-?)(?P<age>[0-9]{1,4})", re.IGNORECASE)
_SEEN = ("seen", "published", "pub")
_ASKED = ("The money in", "may mean more or less")  # what is asked of a number of several tokens
_SHAPELESS = ("as a period: write it like", "as a number: write it like")


class Token(NamedTuple):
    """A word of the line, or several of them as one part."""

    start: int
    end: int
    text: str


class Candidate(NamedTuple):
    """What so many tokens may be. No `slot` is filled twice; `cost` is 1 for what must be asked."""

    length: int
    slot: str
    text: str
    said: str
    cost: int = 0


Cut = list[tuple[Token, Candidate | None]]  # every token of the line in a part, or by itself where no part explains it


def candidates(tokens: list[Token], at: int, words: Vocabulary, today: date, decimal: Mark) -> list[Candidate]:
    """Every part that may begin at a token."""
    found = list(_single(tokens[at].text, words))
    for length in range(1, min(SPAN, len(tokens) - at) + 1):
        if _marked(tokens[at + length - 1].text):  # it names its field itself and is part of nothing else
            break
        text = " ".join(token.text for token in tokens[at : at + length])
        found += _names(text, length, words)
        found += _dates(text, length, today)
        found += _numbers(text, length, decimal)
    return found


def _single(text: str, words: Vocabulary) -> Iterator[Candidate]:
    """Parts of one token: `@name`, `#label`, `name:text`, a link, a grade, rights, a day of retention, a unit."""
    if text.count('"') % 2:  # a quote that is not closed
        return
    plain, lower = unquoted(text[1:]), text.lower()
    if text[0] in "@#" and plain:
        yield Candidate(1, "who" if text[0] == "@" else "label", plain, plain)
    elif lower.startswith(("http://", "https://")):
        yield Candidate(1, "url", text, "link")
    elif (named := _NAMED.fullmatch(text)) and named["name"] in NAMES:
        yield Candidate(1, NAMES[named["name"]], unquoted(named["text"]), unquoted(named["text"]))
    elif text[0] == '"' and (name := unquoted(text)) in words.entities:
        yield Candidate(1, "entity", name, name)
    else:
        yield from _word(text, lower)


def _marked(text: str) -> bool:
    named = _NAMED.fullmatch(text)
    return text[0] in '@#"' or (named is not None and named["name"] in NAMES)


def _word(text: str, lower: str) -> Iterator[Candidate]:
    if lower in GRADE_SHORT:
        yield Candidate(1, "grade", GRADE_SHORT[lower], GRADE_WORDS[GRADE_SHORT[lower]])
    if lower in RIGHTS:
        yield Candidate(1, "rights", lower, lower)
    if age := _AGE.fullmatch(text):
        yield Candidate(1, "age_days", str(int(age["age"])), f"day {int(age['age'])}")
    units = (named,) if (named := unit_words().get(lower)) else currencies(text)
    if len(units) == 1:
        yield Candidate(1, "unit", units[0], units[0])


def _names(text: str, length: int, words: Vocabulary) -> Iterator[Candidate]:
    entities, kinds = words.entity(text), words.kinds(text)
    if len(entities) > 1:
        yield Candidate(length, "entity", "", f"{quote(text)} may be {either(entities)}: write it in full", 1)
    elif entities:
        yield Candidate(length, "entity", entities[0], entities[0])
    if len(kinds) > 1:
        titles = either(words.series[kind].title for kind in kinds)
        yield Candidate(length, "series", "", f"{quote(text)} may be {titles}: write it in full", 1)
    elif kinds:
        yield Candidate(length, "series", kinds[0], words.series[kinds[0]].title)


def _dates(text: str, length: int, today: date) -> Iterator[Candidate]:
    lower = text.lower()
    lead = next((word for word in _SEEN if lower.startswith(f"{word} ")), "")
    slot, rest = ("published_on", text[len(lead) :].strip()) if lead else ("period", text)
    found = read_period(rest, today=today)
    if not isinstance(found, Misread):
        yield Candidate(length, slot, rest, ("seen " if lead else "") + say_period(found.start, found.end))
    elif not any(shapeless in found.why for shapeless in _SHAPELESS) and len(rest) > 1:
        yield Candidate(length, slot, "", found.why, 1)


def _numbers(text: str, length: int, decimal: Mark) -> Iterator[Candidate]:
    if not any(char.isdigit() for char in text):
        return
    found = read_number(text, decimal=decimal)
    if isinstance(found, Misread):
        asked = not any(shapeless in found.why for shapeless in _SHAPELESS)
        if asked and (length == 1 or any(lead in found.why for lead in _ASKED)):
            yield Candidate(length, "value", "", found.why, 1)
        return
    said = found.said.partition(" as ")[2]
    yield Candidate(length, "value", text, said)
    if found.value is None:
        yield Candidate(length, "spread", text, said)


def either(names: Iterable[str]) -> str:
    """`a, b or c`."""
    every = list(names)
    return ", ".join(every[:-1]) + " or " + every[-1]


class _Search:
    """All cuts that leave the fewest tokens unexplained and then ask the least."""

    def __init__(self, tokens: list[Token], found: list[list[Candidate]]) -> None:
        self.tokens, self.found = tokens, found
        self.best: dict[tuple[int, frozenset[str]], tuple[int, int]] = {}

    def steps(self, at: int, used: frozenset[str]) -> Iterator[tuple[Candidate | None, int, frozenset[str]]]:
        """What the next part may be, where it ends, and the fields that are filled then; the longest first."""
        for c in sorted(self.found[at], key=lambda c: -c.length):
            slots = _used(used, c)
            if slots is not None:
                yield c, at + c.length, slots
        yield None, at + 1, used

    def after(self, step: tuple[Candidate | None, int, frozenset[str]]) -> tuple[int, int]:
        """Tokens unexplained and parts asked, at best, with this step and all after it."""
        c, end, slots = step
        unexplained, asked = self.least(end, slots)
        return (unexplained + (c is None), asked + (c.cost if c else 0))

    def least(self, at: int, used: frozenset[str]) -> tuple[int, int]:
        """The same from a token on with these fields filled."""
        if at == len(self.tokens):
            return (0, 0)
        if (at, used) not in self.best:
            self.best[at, used] = min(self.after(step) for step in self.steps(at, used))
        return self.best[at, used]

    def walk(self, at: int, used: frozenset[str]) -> Iterator[Cut]:
        """The best cuts from a token on."""
        if at == len(self.tokens):
            yield []
            return
        for step in self.steps(at, used):
            if self.after(step) == self.least(at, used):
                c, end, slots = step
                part = self.tokens[at:end]
                whole = Token(part[0].start, part[-1].end, " ".join(token.text for token in part))
                yield from ([(whole, c), *more] for more in self.walk(end, slots))


def cuts(tokens: list[Token], found: list[list[Candidate]]) -> list[Cut]:
    """The best cuts of a line, at most some; where it can have a series, those that give it one."""
    every = list(islice(_Search(tokens, found).walk(0, frozenset()), CUTS))
    named = [cut for cut in every if any(c is not None and c.slot == "series" for _, c in cut)]
    return named or every


def _used(used: frozenset[str], c: Candidate) -> frozenset[str] | None:
    """The fields filled with this part too, or None where it is filled already; of names behind @ there may be two."""
    slot = "who2" if c.slot == "who" and "who" in used else c.slot
    return None if slot in used else used | {slot}


def unquoted(text: str) -> str:
    """`text` without the double quotes around it; doubled ones inside are one."""
    plain = text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text
    return plain.strip()
