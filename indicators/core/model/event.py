"""Something that happened, drawn beside the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EVENT_COLUMNS = ("date", "entity", "kind", "title", "source", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Known from its date on. Its key is date, entity and title."""

    date: date
    entity: str
    kind: str
    title: str
    source: str
    url: str = ""
