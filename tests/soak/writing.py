"""Sudden death, and many writers at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.store import Board, Workspace

from .promise import Tell, that

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@contextmanager
def started(module: str, *arguments: object, home: Path | None = None) -> Iterator[Iterator[Any]]:
    """What a program of ours says, line by line, with another home folder where given; stopped on the way out."""
    command, pipe = [sys.executable, "-m", module, *map(str, arguments)], subprocess.PIPE
    variables = os.environ | ({"HOME": str(home)} if home else {})
    with subprocess.Popen(command, cwd=ROOT, env=variables, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603 - our own
        try:
            yield (json.loads(line) for line in process.stdout or ())
        except BaseException:
            process.kill()
            raise
        trouble = process.stderr.read() if process.stderr else ""
        that(process.wait() == 0, trouble[-2000:])


def killed(folder: Path, size: int, tell: Tell) -> str:
    """Kill -9 a process that writes without pause; whatever it was told is saved must be there, whole."""
    board = Board.open(folder / "board.db", create=True)
    heard: list[dict[str, Any]] = []
    in_a_write = 0
    with started("tests.soak.forks", "kill", board.path, size) as rounds:
        for number, told in enumerate(rounds, 1):
            in_a_write += told["in_a_write"]
            heard += told["heard"]
            tell(number, size)
    batch_of = {r["id"]: r["batch"] for r in board.export_rows()}
    log = {b.batch: b for b in board.log()}
    settings = Workspace(board.path).settings()
    rows = [(id_, word["batch"]) for word in heard for id_ in word.get("ids", ())]
    lost = [word for word in heard if "batch" in word and word["batch"] not in log]
    lost += [pair for pair in rows if batch_of.get(pair[0]) != pair[1]]
    lost += [word for word in heard if "undone" in word and not log[word["undone"]].undone]
    lost += [word for word in heard if "setting" in word and word["setting"] not in settings]
    that(not lost, f"{len(lost)} acknowledged writes are gone, the first: {lost[:1]}")
    that(sorted(batch_of) == list(range(1, len(batch_of) + 1)), "the ids have gaps")
    that(board.check() == [], board.check()[:1])
    that(rows and in_a_write, "no kill fell into a write")
    return f"{size} kills, {in_a_write} inside a write: 0 of {len(rows):,} acknowledged rows lost, check ok"


def writers(folder: Path, size: int, tell: Tell) -> str:
    """Eight writers, in four processes of two threads, save `size` rows each in pairs, while one reads."""
    board = Board.open(folder / "board.db", create=True)
    seen = [0]
    command = [sys.executable, "-m", "tests.soak.forks", "write", str(board.path), "4", "2", str(size)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        try:
            while process.poll() is None:
                seen.append(len(board.observations()))
                tell(seen[-1], 8 * size)
        except BaseException:
            process.kill()
            raise
        out, trouble = process.communicate()
    that(process.returncode == 0 and not trouble, trouble[-2000:])
    told = [json.loads(line) for line in out.splitlines()]
    errors = [error for writer in told for error in writer["errors"]]
    that(not errors, f"an error reached a writer: {errors[:1]}")
    that(seen == sorted(seen) and not any(count % 2 for count in seen), "the reader saw half a batch, or rows go")
    that([writer["saved"] for writer in told] == [size] * 8, f"not every row was saved: {told}")
    rows = board.export_rows()
    that([r["id"] for r in rows] == list(range(1, 8 * size + 1)), f"{len(rows)} rows of {8 * size} are there")
    that(len({r["label"] for r in rows}) == len(rows), "a row is there twice")
    that(board.check() == [], board.check()[:1])
    slowest = max(writer["slowest"] for writer in told)
    return f"8 x {size:,} rows and {len(seen) - 1} reads: 0 lock errors, 0 rows missing (longest wait {slowest:.1f} s)"
