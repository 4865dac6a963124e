"""A board goes out to a file and comes back: as it was into an empty board, as rows into a filled one."""

from __future__ import annotations

import csv
import json
import string
import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.core.model.observation import ADDED, COLUMNS
from indicators.store import Board, export_file, import_file, init

from .samples import claim, event, on_day, row, values

ENDINGS = ["csv", "xlsx", "json"]
AWKWARD = [
    "=1+1",
    "+49 30 1",
    "-5",
    "@SUM(A1)",
    "'quoted'",
    "''twice",
    "'=both",
    "a\tb\rc\nd\r\ne",
    'say "no", then; |',
    "2026",
    "2026.0",
    "007",
    "1e5",
    "TRUE",
    "#N/A",
    "None",
    "nan",
    "\u7b2c\u4e09\u5b63\u5ea6 \u00fc\u0308 \U0001f3a5 \u200b\u202e",
    "line\u2028separator\u0085next",
    "\x01\x0b\x1f\x7f\ufffe\uffff",
    "_x000D_ and _x005F_ and _x0041_",
    "<script>alert(1)</script>&amp;",
    "a,b\\",
]


def busy_board(path, monkeypatch):
    """A board with every kind of act on it."""
    board = Board.open(path, create=True)
    on_day(monkeypatch, "2026-06-01")
    board.add_series([{"id": "videos", "title": "Videos made", "units": "videos, clips", "flow": 1}], by="ann")
    board.add_rows(
        [row(published_on=""), row(entity="sora"), row(series="videos", unit="clips")], what="=typed", by="-ann"
    )
    on_day(monkeypatch, "2026-06-02")
    board.add_rows(
        [row(value=8e6), row(entity="Runway", series="arr", unit="USD", value=None, low=0.1 + 0.2, high=1e21)],
        what="b",
        by="bob",
    )
    board.retract(2, "'misspelt", "bob")
    board.add_rows([row(entity="Sora", rights="licensed", note="x")], what="c", by="bob")
    on_day(monkeypatch, "2026-06-03")
    board.add_events([event(), event(title="@App")], what="events", by="ann")
    board.add_events([event(source="The Verge")], what="events", by="ann")
    board.undo(None, "cy")
    board.add_claims([claim(), claim(id="other", note="'")], what="claims", by="ann")
    board.void_claim("other", "no longer tracked", "ann")
    board.add_rows([row(value=5), row(entity="Vidu")], what="wrong file", by="ann")
    board.undo(None, "ann")
    board.retract(1, "again", "ann")
    board.undo(None, "ann")
    on_day(monkeypatch, "2026-06-04")
    return board


def answers(board):
    """All that a board answers."""
    days = [None, date(2026, 6, 1), date(2026, 6, 2), date(2026, 4, 2)]
    views = [board.observations(day).to_dict("records") for day in days]
    return [views, board.export_rows(), board.events(), board.claims(), board.log(), board.series(), board.kind]


@pytest.mark.parametrize("ending", ENDINGS)
def test_into_an_empty_board_everything_comes_back_as_it_was(tmp_path, monkeypatch, ending):
    board = busy_board(tmp_path / "a.db", monkeypatch)
    copy = Board.open(tmp_path / "b.db", create=True)
    if ending == "csv":  # holds observations only, and these need their series
        copy.add_series([{"id": "videos", "title": "Videos made", "units": "videos, clips", "flow": 1}], by="ann")
    export_file(board, tmp_path / f"a.{ending}")
    outcome = import_file(copy, tmp_path / f"a.{ending}", by="other")
    assert outcome.rejected == ()
    assert copy.check() == []
    export_file(copy, tmp_path / f"b.{ending}")
    if ending == "xlsx":  # a zip file holds the time of its making
        a, b = (openpyxl.load_workbook(tmp_path / f"{name}.xlsx") for name in "ab")
        assert a.sheetnames == ["observations", "events", "claims", "series", "batches"]
        assert [list(s.values) for s in a.worksheets] == [list(s.values) for s in b.worksheets]
    else:
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    if ending == "csv":
        assert answers(copy)[:2] == answers(board)[:2]
    else:
        assert answers(copy) == answers(board)


