"""The numbers behind evidence: every row of a pair of series and entity, as they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any, Protocol

import pandas as pd
from numpy.typing import NDArray

from ..model.errors import DeclarationError
from ..model.observation import ROW, Observation, from_row
from .reads import Reads


class Rows(Protocol):
    """The numbers that stand behind evidence."""

    def pair(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity, plans too, in any order."""

    def entities(self, series: str) -> Iterable[str]:
        """Who has numbers of a series."""

    def of(self, ids: AbstractSet[int]) -> set[tuple[str, str]]:
        """The (series, entity) pairs of these observations."""


class SomeRows:
    """The rows of others that `keep` holds of, with some that are supposed beside them."""

    def __init__(self, rows: Rows, keep: Callable[[Observation], bool], supposed: tuple[Observation, ...] = ()) -> None:
        """Take over what they are taken from."""
        self._rows, self._keep, self._supposed = rows, keep, supposed

    def pair(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity that is kept, plans too."""
        beside = (o for o in self._supposed if (o.series, o.entity) == (series, entity))
        return tuple(o for o in (*self._rows.pair(series, entity), *beside) if self._keep(o))

    def entities(self, series: str) -> Iterable[str]:
        """Who has numbers of a series, whether or not any of these is kept."""
        return {*self._rows.entities(series), *(o.entity for o in self._supposed if o.series == series)}

    def of(self, ids: AbstractSet[int]) -> set[tuple[str, str]]:
        """The (series, entity) pairs of these observations."""
        return self._rows.of(ids) | {(o.series, o.entity) for o in self._supposed if o.id in ids}


class FrameRows:
    """The rows of a store's frame, grouped by series and entity; they become objects when they are asked for.

    With `reads`, the frame holds what these declare and nothing else: a DeclarationError says what else was asked for.
    """

    def __init__(self, frame: pd.DataFrame, reads: Reads | None = None) -> None:
        """Group the frame, which is not changed."""
        self._frame, self._reads = frame, reads
        self._cells: NDArray[Any] = frame.to_numpy(dtype=object)  # one block, so no copy
        names = list(frame.columns)
        self._columns = [names.index(name) for name in ROW]
        # Plain lists and columns: a claim looks at many days, and asking pandas for each costs ten times as much.
        self._places: dict[tuple[str, str], list[int]] = {}
        series, entity = self._columns[ROW.index("series")], self._columns[ROW.index("entity")]
        for place, key in enumerate(zip(self._cells[:, series], self._cells[:, entity], strict=True)):
            self._places.setdefault(key, []).append(place)
        self._named: dict[str, list[str]] = {}
        for name, whose in self._places:
            self._named.setdefault(name, []).append(whose)
        self._made: dict[tuple[str, str], tuple[Observation, ...]] = {}

    def pair(self, series: str, entity: str) -> tuple[Observation, ...]:
        """Every number of a series and entity, plans too, in writing order."""
        if self._reads is not None and not self._reads.covers(series, entity):
            raise undeclared(series, entity)
        key = (series, entity)
        if key not in self._made:
            places = self._places.get(key, [])
            rows = self._cells[places][:, self._columns].tolist()
            self._made[key] = tuple(from_row(dict(zip(ROW, row, strict=True))) for row in rows)
        return self._made[key]

    def entities(self, series: str) -> Iterable[str]:
        """Who has numbers of a series."""
        if self._reads is not None and series not in self._reads.series:
            raise undeclared(series, "")
        return self._named.get(series, ())

    def of(self, ids: AbstractSet[int]) -> set[tuple[str, str]]:
        """The (series, entity) pairs of these observations."""
        part = self._frame[self._frame["id"].isin(ids)]
        return set(zip(part["series"], part["entity"], strict=True))


def undeclared(series: str, entity: str) -> DeclarationError:
    """What to say of a read that nothing declares; without an entity it is of all that have the series."""
    where = f'("{series}", "{entity}") to `others`' if entity else f'"{series}" to `everyone`'
    whose = entity or "every entity"
    return DeclarationError(f'A reading asks for "{series}" of {whose}, which no indicator declares: add {where}.')
