"""Who has a board open: a lock that dies with its holder, and beside it a line that says who that is.

Each connection to a board holds the file `BOARD-users` with a shared lock of the operating system; what must have the
board for itself takes it exclusively. The last one out removes the file. A process that was killed holds no lock, so
the line that it left hinders nobody.
"""

from __future__ import annotations

import os
import random
import socket
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...core.model.errors import BoardError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WAIT = 10.0  # seconds that a user waits for one who has the board for itself
PATIENCE = 2.0  # seconds that the latter waits for users who are about to leave
_PAUSE = 0.001
_LONG = 4096  # bytes of lines after which those of the dead are taken out
_NAMED = 3  # users that a sentence names
_PROGRAMS = {"streamlit_app": "the app", "streamlit": "the app", "indicators": "the command line", "-c": "python"}


def real(path: Path) -> Path:
    """The file that a path leads to, links resolved: all its names share one journal and one lock."""
    return Path(os.path.realpath(path))


def users_file(path: Path) -> Path:
    """The file that the users of a board hold."""
    return Path(f"{real(path)}-users")


@contextmanager
def using(path: Path, first: Callable[[Path], None]) -> Iterator[None]:
    """Be one of the users of the board at `path`; BoardError where another keeps it for itself.

    `first` looks at the file, given without links, while nobody else of ours has it open; it is called only where a
    journal lies beside it. Where no lock can be had, as in a folder that cannot be written, nobody is kept out.
    """
    file = real(path)
    hold = _enter(path, file, first) if file.is_file() else None
    try:
        yield
    finally:
        if hold is not None:
            hold.leave()


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Have the board at `path` for oneself; BoardError, naming them, where others have it open."""
    place, last = users_file(path), time.monotonic() + PATIENCE
    while True:
        hold = _Hold.open(place, real(path))
        if hold is None or hold.exclusive():
            break
        names = hold.names()
        hold.close()
        if time.monotonic() > last:
            raise BoardError(
                f"The board {path} is in use by {names}: close it there and try again; nothing was changed."
            )
        time.sleep(_PAUSE)
    try:
        if hold is not None:
            hold.sign()
        yield
    finally:
        if hold is not None:
            hold.leave()


def _enter(path: Path, file: Path, first: Callable[[Path], None]) -> _Hold | None:
    place, last = users_file(file), time.monotonic() + WAIT
    while True:
        hold = _Hold.open(place, file)
        if hold is None:
            return None
        try:
            if _journal(file) and hold.exclusive():
                first(file)
            if hold.shared():
                hold.sign()
                return hold
        except BaseException:
            hold.leave()
            raise
        names = hold.names()
        hold.close()
        if time.monotonic() > last:
            raise BoardError(f"The board {path} is kept by {names}, as for a restore: wait, then try again.")
        time.sleep(_PAUSE)


def _journal(file: Path) -> bool:
    with suppress(OSError):
        return os.stat(f"{file}-wal").st_size > 0  # noqa: PTH116 - once for each use of a board
    return False


class _Hold:
    """An open users file and the lock on it, which closing gives up."""

    def __init__(self, place: Path, fd: int, *, signs: bool) -> None:
        self._place, self._fd, self._signs = place, fd, signs
        self._locked = (0, 0)  # on Windows: where, and how many bytes

    @classmethod
    def open(cls, place: Path, like: Path) -> _Hold | None:
        """The users file, made with the board's own rights where it is missing; None where it cannot be had."""
        mode = 0o666
        with suppress(OSError):
            mode = like.stat().st_mode & 0o666
        for flags in (os.O_RDWR | os.O_CREAT | os.O_APPEND, os.O_RDONLY):
            with suppress(OSError):
                return cls(place, os.open(place, flags, mode), signs=flags != os.O_RDONLY)
        return None

    def shared(self) -> bool:
        """Whether the lock of one among several was had."""
        return self._lock(exclusive=False) and self._there()

    def exclusive(self) -> bool:
        """Whether the lock of one alone was had."""
        return self._lock(exclusive=True) and self._there()

    def _there(self) -> bool:
        """The one who left last may have removed the file after it was opened here."""
        try:
            return self._place.stat().st_ino == os.fstat(self._fd).st_ino
        except OSError:
            return False

    def sign(self) -> None:
        """Say who holds it, once a process."""
        if not self._signs:
            return
        with suppress(OSError):  # a full disk: then the lock alone speaks
            lines, own = self._lines(), f"{os.getpid()}\t{socket.gethostname()}\t{_program()}"
            if own in lines:
                return
            if sum(map(len, lines)) > _LONG:
                lines = [line for line in lines if _alive(line)]
                os.ftruncate(self._fd, 0)
                os.write(self._fd, "".join(f"{line}\n" for line in lines).encode())
            os.write(self._fd, f"{own}\n".encode())

    def names(self) -> str:
        """Those who say that they hold it and are alive, for a sentence."""
        found = [line.split("\t") for line in self._lines() if _alive(line)]
        said = [
            f"{program} (process {pid}{'' if host == socket.gethostname() else f' on {host}'})"
            for pid, host, program in found
        ]
        more = [f"{len(said) - _NAMED} more"] if len(said) > _NAMED else []
        return " and ".join([*said[:_NAMED], *more]) or "another program"

    def _lines(self) -> list[str]:
        with suppress(OSError):
            text = self._place.read_text("utf-8", "replace")
            return [line for line in text.splitlines() if line.count("\t") == 2]  # noqa: PLR2004 - three fields
        return []

    def leave(self) -> None:
        """Give it up, and remove the file where nobody else holds it."""
        with suppress(OSError):
            if self.exclusive():
                self._place.unlink()
        self.close()

    def close(self) -> None:
        """Give it up."""
        os.close(self._fd)

    if sys.platform == "win32":

        def _lock(self, *, exclusive: bool) -> bool:
            """Of a range far behind the lines, one user locks a byte of its own and one alone the whole."""
            import msvcrt  # noqa: PLC0415 - only there

            far, slots = 1 << 30, 1 << 16
            wanted = (far, slots) if exclusive else (far + random.randrange(slots), 1)  # noqa: S311 - no secret
            with suppress(OSError):
                if self._locked[1]:
                    os.lseek(self._fd, self._locked[0], os.SEEK_SET)
                    msvcrt.locking(self._fd, msvcrt.LK_UNLCK, self._locked[1])
                    self._locked = (0, 0)
                os.lseek(self._fd, wanted[0], os.SEEK_SET)
                msvcrt.locking(self._fd, msvcrt.LK_NBLCK, wanted[1])
                self._locked = wanted
                return True
            return False

    else:

        def _lock(self, *, exclusive: bool) -> bool:
            """A lock of the open file: it ends with the process, and two of one process exclude each other too."""
            import fcntl  # noqa: PLC0415 - not on Windows

            try:
                fcntl.flock(self._fd, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            except OSError:  # a file system without locks: SQLite's own are all there is
                return True
            return True


def _alive(line: str) -> bool:
    """Whether the process of a line may still be there; one on another machine may."""
    pid, host, _ = line.split("\t")
    if sys.platform == "win32" or host != socket.gethostname() or not pid.isdecimal():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _program() -> str:
    """What this program is called."""
    start = Path(sys.argv[0] if sys.argv and sys.argv[0] else "python")
    name = start.parent.name if start.stem == "__main__" else start.stem
    return " ".join(_PROGRAMS.get(name, name).split()) or "python"
