"""A board that cannot be written, and one that is gone, on every page and from the command line.

`python -m tests.soak.reach FOLDER SIZE` does it in a process of its own, which gives up the superuser's rights for a
while: they would let it write anywhere.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from contextlib import redirect_stderr
from pathlib import Path

from indicators.__main__ import main as command_line
from indicators.core.model.errors import BoardError
from indicators.store import Board, init
from indicators.store.file import connection
from tests.privileges import without_privileges
from tests.store.samples import row

from .pages import PAGES, SCRIPT, AppTest, board_at, window
from .promise import Tell, that
from .writing import started

CANNOT_BE_USED = 4  # the contract's exit code


def out_of_reach(folder: Path, size: int, tell: Tell) -> str:
    """A read-only and a vanished board, on the first `size` pages and at the command line: words, nothing lost."""
    del folder  # of ours alone: the one that is used here must be open to everybody
    public = Path(tempfile.mkdtemp(prefix="telltale-"))
    try:
        with started("tests.soak.reach", public, size, home=public) as told:  # Streamlit looks for secrets at home
            steps = list(told)
            tell(len(steps), len(steps))
    finally:
        public.chmod(0o755)
        shutil.rmtree(public)
    return f"{steps[-1]['shown']} pages read-only, {steps[-1]['gone']} with the board gone: words on each, 0 rows lost"


def shows(app: AppTest, words: str) -> bool:
    """Whether a page says these words in a banner, and has no traceback."""
    that(not app.exception, f"a traceback: {[e.message for e in app.exception]}")
    return any(words in box.value.replace("\\", "") for box in (*app.warning, *app.error))


def read_only(board: Board, script: Path, pages: tuple[str, ...]) -> None:
    """File and folder cannot be written: every page is shown, with a banner, and nothing is taken."""
    rows = board.export_rows()
    board.path.chmod(0o444)
    board.path.parent.chmod(0o555)
    with without_privileges():
        for page in pages:
            that(shows(window(page, script), "cannot be written"), f"page {page}: no word on a read-only board")
        that(board.export_rows() == rows, "other rows than before")
        try:
            board.add_rows([row(value=1)], what="a", by="me")
        except BoardError as error:
            that("cannot be" in str(error), error)
        else:
            that(False, "rows were taken")  # noqa: FBT003 - a plain failure
    board.path.parent.chmod(0o777)
    board.path.chmod(0o644)


def gone(board: Board, script: Path, pages: tuple[str, ...]) -> None:
    """The folder goes while windows are open, as a network drive does, and comes back."""
    rows, home = board.export_rows(), board.path.parent
    away = home.with_name("away")
    windows = [window(page, script) for page in pages]
    home.rename(away)
    for page, app in zip(pages, windows, strict=True):
        that(shows(app.run(), "no board at"), f"page {page}: no word on a board that is gone")
    home.mkdir(exist_ok=True)  # the drive's empty mount point
    for page, app in zip(pages, windows, strict=True):
        that(shows(app.run(), "no board at"), f"page {page}: another board in the place of the one that is gone")
    that(list(home.iterdir()) == [], f"something was made in its place: {list(home.iterdir())}")
    home.rmdir()
    away.rename(home)
    for page, app in zip(pages, windows, strict=True):
        that(not shows(app.run(), "no board at"), f"page {page}: still gone")
    that(board.export_rows() == rows and board.check() == [], "other rows than before")


def main(folder: Path, size: int) -> None:
    """Both, then the command line."""
    connection.TIMEOUT = 1.0
    folder.chmod(0o755)
    home = folder / "home"
    home.mkdir()
    init(home / "board.db")
    board, script = Board.open(home / "board.db"), folder / SCRIPT.name
    shutil.copy(SCRIPT, script)  # beside the board, where nobody may read it too
    pages = PAGES[:size]
    with board_at(board.path):
        for page in pages:  # loads every module while it may be read
            that(not shows(window(page, script), "cannot be written"), "the board cannot be written before we begin")
        read_only(board, script, pages)
        gone(board, script, pages)
    for words in (["show"], ["add", "mau", "Kling AI", "8m", "--period", "2026-03", "--basis", "b", "--source", "s"]):
        said = io.StringIO()
        with redirect_stderr(said):
            code = command_line(["--board", str(folder / "nowhere" / "b.db"), *words])
        that(code == CANNOT_BE_USED and len(said.getvalue().splitlines()) == 1, said.getvalue())
    sys.stdout.write(json.dumps({"shown": len(pages), "gone": len(pages)}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
