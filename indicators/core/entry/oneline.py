"""One line as people write it: `acme mau 8.1m apr26 @sensortower est 7.9-8.4`, read into parts that are shown.

Every way to cut the line into parts is tried. Where several leave equally little over and mean different things, the
line is ambiguous and that is asked; what no part explains is marked. Fields can always be named: `basis:"App panel"`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from ..model.catalogue import thesis
from ..text.misread import Misread
from ..text.numbers import read_number
from ..text.periods import read_period
from ..text.say import GRADE_WORDS, listed
from ..text.typed import quote
from ..text.vocabulary import Use, Vocabulary
from .entry import FIELDS, Mark, read_entry
from .line_parts import Cut, Token, candidates, cuts, either

State = Literal["understood", "asked", "unknown", "assumed"]
LONGEST = 600  # characters of a line; far beyond any, and a bound on work
TOKENS = 60  # of a line
_TOKEN = re.compile(r'(?:[^\s"]*"(?:[^"]|"")*")|\S+')


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the line (`start` to `end`; both 0 where it is not in it): its field, and what was read or is asked.

    `state` is understood, asked (several meanings, or one that needs more), unknown, or assumed (as last time).
    """

    start: int
    end: int
    text: str
    field: str
    said: str
    state: State = "understood"


@dataclass(slots=True)
class Line:
    """`typed` for `read_entry`, the parts in their order, and what is missing or asked, one sentence each."""

    typed: dict[str, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_line(text: str, words: Vocabulary, today: date, *, decimal: Mark = ".") -> Line:
    """What `text` says. `typed` holds only what was understood; with any problem nothing should be saved."""
    line = Line()
    tokens = [Token(m.start(), m.end(), m[0]) for m in _TOKEN.finditer(text)]
    note = next((token for token in tokens if token.text.startswith("//")), None)
    tokens = [token for token in tokens if note is None or token.start < note.start]
    if not tokens:
        line.problems.append(f"There is nothing here to read: write it like {thesis().examples.line}")
        return line
    if len(text) > LONGEST or len(tokens) > TOKENS:
        line.problems.append(f"This is too long for one line: at most {LONGEST} characters and {TOKENS} words")
        return line
    found = [candidates(tokens, i, words, today, decimal) for i in range(len(tokens))]
    best, *others = sorted(cuts(tokens, found), key=lambda cut: (_asked_length(cut), len(cut)))
    _fill(line, best, words)
    if note is not None and (said := text[note.start + 2 :].strip()):
        line.typed["note"] = said
        line.parts.append(Part(note.start, len(text), said, "note", said))
    meant = _meaning(best, today, decimal)
    if not _asked_length(best):
        other = next((cut for cut in others if _meaning(cut, today, decimal) != meant), None)
        line.problems += [_ambiguous(best, other)] if other else []
    _complete(line, words, today, decimal)
    return line


def _asked_length(cut: Cut) -> int:
    """How much of the line has to be asked."""
    return sum(len(token.text) for token, c in cut if c is not None and c.cost)


def _meaning(cut: Cut, today: date, decimal: Mark) -> dict[str, object]:
    """What a cut says, however it is cut: "5m usd" is the same as "5m" and "usd"."""
    found: dict[str, object] = {(c.slot): c.text for _, c in cut if c is not None}
    value, spread = found.pop("value", ""), found.pop("spread", "")
    number = read_number(f"{value} ({spread})" if value and spread else str(value or spread), decimal=decimal)
    if not isinstance(number, Misread):
        found["number"] = (number.value, number.low, number.high, number.grade)
        found["unit"] = number.unit or found.get("unit")
    for name in ("period", "published_on"):
        found[name] = read_period(str(found.get(name, "")), today=today)
    return found


def _fill(line: Line, cut: Cut, words: Vocabulary) -> None:
    """The cut as parts and typed fields."""
    whos: list[tuple[Token, str]] = []
    for token, c in cut:
        if c is None:
            hint = "if it is a new name, write it like entity:Vidu, basis:panel or source:Reuters"
            line.parts.append(Part(token.start, token.end, token.text, "", "not understood", "unknown"))
            line.problems.append(f"I don't understand {quote(token.text)}: {hint}")
        elif c.cost:
            line.parts.append(Part(token.start, token.end, token.text, c.slot, c.said, "asked"))
            line.problems.append(c.said)
        elif c.slot == "who":
            whos.append((token, c.text))
        else:
            line.parts.append(Part(token.start, token.end, token.text, c.slot, c.said))
            line.typed[c.slot] = c.text
    if "age_days" in line.typed:
        line.typed.setdefault("series", "retention")
    if spread := line.typed.pop("spread", ""):
        line.typed["value"] = f"{line.typed['value']} ({spread})" if "value" in line.typed else spread
        whole = read_number(line.typed["value"])
        if not isinstance(whole, Misread) and whole.low is not None and whole.high is not None:
            said = f"{whole.low:,.15g} to {whole.high:,.15g}"  # in the value's power of ten
            line.parts = [replace(p, said=said) if p.field == "spread" else p for p in line.parts]
    _who(line, whos, words)
    line.parts.sort(key=lambda part: (part.start == part.end, part.start))


def _who(line: Line, whos: list[tuple[Token, str]], words: Vocabulary) -> None:
    """`@name`: a basis, a source, or a basis and then a source; and what was last time used with it."""
    series, entity = line.typed.get("series", ""), line.typed.get("entity", "")
    for place, (token, text) in enumerate(whos):
        order = ("basis", "source") if place == 0 else ("source", "basis")
        free = [name for name in order if name not in line.typed]
        hits = {name: words.near(name, text, series, entity) for name in free}
        name = next((n for n in free if hits[n]), None)
        if name is None:
            new = f'basis:"{text}" source:"{text}"'
            why = f"No basis or source begins with {quote(text)}: a new one is written like {new}"
            line.parts.append(Part(token.start, token.end, token.text, "basis", why, "asked"))
            line.problems.append(why)
        elif len(hits[name]) > 1:
            why = f"{quote('@' + text)} may be {either(quote(hit) for hit in hits[name][:4])}: write more of it"
            line.parts.append(Part(token.start, token.end, token.text, name, why, "asked"))
            line.problems.append(why)
        else:
            line.typed[name] = hits[name][0]
            line.parts.append(Part(token.start, token.end, token.text, name, hits[name][0]))


def _ambiguous(one: Cut, other: Cut) -> str:
    """Where two meanings part."""
    first, second = ({(c.slot, token.text) for token, c in cut if c} for cut in (one, other))
    told = [_told(sorted(mine - yours)) for mine, yours in ((first, second), (second, first))]
    return f"This can be read as {told[0]}, or as {told[1]}: name one, as in value:24 or period:2026-03"


def _told(parts: list[tuple[str, str]]) -> str:
    return listed([f"{slot.replace('_', ' ')} {quote(text)}" for slot, text in parts]) or "less than that"


def _complete(line: Line, words: Vocabulary, today: date, decimal: Mark) -> None:
    """Fill in basis and source as last time where there is one only, and say what is missing."""
    series, entity = line.typed.get("series", ""), line.typed.get("entity", "")
    own = words.measures(series, entity)
    for name, given_by in (("basis", "source"), ("source", "basis")):
        if name not in line.typed:
            _assume(line, name, _fitting(own, words.uses, given_by, line.typed.get(given_by)))
    asked = {part.field for part in line.parts if part.state == "asked"}
    wanted = {
        "entity": "Whose number is it? Write a name",
        "series": "Which number is it? Write a series such as mau, revenue or headcount",
        "value": "There is no value: write a number such as 7.8M",
        "period": "For when? Write a period such as apr26, Q3 2026 or 2026-06-30",
        "basis": 'On which basis? Write it like @sensortower, or a new one like basis:"App panel"',
        "source": 'Who says so? Write it like @reuters, or a new one like source:"Reuters, 3 May 2026"',
    }
    line.problems += [why for name, why in wanted.items() if name not in line.typed and name not in asked]
    if "value" in line.typed and "period" in line.typed and series:
        entry = read_entry(line.typed, today, words.series, decimal=decimal)
        number = read_number(line.typed["value"], decimal=decimal)
        given = line.typed.get("grade")
        if not isinstance(number, Misread) and number.grade and given and given != number.grade:
            words_of = (GRADE_WORDS[number.grade], GRADE_WORDS.get(given, given))
            entry.problems["grade"] = f'The number says "{words_of[0]}", the grade "{words_of[1]}": keep one'
        said = {name: text.partition(" as ")[2] or text for name, text in entry.said.items()}
        named = {p.field for p in line.parts if p.text.startswith(f"{p.field}:")}  # `period:2026-03` is read only now
        line.parts = [replace(p, said=said[p.field]) if p.field in named & said.keys() else p for p in line.parts]
        for name, why in entry.problems.items():
            line.problems.append(why)
            line.parts = [replace(p, said=why, state="asked") if p.field == name else p for p in line.parts]


def _fitting(own: tuple[Use, ...], every: tuple[Use, ...], given: str, value: str | None) -> tuple[Use, ...]:
    """The measures that fit what was given, the series and entity's own before others; those where nothing was."""
    if value is None:
        return own
    return tuple(use for use in own or every if getattr(use, given) == value)


def _assume(line: Line, name: str, uses: tuple[Use, ...]) -> None:
    """A basis must be the only one; a source is the newest one's."""
    found = tuple(dict.fromkeys(getattr(use, name) for use in uses))
    if found and (name == "source" or len(found) == 1) and (name != "source" or "basis" in line.typed):
        line.typed[name] = found[0]
        line.parts.append(Part(0, 0, "", name, f"{found[0]} (as last time)", "assumed"))


def write_line(typed: Mapping[str, str], words: Vocabulary) -> str:
    """The line that `read_line` reads back as the same fields; ValueError for a field that is none of `FIELDS`."""
    if unknown := set(typed) - set(FIELDS):
        message = f"{sorted(unknown)} are not fields of an entry"
        raise ValueError(message)
    given = {name: text.strip() for name, text in typed.items() if text.strip()}
    parts = []
    for name in FIELDS:
        if name not in given:
            continue
        text = given[name]
        plain = (name == "entity" and text in words.entities) or (name == "series" and text in words.series)
        shown = _quoted(text)
        parts.append(
            (f'"{text}"' if name == "entity" else text)
            if plain
            else f"{'seen' if name == 'published_on' else name}:{shown}"
        )
    return " ".join(parts)


def _quoted(text: str) -> str:
    """`text` as it is, or in double quotes where it would not stay one word."""
    if not re.search(r'[\s"]', text):
        return text
    return '"' + text.replace('"', '""') + '"'
