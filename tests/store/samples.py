"""Short forms for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from indicators.store.file import clock

if TYPE_CHECKING:
    import pytest


def row(**cells):
    """A valid row of Kling's monthly users, with `cells` in place of its own."""
    return {
        "series": "mau",
        "entity": "Kling AI",
        "basis": "Sensor Tower app panel",
        "period_start": "2026-03-01",
        "period_end": "2026-03-31",
        "value": 7_800_000,
        "unit": "users",
        "grade": "estimate",
        "published_on": "2026-04-02",
        "source": "Sensor Tower",
    } | cells


def claim(**cells):
    """A valid claim."""
    return {
        "id": "kling-doubles",
        "claim": "Kling's 2026 revenue more than doubles",
        "kind": "guidance",
        "source": "the brief",
        "made_on": "2026-04-02",
        "set_on": "2026-11-22",
        "period_end": "2026-12-31",
        "resolve_by": "2027-04-30",
        "metric": "kling.revenue_year_ratio",
        "test": "> 2",
    } | cells


def event(**cells):
    """A valid event."""
    return {
        "date": "2026-03-24",
        "entity": "OpenAI",
        "kind": "shutdown",
        "title": "Sora is closed",
        "source": "OpenAI",
        "url": "https://openai.com/",
    } | cells


def values(frame):
    """The values of an as-of view."""
    return frame["value"].tolist()


def on_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Let the board's clock stand at nine in the morning, UTC, of `day`."""
    time = datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: time.strftime("%Y-%m-%dT%H:%M:%SZ"))
