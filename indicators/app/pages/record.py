"""Record: the rows and their revisions, coverage, who wrote what when, import, export and backup."""

from __future__ import annotations

from ..record.coverage import coverage_view
from ..record.files import export_view, import_view
from ..record.history import log_view, rows_view
from ..record.revisions import revisions_view
from ..record.whereabouts import place_line
from ..ui.choice import choice
from ..ui.head import head

VIEWS = {
    "Numbers": rows_view,
    "Revisions": revisions_view,
    "Coverage": coverage_view,
    "Log": log_view,
    "Import": import_view,
    "Export and backup": export_view,
}


def render() -> None:
    """Draw the page."""
    known = head("Record")
    place_line()
    VIEWS[choice("Tab", VIEWS, "view", "Numbers")](known)