@pytest.mark.parametrize("ending", ["xlsx", "json"])
def test_what_came_back_can_be_undone_as_before(tmp_path, monkeypatch, ending):
    board = busy_board(tmp_path / "a.db", monkeypatch)
    copy = Board.open(tmp_path / "b.db", create=True)
    export_file(board, tmp_path / f"a.{ending}")
    import_file(copy, tmp_path / f"a.{ending}", by="other")
    for act in (
        lambda b: b.undo(None, "me"),
        lambda b: b.undo(2, "me"),
        lambda b: b.add_rows([row()], what="x", by="me"),
    ):
        assert act(copy) == act(board)
        assert answers(copy) == answers(board)


@pytest.mark.parametrize("ending", ENDINGS)
def test_into_a_filled_board_the_added_columns_are_ignored(tmp_path, monkeypatch, ending):
    source = Board.open(tmp_path / "a.db", create=True)
    on_day(monkeypatch, "2026-06-01")
    source.add_rows([row(value=1), row(entity="Sora", published_on="")], what="a", by="ann")
    source.add_rows([row(value=2)], what="b", by="ann")
    export_file(source, tmp_path / f"a.{ending}")
    on_day(monkeypatch, "2026-06-05")
    board = Board.open(tmp_path / "b.db", create=True)
    board.add_rows([row(entity="Runway")], what="mine", by="me")
    outcome = import_file(board, tmp_path / f"a.{ending}", by="me")
    assert (outcome.batch, outcome.new, outcome.revised, outcome.ids) == (2, 2, 1, (2, 3, 4))
    rows = board.rows([2, 3, 4])
    assert {(r["recorded_at"][:10], r["recorded_by"], r["batch"]) for r in rows} == {("2026-06-05", "me", 2)}
    assert sorted(values(board.observations())) == [2.0, 7_800_000.0, 7_800_000.0]
    assert import_file(board, tmp_path / f"a.{ending}", by="me", dry_run=True).rejected == ()


@pytest.mark.parametrize("ending", ENDINGS)
def test_awkward_text_comes_back_unchanged(tmp_path, ending):
    board = Board.open(tmp_path / "a.db", create=True)
    rows = [row(label=f"{n} x", note=text, source=text) for n, text in enumerate(AWKWARD)]
    assert board.add_rows(rows, what="a", by="'=me").rejected == ()
    stored = [(r["note"], r["source"]) for r in board.export_rows()]
    export_file(board, tmp_path / f"a.{ending}")
    copy = Board.open(tmp_path / "b.db", create=True)
    assert import_file(copy, tmp_path / f"a.{ending}", by="x").rejected == ()
    assert [(r["note"], r["source"]) for r in copy.export_rows()] == stored
    assert copy.export_rows() == board.export_rows()


def test_text_is_stored_trimmed_and_composed_and_otherwise_as_given(board):
    board.add_rows([row(note=" \t u\u0308ber \r\n", label="a  b")], what="a", by="me")
    (found,) = board.export_rows()
    assert (found["note"], found["label"]) == ("\u00fcber", "a  b")


