"""What a page and a save cost: the work of the database, counted, does not grow with what nobody reads."""

from __future__ import annotations

from datetime import date

import pytest

from indicators import registry
from indicators.__main__ import main
from indicators.store import Board, Numbers, Workspace, claims_of, take
from indicators.store.file import connection
from tests.bench import many
from tests.store.samples import claim, row

DAY = date(2026, 11, 30)
SMALL, LARGE = 1_000, 9_000
STEP = 100  # instructions of SQLite's machine a count
SLACK = 1.15  # a deeper index costs a little more


@pytest.fixture
def work(monkeypatch):
    """Counts what SQLite does, in hundreds of its instructions, while a thing is done."""
    counted, connect = [0], connection.connect

    def counting(*args, **kwargs):
        conn = connect(*args, **kwargs)
        conn.set_progress_handler(lambda: counted.__setitem__(0, counted[0] + 1), STEP)
        return conn

    monkeypatch.setattr(connection, "connect", counting)

    def measure(do):
        counted[0] = 0
        do()
        return counted[0]

    return measure


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """A board, and the same with nine times the rows, the more of them of pairs that no reading asks for."""
    folder = tmp_path_factory.mktemp("light")
    return [many.fill(folder / f"{n}.db", n, many.others()) for n in (SMALL, LARGE)]


def looked_at(board):
    """The board page's numbers, claims and pictures' habits."""
    known = take(board, DAY, registry(), Numbers(board.path))
    return (
        len(list(known.claims)),
        known.next_numbers,
        known.withdrawn,
        known.outturns,
        board.newest_id(DAY),
        board.written_to(),
    )


def saved(board):
    """A save, and what is known after it, by a reader that was there before."""
    numbers = Numbers(board.path)
    take(board, DAY, registry(), numbers)
    stands = numbers.measures(DAY)

    def save():
        outcome = board.add_rows([row(value=9_000_000, published_on="2026-11-20")], what="form", by="ann")
        assert outcome.batch
        known = take(board, DAY, registry(), numbers)
        assert known.claims.about({("mau", "Kling AI")})
        assert known.stands.numbers == stands.numbers  # a revision
        assert 9_000_000 in set(known.on_file("mau", "Kling AI")["value"])

    return save


@pytest.mark.parametrize("page", [looked_at, lambda b: list(claims_of(b, DAY, registry()))], ids=["board", "claims"])
def test_what_nobody_reads_costs_a_page_nothing(two, work, page):
    small, large = (work(lambda b=board: page(b)) for board in two)
    assert large <= small * SLACK


def test_nor_a_save(two, work):
    small, large = (work(saved(board)) for board in two)
    assert large <= small * SLACK


@pytest.mark.parametrize("command", ["show", "claims"])
def test_nor_a_command(two, work, capsys, command):
    asked = [command, "--as-of", DAY.isoformat()]
    small, large = (work(lambda b=board: main(["--board", str(b.path), *asked])) for board in two)
    assert large <= small * SLACK
    assert "Kling" in capsys.readouterr().out


def test_a_twin_among_many_vintages_is_found_without_reading_them(tmp_path, work):
    costs = []
    for again in (10, 200):
        board = Board.open(tmp_path / f"{again}.db", create=True)
        rows = [row(value=n + 1, published_on=f"2026-{5 + n // 28:02}-{n % 28 + 1:02}") for n in range(again)]
        board.add_rows(rows, what="vintages", by="ann")
        costs.append(work(lambda b=board: b.add_rows([row(value=9, published_on="2026-11-29")], what="x", by="ann")))
    assert costs[1] <= costs[0] * SLACK + 1


def test_ten_thousand_claims_and_sixty_memos_do_not_reach_enter(tmp_path, work):
    """What Enter shows is made without deciding a claim or looking at what was handed out."""
    board = many.fill(tmp_path / "b.db", SMALL, many.others())

    def enter():
        known = take(board, DAY, registry(), Numbers(board.path))
        return known.stands.uses, board.last_saves(5), known.on_file("mau", "Kling AI")

    before = work(enter)
    claims = [claim(id=f"claim-{n}", claim=f"Claim {n}", metric="kling.mau", test="> 1e7") for n in range(10_000)]
    board.add_claims(claims, what="claims", by="ann")
    workspace = Workspace(board.path)
    for n in range(60):
        workspace.keep_memo(
            f"memo-{n}", form="html", as_of=DAY, title="A memo", shown={}, content=b"x" * 5000, by="ann"
        )
    assert len(Workspace(board.path).kept("memo")) == 60
    assert work(enter) <= before * SLACK
