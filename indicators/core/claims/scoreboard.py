"""All claims with their outcomes, as known then and as known now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ..evidence.evidence import Evidence
from ..evidence.past import Past
from ..evidence.traced import Asked, Traced
from ..model.catalogue import all_series
from ..model.indicator import Bands, Indicator, Metric
from ..text import say
from .claim import OUTCOME_WORDS, Claim, Decided, Outcome
from .judge import Basis, Seen, decide, reaches, read, settles, wanted
from .pace import pace

_DAY = timedelta(1)


class Scoreboard:
    """Decides claims as of a day, by a past that reaches up to it.

    A claim is looked at on the days on which what its metric reads changed, and on those on which a date alone may
    decide it.
    """

    def __init__(
        self,
        indicators: Mapping[str, Indicator],
        past: Past,
        as_of: date,
        bands: Mapping[str, Bands] | None = None,
    ) -> None:
        """Take over what the decisions rest on."""
        self._indicators, self._past, self._as_of, self._bands = indicators, past, as_of, bands
        self._changes: dict[tuple[Asked, date], Sequence[date]] = {}

    def decide(self, claims: Sequence[Claim]) -> list[Decided]:
        """Each claim's outcome, in the order given."""
        return [_Case(self, claim).decided() for claim in claims]

    def corrected(self, claim: Claim, evidence: Evidence) -> Outcome:
        """What a claim comes to by other evidence of the as-of day, such as one in which numbers were corrected."""
        return _Case(self, claim).outcome_by(evidence)

    # What a case asks for

    @property
    def as_of(self) -> date:
        """The day."""
        return self._as_of

    def metric(self, claim: Claim) -> tuple[Indicator, Metric]:
        """The indicator and metric of a claim."""
        name, _, short = claim.metric.partition(".")
        indicator = self._indicators[name]
        return indicator, next(m for m in indicator.metrics if m.id == short)

    def known(self, day: date) -> Traced:
        """What was known on a day."""
        return self._past.then(day)

    def read(self, claim: Claim, evidence: Evidence, basis: Basis) -> Seen:
        """A claim's metric on the part of the evidence that counts for the claim."""
        return read(claim, *self.metric(claim), evidence, basis, self._bands)

    def changes(self, asked: Asked, ends: date) -> Sequence[date]:
        """The days on which what was asked for about days up to `ends` may have changed."""
        if (asked, ends) not in self._changes:
            self._changes[asked, ends] = self._past.changes(asked, ends)
        return self._changes[asked, ends]


