"""The first load: the brief and the public record, whole, and only once."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from indicators.core.model.catalogue import data_folder, thesis
from indicators.core.model.errors import InputError, UsageError
from indicators.store import Board, init
from indicators.store.rows import seed

from ..samples import row, values


def lines(name):
    with (data_folder() / name).open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_the_public_board_holds_every_row_of_its_files(tmp_path):
    outcome = init(tmp_path / "board.db")
    board = Board.open(tmp_path / "board.db")
    numbers = [r for name in ("brief.csv", "public_record.csv", "papers.csv") for r in lines(name)]
    assert outcome.rejected == ()
    assert (len(board.export_rows()), len(board.events()), len(board.claims())) == (
        len(numbers),
        len(lines("events.csv")),
        len(lines("claims.csv")),
    )
    for written, read in zip(numbers, board.export_rows(), strict=True):
        assert {c: written[c] for c in ("series", "entity", "basis", "unit", "source", "url", "label", "note")} == {
            c: read[c] for c in ("series", "entity", "basis", "unit", "source", "url", "label", "note")
        }
        assert (float(written["value"]) if written["value"] else None) == read["value"]
    assert (board.kind, {b.kind for b in board.log()}, board.check()) == ("public", {"init"}, [])


def test_the_brief_is_known_from_its_day(tmp_path):
    init(tmp_path / "board.db")
    frame = Board.open(tmp_path / "board.db").observations(date(2026, 4, 2))
    kling = frame[(frame["series"] == "mau") & (frame["entity"] == "Kling AI")]
    assert 7_800_000.0 in values(kling)  # "7.8 million", Ai Models Market Brief, 2 April 2026


def test_loading_the_public_data_twice_adds_nothing(tmp_path):
    first = init(tmp_path / "board.db")
    stamp = Board.open(tmp_path / "board.db").stamp()
    again = init(tmp_path / "board.db")
    assert (again.batch, again.new, again.revised) == (None, 0, 0)
    assert again.unchanged == first.new + first.revised
    assert Board.open(tmp_path / "board.db").stamp() == stamp


def test_public_adds_what_is_missing_to_a_board_of_ones_own(board):
    board.add_rows([row(entity="My company")], what="mine", by="me")
    assert board.kind == "empty"
    assert init(board.path).new > 0
    assert board.kind == "public"
    assert "My company" in set(board.observations()["entity"])


def test_public_brings_a_number_that_the_board_has_in_another_currency_alone(board):
    delivered = next(r for r in lines("public_record.csv") if r["unit"] == "CNY" and r["published_on"])
    board.add_rows([delivered | {"unit": "EUR"}], what="mine", by="me")
    init(board.path)
    names = ("series", "entity", "basis", "period_start", "period_end", "published_on", "label")
    same = [r for r in board.export_rows() if all(r[name] == delivered[name] for name in names)]
    assert {r["unit"] for r in same} == {"EUR", "CNY"}


def test_a_batch_of_init_is_undone_only_when_named(tmp_path):
    init(tmp_path / "board.db")
    board = Board.open(tmp_path / "board.db")
    with pytest.raises(InputError, match="nothing to undo"):
        board.undo(None, "me")
    before = len(board.observations())
    board.undo(1, "me")
    assert len(board.observations()) < before
    again = init(board.path)
    assert again.new + again.revised == len(lines("brief.csv"))
    assert len(board.observations()) == before


def test_an_empty_board_is_empty_and_a_filled_one_is_not_started_anew(tmp_path):
    outcome = init(tmp_path / "board.db", "empty")
    board = Board.open(tmp_path / "board.db")
    assert (outcome.batch, board.kind, len(board.observations()), board.log()) == (None, "empty", 0, [])
    init(board.path, "empty")
    board.add_rows([row()], what="a", by="me")
    for kind in ("empty", "example"):
        with pytest.raises(InputError):
            init(board.path, kind)
    with pytest.raises(UsageError):
        init(board.path, "full")
    assert len(board.log()) == 1


def test_an_example_board_says_that_it_is_invented(tmp_path, monkeypatch):
    (tmp_path / "data" / "example").mkdir(parents=True)
    for name, cells in (
        ("numbers.csv", row(source="INVENTED")),
        (
            "events.csv",
            {"date": "2026-01-01", "entity": "Kling AI", "kind": "other", "title": "t", "source": "INVENTED"},
        ),
    ):
        with (tmp_path / "data" / "example" / name).open("w", newline="") as stream:
            writer = csv.DictWriter(stream, list(cells))
            writer.writeheader()
            writer.writerow(cells)
    monkeypatch.setattr(seed, "data_folder", lambda: tmp_path / "data")
    assert init(tmp_path / "board.db", "example").new == 2
    board = Board.open(tmp_path / "board.db")
    assert (board.kind, board.title) == ("example", "Example board: INVENTED DATA")
    assert len(board.events()) == 1


def test_a_broken_data_file_makes_no_board(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    for name in thesis().seed:
        (tmp_path / "data" / name).write_bytes((data_folder() / name).read_bytes())
    with (tmp_path / "data" / "papers.csv").open("a") as file:
        file.write("papers,OpenAI\n")
    monkeypatch.setattr(seed, "data_folder", lambda: tmp_path / "data")
    with pytest.raises(InputError, match="papers.csv row"):
        init(tmp_path / "board.db")
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
