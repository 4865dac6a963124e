"""The command line's `figure`, `memo` and `verify`: each answers what --json prints, what a person reads, the code."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from .. import registry
from ..core.model.errors import UsageError
from ..memo.content.compose import Choice, Pick, compose
from ..memo.content.document import People
from ..memo.content.picture import FORMS, PRESETS, drawn, facts
from ..memo.content.pictures import picture_of, pictures
from ..memo.content.rights import Release
from ..memo.forms.make import WRITERS, keep_figure, keep_figures, keep_memo, numbers_csv, remembered, said, written
from ..memo.verification.verify import Verification, errata, superseded, verify
from ..store import Board, swapped, take, who
from .common import Result, open_for, today
from .options import counted

SUPERSEDED_CODE, UNKNOWN_CODE = 5, 3


def figure_file(board: Board, options: Namespace, today: date) -> Result:
    """A panel, a card or the claims as PNG or SVG, kept on the board."""
    panel, out = options.panel, options.out
    form = _form(out, FORMS)
    if options.preset not in PRESETS:
        raise UsageError(f'There is no preset "{options.preset}": use {", ".join(PRESETS)}.')
    view = take(board, options.as_of or today, registry())
    conflict, release = remembered(board).get("conflict", ""), Release(to=options.to, why=options.why)
    made = picture_of(view, panel, title=options.title, conflict=conflict, release=release)
    if made is None:
        raise UsageError(f'There is no panel "{panel}": use one of {", ".join(pictures(view))}.')
    content = drawn(made.figure, form, options.preset)
    _save(out, content, lambda: keep_figure(board, made, who()))
    answer = facts(made) | {"file": str(out), "preset": options.preset}
    return answer, f"{out}: {made.figure.title} ({made.id})", 0


def memo_document(board: Board, options: Namespace, today: date) -> Result:
    """A memo of the chosen panels, or of all with numbers, kept on the board with its bytes."""
    out = options.out
    form = _form(out, (*WRITERS, "csv"))
    choice = Choice(
        picks=tuple(Pick(panel=name) for name in options.panel),
        title=options.title,
        people=People(**remembered(board)),
        release=Release(to=options.to, why=options.why, licensed_data=options.licensed_data),
    )
    memo = compose(take(board, options.as_of or today, registry()), choice, today)
    if form == "csv":
        content = numbers_csv(memo)
        _save(out, content, lambda: keep_figures(board, memo, who()))
    else:
        content = written(memo, form, counted)
        _save(out, content, lambda: keep_memo(board, memo, form, content, who()))
    answer = {
        "id": memo.id,
        "file": str(out),
        "title": memo.title,
        "as_of": memo.as_of.isoformat(),
        "hash": memo.hash,
        "rights": memo.rights,
        "figures": [p.id for p in memo.pictures],
    }
    return answer, f"{out}: {said(memo, form, content)}", 0


def _form(out: Path, forms: Iterable[str]) -> str:
    form = out.suffix.lower().removeprefix(".")
    if form not in forms:
        raise UsageError(f'"{out.name}" names no form: use a name that ends in .{", .".join(forms)}.')
    return form


def verify_what(board: Board, options: Namespace, today: date) -> Result:
    """Whether what an id or file quotes is still true."""
    verdicts = verify(board, options.what, today)
    figures = [v.as_json() for v in verdicts if v.kind == "figure"]
    memos = [v.as_json() for v in verdicts if v.kind == "memo"]
    text = "\n".join(_told(v) for v in verdicts)
    code = SUPERSEDED_CODE if superseded(verdicts) else UNKNOWN_CODE * any(v.status == "unknown" for v in verdicts)
    return {"figures": figures, "memos": memos}, text, code


def _told(v: Verification) -> str:
    title = f" ({v.title})" if v.title else ""
    return "\n".join([f"{v.id}: {v.status}{title}", *(f"  {text}" for text in v.changes)])


def errata_lines(board: Board, numbers: Iterable[int], today: date) -> str:
    """What to send to the readers of memos that quoted these numbers and no longer hold; empty where there are none."""
    found = errata(board, today, list(numbers))
    if not found:
        return ""
    memos = "1 memo quotes" if len(found) == 1 else f"{len(found)} memos quote"
    return "\n".join([f"{memos} what has changed:", *(one.sentence for one in found)])


def _save(out: Path, content: bytes, keep: Callable[[], None]) -> None:
    """Write a file and keep what it shows: it is kept once the disk holds it, and stands in its place once it is kept.

    So nothing is kept as handed out that could not be written, and nothing leaves that the board does not know.
    """
    with swapped(out) as draft:
        draft.write_bytes(content)
        keep()


_COMMANDS: dict[str, Callable[[Board, Namespace, date], Result]] = {
    "figure": figure_file,
    "memo": memo_document,
    "verify": verify_what,
}


def handed_out(options: Namespace) -> Result:
    """What leaves the app, and whether it is still true."""
    return _COMMANDS[options.command](open_for(options), options, today())
