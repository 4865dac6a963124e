"""For tests about permissions, which do not bind the superuser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOBODY = 65534


@contextmanager
def without_privileges() -> Iterator[None]:
    """The superuser may write anywhere; so that permissions bind, be nobody for a while."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)  # the app asks as the real user, files are opened as the effective one
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
