"""The claims of a board with their outcomes as of a day, decided when they are first looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, overload

from ...core.claims.claim import Claim, Decided, claim_of
from ...core.claims.scoreboard import Scoreboard
from ...core.evidence.reads import Pair, reads_of
from ..file.connection import reading
from . import read
from .past import PairsPast

if TYPE_CHECKING:
    from ...core.model.indicator import Bands, Indicator
    from ..board import Board


class Claims(Sequence[Decided]):
    """Every claim made by a day, in the order in which they were first entered; a page without claims pays for none."""

    def __init__(
        self, board: Board, as_of: date, indicators: Mapping[str, Indicator], bands: Mapping[str, Bands]
    ) -> None:
        """Nothing is read yet."""
        self._board, self._as_of, self._indicators, self._bands = board, as_of, indicators, bands

    @cached_property
    def rows(self) -> list[dict[str, object]]:
        """The claims as the board keeps them."""
        return self._board.claims(self._as_of)

    @cached_property
    def _every(self) -> list[Decided]:
        return self._decide([claim_of(row) for row in self.rows])

    def about(self, pairs: Iterable[Pair]) -> list[Decided]:
        """The claims on indicators that read any of these pairs."""
        pairs = list(pairs)
        read_ = {i.id for i in self._indicators.values() if reads_of([i]).meets(pairs)}
        if "_every" in self.__dict__:
            return [d for d in self._every if d.claim.metric.partition(".")[0] in read_]
        return self._decide([claim_of(r) for r in self.rows if str(r["metric"]).partition(".")[0] in read_])

    def _decide(self, claims: list[Claim]) -> list[Decided]:
        """One snapshot decides them all."""
        if not claims:
            return []
        with reading(self._board.path, self._board.until) as db:
            past = PairsPast(db, self._as_of, tuple(read.events(db, self._as_of)))
            return Scoreboard(self._indicators, past, self._as_of, self._bands).decide(claims)

    @overload
    def __getitem__(self, place: int) -> Decided: ...
    @overload
    def __getitem__(self, place: slice) -> list[Decided]: ...
    def __getitem__(self, place: int | slice) -> Decided | list[Decided]:
        """One or some of them."""
        return self._every[place]

    def __iter__(self) -> Iterator[Decided]:
        """All of them."""
        return iter(self._every)

    def __len__(self) -> int:
        """How many there are; none is decided for that."""
        return len(self.rows)
