"""Telltale: the leading indicators of one thesis. `registry()` finds them; importing the package loads nothing."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .core.model.indicator import Indicator


@cache
def registry() -> dict[str, Indicator]:
    """Every indicator by id, in the order of its `order`: each a module of this package that holds one `Indicator`.

    A file that contradicts itself or another raises DeclarationError.
    """
    from .core.model.catalogue import load  # noqa: PLC0415 - importing the package must load nothing

    return load(__name__, __path__)
