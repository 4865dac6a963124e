"""Files in and out: which form a file has, how large it may be, and what it becomes."""

from __future__ import annotations

import io
import shutil
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ...core.model.errors import InputError, UsageError
from ...core.model.step import Step, quiet
from ..file.connection import reading
from ..rows import refill
from ..rows.write import judge, plain
from ..views import read
from . import csv_file, json_file
from .swapped import swapped

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from datetime import date

    from ..board import Board
    from ..rows.content import Content, Parts, Source
    from ..rows.outcome import Outcome
    from ..rows.write import Verdict

LIMIT = 32 * 1024 * 1024  # bytes of a file that is uploaded, of what a spreadsheet in it unpacks to, and of one text
DENSEST = 50  # times its size to which a spreadsheet on disk may unpack: an export does to about 15, a bomb to 1,000


def _read_xlsx(source: Source, name: str, limit: int) -> Content:
    from . import xlsx_file  # noqa: PLC0415 - openpyxl delays a start by which few want a spreadsheet

    return xlsx_file.content(source, name, limit)


def _write_xlsx(parts: Parts, path: Path) -> int:
    from . import xlsx_file  # noqa: PLC0415 - see above

    return xlsx_file.write(parts, path)


_READERS = {".csv": csv_file.content, ".xlsx": _read_xlsx, ".json": json_file.content}
_WRITERS = {".csv": csv_file.write, ".xlsx": _write_xlsx, ".json": json_file.write}


def import_file(  # noqa: PLR0913 - the switches of every writer
    board: Board,
    file: Path | str | bytes,
    name: str = "",
    *,
    by: str,
    heed: Callable[[Verdict], Verdict] | None = None,
    strict: bool = False,
    accept_valid: bool = False,
    dry_run: bool = False,
    metrics: Collection[str] = frozenset(),
    step: Step = quiet,
) -> Outcome:
    """Import a CSV, XLSX or JSON file as one batch; `file` is its path, or its bytes with `name` for its ending.

    `heed` adds its warnings to the verdict on the rows before they are written; with `strict` they reject.

    `step` is told of each thousand rows that are checked; what it raises stops the import, and nothing is written.

    Into an empty board the columns that an export adds are kept, batches and undone marks too. `metrics` are the known
    ones, for claims (empty: not checked). InputError where the file as a whole cannot be read.
    """
    if not isinstance(file, bytes):
        name = name or Path(file).name
    content = replace(read_content(file, name), step=step)
    if content.empty:
        raise InputError(f"{name} holds no rows: add at least one under the header.")
    if content.recorded:
        filled = refill.refill(
            board.path,
            content,
            name,
            plain(by, "The user"),
            accept_valid=accept_valid,
            dry_run=dry_run,
            metrics=metrics,
        )
        if filled is not None:
            return filled
    verdict = judge(board.path, content, metrics)
    return board.add(
        content,
        what=f"import {name}",
        by=by,
        kind="import",
        verdict=heed(verdict) if heed else verdict,
        strict=strict,
        accept_valid=accept_valid,
        dry_run=dry_run,
        metrics=metrics,
    )


def read_content(file: Path | str | bytes, name: str) -> Content:
    """The rows of a file; InputError where it is missing, too large, or not in the form that its ending says.

    Bytes have been taken into memory by whoever hands them over, so they have a limit. A file of any size is read row
    by row.
    """
    reader = _READERS.get(Path(name).suffix.lower())
    if reader is None:
        raise InputError(f"{name} cannot be imported: use a file that ends in .csv, .xlsx or .json.")
    if isinstance(file, bytes):
        if len(file) > LIMIT:
            raise InputError(
                f"{name} is larger than {LIMIT // 1024**2} MiB: import it on the command line, or split it."
            )
        return reader(partial(io.BytesIO, file), name, LIMIT)
    path = Path(file)
    try:
        if path.is_fifo():
            with _laid_down(path) as copy:
                return read_content(copy, name)
        with path.open("rb") as stream:
            size = stream.seek(0, 2)
        return reader(lambda: path.open("rb"), name, max(LIMIT, size * DENSEST))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # a NUL in the name
        raise InputError(f"{path!r} is not the name of a file.") from error


@contextmanager
def _laid_down(pipe: Path) -> Iterator[Path]:
    """What a pipe gives, as a file: it can be read once, and a reader begins anew."""
    with TemporaryDirectory(prefix="telltale-") as folder:
        copy = Path(folder) / "rows"
        with pipe.open("rb") as stream, copy.open("wb") as file:
            shutil.copyfileobj(stream, file)
        yield copy


def export_file(board: Board, path: Path | str, as_of: date | None = None) -> int:
    """Write the board to a CSV (its observations), XLSX or JSON file (all of it); answers the number of observations.

    With `as_of` it holds one row a key as known on that day. Rows go out as they are read, all of one snapshot, and the
    file is replaced only when the new one is complete.
    """
    path = Path(path)
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UsageError(f"{path} cannot be written: use a name that ends in .csv, .xlsx or .json.")
    with reading(board.path, board.until) as db, swapped(path) as draft:
        return writer(read.parts(db, as_of), draft)


def export_content(board: Board, as_of: date | None = None) -> dict[str, list[dict[str, object]]]:
    """The whole board by part, in one snapshot: what an export holds."""
    with reading(board.path, board.until) as db:
        return {part: list(rows) for part, rows in read.parts(db, as_of)}
