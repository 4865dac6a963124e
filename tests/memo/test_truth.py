"""Is it still true? Revisions, retractions and undone batches are told; what came later takes nothing back."""

from __future__ import annotations

import io
import json
from datetime import date

import docx
import pytest

from indicators.__main__ import main
from indicators.core.model.errors import InputError
from indicators.memo import (
    Choice,
    Pick,
    compose,
    drawn,
    errata,
    keep_figure,
    keep_memo,
    panel_picture,
    picture_of,
    pictures,
    verify,
    verify_file,
    written,
)
from indicators.store import Workspace
from tests.memo.conftest import FORMS, add, board_of, look

TODAY = date(2026, 11, 25)
MAU = "Kling AI monthly active users, Mar 2026 was 7.8M, now 7.6M (Sensor Tower, published 12 May 2026)."


def hand_out(board, name="kling.users", **more):
    """Hand out a figure; its id."""
    made = panel_picture(look(board, TODAY), name, **more)
    keep_figure(board, made, "tester")
    return made.id


def memo_of(board, *names, form="html"):
    """Hand out a memo of figures; its id and bytes."""
    picks = tuple(Pick(panel=name) for name in names or ("kling.users", "kling.revenue"))
    made = compose(look(board, TODAY), Choice(picks=picks), TODAY)
    content = written(made, form)
    keep_memo(board, made, form, content, "tester")
    return made.id, content


def standing(board, what):
    return {v.id: (v.status, v.changes) for v in verify(board, what, TODAY)}


def test_what_nobody_touched_is_current(board):
    assert standing(board, hand_out(board)) == {hand_out(board): ("current", ())}


@pytest.mark.parametrize("kind", ["public", "example"])
def test_every_picture_is_current_until_somebody_corrects_a_number(tmp_path, kind):
    made = board_of(tmp_path, kind)
    view = look(made, TODAY)
    for name in pictures(view):
        handed = picture_of(view, name)
        keep_figure(made, handed, "tester")
        assert standing(made, handed.id)[handed.id] == ("current", ()), name


def test_a_computed_bar_is_superseded_by_the_number_behind_it(board):
    name = hand_out(board, "runway.capital")
    (row,) = [r for r in board.history("funding_round", "PixVerse") if r["period_end"] > "2026-03-24"]
    board.retract(row["id"], "announced, never closed", "tester")
    status, changes = standing(board, name)[name]
    assert status == "superseded"
    assert any(text.startswith("PixVerse funding round") and "taken back" in text for text in changes)


def test_a_revision_is_told_with_both_numbers_its_source_and_its_day(board):
    name = hand_out(board)
    add(board, "mau", "Kling AI", 7.6e6)
    status, changes = standing(board, name)[name]
    assert status == "superseded"
    assert changes[0] == MAU


def test_a_later_period_takes_nothing_back(board):
    name = hand_out(board)
    add(board, "mau", "Kling AI", 9e6, period_start="2026-10-01", period_end="2026-10-31", published_on="2026-11-10")
    assert standing(board, name)[name][0] == "current"


def test_the_same_number_from_another_source_is_still_true(board):
    name = hand_out(board)
    add(board, "mau", "Kling AI", 7.8e6, source="Somebody else")
    assert standing(board, name)[name][0] == "current"


def test_a_range_or_a_grade_alone_supersedes(board):
    name = hand_out(board)
    add(board, "mau", "Kling AI", 7.8e6, low=7.5e6, high=8.1e6)
    text = standing(board, name)[name][1][0]
    assert "7.8M (no range), now 7.8M (7.5M to 8.1M)" in text
    add(board, "mau", "Kling AI", 7.8e6, grade="floor", published_on="2026-05-13")
    assert "was 7.8M, now more than 7.8M" in standing(board, name)[name][1][0]


def test_digits_that_words_round_away_are_told(board):
    name = hand_out(board)
    add(board, "mau", "Kling AI", 7_800_001)
    assert "was 7,800,000 users, now 7,800,001 users" in standing(board, name)[name][1][0]


def test_a_retracted_number_is_told_with_the_reason_and_comes_back_with_an_undo(board):
    name = hand_out(board)
    number = next(r["id"] for r in board.history("mau", "Kling AI") if r["value"] == 7.8e6)
    batch = board.retract(number, "read from the wrong chart", "tester").batch
    status, changes = standing(board, name)[name]
    assert status == "superseded"
    assert "Mar 2026 was 7.8M, now taken back" in changes[0]
    assert "read from the wrong chart" in changes[0]
    board.undo(batch, "tester")
    assert standing(board, name)[name][0] == "current"


