"""Telltale: the leading indicators of one thesis. `registry()` finds them; importing the package loads nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .core.model.indicator import Indicator


def registry() -> dict[str, Indicator]:
    """Every indicator of the thesis by id, in the order of its `order`: each a file that holds one `Indicator`.

    Files that contradict themselves or another raise DeclarationError with every fault.
    """
    from .core.model.catalogue import catalogue  # noqa: PLC0415 - importing the package must load nothing

    return catalogue().indicators
