"""What judges a claim: the evidence that counts, when a reading reaches the claim's day, and when it settles the test.

The rules are those of "Claims" in docs/contract.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ...methods.growth import DAYS_PER_MONTH
from ..evidence.evaluate import evaluate_one
from ..evidence.evidence import Evidence
from ..model.catalogue import all_series
from ..model.condition import Condition
from ..model.indicator import Bands, Indicator, Metric
from ..model.observation import Observation
from ..model.reading import Reading
from ..text import say
from ..text.periods import say_period
from .claim import Claim, Outcome

Basis = Callable[[str, str], str]  # the basis on which a series and entity is read; "" where any may be


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim's metric read on the evidence that counts for the claim.

    `running`: the reading is what is on file of a sum whose year still runs, which can only grow.
    """

    claim: Claim
    metric: Metric
    reading: Reading
    evidence: Evidence
    running: bool = False


def counts(claim: Claim, basis: Basis) -> Callable[[Observation], bool]:
    """Which observations count for a claim: those about days up to the end of its period, on the basis.

    What is listed item by item counts from the day on which it was published.
    """

    def keep(o: Observation) -> bool:
        series = all_series().get(o.series)
        end = o.known_on if series is not None and series.item else o.period_end
        return end <= claim.period_end and basis(o.series, o.entity) in ("", o.basis)

    return keep


def seen(claim: Claim, metric: Metric, reading: Reading, evidence: Evidence) -> Seen:
    """The reading as the claim sees it: of a year that still runs, what is on file of it at least."""
    if metric.grows == "sum" and (progress := reading.details.get("progress")):
        at_least = reading.details.get("at_least")
        if at_least is not None and progress["year"] == claim.period_end.year:
            return Seen(claim, metric, replace(reading, **_so_far(reading, progress, at_least)), evidence, running=True)
    return Seen(claim, metric, reading, evidence)


def _so_far(reading: Reading, progress: Mapping[str, Any], at_least: float) -> dict[str, Any]:
    through = date.fromisoformat(progress["through"])
    so_far, before = (say.number(progress[name], progress["unit"]) for name in ("so_far", "before"))
    text = say.number(at_least, reading.unit, reading.shown)
    return {
        "value": at_least,
        "low": at_least,
        "high": None,
        "status": "ok",
        "reason": None,
        "at": through,
        "bound": "at least",
        "because": f"At least {text}: {so_far} in {progress['year']} to {say.day(through)}, after {before} in all of "
        "the year before.",
    }


def read(  # noqa: PLR0913, PLR0917 - what a reading is made of
    claim: Claim,
    indicator: Indicator,
    metric: Metric,
    evidence: Evidence,
    basis: Basis,
    bands: Mapping[str, Bands] | None = None,
) -> Seen:
    """A claim's metric on the part of the evidence that counts for the claim, as of its last day at the latest."""
    part = evidence.narrowed(counts(claim, basis), min(evidence.as_of, claim.period_end))
    return seen(claim, metric, evaluate_one(indicator, metric.id, part, bands, judge=False), part)


def decide(one: Seen, day: date) -> Outcome | None:
    """Met or missed by what is known on a day; None where the reading does not reach the day or settles nothing."""
    holds = settles(one.claim.test, one.reading)
    if holds is None:
        return None
    if holds:
        return Outcome.MET if early(one) or reaches(one) else None
    return Outcome.MISSED if day > one.claim.period_end and reaches(one) else None


def settles(test: Condition, reading: Reading) -> bool | None:
    """Whether a reading meets a test; None where it is not known, or its range leaves the test open."""
    if not reading.known or not isinstance(reading.value, int | float):
        return None
    low, high = (end if isinstance(end, int | float) else None for end in (reading.low, reading.high))
    return test.settled(reading.value, low, high)


def early(one: Seen) -> bool:
    """Whether a test that is met stays met: of a count, and of a sum that can only grow, with a test for more."""
    if one.claim.test.op not in (">", ">="):
        return False
    return one.metric.grows == "count" or one.running


def reaches(one: Seen) -> bool:
    """Whether the reading is about the claim's last day: it lies at most half a rhythm before it.

    A count reaches by how far it was looked for what is counted. Where more cannot change the outcome, a count and a
    sum of a running year reach as they are.
    """
    r, last = one.reading, one.claim.period_end
    if not r.known or r.at is None:
        return False
    grows = one.metric.grows == "count" or one.running
    if grows and one.claim.test.op in ("<", "<=") and settles(one.claim.test, r) is False:
        return True
    if one.metric.grows == "count":
        return looked_to(one) == last
    if r.every is None:
        return r.at == last
    return (last - r.at).days <= r.every / 2


def looked_to(one: Seen) -> date | None:
    """How far a count covers: to the end of its searches, or to its own day where nothing is searched."""
    searched = one.metric.searched
    if not searched:
        return one.reading.at
    used = set(one.reading.inputs)
    pairs = one.evidence.of(used)
    rows = (o for series, entity in pairs if series == searched for o in one.evidence.rows(series, entity))
    return max((min(o.period_end, o.known_on) for o in rows if o.id in used), default=None)


def wanted(one: Seen, basis: str, every: int | None) -> str:
    """The number that would decide: `Sensor Tower number for Sep 2026`, `search that covers 2 Jul 2026`."""
    last = one.claim.period_end
    if one.metric.searched:
        return f"search that covers {say.day(last)}"
    who = measured_by(basis)
    return f"{who + ' ' if who else ''}number for {_period(last, every)}"


def measured_by(basis: str) -> str:
    """Who measures on a basis: the names that it begins with; `Sensor Tower` of `Sensor Tower app panel`."""
    words = basis.split()
    names = [place for place, word in enumerate(words) if not word[:1].isupper()]
    first = names[0] if names else len(words)
    return " ".join(words[:first]).rstrip(",") or basis


def _period(last: date, every: int | None) -> str:
    """The period that ends on a claim's last day, as long as the rhythm has it."""
    next_ = last + timedelta(1)
    if next_.day != 1:
        return say.day(last)
    months = max(round((every or 0) / DAYS_PER_MONTH), 1)
    first = last.month - months + 1 if last.month % months == 0 else last.month
    return say_period(last.replace(month=first, day=1), last)