def test_a_revision_that_is_undone_leaves_the_figure_current(board):
    name = hand_out(board)
    batch = add(board, "mau", "Kling AI", 7.6e6).batch
    assert standing(board, name)[name][0] == "superseded"
    board.undo(batch, "tester")
    assert standing(board, name)[name][0] == "current"


def test_a_reading_is_computed_again_from_what_was_on_file(board):
    """Revenue growth 850/650 is 30.8 %; with Q1 at 680 it is 25 %. A quarter that came later does not enter."""
    name, _ = memo_of(board, "runway.arr")
    q1 = {"unit": "CNY", "basis": "Kuaishou results", "grade": "floor", "source": "Kuaishou"}
    quarter = {"period_start": "2026-07-01", "period_end": "2026-09-30", "published_on": "2026-11-20"}
    add(board, "revenue", "Kling AI", 1.2e9, **(q1 | quarter))
    assert standing(board, name)[name][0] == "current"
    first = {"period_start": "2026-01-01", "period_end": "2026-03-31", "published_on": "2026-06-10"}
    add(board, "revenue", "Kling AI", 680e6, **(q1 | first))
    changes = standing(board, name)[name][1]
    assert any("Q1 2026 was more than CNY 650M, now more than CNY 680M (Kuaishou" in text for text in changes)
    assert any("Revenue growth on the quarter was" in text and "+30.8%" in text and "+25%" in text for text in changes)


def test_a_moved_band_is_a_change_of_call(board):
    """Growth of 18.9% at least, with what "more than" may hide."""
    name, _ = memo_of(board, "runway.arr")
    Workspace(board.path).set_band(
        "kling.revenue_growth_1q", supports=">= 0.15", against="< 0.1", because="mine", by="tester"
    )
    assert any("Mixed, now" in text and "Supports" in text for text in standing(board, name)[name][1])


def test_a_memo_answers_for_each_figure_and_for_itself(board):
    name, _ = memo_of(board)
    add(board, "mau", "Kling AI", 7.6e6)
    found = standing(board, name)
    assert [found_id.rpartition("-")[0] for found_id in found] == ["kling-users", "kling-revenue", "memo-2026-11-25"]
    assert [status for status, _ in found.values()] == ["superseded", "current", "superseded"]


@pytest.mark.parametrize("form", FORMS)
def test_a_file_is_verified_by_what_stands_in_it(board, form):
    name, content = memo_of(board, form=form)
    found = verify_file(board, content, f"memo.{form}", TODAY)
    assert {v.status for v in found} == {"current"}
    assert name in {v.id for v in found}
    assert len(found) == 3


@pytest.mark.parametrize("form", ["png", "svg"])
def test_a_picture_is_verified_by_the_id_in_it(board, form):
    made = panel_picture(look(board, TODAY), "kling.users")
    keep_figure(board, made, "tester")
    found = verify_file(board, drawn(made.figure, form), "any name", TODAY)
    assert [(v.id, v.status) for v in found] == [(made.id, "current")]


def test_a_picture_inside_somebody_elses_document_is_found(board):
    made = panel_picture(look(board, TODAY), "kling.users")
    keep_figure(board, made, "tester")
    theirs, out = docx.Document(), io.BytesIO()
    theirs.add_picture(io.BytesIO(drawn(made.figure)))
    theirs.save(out)
    assert [v.id for v in verify_file(board, out.getvalue(), "theirs.docx", TODAY)] == [made.id]


def test_an_id_that_an_editor_cut_in_two_runs_is_found(board):
    name = hand_out(board)
    theirs, out = docx.Document(), io.BytesIO()
    paragraph = theirs.add_paragraph("see Fig ")
    for part in (name[:9], name[9:]):
        paragraph.add_run(part).bold = True
    theirs.save(out)
    assert [v.id for v in verify_file(board, out.getvalue(), "theirs.docx", TODAY)] == [name]