class _Case:
    """One claim before the scoreboard."""

    def __init__(self, board: Scoreboard, claim: Claim) -> None:
        self._board, self._claim = board, claim
        self._metric = board.metric(claim)[1]
        self._leads: dict[tuple[str, str], str] = {}
        self._bases: dict[tuple[str, str], str] = {}

    def decided(self) -> Decided:
        """The outcome, with the reading that decided it."""
        claim, now = self._claim, self._read(self._board.as_of)
        if claim.void_why is not None:
            because = f"{OUTCOME_WORDS[Outcome.VOID]}: {claim.void_why}"
            return Decided(claim, Outcome.VOID, because, now.reading, Outcome.VOID, now.reading)
        found, day = self._fixed()
        over = claim.resolve_by <= self._board.as_of
        one = found or (self._read(claim.resolve_by) if over else now)
        outcome = (decide(one, day) if day else None) or (Outcome.CANT_TELL if over else Outcome.OPEN)
        needs, said = pace(one) if outcome is Outcome.OPEN else (None, "")
        return Decided(
            claim,
            outcome,
            f"{self._because(outcome, one)}{' ' + said if said else ''} {one.reading.because}",
            one.reading,
            self._outcome(now),
            now.reading,
            day or (claim.resolve_by if over else None),
            needs,
            dict(self._bases),
        )

    def outcome_by(self, evidence: Evidence) -> Outcome:
        """The outcome by other evidence."""
        if self._claim.void_why is not None:
            return Outcome.VOID
        return self._outcome(self._on_basis(evidence))

    def _outcome(self, one: Seen) -> Outcome:
        """What is known on the as-of day, whatever was known before."""
        over = self._claim.resolve_by <= self._board.as_of
        return decide(one, self._board.as_of) or (Outcome.CANT_TELL if over else Outcome.OPEN)

    def _fixed(self) -> tuple[Seen | None, date | None]:
        """The first reading that reaches the claim's day and settles its test, up to the last day for evidence."""
        claim, last = self._claim, min(self._claim.resolve_by, self._board.as_of)
        day: date | None = min(claim.made_on, claim.period_end)
        if not self._metric.grows:
            day = max(min(claim.made_on, claim.period_end), claim.period_end - timedelta(_longest() // 2))
        while day is not None and day <= last:
            one = self._read(day)
            if decide(one, day) is not None:
                return one, day
            day = self._after(one, day)
        return None, None

    def _after(self, one: Seen, day: date) -> date | None:
        """The first day after one on which the reading, or what it comes to, may be another."""
        end = self._claim.period_end
        if not isinstance(one.evidence, Traced):
            raise TypeError(one.evidence)
        asked = one.evidence.asked(self._claim.metric)
        if asked.day and not self._metric.grows and day < end:
            return day + _DAY
        days = self._board.changes(asked, end)
        place = bisect_right(days, day)
        found = [days[place]] if place < len(days) else []
        return min([*found, *(d for d in (end, end + _DAY) if d > day)], default=None)

    # The evidence that counts

    def _read(self, day: date) -> Seen:
        return self._on_basis(self._board.known(day))

    def _on_basis(self, evidence: Evidence) -> Seen:
        """The reading on the claim's basis, or without one on the basis that led when its test was chosen.

        Where a metric asks for several series and the claim's basis is of one of them, the others are read as without.
        """
        claim = self._claim
        if not claim.basis:
            return self._board.read(claim, evidence, self._noted(self._led))
        others: frozenset[str] = frozenset()
        while True:
            one = self._board.read(claim, evidence, self._named(others))
            if not isinstance(one.evidence, Traced):
                return one
            ranges = one.evidence.asked(claim.metric).ranges
            asked = {series for series, _ in ranges} - others
            lacking = asked - {series for series, entity in ranges if _has(one.evidence, series, entity)}
            if not lacking or lacking == asked:
                return one
            others |= lacking

    def _named(self, others: frozenset[str]) -> Basis:
        return self._noted(lambda series, entity: self._led(series, entity) if series in others else self._claim.basis)

    def _noted(self, basis: Basis) -> Basis:
        def noted(series: str, entity: str) -> str:
            self._bases[series, entity] = basis(series, entity)
            return self._bases[series, entity]

        return noted

    def _led(self, series: str, entity: str) -> str:
        """The basis that led when the test was chosen; a count says itself which bases it counts."""
        if (series, entity) not in self._leads:
            rows = self._board.known(min(self._claim.set_on, self._board.as_of)).lead(series, entity)
            self._leads[series, entity] = rows[0].basis if rows and self._metric.grows != "count" else ""
        return self._leads[series, entity]

    # The sentence

    def _because(self, outcome: Outcome, one: Seen) -> str:
        claim, r = self._claim, one.reading
        test = f"{r.title} {say.condition(claim.test, r.unit, r.shown)}"
        text = f"{OUTCOME_WORDS[outcome]}: {test} by {say.day(claim.period_end)}"
        if outcome in (Outcome.MET, Outcome.MISSED):
            return f"{text}."
        if r.known and reaches(one) and settles(claim.test, r) is None:
            return f"{text}; the range leaves that open."
        by = say.day(claim.resolve_by)
        until = f" by {by}" if outcome is Outcome.CANT_TELL else f" yet; open to {by}"
        if outcome is Outcome.OPEN and self._board.as_of <= claim.period_end:
            return f"{text}."
        return f"{text}; no {wanted(one, self._basis_of(one), self._every(one))}{until}."

    def _every(self, one: Seen) -> int | None:
        """Days from one number to the next of what decides, or would."""
        if one.reading.every is not None or not isinstance(one.evidence, Traced):
            return one.reading.every
        asked = (all_series().get(series) for series, _ in one.evidence.asked(self._claim.metric).ranges)
        return max((s.rhythm.every for s in asked if s is not None and s.rhythm is not None), default=None)

    def _basis_of(self, one: Seen) -> str:
        """The basis that judges the claim, as far as one is known."""
        if self._claim.basis:
            return self._claim.basis
        used = one.evidence.of(set(one.reading.inputs))
        bases = {basis for pair in used or self._leads if (basis := self._leads.get(pair, ""))}
        return bases.pop() if len(bases) == 1 else ""


def _has(evidence: Evidence, series: str, entity: str | None) -> bool:
    """Whether there is a number of a pair, or of a series where no entity is named."""
    return bool(evidence.entities(series) if entity is None else evidence.rows(series, entity))


def _longest() -> int:
    """The longest rhythm of any series, in days: nothing reaches a claim's day from further than half of it."""
    return max(series.rhythm.every for series in all_series().values() if series.rhythm is not None)
