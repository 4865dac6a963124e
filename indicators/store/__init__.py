"""The board: one SQLite file, append-only, and the only SQL of the project."""

from .backup import restore
from .board import Board, default_path, who
from .desk import Desk, Kept, Line, Mark
from .exchange import export_file, import_file
from .outcome import Batch, Outcome
from .seed import init, open_board
from .watch import Watcher

__all__ = [
    "Batch",
    "Board",
    "Desk",
    "Kept",
    "Line",
    "Mark",
    "Outcome",
    "Watcher",
    "default_path",
    "export_file",
    "import_file",
    "init",
    "open_board",
    "restore",
    "who",
]
