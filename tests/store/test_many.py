"""Many at once: the same row, two spellings, a board that is not there yet; tests/soak has writers without pause."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from indicators.store import Board, init

from .samples import row

ROOT = Path(__file__).parents[2]


def start(code, *arguments):
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_same_row_from_eight_writers_is_written_once(board):
    barrier = threading.Barrier(8)

    def write(_):
        barrier.wait()
        return board.add_rows([row()], what="double click", by="me")

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(write, range(8)))
    assert sorted((o.new, o.unchanged) for o in outcomes) == [(0, 1)] * 7 + [(1, 0)]
    assert len(board.export_rows()) == 1


def test_two_spellings_from_two_writers_do_not_both_get_in(board):
    barrier = threading.Barrier(2)

    def write(name):
        barrier.wait()
        return board.add_rows([row(entity=name, label=name)], what="race", by="me")

    for n in range(10):
        with ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(write, [f"Entity {n}", f"entity {n}"]))
        assert sorted(o.new for o in outcomes) == [0, 1]
        assert [len(o.rejected) for o in outcomes].count(1) == 1


def test_processes_that_open_a_new_board_at_once_all_get_it(tmp_path):
    code = (
        "import sys; from indicators.store import init; o = init(sys.argv[1]);"
        "from indicators.store import Board; print(o.new, len(Board.open(sys.argv[1]).observations()))"
    )
    processes = [start(code, tmp_path / "board.db") for _ in range(4)]
    answers = []
    for process in processes:
        out, err = process.communicate()
        assert err == ""
        answers.append(out.split())
    assert len({shown for _, shown in answers}) == 1
    assert sum(int(new) > 0 for new, _ in answers) == 1
    assert Board.open(tmp_path / "board.db").check() == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["board.db"]
    assert init(tmp_path / "board.db").batch is None
