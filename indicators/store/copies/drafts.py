"""Drafts: a file is written beside its place and takes it in one step; what a death leaves behind is cleared.

A draft's name says which process on which machine is at it. One whose process is gone, or which nothing has touched for
an hour, is dead and goes when the next draft for the same place is made.
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import secrets
import time
from contextlib import suppress
from pathlib import Path

_HOUR = 3600.0  # seconds
_MADE = r"(?:(?P<host>[0-9a-f]{6})-(?P<process>\d{1,10})-)?[0-9a-f]{8}\.(?:new|draft)(?:-wal|-shm|-journal|-users)?"


def sibling(path: Path, ending: str) -> Path:
    """A new name in the folder of `path`, on the same disk, for a draft of it; `ending` is `new` or `draft`.

    Dead drafts of `path` are cleared.
    """
    clear(path.parent, path.name)
    return path.with_name(f".{path.name}.{_host()}-{os.getpid()}-{secrets.token_hex(4)}.{ending}")


def clear(folder: Path, name: str = "") -> None:
    """Delete the dead drafts of files in `folder` whose names begin with `name`; what cannot be deleted stays."""
    form = re.compile(rf"\.+{re.escape(name)}.*\.{_MADE}")
    with suppress(OSError):
        for file in folder.iterdir():
            found = form.fullmatch(file.name)
            if found and _dead(file, found["host"], found["process"]):
                file.unlink(missing_ok=True)


def discard(draft: Path) -> None:
    """Delete a draft with the journals that SQLite may have laid beside it."""
    for ending in ("", "-wal", "-shm", "-journal", "-users"):
        Path(f"{draft}{ending}").unlink(missing_ok=True)


def _host() -> str:
    """The machine, in six letters: process ids of two machines that share a disk have nothing to do with each other."""
    return hashlib.sha256(platform.node().encode()).hexdigest()[:6]


def _dead(file: Path, host: str | None, process: str | None) -> bool:
    if host == _host() and process and not _runs(int(process)):
        return True
    return time.time() - file.stat().st_mtime > _HOUR


def _runs(process: int) -> bool:
    """Whether a process of this machine runs, or cannot be asked: Windows has no harmless way."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)  # sends nothing
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # another user's
        return True
    return True
