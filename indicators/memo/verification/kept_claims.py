"""Do the outcomes still stand that a memo or a table of claims said?

A correction of the numbers that were on file may change an outcome. A table of claims is also told when a claim has
been decided since; a memo is not: like its figures it says what was known on its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...core.claims.claim import OUTCOME_WORDS, Claim, Decided, Outcome
from ...core.text import say
from ..content.ledger import Ledger
from ..content.quoted import Quoted

_DECIDED = (Outcome.MET, Outcome.MISSED, Outcome.VOID)


def of_claims(shown: Quoted, as_of: date, now: Ledger) -> Iterator[str]:
    """A sentence for each claim that stands otherwise now."""
    was = shown.get("claims", {})
    if not was:
        return
    until = int(shown.get("until", 0))
    claims = {c.id: c for c in now.claims}
    then = {d.claim.id: d for d in now.decided([c for c in now.claims if c.id in was], as_of, until)}
    for name, outcome in was.items():
        if name not in claims:
            yield f"The claim {name} was {_words(outcome)}; it is no longer on file."
            continue
        claim, kept_now = claims[name], shown.get("claims_now", {}).get(name, outcome)
        told = _changed(then[name], Outcome(outcome), Outcome(kept_now), now.corrected(claim, as_of, until))
        if not told and "tests" in shown:
            told = _since(now.today_of(name), Outcome(outcome)) or _test(
                claim, shown["tests"].get(name, ""), then[name]
            )
        if told:
            yield f'The call "{claim.claim}" {told}'


def _words(outcome: str) -> str:
    return OUTCOME_WORDS[Outcome(outcome)].lower()


def _changed(d: Decided, was: Outcome, was_now: Outcome, corrected: Outcome) -> str:
    """What a correction has made of an outcome: of an open one another, beside a decided one another as known now."""
    is_ = corrected if d.open else d.outcome
    if is_ is not was:
        return f"was {_words(was)}, now {_words(is_)}: {d.because}"
    if corrected is not was_now:
        return f"was {_words(was_now)} as known now, with the corrected numbers it is {_words(corrected)}."
    return ""


def _since(d: Decided | None, was: Outcome) -> str:
    if d is None or d.outcome not in _DECIDED or d.outcome is was:
        return ""
    return f"was {_words(was)}, now {_words(d.outcome)}: {d.because}"


def _test(claim: Claim, was: str, d: Decided) -> str:
    """Whether the test itself is another."""
    r = d.reading
    is_ = f"{r.title} {say.condition(claim.test, r.unit, r.shown)}"
    return "" if not was or was.startswith(is_) else f'was tested by "{was}", now by "{is_}".'
