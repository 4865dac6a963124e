"""Record: the rows and their revisions, coverage, who wrote what when, import, export and backup."""

from __future__ import annotations

import streamlit as st

from ..record.coverage import coverage_view
from ..record.files import export_view, import_view
from ..record.history import log_view, rows_view
from ..record.revisions import revisions_view
from ..record.whereabouts import place_line
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
    view = st.segmented_control(
        "Tab",
        list(VIEWS),
        key="view",
        default="Numbers",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
    VIEWS[view or "Numbers"](known)
