"""A new board and the copy of the day: whole or not there at all, whatever dies and however small the disk is.

`python -m tests.soak.birth die|disk FOLDER SIZE` is a program of its own: one forks for each death, the other mounts
disks of some hundred KiB, which it may in a namespace of its own.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indicators.core.model.errors import TelltaleError
from indicators.store import Board, init
from indicators.store.copies import daily as copies
from indicators.store.copies import kept
from indicators.store.file import connection
from indicators.store.file.schema import migrations
from tests.store.samples import row

from .forks import fork, say
from .no_room import room
from .promise import Tell, that
from .writing import ROOT, started

SMALLEST, LARGEST = 350, 850  # KiB: the journal has room before the board has, and at last both
FOUND = ("open", "os.mkdir", "os.rename", "os.link", "os.remove", "sqlite3.connect")  # what a step is, beside SQL


def dies(folder: Path, size: int, tell: Tell) -> str:
    """Kill `init`, and the day's first write with its copy, at `size` steps each, from the first to the last."""
    with started("tests.soak.birth", "die", folder, size) as told:
        for number, word in enumerate(told, 1):
            last = word
            tell(min(number, 2 * size), 2 * size)
    that(last["absent"] and last["there"], f"no kill before a board appeared, or none after: {last}")
    return (
        f"{last['killed']} kills: {last['absent']} times no new board, {last['there']} times a whole one; "
        f"{last['copied']} copies stood whole, 0 halves, 0 drafts after the next start, 0 rows lost"
    )


