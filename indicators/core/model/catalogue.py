"""Finds the files of the catalogue and refuses what contradicts itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable

from .errors import DeclarationError
from .indicator import Indicator


def load(package: str, paths: Iterable[str]) -> dict[str, Indicator]:
    """Import each module beside the package's `__init__` and collect the one Indicator that each must hold."""
    names = [module.name for module in pkgutil.iter_modules(paths) if not module.ispkg]
    return check(only_indicator(f"{package}.{name}", name) for name in names if not name.startswith("_"))


def only_indicator(module_name: str, file: str) -> Indicator:
    """The Indicator that a catalogue module declares; its id is the file's name."""
    values = vars(importlib.import_module(module_name)).values()
    own = [value for value in values if isinstance(value, Indicator)]
    if len(own) != 1:
        msg = f"indicators/{file}.py declares {len(own)} indicators: a file of the catalogue holds exactly one."
        raise DeclarationError(msg)
    if own[0].id != file:
        msg = f'indicators/{file}.py declares the indicator "{own[0].id}": give the file and the indicator one name.'
        raise DeclarationError(msg)
    return own[0]


def check(found: Iterable[Indicator]) -> dict[str, Indicator]:
    """The indicators by id, in their declared order; DeclarationError on an id that stands twice."""
    result: dict[str, Indicator] = {}
    for indicator in sorted(found, key=lambda i: (i.order, i.id)):
        if indicator.id in result:
            msg = f'The indicator id "{indicator.id}" stands in two files: rename one.'
            raise DeclarationError(msg)
        result[indicator.id] = indicator
    return result
