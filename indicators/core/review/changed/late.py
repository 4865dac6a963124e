"""Which numbers came after one for a later period: an older month that arrives late is no news of a fall."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate

from ...model.observation import Observation
from ..snapshot import Snapshot

_COLUMNS = ("series", "entity", "basis", "age_days", "known_on", "period_end", "id")
_ALWAYS = ""  # on file on the first side: before whatever came
_Kind = tuple[object, ...]


def newer(before: Snapshot, after: Snapshot, came: Iterable[Observation]) -> dict[int, Observation]:
    """By the id of each that came late: the newest number of its kind for a later period that was known before it.

    A kind is a series, entity, basis and age. Each side is read once, however many came.
    """
    days, newest = _by_kind(before, after)
    found: dict[int, int] = {}
    for o in came:
        kind = _kind(o.series, o.entity, o.basis, o.age_days)
        place = bisect_left(days.get(kind, []), o.known_on.isoformat())
        end, id_ = newest[kind][place - 1] if place else ("", 0)
        if end > o.period_end.isoformat():
            found[o.id] = id_
    wanted = set(found.values())
    rows = {o.id: o for side in (before, after) for o in side.observations(wanted)}
    return {id_: rows[later] for id_, later in found.items()}


def _by_kind(before: Snapshot, after: Snapshot) -> tuple[dict[_Kind, list[str]], dict[_Kind, list[tuple[str, int]]]]:
    """Of each kind the days on which a number was known, in order, and the newest period, with its id, by then."""
    rows: dict[_Kind, list[tuple[str, str, int]]] = defaultdict(list)
    for side in (before, after):
        for *kind, known_on, end, id_ in zip(*(side.frame[name] for name in _COLUMNS), strict=True):
            rows[_kind(*kind)].append((_ALWAYS if side is before else known_on, end, int(id_)))
    ordered = {kind: sorted(found) for kind, found in rows.items()}
    days = {kind: [day for day, _, _ in found] for kind, found in ordered.items()}
    newest = {kind: list(accumulate(((end, id_) for _, end, id_ in found), max)) for kind, found in ordered.items()}
    return days, newest


def _kind(series: object, entity: object, basis: object, age: object) -> _Kind:
    """An age that is absent is one thing, however the frame holds it."""
    return (series, entity, basis, int(age) if isinstance(age, int | float) and age == age else None)  # noqa: PLR0124 - NaN
