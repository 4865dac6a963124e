"""From a memo to a file's bytes, and into the board's record of what was handed out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from ...core.model.errors import UsageError
from ...core.model.step import Step, quiet
from ...core.text import say
from ...store import Board, Workspace
from ...store.exchange.csv_file import escape
from ..content.document import DATA_COLUMNS, Memo, data_row
from ..content.picture import Picture
from . import markdown, web


def _docx(memo: Memo, step: Step) -> bytes:
    from . import word  # noqa: PLC0415 - loading python-docx delays a start by which few want a document

    return word.write(memo, step)


def _pptx(memo: Memo, step: Step) -> bytes:
    from . import slides  # noqa: PLC0415 - python-pptx as python-docx above

    return slides.write(memo, step)


WRITERS: dict[str, Callable[[Memo, Step], bytes]] = {
    "docx": _docx,
    "pptx": _pptx,
    "html": web.write,
    "md": markdown.write,
}
MIME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html",
    "md": "text/markdown",
    "csv": "text/csv",
    "png": "image/png",
    "svg": "image/svg+xml",
}
_FIELDS = ("prepared_by", "reviewed_by", "conflict", "disclaimer")


def written(memo: Memo, form: str, step: Step = quiet) -> bytes:
    """The memo in a form; UsageError for a form there is none of."""
    if form not in WRITERS:
        raise UsageError(f'A memo cannot be made as ".{form}": use a name that ends in .{", .".join(WRITERS)}.')
    return WRITERS[form](memo, step)


def keep_memo(board: Board, memo: Memo, form: str, content: bytes, by: str) -> None:
    """Keep a memo that is handed out, bytes included, and its figures with what they showed."""
    keep_figures(board, memo, by)
    workspace = Workspace(board.path)
    if not any(kept.content == content for kept in workspace.kept("memo", memo.id)):
        workspace.keep_memo(
            memo.id, form=form, as_of=memo.as_of, title=memo.title, shown=memo.shown, content=content, by=by
        )
    remember(board, memo, by)


def keep_figures(board: Board, memo: Memo, by: str) -> None:
    """Keep a memo's figures with what they showed."""
    for picture in memo.pictures:
        keep_figure(board, picture, by)


def keep_figure(board: Board, picture: Picture, by: str) -> None:
    """Keep what a figure showed that is handed out."""
    made = picture.figure
    Workspace(board.path).keep_figure(
        made.id, panel=made.panel, as_of=made.as_of, title=made.title, shown=picture.shown, by=by
    )


def remember(board: Board, memo: Memo, by: str) -> None:
    """Remember who prepared and reviewed, the conflict line and the disclaimer."""
    Workspace(board.path).remember({f"memo_{name}": getattr(memo.people, name) for name in _FIELDS}, by)


def remembered(board: Board) -> dict[str, str]:
    """The remembered fields, by name; those never kept are absent."""
    known = Workspace(board.path).settings()
    return {name: known[f"memo_{name}"] for name in _FIELDS if f"memo_{name}" in known}


def numbers_csv(memo: Memo) -> bytes:
    """The numbers behind a memo's figures as far as their rights let them be data; what is left out is said."""
    out = io.StringIO(newline="")
    sheet = csv.writer(out, lineterminator="\r\n")
    sheet.writerow(("Figure", *DATA_COLUMNS, "Rights", "Link"))
    for picture in memo.pictures:
        rows, withheld = memo.data_of(picture)
        sheet.writerows([*map(escape, (picture.id, *data_row(o), o.rights, o.url))] for o in rows)
        if withheld:
            sheet.writerow((picture.id, withheld, *[""] * (len(DATA_COLUMNS) + 1)))
    return out.getvalue().encode("utf-8-sig")


def memo_file(memo: Memo, form: str) -> str:
    """`telltale-memo_asof-2026-11-22_memo-2026-11-22-1a2b3c4d.docx`."""
    return f"telltale-memo_asof-{memo.as_of.isoformat()}_{memo.id}.{form}"


def said(memo: Memo, form: str, content: bytes) -> str:
    """What was made, in a sentence."""
    figures = "1 figure" if len(memo.pictures) == 1 else f"{len(memo.pictures)} figures"
    return f"{form.upper()}, {figures}, {len(content) / 1e6:.1f} MB, as known {say.day(memo.as_of)}: {memo.id}"
