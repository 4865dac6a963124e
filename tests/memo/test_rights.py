"""Compliance: rights are printed, licensed numbers are no data, confidential ones leave by name and with a reason."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest

from indicators.__main__ import main
from indicators.core.model.errors import InputError
from indicators.memo import (
    Choice,
    People,
    Pick,
    Release,
    claims_picture,
    claims_text,
    compose,
    drawn,
    keep_figure,
    keep_memo,
    numbers_csv,
    panel_picture,
    proposed,
    remembered,
    written,
)
from indicators.store import Workspace
from tests.figures.pictures import said
from tests.memo.conftest import AS_OF, NAMED, add, look

CASH = {
    "unit": "USD",
    "basis": "data room",
    "source": "Data room, file 7",
    "grade": "reported",
    "rights": "confidential",
}
DAY = {"period_start": "2026-09-30", "period_end": "2026-09-30", "published_on": "2026-10-20"}
STAMP = "Released to I. Committee on 25 Nov 2026: quarterly review"


@pytest.fixture
def confidential(board):
    """A board with Runway's cash from a data room."""
    add(board, "cash", "Runway", 123_456_789, **CASH, **DAY)
    return board


@pytest.fixture
def licensed(board):
    """A board with one licensed number of users."""
    more = {"period_start": "2026-04-01", "period_end": "2026-04-30", "rights": "licensed"}
    add(board, "mau", "Kling AI", 8_123_456, **more)
    return board


def test_confidential_numbers_do_not_leave_without_a_name_and_a_reason(confidential):
    view = look(confidential, AS_OF)
    for release in (Release(), Release(to="Somebody"), Release(why="because")):
        with pytest.raises(InputError, match="say to whom it goes and why"):
            panel_picture(view, "runway.cash", release=release)
    with pytest.raises(InputError, match="confidential"):
        compose(view, Choice(picks=(Pick(panel="runway.cash"),)), AS_OF)
    with pytest.raises(InputError, match="confidential"):
        compose(view, Choice(readings=("runway.cash_today",)), AS_OF)


def test_a_release_is_stamped_on_the_picture_and_kept(confidential):
    made = panel_picture(look(confidential, AS_OF), "runway.cash", release=NAMED)
    text = said(drawn(made.figure, "svg").decode())
    assert "Confidential: not for distribution." in text
    assert STAMP in text
    keep_figure(confidential, made, "tester")
    (kept,) = Workspace(confidential.path).kept("figure", made.id)
    assert kept.shown["release"] == {"to": "I. Committee", "why": "quarterly review", "on": "2026-11-25"}
    other = panel_picture(look(confidential, AS_OF), "runway.cash", release=Release(to="Another", why="x"))
    assert other.id != made.id  # so that each release is kept


def test_a_memo_without_a_release_leaves_them_out_everywhere_and_says_so(confidential):
    closed = look(confidential, AS_OF)
    memo = compose(closed, Choice(), AS_OF)
    assert "runway.cash" not in {p.figure.panel for p in memo.pictures}
    assert "Left out, because they rest on confidential numbers: the figure runway.cash" in memo.cannot_tell[0]
    assert memo.rights == "public"
    text = written(memo, "md").decode() + str(memo) + claims_text(closed, claims_picture(closed))
    assert not re.search("123,456,789|123456789|123M|Data room", text)


def test_the_figures_that_a_memo_offers_are_free_to_leave(board):
    """Whoever takes what is offered has a memo: a panel that draws a confidential number is left out of it.

    The growth of Kling's users does not rest on Sora's, and the panel draws them all the same.
    """
    before, _ = proposed(look(board, AS_OF))
    add(board, "mau", "Sora", 1_234_567, rights="confidential")
    view = look(board, AS_OF)
    assert view.reading("kling.mau_growth_1m").rights == "public"
    figures, readings = proposed(view)
    assert "kling.users" in before
    assert "kling.users" not in figures
    memo = compose(view, Choice(picks=tuple(Pick(panel=name) for name in figures), readings=tuple(readings)), AS_OF)
    assert memo.rights != "confidential"


def test_a_released_memo_is_stamped_and_logged(confidential):
    memo = compose(look(confidential, AS_OF), Choice(picks=(Pick(panel="runway.cash"),), release=NAMED), AS_OF)
    text = written(memo, "html").decode()
    assert STAMP in text
    assert "Confidential: not for distribution." in text
    keep_memo(confidential, memo, "html", text.encode(), "tester")
    (kept,) = Workspace(confidential.path).kept("memo", memo.id)
    assert kept.shown["release"]["to"] == "I. Committee"


def test_news_counts_confidential_numbers_and_does_not_name_them(board):
    day = datetime.now(UTC).date()
    first = compose(look(board, day), Choice(picks=(Pick(panel="kling.users"),)), day)
    keep_memo(board, first, "md", b"x", "tester")
    add(board, "cash", "Runway", 123_456_789, **CASH, **DAY)
    view = look(board, day + timedelta(1))
    assert "New: 1 confidential." in compose(view, Choice(), AS_OF).news
    assert "USD 123M" in compose(view, Choice(release=NAMED), AS_OF).news


