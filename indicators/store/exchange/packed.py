"""Zipped files that come from outside: workbooks and documents. What unpacks without measure is refused by its list."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from ...core.model.errors import InputError

_RATIO = 100  # how much smaller than its content a part may be; text of real files is about ten times smaller
_SMALL = 1024**2  # bytes of a part whose ratio does not matter

# What zipfile, openpyxl and lxml raise on a file that is not what its name says, or a broken one. SyntaxError is what
# the readers of XML raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
    ArithmeticError,
    AssertionError,
    OSError,
)


@contextmanager
def unpacked(file: IO[bytes], name: str, limit: int) -> Iterator[zipfile.ZipFile]:
    """The archive. InputError where its parts come to more than `limit` bytes, or one is packed strangely."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > limit:
            raise InputError(f"{name} unpacks to more than {limit // 1024**2} MiB: split it.")
        for part in parts:
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):  # which no office program writes
                raise InputError(f"{name} is packed in a way that no document is: save it again.")
            if part.file_size > max(_SMALL, _RATIO * part.compress_size):
                raise InputError(
                    f"{name} unpacks to over {_RATIO} times its size, as no real file does: save it again."
                )
        yield archive
