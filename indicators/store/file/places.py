"""Where boards lie: the default one in the user's data folder, so that it outlives the program and is found by each."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

VARIABLE = "INDICATORS_BOARD"  # names another board than the default
PROGRAM = Path(__file__).resolve().parents[3] / "data" / "boards"  # where earlier versions kept boards
NAME = "board.db"
OTHERS = ("example", "empty")  # the app's other boards, beside the main one


def default_path() -> Path:
    """`board.db` in the user's data folder, unless the environment variable INDICATORS_BOARD names another file."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_folder() / NAME


def is_ours(path: Path) -> bool:
    """Whether `path` is the default board in the user's data folder, whose folder is made; no other folder is."""
    return not os.environ.get(VARIABLE) and path.absolute() == default_path().absolute()


def user_folder() -> Path:
    """The user's data folder for this program, as the system has it."""
    return platformdirs.user_data_path("telltale")


def other(main: Path, name: str) -> Path:
    """The file of another board of the app's, beside its main one: `board-empty.db` beside `board.db`."""
    return main.with_name(f"{main.stem}-{name}{main.suffix}")
