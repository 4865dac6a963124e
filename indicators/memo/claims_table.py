"""The claims on their way out as a table: text that pastes into a sheet or a document, kept and verified by its id."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..core import say
from ..store import Board, Desk
from . import quoted, rights
from .compose import claim_rows
from .document import CLAIM_COLUMNS, INVENTED
from .rights import NO_RELEASE
from .view import View

PANEL = "board.claims"
TITLE = "The brief's calls"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimsTable:
    """The table as tab-separated text with its footer, and what is kept of it."""

    id: str
    text: str
    as_of: date
    shown: quoted.Shown


def claims_table(view: View) -> ClaimsTable:
    """Every claim of the view; what rests on confidential numbers says no more than that."""
    rows = claim_rows(view, NO_RELEASE)
    may = [d for d in view.claims if rights.may_leave(d.reading_now.rights, NO_RELEASE)]
    readings = [(view.evaluated[d.claim.metric.partition(".")[0]].indicator.short, d.reading_now) for d in may]
    now = {r.metric: quoted.reading(view.reading(r.metric) or r, short) for short, r in readings}
    used = view.observations(n for name in now if (found := view.reading(name)) for n in found.inputs)
    kept = quoted.shown(used, now.values(), view.newest_id)
    name = f"board-claims-{quoted.digest([view.as_of, rows, kept])[:6]}"
    foot = f"As known {say.day(view.as_of)}, UTC. Fig {name}" + (f". {INVENTED}" if view.example else "")
    lines = [CLAIM_COLUMNS, *rows]
    text = "\n".join(["\t".join(" ".join(cell.split()) for cell in line) for line in lines] + [foot])
    return ClaimsTable(id=name, text=text, as_of=view.as_of, shown=kept)


def keep_claims(board: Board, table: ClaimsTable, by: str) -> None:
    """Keep what a table that was handed out said."""
    Desk(board.path).keep_figure(table.id, panel=PANEL, as_of=table.as_of, title=TITLE, shown=table.shown, by=by)
