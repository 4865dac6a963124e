"""Days and times of the board: UTC, to the second, ending in Z."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def now() -> str:
    """The time of writing, as `recorded_at` holds it."""
    return stamp_of(datetime.now(UTC))


def stamp_of(time: datetime) -> str:
    """A time in UTC as the board writes it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def time_of(stamp: str) -> datetime:
    """The time of a stamp, in UTC."""
    return datetime.fromisoformat(stamp)


def said(stamp: str) -> str:
    """A stamp for people, to the minute."""
    return f"{stamp[:16].replace('T', ' ')} UTC"


def day_of(stamp: str) -> date:
    """The UTC day of a stamp."""
    return date.fromisoformat(stamp[:10])


def today() -> date:
    """The UTC day; what an empty `published_on` and a missing as-of day mean."""
    return day_of(now())


def is_stamp(text: str) -> bool:
    """Whether `text` is a time in the one form that the board writes."""
    if not _STAMP.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
