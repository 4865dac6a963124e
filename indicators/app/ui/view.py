"""The page's day as the memo looks at it."""

from __future__ import annotations

from ...memo import View
from ..session import state
from .pictures import habits_of


def view_of(known: state.Known) -> View:
    """What is known, as figures and memos take it."""
    return View(
        board=state.board(),
        as_of=known.as_of,
        frame=known.frame,
        events=known.events,
        evaluated=known.evaluated,
        claims=known.claims,
        bands=known.bands,
        example=known.example,
        habits=lambda: habits_of(known),
        stands=lambda: known.stands,
        prints=lambda: known.prints,
        lines=known.lines,
    )
