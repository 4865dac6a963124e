"""Copies made while others write, and brought back over whatever is left of a board."""

from __future__ import annotations

import io
import random
import threading
from contextlib import redirect_stdout
from pathlib import Path

from indicators.__main__ import main
from indicators.store import Board, Workspace, export_file, import_file, init, restore
from indicators.store.file.journal import companions
from tests.store.samples import row

from .promise import Tell, that

PAGE = 4096
DAYS = ("2026-04-02", "2026-06-01", "2026-11-22")


def while_writing(folder: Path, size: int, tell: Tell) -> str:
    """`size` backups while two threads write: each holds all that was saved before it began, and no half batch."""
    board = Board.open(folder / "board.db", create=True)
    done, saved, failed = threading.Event(), [], []

    def write(name: str) -> None:
        n = 0
        while not done.is_set():
            try:
                saved.extend(board.add_rows([row(label=f"{name} {n} {i}") for i in "ab"], what="p", by=name).ids)
            except BaseException as error:
                failed.append(error)
                raise
            n += 1

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    try:
        for number in range(1, size + 1):
            before = list(saved)
            copy = folder / "copies" / f"{number}.db"
            board.backup(copy)
            ids = [r["id"] for r in Board.open(copy).export_rows()]
            that(set(before) <= set(ids), f"backup {number} lacks rows that were saved before it")
            that(ids == list(range(1, len(ids) + 1)) and len(ids) % 2 == 0, f"backup {number} holds half a batch")
            that(Board.open(copy).check() == [], f"backup {number}: {Board.open(copy).check()[:1]}")
            tell(number, size)
    finally:
        done.set()
        for writer in writers:
            writer.join()
    that(not failed, f"a writer was hindered: {failed[:1]}")
    that(len(saved) > size, "nobody wrote while the backups were made")
    return f"{size} backups while {len(saved):,} rows were saved: each opens alone, check ok, 0 rows missing, 0 halves"


def over_damage(folder: Path, size: int, tell: Tell) -> str:
    """Spoil a board in `size` ways and restore it: the same rows each time."""
    board = Board.open(folder / "board.db", create=True)
    board.add_rows([row(label=str(n), note="x" * 300) for n in range(300)], what="rows", by="me")
    copy = folder / "copy.db"
    board.backup(copy)
    rows, chance = board.export_rows(), random.Random(7)  # noqa: S311 - the same damage on every run
    for number in range(1, size + 1):
        _spoil(board.path, number, chance)
        restore(copy, board.path)
        that(board.export_rows() == rows, f"damage {number}: other rows than before")
        that(board.check() == [], f"damage {number}: {board.check()[:1]}")
        board.add_rows([row(label=f"after {number}")], what="after", by="me")
        tell(number, size)
    return f"{size} damaged boards, {len(KINDS)} kinds of damage: each restored to the same {len(rows)} rows, check ok"


KINDS = ("pages", "cut", "empty", "text", "header", "gone", "journal")


def _spoil(path: Path, number: int, chance: random.Random) -> None:
    kind = KINDS[number % len(KINDS)]
    data = bytearray(path.read_bytes())
    if kind == "pages":
        for _ in range(8):
            start = PAGE * chance.randrange(1, len(data) // PAGE)
            data[start : start + PAGE] = chance.randbytes(PAGE)
    elif kind == "cut":
        del data[chance.randrange(1, len(data)) :]
    elif kind == "empty":
        data.clear()
    elif kind == "text":
        data[:] = b"no board at all"
    elif kind == "header":
        data[:100] = chance.randbytes(100)
    path.write_bytes(data)
    if kind == "gone":
        path.unlink()
    if kind == "journal":
        for companion in companions(path):
            companion.write_bytes(chance.randbytes(PAGE * 3))


def same_readings(folder: Path, size: int, tell: Tell) -> str:
    """What `show --json` and `claims --json` print is the same bytes after a restore and after each kind of export."""
    board = folder / "board.db"
    init(board)
    store = Board.open(board)
    store.retract(3, "a test", "me")
    store.add_rows([row(value=9_100_000, published_on="2026-05-02")], what="a revision", by="me")
    Workspace(board).set_band("kling.mau_growth", supports=">= 0.05", against="< 0.01", because="a test", by="me")
    before = printed(board, size)
    store.backup(folder / "copy.db")
    board.write_bytes(b"spoiled")
    restore(folder / "copy.db", board)
    that(printed(board, size) == before, "the readings differ after a restore")
    tell(1, 3)
    for number, ending in enumerate(("xlsx", "json"), 2):
        file, other = folder / f"board.{ending}", folder / f"{ending}.db"
        export_file(store, file)
        import_file(Board.open(other, create=True), file, by="me")
        Workspace(other).set_band("kling.mau_growth", supports=">= 0.05", against="< 0.01", because="a test", by="me")
        that(printed(other, size) == before, f"the readings differ after {ending} out and in")
        tell(number, 3)
    return f"{sum(map(len, before)):,} bytes of readings and claims on {size} days: the same bit for bit, 3 ways back"


def printed(board: Path, days: int) -> list[str]:
    """What the command line prints of a board on its days, but for its path and what the board is called."""
    found = []
    for day in DAYS[-days:]:
        for command in ("show", "claims"):
            out = io.StringIO()
            with redirect_stdout(out):
                code = main(["--board", str(board), command, "--as-of", day, "--json"])
            that(code == 0, f"{command} left with {code}")
            found.append(out.getvalue().replace(str(board), "board"))
    return found