def test_a_figure_of_another_board_is_unknown_and_said(board):
    text = b"As known 1 Jan 2026. Fig kling-users-0123ab"
    with pytest.raises(InputError, match="this board did not hand out"):
        verify_file(board, text, "x.md", TODAY)
    mixed = text + f" Fig {hand_out(board)}".encode()
    assert {v.status for v in verify_file(board, mixed, "x.md", TODAY)} == {"current", "unknown"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 broken", "damaged or locked"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xfe\x00", "no PNG, SVG, DOCX"),
        (b"plain words", "holds no id"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "holds no id"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_words(board, data, said):
    with pytest.raises(InputError, match=said):
        verify_file(board, data, "file", TODAY)


def test_errata_name_the_memo_with_a_sentence_ready_to_send(board):
    quoted, _ = memo_of(board, "kling.users")
    assert errata(board, TODAY) == []
    outcome = add(board, "mau", "Kling AI", 7.6e6)
    other = add(board, "headcount", "Runway", 160, unit="people", basis="nobody's", published_on="2026-11-01")
    found = errata(board, TODAY, outcome.ids)
    assert [e.memo for e in found] == [quoted]
    assert found[0].sentence.startswith('Erratum to "Sora shutdown')
    assert MAU in found[0].sentence
    assert "handed out" in found[0].sentence
    assert errata(board, TODAY, other.ids) == []


def test_the_bytes_of_every_memo_are_kept(board):
    name, content = memo_of(board)
    (kept,) = Workspace(board.path).kept("memo", name)
    assert kept.content == content
    memo_of(board)  # the same again is the same
    assert len(Workspace(board.path).kept("memo", name)) == 1
    _, text = memo_of(board, form="md")
    assert [k.content for k in Workspace(board.path).kept("memo", name)] == [content, text]


# The command line


def command(board, capsys, *words):
    """Exit code, what --json prints, and what stands on stderr."""
    code = main(["--board", str(board.path), "--json", *map(str, words)])
    printed = capsys.readouterr()
    return code, json.loads(printed.out) if printed.out else None, printed.err


def test_figure_memo_and_verify_on_the_command_line(board, capsys, tmp_path):
    picture, document = tmp_path / "a.png", tmp_path / "memo.docx"
    code, figure, _ = command(board, capsys, "figure", "kling.users", "--out", picture)
    assert code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
    code, memo, _ = command(board, capsys, "memo", "--out", document, "--panel", "kling.users")
    assert (code, memo["figures"]) == (0, [figure["id"]])
    code, answer, _ = command(board, capsys, "verify", figure["id"])
    assert (code, answer["figures"]) == (0, [{"id": figure["id"], "status": "current", "changes": []}])
    add(board, "mau", "Kling AI", 7.6e6)
    for what in (figure["id"], picture, document):
        code, answer, err = command(board, capsys, "verify", what)
        assert code == 5
        assert not err
        assert MAU in answer["figures"][0]["changes"]
        assert answer["figures"][0]["status"] == "superseded"


def test_an_as_of_day_is_shown_as_it_was_known(board, capsys, tmp_path):
    out = tmp_path / "old.svg"
    code, figure, _ = command(board, capsys, "figure", "kling.users", "--out", out, "--as-of", "2026-04-02")
    assert (code, figure["as_of"]) == (0, "2026-04-02")
    assert "As known 2 Apr 2026" in out.read_text("utf-8")
    code, memo, _ = command(board, capsys, "memo", "--out", tmp_path / "m.md", "--as-of", "2026-04-02")
    assert (code, memo["as_of"]) == (0, "2026-04-02")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("verify", "kling-users-000000"), 3),
        (("verify", "."), 3),
        (("figure", "kling.nothing", "--out", "x.png"), 2),
        (("figure", "kling.users", "--out", "x.gif"), 2),
        (("figure", "kling.users", "--out", "x.png", "--preset", "huge"), 2),
        (("figure", "kling.users", "--out", "no/such/folder/x.png"), 3),
        (("memo", "--out", "x.pdf"), 2),
        (("memo", "--out", "x.md", "--panel", "kling.nothing"), 2),
    ],
)
def test_what_is_wrong_is_one_line_and_a_code(board, capsys, monkeypatch, words, code):
    folder = board.path.parent
    monkeypatch.chdir(folder)
    got, answer, err = command(board, capsys, *words)
    assert (got, answer) == (code, None)
    assert err.count("\n") == 1
    assert not list(folder.glob("x.*"))


def test_what_could_not_be_written_is_not_kept_as_handed_out(board, capsys, tmp_path):
    for words in (("figure", "kling.users"), ("memo", "--panel", "kling.users")):
        for name in ("a.png", "a.svg") if words[0] == "figure" else ("a.md", "a.docx", "a.csv"):
            assert main(["--board", str(board.path), *words, "--out", str(tmp_path / "no" / name)]) == 3
            assert "cannot be written" in capsys.readouterr().err
    workspace = Workspace(board.path)
    assert (workspace.kept("figure"), workspace.kept("memo"), workspace.settings()) == ([], [], {})
