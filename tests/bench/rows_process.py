"""Processes: the memory of the server and of each session, and how fast the command line answers."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from indicators import registry
from indicators.core.model.observation import COLUMNS
from indicators.store import Board, Numbers, take
from tests.bench import many
from tests.bench.measure import Once, Progress, Result, Spread, in_turn, timed
from tests.e2e import app

if TYPE_CHECKING:
    from tests.bench.rows_pages import Pages

SESSIONS = 10
LARGE, SAVES = 100_000, 5
IMPORTED = (
    "import pandas, altair, pathlib;"
    "print(next(l for l in pathlib.Path('/proc/self/status').read_text().splitlines() if l.startswith('VmRSS')))"
)


def resident(pid: int) -> float:
    """The resident memory of a process in MB, as Linux tells it."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def memory(pages: Pages, folder: Path, rounds: int) -> Iterator[Result]:
    """The server with the board open against pandas and altair alone, and what each further session adds."""
    servers, sessions, floors = [], [], []
    for number in range(max(rounds // 8, 2)):
        pages.progress.say("memory", number + 1, max(rounds // 8, 2))
        with (
            app.served(app.ROOT / "streamlit_app.py", folder / "memory.log", app.environment(pages.board())) as (
                url,
                pid,
            ),
            ExitStack() as windows,
        ):
            windows.enter_context(pages.window(url))
            servers.append(resident(pid))
            windows.enter_context(pages.window(url))  # the second fills what all share
            before = resident(pid)
            for _ in range(SESSIONS):
                windows.enter_context(pages.window(url))
            sessions.append((resident(pid) - before) / SESSIONS)
        out = subprocess.run((sys.executable, "-c", IMPORTED), capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own interpreter
        floors.append(int(out.split()[1]) / 1024)
    yield Result(
        row="memory",
        what="memory: server with the board open",
        against="pandas and altair imported, nothing else",
        unit="MB",
        ours=Spread.of(servers),
        floor=Spread.of(floors),
        goal=1.5,
    )
    yield Result(
        row="memory_session",
        what="memory: each further session",
        against="",
        unit="MB",
        ours=Spread.of(sessions),
        floor=None,
        goal=1.0,
    )


def large(progress: Progress, folder: Path, rounds: int) -> Iterator[Result]:
    """A save and all that is known after it on a board of 100,000 rows, against one of the public record alone."""
    boards = (
        many.fill(folder / "large.db", LARGE, many.team()),
        Board.open(app.make_board(folder / "small.db", "public")),
    )
    values, day = count(9_000_000), date(2026, 11, 30)
    row = dict.fromkeys(COLUMNS, "") | {
        "series": "mau", "entity": "Kling AI", "basis": "Sensor Tower", "unit": "users", "grade": "estimate",
        "period_start": "2026-10-01", "period_end": "2026-10-31", "published_on": "2026-11-20", "source": "Bench",
    }  # fmt: skip

    def saving(board: Board) -> Callable[[], None]:
        numbers = Numbers(board.path)
        take(board, day, registry(), numbers)

        def save() -> None:
            outcome = board.add_rows([row | {"value": next(values)}], what="form", by="bench")
            assert outcome.batch
            assert list(take(board, day, registry(), numbers).claims)

        return save

    ours, small = (saving(board) for board in boards)
    a, b = in_turn(progress, "save on 100,000 rows", (timed(ours), timed(small)), rounds=max(rounds // 2, 5))
    what = f"a save and what is known after it, {LARGE:,} rows"
    yield Result(row="large_save", what=what, against="on the public record", unit="ms", ours=a, floor=b, goal=3.0)
    grown = []
    for _ in range(3):
        before = resident(os.getpid())
        for _ in range(SAVES):
            ours()
        gc.collect()
        grown.append(resident(os.getpid()) - before)
    what = f"memory that {SAVES} saves leave, {LARGE:,} rows"
    yield Result(row="large_memory", what=what, against="", unit="MB", ours=Spread.of(grown), floor=None, goal=5.0)


def command_line(progress: Progress, board: Path, rounds: int) -> Iterator[Result]:
    """`show` against the import of pandas."""

    def program(*words: str) -> Once:
        def once() -> float:
            began = time.perf_counter()
            subprocess.run((sys.executable, *words), cwd=app.ROOT, capture_output=True, check=True)  # noqa: S603 - our own
            return (time.perf_counter() - began) * 1000

        return once

    ours = program("-m", "indicators", "--board", str(board), "show", "--json")
    a, b = in_turn(progress, "show", (ours, program("-c", "import pandas")), rounds=max(rounds // 2, 5))
    what = "`show` on the command line"
    yield Result(row="show", what=what, against='python -c "import pandas"', unit="ms", ours=a, floor=b, goal=3.0)
