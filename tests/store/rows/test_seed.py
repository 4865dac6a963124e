"""The first load: the brief and the public record, whole, and only once."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from indicators.core.model.catalogue import data_folder, thesis
from indicators.core.model.errors import InputError, UsageError
from indicators.core.model.observation import COLUMNS
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


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A board made from the public record as it stood before November 2026: 61 numbers fewer, seven told otherwise."""
    folder = tmp_path / "older"
    folder.mkdir()
    for name in thesis().seed:
        (folder / name).write_bytes((data_folder() / name).read_bytes())
    numbers = lines("public_record.csv")
    since = next(place for place, r in enumerate(numbers) if r["entity"] == "MiniMax" and r["series"] == "headcount")
    kept = numbers[:since]
    for r in kept:
        if (r["series"], r["entity"], r["period_end"]) == ("arr", "Runway", "2026-09-08"):
            r.update(low="", high="", grade="reported")
        if (r["series"], r["entity"]) == ("arr", "Higgsfield"):
            r["grade"] = "reported"
        if (r["series"], r["basis"], r["entity"]) == ("mau", "company, all platforms", "Kling AI"):
            r.update(period_start="2026-01-01", period_end="2026-01-31")
        if r["series"] in ("compute_spend", "compute_spend_rnd") and r["basis"] == "Epoch AI estimate":
            r["published_on"] = ""
        if (r["entity"], r["label"]) == ("PixVerse", "Series C") and r["period_start"] == "2026-03-12":
            r["period_end"] = "2026-03-14"
    downloads = {"series": "dau", "entity": "Sora", "basis": "Similarweb", "period_start": "2025-11-30"}
    kept.append(
        dict.fromkeys(numbers[0], "")
        | downloads
        | {"period_end": "2025-11-30", "value": "1000000", "unit": "users", "grade": "estimate", "source": "a page"}
    )
    claims = [{c: cell for c, cell in r.items() if c != "basis"} for r in lines("claims.csv")]
    for name, rows in (("public_record.csv", kept), ("claims.csv", claims)):
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    with monkeypatch.context() as patch:
        patch.setattr(seed, "data_folder", lambda: folder)
        init(tmp_path / "board.db")
    return Board.open(tmp_path / "board.db")


def standing(board):
    """What is known today, by all that the record says of it."""
    frame = board.observations()
    return {
        tuple(str(cell) for cell in cells)
        for cells in zip(
            *(
                frame[c]
                for c in (
                    "series",
                    "entity",
                    "basis",
                    "period_start",
                    "period_end",
                    "label",
                    "value",
                    "low",
                    "high",
                    "grade",
                    "source",
                    "published_on",
                )
            ),
            strict=True,
        )
    }


def test_a_board_of_the_older_record_comes_to_hold_what_the_record_holds(older, tmp_path):
    assert len(older.export_rows()) == len(new_board(tmp_path).export_rows()) - 61 + 1  # Sora's undated users are gone
    answer = init(older.path)
    assert standing(older) == standing(new_board(tmp_path))
    assert [tuple(c.values()) for c in older.claims()] == [tuple(c.values()) for c in new_board(tmp_path).claims()]
    # Told otherwise: two stand on another period, two have a date now, three another grade; four claims name a basis.
    assert (answer.new, answer.revised) == (61 + 2, 2 + 3 + 4)
    assert len(answer.warnings) == len(lines("withdrawn.csv"))
    assert older.check() == []
    assert init(older.path).as_json() | {"unchanged": 0} == {
        "batch": None,
        "new": 0,
        "revised": 0,
        "unchanged": 0,
        "rejected": [],
        "warnings": [],
    }


def new_board(folder):
    if not (folder / "new.db").exists():
        init(folder / "new.db")
    return Board.open(folder / "new.db")


def test_what_a_user_made_of_the_older_record_stays(older):
    rows = {(r["series"], r["entity"], r["period_end"]): r for r in older.export_rows()}
    arr, round_ = rows["arr", "Runway", "2026-09-08"], rows["funding_round", "PixVerse", "2026-03-14"]
    older.add_rows([{c: arr[c] for c in COLUMNS} | {"value": 190e6, "source": "my own"}], what="mine", by="me")
    older.retract(rows["dau", "Sora", "2025-11-30"]["id"], "not mine", "me")
    older.add_claims([older.claims()[0] | {"test": ">= 9000000", "voided": None}], what="mine", by="me")
    init(older.path)
    assert values(older.observations().query("series == 'arr' and entity == 'Runway' and value == 190e6")) == [190e6]
    assert older.claims()[0]["test"] == ">= 9000000"
    gone = {r["id"]: r["retracted_why"] for r in older.export_rows() if r["retracted"]}
    assert gone[round_["id"]] == "The round is of 12 March 2026 and stands there: two rows would count it twice"
    assert "not mine" in gone.values()
    last = older.undo(None, "me")
    assert last.batch not in {b.batch for b in older.log() if b.by == "init"}  # what init took back is not the user's
    lifted = next(b for b in older.log() if b.what.startswith(f"retract {round_['id']}:"))
    older.undo(lifted.batch, "me")
    init(older.path)
    assert not next(r for r in older.export_rows() if r["id"] == round_["id"])[
        "retracted"
    ]  # brought back once: it stays
