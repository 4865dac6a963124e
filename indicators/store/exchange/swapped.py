"""Files that leave: written beside their place and swapped in whole, so that no one ever finds half of one."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.model.errors import InputError
from ..copies import drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMED = 80  # characters of a file's name that its draft repeats


@contextmanager
def swapped(path: Path) -> Iterator[Path]:
    """A draft in the folder of `path` that takes its place when the block ends well; else all stays as it was.

    Each act of writing has a draft of its own, so of two at once the file is the one or the other, whole. A link stays
    one: what it leads to is replaced. InputError where `path` is no file, or the disk refuses.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            raise InputError(f"{path} cannot be written: it is no file. Name another.")
        drafts.clear(target.parent, target.name[:_NAMED])
        draft = target.with_name(f".{target.name[:_NAMED]}.{secrets.token_hex(4)}.draft")
        try:
            yield draft
            if target.exists():
                shutil.copymode(target, draft)
            _settle(draft)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error


def _settle(draft: Path) -> None:
    """Have the disk hold the draft before it takes the place of what was there."""
    with draft.open("rb+") as stream:
        os.fsync(stream.fileno())
