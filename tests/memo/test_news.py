"""What a memo says has happened since the last one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from indicators.memo import Choice, Pick, compose, keep_memo
from tests.memo.conftest import add, board_of, look

QUARTER = {"unit": "CNY", "basis": "Kuaishou results", "grade": "reported", "source": "Kuaishou"}
Q2 = {"period_start": "2026-04-01", "period_end": "2026-06-30", "published_on": "2026-08-19"}
Q3 = {"period_start": "2026-07-01", "period_end": "2026-09-30", "published_on": "2026-11-20"}
TODAY = datetime.now(UTC).date()
TOMORROW = TODAY + timedelta(1)
PICKS = (Pick(panel="kling.users"),)


def made(board, day):
    """A memo as known on a day, kept."""
    memo = compose(look(board, day), Choice(picks=PICKS), day)
    keep_memo(board, memo, "md", memo.hash.encode(), "tester")
    return memo


def test_the_first_memo_says_that_it_is(board):
    news = made(board, TOMORROW).news
    assert news.startswith("This is the first memo from this board. ")
    assert f"{len(board.observations(TOMORROW))} numbers are on file" in news


def test_nothing_new_is_said_as_such(tmp_path):
    board = board_of(tmp_path, "empty")
    first = made(board, TODAY)
    news = made(board, TOMORROW).news
    assert news.endswith("nothing is new, revised, crossed, resolved or stale.")
    assert first.id in news


def test_new_revised_and_taken_back_are_named(board):
    made(board, TODAY)
    add(board, "revenue", "Kling AI", 1.2e9, **(QUARTER | Q3))
    add(board, "mau", "Kling AI", 7.6e6)
    gone = next(r["id"] for r in board.history("headcount", "Runway") if not r["retracted"])
    board.retract(gone, "wrong company", "tester")
    news = compose(look(board, TOMORROW), Choice(picks=PICKS), TOMORROW).news
    assert "New: Kling AI revenue, Q3 2026: CNY 1.2bn." in news
    assert "Revised: Kling AI monthly active users, Mar 2026: 7.6M, was 7.8M." in news
    assert "Taken back: Runway headcount" in news


def test_a_number_without_a_day_of_publication_is_no_news_of_the_day_of_its_entry(board):
    made(board, TODAY)
    undated = QUARTER | Q3 | {"published_on": None}
    add(board, "revenue", "Kling AI", 1.2e9, **undated)
    add(board, "revenue", "Kling AI", 1.3e9, **(undated | {"label": "another"}))
    add(board, "revenue", "Kling AI", 1.4e9, **(undated | {"label": "another"}))
    news = compose(look(board, TOMORROW), Choice(picks=PICKS), TOMORROW).news
    assert "New: " not in news
    assert "Revised: " not in news


def test_a_crossed_line_is_told_with_both_calls(board):
    """Growth of revenue: 850 to 1200 is +41 %, which supports (from 31 %); before it was mixed (+31 %, two floors)."""
    made(board, TODAY)
    add(board, "revenue", "Kling AI", 850e6, **(QUARTER | Q2 | {"published_on": "2026-11-19"}))
    add(board, "revenue", "Kling AI", 1.2e9, **(QUARTER | Q3))
    news = compose(look(board, TOMORROW), Choice(picks=PICKS), TOMORROW).news
    assert "Crossed a line: Kling: Revenue growth on the quarter, from Mixed to Supports" in news


def test_what_time_alone_does_is_told_stale_and_resolved(tmp_path):
    board = board_of(tmp_path, "example")
    made(board, date(2026, 7, 1))
    news = compose(look(board, date(2026, 11, 25)), Choice(picks=PICKS), date(2026, 11, 25)).news
    assert "Resolved: " in news
    assert "(Met)" in news
    assert "Gone stale: " in news
    assert "Kling: Sora's downloads against their peak (last 30 Apr 2026)" in news


def test_a_memo_made_again_on_its_day_says_the_same(board):
    made(board, TODAY)
    assert made(board, TOMORROW).id == made(board, TOMORROW).id


def test_a_memo_of_an_earlier_day_is_not_compared_with_a_later_one(board):
    made(board, date(2026, 11, 25))
    assert made(board, date(2026, 6, 1)).news.startswith("This is the first memo")
