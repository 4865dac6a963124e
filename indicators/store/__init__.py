"""The board: one SQLite file, append-only, and the only SQL of the project."""

from .board import Board, who
from .copies.backup import restore
from .copies.kept import Copy, missing, offer
from .exchange.files import export_file, import_file
from .exchange.swapped import swapped
from .file.clock import is_stamp
from .file.connection import held
from .file.places import default_path, other
from .file.watch import Watcher
from .rows.outcome import Batch, Outcome
from .rows.seed import has_example, init, open_board
from .views.again import Revisions
from .views.claims import Claims
from .views.compared import between, claims_of, days_of_change, snapshot_at
from .views.measures import Measures
from .views.numbers import Numbers
from .views.pages import COUNTED, ROWS, Page, Place, Wanted
from .views.snapshot import BoardSnapshot, take
from .workspace import Kept, Mark, Workspace

__all__ = [
    "COUNTED",
    "ROWS",
    "Batch",
    "Board",
    "BoardSnapshot",
    "Claims",
    "Copy",
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
    "Workspace",
    "between",
    "claims_of",
    "days_of_change",
    "default_path",
    "export_file",
    "has_example",
    "held",
    "import_file",
    "init",
    "is_stamp",
    "missing",
    "offer",
    "open_board",
    "other",
    "restore",
    "snapshot_at",
    "swapped",
    "take",
    "who",
]