def small_disk(folder: Path, size: int, tell: Tell) -> str:
    """`init` and a first write on `size` disks of 300 to 700 KiB: whole and checked, or refused and nothing left."""
    apart = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    can = shutil.which("unshare") and subprocess.run([*apart, "true"], capture_output=True, check=False).returncode == 0  # noqa: S603 - a look
    command = [*(apart if can else []), sys.executable, "-m", "tests.soak.birth", "disk", str(folder), str(size)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own
        for number, line in enumerate(process.stdout or (), 1):
            last = json.loads(line)
            tell(min(number, size), size)
        trouble = process.stderr.read() if process.stderr else ""
        that(process.wait() == 0, trouble[-2000:])
    that(last["refused"] and last["born"], f"{last}: the disk was never, or always, too small")
    how = "disks" if last["mounted"] else "limits for each file (no disk of that size could be mounted here)"
    return (
        f"{size} {how} of {SMALLEST} to {LARGEST} KiB: {last['refused']} refused in words and nothing left, "
        f"{last['born']} whole and checked, {last['told']} copies without room told, 0 halves"
    )


def no_drafts(folder: Path) -> None:
    """No file of ours that is only half of something."""
    left = [str(file) for file in folder.rglob(".*")]
    that(not left, f"left over: {left}")


# Deaths


@contextmanager
def counted(meet: Callable[[], None]) -> Iterator[None]:
    """Call `meet` at each step in this process: at what touches a file, and at each statement of SQL."""
    plain, on = connection.connect, [True]

    def traced(path: Path, **switches: bool) -> object:
        conn = plain(path, **switches)
        conn.set_trace_callback(lambda _: meet() if on[0] else None)
        return conn

    sys.addaudithook(lambda event, _: meet() if on[0] and event in FOUND else None)
    connection.connect = migrations.connect = traced  # type: ignore[assignment]  # the same function, watched
    yield
    on[0] = False
    connection.connect = migrations.connect = plain


def steps(act: Callable[[], object]) -> int:
    """How many steps an act has; it is done in a child, since a hook stays for good."""
    met = itertools.count(1)
    last = [0]

    def work(pipe: int) -> None:
        with counted(lambda: last.__setitem__(0, next(met))):
            act()
        os.write(pipe, str(last[0]).encode())

    pid, pipe = fork(work)
    with os.fdopen(pipe) as stream:
        found = int(stream.read())
    os.waitpid(pid, 0)
    return found


def die_at(step: int, act: Callable[[], object]) -> bool:
    """Do an act in a child that is killed at a step; whether it was."""
    left = [step]

    def meet() -> None:
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    def work(_: int) -> None:
        with counted(meet):
            act()

    pid, pipe = fork(work)
    os.close(pipe)
    return os.WIFSIGNALED(os.waitpid(pid, 0)[1])


def die(folder: Path, size: int) -> None:
    """Say after each kill what was found."""
    found = {"killed": 0, "absent": 0, "there": 0, "copied": 0}
    whole = folder / "whole" / "board.db"
    whole.parent.mkdir()
    init(whole)
    rows = len(Board.open(whole).export_rows())
    spare = folder / "spare"
    spare.mkdir()
    every = steps(lambda: init(spare / "board.db"))
    for number in range(size):
        place = folder / f"init {number}"
        place.mkdir()
        board = place / "board.db"
        found["killed"] += die_at((number + 1) * every // size, lambda board=board: init(board))
        there = board.exists()
        found["there" if there else "absent"] += 1
        if there:
            that(len(Board.open(board).export_rows()) == rows, "half a board")
        init(board)
        that(len(Board.open(board).export_rows()) == rows and Board.open(board).check() == [], "the next init failed")
        no_drafts(place)
        shutil.rmtree(place)
        say(found)
    Board.open(spare / "board.db").add_rows([row(label="counted")], what="a", by="me")
    shutil.rmtree(kept.folder(spare / "board.db"))
    every = steps(lambda: write(spare / "board.db", "counted too"))
    for number in range(size):
        place = folder / f"copy {number}"
        shutil.copytree(whole.parent, place)
        board = Board(place / "board.db")
        found["killed"] += die_at((number + 1) * every // size, lambda board=board: write(board.path, "killed"))
        after = len(board.export_rows())
        that(after in (rows, rows + 1), f"{after} rows of {rows} and one more")
        for copy in board.copies():
            that(copy.rows in (rows, rows + 1) and Board.open(copy.path).check() == [], f"half a copy: {copy}")
            found["copied"] += 1
        write(board.path, "after")
        that(len(board.copies()) == 1, f"{len(board.copies())} copies of the day")
        that(len(board.export_rows()) == after + 1 and board.check() == [], "the next write failed")
        no_drafts(place)
        shutil.rmtree(place)
        say(found)


def write(board: Path, label: str) -> None:
    """A day's write."""
    Board(board).add_rows([row(label=label)], what=label, by="me")


# Small disks


@contextmanager
def disk(place: Path, kib: int) -> Iterator[bool]:
    """A disk of so many KiB at `place`; where none can be mounted, no file grows beyond that (False)."""
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kib}k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:  # noqa: S603 - a disk of our own
        try:
            yield True
        finally:
            subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - the same
        return
    with room(kib * 512):  # the journal and the board would share the disk
        yield False
    shutil.rmtree(place)


def disks(folder: Path, size: int) -> None:
    """Say after each disk what came of it."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    found = {"refused": 0, "born": 0, "told": 0, "mounted": False}
    init(folder / "whole.db")
    rows = len(Board.open(folder / "whole.db").export_rows())
    for number in range(size):
        kib = SMALLEST + number * (LARGEST - SMALLEST) // max(size - 1, 1)
        place = folder / "disk"
        with disk(place, kib) as found["mounted"]:
            try:
                init(place / "board.db")
            except TelltaleError as error:
                that("\n" not in str(error) and "draft" not in str(error) and ".new" not in str(error), error)
                that(not list(place.iterdir()), f"{kib} KiB: left over: {list(place.iterdir())}")
                found["refused"] += 1
            else:
                found["born"] += 1
                found["told"] += first_write(Board(place / "board.db"), rows, kib)
        say(found)


def first_write(board: Board, rows: int, kib: int) -> bool:
    """The new board is whole and takes a number or refuses it in words; whether its copy had no room."""
    that(board.check() == [], f"{kib} KiB: {board.check()[:1]}")
    that(len(board.export_rows()) == rows, f"{kib} KiB: half a board")
    try:
        write(board.path, "first")
        rows += 1
    except TelltaleError as error:
        that("\n" not in str(error), error)
    that(len(board.export_rows()) == rows, f"{kib} KiB: another number of rows than were acknowledged")
    for copy in board.copies():
        that(copy.rows == rows, f"{kib} KiB: half a copy")
    no_drafts(board.path.parent)
    return bool(copies.trouble(board.path))


if __name__ == "__main__":
    {"die": die, "disk": disks}[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))
