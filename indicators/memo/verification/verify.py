"""Verify what was handed out, by id or by file; and the errata: which memos quoted a number that is another now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ...core.model.errors import InputError
from ...core.model.observation import key_of
from ...core.text import say
from ...store import Board, Workspace
from ...store.workspace import Kept
from ..content.ledger import Ledger
from . import found
from .truth import SUPERSEDED, UNKNOWN, changes, quotes, status

FIGURE, MEMO = "figure", "memo"


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a figure or memo: `current`, `superseded` by what, or `unknown` to this board."""

    id: str
    kind: str
    status: str
    changes: tuple[str, ...] = ()
    title: str = ""

    def as_json(self) -> dict[str, Any]:
        """For --json."""
        return {"id": self.id, "status": self.status, "changes": list(self.changes)}


@dataclass(frozen=True, slots=True)
class Erratum:
    """A memo that quoted what is no longer so, with a sentence that can be sent as it is."""

    memo: str
    title: str
    changes: tuple[str, ...]
    sentence: str


def verify(board: Board, what: str, today: date) -> list[Verification]:
    """Each figure of an id or file, and the memo itself. InputError where neither is known to this board."""
    path = Path(what)
    if path.exists() and what not in _handed_out(board):
        return verify_file(board, found.read(path), path.name, today)
    return verify_id(board, what, today)


def verify_id(board: Board, name: str, today: date) -> list[Verification]:
    """A figure, or a memo with its figures. InputError where this board did not hand it out."""
    handed = _handed_out(board)
    if name not in handed:
        raise InputError(f'"{name}" is neither a figure nor a memo that this board handed out, nor a file: check it.')
    return _with_figures(handed[name], handed, Ledger(board, today))


def verify_file(board: Board, data: bytes, name: str, today: date) -> list[Verification]:
    """Each figure and memo whose id stands in a file."""
    handed = _handed_out(board)
    possible, named = found.ids_in(data, name)
    known = [kept for kept_name, kept in handed.items() if kept_name in possible]
    strange = sorted(named - set(handed))
    if not known and not strange:
        raise InputError(f"{name} holds no id of a figure or memo of Telltale's: verify it by the id in its footer.")
    if not known:
        raise InputError(f"{name} quotes {say.listed(strange)}, which this board did not hand out: use its own board.")
    now = Ledger(board, today)
    verdicts = {v.id: v for kept in known for v in _with_figures(kept, handed, now)}
    return [*verdicts.values(), *(Verification(name, FIGURE, UNKNOWN) for name in strange)]


def _handed_out(board: Board) -> dict[str, Kept]:
    """Everything handed out by its id: figures, then memos, in the order in which they were."""
    workspace = Workspace(board.path)
    return {kept.name: kept for kind in (FIGURE, MEMO) for kept in workspace.kept(kind)}


def _with_figures(kept: Kept, handed: dict[str, Kept], now: Ledger) -> list[Verification]:
    """A figure's verdict; for a memo those of its figures and its own, which is about its readings."""
    if "figures" not in kept.shown:
        return [_verdict(kept, FIGURE, now)]
    figures = [handed[name] for name in kept.shown["figures"] if name in handed]
    return [*(_verdict(one, FIGURE, now) for one in figures), _verdict(kept, MEMO, now)]


def _verdict(kept: Kept, kind: str, now: Ledger) -> Verification:
    said, what = status(kept.shown, kept.as_of, now)
    return Verification(kept.name, kind, said, tuple(what), kept.title)


def superseded(verdicts: Iterable[Verification]) -> bool:
    """Whether anything is."""
    return any(v.status == SUPERSEDED for v in verdicts)


def errata(board: Board, today: date, numbers: Sequence[int] | None = None) -> list[Erratum]:
    """The memos that quoted what is no longer so, newest first; with `numbers` those that quoted one of these ids."""
    now = Ledger(board, today)
    keys = None if numbers is None else [key_of(now.rows[n]) for n in numbers if n in now.rows]
    workspace = Workspace(board.path)
    figures = {kept.name: kept for kept in workspace.kept(FIGURE)}
    found_ = []
    memos = {memo.name: memo for memo in workspace.kept(MEMO)}  # one that left in several forms is still one
    for memo in reversed(memos.values()):
        parts = [memo, *(figures[name] for name in memo.shown["figures"] if name in figures)]
        if keys is not None and not any(quotes(part.shown, keys, now) for part in parts):
            continue
        what = list(dict.fromkeys(text for part in parts for text in changes(part.shown, part.as_of, now)))
        if what:
            found_.append(Erratum(memo.name, memo.title, tuple(what), _to_send(memo, what)))
    return found_


def _to_send(memo: Kept, what: Sequence[str]) -> str:
    """The sentence to the memo's readers."""
    day = say.day(date.fromisoformat(memo.at[:10]))
    return f'Erratum to "{memo.title}" (as known {say.day(memo.as_of)}, handed out {day}, {memo.name}): ' + " ".join(
        what
    )
