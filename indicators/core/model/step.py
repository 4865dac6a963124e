"""Long work tells of its steps, and whoever is told may stop it by raising: nothing half done is left."""

from __future__ import annotations

from collections.abc import Callable

Step = Callable[[int, int, str], None]
"""Told of each step: how many are done, of how many, and what it is."""


def quiet(_done: int, _of: int, _what: str) -> None:
    """Say nothing."""
