"""Readings and claims as `show` and `claims` answer them: plain values for --json, lines for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ..core.claims.claim import Decided
from ..core.evidence.evaluate import Evaluated
from ..core.text import say


def as_json(board: Mapping[str, str], as_of: date, evaluated: Sequence[Evaluated]) -> dict[str, Any]:
    """The answer of `show`, by "A reading" of the contract; `board` is its path, kind and title."""
    return {
        "as_of": as_of.isoformat(),
        "board": dict(board),
        "indicators": [
            {
                "id": e.indicator.id,
                "title": e.indicator.title,
                "state": e.state,
                "because": e.because,
                "readings": [r.as_json() for r in e.readings],
            }
            for e in evaluated
        ],
    }


def as_text(title: str, as_of: date, evaluated: Sequence[Evaluated]) -> str:
    """The readings for a person."""
    lines = [f"{title}, as known {say.day(as_of)}"]
    for e in evaluated:
        lines += ["", f"{e.indicator.title}: {e.state_words}"]
        for r in e.readings:
            value = say.number(r.value, r.unit, r.shown) if r.value is not None else f"not known ({r.reason})"
            lines.append(f"  {r.metric:36} {value:>22}  {r.because}")
    return "\n".join(lines)


def claims_as_json(as_of: date, rows: Sequence[Mapping[str, Any]], decided: Sequence[Decided]) -> dict[str, Any]:
    """The answer of `claims`, by "Claims" of the contract; `rows` are the claims as the board keeps them."""
    listed = [
        {
            **row,
            "outcome": d.outcome.value,
            "because": d.because,
            "value": _plain(d.reading.value),
            "at": _plain(d.reading.at),
            "needs": asdict(d.needs) if d.needs else None,
            "outcome_now": d.outcome_now.value,
            "value_now": _plain(d.reading_now.value),
            "scored": d.scored,
        }
        for row, d in zip(rows, decided, strict=True)
    ]
    return {"as_of": as_of.isoformat(), "claims": listed}


def _plain(value: object) -> object:
    """A day as ISO text, anything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def claims_as_text(decided: Sequence[Decided]) -> str:
    """The claims for a person."""
    lines = [f"{d.said}: {d.claim.claim} ({d.claim.id})\n    {d.because}" for d in decided]
    return "\n".join(lines) or "no claims"
