"""The board: one SQLite file, append-only, and the only SQL of the project."""

from .again import Revisions
from .backup import restore
from .board import Board, who
from .claims import Claims
from .clock import is_stamp
from .desk import Desk, Kept, Mark
from .exchange import export_file, import_file
from .kept import Copy, missing, offer
from .measures import Measures
from .numbers import Numbers
from .outcome import Batch, Outcome
from .pages import COUNTED, ROWS, Page, Place, Wanted
from .places import default_path, other
from .seed import init, open_board
from .sides import between, claims_of, days_of_change, side_at, side_of, withdrawn_of
from .swapped import swapped
from .watch import Watcher

__all__ = [
    "COUNTED",
    "ROWS",
    "Batch",
    "Board",
    "Claims",
    "Copy",
    "Desk",
    "Kept",
    "Mark",
    "Measures",
    "Numbers",
    "Outcome",
    "Page",
    "Place",
    "Revisions",
    "Wanted",
    "Watcher",
    "between",
    "claims_of",
    "days_of_change",
    "default_path",
    "export_file",
    "import_file",
    "init",
    "is_stamp",
    "missing",
    "offer",
    "open_board",
    "other",
    "restore",
    "side_at",
    "side_of",
    "swapped",
    "who",
    "withdrawn_of",
]
