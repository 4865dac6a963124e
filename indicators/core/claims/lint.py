"""Before a claim is kept: what it lacks to decide itself, each gap with a rule that would close it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ..evidence.evidence import Evidence
from ..model.calendars import quarter_period
from ..model.catalogue import all_series
from ..model.condition import Condition, condition
from ..model.errors import DeclarationError
from ..model.indicator import Bands, Indicator, Metric
from ..model.reading import Reading
from ..text.misread import Misread
from ..text.numbers import read_number

WAIT = 90  # days after the period's end where the metric's series has no rhythm
FIELDS = ("claim", "source", "kind", "made_on", "metric", "basis", "test", "period_end", "resolve_by", "note")
_TEST = re.compile(r"\s*(>=|<=|>|<|\u2265|\u2264)\s*(\S.*?)\s*")
_WORD = re.compile(r"[^\W\d_]{4,}")
_ENGLISH = {"\u2265": ">=", "\u2264": "<="}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a form offers for a metric: the test (empty where no band or value suggests one) and the two days."""

    test: str
    period_end: date
    resolve_by: date


def propose(own: Bands | None, reading: Reading, evidence: Evidence, today: date) -> Proposal:
    """The metric's supports band, else the value it has; the end of the next calendar quarter; when that is known."""
    end = next_quarter_end(today)
    value = reading.value if isinstance(reading.value, int | float) else None
    test = str(own.supports) if own else ("" if value is None else f">= {float(f'{value:.6g}'):.15g}")
    return Proposal(test, end, resolve_by(end, reading, evidence))


def next_quarter_end(today: date) -> date:
    """The last day of the calendar quarter after the running one."""
    quarter = (today.month - 1) // 3 + 1
    return quarter_period(today.year + quarter // 4, quarter % 4 + 1).end


def resolve_by(period_end: date, reading: Reading, evidence: Evidence) -> date:
    """When the evidence should be in: the period's end + every + lag of the slowest series that the reading uses."""
    rhythms = [all_series()[series].rhythm for series, _ in evidence.of(set(reading.inputs)) if series in all_series()]
    days = [rhythm.every + rhythm.lag for rhythm in rhythms if rhythm is not None]
    return period_end + timedelta(days=max(days, default=WAIT))


def read_test(text: str, unit: str) -> Condition | str:
    """A test as people write it (`≥ 10.15M`, `< 4.5%`, `>= 0.045`), or the sentence that asks for another.

    `unit` is the metric's; a percentage is taken for a ratio only where the metric is one.
    """
    try:
        return condition(text)
    except DeclarationError as error:
        why = str(error)
    match = _TEST.fullmatch(text)
    if match is None:
        return why
    number = read_number(match[2])
    if isinstance(number, Misread):
        return number.why
    if number.value is None or number.grade:
        return why
    ratio = unit.partition(" ")[0] == "ratio"
    if number.unit and not (ratio and number.unit == "percent") and number.unit != unit.partition(" ")[0]:
        return f'"{text}" is in {number.unit}, the metric in {unit or "no known unit"}.'
    value = number.value / 100 if number.unit == "percent" else number.value
    return Condition(_ENGLISH.get(match[1], match[1]), value)


def lint(
    typed: Mapping[str, str], indicators: Iterable[Indicator], proposal: Proposal | None, unit: str, today: date
) -> dict[str, str]:
    """What is missing or cannot be decided, by field; empty where the claim can be kept."""
    found = {}
    text = {name: typed.get(name, "").strip() for name in FIELDS}
    if not text["claim"]:
        found["claim"] = "What is claimed? Write it as its source did."
    if not text["source"]:
        found["source"] = "Who claims it? Name the paper, the person or the company, with the day."
    if not text["metric"]:
        found["metric"] = (
            f"Nothing would decide it: choose a metric, for example {suggested(text['claim'], indicators)}."
        )
    elif not text["test"]:
        rule = f", for example {proposal.test}" if proposal and proposal.test else ": > >= < or <= and a number"
        found["test"] = f"Without a test it cannot be met or missed: write one{rule}."
    elif isinstance(test := read_test(text["test"], unit), str):
        found["test"] = test
    found |= _days(text, proposal, today)
    return found


def _days(text: Mapping[str, str], proposal: Proposal | None, today: date) -> dict[str, str]:
    found = {}
    end = proposal.period_end if proposal else next_quarter_end(today)
    last = proposal.resolve_by if proposal else end + timedelta(days=WAIT)
    made, ends, by = (_day(text[name]) for name in ("made_on", "period_end", "resolve_by"))
    if made is None:
        found["made_on"] = "When was it claimed? Give the day."
    elif made > today:
        found["made_on"] = f"It cannot have been made on {made}, after today."
    if ends is None:
        found["period_end"] = f"By when is it to be true? Give a last day, for example {end}."
    if by is None:
        found["resolve_by"] = f"By when must the evidence be in? Give a day, for example {last}."
    elif ends is not None and by < ends:
        found["resolve_by"] = f"The evidence cannot be in on {by}, before the period ends on {ends}."
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # none, or not a day
        return None


def suggested(claim: str, indicators: Iterable[Indicator]) -> str:
    """The metric whose words are nearest to a claim's, one with bands before others, with the test of its band."""
    words = {word.lower() for word in _WORD.findall(claim)}

    def near(pair: tuple[Indicator, Metric]) -> tuple[int, bool, bool]:
        indicator, metric = pair
        own = {w.lower() for w in _WORD.findall(f"{indicator.short} {indicator.entity} {metric.title}")}
        return len(words & own), metric.bands is not None, metric.headline

    pairs = [(i, m) for i in indicators for m in i.metrics if m.unit != "date"]
    indicator, metric = max(pairs, key=near)
    rule = f" {metric.bands.supports}" if metric.bands else ""
    return f'"{indicator.short}: {metric.title}"{rule}'


def slug(claim: str, taken: Iterable[str]) -> str:
    """An id from a claim's first words, with a number where it is taken."""
    words = re.findall(r"[a-z0-9]+", claim.lower().replace("'", ""))
    name = "-".join(words[:6])[:48].strip("-") or "claim"
    known, count, found = set(taken), 1, name
    while found in known:
        count += 1
        found = f"{name}-{count}"
    return found
