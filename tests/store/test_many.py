"""Many at once, and sudden death: nothing acknowledged is lost, nobody is told "locked", nothing is half written."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from indicators.store import Board, init

from .rows import row

ROOT = Path(__file__).parents[2]
WRITER = """
import sys
from indicators.store import Board
from tests.store.rows import row
board = Board.open(sys.argv[1])
n = 0
while True:
    pair = [row(label=f"{sys.argv[2]} {n}", note=part) for part in "a"] + [row(label=f"{sys.argv[2]} {n} twin")]
    outcome = board.add_rows(pair, what="pair", by="writer")
    sys.stdout.write(f"{outcome.batch} {outcome.ids[0]} {outcome.ids[1]}\\n")
    sys.stdout.flush()
    n += 1
"""


def start(code, *arguments):
    return subprocess.Popen(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_writers_and_a_reader_get_along(board):
    done = threading.Event()
    seen = []

    def read():
        while not done.is_set():
            seen.append(len(board.observations()))

    def write(writer):
        for n in range(25):
            board.add_rows([row(label=f"{writer} {n}"), row(label=f"{writer} {n} twin")], what="pair", by=f"w{writer}")

    with ThreadPoolExecutor(9) as pool:
        reader = pool.submit(read)
        try:
            for writer in [pool.submit(write, w) for w in range(8)]:
                writer.result()
        finally:
            done.set()
        reader.result()
    assert seen == sorted(seen)
    assert all(count % 2 == 0 for count in seen)  # no reader sees half a batch
    rows = board.export_rows()
    assert [r["id"] for r in rows] == list(range(1, 401))
    assert [b.rows for b in board.log()] == [2] * 200
    assert board.check() == []


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


def test_rows_that_were_acknowledged_survive_sudden_death(board):
    acknowledged = []
    for round_ in range(5):
        process = start(WRITER, board.path, round_)
        lines = [process.stdout.readline() for _ in range(3 + 7 * round_)]
        time.sleep(0.003 * round_)
        process.kill()
        lines += process.stdout.readlines()
        process.wait()
        process.stdout.close()
        process.stderr.close()
        acknowledged += [tuple(map(int, line.split())) for line in lines if line.endswith("\n")]
    assert len(acknowledged) >= 3 + 10 + 17 + 24 + 31
    batch_of = {r["id"]: r["batch"] for r in board.export_rows()}
    assert all(batch_of[id_] == batch for batch, *ids in acknowledged for id_ in ids)
    assert sorted(batch_of) == list(range(1, len(batch_of) + 1))
    assert all(b.rows == 2 for b in board.log())
    assert board.check() == []


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
