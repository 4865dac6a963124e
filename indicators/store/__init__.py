"""The board: one SQLite file, append-only, and the only SQL of the project."""

from .backup import restore
from .board import Board, default_path, who
from .desk import Desk, Kept, Mark
from .exchange import export_file, import_file
from .outcome import Batch, Outcome
from .seed import init, open_board
from .sides import scoreboard_of, side_of, taken_back
from .watch import Watcher

__all__ = [
    "Batch",
    "Board",
    "Desk",
    "Kept",
    "Mark",
    "Outcome",
    "Watcher",
    "default_path",
    "export_file",
    "import_file",
    "init",
    "open_board",
    "restore",
    "scoreboard_of",
    "side_of",
    "taken_back",
    "who",
]
