"""Words in a row that say more than its columns do: a loan among rounds, a plan among levels, a total among months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...model.observation import Observation
from ...model.series import Series

COLUMNS = ("entity", "basis", "label", "note")


@dataclass(frozen=True, slots=True)
class Word:
    """A kind of word: how it is written, what a number is that it stands with, and where the row says so itself."""

    pattern: re.Pattern[str]
    meaning: str
    said: Callable[[Observation, Series | None], bool]


def _ending(*endings: str) -> Callable[[Observation, Series | None], bool]:
    """Whether the basis ends so."""
    return lambda o, _: o.basis.casefold().endswith(endings)


def _planned(o: Observation, _: Series | None) -> bool:
    """Whether the period ends after the number was published: a plan, or what is known of a running period."""
    return o.period_end > o.known_on


def _never(_: Observation, __: Series | None) -> bool:
    return False


def _in_all(_: Observation, kind: Series | None) -> bool:
    """Whether the series counts all there is on a day, or to date."""
    return kind is not None and (kind.stock or kind.grows)


def _word(pattern: str, meaning: str, said: Callable[[Observation, Series | None], bool]) -> Word:
    return Word(re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", re.IGNORECASE), meaning, said)


_LOAN = 'Money that is lent is no share sold: end the basis in ", debt" where it is.'
_SALE = 'Shares that holders sell bring the company nothing: end the basis in ", secondary" where they do.'
_PLAN = "What is meant to come is no level yet: give the period in which it is to be."
WORDS = (
    _word("debts?", _LOAN, _ending(", debt")),
    _word("convertibles?", _LOAN, _ending(", debt")),
    _word("tenders?", _SALE, _ending(", secondary")),
    _word("secondar(?:y|ies)", _SALE, _ending(", secondary")),
    _word("restricted", "What is restricted cannot be spent: is it in the number?", _never),
    _word(
        "rolling",
        'A rolling window is another measure: end the basis in ", rolling" where it is one.',
        _ending(", rolling"),
    ),
    _word("target(?:s|ed)?", _PLAN, _planned),
    _word("guidance", _PLAN, _planned),
    _word("contracted", _PLAN, _planned),
    _word("one[- ]offs?", "What comes once says nothing of the next period: is it in the number?", _never),
    _word("(?:first|second|third|final) close|closes|closing", "Is all of it paid in on this day?", _planned),
    _word("totals?|totall?ing", "Is it the number of this period alone, or all of them together?", _in_all),
)
_ANY = re.compile("|".join(word.pattern.pattern for word in WORDS), re.IGNORECASE)


def spoken(o: Observation, kind: Series | None) -> Iterator[tuple[str, str]]:
    """The columns with such a word that the row's kind does not say, each with a sentence; one for each word.

    An item's label is its title, and its note is about what is in it.
    """
    columns = COLUMNS[:2] if kind is not None and kind.item else COLUMNS
    texts = {column: getattr(o, column) for column in columns}
    if not any(_ANY.search(text) for text in texts.values()):
        return
    for word in WORDS:
        if word.said(o, kind):
            continue
        for column, text in texts.items():
            if match := word.pattern.search(text):
                yield column, f'{column} speaks of "{match[0]}". {word.meaning}'
                break
