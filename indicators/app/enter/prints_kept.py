"""After the print: when a number comes that was expected, the levels that stood before it are kept beside it."""

from __future__ import annotations

from collections.abc import Sequence

from ...core.claims.claim import Decided
from ...store import Board, Outcome
from ...store.views.prints import keep as keep_levels
from ..access.signed_in import who
from ..session import state


def keep(store: Board, before: state.Known, claims: Sequence[Decided], outcome: Outcome) -> None:
    """Keep what stood before each expected number among those just written; `claims` were decided before, too."""
    rows = store.rows(outcome.ids)
    if expected := before.expected({(row["series"], row["entity"]) for row in rows}, claims):
        keep_levels(store, expected, rows, who())
