"""First prints against the latest: what is drawn, what leaves, and whether it is still true."""

from __future__ import annotations

import re

import pytest

from indicators.memo import Choice, Pick, compose, drawn, keep_figure, picture_of, written
from tests.figures.pictures import said
from tests.memo.conftest import AS_OF, NAMED, add, look
from tests.memo.test_board_pictures import hand_out, standing

NAME = "board.revisions"
REVENUE = {
    "unit": "CNY",
    "basis": "Kuaishou results",
    "period_start": "2025-10-01",
    "period_end": "2025-12-31",
    "grade": "reported",
    "source": "Kuaishou",
}


def restate(board, value, on, **more):
    add(board, "revenue", "Kling AI", value, **REVENUE | {"published_on": on} | more)


def test_the_public_record_has_one_number_that_was_published_again_and_did_not_change(board):
    made = picture_of(look(board, AS_OF), NAME).figure
    assert made.title == "1 number published again, unchanged"
    assert all(
        part in said(drawn(made, "svg").decode()) for part in ("Kling AI revenue", "Q4 2025: CNY 340M", "unchanged")
    )


def test_each_later_print_is_drawn_as_a_share_of_the_first(board):
    restate(board, 357e6, "2026-08-20")  # (357 - 340) / 340 = 5 %
    restate(board, 306e6, "2026-10-30")  # (306 - 340) / 340 = -10 %
    made = picture_of(look(board, AS_OF), NAME).figure
    assert made.title == "1 of 1 number published again was revised, by 10% on average"
    (row,) = made.body.rows
    assert row.changes == pytest.approx((0.0, 0.05, -0.1))
    assert row.words[1] == "Q4 2025: CNY 340M \u2192 CNY 357M \u2192 CNY 306M"
    assert "CNY 306M on 30 Oct 2026 (\u221210%)" in made.alt
    before = picture_of(look(board, AS_OF.replace(month=9)), NAME).figure
    assert [r.changes[-1] for r in before.body.rows] == [pytest.approx(0.05)]


def test_a_number_that_began_at_zero_has_no_share(board):
    for value, on in ((0, "2026-05-01"), (3, "2026-06-01")):
        add(board, "mau", "Vidu", value, published_on=on)
    made = picture_of(look(board, AS_OF), NAME).figure
    assert "from zero" in said(drawn(made, "svg").decode())
    assert made.title == "1 of 2 numbers published again was revised"


def test_only_the_first_twelve_are_drawn_and_the_rest_are_counted(board):
    for month in range(1, 10):
        for value, on in ((1e6 * month, "2026-10-01"), (1.1e6 * month, "2026-10-20")):
            for entity in ("Vidu", "Hailuo"):
                days = {"period_start": f"2025-{month:02}-01", "period_end": f"2025-{month:02}-28"}
                add(board, "mau", entity, value, published_on=on, **days)
    made = picture_of(look(board, AS_OF), NAME).figure
    assert len(made.body.rows) == len(made.ids) == 12
    assert made.subtitle.endswith("; 12 of 19 shown")
    assert made.title.startswith("18 of 19 numbers published again were revised, by 9.47%")  # 18 x 10 % over 19


def test_a_later_print_supersedes_and_so_does_another_first(board):
    made = hand_out(board, NAME)
    assert standing(board, made) == ("current", ())
    restate(board, 306e6, "2026-10-30")
    assert "was CNY 340M, now CNY 306M (Kuaishou, published 30 Oct 2026)" in standing(board, made)[1][0]
    made = hand_out(board, NAME)
    restate(board, 330e6, "2026-03-20")  # found later, published before what was taken for the first print
    assert standing(board, made)[1] == (
        "The first print of Kling AI revenue, Q4 2025 was CNY 340M, now CNY 330M (Kuaishou, published 20 Mar 2026).",
    )


def test_a_first_print_that_is_taken_back_is_told(board):
    restate(board, 306e6, "2026-10-30")
    made = hand_out(board, NAME)
    for row in board.history("revenue", "Kling AI", "Kuaishou results"):
        if row["period_end"] == "2025-12-31" and row["value"] == 340e6:
            board.retract(row["id"], "misread", "tester")
    (told,) = standing(board, made)[1]
    assert told.startswith("The first print of Kling AI revenue, Q4 2025 was CNY 340M, now CNY 306M")


def test_confidential_prints_stay_in_unless_they_are_released(board):
    restate(board, 306e6, "2026-10-30", rights="confidential", source="Data room")
    view = look(board, AS_OF)
    made = picture_of(view, NAME)
    text = said(drawn(made.figure, "svg").decode()) + str(made.shown) + made.figure.alt
    assert "306" not in text
    assert "Data room" not in text
    assert "Left out: 1 number that rests on confidential prints." in made.figure.footer
    full = picture_of(view, NAME, release=NAMED)
    assert full.rights == "confidential"
    assert "Released to I. Committee" in said(drawn(full.figure, "svg").decode())
    keep_figure(board, full, "tester")
    assert standing(board, full.id) == ("current", ())


# Where a source is cited


def footer(board, panel="kling.revenue"):
    return " ".join(picture_of(look(board, AS_OF), panel).figure.footer)


def test_where_a_basis_is_cited_its_revisions_are_told(board):
    assert re.search(r"Revisions\. Kuaishou results: 1 of \d+ numbers published again, none revised\.", footer(board))
    restate(board, 357e6, "2026-08-20")  # (357 - 340) / 340 = 5 %
    told = r"Revisions\. Kuaishou results: 1 of \d+ numbers published again, 1 revised, by 5% on average, up by 5%\."
    assert re.search(told, footer(board))
    assert "Revisions" not in footer(board, "kling.users")
    memo = compose(look(board, AS_OF), Choice(picks=(Pick(panel="kling.revenue"),)), AS_OF)
    assert any(re.search(told, source.text) for source in memo.sources)
    assert re.search(told, written(memo, "md").decode().replace("\\", ""))


def test_a_confidential_revision_is_told_beside_no_citation(board):
    before = footer(board)
    for value, on in ((2e6, "2026-04-20"), (3e6, "2026-05-20")):
        add(board, "mau", "Vidu", value, basis=REVENUE["basis"], published_on=on, rights="confidential")
    assert footer(board) == before
