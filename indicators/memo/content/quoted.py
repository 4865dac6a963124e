"""What was quoted: numbers and readings in the plain form in which they are kept, compared later, and hashed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from ...core.model.observation import Observation
from ...core.model.reading import Reading
from ...core.review.changed.moves import in_words
from ...core.text import say
from ...core.text.periods import write_period

Quoted = dict[str, Any]
"""`rows` and `readings` as below, and `until`: the id of the last number on file when it was handed out."""


def row(o: Observation) -> dict[str, Any]:
    """A number as it is kept: its key, what was said of it, and where it was from."""
    return {
        "id": o.id,
        "series": o.series,
        "entity": o.entity,
        "basis": o.basis,
        "period": write_period(o.period_start, o.period_end),
        "age_days": o.age_days,
        "label": o.label,
        "unit": o.unit,
        "name": say.name(o),
        "text": say.observed(o),
        "value": o.value,
        "low": o.low,
        "high": o.high,
        "grade": o.grade,
        "published": o.known_on.isoformat(),
        "source": o.source,
        "rights": o.rights,
    }


def reading(r: Reading, indicator: str) -> dict[str, Any]:
    """A reading as it is kept; `indicator` is its short name."""
    value = r.as_json()
    return {
        "metric": r.metric,
        "name": f"{indicator}: {r.title}",
        "text": in_words(r),
        "value": value["value"],
        "low": value["low"],
        "high": value["high"],
        "unit": value["unit"],
        "status": r.status,
        "reason": r.reason,
        "call": r.call,
    }


def shown(rows: Iterable[Observation], readings: Iterable[dict[str, Any]], until: int, **more: object) -> Quoted:
    """What is kept of a figure or memo."""
    return {"rows": [row(o) for o in rows], "readings": list(readings), "until": until, **more}


def digest(what: object) -> str:
    """SHA-256 over the canonical JSON of what is quoted, as hexadecimal."""
    text = json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
