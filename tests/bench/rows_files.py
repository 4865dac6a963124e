"""Files of a large board, out and in: how long it takes and the memory it needs, each in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from tests.bench import many
from tests.bench.measure import Progress, Result, Spread
from tests.e2e import app

SIZE = 100_000
GOALS = {"csv": 250.0, "json": 250.0}  # MB at most, of which the program itself is half; for junk too
# In: what it is to do, the board, the file. Out: seconds, and the highest resident memory in MB.
_DO = """
import sys, time
from pathlib import Path
from indicators.core.model.errors import InputError
from indicators.store import Board, export_file, import_file
what, board, file = sys.argv[1:]
board, began = Board.open(board, create=True), time.perf_counter()
if what == "export":
    export_file(board, file)
elif what == "import":
    assert not import_file(board, file, by="bench").rejected
else:
    try:
        assert import_file(board, file, by="bench").rejected
    except InputError:
        pass
seconds, status = time.perf_counter() - began, Path("/proc/self/status").read_text()
print(seconds, int(status.partition("VmHWM:")[2].split()[0]) / 1024)
"""


def files(progress: Progress, folder: Path, rounds: int) -> Iterator[Result]:
    """A board of many rows as a file, and that file into an empty board."""
    progress.say("making a board of 100k")
    board = many.fill(folder / "files.db", SIZE)
    for form in GOALS:
        file = folder / f"files.{form}"
        yield from _rows(progress, f"export_{form}", [partial(_done, "export", board.path, file)] * rounds_of(rounds))
        into = [folder / f"files-{form}-{n}.db" for n in range(rounds_of(rounds))]
        yield from _rows(progress, f"import_{form}", [partial(_done, "import", path, file) for path in into])


def junk(progress: Progress, folder: Path, rounds: int) -> Iterator[Result]:
    """A file that is no table, two megabytes and twenty of it: refused early, in little memory."""
    for size in (2, 20):
        for form, text in (("csv", b"x;y\n"), ("json", b'{"observations": [{},')):
            file = folder / f"junk-{size}.{form}"
            file.write_bytes(text + b"{}," * (size * 2**20 // 3))
            acts = [
                partial(_done, "junk", folder / f"junk-{size}-{form}-{n}.db", file) for n in range(rounds_of(rounds))
            ]
            yield from _rows(progress, f"junk_{form}", acts, f"junk of {size} MB as {form}, refused")


def rounds_of(rounds: int) -> int:
    """How often each is done."""
    return max(rounds // 8, 2)


def _rows(progress: Progress, row: str, acts: list[partial[tuple[float, float]]], said: str = "") -> Iterator[Result]:
    progress.say(said or row)
    seconds, memory = zip(*(act() for act in acts), strict=True)
    what = said or f"{row.replace('_', ' of ')} at {SIZE:,} observations"
    spreads = (("ms", [s * 1000 for s in seconds], None), ("MB", memory, GOALS[row.rpartition("_")[2]]))
    for unit, values, goal in spreads:
        yield Result(
            row=f"{row}_{unit}",
            what=what if unit == "ms" else f"memory: {what}",
            against="",
            unit=unit,
            ours=Spread.of(values),
            floor=None,
            goal=goal,
        )


def _done(what: str, board: Path, file: Path) -> tuple[float, float]:
    words = (sys.executable, "-c", _DO, what, str(board), str(file))
    out = subprocess.run(words, cwd=app.ROOT, capture_output=True, check=True, text=True).stdout  # noqa: S603 - our own
    seconds, memory = map(float, out.split())
    return seconds, memory
