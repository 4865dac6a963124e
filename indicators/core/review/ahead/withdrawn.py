"""Calls that were withdrawn because their evidence grew stale: since when, and what they were."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ...evidence.calls import fresh_until
from ...evidence.evaluate import Evaluated, dated, evaluate_one
from ...evidence.evidence import Evidence
from ...model.indicator import Bands
from ...model.reading import CALL_WORDS, Found, NoCall
from ...text import say


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The first day on which the call no longer stood, and the call of the day before; None where there was none."""

    on: date
    was: str | None

    @property
    def said(self) -> str:
        """`Call withdrawn 9 Jun 2026 (was: Mixed)`."""
        return f"Call withdrawn {say.day(self.on)} (was: {CALL_WORDS[self.was] if self.was else 'none'})"


def withdrawn(
    evaluated: Evaluated, evidence: Evidence, evidence_on: Callable[[date], Evidence], bands: Mapping[str, Bands]
) -> dict[str, Withdrawn]:
    """The withdrawn calls of an indicator's stale readings, by metric.

    `evidence_on` gives what was known on a day: what a call was is read on its last day, with the numbers of that day.
    """
    indicator = evaluated.indicator
    found = {}
    for metric, reading in zip(indicator.metrics, evaluated.readings, strict=True):
        result = evidence.result(reading.metric)
        if reading.no_call is not NoCall.STALE or not isinstance(result, Found):
            continue
        last = _last_day(result, evidence.as_of)
        if last is None:
            continue
        then = evaluate_one(indicator, metric.id, evidence_on(last), bands)
        found[reading.metric] = Withdrawn(last + timedelta(days=1), then.call)
    return found


def _last_day(result: Found, as_of: date) -> date | None:
    """The last day on which neither the reading nor any series that it rests on was stale."""
    at, stale_after = dated(result, as_of)
    own = None if stale_after is None else at + timedelta(days=stale_after)
    return min((day for day in (own, fresh_until(result, as_of)) if day is not None), default=None)
