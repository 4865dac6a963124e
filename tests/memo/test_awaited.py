"""Before the print, in a memo: the levels that the brief's own arithmetic gives, and none that gives away a secret."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.memo import Choice, Pick, compose, written
from tests.memo.conftest import FORMS, NAMED, add, look
from tests.memo.test_documents import text_of

DAY = date(2026, 11, 22)
Q2, LAST_YEAR = 850e6, 1.04e9  # CNY: Kling's revenue in Q2 2026 and in all of 2025
SO_FAR = 650e6 + 850e6  # of 2026
ARR = {"unit": "USD", "basis": "press", "source": "Data room, file 7", "grade": "reported", "rights": "confidential"}
OCTOBER = {"period_start": "2026-10-08", "period_end": "2026-10-08", "published_on": "2026-10-20"}


def row_of(memo, start):
    """The only awaited number whose name starts so, or None."""
    found = [row for row in memo.awaited if row[0].startswith(start)]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.fixture
def memo(board):
    choice = Choice(picks=(Pick(panel="kling.revenue"),), readings=("kling.revenue",))  # one picture is drawn fast
    return compose(look(board, DAY), choice, DAY)


def test_the_levels_of_the_next_revenue_are_those_of_the_bands_and_the_claims(memo):
    row = row_of(memo, "Kling AI revenue, Q3 2026")
    assert row[1] == "more than CNY 850M, Q2 2026"
    assert row[2] == "overdue since 20 Nov 2026"
    # "More than" 850M may be a tenth more: 31% of it all to support; and a third quarter of "more than" may be, too.
    assert f"supports from CNY {Q2 * 1.1 * 1.31 / 1e9:.5f}bn" in row[3]
    assert f"against up to CNY {Q2 * 1.13 / 1.1 / 1e6 - 0.05:.1f}M" in row[3]
    assert f"met above CNY {(2 * LAST_YEAR - SO_FAR) / 1e6:.0f}M" in row[3]
    assert f"met from CNY {(3 * LAST_YEAR - SO_FAR) / 1e9:.2f}bn" in row[3]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_has_them(memo, form):
    text = text_of(written(memo, form), form)
    assert "Before the next numbers" in text
    for part in ("Kling AI revenue, Q3 2026", "overdue since 20 Nov 2026", "1.22485bn", "873.1M"):
        assert part in text, part


def test_a_past_day_awaits_what_was_due_then_at_the_levels_of_then(board):
    q4 = 340e6
    row = row_of(compose(look(board, date(2026, 4, 2)), Choice(readings=("kling.mau",)), DAY), "Kling AI revenue")
    assert row[:3] == ("Kling AI revenue, Q1 2026", "CNY 340M, Q4 2025", "23 May 2026")
    assert f"supports from CNY {q4 * 1.31 / 1e6:.1f}M, against under CNY {q4 * 1.13 / 1e6:.1f}M" in row[3]


def test_levels_that_rest_on_confidential_numbers_need_a_name_and_a_reason(board):
    add(
        board,
        "arr",
        "Runway",
        210e6,
        period_start="2026-10-08",
        period_end="2026-10-08",
        published_on="2026-10-20",
        **ARR,
    )
    closed = compose(look(board, DAY), Choice(readings=("kling.mau",)), DAY)
    assert row_of(closed, "Runway annual run-rate revenue") is None
    assert closed.rights == "public"
    named = compose(look(board, DAY), Choice(readings=("kling.mau",), release=NAMED), DAY)
    assert row_of(named, "Runway annual run-rate revenue") is not None
    assert named.rights == "confidential"
