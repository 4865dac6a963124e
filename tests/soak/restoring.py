"""A restore while others write, and death at each step of a restore and of a backup.

`python -m tests.soak.restoring WHAT FOLDER SIZE` does it in a process of its own, because it forks.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from indicators.core.model.errors import BoardError
from indicators.store import Board, restore
from indicators.store.file import users
from tests.store.samples import row

from .forks import fork, say
from .promise import Tell, that
from .writing import started

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

WRITERS = 3
OLD, NEW = 40, 60  # rows of the board before, and of the backup or the board after


def under_writers(folder: Path, size: int, tell: Tell) -> str:
    """`size` restores while three processes write: none corrupt, and each acknowledged row is there or in the copy."""
    done = acknowledged = 0
    with started("tests.soak.restoring", "write", folder, size) as rounds:
        for number, told in enumerate(rounds, 1):
            found = set()
            for path in filter(None, (told["board"], told["kept"])):
                that(Board.open(path).check() == [], f"round {number}: {path}: {Board.open(path).check()[:1]}")
                found |= {r["label"] for r in Board.open(path).export_rows()}
            lost = [label for label in told["heard"] if label not in found]
            that(not lost, f"round {number}: {len(lost)} acknowledged rows are gone, the first: {lost[:1]}")
            that(told["kept"] or "in use by" in told["refused"], f"round {number}: {told['refused']}")
            done, acknowledged = done + bool(told["kept"]), acknowledged + len(told["heard"])
            tell(number, size)
    that(acknowledged > size, "nobody wrote")
    return (
        f"{size} restores under {WRITERS} writers, {done} done and {size - done} refused: 0 corrupt, "
        f"0 of {acknowledged:,} acknowledged rows lost"
    )


def write(folder: Path, size: int) -> None:
    """Restore in each round while forks write, in every other one with pauses into which a restore fits."""
    users.PATIENCE = 0.5
    for number in range(size):
        board = Board.open(folder / f"{number}.db", create=True)
        board.add_rows([row(label="first")], what="first", by="me")
        board.backup(folder / "copy.db" if number == 0 else folder / f"{number}.copy.db")
        chance = random.Random(number)  # noqa: S311 - no secret
        pause = 0.05 * (number % 2)
        children = [
            fork(lambda pipe, n=n, path=board.path, pause=pause: _save(path, f"{n}", pause, pipe))
            for n in range(WRITERS)
        ]
        time.sleep(chance.uniform(0.02, 0.15))
        kept, refused = "", ""
        try:
            kept = str(restore(folder / ("copy.db" if number == 0 else f"{number}.copy.db"), board.path).kept)
        except BoardError as error:
            refused = str(error)
        time.sleep(0.03)
        heard: list[str] = []
        for pid, _ in children:
            os.kill(pid, signal.SIGKILL)
        for pid, pipe in children:
            with os.fdopen(pipe, encoding="utf-8") as stream:
                heard += [line.strip() for line in stream if line.endswith("\n")]
            os.waitpid(pid, 0)
        say({"board": str(board.path), "kept": kept, "refused": refused, "heard": heard})


def _save(path: Path, name: str, pause: float, pipe: int) -> None:
    board, chance, n = Board(path), random.Random(name), 0  # noqa: S311 - no secret
    while True:
        n += 1
        board.add_rows([row(label=f"{name} {n}")], what="p", by=name)
        os.write(pipe, f"{name} {n}\n".encode())
        time.sleep(chance.uniform(0, pause))


# Death at each step


def killed_copying(folder: Path, size: int, tell: Tell) -> str:
    """Die before each act on a file, of a restore and of a backup: what was there is whole, or the new and its copy."""
    deaths = {"restore": 0, "backup": 0}
    with started("tests.soak.restoring", "die", folder, size) as told:
        for number, word in enumerate(told, 1):
            _whole(word["what"], Path(word["folder"]), word["died"])
            deaths[word["what"]] += word["died"]
            shutil.rmtree(word["folder"])
            tell(number, number)
    that(min(deaths.values()) >= min(size, 5), f"only {deaths} deaths")
    return f"{deaths['restore']} deaths in a restore and {deaths['backup']} in a backup: 0 rows lost, check ok"


def _whole(what: str, folder: Path, died: bool) -> None:  # noqa: FBT001 - what came of it
    rows = {path.name: len(Board.open(path).export_rows()) for path in (folder / "board.db", folder / "copy.db")}
    for name in rows:
        that(Board.open(folder / name).check() == [], f"{what}: {name}: {Board.open(folder / name).check()[:1]}")
    copies = [len(Board.open(path).export_rows()) for path in folder.glob("board.db*.bak")]
    if what == "restore":
        that(rows["copy.db"] == NEW and rows["board.db"] in (OLD, NEW), f"restore: {rows}")
        that(rows["board.db"] == OLD or copies == [OLD], f"restore: what was there is gone: {rows}, {copies}")
        that(died or rows["board.db"] == NEW, f"restore: it was not done: {rows}")
    else:
        that(rows["board.db"] == NEW and rows["copy.db"] in (OLD, NEW), f"backup: {rows}")
        that(died or rows["copy.db"] == NEW, f"backup: it was not done: {rows}")


def die(folder: Path, size: int) -> None:
    """`size` deaths in each, spread over all their acts."""
    models = {what: _model(folder / what, what) for what in ("restore", "backup")}
    for what, model in models.items():
        steps = _run(what, _fresh(model, folder), 0)
        for step in sorted({1 + steps["acts"] * n // size for n in range(size)}):
            place = _fresh(model, folder)
            _run(what, place, step)
            say({"what": what, "folder": str(place), "died": step <= steps["acts"]})


def _model(folder: Path, what: str) -> Path:
    """A board and a copy of it: before a restore the board holds less and has half of it in its journal."""
    folder.mkdir()
    board, copy = Board.open(folder / "board.db", create=True), folder / "copy.db"
    board.add_rows([row(label=f"{n}") for n in range(OLD // 2)], what="a", by="me")
    shutil.copy(board.path, folder / "half.db")
    half = Board.open(folder / "half.db")
    more = [row(label=f"more {n}") for n in range(OLD // 2)]
    if what == "backup":
        board.add_rows(more, what="b", by="me")
        board.backup(copy)
        board.add_rows([row(label=f"new {n}") for n in range(NEW - OLD)], what="c", by="me")
        return folder
    board.add_rows([row(label=f"new {n}") for n in range(NEW - OLD // 2)], what="c", by="me")
    board.backup(copy)
    with closing(sqlite3.connect(half.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM observation").fetchone()
        half.add_rows(more, what="b", by="me")
        file, journal = half.path.read_bytes(), Path(f"{half.path}-wal").read_bytes()
    board.path.write_bytes(file)
    Path(f"{board.path}-wal").write_bytes(journal)
    return folder


def _fresh(model: Path, folder: Path) -> Path:
    place = folder / f"{model.name}-{len(list(folder.iterdir()))}-{time.monotonic_ns()}"
    place.mkdir()
    for name in ("board.db", "board.db-wal", "copy.db"):
        if (model / name).exists():
            shutil.copy(model / name, place / name)
    return place


def _run(what: str, place: Path, step: int) -> dict[str, Any]:
    """Do it in a fork that dies before its act number `step` (0: never); how many acts there were."""
    board, copy = place / "board.db", place / "copy.db"

    def work(pipe: int) -> None:
        acts = _dying(step)
        if what == "restore":
            restore(copy, board)
        else:
            Board(board).backup(copy)
        sys.setprofile(None)
        os.write(pipe, json.dumps({"acts": acts[0]}).encode())

    pid, pipe = fork(work)
    with os.fdopen(pipe, encoding="utf-8") as stream:
        said = stream.read()
    os.waitpid(pid, 0)
    found: dict[str, Any] = json.loads(said) if said else {"acts": step}
    return found


def _dying(step: int) -> list[int]:
    """From here on count the calls that reach a file or SQLite, and die before number `step`."""
    acts = [0]

    def count(_frame: FrameType, event: str, called: Callable[..., object]) -> None:
        if event != "c_call":
            return
        owner = type(getattr(called, "__self__", None)).__module__
        if owner == "sqlite3" or getattr(called, "__module__", "") in ("posix", "_sqlite3", "fcntl"):
            acts[0] += 1
            if acts[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)
    return acts


if __name__ == "__main__":
    {"write": write, "die": die}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