TEXT = st.text(
    st.one_of(
        st.sampled_from("=+-@'\t\r\n\",;_x005F"),
        st.sampled_from(string.printable),
        st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"),
    ),
    min_size=1,
    max_size=12,
).filter(str.strip)
NUMBER = st.floats(min_value=0, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize("ending", ENDINGS)
@given(st.lists(st.tuples(TEXT, TEXT, NUMBER), min_size=1, max_size=4))
@settings(max_examples=40)
def test_any_text_and_any_number_come_back_unchanged(ending, cells):
    with tempfile.TemporaryDirectory() as folder:
        board = Board.open(Path(folder) / "a.db", create=True)
        money = {"series": "arr", "unit": "USD"}
        rows = [row(**money, label=f"{n}{a}", note=b, source=a, value=v) for n, (a, b, v) in enumerate(cells)]
        assert board.add_rows(rows, what="a", by="me").rejected == ()
        export_file(board, Path(folder) / f"a.{ending}")
        copy = Board.open(Path(folder) / "b.db", create=True)
        assert import_file(copy, Path(folder) / f"a.{ending}", by="x").rejected == ()
        assert copy.export_rows() == board.export_rows()
        assert [r["value"] for r in copy.export_rows()] == [v for _, _, v in cells]


def test_a_spreadsheet_finds_no_formula_in_an_export(tmp_path):
    board = Board.open(tmp_path / "a.db", create=True)
    board.add_rows(
        [row(label=text, note=text, source=text) for text in ("=1+1", "+1", "-1", "@A1", "'x")], what="a", by="=me"
    )
    export_file(board, tmp_path / "a.csv")
    export_file(board, tmp_path / "a.xlsx")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as stream:
        cells = [cell for line in csv.reader(stream) for cell in line]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "\t", "\r") or cell.startswith("-1")]
    assert {"'=1+1", "'+1", "'-1", "'@A1", "''x", "'=me"} <= set(cells)
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets:
        assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
        assert "=1+1" in [cell.value for line in sheet.iter_rows() for cell in line] or sheet.title != "observations"


RISKY = ["a;=cmd()", "a;+1;-2", "x; =1", 'x;"=1', "a;@b", "a;'b", "a\n=1+1", "b;\t=1", "a\t=1", "=1;=2", "a;b", "';='"]


def test_no_part_of_a_cell_is_a_formula_to_a_spreadsheet_that_separates_by_semicolons(tmp_path):
    board = Board.open(tmp_path / "a.db", create=True)
    rows = [row(label=f"{n}", note=text) for n, text in enumerate(RISKY)]
    assert board.add_rows(rows, what="a", by="me").rejected == ()
    export_file(board, tmp_path / "a.csv")
    for separator in ";\t":
        with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as stream:
            cells = [cell for line in csv.reader(stream, delimiter=separator) for cell in line]
        assert not [cell for cell in cells if cell.lstrip(' "')[:1] in tuple("=+-@")]
    copy = Board.open(tmp_path / "b.db", create=True)
    assert import_file(copy, tmp_path / "a.csv", by="x").rejected == ()
    assert [r["note"] for r in copy.export_rows()] == RISKY


def test_negative_numbers_stay_numbers(tmp_path):
    board = Board.open(tmp_path / "a.db", create=True)
    board.add_rows([row(series="net_burn", entity="Runway", unit="USD", value=-2.5e6)], what="a", by="me")
    export_file(board, tmp_path / "a.csv")
    assert ",-2500000," in (tmp_path / "a.csv").read_text()


def test_columns_and_keys_are_the_contracts(tmp_path, monkeypatch):
    board = busy_board(tmp_path / "a.db", monkeypatch)
    export_file(board, tmp_path / "a.csv")
    export_file(board, tmp_path / "a.json")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as stream:
        lines = list(csv.DictReader(stream))
    assert tuple(lines[0]) == COLUMNS + ADDED
    assert [line["id"] for line in lines] == [str(n) for n in range(1, len(lines) + 1)]
    whole = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert list(whole) == ["observations", "events", "claims", "series", "batches"]
    assert tuple(whole["observations"][0]) == COLUMNS + ADDED


@pytest.mark.parametrize("ending", ENDINGS)
def test_with_a_day_an_export_holds_one_row_a_key(tmp_path, monkeypatch, ending):
    board = busy_board(tmp_path / "a.db", monkeypatch)
    day = date(2026, 6, 1)
    known = board.observations(day)["id"].tolist()
    assert export_file(board, tmp_path / f"a.{ending}", day) == len(known)
    copy = Board.open(tmp_path / "b.db", create=True)
    copy.add_series([{"id": "videos", "title": "Videos made", "units": "videos, clips", "flow": 1}], by="ann")
    assert import_file(copy, tmp_path / f"a.{ending}", by="x").rejected == ()
    assert [r["id"] for r in copy.export_rows()] == known
    assert copy.observations(day).to_dict("records") == board.observations(day).to_dict("records")
    assert copy.check() == []


