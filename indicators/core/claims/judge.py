"""What judges a claim: the evidence that counts, when a reading reaches the claim's day, and when it settles the test.

The rules are those of "Claims" in docs/contract.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..evidence.evidence import Evidence
from ..model.catalogue import all_series
from ..model.indicator import Metric
from ..model.observation import Observation
from ..model.reading import Reading
from ..text import say
from ..text.periods import say_period
from .claim import Claim, Outcome

Basis = Callable[[str, str], str]  # the basis on which a series and entity is read; "" where any may be


@dataclass(frozen=True, slots=True)
class Seen:
    """A claim's metric read on the evidence that counts for the claim."""

    claim: Claim
    metric: Metric
    reading: Reading
    evidence: Evidence


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
            reading = replace(reading, **_so_far(claim, reading, progress, at_least))
    return Seen(claim, metric, reading, evidence)


def _so_far(claim: Claim, reading: Reading, progress: dict[str, object], at_least: float) -> dict[str, object]:
    through = date.fromisoformat(str(progress["through"]))
    so_far, before = (say.number(float(str(progress[name])), str(progress["unit"])) for name in ("so_far", "before"))
    text = say.number(at_least, reading.unit, reading.shown)
    return {
        "value": at_least,
        "low": None,
        "high": None,
        "status": "ok",
        "reason": None,
        "at": through,
        "bound": "at least",
        "because": f"At least {text}: {so_far} in {progress['year']} to {say.day(through)}, {before} in all of the year "
        "before.",
    }


def verdict(one: Seen, day: date) -> Outcome | None:
    """Met or missed by what is known on a day; None where the reading does not reach the day or settles nothing."""
    holds = settles(one)
    if holds is None:
        return None
    if holds:
        return Outcome.MET if early(one) or reaches(one) else None
    return Outcome.MISSED if day > one.claim.period_end and reaches(one) else None


def settles(one: Seen) -> bool | None:
    """Whether the reading meets the test; None where it is not known, or its range leaves the test open."""
    r = one.reading
    if not r.known or not isinstance(r.value, int | float):
        return None
    low, high = (end if isinstance(end, int | float) else None for end in (r.low, r.high))
    return one.claim.test.settled(r.value, low, high, r.bound)


def early(one: Seen) -> bool:
    """Whether a test that is met stays met: of a count, and of a sum that can only grow, with a test for more."""
    if one.claim.test.op not in (">", ">="):
        return False
    return one.metric.grows == "count" or (one.metric.grows == "sum" and one.reading.bound == "at least")


def reaches(one: Seen) -> bool:
    """Whether the reading is about the claim's last day: it lies at most half a rhythm before it.

    A count reaches by how far it was looked for what is counted, unless more cannot change the outcome.
    """
    r, last = one.reading, one.claim.period_end
    if not r.known or r.at is None:
        return False
    if one.metric.grows == "count":
        beyond = one.claim.test.op in ("<", "<=") and settles(one) is False
        return beyond or looked_to(one) == last
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


def wanted(one: Seen, basis: str) -> str:
    """The number that would decide: `Sensor Tower number for Sep 2026`, `search that covers 2 Jul 2026`."""
    last = one.claim.period_end
    if one.metric.searched:
        return f"search that covers {say.day(last)}"
    who = measured_by(basis)
    return f"{who + ' ' if who else ''}number for {_period(last, one.reading.every)}"


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
    months = 3 if every is not None and every > 31 and last.month % 3 == 0 else 1
    return say_period(last.replace(month=last.month - months + 1, day=1), last)
