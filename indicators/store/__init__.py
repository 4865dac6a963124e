"""The board: one SQLite file, append-only, and the only SQL of the project."""

from .board import Board, who
from .copies.backup import restore
from .copies.kept import Copy, missing, offer
from .desk import Desk, Kept, Mark
from .exchange.files import export_file, import_file
from .exchange.swapped import swapped
from .file.clock import is_stamp
from .file.places import default_path, other
from .file.watch import Watcher
from .rows.outcome import Batch, Outcome
from .rows.seed import has_example, init, open_board
from .views.again import Revisions
from .views.claims import Claims
from .views.measures import Measures
from .views.numbers import Numbers
from .views.pages import COUNTED, ROWS, Page, Place, Wanted
from .views.sides import between, claims_of, days_of_change, side_at, side_of, withdrawn_of

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
    "has_example",
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
