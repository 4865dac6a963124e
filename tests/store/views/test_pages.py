"""Record by pages: the same numbers as the whole frame holds, in order, without reading the board for each page."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.store import Board, Wanted
from indicators.store.file.connection import reading
from indicators.store.views import pages
from tests.bench import many

from ..samples import on_day, row

DAYS = st.sampled_from(["2026-04-02", "2026-05-02", "2026-06-02"])
NUMBERS = st.lists(
    st.tuples(
        st.sampled_from(["mau", "dau"]),
        st.sampled_from(["Kling AI", "Sora", "Vidu"]),
        st.sampled_from(["2026-01-31", "2026-02-28", "2026-03-31"]),
        DAYS,
        st.integers(1, 3),
        st.sampled_from(["", "a%b", "A_b"]),
    ),
    min_size=1,
    max_size=25,
)


def whole(board, day, wanted):
    """The same answer from the frame of the day."""
    rows = board.observations(day).to_dict("records")
    text = wanted.text.lower()
    found = [
        r
        for r in rows
        if wanted.series in ("", r["series"])
        and wanted.entity in ("", r["entity"])
        and any(text in r[name].lower() for name in ("entity", "series", "basis", "source", "label", "note"))
    ]
    return [r["id"] for r in sorted(found, key=lambda r: (r["period_end"], r["id"]), reverse=True)]


def paged(board, day, wanted):
    """The ids of all pages, one after the other; each page but the first is also found from the one after it."""
    ids, place, places = [], None, []
    while True:
        page = board.page(day, wanted, place)
        assert page.before == (place is not None)
        if places:
            first = page.rows[0]
            assert board.place_before(day, wanted, (first["period_end"], first["id"])) == places[-1]
        ids += [r["id"] for r in page.rows]
        assert len(page.rows) == pages.ROWS or not page.after
        if not page.after:
            return ids
        places.append(place)
        place = (page.rows[-1]["period_end"], page.rows[-1]["id"])


@given(
    numbers=NUMBERS,
    taken=st.sets(st.integers(1, 25)),
    undone=st.booleans(),
    day=DAYS,
    wanted=st.builds(
        Wanted,
        series=st.sampled_from(["", "mau"]),
        entity=st.sampled_from(["", "Sora", "nobody"]),
        text=st.sampled_from(["", "A%", "a_", "panel"]),
    ),
)
@settings(max_examples=20)
def test_the_pages_hold_what_the_frame_of_the_day_holds(numbers, taken, undone, day, wanted):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "ROWS", 3)
        board = Board.open(Path(folder) / "a.db", create=True)
        half = len(numbers) // 2
        for part in (numbers[:half], numbers[half:]):
            rows = [
                row(
                    series=series,
                    entity=entity,
                    period_start=end[:8] + "01",
                    period_end=end,
                    published_on=known_on,
                    value=value,
                    label=label,
                )
                for series, entity, end, known_on, value, label in part
            ]
            board.add_rows(rows, what="x", by="me", accept_valid=True)
        for id_ in taken & {r["id"] for r in board.export_rows()}:
            board.retract(id_, "wrong", "me")
        if undone:
            board.undo(1, "me")
        on = date.fromisoformat(day)
        expected = whole(board, on, wanted)
        assert paged(board, on, wanted) == expected
        assert board.count(on, wanted) == len(expected)


def test_a_board_as_it_was_recorded_earlier_has_its_own_pages(board, monkeypatch):
    on_day(monkeypatch, "2026-06-01")
    board.add_rows([row()], what="a", by="me")
    on_day(monkeypatch, "2026-06-05")
    board.add_rows([row(value=8e6), row(entity="Sora")], what="b", by="me")
    then = board.recorded_by("2026-06-02T00:00:00Z")
    assert [r["id"] for r in then.page(None, Wanted()).rows] == [1]
    assert [r["id"] for r in board.page(None, Wanted()).rows] == [3, 2]
    assert (then.on_file(), board.on_file()) == ((["mau"], ["Kling AI"]), (["mau"], ["Kling AI", "Sora"]))
    assert [b.batch for b in then.log_page()[0]] == [1]


def test_the_log_comes_in_pages_newest_first(board, monkeypatch):
    monkeypatch.setattr(pages, "ROWS", 2)
    for n in range(5):
        board.add_rows([row(label=str(n))], what=str(n), by="me")
    board.undo(4, "me")
    first, older = board.log_page()
    assert ([b.batch for b in first], bool(first[1].undone), older) == ([5, 4], True, True)
    last, older = board.log_page(2)
    assert ([b.batch for b in last], older) == ([1], False)
    assert first + board.log_page(4)[0] + last == board.log()[::-1]


def test_a_count_stops_at_its_limit(board, monkeypatch):
    monkeypatch.setattr(pages, "COUNTED", 3)
    board.add_rows([row(label=str(n)) for n in range(9)], what="x", by="me")
    assert board.count(None, Wanted()) == 4


def steps(board, ask):
    """How many thousands of steps SQLite takes for a question."""
    taken = []
    with reading(board.path) as db:
        db.conn.set_progress_handler(lambda: taken.append(1), 1000)
        ask(db)
    return len(taken)


@pytest.fixture(scope="module")
def boards(tmp_path_factory):
    """A small board and one of ten times its size."""
    folder = tmp_path_factory.mktemp("boards")
    return [many.fill(folder / f"{size}.db", size) for size in (4_000, 40_000)]


LATER = date(2027, 6, 30)  # all is known


@pytest.mark.parametrize(
    "ask",
    [
        lambda db: pages.numbers(db, LATER, Wanted(), None),
        lambda db: pages.numbers(db, LATER, Wanted(), ("2025-06-30", 2_000)),
        lambda db: pages.numbers(db, LATER, Wanted(series="cash"), None),
        lambda db: pages.numbers(db, LATER, Wanted(series="mau", entity="Runway"), None),
        lambda db: pages.place_before(db, LATER, Wanted(), ("2025-06-30", 2_000)),
        lambda db: pages.log(db, None),
    ],
    ids=["first", "later", "series", "entity", "before", "log"],
)
def test_a_page_takes_as_many_steps_on_a_board_of_ten_times_the_size(boards, ask):
    few, lots = (steps(board, ask) for board in boards)
    assert few <= 20
    assert lots <= 20


def test_a_page_has_a_hundred_rows_and_a_count_no_more_than_its_limit(boards):
    page = boards[1].page(None, Wanted())
    assert (len(page.rows), page.after) == (100, True)
    assert boards[1].count(None, Wanted()) == 1_001


def test_whose_series_there_are_is_what_the_frame_says(boards):
    frame = boards[0].observations(LATER)
    pairs = set(zip(frame["series"], frame["entity"], strict=True))
    assert boards[0].whose() == {
        series: sorted(entity for name, entity in pairs if name == series) for series in {name for name, _ in pairs}
    }
