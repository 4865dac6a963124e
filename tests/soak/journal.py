"""A copy taken without its whole journal, and a schema that was brought up to date half way."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from indicators.store import Board, Workspace
from indicators.store.file.connection import reading
from indicators.store.file.journal import companions
from indicators.store.file.schema import migrations
from tests.store.samples import row

from .promise import Tell, that
from .writing import started

STATEMENTS = 60  # of an upgrade from schema 1, about
HEADER, FRAME = 32, 24  # bytes before the first frame of a -wal, and before the page in each


def cut(folder: Path, size: int, tell: Tell) -> str:
    """Copy a board of `size` commits with its -wal cut at every frame, and inside one: each earlier commit is there."""
    board = Board.open(folder / "board.db", create=True)
    wal = Path(f"{board.path}-wal")
    with closing(sqlite3.connect(board.path)) as holder:  # as long as somebody reads, the journal stays beside the file
        holder.execute("BEGIN")
        holder.execute("SELECT count(*) FROM observation").fetchone()
        before = board.path.read_bytes()
        ends = []  # how long the journal was after each commit
        for n in range(size):
            board.add_rows(
                [row(label=f"{n} {i}", note="x" * 300) for i in range(2 + 5 * (n % 3))], what=str(n), by="me"
            )
            ends.append(wal.stat().st_size)
        journal, log = wal.read_bytes(), [batch.rows for batch in board.log()]
        page = holder.execute("PRAGMA page_size").fetchone()[0]
    frame = FRAME + page
    frames = (len(journal) - HEADER) // frame
    starts = [HEADER + frame * n for n in range(frames + 1)]
    inside = [start + into for start in starts[:-1] for into in (1, FRAME, frame // 2, frame - 1)]
    cuts = sorted({0, 1, HEADER // 2, *starts, *inside})
    for number, length in enumerate(cuts, 1):
        copy = folder / "copy.db"
        for path in (copy, *companions(copy)):
            path.unlink(missing_ok=True)
        copy.write_bytes(before)
        Path(f"{copy}-wal").write_bytes(journal[:length])
        whole = sum(end <= length for end in ends)
        opened = Board.open(copy)
        found = [batch.rows for batch in opened.log()]
        that(found == log[:whole], f"cut at byte {length}: {len(found)} commits, not {whole}")
        that(len(opened.export_rows()) == sum(log[:whole]), f"cut at byte {length}: rows are missing")
        if number % 10 == 0:
            that(opened.check() == [], f"cut at byte {length}: {opened.check()[:1]}")
        tell(number, len(cuts))
    return (
        f"{len(cuts)} cuts of a journal of {frames} frames and {size} commits: every earlier commit there, no later one"
    )


def half_migrated(folder: Path, size: int, tell: Tell) -> str:
    """Die at each of some `size` statements of an upgrade, from each earlier schema: the next opening mends it."""
    died, step = 0, max(1, STATEMENTS // size)
    versions = range(1, len(migrations.MIGRATIONS))
    for number, seen in enumerate(versions, 1):
        board = _older(folder / f"from-{seen}.db", seen)
        with reading(board) as db:
            rows = db.execute("SELECT * FROM observation").fetchall()
        with started("tests.soak.forks", "upgrade", board, seen, step) as deaths:
            for death in deaths:
                died += death["died"]
                _mended(Path(death["file"]), rows)
                tell(number, len(versions))
    that(died >= min(size, 20), f"only {died} deaths")
    found = "schema 1" if len(versions) == 1 else f"schemas 1 to {versions[-1]}"
    return f"{died} deaths, each at another statement, from {found}: 0 rows lost, each came through the next time"


def _older(path: Path, seen: int) -> Path:
    """A board of an earlier schema with rows in it."""
    migrations.create(path, migrations=migrations.MIGRATIONS[:seen])
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("BEGIN")
        conn.execute(
            "INSERT INTO batch VALUES (1, '2026-04-03T09:00:00Z', 'me', 'add', 'rows', '', NULL, NULL, '', 50)"
        )
        modern = Board.open(path.with_name("modern.db"), create=True)
        if not modern.log():
            modern.add_rows([row(label=str(n)) for n in range(50)], what="rows", by="me")
        names = [c for (_, c, *_, hidden) in conn.execute("PRAGMA table_xinfo(observation)") if not hidden]
        conn.execute("ATTACH ? AS modern", [str(modern.path)])
        columns = ", ".join(names)
        conn.execute(f"INSERT INTO observation ({columns}) SELECT {columns} FROM modern.observation")  # noqa: S608 - names of our own
        conn.execute("COMMIT")
        conn.execute("PRAGMA journal_mode = DELETE")
    return path


def _mended(path: Path, rows: list[tuple[object, ...]]) -> None:
    board = Board.open(path)
    that(board.version == len(migrations.MIGRATIONS), f"{path}: still at schema {board.version}")
    with reading(path) as db:
        that(db.execute("SELECT * FROM observation").fetchall() == rows, f"{path}: other rows than before")
    that(board.check() == [], f"{path}: {board.check()[:1]}")
    Workspace(path).remember({"a field": "kept"}, "me")
    that(not list(path.parent.glob(f".{path.name}*.part*")), f"{path}: half a copy is left")
    for copy in path.parent.glob(f"{path.name}.before-*.bak"):
        shutil.copy(copy, path.with_suffix(".kept.db"))  # a copy that is kept is a whole board
        that(Board.open(path.with_suffix(".kept.db")).export_rows() == board.export_rows(), f"{copy} is not whole")
