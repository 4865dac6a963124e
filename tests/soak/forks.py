"""Processes that write, wait for nobody and are killed: one start of Python, then a fork for each.

`python -m tests.soak.forks WHAT BOARD …` prints one JSON value a line. Forking needs a process of one thread, and so
this is a program of its own.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from indicators.core.model.errors import BoardError
from indicators.store import Board, Workspace
from indicators.store.file import connection
from indicators.store.file.schema import migrations
from tests.store.samples import row

if TYPE_CHECKING:
    from collections.abc import Callable

LONG = 60  # rows of the long batch, so that a kill may fall between two of its rows


def say(value: object) -> None:
    """One line to whoever started us."""
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


def fork(work: Callable[[int], None]) -> tuple[int, int]:
    """Start `work(pipe)` in a child; answers its process id and the end of the pipe to read from."""
    there, here = os.pipe()
    with warnings.catch_warnings():  # the other threads are a library's own, idle, and hold none of our locks
        warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(here)
        return pid, there
    os.close(there)
    code = 1
    try:
        work(here)
        code = 0
    finally:
        os._exit(code)


def acts(path: Path, name: str, pipe: int) -> None:
    """Every kind of writing, again and again; `begun` before and an answer after each."""
    board, workspace, n = Board(path), Workspace(path), 0

    def told(word: object) -> None:
        os.write(pipe, (json.dumps(word) + "\n").encode())

    while True:
        n += 1
        told("begun")
        rows = [row(label=f"{name} {n} {i}", note="x" * 200) for i in range(LONG if n % 3 == 0 else 2)]
        outcome = board.add_rows(rows, what="rows", by=name)
        told({"batch": outcome.batch, "ids": outcome.ids})
        told("begun")
        outcome = board.retract(outcome.ids[0], "a test", name)
        told({"batch": outcome.batch, "ids": []})
        told("begun")
        board.undo(outcome.batch, name)
        told({"undone": outcome.batch})
        told("begun")
        workspace.remember({f"{name} {n}": "kept"}, name)
        told({"setting": f"{name} {n}"})


def kill(path: Path, rounds: int) -> None:
    """Kill -9 a writer in each round; says what it was told before it died, and whether it died in a write."""
    for number in range(rounds):
        chance = random.Random(number)  # noqa: S311 - the same kills on every run, no secret
        pid, pipe = fork(lambda here, name=f"writer {number}": acts(path, name, here))
        with os.fdopen(pipe, encoding="utf-8") as stream:
            lines = [stream.readline() for _ in range(chance.randint(1, 24))]
            time.sleep(chance.uniform(0, 0.012))
            os.kill(pid, signal.SIGKILL)
            lines += stream.readlines()
        os.waitpid(pid, 0)
        heard = [json.loads(line) for line in lines if line.endswith("\n")]
        say({"in_a_write": heard[-1] == "begun", "heard": [word for word in heard if word != "begun"]})


def write(path: Path, processes: int, threads: int, rows: int) -> None:
    """Writers in processes and threads, each saving pairs of rows; says what each saved and its longest wait."""

    def one(name: str, pipe: int) -> None:
        slowest, errors, saved = 0.0, [], 0
        for n in range(rows // 2):
            began = time.monotonic()
            try:
                saved += len(Board(path).add_rows([row(label=f"{name} {n} {i}") for i in "ab"], what="p", by=name).ids)
            except BoardError as error:
                errors.append(str(error))
            slowest = max(slowest, time.monotonic() - began)
        os.write(pipe, (json.dumps({"saved": saved, "errors": errors[:3], "slowest": slowest}) + "\n").encode())

    def work(number: int, pipe: int) -> None:
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(one, f"{number}.{thread}", pipe) for thread in range(threads)]:
                done.result()

    children = [fork(lambda pipe, n=n: work(n, pipe)) for n in range(processes)]
    for pid, pipe in children:
        with os.fdopen(pipe, encoding="utf-8") as stream:
            for line in stream:
                say(json.loads(line))
        os.waitpid(pid, 0)


def upgrade(path: Path, seen: int, step: int) -> None:
    """Die at the n-th statement of bringing a copy of an older board up to date, n from 1 until it comes through."""
    older, n = path.read_bytes(), 1 - step
    while True:
        n += step
        copy = path.with_name(f"{seen} {n}.db")
        copy.write_bytes(older)
        pid, pipe = fork(lambda _, copy=copy, n=n: _die_at(copy, n))
        os.close(pipe)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            say({"file": str(copy), "died": False})
            return
        say({"file": str(copy), "died": True})


def _die_at(path: Path, n: int) -> None:
    plain, left = connection.connect, [n]

    def step(_: str) -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def traced(*arguments: object, **more: object) -> object:
        conn = plain(*arguments, **more)
        conn.set_trace_callback(step)
        return conn

    migrations.connect = traced
    migrations.ready(path)


if __name__ == "__main__":
    what, board, *sizes = sys.argv[1:]
    {"kill": kill, "write": write, "upgrade": upgrade}[what](Path(board), *map(int, sizes))
