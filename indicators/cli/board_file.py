"""The commands about the board's file as a whole: make, find, copy, bring back, check."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from ..core.model.errors import BoardError, UsageError
from ..store.board import Board
from ..store.copies import daily as copies
from ..store.copies import kept, takeover
from ..store.copies.backup import restore as put_back
from ..store.file.places import default_path
from ..store.rows.seed import init as make
from ..store.rows.seed import open_board
from .common import Result, open_for, with_warnings
from .options import counted
from .program import complain as say


def file_of(options: Namespace) -> Path:
    """The file of the board that was named, or the default, for which one in the program's folder is taken over."""
    if options.board is None:
        takeover.settle(say)
    return options.board or default_path()


def wait_for_copy(options: Namespace) -> None:
    """Let a copy of the day that is being made come to its end, and say why one could not be made."""
    copies.finish()
    if trouble := copies.trouble(options.board or default_path()):
        say(trouble)


def restore(options: Namespace) -> Result:
    """Put a backup in the board's place; what cannot be brought back is told with the copies that can."""
    board = file_of(options)
    if options.file is None:
        raise UsageError(f"Name the backup that is to take the place of {board}. {kept.offer(board)}".strip())
    try:
        done = put_back(options.file, board, counted)
    except BoardError as error:
        raise BoardError(f"{error} {kept.offer(board)}".strip()) from error
    return done.as_json(board), f"{board} is restored from {options.file}{done.said}", 0


def where(options: Namespace) -> Result:
    """Where the board is, with its copies, also where it cannot be opened."""
    board, title, code = file_of(options), None, 0
    try:
        title = _open(options, board).title
    except BoardError as error:
        if not board.exists():  # the sentence names the copies
            raise
        say(str(error))
        code = error.exit_code
    found = kept.listed(board)
    lines = [f"{board}: {title or 'cannot be opened'}", *(f"  {copy.said}" for copy in found)]
    lines += [] if found else ["  no copies yet: one is made on the first write of a day"]
    lines += [f"found and left alone: {file}" for file in takeover.found()] if options.board is None else []
    return {"board": str(board), "title": title, "copies": [c.as_json() for c in found]}, "\n".join(lines), code


def check(options: Namespace) -> Result:
    """Integrity and rules."""
    board = file_of(options)
    if not board.exists():
        board = _open(options, board).path
    problems = Board(board).check()
    return {"ok": not problems, "problems": problems}, "\n".join(problems) or "ok", 4 if problems else 0


def _open(options: Namespace, board: Path) -> Board:
    return open_board(tell=say) if options.board is None else Board.open(board)


def init(options: Namespace) -> Result:
    """Make a board, or add what is missing of the public record."""
    board = file_of(options)
    outcome = make(board, options.with_)
    return outcome.as_json(), with_warnings(f"{board}: {outcome.said}", outcome), 0


def backup(options: Namespace) -> Result:
    """A checked copy."""
    open_for(options).backup(options.file, counted)
    return {"file": str(options.file)}, f"{options.file} holds the board", 0
