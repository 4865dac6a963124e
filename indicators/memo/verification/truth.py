"""Is what was quoted still true? Each number against the row that holds now, each reading computed again from those.

The question is about what was quoted: a number for a later period, or one that came afterwards, takes nothing back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ... import registry
from ...core.evidence.evaluate import evaluate_one
from ...core.evidence.evidence import Evidence
from ...core.model.indicator import Bands
from ...core.model.observation import key_of
from ...core.model.reading import Reading
from ...core.review.changed.moves import differently, in_words
from ...core.text import say
from ..content.ledger import Ledger, observation
from ..content.quoted import Quoted
from .kept_claims import of_claims

CURRENT, SUPERSEDED, UNKNOWN = "current", "superseded", "unknown"
_HELD = ("value", "low", "high", "grade")


def changes(shown: Quoted, as_of: date, now: Ledger) -> list[str]:
    """What of the quoted is no longer so, a sentence each; empty where all still holds."""
    rows = shown.get("rows", [])
    found = [text for row in rows if (text := _of_number(row, now))]
    found += [text for row in shown.get("first_prints", []) if (text := _of_first_print(row, now))]
    found += _of_readings(shown.get("readings", []), now, as_of, int(shown.get("until", 0)))
    found += of_claims(shown, as_of, now)
    return list(dict.fromkeys(found))


def status(shown: Quoted, as_of: date, now: Ledger) -> tuple[str, list[str]]:
    """`current`, or `superseded` with what changed."""
    found = changes(shown, as_of, now)
    return (SUPERSEDED if found else CURRENT), found


def _of_number(row: Mapping[str, Any], now: Ledger) -> str:
    """The sentence for one number: what it was, what it is, by whom and since when."""
    o = now.of(row["id"])
    if o is None:
        was = now.rows.get(row["id"])
        why = f": {was['retracted_why']}" if was and was["retracted_why"] else ""
        on = f" on {say.day(date.fromisoformat(was['retracted'][:10]))}" if was and was["retracted"] else ""
        return f"{row['name']} was {row['text']}, now taken back{on}{why}."
    if all(_same(row[name], getattr(o, name)) for name in _HELD):
        return ""
    was, is_ = differently(observation(now.rows[row["id"]]), o)
    return f"{row['name']} was {was}, now {is_} ({o.source}, published {say.day(o.known_on)})."


def _of_first_print(row: Mapping[str, Any], now: Ledger) -> str:
    """The sentence for a first print that was quoted as such: taken back, or another print came before it."""
    o = now.first(row["id"])
    if o is not None and all(_same(row[name], getattr(o, name)) for name in _HELD):
        return ""
    is_ = "taken back" if o is None else f"{say.observed(o)} ({o.source}, published {say.day(o.known_on)})"
    return f"The first print of {row['name']} was {row['text']}, now {is_}."


def _same(a: object, b: object) -> bool:
    return a == b


def _of_readings(readings: Sequence[Mapping[str, Any]], now: Ledger, as_of: date, until: int) -> list[str]:
    if not readings:
        return []
    evidence = now.evidence(as_of, until)
    found = []
    for kept in readings:
        new = _again(kept["metric"], evidence, now.bands)
        if new is None:
            found.append(f"{kept['name']} was {kept['text']}; this reading is no longer made.")
        elif not _reads_the_same(kept, new):
            found.append(f"{kept['name']} was {kept['text']}, now {in_words(new)}.")
    return found


def _again(metric: str, evidence: Evidence, bands: Mapping[str, Bands]) -> Reading | None:
    indicator, _, short = metric.partition(".")
    declared = registry().get(indicator)
    if declared is None or short not in {m.id for m in declared.metrics}:
        return None
    return evaluate_one(declared, short, evidence, bands)


def _reads_the_same(kept: Mapping[str, Any], new: Reading) -> bool:
    """Whether a person would read the same; digits beyond those that are said do not count."""
    return bool(kept["status"] == new.status and kept["text"] == in_words(new))


def quotes(shown: Quoted, keys: Iterable[tuple[object, ...]], now: Ledger) -> bool:
    """Whether something handed out rests on one of these numbers."""
    wanted = set(keys)
    return any(key_of(now.rows[row["id"]]) in wanted for row in shown.get("rows", []) if row["id"] in now.rows)
