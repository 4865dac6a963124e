"""The due queue: sorted by lateness; what a user said of a number quiets it for as long as that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from indicators.core.review.ahead.due import Due
from indicators.core.review.ahead.queue import queue
from tests.boards import observations, row

TODAY = date(2026, 11, 25)


@dataclass(frozen=True)
class Said:
    """A mark."""

    kind: str
    period_end: str
    set_on: date
    because: str = ""


def due(series="mau", period="2026-03", on=date(2026, 5, 8), entity="Kling AI"):
    (o,) = observations(row(series, period, 7.8e6, entity=entity))
    return Due(o, on, 1)


def asked(marks=None, today=TODAY, *more):
    found = queue([due(), *more], marks or {}, today)
    return [[a.name for a in part] for part in (found.now, found.later, found.quiet)]


KLING = "mau/Kling AI/2026-04-30"


def test_the_latest_comes_first_and_names_the_next_period():
    later = due("wau_change", "2026-03-24..2026-04-02", date(2026, 4, 12), "Vidu")
    assert asked({}, TODAY, later)[0] == ["wau_change/Vidu/2026-04-09", KLING]


def test_a_number_is_not_asked_for_before_its_day_or_while_its_period_runs():
    assert asked(today=date(2026, 5, 8)) == [[], [KLING], []]
    assert asked({}, TODAY, due("compute", "2025", date(2026, 5, 3), "OpenAI"))[1] == ["compute/OpenAI/2026-12-31"]


@pytest.mark.parametrize(
    ("kind", "end", "days", "quiet"),
    [
        ("not obtainable", "2026-04-30", 300, True),
        ("not obtainable", "2026-01-31", 300, True),
        ("asked again", "", 0, False),
        ("not published", "2026-04-30", 6, True),
        ("not published", "2026-04-30", 7, False),
        ("not published", "2026-03-31", 0, False),  # of the period before: its number has come since
        ("skipped", "2026-04-30", 0, True),
        ("skipped", "2026-04-30", 1, False),
    ],
)
def test_what_was_said_quiets_the_reminder(kind, end, days, quiet):
    mark = Said(kind, end, TODAY - timedelta(days))
    assert asked({("mau", "Kling AI"): mark}) == ([[], [], [KLING]] if quiet else [[KLING], [], []])