def test_licensed_numbers_are_a_picture_and_no_data_unless_confirmed(licensed):
    view, picks = look(licensed, AS_OF), (Pick(panel="kling.users"),)
    memo = compose(view, Choice(picks=picks, readings=("kling.revenue",)), AS_OF)
    page = written(memo, "html").decode()
    assert memo.rights == "licensed"
    assert "Licensed data, internal use." in page
    assert "data:image/svg" not in page  # its marks would hold the numbers as text
    assert "One number is left out of the data: licensed." in page
    rows = list(csv.reader(io.StringIO(numbers_csv(memo).decode("utf-8-sig"))))
    assert not [row for row in rows if "licensed" in row]
    assert any("left out of the data" in cell for row in rows for cell in row)
    confirmed = compose(view, Choice(picks=picks, release=Release(licensed_data=True)), AS_OF)
    assert "data:image/svg" in written(confirmed, "html").decode()
    assert b"8.12M" in numbers_csv(confirmed)


def test_a_figure_on_licensed_numbers_says_so(licensed):
    made = panel_picture(look(licensed, AS_OF), "kling.users")
    assert made.rights == "licensed"
    assert "Licensed data, internal use." in said(drawn(made.figure, "svg").decode())


def test_a_sources_line_says_through_whom_a_number_was_read(board):
    view = look(board, AS_OF)
    revenue = panel_picture(view, "kling.revenue").figure
    assert "Kuaishou results, read through " in " ".join(revenue.footer)
    memo = compose(view, Choice(picks=(Pick(panel="kling.revenue"),), readings=("kling.revenue",)), AS_OF)
    assert any("Read there: Kuaishou results" in source.text for source in memo.sources)
    assert [s.number for s in memo.sources] == list(range(1, len(memo.sources) + 1))


def test_the_fields_are_remembered_and_stand_in_the_next_memo_and_figure(board, tmp_path):
    people = People(prepared_by="A", reviewed_by="B", conflict="The firm holds 1024.HK.", disclaimer="No advice.")
    memo = compose(look(board, AS_OF), Choice(picks=(Pick(panel="kling.users"),), people=people), AS_OF)
    keep_memo(board, memo, "md", b"x", "tester")
    assert People(**remembered(board)) == people
    out, picture = tmp_path / "next.md", tmp_path / "next.svg"
    assert main(["--board", str(board.path), "memo", "--out", str(out), "--panel", "kling.revenue"]) == 0
    for text in ("Prepared by A.", "Reviewed by B.", "The firm holds 1024.HK.", "No advice."):
        assert text in out.read_text("utf-8")
    assert main(["--board", str(board.path), "figure", "kling.revenue", "--out", str(picture)]) == 0
    assert "The firm holds 1024.HK." in said(picture.read_text("utf-8"))


def test_the_command_line_asks_for_a_name(confidential, tmp_path, capsys):
    out = tmp_path / "cash.png"
    words = ["--board", str(confidential.path), "figure", "runway.cash", "--out", str(out)]
    assert main(words) == 3
    assert "--to NAME --why REASON" in capsys.readouterr().err
    assert not out.exists()
    assert main([*words, "--to", "I. Committee", "--why", "quarterly review"]) == 0
    assert out.exists()


def test_a_confidential_call_is_neither_in_the_title_nor_in_the_news(board):
    burn = CASH | {"period_start": "2026-09-01", "period_end": "2026-09-30", "published_on": "2026-10-20"}
    add(board, "cash", "Runway", 300_000_000, **CASH, **DAY)
    add(board, "net_burn", "Runway", 10_000_000, **burn)
    view = look(board, AS_OF)
    assert view.reading("runway.months").call == "supports"
    first = compose(view, Choice(picks=(Pick(panel="kling.users"),), release=NAMED), AS_OF)
    assert "Runway supports" in first.title
    keep_memo(board, first, "md", written(first, "md"), "tester")
    later = AS_OF + timedelta(120)
    days = dict.fromkeys(("period_start", "period_end"), "2027-02-28") | {"published_on": "2027-03-10"}
    add(board, "cash", "Runway", 90_000_000, **CASH, **days)
    told = compose(look(board, later), Choice(picks=(Pick(panel="kling.users"),), release=NAMED), later)
    assert "Crossed a line: Runway: Months of cash, from Supports to Against" in told.news
    assert "Runway against" in told.title
    memo = compose(look(board, later), Choice(picks=(Pick(panel="kling.users"),)), later)
    assert memo.title.endswith("Runway left out")
    assert "Months of cash" not in memo.news
    assert "USD 90M" not in written(memo, "md").decode()