def test_the_board_is_what_it_was_after_a_round_trip(tmp_path):
    init(tmp_path / "a.db", "public")
    board = Board.open(tmp_path / "a.db")
    for ending in ("json", "xlsx"):
        export_file(board, tmp_path / f"a.{ending}")
        copy = Board.open(tmp_path / f"{ending}.db", create=True)
        import_file(copy, tmp_path / f"a.{ending}", by="x")
        assert (copy.kind, copy.title) == (board.kind, board.title) == ("public", "The brief and the public record")
        with_public = init(tmp_path / f"{ending}.db", "public")
        assert (with_public.batch, with_public.new, with_public.revised) == (None, 0, 0)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"id": "1.5"}, "id"),
        ({"id": "0"}, "id"),
        ({"id": ""}, "id"),
        ({"id": "2"}, "id"),
        ({"batch": "-1"}, "batch"),
        ({"recorded_at": "2026-06-01 09:00"}, "recorded_at"),
        ({"recorded_at": "2026-06-01T25:00:00Z"}, "recorded_at"),
        ({"retracted": "yes"}, "retracted"),
        ({"value": "x"}, "value"),
        ({"entity": "sensor"}, None),
    ],
)
def test_added_columns_are_checked_like_any_other(tmp_path, board, cells, column):
    first = {"id": "2", "recorded_at": "2026-06-01T09:00:00Z", "recorded_by": "ann", "batch": "1"}
    lines = [row() | first, row(entity="Sora") | first | {"id": "3"} | cells]
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, [*COLUMNS, *ADDED])
        writer.writeheader()
        writer.writerows(lines)
    outcome = import_file(board, tmp_path / "a.csv", by="me")
    assert [(r.row, r.column) for r in outcome.rejected] == ([] if column is None else [(2, column)])
    assert bool(board.export_rows()) == (column is None)
    if column is not None:
        assert import_file(board, tmp_path / "a.csv", by="me", accept_valid=True).ids == (2,)
        assert board.check() == []


def test_a_csv_file_brings_an_undone_batch_and_a_retraction_back(tmp_path, monkeypatch):
    board = Board.open(tmp_path / "a.db", create=True)
    on_day(monkeypatch, "2026-06-01")
    board.add_rows([row(), row(entity="Sora")], what="a", by="ann")
    board.add_rows([row(entity="Vidu"), row(entity="Pika")], what="b", by="bob")
    board.undo(2, "ann")
    board.retract(1, "typo", "ann")
    export_file(board, tmp_path / "a.csv")
    copy = Board.open(tmp_path / "b.db", create=True)
    import_file(copy, tmp_path / "a.csv", by="cy")
    assert [(b.batch, b.kind, b.rows, bool(b.undone)) for b in copy.log()] == [
        (1, "import", 2, False),
        (2, "import", 2, True),
        (3, "retract", 1, False),
    ]
    copy.undo(None, "cy")  # lifts the retraction, as it would have there
    assert copy.observations()["entity"].tolist() == ["Kling AI", "Sora"]


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_misspelling_that_was_taken_back_does_not_keep_a_board_from_coming_back(tmp_path, ending):
    board = Board.open(tmp_path / "a.db", create=True)
    board.add_rows([row(entity="A Rival")], what="right", by="me")
    board.retract(1, "by mistake", "me")
    board.add_rows([row(entity="a rival")], what="typo", by="me")
    board.retract(2, "typo", "me")
    board.undo(2, "me")
    export_file(board, tmp_path / f"a.{ending}")
    copy = Board.open(tmp_path / "b.db", create=True)
    assert import_file(copy, tmp_path / f"a.{ending}", by="me").rejected == ()
    assert copy.export_rows() == board.export_rows()
