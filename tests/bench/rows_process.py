"""Processes: the memory of the server and of each session, and how fast the command line answers."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure import Once, Progress, Result, Spread, in_turn
from tests.e2e import app

if TYPE_CHECKING:
    from tests.bench.rows_pages import Pages

SESSIONS = 10
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
