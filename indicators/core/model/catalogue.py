"""Finds a thesis and the files of its catalogue, and refuses what contradicts itself: every fault at once, by place.

The thesis is the package's own unless the environment variable INDICATORS_THESIS names a folder with another.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from .currencies import ISO_4217
from .errors import DeclarationError, UsageError
from .indicator import Indicator
from .series import CONTRACT as CONTRACT_SERIES
from .series import MONEY, Series
from .thesis import Thesis
from .units import UNITS, Style, Unit

VARIABLE = "INDICATORS_THESIS"
_PACKAGE = __name__.partition(".")[0]
_FOLDER = "indicators_thesis"  # the name under which another folder is imported
_THESIS = "thesis"
_ANY_CURRENCY = Unit(id=MONEY, style=Style.COMPACT)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A thesis with its indicators by id, in their order, and every series and unit that it knows."""

    thesis: Thesis
    indicators: dict[str, Indicator]
    series: dict[str, Series]
    units: dict[str, Unit]


def thesis() -> Thesis:
    """The thesis, without its catalogue."""
    return _thesis_of(_chosen())


def first_thesis() -> str:
    """The id of the package's own thesis, of which every board is that was made before there could be others."""
    return _thesis_of("").id


def data_folder() -> Path:
    """The folder of the thesis' data: beside the package for its own, else inside the thesis' folder."""
    place = Path(_package(_chosen()).__path__[0])
    return (place if _chosen() else place.parent) / thesis().data


def catalogue() -> Catalogue:
    """The thesis with its catalogue; DeclarationError with every fault of its files."""
    return _catalogue_of(_chosen())


def all_series() -> dict[str, Series]:
    """The series of the contract and those that the thesis or an indicator of it declares, by id."""
    return catalogue().series


@cache
def _chosen() -> str:
    """The folder, chosen once a process; empty for the package's own."""
    return os.environ.get(VARIABLE, "")


@cache
def _thesis_of(folder: str) -> Thesis:
    found = [v for v in vars(_module(_package(folder), _THESIS)).values() if isinstance(v, Thesis)]
    if len(found) != 1:
        raise DeclarationError(f"{_THESIS}.py declares {len(found)} theses: it holds exactly one.")
    return found[0]


@cache
def _catalogue_of(folder: str) -> Catalogue:
    package = _package(folder)
    declared = _thesis_of(folder)
    faults = [f"{_THESIS}.py, {problem}" for problem in declared.problems()]
    found: list[Indicator] = []
    for name in sorted(module.name for module in pkgutil.iter_modules(package.__path__) if not module.ispkg):
        if name.startswith("_") or name == _THESIS:
            continue
        try:
            found.append(only_indicator(package, name))
        except DeclarationError as error:  # told with the others
            faults.append(f"{name}.py: {error}")
    result = Catalogue(
        declared,
        {i.id: i for i in sorted(found, key=lambda i: (i.order, i.id))},
        dict(CONTRACT_SERIES),
        _units(declared, found, faults),
    )
    for place, one in _declared_series(declared, found):
        if result.series.get(one.id, one) != one:
            faults.append(f'{place}, series: "{one.id}" has two meanings.')
        result.series[one.id] = one
    for indicator in found:
        problems = [*indicator.problems(), *_unknown(indicator, result.series, result.units)]
        faults += [f"{indicator.id}.py, {p}" for p in problems]
    UNITS.update(result.units)
    if faults:
        raise DeclarationError(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}: {' '.join(faults)}")
    return result


def _package(folder: str) -> ModuleType:
    """The package that holds the thesis; a folder is imported as a package of its own."""
    if not folder:
        return importlib.import_module(_PACKAGE)
    place = Path(folder).resolve()
    if not (place / f"{_THESIS}.py").is_file():
        raise UsageError(f"There is no {_THESIS}.py in {folder}: name a folder that holds a thesis.")
    name = f"{_FOLDER}_{place.name}"
    if name not in sys.modules:
        package = ModuleType(name, f"The thesis in {folder}.")
        package.__path__ = [str(place)]
        sys.modules[name] = package
    return sys.modules[name]


def _module(package: ModuleType, name: str) -> ModuleType:
    return importlib.import_module(f"{package.__name__}.{name}")


def only_indicator(package: ModuleType, file: str) -> Indicator:
    """The Indicator that a file of the catalogue declares; its id is the file's name."""
    own = [value for value in vars(_module(package, file)).values() if isinstance(value, Indicator)]
    if len(own) != 1:
        raise DeclarationError(f"it declares {len(own)} indicators; a file of the catalogue holds exactly one.")
    if own[0].id != file:
        raise DeclarationError(f'it declares the indicator "{own[0].id}": give the file and the indicator one name.')
    return own[0]


def _units(declared: Thesis, found: Iterable[Indicator], faults: list[str]) -> dict[str, Unit]:
    units = dict(UNITS)
    places = [(f"{_THESIS}.py", declared.units), *((f"{i.id}.py", i.units) for i in found)]
    for place, own in places:
        for unit in own:
            if units.get(unit.id, unit) != unit or unit.id in ISO_4217:
                faults.append(f'{place}, units: "{unit.id}" has two meanings.')
            units[unit.id] = unit
    return units


def _declared_series(declared: Thesis, found: Iterable[Indicator]) -> Iterator[tuple[str, Series]]:
    yield from ((f"{_THESIS}.py", one) for one in declared.series)
    yield from ((f"{i.id}.py", one) for i in found for one in i.declared)


def _unknown(i: Indicator, series: dict[str, Series], units: dict[str, Unit]) -> list[str]:
    """What an indicator names and nobody declares."""
    known = {*units, *ISO_4217, _ANY_CURRENCY.id}
    found = [f'series: "{s}" is declared nowhere.' for s in i.series if s not in series]
    found += [
        f'metric {m.id}: the unit "{m.unit}" is declared nowhere.'
        for m in i.metrics
        if m.unit not in known and m.unit.partition(" per ")[0] not in known
    ]
    found += [
        f'series {s.id}: the unit "{u}" is declared nowhere.' for s in i.declared for u in s.units if u not in known
    ]
    return found
