"""Readings as `show` answers them: plain values for --json, lines for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from . import say
from .evaluate import Evaluated


def as_json(board: Mapping[str, str], as_of: date, evaluated: Sequence[Evaluated]) -> dict[str, Any]:
    """Section 4 of the contract; `board` is its path, kind and title."""
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
